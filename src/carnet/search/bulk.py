"""The words of many texts at once. The same words as `tokens.words` gives, found with arrays."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.search.tokens import ALONE, JOINT, LETTER, MARK, PARTS, UNSEEN, fold, joins, kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNKNOWN = 255
_END = "\0"  # between two texts: no word and no joint goes over it
CHUNK = 1 << 20
"""Code points that are looked at together; bounds the memory, some forty bytes for each."""


class Words(NamedTuple):
    """The words of some texts, in order."""

    terms: np.ndarray  # of each word, the number of its term
    starts: np.ndarray  # of each word, its first code point in its text
    counts: np.ndarray  # of each text, how many words it has


class Numbering(dict[str, int]):
    """The number of a word's term, given when the word is first met."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.terms.setdefault(fold(word), len(self.terms))
        return number


class Tokeniser:
    """Finds words, and remembers the characters and the words that it has met."""

    def __init__(self) -> None:
        self.numbering = Numbering()
        self._kinds = np.full(0x110000, _UNKNOWN, dtype=np.uint8)

    def words(self, texts: Sequence[str]) -> Words:
        """The words of texts that are together not much longer than `CHUNK`."""
        joined = _END.join(texts)
        kinds = self._kinds_of(joined)
        for joint in JOINT.finditer(joined):
            if joins(joined, joint):
                kinds[joint.start() : joint.end()] = UNSEEN
        starts, ends = _bounds(kinds)
        number = self.numbering
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        terms = np.array([number[joined[a:b]] for a, b in pairs], dtype=np.uint32)
        begins = np.array([0, *accumulate(len(text) + 1 for text in texts)], dtype=np.int64)
        first = np.searchsorted(starts, begins)
        counts = np.diff(first)
        return Words(terms, starts - np.repeat(begins[:-1], counts), counts)

    def _kinds_of(self, text: str) -> np.ndarray:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = self._kinds[codes]
        new = codes[kinds == _UNKNOWN]
        if len(new):
            for code in np.unique(new).tolist():
                self._kinds[code] = kind(chr(code))
            kinds = self._kinds[codes]
        return kinds


def _bounds(kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where words begin and end, by what each character is to a word."""
    seen = None
    if (kinds == UNSEEN).any():
        seen = np.flatnonzero(kinds != UNSEEN)
        kinds = kinds[seen]
    if not len(kinds):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    within = kinds != PARTS
    begins = within.copy()
    begins[1:] &= ~within[:-1]
    if (kinds == ALONE).any():
        begins |= kinds == ALONE
        # a letter goes on from a letter only; a mark belongs to what it stands on
        places = np.arange(len(kinds))
        base = kinds[np.maximum.accumulate(np.where(kinds == MARK, 0, places))]
        begins[1:] |= (kinds[1:] == LETTER) & (base[:-1] == ALONE)
    ends = within.copy()
    ends[:-1] &= begins[1:] | ~within[1:]
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    if seen is not None:
        first, last = seen[first], seen[last]
    return first, last + 1
