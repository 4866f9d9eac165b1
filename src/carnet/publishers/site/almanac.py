"""Days, months and years: which entries stand on which, for calendars and anniversaries.

All of it is of the writer's own calendar, as the dates print: an Old Style 3 May stands on 3 May.
A date that is doubtful or opens a stretch of days stands on the day that it names. Dates in a
calendar without our months have no place here and are listed only.

What the page of an entry shows of it changes with dates and ids, so that a corrected word reaches
one page; but for the other entries of its own day, which it names by how they begin.
"""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.publishers.site.layout import Layout

_DAY = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-(\d\d)")
_CALENDARS = ("gregorian", "julian")


class Almanac:
    """The days of an edition."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @cached_property
    def day_of(self) -> list[str]:
        """Of each line the day, 1660-01-01, or nothing."""
        columns = self._layout.columns
        if self._layout.plain_days:
            return cast("list[str]", columns.edtf)
        find = _DAY.match
        found = (
            find(edtf) if edtf is not None and calendar in _CALENDARS else None
            for edtf, calendar in zip(columns.edtf, columns.calendar, strict=True)
        )
        return [day[0] if day is not None else "" for day in found]

    @cached_property
    def months(self) -> dict[str, dict[str, list[int]]]:
        """By month (1660-01) and day (01) the lines that stand there."""
        months: dict[str, dict[str, list[int]]] = {}
        for n, written in enumerate(self.day_of):
            if written:
                month, day = written[:7], written[8:]
                days = months.get(month)
                if days is None:
                    days = months[month] = {}
                if day in days:
                    days[day].append(n)
                else:
                    days[day] = [n]
        return months

    def calendar(self, month: str) -> str:
        """The calendar of the first entry of a month."""
        days = self.months.get(month)
        if not days:
            return "gregorian"
        return self._layout.columns.calendar[next(iter(days.values()))[0]]

    @cached_property
    def anniversaries(self) -> dict[str, list[int]]:
        """By month and day (01-31) the lines of all years that stand there."""
        found: dict[str, list[int]] = {}
        for n, day in enumerate(self.day_of):
            if day:
                of_year = day[5:]
                if of_year in found:
                    found[of_year].append(n)
                else:
                    found[of_year] = [n]
        return found

    @cached_property
    def day_signs(self) -> dict[str, bytes]:
        """By month and day what the pages of entries show of it: changes with dates and ids only.
        Nothing stands for no day.
        """
        both = zip(self.day_of, self._layout.ids, strict=True)
        said = [f"{day} {id_}" for day, id_ in both]
        signs = {day: _sign([said[n] for n in held]) for day, held in self.anniversaries.items()}
        return {"": b"", **signs}

    def month_signs(self, months: Iterable[str]) -> dict[str, bytes]:
        """The same by month."""
        ids = self._layout.ids
        return {
            month: _sign(
                [f"{day} {ids[n]}" for day, held in self.months[month].items() for n in held]
            )
            for month in months
        }

    def beside_signs(self, months: Iterable[str]) -> dict[str, bytes]:
        """By day (1660-01-01), of those with several entries, what the page of each shows of the
        others: words too, where nothing else tells them apart.
        """
        columns = self._layout.columns
        shown = (
            columns.id, columns.source, columns.language, columns.title, columns.heading, columns.opening,
        )  # fmt: skip
        return {
            f"{month}-{day}": _sign(str(column[n]) for n in held for column in shown)
            for month in months
            for day, held in self.months[month].items()
            if len(held) > 1
        }


def _sign(parts: Iterable[str]) -> bytes:
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
