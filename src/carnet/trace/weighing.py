"""What is known of candidates before it is decided which are quotations: what their letters say, how
many of their words stand in the source just so, what lies round them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from carnet.trace import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.candidate import Candidate
    from carnet.trace.search import Search


def weigh(search: Search, candidates: Sequence[Candidate]) -> None:
    """Give candidates their bits."""
    search.surprise.learn(
        (block.query, block.query + block.size)
        for one in candidates
        for laid in one.laid
        for block in laid.blocks
    )
    for one in candidates:
        one.bits = search.surprise.bits(one.laid)
        if not one.kind:  # much is tried where nothing is announced
            one.bits -= max(search.surprise.shift - 2.0, 0.0)
        one.supplied = _supplied(search, one)
        if one.supplied:
            one.bits += 1.5 * min(one.supplied, one.edits)
        _describe(search, one)


def _supplied(search: Search, one: Candidate) -> int:
    """How many of its letters the essay puts in brackets, and the source does not have."""
    first, last = search.home[one.start], search.home[one.end - 1] + 1
    if "[" not in search.text[max(first - 1, 0) : last]:
        return 0
    total = 0
    for left, right in marks.brackets(search.text, max(first - 1, 0), last + 1):
        a, b = max(search.letter(left), one.start), min(search.letter(right), one.end)
        held = sum(
            max(min(block.query + block.size, b) - max(block.query, a), 0)
            for laid in one.laid
            for block in laid.blocks
            if block.size > 2
        )
        total += max(b - a - held, 0)
    return total


def _describe(search: Search, one: Candidate) -> None:
    """What else of a candidate may speak for or against it."""
    begins = search.essay.begins
    low = bisect_left(begins, one.start)
    high = bisect_left(begins, one.end, low)
    one.words = search.essay.words(one.start, one.end)
    if one.verbatim:
        one.whole = one.ends = 1.0 if high > low else 0.0
        _enclosed(search, one)
        return
    equal = np.zeros(one.size, bool)
    edges = {*begins[low : high + 1], one.end}
    for laid in one.laid:
        for block in laid.blocks:
            # two letters are chance, unless they are a word
            end = block.query + block.size
            if block.size > 2 or len(laid.blocks) == 1 or (block.query in edges and end in edges):
                at = block.query - one.start
                equal[max(at, 0) : at + block.size] = True
    if high > low:
        starts = [at - one.start for at in begins[low:high]]
        one.whole = float(np.logical_and.reduceat(equal, starts).mean())
        # what is quoted begins and ends with words that stand there, whatever happens between
        first, last = equal[: starts[1]] if len(starts) > 1 else equal, equal[starts[-1] :]
        one.ends = float(min(first.mean(), last.mean()))
    if one.sought is not None and (one.edits or one.matched < one.size):
        one.wording = one.sought.wording(one.text[0], equal, one.start)
    known = np.flatnonzero(equal)
    if len(known):
        one.loose = max(int(known[0]), one.size - 1 - int(known[-1]))
    _enclosed(search, one)


def _enclosed(search: Search, one: Candidate) -> None:
    """How a candidate that nothing announces lies to what stands between marks."""
    if one.kind:
        return
    nth = bisect_left(search.spans, (one.end, 0))
    for left, right in reversed(search.spans[max(nth - 8, 0) : nth]):
        if left <= one.start and one.end <= right:
            one.inside |= one.size < 0.7 * (right - left)
        elif left < one.end and right > one.start and not (one.start <= left and right <= one.end):
            one.crosses = True
