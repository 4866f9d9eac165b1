"""Candidates between marks: each stretch, whole, on the likeliest places of the source."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.fuzz import partial_ratio

from carnet.trace import alignment, order
from carnet.trace.candidate import Candidate, merit, reach, whole
from carnet.trace.chains import FAR, Run, colinear
from carnet.trace.laid import Laid
from carnet.trace.normal import GRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace.candidate import Piece
    from carnet.trace.search import Search

_LEAST = 6  # letters of a stretch
_FIRM = 12  # letters, most of them found, between marks that are then not read in another way
_MOSTLY = 0.8
_REST = 0.3  # of what is beside them, that must be found for another way to be tried
_SOUGHT = 300  # letters of a stretch that is looked for harder
_BAND = 48  # diagonals that vote together
_PLACES = 32  # of them, how many are compared with the stretch
_TRIED = 4  # and how many it is laid on
_POORER = 0.5  # of what the best place shares, that another must share
_BETTER = 2.0  # bits by which words must stand better elsewhere
_BRIEF = 48  # letters of a stretch that is looked for just so before less is taken
_PAUSE = 64  # stretches between marks, after which a large archive may leave memory again


def candidates(search: Search) -> list[Candidate]:
    """A candidate for each stretch between marks that has a likely place. Where marks may be read
    in several ways, the less likely are tried where the likeliest finds nothing.
    """
    found: dict[int, Candidate] = {}
    firm: list[tuple[int, int]] = []
    ranked = sorted(enumerate(search.marked), key=lambda pair: not pair[1].likely)
    for tried, (nth, span) in enumerate(ranked, 1):
        if not tried % _PAUSE:
            search.corpus.give_back()
        pieces = search.pieces(span.start, span.end)
        if not pieces or pieces[-1].end - pieces[0].start < _LEAST:
            continue
        if not span.likely and _settled(search, pieces[0].start, pieces[-1].end, firm):
            continue
        one = _likely(search, pieces) if span.likely else _among_groups(search, pieces)
        if one is None:
            continue
        one.kind, one.span = span.kind, (span.start, span.end)
        one.sure = span.sure
        one.led = search.leads(span.start)
        found[nth] = one
        if span.likely and one.size >= _FIRM and one.matched > _MOSTLY * one.size:
            insort(firm, (one.start, one.end))
    return [found[nth] for nth in sorted(found)]


def _settled(search: Search, start: int, end: int, firm: Sequence[tuple[int, int]]) -> bool:
    """Whether what is found of a stretch has been found between other marks, which are likelier."""
    last = bisect_left(firm, (end, 0))
    first = bisect_left(firm, (start, 0))
    if first and firm[first - 1][1] > start:
        first -= 1
    if first == last:
        return False
    held = sum(min(b, end) - max(a, start) for a, b in firm[first:last])
    found = reach(run for _, group in search.overlapping(start, end) for run in group)
    return found - held < _REST * (end - start - held)


def _likely(search: Search, pieces: list[Piece]) -> Candidate | None:
    """A stretch between marks that are surely meant so: looked for in all ways."""
    start, end = pieces[0].start, pieces[-1].end
    single = len(pieces) == 1
    one = _by_words(search, pieces) if single else None
    if one is not None:
        return one
    one = _among_groups(search, pieces)
    if single and (one is None or one.matched < one.size or one.edits):
        one = _brief(search, pieces, one)
    least = 0.7 if end - start > _BRIEF else 1.0
    if end - start <= _SOUGHT and (one is None or one.matched < one.size * least):
        other = _harder(search, pieces)
        if other and (one is None or merit(other.laid) > merit(one.laid)):
            if one is not None:
                other.sought = one.sought
            one = other
    return one


def _by_words(search: Search, pieces: list[Piece]) -> Candidate | None:
    """A short stretch where it stands just so, or where most of its words do."""
    start, end = pieces[0].start, pieces[-1].end
    if not search.is_brief(start, end):
        return None
    if exact := search.exact_words(start, end):
        first, *others = ([whole(start, end, at)] for at in exact)
        return Candidate(start, end, first, "", others=others)
    found = search.sought(start, end)
    return _brief(search, pieces, None) if found is not None and found.known else None


def _brief(search: Search, pieces: list[Piece], one: Candidate | None) -> Candidate | None:
    """A short stretch that does not stand anywhere just so: where most of its words stand."""
    start, end = pieces[0].start, pieces[-1].end
    found = search.sought(start, end)
    if found is None:
        return one
    if found.runs:
        moved = order.moved_at(search, start, end, found)
        here = found.at(one.text[0]) if one is not None else 0.0
        if moved is not None:
            one = permuted(search, start, end, *moved)
        elif float(found.said[0]) > here + _BETTER:
            laid = alignment.lay(search.essay, start, end, found.runs, search.corpus)
            one = Candidate(start, end, [laid], "")
    if one is not None:
        one.sought = found
    return one


def permuted(search: Search, start: int, end: int, text: int, stop: int) -> Candidate:
    """A stretch whose words all stand in letters `[text, stop)` of the source, in another order."""
    there = search.corpus.symbols(text, stop).tobytes()
    blocks, edits = alignment.between(search.query[start:end], there, start, text)
    laid = Laid(start, end, text, stop, tuple(blocks), edits)
    return Candidate(start, end, [laid], "", permuted=True)


def _among_groups(search: Search, pieces: list[Piece]) -> Candidate | None:
    """A stretch on the best of the groups that share letters with it."""
    overlapping = search.overlapping(pieces[0].start, pieces[-1].end)
    if not overlapping:
        return None
    found = [group for _, group in overlapping]
    weights = sorted(((bits, nth) for nth, (bits, _) in enumerate(overlapping)), reverse=True)
    likely = [found[nth] for _, nth in weights[:5] if _covers(found[nth], found, pieces)]
    return _best(search, pieces, likely, found) if likely else None


def _covers(group: list[Run], all_: Sequence[list[Run]], pieces: Sequence[Piece]) -> bool:
    """Whether runs round the place of a group cover enough of a stretch to be worth a try."""
    low, high = group[0].text - FAR, group[-1].text + FAR
    near = [run for other in all_ for run in other if low < run.text < high]
    size = sum(end - start for start, end in pieces)
    return reach(near) >= (0.3 if size > 60 else 0.15) * size


def _best(
    search: Search, pieces: list[Piece], seeds: Sequence[list[Run]], all_: Sequence[list[Run]]
) -> Candidate | None:
    """The best of some places for a stretch."""
    tried: list[tuple[float, list[Laid], list[Run]]] = []
    seen: set[tuple[int, int]] = set()
    for group in seeds:
        if any(low - 20 <= group[0].text <= high + 20 for low, high in seen):
            continue
        low, high = group[0].text, group[-1].text
        around = [run for other in all_ for run in other if low - FAR < run.text < high + FAR]
        if len(around) > 60:
            around = sorted(around, key=lambda run: -run.size)[:60]
        chain = colinear([*around, *group])
        if not any(run in chain for run in group):
            chain = colinear(group)
        if tried and sum(run.size for run in chain) < _POORER * tried[0][0]:
            continue  # it shares far less than one that was tried has been found to
        laid = search.lay_pieces(pieces, chain, harder=not tried or len(pieces) == 1)
        if not laid:
            continue
        seen.add((laid[0].text, laid[-1].text_end))
        tried.append((merit(laid), laid, chain))
        if len(laid) == len(pieces) and not any(one.edits or one.skipped for one in laid):
            break  # it cannot lie better
    if not tried:
        return None
    tried.sort(key=lambda pair: -pair[0])
    top, best, chain = tried[0]
    if len(best) < len(pieces) > 1:
        best = search.lay_pieces(pieces, chain) or best
        top = merit(best)
    if top <= 0:
        return None
    others = [laid for value, laid, _ in tried[1:] if value >= top - 0.5]
    return Candidate(pieces[0].start, pieces[-1].end, best, "", others=others)


def _harder(search: Search, pieces: list[Piece]) -> Candidate | None:
    """A stretch without a group: its rarest shingles are followed to all their places, and those are
    tried at which the letters round them are likest.
    """
    start, end = pieces[0].start, pieces[-1].end
    if len(pieces) == 1 and (exact := search.exact_words(start, end)):
        first, *others = ([whole(start, end, at)] for at in exact)
        return Candidate(start, end, first, "", others=others)
    at, text = _votes(search, start, end)
    if not len(at):
        return None
    band = (text - at) // _BAND
    ranked = np.lexsort((at, band))
    at, text, band = at[ranked], text[ranked], band[ranked]
    edges = np.flatnonzero(np.diff(band)) + 1
    firsts = np.concatenate((np.zeros(1, np.int64), edges))
    lasts = np.concatenate((edges, np.full(1, len(band))))
    # in each band, how many letters its shingles cover; a quotation may lie over two
    fresh = np.minimum(np.diff(at, prepend=-GRAM), GRAM)
    fresh[firsts] = GRAM
    cover = np.add.reduceat(np.maximum(fresh, 0), firsts)
    beside = np.concatenate((band[firsts][1:] == band[firsts][:-1] + 1, np.zeros(1, bool)))
    both = cover + np.where(beside, np.concatenate((cover[1:], np.zeros(1, cover.dtype))), 0)
    groups = []
    for nth in np.argsort(-both, kind="stable")[:_PLACES].tolist():
        stop = lasts[nth + 1] if beside[nth] else lasts[nth]
        pairs = zip(at[firsts[nth] : stop].tolist(), text[firsts[nth] : stop].tolist(), strict=True)
        groups.append([Run(start + a, t, GRAM) for a, t in pairs])
    one = _best(
        search, pieces, [colinear(runs, far=400) for runs in _likest(search, pieces, groups)], ()
    )
    if one is not None:
        one.tries = len(firsts)
    return one


def _votes(search: Search, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the rarest shingles of a stretch: letters of the stretch, letters of the source."""
    count = search.surprise.count[start : end - GRAM + 1]
    known = np.flatnonzero(count)
    taken: list[int] = []
    places = []
    for at in known[np.argsort(count[known], kind="stable")].tolist():
        if any(abs(at - other) < 3 for other in taken):
            continue
        taken.append(at)
        places.append(search.places_of(start + at, 200))
        if len(taken) >= 8:
            break
    if not places:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.repeat(taken, list(map(len, places))), np.concatenate(places)


def _likest(search: Search, pieces: list[Piece], groups: list[list[Run]]) -> list[list[Run]]:
    """The few of some places at which the letters are likest to a stretch; likest first."""
    if len(groups) <= _TRIED:
        return groups
    start, end = pieces[0].start, pieces[-1].end
    if len(pieces) > 1:
        return groups[: 2 * _TRIED]
    own = search.query[start:end]
    valued = []
    for nth, group in enumerate(groups):
        diagonal = group[0].text - group[0].query
        low, _ = search.corpus.bounds(group[0].text)
        left = max(diagonal + start - 8, low)
        there = search.corpus.symbols(left, diagonal + end + 8).tobytes()
        valued.append((-partial_ratio(own, there), nth))
    return [groups[nth] for _, nth in sorted(valued)[:_TRIED]]
