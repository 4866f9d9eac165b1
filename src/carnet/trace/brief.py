"""Short stretches between marks, word by word: where most of their words stand in their places.

Five words of which one was changed may share no eight letters with their source. So the places of
their rarer words are tried, and at each it is counted how much the words say that stand where they
should, one word put in or left out between them. How much more that is than at the next best place
tells a misquotation from words that are merely common: those stand as well in many places.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from rapidfuzz.distance import Levenshtein

from carnet.trace.chains import Run
from carnet.trace.sought import Sought

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace.search import Search
    from carnet.trace.volume import Volume
    from carnet.trace.words import Words

MOST = 12
"""Words of a stretch that is looked for so."""

LEAST = 3
_TRIED = 3_000  # places of rarer words
_KEPT = 40  # of which so many are looked at closely
_TIED = 8  # places where the words say as much that are compared by their letters
_SHIFT = 2  # words that may have been put in or left out at one point
_SHIFTED = 3.0  # bits that this takes back
_FREE = 0.5


class _Places(NamedTuple):
    """Places in one volume, an item of each array for each: what the words say there in bits, the
    letter of the source where the first would stand, what words stand there; the word that they
    begin with; how they lie (by how many words the first are moved, the rest, and which is the first
    of the rest), and which words stand where they then should.
    """

    bits: NDArray[np.float64]
    letters: NDArray[np.int64]
    words: NDArray[np.uint32]
    bases: NDArray[np.int64]
    how: NDArray[np.int64]
    hits: NDArray[np.bool_]


def sought(search: Search, start: int, end: int) -> Sought | None:
    """The likeliest places of letters `[start, end)`; None where they are too many or too few words."""
    first, last = search.words_in(start, end)
    if not LEAST <= last - first <= MOST:
        return None
    starts = search.wording.begins[first:last].astype(np.int64)
    ends = np.append(starts[1:], end)
    numbers = search.wording.numbers[first:last]
    total, spread = search.corpus.spread(numbers)
    often = sum((many for _, many in spread), np.zeros(len(numbers), np.int64))
    bits = np.maximum(np.log2(total / (often + 0.5)), 0.0)
    if search.essay.brackets:
        edges = zip(starts.tolist(), ends.tolist(), strict=True)
        bits[[search.essay.supplied(a, b) for a, b in edges]] = 0.0
    if (bits > 0).sum() < LEAST - 1:
        return None
    rarest = [nth for nth in np.argsort(often, kind="stable").tolist() if often[nth] and bits[nth]]
    found: list[tuple[int, _Places]] = []
    for nth, volume in enumerate(search.corpus.volumes):
        bases = _bases(volume.words, *spread[nth], rarest)
        if volume.has_dead:
            bases = bases[volume.living_words(np.minimum(bases, len(volume.words.begins) - 1))]
        if len(bases):
            found.append((nth, _best(volume, bases, numbers, bits)))
    chance = math.log2(max(total, 2))
    if not any(len(places.bits) for _, places in found):
        none = np.zeros(0)
        words = np.zeros((0, len(numbers)), np.uint32)
        return Sought(starts, ends, bits, none, none.astype(np.int64), words, chance)
    return _merged(search, found, Sought(starts, ends, bits, *found[0][1][:3], chance), numbers)


def _bases(
    there: Words, low: NDArray[np.int64], many: NDArray[np.int64], rarest: Sequence[int]
) -> NDArray[np.int64]:
    """Words of a volume at which a stretch may begin, since one of its rarer words stands where it
    would then stand.
    """
    found = [np.zeros(0, np.int64)]
    left = _TRIED
    for word in rarest:
        size = int(many[word])
        if size > left and len(found) > 1:
            break
        left -= size
        found.append(there.places(int(low[word]), min(size, 2 * _TRIED)) - word)
    every = np.concatenate(found)
    every.sort()
    return every[(np.diff(every, prepend=-1) > 0) & (every >= 0)]


def _best(
    volume: Volume, bases: NDArray[np.int64], own: NDArray[np.uint32], bits: NDArray[np.float64]
) -> _Places:
    """The best of some places in one volume, best first."""
    many = len(own)
    window = _windows(volume, bases - _SHIFT, own)
    if len(bases) > _KEPT:  # those where most stands nearly in its place
        near = window[:, :many] == own
        for shift in range(1, 2 * _SHIFT + 1):
            near |= window[:, shift : shift + many] == own
        kept = np.argpartition(-(near @ bits.astype(np.float32)), _KEPT)[:_KEPT]
        bases, window = bases[kept], window[kept]
    hit = sliding_window_view(window, many, axis=1) == own
    best, how = _shifted(hit, bits)
    order = np.argsort(-best, kind="stable")
    order = order[best[order] > 0]
    bases, how = bases[order], how[order]
    first = np.maximum(bases + how[:, 0], 0)
    there = volume.words.numbers.take(first[:, None] + np.arange(many), mode="clip")
    letters = volume.words.begins.take(first, mode="clip").astype(np.int64)
    moved = np.where(np.arange(many) < how[:, 2:], how[:, :1], how[:, 1:2]) + _SHIFT
    hits = np.take_along_axis(hit[order], moved[:, None], axis=1)[:, 0]
    return _Places(best[order], letters, there, bases, how, hits)


def _windows(
    volume: Volume, first: NDArray[np.int64], own: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """The words of a volume from some on, as many as a stretch may lie on. What is outside it, or
    may not be read, is no word of the stretch.
    """
    numbers, size = volume.words.numbers, len(own) + 2 * _SHIFT
    last = len(numbers) - size
    if last >= 0:
        out: NDArray[np.uint32] = sliding_window_view(numbers, size)[np.clip(first, 0, last)]
        odd = np.flatnonzero((first < 0) | (first > last))
    else:
        out = np.zeros((len(first), size), np.uint32)
        odd = np.arange(len(first))
    if not len(odd) and not volume.has_dead:
        return out
    nothing = np.uint32(next(number for number in range(MOST + 1) if number not in own))
    where = first[:, None] + np.arange(size)
    if len(odd):
        outside = (where[odd] < 0) | (where[odd] >= len(numbers))
        out[odd] = np.where(outside, nothing, numbers.take(where[odd], mode="clip"))
    if volume.has_dead:
        out[~volume.living_words(np.clip(where, 0, len(numbers) - 1))] = nothing
    return out


_SHIFTS = np.array([shift for shift in range(-_SHIFT, _SHIFT + 1) if shift])


def _shifted(
    hit: NDArray[np.bool_], bits: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What the words say at each place, some of them perhaps moved by words put in or left out; and
    by how much the first are moved, the rest, and which is the first of the rest. `hit` says of each
    place and each shift which words stand there.
    """
    many = len(bits)
    sums = np.zeros((*hit.shape[:2], many + 1))
    np.cumsum(hit * bits, axis=2, out=sums[:, :, 1:])
    plain, moved = sums[:, _SHIFT, None], sums[:, _SHIFTS + _SHIFT]
    # what stands in brackets is likely to stand for one word, but may for any number
    held = int((bits == 0).sum())
    price = _FREE * np.abs(held + _SHIFTS - 1) if held else np.full(len(_SHIFTS), _SHIFTED)
    ways = np.stack(
        (plain + (moved[:, :, -1:] - moved), moved + (plain[:, :, -1:] - plain)), axis=2
    )
    ways = (ways - price[:, None, None]).reshape(len(hit), -1, many + 1)
    cuts = ways.argmax(axis=2)
    rows = np.arange(len(hit))
    values = np.take_along_axis(ways, cuts[:, :, None], axis=2)[:, :, 0]
    way = values.argmax(axis=1)
    best = plain[:, 0, -1]
    better = values[rows, way] > best
    shift = _SHIFTS[way // 2] * better
    how = np.zeros((len(hit), 3), np.int64)
    how[:, 0] = np.where(way % 2, shift, 0)
    how[:, 1] = np.where(way % 2, 0, shift)
    how[:, 2] = np.where(better, cuts[rows, way], many)
    return np.where(better, values[rows, way], best), how


def _merged(
    search: Search, found: Sequence[tuple[int, _Places]], sought: Sought, own: NDArray[np.uint32]
) -> Sought:
    """The places of all volumes, and how the words lie at the very best."""
    said = np.concatenate([places.bits for _, places in found])
    letters = np.concatenate(
        [places.letters + search.corpus.letters_before(nth) for nth, places in found]
    )
    order = np.argsort(-said, kind="stable")
    top = int(order[0])
    tied = order[: int((said[order[:_TIED]] > said[top] - 1e-6).sum())]
    if len(tied) > 1:  # the words that are not the same may yet be alike
        start, end = int(sought.starts[0]), int(sought.ends[-1])
        query, size = search.query[start:end], end - start
        unlike = [
            Levenshtein.distance(query, search.corpus.symbols(at, at + size).tobytes())
            for at in letters[tied].tolist()
        ]
        top = int(tied[int(np.argmin(unlike))])
        order = np.concatenate((np.full(1, top), order[order != top]))
    ends = np.cumsum([len(places.bits) for _, places in found])
    which = int(np.searchsorted(ends, top, "right"))
    nth, places = found[which]
    row = top - int(ends[which]) + len(places.bits)
    volume, base = search.corpus.volumes[nth], search.corpus.letters_before(nth)
    before, behind, cut = places.how[row].tolist()
    runs = []
    for n in np.flatnonzero(places.hits[row]).tolist():
        at = int(places.bases[row]) + n + (before if n < cut else behind)
        left, right = volume.words.span(at, len(volume.symbols))
        size = min(int(sought.ends[n] - sought.starts[n]), right - left)
        runs.append(Run(int(sought.starts[n]), left + base, size))
    return sought._replace(
        said=said[order],
        letters=letters[order],
        words=np.concatenate([places.words for _, places in found])[order],
        runs=_joined(runs),
        volume=nth,
        first=max(int(places.bases[row]) + before, 0),
        all=len(runs) == len(own),
    )


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Runs that follow each other on both sides as one."""
    out = runs[:1]
    for one, two in pairwise(runs):
        if one.query + one.size == two.query and one.text + one.size == two.text:
            last = out[-1]
            out[-1] = Run(last.query, last.text, last.size + two.size)
        else:
            out.append(two)
    return tuple(out)
