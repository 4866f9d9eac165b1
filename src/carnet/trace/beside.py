"""Candidates beside others: a stretch between marks that found no place is looked for once more, and
harder, in what surrounds the place of a quotation near it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from carnet.trace import order
from carnet.trace.announced import permuted
from carnet.trace.candidate import Candidate, merit, share
from carnet.trace.chains import Run, colinear
from carnet.trace.normal import SIGMA, grams
from carnet.trace.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace import marks
    from carnet.trace.search import Search

_BESIDE = 1_500  # letters of the essay between neighbours
_AROUND = 4_000  # letters of the source round a neighbour's place


def candidates(search: Search, taken: Sequence[Candidate]) -> list[Candidate]:
    """Candidates for stretches between marks that stand beside a quotation, looked for once
    more and harder, in what surrounds that quotation's place.
    """
    out = []
    known = np.zeros(SIGMA**4, bool)
    around: dict[int, tuple[Window, NDArray[np.uint64]]] = {}
    for span in search.marked:
        if not span.sure and span.kind != "block":
            continue
        pieces = search.pieces(span.start, span.end)
        if not pieces:
            continue
        start, end = pieces[0].start, pieces[-1].end
        if (
            not 6 <= end - start <= 600
            or share(start, end, [(t.start, t.end) for t in taken]) > 0.2
        ):
            continue
        beside = sorted(
            (max(one.start - end, start - one.end, 0), nth)
            for nth, one in enumerate(taken)
            if max(one.start - end, start - one.end) < _BESIDE
        )[:2]
        here = grams(search.own.symbols[start:end], 4)
        known[here] = True
        best: Candidate | None = None
        for _, nth in beside:
            if nth not in around:
                low, high = taken[nth].text
                window = Window(search.corpus, low - _AROUND, high + _AROUND, low)
                around[nth] = window, grams(np.frombuffer(window.letters, np.uint8), 4)
            chain = _fine(start, here, *around[nth], known)
            laid = search.lay_pieces(pieces, chain) if chain else []
            if laid and (best is None or merit(laid) > merit(best.laid)):
                best = Candidate(
                    start, end, laid, span.kind, near=True, span=(span.start, span.end),
                    led=search.leads(span.start),
                )  # fmt: skip
        known[here] = False
        if best is None or best.matched < best.size * 0.9:
            best = (
                _permuted(search, span, start, end, [around[nth][0] for _, nth in beside]) or best
            )
        if best is not None:
            if len(pieces) == 1 and not best.permuted and (best.edits or best.matched < best.size):
                best.sought = search.sought(start, end)
            out.append(best)
    return out


def _permuted(
    search: Search, span: marks.Marked, start: int, end: int, windows: Sequence[Window]
) -> Candidate | None:
    """A stretch whose words all stand side by side beside a neighbour, in another order."""
    for window in windows:
        found = order.moved_near(search, start, end, window.start, window.end)
        if found is not None:
            one = permuted(search, start, end, *found)
            one.kind, one.near, one.span = span.kind, True, (span.start, span.end)
            return one
    return None


def is_near(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether another quotation near by is from near the same place."""
    start, end = one.start, one.end
    low, high = one.text
    for other in others:
        # beside it in the essay, neither in it nor far
        if other.start - _BESIDE < end <= other.start or other.end <= start < other.end + _BESIDE:
            left, right = other.text
            if other is not one and left - high < _AROUND and low - right < _AROUND:
                return True
    return False


def _fine(
    start: int, here: NDArray[np.uint64], window: Window, there: NDArray[np.uint64],
    known: NDArray[np.bool_],
) -> list[Run]:  # fmt: skip
    """A chain of runs of five letters and more between a stretch and a window of the source. `here`
    and `there` are their shingles of four letters; `known` says which there are `here`.
    """
    places = np.flatnonzero(known[there])
    if not 2 <= len(places) <= 4000:
        return []
    places_of = np.argsort(here, kind="stable")
    ranked = here[places_of]
    left = np.searchsorted(ranked, there[places])
    right = np.searchsorted(ranked, there[places], "right")
    many = right - left
    text = np.repeat(places, many)
    rank = np.arange(len(text)) - np.repeat(np.cumsum(many) - many, many)
    query = places_of[np.repeat(left, many) + rank]
    key = np.sort((text - query + len(here)) * (1 << 20) + query)
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(np.diff(key) != 1) + 1))
    stops = np.concatenate((starts[1:], np.full(1, len(key)))) - 1
    found = []
    for one, two in zip(key[starts].tolist(), key[stops].tolist(), strict=True):
        size = two - one + 4
        at = one & ((1 << 20) - 1)
        diagonal = (one >> 20) - len(here)
        if size >= 5:
            found.append(Run(start + at, window.start + diagonal + at, size))
    if len(found) > 120:
        found = sorted(found, key=lambda run: -run.size)[:120]
    return colinear(found, far=600)
