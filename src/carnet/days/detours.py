"""Lists of dates inside an entry: a summary of the ice, the stages of a march."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carnet.days.sequence import Path, Search, Taken

_RARE = 0.1  # of all headings: a shape that no book is written in
_BACK = 4  # days; less may be a slip of the pen


def without_detours(search: Search, path: Path) -> Path:
    """The path without runs of dates that go back in time, look unlike this book's headings, and
    after which it goes on from where it was.
    """
    days = [taken for taken in path.taken if taken.choice is not None and taken.role == "entry"]
    shapes = Counter(search.heads[taken.n].shape for taken in days)
    rare = {shape for shape, count in shapes.items() if count < _RARE * len(days)}
    dropped: set[int] = set()
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


def _first(taken: Taken) -> int:
    assert taken.choice is not None
    return taken.choice.first
