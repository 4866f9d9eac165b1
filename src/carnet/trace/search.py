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

from carnet.trace import alignment, brief, chains, marks, words
from carnet.trace.alignment import Essay, Laid, Window, find_near, lay
from carnet.trace.candidate import Piece, clip
from carnet.trace.normal import GRAM, Letters, letters
from carnet.trace.surprise import Surprise
from carnet.trace.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from carnet.trace.brief import Sought
    from carnet.trace.chains import Run
    from carnet.trace.corpus import Corpus

_HITS = 400_000  # pairs of places that are looked at: what is commoner says little
_SHORTEST = 5  # letters that are looked for by themselves
_NO_LETTER = 1  # a symbol that no letter is
_COMMON = 200  # places of fewer than eight letters that are looked at


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
        self.own: Letters = letters(text)
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
        self.groups = self._groups()
        self._starts = [group[0].query for group in self.groups]
        self._ends = [group[-1].query + group[-1].size for group in self.groups]
        self._longest = max(map(sub, self._ends, self._starts), default=0)

    def _bare(self) -> bytes:
        """The essay's letters; those that it puts in brackets itself are no letters of the source."""
        symbols = self.own.symbols.copy()
        for left, right in self._held:
            symbols[left:right] = _NO_LETTER
        return symbols.tobytes()

    def _words(self) -> Essay:
        if not len(self.own.home):
            return Essay(b"", np.zeros(0, np.int64))
        first, _ = alignment.word_edges(self.text, self.own.home.astype(np.int64), 0)
        held = [(self.letter(a), self.letter(b)) for a, b in marks.brackets(self.text)]
        return Essay(self.query, np.flatnonzero(first), tuple(held))

    def _groups(self) -> list[list[Run]]:
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
        before = home[first - 1] + 1
        joined = [
            nth > 0 and one + 1 == two and self.text[one] in "[]"
            for nth, (one, two) in enumerate(
                zip(before.tolist(), home[first].tolist(), strict=True)
            )
        ]
        first = first[~np.array(joined, bool)]
        return Words(first, words.numbered(self.own.symbols, first), words.NONE.array)

    def is_brief(self, start: int, end: int) -> bool:
        """Whether a stretch is short enough to be looked for word by word."""
        first, last = self.wording.begins.searchsorted(np.array((start, end), np.int32)).tolist()
        return bool(brief.LEAST <= last - first <= brief.MOST)

    def sought(self, start: int, end: int) -> Sought | None:
        """A short stretch, letters `[start, end)`, word by word: where it most likely stands."""
        if (start, end) not in self._sought:
            self._sought[start, end] = brief.sought(self, start, end)
        return self._sought[start, end]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Code points `[start, end)` as letters, cut at the signs of omission."""
        cuts = marks.ellipses(self.text, start, end)
        at, out = start, []
        for left, right in [*cuts, (end, end)]:
            first, last = self.letter(at), self.letter(left)
            if last > first:
                out.append(Piece(first, last))
            at = right
        return out

    def letter(self, char: int) -> int:
        return self.own.at(char)

    def overlapping(self, start: int, end: int) -> list[list[Run]]:
        """The groups that share letters with a stretch, each clipped to it."""
        out = []
        for nth in range(
            bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        ):
            group = self.groups[nth]
            if self._ends[nth] <= start:
                continue
            if start <= group[0].query and self._ends[nth] <= end:
                out.append(group)
                continue
            clipped = [run for run in (clip(run, start, end) for run in group) if run]
            if clipped:
                out.append(clipped)
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
                low, high = after.text - alignment.FAR, after.text
            elif before is not None:
                low = before.text_end
                high = after.text if after else low + alignment.FAR
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
        return self._whole_words(places, end - start) if places else []

    def _whole_words(self, places: Sequence[int], size: int) -> list[int]:
        """Those of some places at which words begin and end; of long stretches, all."""
        if size > 24:
            return list(places)
        out = []
        for at in places[:200]:
            window = Window(self.corpus, at - 1, at + size + 1, at)
            if window.begins(at, at) and window.ends(at + size, at + size):
                out.append(at)
        return out

    def exact(self, start: int, end: int, most: int = 20_000) -> list[int]:
        """All places at which the letters `[start, end)` stand just so."""
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
            places = self.places_of(start + rare, most) - rare
        return self.corpus.equal(np.sort(places), own)
