"""One essay against a corpus: its letters, its marks, where its shingles stand, and the groups of runs
that come of them. What leads from there to candidates are `announced`, `unannounced` and `beside`;
`weighing` says what is known of each, `deciding` which are quotations.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from operator import sub
from typing import TYPE_CHECKING

import numpy as np

from carnet.trace import brief, chains, marks, words
from carnet.trace.alignment import find_near, lay
from carnet.trace.candidate import Piece, clip
from carnet.trace.normal import GRAM, Letters, letters
from carnet.trace.query import Query
from carnet.trace.surprise import Surprise
from carnet.trace.volume import parted
from carnet.trace.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from carnet.trace.chains import Run
    from carnet.trace.corpus import Corpus
    from carnet.trace.laid import Laid
    from carnet.trace.sought import Sought

_HITS = 400_000  # pairs of places that are looked at: what is commoner says little
_SHORTEST = 5  # letters that are looked for by themselves
_NO_LETTER = 1  # a symbol that no letter is
_COMMON = 200  # places of fewer than eight letters that are looked at
_MANY = 20_000  # places of more
_RECURS = 80  # letters of a stretch that a writer may use again just so
_LONG = 24  # letters that are hardly parts of other words


class Search:
    """One essay against a corpus. `hidden` are letters of the corpus that the essay itself is."""

    def __init__(
        self, corpus: Corpus, text: str, blocks: Iterable[tuple[int, int]] = (),
        hidden: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.corpus = corpus
        self.text = text
        self._hidden = hidden
        self._sought: dict[tuple[int, int], Sought | None] = {}
        self._same: dict[tuple[int, int], list[int]] = {}
        self._exact: dict[tuple[int, int], list[int]] = {}
        self.own: Letters = letters(text)
        self.home: list[int] = self.own.home.tolist()
        self._pieces: dict[tuple[int, int], list[Piece]] = {}
        self._held = [
            (a, b)
            for a, b in ((self.letter(a), self.letter(b)) for a, b in marks.brackets(text))
            if b - a > 1
        ]
        self.query = self._bare()
        self.marked = marks.marked(text, blocks)
        self.essay = self._words()
        self._found = corpus.seeds(self.own.symbols)
        for left, right in self._held:
            for one in self._found:
                one.many[max(left - GRAM + 1, 0) : right] = 0
        self.surprise = Surprise(corpus, self._found, len(self.query), once=hidden is not None)
        self.spans = sorted(
            (self.letter(span.start), self.letter(span.end))
            for span in self.marked
            if span.sure or span.kind == "block"
        )
        found = self._groups()
        self.groups = [group for group, _ in found]
        self._bits = [bits for _, bits in found]
        self._starts = [group[0].query for group in self.groups]
        self._ends = [group[-1].query + group[-1].size for group in self.groups]
        self._longest = max(map(sub, self._ends, self._starts), default=0)

    def _bare(self) -> bytes:
        """The essay's letters; those that it puts in brackets itself are no letters of the source."""
        symbols = self.own.symbols.copy()
        for left, right in self._held:
            symbols[left:right] = _NO_LETTER
        return symbols.tobytes()

    def _words(self) -> Query:
        home = self.own.home
        if not len(home):
            return Query(b"", ())
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")
        begins = [0, *(np.flatnonzero(parted(home, codes)) + 1).tolist()]
        held = [(self.letter(a), self.letter(b)) for a, b in marks.brackets(self.text)]
        return Query(self.query, begins, tuple(held))

    def _groups(self) -> list[tuple[list[Run], float]]:
        query, text = self.corpus.hits(self._found, _HITS)
        if self._hidden is not None:
            apart = (text < self._hidden[0]) | (text >= self._hidden[1])
            query, text = query[apart], text[apart]
        found = chains.runs(query, text)
        count = found[2] - GRAM + 1
        each = self.surprise.each
        bits = (each[found[0] + count] - each[found[0]]) * found[2] / count
        return chains.groups(*found, bits)

    @cached_property
    def wording(self) -> Words:
        """The essay's words; one with a letter in brackets is one word."""
        home = self.own.home
        first = words.begins(home)
        near = np.flatnonzero(home[first[1:]] - home[first[1:] - 1] == 2) + 1
        between = home[first[near]].tolist()
        joined = [self.text[at - 1] in "[]" for at in between]
        first = np.delete(first, near[joined])
        return Words(first, words.numbered(self.own.symbols, first), words.NONE.array)

    def is_brief(self, start: int, end: int) -> bool:
        """Whether a stretch is short enough to be looked for word by word."""
        first, last = self.words_in(start, end)
        return brief.LEAST <= last - first <= brief.MOST

    @cached_property
    def _word_begins(self) -> list[int]:
        begins: list[int] = self.wording.begins.tolist()
        return begins

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """The first of the words that begin in letters `[start, end)`, and that after the last."""
        first = bisect_left(self._word_begins, start)
        return first, bisect_left(self._word_begins, end, first)

    def sought(self, start: int, end: int) -> Sought | None:
        """A short stretch, letters `[start, end)`, word by word: where it most likely stands."""
        if (start, end) not in self._sought:
            self._sought[start, end] = brief.sought(self, start, end)
        return self._sought[start, end]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Code points `[start, end)` as letters, cut at the signs of omission."""
        if (start, end) not in self._pieces:
            self._pieces[start, end] = self._cut(start, end)
        return self._pieces[start, end]

    def _cut(self, start: int, end: int) -> list[Piece]:
        cuts = marks.ellipses(self.text, start, end)
        at, out = start, []
        for left, right in [*cuts, (end, end)]:
            first, last = self.letter(at), self.letter(left)
            if last > first:
                out.append(Piece(first, last))
            at = right
        return out

    def letter(self, char: int) -> int:
        """The first letter at or after a code point."""
        return bisect_left(self.home, char)

    def overlapping(self, start: int, end: int) -> list[tuple[float, list[Run]]]:
        """The groups that share letters with a stretch, each clipped to it, with about what it says."""
        out = []
        for nth in range(
            bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        ):
            group = self.groups[nth]
            if self._ends[nth] <= start:
                continue
            if start <= group[0].query and self._ends[nth] <= end:
                out.append((self._bits[nth], group))
                continue
            clipped = [run for run in (clip(run, start, end) for run in group) if run]
            if clipped:
                out.append((sum(map(self.surprise.rough, clipped)), clipped))
        return out

    def leads(self, start: int) -> bool:
        """Whether the words before a mark lead into what it opens: they do not end a sentence."""
        before = self.text[max(start - 24, 0) : max(start - 1, 0)]
        bare = before.rstrip()
        if not bare or (before[len(bare) :].count("\n") > 1 and bare[-1] != ":"):
            return False
        return bare[-1].isalnum() or bare[-1] in ":,;(—–-"

    def lay_pieces(
        self, pieces: Sequence[Piece], chain: Sequence[Run], *, harder: bool = True
    ) -> list[Laid]:
        """Each piece laid on the source; those that no run belongs to are looked for between."""
        done: list[Laid | None] = []
        for piece in pieces:
            own = [run for run in (clip(run, *piece) for run in chain) if run]
            done.append(lay(self.essay, piece.start, piece.end, own, self.corpus) if own else None)
        if not any(done):
            return []
        for nth, piece in enumerate(pieces):
            if done[nth] is not None or not harder:
                continue
            before = next((one for one in reversed(done[:nth]) if one), None)
            after = next((one for one in done[nth + 1 :] if one), None)
            if before is None and after is not None:
                low, high = after.text - chains.FAR, after.text
            elif before is not None:
                low = before.text_end
                high = after.text if after else low + chains.FAR
            else:
                continue
            done[nth] = find_near(
                self.essay, *piece, self.corpus, low, high, backwards=before is None
            )
        found = [one for one in done if one]
        for one, two in pairwise(found):
            if two.text < one.text_end - 2:
                return []
        return found

    def places_of(self, at: int, most: int) -> NDArray[np.int64]:
        """The places of the shingle at a letter of the essay; at most `most` of each volume."""
        return self.corpus.places_of(self._found, at, most)

    def exact_words(self, start: int, end: int) -> list[int]:
        """The places at which the letters `[start, end)` stand just so, as whole words."""
        places = self.exact(start, end)
        if not places or end - start > _LONG:
            return places
        return self.corpus.whole(places[:_COMMON], end - start)

    def exact(self, start: int, end: int) -> list[int]:
        """All places at which the letters `[start, end)` stand just so."""
        known = self._exact.get((start, end))
        if known is None:
            known = self._exact[start, end] = self._stands(start, end)
        return known

    def same(self, laid: Laid) -> list[int]:
        """All places at which the source has the same letters as where a piece lies."""
        size = laid.text_end - laid.text
        if laid.query_end - laid.query == size and not laid.edits:
            return self.exact(laid.query, laid.query_end)
        if not GRAM <= size <= _RECURS:
            return []
        place = laid.text, laid.text_end
        if place not in self._same:
            self._same[place] = self.corpus.standing(self.corpus.symbols(*place))
        return self._same[place]

    def _stands(self, start: int, end: int) -> list[int]:
        own = self.own.symbols[start:end]
        if end - start < GRAM:
            places = (
                self.corpus.beginning(own) if end - start >= _SHORTEST else np.zeros(0, np.int64)
            )
            if len(places) > _COMMON:  # letters as common as these say nothing
                return []
        else:
            count = self.surprise.count[start : end - GRAM + 1]
            if not len(count) or not int(count.min()):
                return []
            rare = int(np.argmin(count))
            places = self.places_of(start + rare, _MANY) - rare
        return self.corpus.equal(places, own)
