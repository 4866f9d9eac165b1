"""What stands between marks and is not in the corpus, with the nearest passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.trace.candidate import merit
from carnet.trace.quotation import Near, Quotation
from carnet.trace.saying import own_pieces, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.candidate import Candidate
    from carnet.trace.places import Places
    from carnet.trace.search import Search

_LEAST_WORDS = 3  # of a marked stretch that is reported where it is not found


def unfound(
    places: Places,
    search: Search,
    found: Sequence[Candidate],
    rejected: Sequence[Candidate],
    essay: str,
) -> list[Quotation]:
    """The stretches of an essay that are surely marked and in none of the quotations found; the best
    of the candidates that were rejected is the nearest passage.
    """
    taken = [(one.start, one.end) for one in found]
    best: dict[tuple[int, int], Candidate] = {}
    for one in rejected:
        key = one.start, one.end
        if key not in best or merit(one.laid) > merit(best[key].laid):
            best[key] = one
    out = []
    reach = 0
    for span in search.marked:
        if not span.sure and span.kind != "block":
            continue
        start, end = search.letter(span.start), search.letter(span.end)
        if end <= start or start < reach or any(a < end and start < b for a, b in taken):
            continue
        if search.essay.words(start, end) < _LEAST_WORDS:
            continue
        reach = end
        near = best.get((start, end))
        nearest = None
        if near is not None and near.matched >= 0.3 * near.size:
            parts = [part for piece in own_pieces(near.laid) for part in places.place(piece)]
            if parts:
                nearest = Near(parts[0], min(near.matched / max(near.size, 1), 0.99))
        left, right = trim(search.text, span.start, span.end)
        out.append(
            Quotation(
                essay, left, right, search.text[left:right], "unfound", nearest=nearest,
                score=1.0 - (near.odds if near else 0.0),
            )
        )  # fmt: skip
    return out
