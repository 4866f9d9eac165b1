"""An essay's letters as they are laid on a source: where its words begin, what stands in brackets."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Query(NamedTuple):
    """The letters of an essay, those at which its words begin, and its brackets."""

    letters: bytes
    begins: Sequence[int]
    brackets: tuple[tuple[int, int], ...] = ()

    def words(self, start: int, end: int) -> int:
        """How many words letters `[start, end)` are; what stands in brackets is one word."""
        begins = self.begins
        low = bisect_left(begins, start)
        many = bisect_left(begins, end, low) - low
        for left, right in self.brackets:
            if start <= left and right <= end:
                held = bisect_left(begins, right) - bisect_left(begins, left)
                many -= max(held - 1, 0)
        return many

    def starts(self, letter: int) -> bool:
        """Whether a word begins with a letter."""
        nth = bisect_left(self.begins, letter)
        return nth < len(self.begins) and self.begins[nth] == letter

    def bracketed(self, start: int, end: int) -> int:
        """How many brackets stand in letters `[start, end)`."""
        return sum(start <= left and right <= end for left, right in self.brackets)

    def supplied(self, start: int, end: int) -> bool:
        """Whether all of letters `[start, end)` stand in brackets."""
        return any(left <= start and end <= right for left, right in self.brackets)
