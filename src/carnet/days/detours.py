"""Dates that head no entry: lists inside one, as of the stages of a march, and prefaces."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carnet.days.looks import Shape
    from carnet.days.sequence import Path, Search, Taken

_RARE = 0.1  # of all headings: a shape that no book is written in
_PREFACE = 6  # dates before a diary or behind it: of prefaces, dedications, editors' notes
_LATER = 200  # days by which they come after what they stand before
_BACK = 4  # days; less may be a slip of the pen


def without_detours(search: Search, path: Path) -> Path:
    """The path without datelines of prefaces, and without runs of dates that go back in time, look
    unlike this book's headings, and after which it goes on from where it was.
    """
    days = [taken for taken in path.taken if taken.choice is not None and taken.role == "entry"]
    shapes = Counter(search.heads[taken.n].shape for taken in days)
    rare = {shape for shape, count in shapes.items() if count < _RARE * len(days)}
    front = _prefaces(search, days, rare)
    days = days[front:]
    dropped = {taken.n for taken in path.taken if front and taken.n < days[0].n}
    back = _afterwords(search, days, rare)
    dropped.update(taken.n for taken in days[len(days) - back :])
    days = days[: len(days) - back]
    n = 1
    while n < len(days):
        before, here = days[n - 1], days[n]
        if search.heads[here.n].shape in rare and _first(here) < _first(before) - _BACK:
            end = n
            while end < len(days) and search.heads[days[end].n].shape in rare:
                end += 1
            if end < len(days) and end - n > 1 and _first(days[end]) >= _first(before) - 1:
                dropped.update(taken.n for taken in days[n:end])
                n = end
        n += 1
    if not dropped:
        return path
    return path._replace(taken=tuple(taken for taken in path.taken if taken.n not in dropped))


def _prefaces(search: Search, days: list[Taken], rare: set[Shape]) -> int:
    """How many headings at the beginning are datelines of what was written long after the diary:
    such as look unlike its headings, or name no day.
    """
    for n in range(min(_PREFACE, len(days) // 4), 0, -1):
        front = days[:n]
        unlike = all(
            search.heads[taken.n].shape in rare
            or (taken.choice and taken.choice.items[0].day is None)
            for taken in front
        )
        if unlike and _first(days[n]) < min(map(_first, front)) - _LATER:
            return n
    return 0


def _afterwords(search: Search, days: list[Taken], rare: set[Shape]) -> int:
    """How many headings at the end are dates named in notes: such as look unlike its headings, and
    lie long before its last.
    """
    for n in range(min(_PREFACE, len(days) // 4), 0, -1):
        tail = days[-n:]
        unlike = all(search.heads[taken.n].shape in rare for taken in tail)
        if unlike and max(map(_first, tail)) < _first(days[-n - 1]) - _LATER:
            return n
    return 0


def _first(taken: Taken) -> int:
    assert taken.choice is not None
    return taken.choice.first
