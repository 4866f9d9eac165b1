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

from carnet.trace.chains import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace.corpus import Volume
    from carnet.trace.search import Search
    from carnet.trace.words import Words

MOST = 12
"""Words of a stretch that is looked for so."""

LEAST = 3
_TRIED = 6_000  # places of rarer words
_KEPT = 40  # of which so many are looked at closely
_SHIFT = 2  # words that may have been put in or left out at one point
_SHIFTED = 3.0  # bits that this takes back
_FREE = 0.5
_RARE = 15.0  # bits of a word that is only alike
_MOSTLY = 0.6
_LIKE = 0.6  # of its letters that then must be the same


class Wording(NamedTuple):
    """What the words of a short stretch say at the place of a candidate, in bits: those in their
    places (`said`), all of them (`all`), and the same at the best place that has other words
    (`next`); `chance` is what words say by chance somewhere in so long a text. `copies` are further
    places with the same words.
    """

    said: float
    all: float
    next: float
    chance: float
    copies: int = 0


class _Place(NamedTuple):
    bits: float
    letter: int  # of the source, where its first word would stand
    words: bytes  # what stands there
    runs: tuple[Run, ...] = ()
    moved: tuple[int, int] | None = (
        None  # the letters on which all its words stand, in another order
    )


class Sought(NamedTuple):
    """The words of a stretch: their numbers, the letters that they begin with and end before, their
    bits, and the best places.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    bits: NDArray[np.float64]
    places: list[_Place]
    chance: float

    @property
    def known(self) -> bool:
        """Whether most of what they say stands somewhere."""
        return bool(self.places) and self.places[0].bits > _MOSTLY * float(self.bits.sum())

    def at(self, text: int) -> float:
        """What the words say that stand at a letter of the source or near it."""
        size = int(self.ends[-1] - self.starts[0]) + 24
        return max((one.bits for one in self.places if abs(one.letter - text) < size), default=0.0)

    def wording(self, text: int, equal: NDArray[np.bool_], start: int) -> Wording:
        """What they say where a candidate lies: at letter `text`; `equal` says which letters of the
        essay, from `start` on, the source has there.
        """
        size = int(self.ends[-1] - self.starts[0]) + 24
        here = max((one for one in self.places if abs(one.letter - text) < size), default=None)
        copies, next_ = 0, 0.0
        for one in self.places:
            if abs(one.letter - text) < size:
                continue
            if here is not None and one.words == here.words:
                copies += 1
            else:
                next_ = max(next_, one.bits)
        alike = 0.0
        for left, right, bits in zip(
            self.starts.tolist(), self.ends.tolist(), self.bits, strict=True
        ):
            share = float(equal[left - start : right - start].mean()) if bits else 0.0
            if share >= 1.0:
                alike += bits
            elif share >= _LIKE:
                alike += min(bits, _RARE) * share * share
        return Wording(
            max(here.bits if here else 0.0, alike),
            float(self.bits.sum()),
            next_,
            self.chance,
            copies,
        )


def sought(search: Search, start: int, end: int) -> Sought | None:
    """The likeliest places of letters `[start, end)`; None where they are too many or too few words."""
    edges = np.array((start, end), np.int32)
    first, last = search.wording.begins.searchsorted(edges).tolist()
    if not LEAST <= last - first <= MOST:
        return None
    starts = search.wording.begins[first:last].astype(np.int64)
    ends = np.append(starts[1:], end)
    numbers = search.wording.numbers[first:last]
    held = [search.essay.supplied(a, b) for a, b in zip(starts, ends, strict=True)]
    total, spread = search.corpus.spread(numbers)
    often = np.sum([many for _, many in spread], axis=0)
    bits = np.where(held, 0.0, np.maximum(np.log2(total / (often + 0.5)), 0.0))
    if (bits > 0).sum() < LEAST - 1:
        return None
    rarest = [int(nth) for nth in np.argsort(often, kind="stable") if often[nth] and not held[nth]]
    places: list[_Place] = []
    for nth, volume in enumerate(search.corpus.volumes):
        bases = _bases(volume.words, *spread[nth], rarest)
        if volume.has_dead:
            bases = bases[_living(volume, np.minimum(bases, len(volume.words.begins) - 1))]
        if len(bases):
            places += _best(
                volume, search.corpus.letters_before(nth), bases, numbers, bits, starts, ends
            )
    places.sort(key=lambda one: -one.bits)
    return Sought(starts, ends, bits, places, math.log2(max(total, 2)))


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
    fresh = np.diff(every, prepend=-1) > 0
    return every[fresh & (every >= 0)]


def _best(
    volume: Volume, base: int, bases: NDArray[np.int64], own: NDArray[np.uint32], bits: NDArray[np.float64],
    starts: NDArray[np.int64], ends: NDArray[np.int64],
) -> list[_Place]:  # fmt: skip
    """The best of some places in one volume, whose first letter is `base`; how the stretch lies is
    told of the very best.
    """
    there, many = volume.words.numbers, len(own)
    where = bases[:, None] + np.arange(-_SHIFT, many + _SHIFT)
    window = there.take(where, mode="clip")
    hit = [window[:, s : s + many] == own for s in range(2 * _SHIFT + 1)]
    if volume.has_dead:  # words that may not be read, beside some that may
        read = _living(volume, np.clip(where, 0, len(there) - 1))
        hit = [one & read[:, s : s + many] for s, one in enumerate(hit)]
    if len(bases) > _KEPT:
        near = hit[0] | hit[1] | hit[2] | hit[3] | hit[4]
        most = np.einsum("ij,j->i", near, bits.astype(np.float32))
        kept = np.argpartition(-most, _KEPT)[:_KEPT]
        bases, hit = bases[kept], [one[kept] for one in hit]
    best, how = _shifted(hit, bits)
    order = np.argsort(-best, kind="stable")
    order = order[best[order] > 0]
    words = np.maximum(bases + how[:, 0], 0)
    letters = volume.words.begins.take(words, mode="clip")
    out = [
        _Place(float(best[n]), int(letters[n]) + base, there[words[n] : words[n] + many].tobytes())
        for n in order.tolist()
    ]
    if not out:
        return out
    top = int(order[0])
    before, behind, cut = how[top].tolist()
    runs = []
    for n in range(many):
        shift = before if n < cut else behind
        if hit[shift + _SHIFT][top, n]:
            left, right = volume.words.span(int(bases[top]) + n + shift, len(volume.symbols))
            size = min(int(ends[n] - starts[n]), right - left)
            runs.append(Run(int(starts[n]), left + base, size))
    low, high = max(int(words[top]) - many, 0), int(words[top]) + 2 * many
    moved = _moved(volume, own, low, high, base) if len(runs) < many else None
    out[0] = out[0]._replace(runs=_joined(runs), moved=moved)
    return out


def _living(volume: Volume, words: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words of a volume may be read."""
    return volume.living(volume.words.begins[words].astype(np.int64))


def _shifted(
    hit: Sequence[NDArray[np.bool_]], bits: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What the words say at each place, some of them perhaps moved by words put in or left out; and
    by how much the first are moved, the rest, and which is the first of the rest. `hit` says of each
    shift which words stand there.
    """
    rows = np.arange(len(hit[0]))
    edge = np.zeros((len(rows), 1))
    sums = [np.concatenate((edge, np.cumsum(one * bits, axis=1)), axis=1) for one in hit]
    plain = sums[_SHIFT]
    # what stands in brackets is likely to stand for one word, but may for any number
    held = int((bits == 0).sum())
    best = plain[:, -1].copy()
    how = np.zeros((len(rows), 3), np.int64)
    how[:, 2] = len(bits)
    for s in range(-_SHIFT, _SHIFT + 1):
        moved = sums[s + _SHIFT]
        price = _FREE * abs(held + s - 1) if held else _SHIFTED
        for first, rest, before, behind in (
            ((plain, moved, 0, s), (moved, plain, s, 0)) if s else ()
        ):
            value = first + rest[:, -1:] - rest - price
            cut = value.argmax(axis=1)
            most = value[rows, cut]
            better = most > best
            best[better] = most[better]
            how[better, 0], how[better, 1], how[better, 2] = before, behind, cut[better]
    return best, how


def moved_near(search: Search, start: int, end: int, low: int, high: int) -> tuple[int, int] | None:
    """The letters of the source, between `low` and `high`, on which all words of letters
    `[start, end)` stand in another order.
    """
    first, last = search.wording.begins.searchsorted(np.array((start, end), np.int32)).tolist()
    if not LEAST <= last - first <= MOST:
        return None
    nth = search.corpus.volume_at(low)
    volume, base = search.corpus.volumes[nth], search.corpus.letters_before(nth)
    edges = np.array((low - base, high - base), np.int32)
    left, right = volume.words.begins.searchsorted(edges).tolist()
    return _moved(volume, search.wording.numbers[first:last], left, right, base)


def _moved(
    volume: Volume, own: NDArray[np.uint32], low: int, high: int, base: int
) -> tuple[int, int] | None:
    """The letters of words from `low` to `high` that are a stretch's words in another order."""
    said, many = volume.words.numbers[low:high], len(own)
    if len(said) < many:
        return None
    wanted = np.sort(own)
    known = np.isin(said, own)
    if volume.has_dead:
        known &= _living(volume, np.arange(low, low + len(said)))
    sums = np.cumsum(np.concatenate((np.zeros(1, bool), known)), dtype=np.int64)
    for at in np.flatnonzero(sums[many:] - sums[:-many] == many).tolist():
        if np.array_equal(np.sort(said[at : at + many]), wanted):
            start, _ = volume.words.span(low + at, len(volume.symbols))
            _, end = volume.words.span(low + at + many - 1, len(volume.symbols))
            return start + base, end + base
    return None


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
