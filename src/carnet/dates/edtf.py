"""EDTF, the Extended Date/Time Format of ISO 8601-2:2019, read and printed.

What diaries need of its levels 0, 1 and 2: days, months, parts of a year and years; unknown
digits; doubt, of a whole date or of one part; intervals, open or with an unknown end; sets, one
of or all of. Clock times, exponents (`Y17E7`) and significant digits (`1950S2`) are refused.

A date is printed in one way only: doubt about all of it behind it (`1941-05~`), about year and
month behind the month (`1941-05~-03`), about any other part before that part (`?1941-05-03`).

Source: Library of Congress, *Extended Date/Time Format (EDTF) Specification*, 4 February 2019.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from carnet.dates.point import DAY, MONTH, YEAR, Point, bounds, check
from carnet.errors import DateError

if TYPE_CHECKING:
    from carnet.dates.calendars import Calendar

Edge = Literal["", "open", "unknown"]

_LONGEST = 1000  # characters; a set in a diary is a handful of days
_SHAPE = "Write YYYY-MM-DD, YYYY-MM or YYYY (EDTF, ISO 8601-2)."
_APPROXIMATE, _UNCERTAIN = "~%", "?%"


class Extent(NamedTuple):
    """What an EDTF string says: a point, an interval or a set.

    A point has a `start` only. An interval has a `start` and an `end`, or an edge in place of
    one: `opening` and `closing` are "open" (`..`: it goes on) or "unknown" (nothing: nobody knows
    when). A set has `members`, points or intervals; `every` tells "all of" from "one of".
    """

    start: Point | None = None
    end: Point | None = None
    opening: Edge = ""
    closing: Edge = ""
    members: tuple[Extent, ...] = ()
    every: bool = False

    @property
    def is_interval(self) -> bool:
        return self.end is not None or bool(self.opening or self.closing)


NOTHING = Extent()


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@cache
def _qualified() -> re.Pattern[str]:
    return re.compile(
        r"([?~%]?)(-?)([0-9X]{4})([?~%]?)"
        r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
    )


@cache
def _long_year() -> re.Pattern[str]:
    return re.compile(r"Y(-?[1-9][0-9]{4,14})([?~%]?)")


def read(text: str) -> Extent:
    """What `text` says; `DateError` where it is no EDTF. `verify` tells whether such days exist."""
    if plain := _plain().fullmatch(text):
        year, month, day = plain.groups()
        return Extent(Point(int(year), int(month), int(day)))
    if len(text) > _LONGEST:
        raise DateError(f"{text[:30]!r}… is too long for a date", mend=_SHAPE)
    if text[:1] + text[-1:] in ("[]", "{}"):
        members = tuple(_member(part.strip(" "), text) for part in text[1:-1].split(","))
        return Extent(members=members, every=text[0] == "{")
    if "/" in text:
        before, _, after = text.partition("/")
        return _interval(before, after, text)
    return Extent(_point(text, text))


def _member(part: str, whole: str) -> Extent:
    before, dots, after = part.partition("..")
    if not dots:
        return Extent(_point(part, whole))
    return _interval(before or "..", after or "..", whole)


def _interval(before: str, after: str, whole: str) -> Extent:
    start, opening = _side(before, whole)
    end, closing = _side(after, whole)
    return Extent(start, end, opening, closing)


def _side(text: str, whole: str) -> tuple[Point | None, Edge]:
    if text in ("", ".."):
        return None, "open" if text else "unknown"
    return _point(text, whole), ""


def _point(text: str, whole: str) -> Point:
    if long_year := _long_year().fullmatch(text):
        digits, mark = long_year.groups()
        return Point(
            int(digits),
            approximate=YEAR if mark and mark in _APPROXIMATE else 0,
            uncertain=YEAR if mark and mark in _UNCERTAIN else 0,
        )
    found = _qualified().fullmatch(text)
    if found is None:
        raise DateError(f"{whole!r} is no date", mend=_SHAPE)
    before_year, sign, year, after_year, before_month, month, after_month, *rest = found.groups("")
    before_day, day, after_day = rest
    given = YEAR | (MONTH if month else 0) | (DAY if day else 0)
    marks = (
        (before_year, YEAR),
        (after_year, YEAR),
        (before_month, MONTH),
        (after_month, YEAR | MONTH),  # a mark behind a part doubts all that stands before it
        (before_day, DAY),
        (after_day, given),
    )
    number = int(year.replace("X", "0"))
    if sign and not number:
        raise DateError(f"{whole!r} is no date: there is no year -0", mend=_SHAPE)
    digits = f"{year}{month or '--'}{day or '--'}"
    return Point(
        -number if sign else number,
        int(month.replace("X", "0")) if month else None,
        int(day.replace("X", "0")) if day else None,
        sum(1 << 7 - place for place, digit in enumerate(digits) if digit == "X"),
        _bits(marks, _APPROXIMATE),
        _bits(marks, _UNCERTAIN),
    )


def _bits(marks: tuple[tuple[str, int], ...], signs: str) -> int:
    bits = 0
    for mark, parts in marks:
        if mark and mark in signs:
            bits |= parts
    return bits


def verify(extent: Extent, calendar: Calendar) -> None:
    """Raise `DateError` if the calendar has no such time."""
    start, end, opening, closing, members, _ = extent
    if start is not None:
        check(start, calendar)
        if end is None and not closing and not opening and not members:
            return
    if members:
        _verify_set(extent, calendar)
    elif extent.is_interval:
        if end is not None:
            check(end, calendar)
        if (start is None) == (not opening) or (end is None) == (not closing):
            raise DateError("an interval begins and ends at a date or at an edge, not at both")
        if start is None and end is None:
            raise DateError("an interval needs a date at one end at least")
        if start and end and bounds(start, calendar.name)[0] > bounds(end, calendar.name)[1]:
            raise DateError(
                f"the interval begins ({_spell_point(start)}) after it ends ({_spell_point(end)})",
                mend="Exchange the two dates or mend one.",
            )


def _verify_set(extent: Extent, calendar: Calendar) -> None:
    if extent.start is not None or extent.is_interval:
        raise DateError("a set of dates has no start or end of its own")
    for member in extent.members:
        if member.members or "unknown" in (member.opening, member.closing):
            raise DateError("a set holds dates and intervals only, open ones written with '..'")
        if member == NOTHING:
            raise DateError("a set has an empty place", mend="Separate its dates with one comma.")
        verify(member, calendar)


def spell(extent: Extent) -> str:
    """The one EDTF spelling of an extent that is not empty."""
    start, end, opening, closing, members, every = extent
    if start is not None and end is None and not closing:
        return _spell_point(start)
    if members:
        inner = ",".join(
            spell(member).replace("/", "..").replace("....", "..") for member in members
        )
        return f"{{{inner}}}" if every else f"[{inner}]"
    return f"{_spell_side(start, opening)}/{_spell_side(end, closing)}"


def _spell_side(point: Point | None, edge: Edge) -> str:
    if point is not None:
        return _spell_point(point)
    return ".." if edge == "open" else ""


def _spell_point(point: Point) -> str:
    year, month, day, blank, approximate, uncertain = point
    if not (blank or approximate or uncertain) and 0 <= year <= 9999:
        if day is not None:
            return f"{year:04d}-{month:02d}-{day:02d}"
        return f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"
    if abs(year) > 9999:
        return f"Y{year}{_mark(point, YEAR)}"
    sign = "-" if year < 0 else ""
    texts = [sign + _digits(abs(year), 4, blank >> 4)]
    if month is not None:
        texts.append(_digits(month, 2, blank >> 2 & 0b11))
        if day is not None:
            texts.append(_digits(day, 2, blank & 0b11))
    marks = [_mark(point, part) for part in (YEAR, MONTH, DAY)[: len(texts)]]
    if len(set(marks)) == 1:
        return "-".join(texts) + marks[0]
    if marks[0] and marks[0] == marks[1]:
        return f"{texts[0]}-{texts[1]}{marks[0]}-{marks[2]}{texts[2]}"
    return "-".join(mark + text for mark, text in zip(marks, texts, strict=True))


def _mark(point: Point, part: int) -> str:
    if point.approximate & part:
        return "%" if point.uncertain & part else "~"
    return "?" if point.uncertain & part else ""


def _digits(number: int, width: int, blank: int) -> str:
    digits = f"{number:0{width}d}"
    if not blank:
        return digits
    return "".join(
        "X" if blank >> (width - 1 - place) & 1 else digit for place, digit in enumerate(digits)
    )
