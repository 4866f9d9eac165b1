"""The words of a text in their order, and where each stands: what finds a short quotation of which a
word was changed, when no run of eight letters is left.

A word is known by a number made of its first eight letters and its length. The numbers stand in the
order of the text, and once more sorted, each with its place; both are arrays that can be mapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace.normal import GRAM, SIGMA, grams
from carnet.trace.shingles import packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG = 15  # letters from which words are not told apart by length
_MIX = np.uint64(0x9E3779B97F4A7C15)
_PLACE = np.uint64(26)
_MASK = np.uint64(2**26 - 1)
_POWERS = np.array([SIGMA**n for n in range(GRAM + 1)], np.uint64)


class Words(NamedTuple):
    """The letters that words begin with, the words' numbers in their order, and the sorted array of
    numbers and places.
    """

    begins: NDArray[np.int32]
    numbers: NDArray[np.uint32]
    array: NDArray[np.uint64]

    def spread(self, numbers: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each of some words stands in the sorted array, and how often it occurs."""
        own = numbers.astype(np.uint64)
        low = np.searchsorted(self.array, own << _PLACE)
        high = np.searchsorted(self.array, (own + np.uint64(1)) << _PLACE)
        return low, high - low

    def span(self, nth: int, end: int) -> tuple[int, int]:
        """The letters of a word, and those up to the next; `end` is that of the text."""
        last = nth + 1 >= len(self.begins)
        return int(self.begins[nth]), end if last else int(self.begins[nth + 1])

    def places(self, low: int, many: int) -> NDArray[np.int64]:
        """The places of one word among the words, in their order."""
        return (np.asarray(self.array[low : low + many]) & _MASK).astype(np.int64)


NONE = Words(np.zeros(0, np.int32), np.zeros(0, np.uint32), np.zeros(0, np.uint64))


def begins(home: NDArray[np.int32]) -> NDArray[np.int32]:
    """The letters with which words begin: before them something stands that is no letter."""
    if not len(home):
        return np.zeros(0, np.int32)
    apart = np.flatnonzero(np.diff(home) > 1) + 1
    return np.concatenate((np.zeros(1, np.int32), apart.astype(np.int32)))


def numbered(
    symbols: NDArray[np.uint8], first: NDArray[np.int32], keys: NDArray[np.uint64] | None = None
) -> NDArray[np.uint32]:
    """The number of each word. `keys` are the shingles of the text, where they are at hand."""
    if not len(first):
        return np.zeros(0, np.uint32)
    sizes = np.diff(first, append=np.int32(len(symbols)))
    # the last words have no whole shingle of their own
    tail = int(np.searchsorted(first, max(len(symbols) - GRAM + 1, 0)))
    own = np.empty(len(first), np.uint64)
    if keys is None:
        keys = grams(symbols)
    own[:tail] = keys[first[:tail]]
    if tail < len(first):
        at = int(first[tail])
        rest = grams(np.concatenate((symbols[at:], np.zeros(GRAM, np.uint8))))
        own[tail:] = rest[first[tail:] - at]
    own //= _POWERS[GRAM - np.minimum(sizes, GRAM)]
    own *= np.uint64(_LONG + 1)
    own += np.minimum(sizes, _LONG).astype(np.uint64)
    own *= _MIX
    own >>= np.uint64(32)
    return own.astype(np.uint32)


def words(
    symbols: NDArray[np.uint8], home: NDArray[np.int32], keys: NDArray[np.uint64] | None = None
) -> Words:
    """The words of a text."""
    first = begins(home)
    own = numbered(symbols, first, keys)
    return Words(first, own, packed(own.astype(np.uint64)))
