"""What a query finds in an index.

The answer of each part of a query is a set of entries, and *spots*: stretches of words that are to
be lit. A word, a phrase and the beginning of a word have a spot wherever they stand. OR has the
spots of all its parts; AND those of its parts that lie in entries which have them all. NEAR has
one spot for each encounter: sort the spots of both sides, and two neighbours, one of each side,
that do not overlap and have at most so many words between them, make a spot that reaches from the
first to the last. NOT and the fields have entries only; an entry without a spot of its own counts
once, at its beginning.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.search.query import And, Linked, Near, Not, Or, Phrase, Said
from carnet.search.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.search.index import Index
    from carnet.search.named import Named
    from carnet.search.query import During, Node

_FEW = 16  # times as many: then each of the few is looked up among the many


class Spots:
    """Stretches of places, in order of their starts, then of their ends; `[start, end)`."""

    def __init__(self, starts: np.ndarray, ends: np.ndarray | int) -> None:
        self.starts = starts
        self._ends = ends  # a number: so many words each

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def ends(self) -> np.ndarray:
        """Where each ends."""
        if isinstance(self._ends, int):
            return self.starts + np.uint32(self._ends)
        return self._ends

    def end(self, n: int) -> int:
        """Where the nth ends."""
        return (
            int(self.starts[n]) + self._ends if isinstance(self._ends, int) else int(self._ends[n])
        )

    def where(self, chosen: np.ndarray) -> Spots:
        """Those that are chosen: by a mask, or by number."""
        ends = self._ends if isinstance(self._ends, int) else self._ends[chosen]
        return Spots(self.starts[chosen], ends)


NO_SPOTS = Spots(np.zeros(0, np.uint32), 1)


class Answer(NamedTuple):
    """`entries` is a mask over all entries; None: those that have a spot."""

    entries: np.ndarray | None
    spots: Spots


class Matcher:
    """Finds things in one index, and what entries name in what is known of that."""

    def __init__(self, index: Index, named: Named) -> None:
        self.index = index
        self._named = named

    def find(self, node: Node) -> Answer:
        """What a part of a query finds."""
        if isinstance(node, Phrase):
            return Answer(None, self.phrase(node.parts))
        if isinstance(node, Or):
            return self._or([self.find(each) for each in node.nodes])
        if isinstance(node, And):
            return self._and([self.find(each) for each in node.nodes])
        if isinstance(node, Near):
            return Answer(None, self._near(node))
        if isinstance(node, Not):
            return Answer(~self.mask(self.find(node.node)), NO_SPOTS)
        if isinstance(node, Linked):
            return Answer(self._linked(node), NO_SPOTS)
        return Answer(self._said(node) if isinstance(node, Said) else self._during(node), NO_SPOTS)

    def spots(self, answer: Answer) -> Spots:
        """The spots of an answer, and the beginnings of entries that have none of their own."""
        if answer.entries is None:
            return answer.spots
        bare = answer.entries.copy()
        bare[self.entries_of(answer.spots)] = False
        begins = self.index.base[:-1][bare]
        if not len(begins):
            return answer.spots
        if not len(answer.spots):
            return Spots(begins, 0)
        return _in_order(
            np.concatenate((answer.spots.starts, begins)),
            np.concatenate((answer.spots.ends, begins)),
        )

    def mask(self, answer: Answer) -> np.ndarray:
        """The entries of an answer as a mask over all."""
        if answer.entries is not None:
            return answer.entries
        mask = np.zeros(self.index.entries, dtype=bool)
        mask[self.entries_of(answer.spots)] = True
        return mask

    def entries_of(self, spots: Spots) -> np.ndarray:
        """The entries that have a spot, each once for each, or once for all, in order."""
        base, starts = self.index.base, spots.starts
        if len(starts) > self.index.entries:  # fewer steps from the side of the entries
            return np.flatnonzero(np.diff(np.searchsorted(starts, base)))
        return self.index.entry_of(starts)

    # ------------------------------------------------------------------ words and phrases

    def _part(self, part: tuple[str, bool]) -> np.ndarray:
        term, beginning = part
        return self.index.places_of_all(term) if beginning else self.index.places(term)

    def phrase(self, parts: Sequence[tuple[str, bool]]) -> Spots:
        """Where these stand in a row."""
        if len(parts) == 1:
            return Spots(self._part(parts[0]), 1)
        lists = []
        for at, part in enumerate(parts):
            places = self._part(part)
            if not len(places):
                return NO_SPOTS
            lists.append((len(places), at, places))
        lists.sort(key=lambda each: each[:2])
        _, shift, rarest = lists[0]
        starts = rarest[np.searchsorted(rarest, shift) :] - np.uint32(shift)
        for _, at, places in lists[1:]:
            starts = starts[_within(starts + np.uint32(at), places)]
        return Spots(starts, len(parts))

    # ------------------------------------------------------------------ together

    def _or(self, answers: Sequence[Answer]) -> Answer:
        with_spots = [answer.spots for answer in answers if len(answer.spots)]
        spots = with_spots[0] if with_spots else NO_SPOTS
        if len(with_spots) > 1:
            spots = _in_order(
                np.concatenate([each.starts for each in with_spots]),
                np.concatenate([each.ends for each in with_spots]),
            )
        if all(answer.entries is None for answer in answers):
            return Answer(None, spots)
        mask = np.zeros(self.index.entries, dtype=bool)
        for answer in answers:
            mask |= self.mask(answer)
        return Answer(mask, spots)

    def _and(self, answers: Sequence[Answer]) -> Answer:
        mask = self.mask(answers[0]).copy()
        for answer in answers[1:]:
            mask &= self.mask(answer)
        with_spots = [answer for answer in answers if len(answer.spots)]
        spots = self._or([Answer(None, answer.spots) for answer in with_spots]).spots
        if len(spots):
            spots = spots.where(mask[self.index.entry_of(spots.starts)])
        return Answer(mask, spots)

    def _near(self, node: Near) -> Spots:
        left, right = self.find(node.left).spots, self.find(node.right).spots
        if not (len(left) and len(right)):
            return NO_SPOTS
        starts = np.concatenate((left.starts, right.starts)).astype(np.int64)
        ends = np.concatenate((left.ends, right.ends)).astype(np.int64)
        side = np.zeros(len(starts), dtype=bool)
        side[len(left) :] = True
        order = np.lexsort((side, ends, starts))
        starts, ends, side = starts[order], ends[order], side[order]
        between = starts[1:] - ends[:-1]
        met = np.flatnonzero((side[1:] != side[:-1]) & (between >= 0) & (between <= node.words))
        entry = self.index.entry_of
        met = met[entry(starts[met]) == entry(starts[met + 1])]
        return _in_order(starts[met].astype(np.uint32), ends[met + 1].astype(np.uint32))

    # ------------------------------------------------------------------ fields

    def _during(self, node: During) -> np.ndarray:
        dates = self.index.arrays["dates"]
        first, last = dates[::2], dates[1::2]
        met: np.ndarray = (first <= node.last) & (last >= node.first) & (first <= last)
        return met

    def _linked(self, node: Linked) -> np.ndarray:
        mask = np.zeros(self.index.entries, dtype=bool)
        for entries in self._named.entries(node):
            mask[np.frombuffer(entries, dtype=np.uint64)] = True
        return mask

    def _said(self, node: Said) -> np.ndarray:
        of = self.index.arrays[node.field]
        values = self.index.values[node.field]
        said = np.zeros(len(values), dtype=bool)
        if node.field == "language":
            said[[n for n, value in enumerate(values) if speaks(value, node.parts)]] = True
        else:
            said[list(self.index.sayings(node.field).saying(node.parts))] = True
        chosen: np.ndarray = said[of]
        return chosen


def speaks(tag: str, parts: Sequence[tuple[str, bool]]) -> bool:
    """Whether a language tag is the one asked for, or narrower: `en-GB` is `en`."""
    own = [fold(each) for each in tag.replace("_", "-").split("-")]
    return own[: len(parts)] == [term for term, _ in parts]


def _within(sought: np.ndarray, places: np.ndarray) -> np.ndarray:
    """For each of some places in order whether it is among others in order."""
    if not len(sought) or len(sought) * _FEW < len(places):
        at = np.searchsorted(places, sought)
        at[at == len(places)] = 0
        found: np.ndarray = places[at] == sought
        return found
    marks = np.zeros(max(int(places[-1]), int(sought[-1])) + 1, dtype=bool)
    marks[places] = True
    among: np.ndarray = marks[sought]
    return among


def _in_order(starts: np.ndarray, ends: np.ndarray) -> Spots:
    """Spots in order, each once."""
    if not len(starts):
        return NO_SPOTS
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    new = np.ones(len(starts), dtype=bool)
    new[1:] = (np.diff(starts) != 0) | (np.diff(ends) != 0)
    return Spots(starts[new], ends[new])
