"""`When`: a date as the writer left it, in the writer's calendar, with its doubt and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS, Calendar, calendar_named
from carnet.dates.edtf import NOTHING, Extent, read, spell, verify
from carnet.dates.point import Point, bounds
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

_GREGORIAN = CALENDARS["gregorian"]
_YEAR_BLANK = 0b1111_00_00


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """A date: exact, partial, doubtful, a range or a set, in any of the three calendars.

    `extent` is the time itself: a point, an interval or a set; `When()` is the unknown date.
    `calendar` is "gregorian", "julian" or "french republican". `written` is the date in the
    writer's words, `why` the reasons for reading it so, each a short sentence, and `sure` how
    likely the reading is to be right, from 0 to 1.

    Two are equal when they say the same time in the same calendar, that is in `(calendar, edtf)`;
    how it is written, and how that is known, does not count. `DateError` is raised for a time that
    its calendar does not have, so a `When` that exists is a date that exists.
    """

    extent: Extent = NOTHING
    calendar: str = "gregorian"
    written: str = ""
    why: tuple[str, ...] = ()
    sure: float = 1.0
    _spelt: str | None = field(default=None, init=False, repr=False)  # `edtf`, once asked for

    def __post_init__(self) -> None:
        verify(self.extent, CALENDARS.get(self.calendar) or calendar_named(self.calendar))

    @classmethod
    def parse(
        cls,
        edtf: str,
        calendar: str = "gregorian",
        *,
        written: str = "",
        why: tuple[str, ...] = (),
        sure: float = 1.0,
    ) -> When:
        """Read EDTF whose digits are of `calendar`; `DateError` where that is no date.

        EDTF cannot say a Republican date: with that calendar the digits are Gregorian, as `edtf`
        gives them, and the result holds the Republican days.
        """
        when = _parsed(edtf, calendar)
        if written or why or sure != 1.0:
            return cls(when.extent, calendar, written, why, sure)
        return when

    @classmethod
    def day(
        cls,
        year: int,
        month: int,
        day: int,
        calendar: str = "gregorian",
        *,
        written: str = "",
        why: tuple[str, ...] = (),
        sure: float = 1.0,
    ) -> When:
        """One day; `DateError` where the calendar does not have it."""
        return cls(Extent(Point(year, month, day)), calendar, written, why, sure)

    @property
    def start(self) -> Point | None:
        """The point itself, or that at which an interval begins; None in a set."""
        return self.extent.start

    @property
    def end(self) -> Point | None:
        """The point at which an interval ends, if that is known."""
        return self.extent.end

    @property
    def known(self) -> bool:
        """False for the unknown date only."""
        return self.extent != NOTHING

    @property
    def edtf(self) -> str | None:
        """EDTF in the writer's calendar (in the Gregorian for a Republican date), or None."""
        if self._spelt is not None:
            return self._spelt
        if not self.known:
            return None
        if not CALENDARS[self.calendar].in_edtf:
            return _gregorian(self.extent, self.calendar)
        spelt = spell(self.extent)
        object.__setattr__(self, "_spelt", spelt)  # told thousands of times in a build
        return spelt

    @property
    def gregorian(self) -> str | None:
        """EDTF in the proleptic Gregorian calendar.

        A month or year of another calendar is an interval of days. None for the unknown date, and
        for a date of another calendar in an unknown year, whose distance is unknown too.
        """
        if not self.known:
            return None
        if self.calendar == _GREGORIAN.name:
            return self.edtf
        return _gregorian(self.extent, self.calendar)

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The earliest and latest day it may mean, as Julian day numbers; None if unknown.

        An open or unknown end says nothing, so the known one stands for both. A year of unknown
        digits runs over all of them. A set runs from its earliest member to its latest.
        """
        if self.extent.members:
            each = [_bounds(member, self.calendar) for member in self.extent.members]
            return min(first for first, _ in each), max(last for _, last in each)
        return _bounds(self.extent, self.calendar) if self.known else None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders the entries of an archive: by earliest day, the wider date first.

        So a year comes before its months and a month before its days. Dates in a wholly unknown
        year come after all others, the unknown date last of all.
        """
        both = self.bounds
        if both is None:
            return 2, 0, 0
        point = self._first
        yearless = point is not None and point.unspecified & _YEAR_BLANK == _YEAR_BLANK
        return int(yearless), both[0], -both[1]

    @property
    def year(self) -> int | None:
        """The astronomical year in which it begins, if all four digits are known."""
        point = self._first
        return None if point is None or point.unspecified & _YEAR_BLANK else point.year

    @property
    def month(self) -> int | None:
        """The month in which it begins, if known: 1 to 12 (13 for complementary days)."""
        point = self._first
        if point is None or point.unspecified & 0b11_00 or (point.month or 0) > 20:
            return None
        return point.month

    @property
    def precision(self) -> str:
        """The smallest unit known, with all above it.

        One of `day month season year decade century millennium interval unknown`. A set is an
        `interval`, a day in an unknown month a `year`, a day in an unknown year `unknown`.
        """
        start, end, opening, closing, members, _ = self.extent
        if members or end is not None or opening or closing:
            return "interval"
        return "unknown" if start is None else start.precision

    @property
    def approximate(self) -> bool:
        """Whether any part is marked as about (`~`)."""
        return any(point.approximate for point in _points(self.extent))

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked as doubtful (`?`)."""
        return any(point.uncertain for point in _points(self.extent))

    def less_sure(self, why: str, sure: float) -> When:
        """The same date for one reason more, and at most as likely as `sure`."""
        reasons = (*self.why, why)
        return When(self.extent, self.calendar, self.written, reasons, min(self.sure, sure))

    @property
    def _first(self) -> Point | None:
        """The point at which it begins, or the only one it has."""
        start, end, _, _, members, _ = self.extent
        if not members:
            return start or end
        firsts = (member.start or member.end for member in members)
        return min(
            (point for point in firsts if point is not None),
            key=lambda point: bounds(point, self.calendar),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, When):
            return NotImplemented
        return self.calendar == other.calendar and self.edtf == other.edtf

    def __hash__(self) -> int:
        return hash((self.calendar, self.edtf))

    def __str__(self) -> str:
        return self.edtf or "unknown"


def _points(extent: Extent) -> Iterator[Point]:
    for member in extent.members or (extent,):
        if member.start is not None:
            yield member.start
        if member.end is not None:
            yield member.end


def _bounds(extent: Extent, calendar: str) -> tuple[int, int]:
    start, end = extent.start or extent.end, extent.end or extent.start
    assert start is not None
    assert end is not None
    return bounds(start, calendar)[0], bounds(end, calendar)[1]


@lru_cache(maxsize=1 << 15)
def _parsed(edtf: str, calendar: str) -> When:
    named = calendar_named(calendar)
    if named.in_edtf:
        return When(read(edtf), calendar)
    extent = read(edtf)
    verify(extent, _GREGORIAN)
    found = _convert(extent, _GREGORIAN, named)
    if found is None:
        raise DateError(f"{edtf!r} has no year, so it is no {calendar} date")
    verify(found, named)
    return When(_gathered(found, named), calendar)


@lru_cache(maxsize=1 << 12)
def _gregorian(extent: Extent, calendar: str) -> str | None:
    found = _convert(extent, CALENDARS[calendar], _GREGORIAN)
    return None if found is None else spell(found)


def _convert(extent: Extent, calendar: Calendar, target: Calendar) -> Extent | None:
    """The same days in another calendar; None where a year is unknown.

    Doubt about one part of a date becomes doubt about all of it: the parts do not correspond.
    """
    if extent.members:
        members = [_convert(member, calendar, target) for member in extent.members]
        known = tuple(member for member in members if member is not None)
        return Extent(members=known, every=extent.every) if len(known) == len(members) else None
    if any(point.unspecified & _YEAR_BLANK == _YEAR_BLANK for point in _points(extent)):
        return None
    first, last = _bounds(extent, calendar.name)
    start = None if extent.start is None else _on(first, target, extent.start)
    if extent.is_interval:
        end = None if extent.end is None else _on(last, target, extent.end)
        return Extent(start, end, extent.opening, extent.closing)
    assert extent.start is not None
    return Extent(start, _on(last, target, extent.start) if last > first else None)


def _on(jdn: int, calendar: Calendar, doubt: Point) -> Point:
    """A day in a calendar, as doubtful as another point."""
    year, month, day = calendar.from_jdn(jdn)
    sayable = calendar.first_year <= year <= calendar.last_year or not calendar.in_edtf
    point = Point(year, month, day) if sayable else Point(year)
    return point.doubted(approximate=doubt.approximate, uncertain=doubt.uncertain)


def _gathered(extent: Extent, calendar: Calendar) -> Extent:
    """The month or year that an interval of days fills, if it does; else the interval."""
    if extent.members:
        return extent._replace(members=tuple(_gathered(each, calendar) for each in extent.members))
    start, end = extent.start, extent.end
    if start is None or end is None:
        return extent
    for point in (Point(start.year, start.month), Point(start.year)):
        whole = point.doubted(approximate=start.approximate, uncertain=start.uncertain)
        alike = bool(start.approximate), bool(start.uncertain)
        if alike == (bool(end.approximate), bool(end.uncertain)) and bounds(
            whole, calendar.name
        ) == _bounds(extent, calendar.name):
            return Extent(whole)
    return extent
