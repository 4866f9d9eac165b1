"""Shingles: every run of eight letters of a text, with its place, in one sorted array.

A shingle and its place share one 64-bit number (38 bits and 26), so that one sort makes the index,
a binary search finds a shingle, and a stretch of the array is the list of its places. Since the
order is alphabetical, the count of any shorter run is the length of a stretch, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace.normal import CLASSES, GRAM, SIGMA, grams

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACE = 26
"""Bits of a place: one array holds at most 2**26 letters, some fifteen million words."""

MOST = 2**PLACE
_MASK = np.uint64(MOST - 1)
_SHIFT = np.uint64(PLACE)


STEP = 64
"""Every so many numbers of an array one stands in a small array of its own, its *steps*: what is
looked up goes through that first, which is always at hand.
"""


_FEW = 200  # numbers that are looked up without them


_AT_ONCE = 1 << 24  # numbers of an array that are walked through without a pause: 128 MB
Pause = Callable[[], None]
"""What is done between two walks through parts of a large array."""


def _nothing() -> None:
    """Where all of an array lies in memory."""


def _parts(count: int, array: NDArray[np.uint64]) -> Iterator[slice]:
    """Sorted queries in so many parts that each walks through a part of the array only."""
    size = -(-count // (len(array) // _AT_ONCE + 1)) or 1
    return (slice(at, at + size) for at in range(0, count, size))


class Seeds(NamedTuple):
    """Of each place of a query, its shingle, where that stands in the array, how many there are."""

    keys: NDArray[np.uint64]
    first: NDArray[np.int64]
    many: NDArray[np.int64]


def shingled(symbols: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The sorted array of a text of at most `MOST` letters."""
    return packed(grams(symbols))


def packed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers, each with its place among them, sorted. The array given is used up."""
    keys <<= _SHIFT
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    return keys


def lower(
    array: NDArray[np.uint64], steps: NDArray[np.uint64], keys: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Where each of some sorted numbers stands in an array, or would: as `numpy.searchsorted`, but
    that most of the way leads through the steps, which a processor keeps at hand.
    """
    if len(keys) < _FEW or not len(array):
        return np.searchsorted(array, keys)
    block = np.searchsorted(steps, keys)
    # what stands at `at` is less; so is all up to the step before the block
    at = (block - 1) * STEP
    width = STEP
    while width > 1:
        width //= 2
        probe = at + width
        at += width * (array.take(probe, mode="clip") < keys)
    return np.where(block > 0, np.minimum(at + 1, len(array)), 0)


def seeds(
    array: NDArray[np.uint64], symbols: NDArray[np.uint8],
    steps: NDArray[np.uint64] | None = None, pause: Pause = _nothing,
) -> Seeds:  # fmt: skip
    """Where each shingle of a query stands. The queries are sorted before they are looked up, so
    that the search walks through the array once; in a large one it makes a `pause` now and then.
    """
    keys = grams(symbols)
    steps = array[::STEP] if steps is None else steps
    order = np.argsort(keys)
    ranked = keys[order]
    low = np.zeros(len(keys), np.int64)
    many = np.zeros(len(keys), np.int64)
    for part in _parts(len(keys), array):
        own = ranked[part]
        low[part] = at = lower(array, steps, own << _SHIFT)
        if len(array):
            found = np.flatnonzero(array.take(at, mode="clip") >> _SHIFT == own)
            ends = lower(array, steps, (own[found] + np.uint64(1)) << _SHIFT)
            many[part.start + found] = ends - at[found]
        pause()
    first = np.empty(len(keys), np.int64)
    count = np.empty(len(keys), np.int64)
    first[order] = low
    count[order] = np.maximum(many, 0)
    return Seeds(keys, first, count)


def shorter(
    array: NDArray[np.uint64], steps: NDArray[np.uint64], keys: NDArray[np.uint64],
    pause: Pause = _nothing,
) -> NDArray[np.int64]:  # fmt: skip
    """How often each shingle occurs when its last letter is left open."""
    unit = np.uint64(SIGMA)
    order = np.argsort(keys)
    ranked = keys[order] // unit * unit
    many = np.empty(len(keys), np.int64)
    for part in _parts(len(keys), array):
        own = ranked[part]
        low = lower(array, steps, own << _SHIFT)
        many[part] = lower(array, steps, (own + unit) << _SHIFT) - low
        pause()
    out = np.empty(len(keys), np.int64)
    out[order] = many
    return out


def beginning(array: NDArray[np.uint64], symbols: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The places at which fewer than eight letters stand, as far as their classes tell."""
    key = 0
    for letter in CLASSES[symbols].tolist():
        key = key * SIGMA + letter
    unit = SIGMA ** (GRAM - len(symbols))
    edges = np.array([key * unit << PLACE, (key + 1) * unit << PLACE], np.uint64)
    low, high = np.searchsorted(array, edges)
    return places(array, int(low), int(high - low))


def places(array: NDArray[np.uint64], first: int, count: int) -> NDArray[np.int64]:
    """The places of one shingle, in no certain order."""
    return (np.asarray(array[first : first + count]) & _MASK).astype(np.int64)


def hits(
    array: NDArray[np.uint64], found: Seeds, most: int, pause: Pause = _nothing
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of a query's place and a text's place with the same shingle, but for shingles so
    common that all pairs together would be more than `most`. Sorted by the query's place.
    """
    counts = found.many
    tally = np.bincount(np.minimum(counts, 4096), minlength=4097)
    total = np.cumsum(tally * np.arange(4097))
    limit = int(np.searchsorted(total, most, side="right")) - 1
    here = np.flatnonzero((counts > 0) & (counts <= min(max(limit, 1), 4095)))
    many = counts[here]
    query = np.repeat(here, many)
    ends = np.cumsum(many)
    rank = np.arange(len(query)) - np.repeat(ends - many, many)
    where = np.repeat(found.first[here], many) + rank
    if len(array) < _AT_ONCE:
        return query, (array[where] & _MASK).astype(np.int64)
    order = np.argsort(where)
    there = np.empty(len(where), np.int64)
    for part in _parts(len(where), array):
        own = order[part]
        there[own] = (array[where[own]] & _MASK).astype(np.int64)
        pause()
    return query, there
