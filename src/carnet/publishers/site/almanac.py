"""Days, months and years: which entries stand on which, for calendars and anniversaries.

All of it is of the writer's own calendar, as the dates print: an Old Style 3 May stands on 3 May.
A date that is doubtful or opens a stretch of days stands on the day that it names. Dates in a
calendar without our months have no place here and are listed only.

What the page of an entry shows of it changes with dates and ids alone, never with words, so that a
corrected word reaches one page.
"""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.edition import Line
    from carnet.publishers.site.layout import Layout

_DAY = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-(\d\d)")
_CALENDARS = ("gregorian", "julian")


class Almanac:
    """The days of an edition. It looks at each line once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.day_of: list[str] = []  # of each line the day, 1660-01-01, or nothing
        self.months: dict[str, dict[str, list[int]]] = {}  # 1660-01 -> 01 -> lines
        self.calendars: dict[str, str] = {}  # by month, the calendar of its first entry
        find, months = _DAY.match, self.months
        add = self.day_of.append
        for n, line in enumerate(layout.lines):
            edtf = line.edtf
            found = find(edtf) if edtf is not None and line.calendar in _CALENDARS else None
            if found is None:
                add("")
                continue
            add(found[0])
            month, day = found[1], found[2]
            days = months.get(month)
            if days is None:
                days = months[month] = {}
                self.calendars[month] = line.calendar
            if day in days:
                days[day].append(n)
            else:
                days[day] = [n]

    @cached_property
    def anniversaries(self) -> dict[str, list[int]]:
        """By month and day (01-31) the lines of all years that stand there."""
        found: dict[str, list[int]] = {}
        for n, day in enumerate(self.day_of):
            if day:
                found.setdefault(day[5:], []).append(n)
        return found

    def signs(self) -> Sequence[bytes]:
        """For each line, what its page shows of the almanac: changes with dates and ids only."""
        lines = self._layout.lines
        ids = [line.id for line in lines]
        by_month = {
            month: _sign(
                f"{day} {ids[n]}" if len(held) == 1 else f"{day} {_beside(lines[n])}"
                for day, held in days.items()
                for n in held
            )
            for month, days in self.months.items()
        }
        by_day = {
            day: _sign(f"{self.day_of[n]} {ids[n]}" for n in held)
            for day, held in self.anniversaries.items()
        }
        return [by_month[day[:7]] + by_day[day[5:]] if day else b"" for day in self.day_of]


def _sign(parts: Iterable[str]) -> bytes:
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=8).digest()


def _beside(line: Line) -> str:
    """What other entries of the same day show of one."""
    return f"{line.id} {line.source} {line.language} {line.title}"
