"""A stretch of the source at hand: its letters, and those at which words begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.corpus import Corpus


class Window:
    """Letters `[start, end)` of the source, cut at the ends of the volume that `inside` is in."""

    def __init__(self, corpus: Corpus, start: int, end: int, inside: int) -> None:
        self._low, self._high = corpus.bounds(inside)
        self.start, self.end = max(start, self._low), min(end, self._high)
        self.end = max(self.end, self.start)
        self.letters = corpus.symbols(self.start, self.end).tobytes()
        self._corpus = corpus

    def slice(self, start: int, end: int) -> bytes:
        start, end = start - self.start, end - self.start
        return self.letters[max(0, start) : max(0, end)]

    @cached_property
    def _edges(self) -> list[int]:
        return self._corpus.edges(self.start, self.end)

    def begins(self, start: int, end: int) -> Sequence[int]:
        """The letters in `[start, end]` at which a word begins."""
        own = self._edges
        found = own[bisect_left(own, start) : bisect_right(own, end)]
        return found[:-1] if found and found[-1] == self._high else found

    def ends(self, start: int, end: int) -> Sequence[int]:
        """The letters in `[start, end]` before which a word ends."""
        own = self._edges
        found = own[bisect_left(own, start) : bisect_right(own, end)]
        return found[1:] if found and found[0] == self._low else found
