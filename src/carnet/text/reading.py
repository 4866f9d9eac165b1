"""The map that leads from reading text home to the source."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Run(NamedTuple):
    """`length` code points of the reading text from `start` on, copied from `node` at `offset`.

    `node` names a place inside the source that has text of its own: 0 for a plain-text file;
    for XML, `2 * n` for the text of the n-th element in document order, `2 * n + 1` for its tail.
    Within a run the two advance together, one code point for one (white space may differ in kind:
    a line break read as a space is still one code point for one).
    """

    start: int
    length: int
    node: int
    offset: int


class Home(NamedTuple):
    """A stretch of the source: `[start, end)` in code points of the text of `node`."""

    node: int
    start: int
    end: int


class OffsetMap:
    """From code points of the reading text to places in the source, and back."""

    __slots__ = ("_raw", "_runs", "_starts")

    def __init__(self, runs: Iterable[tuple[int, int, int, int]]) -> None:
        self._raw = runs
        self._runs: list[Run] = []
        self._starts: list[int] = []

    @property
    def runs(self) -> list[Run]:
        """Every run, in the order of the reading text; made when first asked for."""
        if not self._runs:
            self._runs = [Run(*run) for run in self._raw if run[1] > 0]
            self._starts = [run.start for run in self._runs]
        return self._runs

    def home(self, start: int, end: int) -> list[Home]:
        """Where `[start, end)` of the reading text stood; separators have no home."""
        homes = []
        runs = self.runs
        i = max(bisect_right(self._starts, start) - 1, 0)
        for run in islice(runs, i, None):
            if run.start >= end:
                break
            left, right = max(start, run.start), min(end, run.start + run.length)
            if left < right:
                shift = run.offset - run.start
                homes.append(Home(run.node, left + shift, right + shift))
        return homes

    def reading(self, node: int, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of reading text that copy `[start, end)` of `node`."""
        for run in self.runs:
            if run.node == node:
                left, right = max(start, run.offset), min(end, run.offset + run.length)
                if left < right:
                    shift = run.start - run.offset
                    yield left + shift, right + shift


def opening_words(text: str, after: int, longest: int = 80) -> str:
    """The first words of `text` from `after` on, at most `longest` code points, whole words."""
    words = " ".join(text[after : after + 4 * longest].split()).lstrip(" .,;:–—-")
    if len(words) <= longest:
        return words
    cut = words.rfind(" ", 0, longest + 1)
    return words[: cut if cut > longest // 2 else longest].rstrip()
