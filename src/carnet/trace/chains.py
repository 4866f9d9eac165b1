"""From hits to groups: stretches of two texts that share shingles on about one diagonal.

Hits on one diagonal with small gaps are a *run*; runs on near diagonals, close in the query, are a
*group*, a first guess at a quotation. Groups of one query stretch that follow each other in the
source are a *chain*; a gap in it is an elision. Everything before the chains is sorting of arrays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace.normal import GRAM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_WITHIN = 12  # letters between two hits of a run: one changed letter parts eight shingles
_NEAR = 150  # letters of the query between two runs of a group
FAR = 14_000
"""Letters that an ellipsis may stand for: about six pages."""

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
) -> list[tuple[list[Run], float]]:  # fmt: skip
    """Runs that say much, or that lie near each other and do so together; each group in the order
    of the query, with what it says. `bits` is how much each run says.
    """
    lift = int(query.max()) + 1 if len(query) else 1
    many = np.flatnonzero(size >= _LEAST)
    query, text, size, bits = query[many], text[many], size[many], bits[many]
    if not len(query):
        return []
    diagonal = text - query + lift
    kept: dict[tuple[int, int], tuple[list[Run], float]] = {}
    # two ways to cut the diagonals into bands, so that no neighbours are parted by both
    for shift in (0, 1 << (_BAND - 1)):
        band = (diagonal + shift) >> _BAND
        order = _by_band(band, query)
        q, w = query[order], bits[order]
        apart = (np.diff(band[order]) != 0) | (np.diff(q) > _NEAR)
        starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(apart) + 1))
        total = np.add.reduceat(w, starts)
        most = np.maximum.reduceat(w, starts)
        ends = np.concatenate((starts[1:], np.full(1, len(q))))
        good = np.flatnonzero(((total >= together) & (ends - starts > 1)) | (most >= alone))
        sizes = (ends - starts)[good]
        stops = np.cumsum(sizes)
        own = np.repeat(starts[good] - stops + sizes, sizes) + np.arange(sizes.sum())
        own = order[own]
        every = list(map(Run, query[own].tolist(), text[own].tolist(), size[own].tolist()))
        left = 0
        for right, said in zip(stops.tolist(), total[good].tolist(), strict=True):
            last = every[right - 1]
            sign = (last.query, last.text)
            if sign not in kept or len(kept[sign][0]) < right - left:
                kept[sign] = every[left:right], said
            left = right
    return sorted(kept.values())


def _by_band(band: NDArray[np.int64], query: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order of runs by band and query; bands must be in order."""
    rank = np.zeros(len(band), np.int64)
    np.cumsum(np.diff(band) != 0, out=rank[1:])
    width, low = int(query.max()).bit_length(), len(band).bit_length()
    if int(rank[-1]).bit_length() + width + low > 63:
        return np.lexsort((query, band))
    # numbers alone are sorted far sooner than numbers with their places
    key = (rank << (width + low)) | (query << low) | np.arange(len(band))
    key.sort()
    key &= (1 << low) - 1
    return key


def colinear(runs: Iterable[Run], far: int = FAR) -> list[Run]:
    """The heaviest list of runs that stand in one order on both sides."""
    ordered = sorted(set(runs))
    if len(ordered) < 2:
        return ordered
    best: list[float] = []
    back: list[int] = []
    for nth, run in enumerate(ordered):
        weight, link = float(run.size), -1
        for other in range(max(nth - 60, 0), nth):
            one = ordered[other]
            if one.query >= run.query or one.text >= run.text:
                continue
            across, along = run.query - one.query - one.size, run.text - one.text - one.size
            least = -one.size // 2
            if along > far or along < least or across < least:
                continue
            jump = abs(along - across)
            overlap = max(0, -across, -along)
            cost = 0.0 if jump == 0 else 1.0 + min(jump, 40) / 10 + math.log2(1 + jump) / 2
            total = best[other] + run.size - overlap - cost
            if total > weight:
                weight, link = total, other
        best.append(weight)
        back.append(link)
    at = best.index(max(best))
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = back[at]
    return chain[::-1]
