"""One date as EDTF sees it: a day, a month, a part of a year or a year, with what is doubtful."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.calendars import CALENDARS, Calendar
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR, MONTH, DAY = 4, 2, 1  # the parts of a point, as bits of `approximate` and `uncertain`
_MEND = "Write YYYY-MM-DD, YYYY-MM or YYYY, with X for an unknown digit."
_ENDLESS = 10**15  # years: the days up to here can be counted in 64 bits

# Parts of a year (ISO 8601-2, 4.8): the first month and the last, counted from the year's January.
# Seasons are the meteorologists', whole months; 21 to 24 are those of the northern half.
_NORTH = ((3, 5), (6, 8), (9, 11), (12, 14))
_SOUTH = (_NORTH[2], _NORTH[3], _NORTH[0], _NORTH[1])
_PARTS = dict(
    enumerate(
        (
            *_NORTH,
            *_NORTH,
            *_SOUTH,
            *((first, first + 2) for first in (1, 4, 7, 10)),
            *((first, first + 3) for first in (1, 5, 9)),
            *((first, first + 5) for first in (1, 7)),
        ),
        start=21,
    )
)


class Point(NamedTuple):
    """A day, a month, a part of a year (`month` 21 to 41, as ISO 8601-2 counts them), or a year.

    The year is astronomical: 0 is 1 BC. `month` and `day` are None where they are not given.
    `unspecified` says which digits stand as X: bits over `YYYYMMDD`, the last digit being 1; such
    a digit counts as 0 in its field, so 194X is `Point(1940, unspecified=0b0001_00_00)`.
    `approximate` (~) and `uncertain` (?) are bits over `YEAR`, `MONTH` and `DAY`.
    """

    year: int
    month: int | None = None
    day: int | None = None
    unspecified: int = 0
    approximate: int = 0
    uncertain: int = 0

    @property
    def parts(self) -> int:
        """The bits of the parts that are given."""
        if self.day is not None:
            return YEAR | MONTH | DAY
        return YEAR if self.month is None else YEAR | MONTH

    @property
    def precision(self) -> str:
        """The smallest unit that is known, all above it being known too."""
        blank = self.unspecified
        if blank & 0b1111_00_00:
            return {1: "decade", 3: "century", 7: "millennium"}.get(blank >> 4, "unknown")
        if self.month is None or blank & 0b11_00:
            return "year"
        if self.month > 20:
            return "season"
        return "month" if self.day is None or blank & 0b11 else "day"

    def doubted(self, *, approximate: object, uncertain: object) -> Point:
        """The same point, all of it approximate or uncertain."""
        parts = self.parts
        return self._replace(
            approximate=parts if approximate else self.approximate,
            uncertain=parts if uncertain else self.uncertain,
        )


def check(point: Point, calendar: Calendar) -> None:
    """Raise `DateError` if the calendar has no such point."""
    year, month, day, blank, approximate, uncertain = point
    if day is not None and month is not None and not (blank or approximate or uncertain):
        first, last = calendar.first_year, calendar.last_year
        if 1 <= day <= 28 and 1 <= month <= 12 and first <= year <= last:
            return  # nearly every date there is
    if blank or approximate or uncertain:
        _check_doubt(point, calendar)
        if blank:
            return
    if month is None:
        if day is not None:
            raise DateError("a day needs a month", mend=_MEND)
        if abs(year) >= _ENDLESS or not (calendar.in_edtf or _dated(year, calendar)):
            raise DateError(f"the {calendar.name} calendar has no year {year}")
        return
    if not _dated(year, calendar):
        span = f"{calendar.first_year} to {calendar.last_year}"
        raise DateError(f"only a year from {span} can have months and days, not {year}")
    if not 1 <= month <= calendar.months:
        if month in _PARTS and day is None and calendar.in_edtf:
            return
        raise DateError(f"there is no month {month:02d}", mend=_MEND)
    if day is None or (1 <= day <= 28 and month != 13):
        return
    length = calendar.month_days(year, month)
    if not 1 <= day <= length:
        raise DateError(
            f"there is no day {day:02d} in month {month:02d} of {year} ({calendar.name}), "
            f"which has {length}"
        )


def _dated(year: int, calendar: Calendar) -> bool:
    return calendar.first_year <= year <= calendar.last_year


def _check_doubt(point: Point, calendar: Calendar) -> None:
    if (point.approximate | point.uncertain) & ~point.parts:
        raise DateError("a part of a date is doubted that is not given")
    if not point.unspecified:
        return
    if not calendar.in_edtf:
        raise DateError(f"an unknown digit (X) cannot be written in the {calendar.name} calendar")
    if abs(point.year) > 9999:
        raise DateError("only a year of four digits can have unknown digits", mend=_MEND)
    if _digits_amiss(point):
        raise DateError("an unknown digit (X) stands for 0 in its field", mend=_MEND)
    if point.month is not None and point.month > 20:
        raise DateError("a season's year needs all its digits", mend=_MEND)
    if not _is_some_day(point, calendar):
        raise DateError("no day fits these digits", mend=_MEND)


@lru_cache(maxsize=4096)  # 30 February of ten thousand years is looked for once, not each time
def _is_some_day(point: Point, calendar: Calendar) -> bool:
    return next(_completions(point, calendar, 1), None) is not None


def _digits_amiss(point: Point) -> bool:
    """Whether X stands where a digit does, or in a part that is not given."""
    digits = f"{abs(point.year):04d}{point.month or 0:02d}{point.day or 0:02d}"
    given = 0b1111_00_00
    if point.month is not None:
        given |= 0b11_00
        if point.day is not None:
            given |= 0b11
    blank = point.unspecified
    return bool(blank & ~given) or any(
        blank >> (7 - place) & 1 and digit != "0" for place, digit in enumerate(digits)
    )


def _numbers(number: int, blank: int, width: int, step: int) -> Iterator[int]:
    """The numbers that the known digits allow, rising (`step` 1) or falling (-1)."""
    digits = f"{number:0{width}d}"
    choices = [
        "0123456789"[::step] if blank >> (width - 1 - place) & 1 else digit
        for place, digit in enumerate(digits)
    ]
    return (int("".join(choice)) for choice in product(*choices))


def _completions(point: Point, calendar: Calendar, step: int) -> Iterator[tuple[int, int, int]]:
    """The days that a point with unknown digits may be, in order of time or against it."""
    blank = point.unspecified
    sign = -1 if point.year < 0 else 1
    for size in _numbers(abs(point.year), blank >> 4, 4, step * sign):
        year = sign * size
        months = (
            range(1, calendar.months + 1)[::step]
            if point.month is None
            else _numbers(point.month, blank >> 2 & 0b11, 2, step)
        )
        for month in months:
            if not 1 <= month <= calendar.months:
                continue
            length = calendar.month_days(year, month)
            days = (
                (1, length)[::step]
                if point.day is None
                else _numbers(point.day, blank & 0b11, 2, step)
            )
            yield from ((year, month, day) for day in days if 1 <= day <= length)


def bounds(point: Point, calendar_name: str) -> tuple[int, int]:
    """The first and the last day that a point may be, as Julian day numbers.

    An unknown digit takes every value that makes a day of the calendar. Winter begins in December
    of its year and ends in February of the next. An approximate point is not widened: nobody has
    said by how much.
    """
    year, month, day, blank, _, _ = point
    if day is not None and month is not None and not blank:
        jdn = CALENDARS[calendar_name].to_jdn(year, month, day)
        return jdn, jdn
    return _spread(point, calendar_name)


@lru_cache(maxsize=4096)
def _spread(point: Point, calendar_name: str) -> tuple[int, int]:
    """`bounds` of a point that is more than a day."""
    calendar = CALENDARS[calendar_name]
    to_jdn = calendar.to_jdn
    year, month, _, blank, _, _ = point
    if blank:
        first = next(_completions(point, calendar, 1))
        last = next(_completions(point, calendar, -1))
        return to_jdn(*first), to_jdn(*last)
    if month is None:
        return to_jdn(year, 1, 1), to_jdn(year + 1, 1, 1) - 1
    begin, finish = (month, month) if month <= calendar.months else _PARTS[month]
    finish_year, finish_month = (
        (year, finish) if finish <= calendar.months else (year + 1, finish - 12)
    )
    return (
        to_jdn(year, begin, 1),
        to_jdn(finish_year, finish_month, calendar.month_days(finish_year, finish_month)),
    )
