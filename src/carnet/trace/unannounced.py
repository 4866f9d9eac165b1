"""Candidates that nothing announces: groups of runs, their ends looked for word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from carnet.trace import marks
from carnet.trace.boundaries import settle
from carnet.trace.candidate import Candidate, clip
from carnet.trace.chains import FAR, colinear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.chains import Run
    from carnet.trace.search import Search

_QUOTE = re.compile('[“”„«»"]')


def candidates(
    search: Search, taken: Sequence[tuple[int, int]], least: float = 42.0
) -> list[Candidate]:
    """Candidates from groups whose letters no quotation has claimed yet."""
    out = []
    edges = sorted(taken)
    free = [left for group in search.groups if (left := _outside(group, edges))]
    ordered = sorted(free)
    starts = [group[0].query for group in ordered]
    search.surprise.learn((run.query, run.query + run.size) for group in free for run in group)
    weights = [
        sum(search.surprise.says(run.query, run.query + run.size) for run in group)
        for group in free
    ]
    covered: list[tuple[int, int]] = []
    for nth in sorted(range(len(free)), key=weights.__getitem__, reverse=True):
        group = free[nth]
        if weights[nth] < least:
            break
        low, high = group[0].query, group[-1].query + group[-1].size
        if any(min(b, high) - max(a, low) > (high - low) / 2 for a, b in covered):
            continue
        covered.append((low, high))
        one = _extend(search, group, ordered, starts)
        if one is not None:
            out.append(one)
    return out


def _extend(
    search: Search, group: list[Run], free: Sequence[list[Run]], starts: Sequence[int]
) -> Candidate | None:
    """A group as a candidate: runs around it that fit are taken in, ends moved word by word."""
    low, high = group[0].query - 400, group[-1].query + 400
    around = [
        run
        for other in free[bisect_left(starts, low - 400) : bisect_left(starts, high)]
        for run in other
        if low < run.query < high and abs(run.text - group[0].text) < FAR
    ]
    chain = colinear([*around, *group])
    if not any(run in chain for run in group):
        chain = colinear(group)
    chain = _cut_chain(search, chain, group)
    start, end = chain[0].query, chain[-1].query + chain[-1].size
    first, last = search.home[start], search.home[end - 1] + 1
    pieces = search.pieces(first, last)
    laid = search.lay_pieces(pieces, chain)
    if not laid:
        return None
    laid = settle(search, laid)
    return Candidate(laid[0].query, laid[-1].query_end, laid, "") if laid else None


def _cut_chain(search: Search, chain: list[Run], group: list[Run]) -> list[Run]:
    """The part of a chain round a group that may be one borrowing: with little of the essay's
    own in between, and no long omission without a sign.
    """

    def parted(one: Run, two: Run) -> bool:
        gap = two.query - one.query - one.size
        jump = abs(two.diagonal - one.diagonal)
        if gap >= 60:
            return True
        first, last = search.home[one.query + one.size - 1], search.home[two.query]
        if _QUOTE.search(search.text, first, last):
            return True
        if jump <= 30:
            return False
        if marks.ellipses(search.text, first, last + 1):
            return False
        return jump > 200 or gap > 12

    anchor = next((nth for nth, run in enumerate(chain) if run in group), 0)
    left = right = anchor
    while left and not parted(chain[left - 1], chain[left]):
        left -= 1
    while right + 1 < len(chain) and not parted(chain[right], chain[right + 1]):
        right += 1
    return chain[left : right + 1]


def _outside(group: list[Run], taken: Sequence[tuple[int, int]]) -> list[Run]:
    """The parts of a group's runs that no quotation has claimed; `taken` is in order, and nothing
    in it overlaps.
    """
    low, high = group[0].query, max([run.query + run.size for run in group])
    first = bisect_left(taken, (low, low))
    if first and taken[first - 1][1] > low:
        first -= 1
    near = taken[first : bisect_left(taken, (high, high))]
    if not near:
        return group
    out = []
    for run in group:
        at = run.query
        for left, right in [*near, (run.query + run.size, run.query + run.size)]:
            if left > at and (piece := clip(run, at, min(left, run.query + run.size))):
                out.append(piece)
            at = max(at, right)
    return out
