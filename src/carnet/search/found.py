"""What a search gives back: how much was found, and each hit within its line."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from carnet.search.index import FACETS
from carnet.search.match import Matcher, Spots
from carnet.search.query import And, Near, Or, Phrase, parse
from carnet.search.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.search.index import Index
    from carnet.search.named import Named
    from carnet.search.query import Node

Order = Literal["date", "rank"]
Texts = Callable[["Sequence[str]"], "Iterator[tuple[str, str]]"]
"""Gives id and text of the entries with these ids."""

AROUND: Final = 60
"""Code points on each side of a match, less what is needed to begin and end with a whole word."""

# Okapi BM25 (Robertson et al., TREC-3, 1994) with its usual constants; how telling a word is goes
# by how many of all words it makes up.
_K1: Final = 1.2
_B: Final = 0.75


class Hit(NamedTuple):
    """One place that a query found. Offsets are code points of the entry's text; `left` and
    `right` are the words around it, as they stand there.
    """

    entry: str
    when: str | None  # EDTF in the writer's calendar
    start: int
    end: int
    left: str
    match: str
    right: str
    score: float  # of its entry: how much it is about the query


class Found:
    """What a query found. Iterating gives the hits, all or the first `limit`, in their `order`."""

    limit: int | None = None
    order: Order = "date"

    def __init__(self, index: Index, texts: Texts, named: Named, query: str) -> None:
        self.query = query
        self.node = parse(query)
        self._index = index
        self._texts = texts
        self._matcher = Matcher(index, named)
        self._answer = self._matcher.find(self.node)
        self._spots = self._matcher.spots(self._answer)

    @property
    def count(self) -> int:
        """How many places were found."""
        return len(self._spots)

    @cached_property
    def entries(self) -> int:
        """How many entries they stand in."""
        found = self._matcher.entries_of(self._spots)  # in order
        return int(np.count_nonzero(np.diff(found))) + bool(len(found))

    @property
    def facets(self) -> dict[str, dict[str, int]]:
        """For the years, languages and sources, how many of the places each has."""
        return {name: self.facet(name) for name in FACETS}

    def facet(self, name: str) -> dict[str, int]:
        """The places by `year` (in order), `language` or `source` (the most first). What has no
        year or language is counted under an empty name.
        """
        begins, of = self._index.runs[name]
        values = self._index.values[name]
        before = np.searchsorted(self._spots.starts, begins)
        many = np.diff(before, append=len(self._spots))
        counts = np.bincount(of, weights=many, minlength=len(values))
        some = np.flatnonzero(counts).tolist()
        if name == "year":
            some.sort(key=lambda n: (values[n] is None, values[n]))
        else:
            some.sort(key=lambda n: (-counts[n], values[n]))
        return {"" if values[n] is None else str(values[n]): int(counts[n]) for n in some}

    def __iter__(self) -> Iterator[Hit]:
        return self.hits(many=self.limit, order=self.order)

    def hits(self, first: int = 0, many: int | None = None, order: Order = "date") -> Iterator[Hit]:
        """The hits from the `first` on, in order of date, or (`rank`) the best entries first."""
        last = len(self._spots) if many is None else min(len(self._spots), first + many)
        if order == "rank" and len(self._spots):
            entries, own = np.unique(self._index.entry_of(self._spots.starts), return_inverse=True)
            scores = self._scores(entries)[own]
            chosen = np.argsort(-scores, kind="stable")[first:last]
        else:
            chosen = np.arange(first, last)
        for at in range(0, len(chosen), 256):
            yield from self._lines(chosen[at : at + 256])

    def _lines(self, chosen: np.ndarray) -> Iterator[Hit]:
        index, spots = self._index, self._spots
        of = index.entry_of(spots.starts[chosen])
        scores = self._scores(of).tolist() if len(of) else []
        entries = of.tolist()
        names = {entry: index.name(entry) for entry in entries}
        texts = dict(self._texts([id_ for id_, _ in names.values()]))
        for n, entry, score in zip(chosen.tolist(), entries, scores, strict=True):
            id_, when = names[entry]
            text = texts[id_]
            start, end = self._stretch(text, entry, int(spots.starts[n]), spots.end(n))
            left, right = _around(text, start, end)
            yield Hit(id_, when, start, end, left, text[start:end], right, score)

    def _stretch(self, text: str, entry: int, first: int, after: int) -> tuple[int, int]:
        """The code points of some words of an entry; of none, its beginning."""
        if first == after:
            return 0, 0
        word, start = self._index.step(first, entry)
        skip = first - int(self._index.base[entry]) - word
        last = skip + after - first
        # most of a long text need not be looked at: with one word more these ones are whole
        near = text[: start + 16 * last + 64]
        stands = list(islice(words(near, start), skip, last + 1))
        if len(stands) <= last - skip and len(near) < len(text):
            stands = list(islice(words(text, start), skip, last))
        return stands[0][0], stands[last - skip - 1][1]

    # ------------------------------------------------------------------ rank

    @cached_property
    def _leaves(self) -> list[tuple[Spots, float]]:
        """The spots of each part of the query, and how telling it is: the rarer the more."""
        all_ = int(self._index.base[-1]) - self._index.entries
        found = [self._matcher.find(node).spots for node in _leaves(self.node)]
        return [(spots, math.log(1 + all_ / len(spots))) for spots in found if len(spots)]

    def _scores(self, entries: np.ndarray) -> np.ndarray:
        """How much each of some entries is about the query."""
        base = self._index.base
        begins, ends = base[entries], base[entries + 1]
        mean = max(1.0, (int(base[-1]) - self._index.entries) / self._index.entries)
        length = (ends - begins - np.uint32(1)) / mean
        scores = np.zeros(len(entries))
        for spots, rarity in self._leaves:
            often = np.searchsorted(spots.starts, ends) - np.searchsorted(spots.starts, begins)
            scores += rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length))
        return scores.round(4)


def _leaves(node: Node) -> Iterator[Node]:
    """The parts of a query that have spots of their own and no parts."""
    if isinstance(node, (Phrase, Near)):
        yield node
    elif isinstance(node, (And, Or)):
        for each in node.nodes:
            yield from _leaves(each)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words on both sides of a match."""
    begin = max(0, start - AROUND)
    if begin:
        space = text.find(" ", begin, start)
        begin = begin if space < 0 else space + 1
    after = min(len(text), end + AROUND)
    if after < len(text):
        space = text.rfind(" ", end, after + 1)
        after = after if space <= end else space
    return text[begin:start], text[end:after]
