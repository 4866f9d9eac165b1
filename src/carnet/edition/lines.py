"""The lines of an edition: as a sequence of `Line` for who reads some, and as columns for who looks at
one thing of them all, which every build does many times over.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from carnet.catalogue import LineColumns
from carnet.edition.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = len(Line._fields)
_new = tuple.__new__


class Lines(Sequence[Line]):
    """`columns` are those of the catalogue, in the order of the edition, without what is sealed."""

    def __init__(self, columns: LineColumns) -> None:
        self.columns = columns
        self.ids = columns.id

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, n: int) -> Line: ...

    @overload
    def __getitem__(self, n: slice) -> list[Line]: ...

    def __getitem__(self, n: int | slice) -> Line | list[Line]:
        shown = self.columns[:_SHOWN]
        if isinstance(n, slice):
            return [_new(Line, row) for row in zip(*(each[n] for each in shown), strict=True)]
        return _new(Line, [column[n] for column in shown])

    def __iter__(self) -> Iterator[Line]:
        for row in zip(*self.columns[:_SHOWN], strict=True):
            yield _new(Line, row)

    def put(self, n: int, line: Line) -> None:
        """Show another line in place of one."""
        for name, value in zip(Line._fields, line, strict=True):
            getattr(self.columns, name)[n] = value

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where the entry of each id stands."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))


def in_columns(lines: Sequence[Line]) -> Lines:
    """Lines as columns, if they are not yet."""
    if isinstance(lines, Lines):
        return lines
    shown = [list(column) for column in zip(*lines, strict=True)] or [[] for _ in range(_SHOWN)]
    beyond = len(LineColumns._fields) - _SHOWN
    return Lines(LineColumns(*shown, *([] for _ in range(beyond))))


def in_sources(columns: LineColumns) -> list[int]:
    """The places of lines in the order of the sources' names, and in each source in its own."""
    both = list(zip(columns.source, columns.ordinal, strict=True))
    return sorted(range(len(both)), key=both.__getitem__)


def in_time(columns: LineColumns) -> LineColumns:
    """Lines in the order of time. What has no date takes the time of what it follows in its source,
    or of what comes first there; what has the same time stands in the order of the sources.
    """
    place = zip(columns.source, columns.ordinal, strict=True)
    times = list(zip(columns.order0, columns.order1, columns.order2, strict=True))
    if _UNKNOWN in times:
        _place_undated(times, columns)
    keys = list(zip(times, place, strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return columns if order == list(range(len(order))) else columns.taken(order)


_UNKNOWN = (2, 0, 0)  # the order of what has no date


def _place_undated(times: list[tuple[int, int, int]], columns: LineColumns) -> None:
    source, last = "", _UNKNOWN
    waiting: list[int] = []
    for n in in_sources(columns):
        if columns.source[n] != source:
            source, last, waiting = columns.source[n], _UNKNOWN, []
        if times[n] != _UNKNOWN:
            for i in waiting:
                times[i] = times[n]
            last, waiting = times[n], []
        elif last == _UNKNOWN:
            waiting.append(n)
        else:
            times[n] = last
