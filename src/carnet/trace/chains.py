"""From hits to groups: stretches of two texts that share shingles on about one diagonal.

Hits on one diagonal with small gaps are a *run*; runs on near diagonals, close in the query, are a
*group*, a first guess at a quotation. Groups of one query stretch that follow each other in the
source are a *chain*; a gap in it is an elision. Everything before the chains is sorting of arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace.normal import GRAM

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WITHIN = 12  # letters between two hits of a run: one changed letter parts eight shingles
_NEAR = 150  # letters of the query between two runs of a group
_BAND = 6  # bits: runs of a group lie on at most 64 neighbouring diagonals
_LEAST = 10  # letters of a run that may have neighbours
ALONE = 34.0
"""Bits that a run must say to count without a neighbour."""
TOGETHER = 40.0
"""Bits that the runs of a group must say together."""


class Run(NamedTuple):
    """Letters `[query, query + size)` stand at `text` in the source, but for small gaps."""

    query: int
    text: int
    size: int

    @property
    def diagonal(self) -> int:
        return self.text - self.query


def runs(
    query: NDArray[np.int64], text: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The runs of hits as three arrays: query, text, size in letters; by diagonal."""
    if not len(query):
        none = np.zeros(0, np.int64)
        return none, none, none
    lift = int(query.max()) + 1
    key = ((text - query + lift).astype(np.uint64) << np.uint64(32)) | query.astype(np.uint64)
    key.sort()
    starts = np.flatnonzero(np.diff(key) > _WITHIN) + 1
    first = key[np.concatenate((np.zeros(1, np.int64), starts))]
    last = key[np.concatenate((starts - 1, np.full(1, len(key) - 1)))]
    begin = (first & np.uint64(0xFFFFFFFF)).astype(np.int64)
    size = (last - first).astype(np.int64) + GRAM
    diagonal = (first >> np.uint64(32)).astype(np.int64) - lift
    return begin, begin + diagonal, size


def groups(
    query: NDArray[np.int64], text: NDArray[np.int64], size: NDArray[np.int64],
    bits: NDArray[np.float64], alone: float = ALONE, together: float = TOGETHER,
) -> list[list[Run]]:  # fmt: skip
    """Runs that say much, or that lie near each other and do so together; each group in the order
    of the query. `bits` is how much each run says.
    """
    lift = int(query.max()) + 1 if len(query) else 1
    many = np.flatnonzero(size >= _LEAST)
    query, text, size, bits = query[many], text[many], size[many], bits[many]
    if not len(query):
        return []
    diagonal = text - query + lift
    kept: dict[tuple[int, int], list[Run]] = {}
    # two ways to cut the diagonals into bands, so that no neighbours are parted by both
    for shift in (0, 1 << (_BAND - 1)):
        band = (diagonal + shift) >> _BAND
        order = np.argsort((band.astype(np.uint64) << np.uint64(26)) | query.astype(np.uint64))
        q, t, c, w = query[order], text[order], size[order], bits[order]
        apart = (np.diff(band[order]) != 0) | (np.diff(q) > _NEAR)
        starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(apart) + 1))
        total = np.add.reduceat(w, starts)
        most = np.maximum.reduceat(w, starts)
        ends = np.concatenate((starts[1:], np.full(1, len(q))))
        good = np.flatnonzero(((total >= together) & (ends - starts > 1)) | (most >= alone))
        for left, right in zip(starts[good].tolist(), ends[good].tolist(), strict=True):
            here = slice(left, right)
            found = list(map(Run, q[here].tolist(), t[here].tolist(), c[here].tolist()))
            sign = (found[-1].query, found[-1].text)
            if len(kept.get(sign, ())) < len(found):
                kept[sign] = found
    return sorted(kept.values())
