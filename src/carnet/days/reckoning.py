"""In which calendar the words of a document count their days, told from its stated dates.

An editor states 11 January 1660 where Pepys wrote "Jan. 1st": the machine's date is Gregorian, the
words are Old Style. One such pair is a slip; a document full of them, each exactly as many days
behind as the Julian calendar was in that year, is a diary kept in that calendar. The other way
round, stated dates that repeat the words, and whose weekdays are right only if they are Julian,
are Julian dates that nobody converted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from carnet.dates import When
from carnet.dates.calendars import (
    gregorian_from_jdn,
    gregorian_to_jdn,
    julian_from_jdn,
    julian_to_jdn,
    weekday,
)
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.dates.point import Point

Style = Literal["gregorian", "old style", "unconverted"]
_LEAST = 3  # agreeing entries without which nothing is concluded from days of the month
_WEEKDAYS = 5  # the same, from weekdays
_CLEAR = 8  # how many must agree for each that does not

OLD_STYLE = "the document's words count in the Julian calendar, its stated dates in the Gregorian"
UNCONVERTED = "the document's weekdays are right only if its stated dates are Julian"
MARKED = "the document says that its dates are Julian, and they repeat its words"


class Pair(NamedTuple):
    """A stated day (its Julian day number in the Gregorian calendar), and what the words say."""

    jdn: int
    day: int
    weekday: int | None
    month: int | None


def style_of(pairs: Iterable[Pair]) -> Style:
    """What a document's stated dates are to its words."""
    old = new = neither = full = 0
    julian = gregorian = 0
    for pair in pairs:
        if _says(gregorian_from_jdn(pair.jdn), pair):
            new += 1
            if pair.weekday is not None:
                gregorian += weekday(pair.jdn) == pair.weekday
                julian += weekday(julian_to_jdn(*gregorian_from_jdn(pair.jdn))) == pair.weekday
        elif _says(julian_from_jdn(pair.jdn), pair) and pair.weekday in (None, weekday(pair.jdn)):
            old += 1
            full += pair.month is not None
        else:
            neither += 1
    if old >= _LEAST and old >= _CLEAR * new and old >= neither:
        return "old style"
    if old and old == full and not new and not neither:
        return "old style"  # few entries, but each says its month
    if julian >= _WEEKDAYS and julian >= _CLEAR * gregorian:
        return "unconverted"
    return "gregorian"


def marked_style(pairs: Sequence[Pair]) -> Style:
    """The same of a document that says of its dates that they are Julian, where the pairs do not
    tell by themselves. Dates that repeat the words were not converted; where no words say a day,
    they are what TEI asks for, Gregorian equivalents.
    """
    same = sum(_says(gregorian_from_jdn(pair.jdn), pair) for pair in pairs)
    return "unconverted" if 2 * same > len(pairs) else "old style"


def _says(date: tuple[int, int, int], pair: Pair) -> bool:
    return date[2] == pair.day and pair.month in (None, date[1])


def in_julian(when: When) -> When:
    """The same days in the Julian calendar. What is no day, and no range of days, stays."""
    if when.calendar != "gregorian" or when.extent.members:
        return when
    start, end = when.start, when.end
    if any(p is not None and (p.precision != "day" or p.unspecified) for p in (start, end)):
        return when
    extent = when.extent._replace(start=_moved(start), end=_moved(end))
    return When(extent, "julian", when.written, (*when.why, OLD_STYLE), when.sure)


def _moved(point: Point | None) -> Point | None:
    """A Gregorian day as the Julian one, with its doubt."""
    if point is None or point.month is None or point.day is None:
        return point
    year, month, day = julian_from_jdn(gregorian_to_jdn(point.year, point.month, point.day))
    return point._replace(year=year, month=month, day=day)


def as_julian(when: When, why: str = UNCONVERTED) -> When:
    """The same digits, of the Julian calendar."""
    if when.calendar != "gregorian":
        return when
    try:
        return replace(when, calendar="julian", why=(*when.why, why))
    except DateError:
        return when
