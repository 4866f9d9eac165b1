"""Which days a head may mean, given the year and month in force where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.calendars import CALENDARS
from carnet.dates.written.grammar import Item
from carnet.dates.written.meaning import CENTURY, on_its_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.dates.calendars import Calendar
    from carnet.days.heads import Head


_EVERY_MONTH = 28  # days that every month has


class Choice(NamedTuple):
    """A day, or days, that a head may mean: items with months and years, Julian day numbers.

    `inferred` names what the head did not say: `year`, `month`, `day`.
    """

    items: tuple[Item, ...]
    first: int
    last: int
    inferred: str


class Meanings:
    """The days that heads may mean in one calendar."""

    def __init__(self, calendar: str) -> None:
        self.calendar: Calendar = CALENDARS[calendar]
        self._filled: dict[tuple[object, ...], Choice | None] = {}

    def of(self, head: Head, year: int | None, month: int | None) -> Iterable[Choice]:
        """Every day that a head may mean where this year and this month are in force."""
        assert head.joined is not None
        items = head.joined.items
        ending = next(
            (item.year for item in items if item.blank == CENTURY and item.year is not None), None
        )
        if ending is not None:  # '97: the century is that of the dates around it
            items = tuple(item._replace(year=None, blank=0) for item in items)
            known_years = [] if year is None else [year, year + 1, year - 1]
            tail = ending % 100
            fitting = [each for each in known_years if each % 100 == tail]
            if year is not None and not fitting:
                near = year - year % 100 + tail
                fitting = [min((near - 100, near, near + 100), key=lambda each: abs(each - year))]
            years: Sequence[int | None] = fitting
        elif head.masked:
            base = int(head.masked.replace("X", "0"))
            known = year is not None and str(year)[
                : len(head.masked.rstrip("X"))
            ] == head.masked.rstrip("X")
            years = [year, year + 1] if known and year else [base + 4]
        elif any(item.year is not None for item in items):
            years = [None]
        elif year is None:
            return
        else:
            years = [year, year + 1, year - 1]
        month_known = any(item.month is not None for item in items)
        has_day = any(item.day is not None for item in items)
        if month_known or not has_day:
            for each in years:
                choice = self.filled(items, each, None, "" if each is None else "year")
                if choice is not None:
                    yield choice
            return
        if month is None:
            return
        for each in years[:1]:
            for shift in (0, 1, -1):
                assert each is not None or year is not None
                carried = (each or year or 0) * 12 + month - 1 + shift
                choice = self.filled(items, carried // 12, carried % 12 + 1, "year month")
                if choice is not None:
                    yield choice

    def filled(
        self, items: tuple[Item, ...], year: int | None, month: int | None, inferred: str
    ) -> Choice | None:
        """Items with the month and year that neighbours, or the sequence, give them."""
        key = items, year, month, inferred
        if key not in self._filled:
            self._filled[key] = self._fill(items, year, month, inferred)
        return self._filled[key]

    def _fill(
        self, items: tuple[Item, ...], year: int | None, month: int | None, inferred: str
    ) -> Choice | None:
        if len(items) == 1:
            return self._alone(_given(items[0], year, month), inferred)
        out = _given_by_neighbours(items, year, month)
        if any(item.year is None for item in out):
            return None
        out = [on_its_day(item, self.calendar.name) for item in out]
        if any(item.day is not None and item.month is None for item in out):
            return None
        ends: list[tuple[int, int]] = []
        for item in out:
            bounds = self._bounds(item)
            if bounds is None:
                return None
            ends.append(bounds)
        return Choice(tuple(out), ends[0][0], max(end for _, end in ends), inferred)

    def _alone(self, item: Item, inferred: str) -> Choice | None:
        """What one item means that has been given what it lacks: most are single."""
        if item.year is None:
            return None
        item = on_its_day(item, self.calendar.name)
        bounds = self._bounds(item) if item.month is not None or item.day is None else None
        return Choice((item,), *bounds, inferred) if bounds is not None else None

    def _bounds(self, item: Item) -> tuple[int, int] | None:
        year, month = item.year or 0, item.month
        if not -9000 < year < 9000:
            return None
        if item.republican:
            republican = CALENDARS["french republican"]
            if month is None or not 1 <= year <= 99:
                return None
            day = republican.to_jdn(year, month, item.day or 1)
            return day, day if item.day else day + 29
        if month is None:
            return self.jdn(year, 1, 1), self.jdn(year, 12, 31)
        if month > 20:
            first = (month - 21) % 4 * 3 + 3
            start = self.jdn(year, first, 1)
            return start, start + 91
        if not 1 <= month <= 12:
            return None
        if item.day is None:
            length = self.calendar.month_days(year, month)
            return self.jdn(year, month, 1), self.jdn(year, month, length)
        if (
            item.day > _EVERY_MONTH
            and item.day > self.calendar.month_days(year, month)
            and not (month == 2 and item.day == 29)
        ):
            return None
        day = self.jdn(year, month, item.day)
        return day, day

    def on(self, jdn: int, inferred: str) -> Choice:
        """A day by its Julian day number."""
        year, month, day = self.calendar.from_jdn(jdn)
        return Choice((Item(day, month, year),), jdn, jdn, inferred)

    def jdn(self, year: int, month: int, day: int) -> int:
        """The Julian day number of a day."""
        return self.calendar.to_jdn(year, month, day)


def _given(item: Item, year: int | None, month: int | None) -> Item:
    """An item with the month and year in force, where it lacks them."""
    lacks_month = item.month is None and item.day is not None and month is not None
    if item.year is None and year is not None:
        if lacks_month:
            return item._replace(year=year, month=month)
        return item._replace(year=year)
    return item._replace(month=month) if lacks_month else item


def _given_by_neighbours(
    items: tuple[Item, ...], year: int | None, month: int | None
) -> list[Item]:
    """Items in a row with the months and years that those beside them, or the sequence, give."""
    out = list(items)
    ahead_year, ahead_month = None, None
    for n in reversed(range(len(out))):  # 29, 30, 31 octobre 1870
        item = out[n]
        if item.year is None and ahead_year is not None:
            item = item._replace(year=ahead_year)
        if item.month is None and item.day is not None and ahead_month is not None:
            item = item._replace(month=ahead_month)
        ahead_year = item.year
        ahead_month = None if item.month_first else item.month
        out[n] = item
    carried = month
    now = year
    for n, given in enumerate(out):  # May 3–5
        item = given
        if item.month is None and item.day is not None and carried is not None:
            item = item._replace(month=carried)
        if item.year is None and now is not None:
            if n and out[n - 1].month is not None and item.month is not None:
                turned = (item.month or 0) < (out[n - 1].month or 0) - 6
                item = item._replace(year=now + turned)
                now += turned
            else:
                item = item._replace(year=now)
        if item.month is not None and item.day is not None:
            carried = item.month
        now = item.year if item.year is not None else now
        out[n] = item
    return out
