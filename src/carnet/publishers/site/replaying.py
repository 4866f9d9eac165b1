"""A diary read again day by day: on its anniversaries, or from a day on that somebody chooses.

`static/replay.js` does the same in the browser, for a start that its reader chooses.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.publishers.site.layout import Layout

_JDN = 1_721_425  # a Julian day number, less this, is the number that `toordinal` has


class Day(NamedTuple):
    """One entry that has a day."""

    n: int  # its line
    written: str  # the day in the writer's calendar, ISO
    number: int  # the same as a Julian day number


def days_of(layout: Layout, places: Iterable[int]) -> Iterator[Day]:
    """Those of some lines that have a day, in their order; a stretch of days stands on its first.
    The days of our own calendar, nearly all there are, are not parsed.
    """
    numbers: dict[tuple[str, str], int | None] = {}
    calendars, ordinal = layout.columns.calendar, date.fromisoformat
    day_of = layout.almanac.day_of
    for n in places:
        written = day_of[n]
        if not written:
            continue
        key = written, calendars[n]
        try:
            number = numbers[key]
        except KeyError:
            if key[1] == "gregorian" and written > "0001":
                number = ordinal(written).toordinal() + _JDN
            else:
                bounds = When.parse(*key).bounds
                number = bounds[0] if bounds else None
            numbers[key] = number
        if number is not None:
            yield Day(n, written, number)


def gregorian(day: Day) -> date | None:
    """The day in our calendar; None where Python's has no such year."""
    ordinal = day.number - _JDN
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def replayed(days: Sequence[Day], start: date) -> list[tuple[Day, date]]:
    """Each entry with the day on which it comes round again, the first of them on `start`.

    Where the diary begins on the same day of the year, it keeps its days of the year, and 29
    February falls on the 28th where there is none. Else its days follow at their old distances.
    """
    if not days:
        return []
    first = days[0]
    found = []
    same = first.written[5:] == start.isoformat()[5:]
    for day in days:
        if same:
            year = start.year + int(day.written[:4]) - int(first.written[:4])
            at = in_year(year, day.written)
        else:
            ordinal = start.toordinal() + day.number - first.number
            at = date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
        if at is not None:
            found.append((day, at))
    return found


def in_year(year: int, written: str) -> date | None:
    """The day of the year on which a written day falls in some year."""
    month, day = int(written[5:7]), int(written[8:10])
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def near(as_of: date) -> set[str]:
    """The days of the year (01-31) on which an anniversary of the last month may fall."""
    return {(as_of - timedelta(days=n)).isoformat()[5:] for n in range(32)} | {"02-29"}


def lately(days: Iterable[Day], as_of: date, most: int) -> list[tuple[Day, date]]:
    """The latest anniversaries up to a day, the latest first, none of more than a month ago."""
    found = []
    latest = {of_year: _latest(of_year, as_of) for of_year in near(as_of)}
    for day in days:
        at = latest.get(day.written[5:])
        if at is not None and at.year > int(day.written[:4]):
            found.append((day, at))
    found.sort(key=lambda one: (-one[1].toordinal(), one[0].n))
    return found[:most]


def _latest(of_year: str, as_of: date) -> date | None:
    """When a day of the year (01-31) came last, up to a day; None where that is more than a month ago."""
    for year in (as_of.year, as_of.year - 1):
        at = in_year(year, f"{year:04d}-{of_year}")
        if at is not None and at <= as_of:
            return at if as_of - at < timedelta(days=31) else None
    return None
