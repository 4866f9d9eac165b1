"""The search itself: from an essay's letters to candidates, each a stretch laid on the source.

Two ways lead to a candidate. A stretch between marks is laid, whole, on the likeliest places. What
no marks announce is found by its groups of runs, and its ends are looked for word by word. Which
candidates are quotations is decided afterwards, by what they say in bits under a letter model of
the source: a phrase that the writer repeats says little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace import alignment, chains, marks
from carnet.trace.alignment import Block, Essay, Laid, Window, colinear, find_near, lay
from carnet.trace.boundaries import WORD, form, settle
from carnet.trace.chains import Run
from carnet.trace.normal import GRAM, SIGMA, Letters, grams, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from carnet.trace.corpus import Corpus

_HITS = 400_000  # pairs of places that are looked at: what is commoner says little
_SHORTEST = 5  # letters that are looked for by themselves
_COMMON = 200  # places of fewer than eight letters that are looked at
_BESIDE = 1_500  # letters of the essay between neighbours
_AROUND = 4_000  # letters of the source round a neighbour's place
_USUAL = 4_600_000  # letters of a life's writing, in which the weights were learnt
_UNSEEN = 0.2  # of a letter's chance where its seven forerunners were never seen before


_QUOTE = re.compile('[“”„«»"]')


class Piece(NamedTuple):
    """Letters `[start, end)` of an essay without a sign of omission in them."""

    start: int
    end: int


@dataclass(slots=True)
class Candidate:
    """A stretch of the essay and where it may come from."""

    start: int  # letters of the essay
    end: int
    laid: list[Laid]
    kind: str  # marks, block, open, dash; empty where nothing announces it
    bits: float = 0.0
    tries: int = 1  # how many places were tried, where it was looked for harder
    others: list[list[Laid]] = field(default_factory=list)
    near: bool = False  # beside a place that another quotation is from
    odds: float = 0.0
    span: tuple[int, int] | None = None  # code points between the marks
    sure: bool = True  # whether the marks are read in the likeliest way
    supplied: int = 0  # letters in brackets that the source does not have
    led: bool = False  # the sentence of the essay leads into it
    trust: float = 0.0  # how many of the essay's other marked stretches have been found
    inside: bool = False  # a small part of what stands between marks
    crosses: bool = False  # begins or ends between marks that it does not
    words: int = 0
    whole: float = 0.0  # the share of its words that stand in the source just so
    permuted: bool = False  # all its words stand there, in another order
    loose: int = 0  # letters at its ends that the source does not have

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def matched(self) -> int:
        return sum(laid.matched for laid in self.laid)

    @property
    def edits(self) -> int:
        return sum(laid.edits for laid in self.laid)

    @property
    def text(self) -> tuple[int, int]:
        """The hull in the source, in letters."""
        return self.laid[0].text, self.laid[-1].text_end


class Search:
    """One essay against a corpus. `hidden` are letters of the corpus that the essay itself is."""

    def __init__(
        self, corpus: Corpus, text: str, blocks: Iterable[tuple[int, int]] = (),
        hidden: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.corpus = corpus
        self.text = text
        self._hidden = hidden
        self.own: Letters = letters(text)
        self.query = self.own.symbols.tobytes()
        self.marked = marks.marked(text, blocks)
        self._home = self.own.home
        self.essay = self._words()
        self._found = corpus.seeds(self.own.symbols)
        none = np.zeros(max(len(self.query) - GRAM + 1, 0), np.int64)
        self._count = sum((one.many for one in self._found), none) - (hidden is not None)
        each = self._surprise(np.maximum(self._count - 1, 0), 0.5) / GRAM
        # in a small archive less is found by chance, and what is found there says more
        self._shift = float(np.clip(np.log2(_USUAL / max(corpus.size, 2)), -4.0, 6.0))
        self._rough = np.concatenate((np.zeros(1), np.cumsum(each)))
        self.spans = sorted(
            (self.letter(span.start), self.letter(span.end))
            for span in self.marked
            if span.sure or span.kind == "block"
        )
        self._known = np.zeros(len(self._count), bool)
        self._first = np.zeros(len(self._count))
        self._then = np.zeros(len(self._count))
        self.groups = self._groups()
        self._starts = [group[0].query for group in self.groups]
        self._longest = max(
            (group[-1].query + group[-1].size - group[0].query for group in self.groups), default=0
        )

    def _words(self) -> Essay:
        if not len(self._home):
            return Essay(b"", np.zeros(0, np.int64))
        first, _ = alignment.word_edges(self.text, self._home.astype(np.int64), 0)
        held = [(self.letter(a), self.letter(b)) for a, b in marks.brackets(self.text)]
        return Essay(self.query, np.flatnonzero(first), tuple(held))

    def _groups(self) -> list[list[Run]]:
        query, text = self.corpus.hits(self._found, _HITS)
        if self._hidden is not None:
            apart = (text < self._hidden[0]) | (text >= self._hidden[1])
            query, text = query[apart], text[apart]
        found = chains.runs(query, text)
        count = found[2] - GRAM + 1
        bits = (self._rough[found[0] + count] - self._rough[found[0]]) * found[2] / count
        return chains.groups(*found, bits)

    # ------------------------------------------------------------------ what letters say

    def _surprise(self, elsewhere: NDArray[np.int64], unseen: float) -> NDArray[np.float64]:
        """How many bits shingles say that stand `elsewhere` so many times. One that stands nowhere
        else is as rare as it would be in a life's writing, however little has been read.
        """
        seen = np.log2(max(self.corpus.size, 2) / np.maximum(elsewhere + unseen / 2, unseen))
        bits: NDArray[np.float64] = np.where(elsewhere > 0, seen, np.log2(_USUAL / unseen))
        return bits

    def rough(self, run: Run) -> float:
        """About how many bits a run says."""
        count = max(run.size - GRAM + 1, 1)
        last = min(run.query + count, len(self._rough) - 1)
        return float(self._rough[last] - self._rough[min(run.query, last)]) * run.size / count

    def learn(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Look up, for all shingles of some stretches of the essay, how surprising each letter is."""
        size = len(self._count)
        wanted = np.zeros(size + 1, np.int64)
        for start, end in stretches:
            if end - start >= GRAM:
                wanted[start] += 1
                wanted[min(end - GRAM + 1, size)] -= 1
        at = np.flatnonzero((np.cumsum(wanted[:-1]) > 0) & ~self._known)
        if not len(at):
            return
        whole = np.maximum(self._count[at] - 1, 0)
        open_ = np.maximum(self.corpus.shorter(self._found[0].keys[at]) - 1, 0).astype(float)
        self._first[at] = self._surprise(whole, 0.25)
        self._then[at] = -np.log2((whole + _UNSEEN) / (open_ + 1))
        self._known[at] = True

    def says(self, start: int, end: int) -> float:
        """How many bits the letters `[start, end)` say; they must have been learnt."""
        last = end - GRAM + 1
        if last <= start:
            return float(max(end - start, 0)) if end - start > 2 else 0.0
        return float(self._first[start]) + float(self._then[start + 1 : last].sum())

    def bits(self, laid: Sequence[Laid]) -> float:
        """What the matched letters say, less what the changes take back."""
        total = self._shift
        for one in laid:
            total += sum(self.says(block.query, block.query + block.size) for block in one.blocks)
            total -= 1.5 * one.edits
        return total

    def weigh(self, candidates: Sequence[Candidate]) -> None:
        """Give candidates their bits."""
        self.learn(
            (block.query, block.query + block.size)
            for one in candidates
            for laid in one.laid
            for block in laid.blocks
        )
        for one in candidates:
            one.bits = self.bits(one.laid)
            if not one.kind:  # much is tried where nothing is announced
                one.bits -= max(self._shift - 2.0, 0.0)
            one.supplied = self._supplied(one)
            if one.supplied:
                one.bits += 1.5 * min(one.supplied, one.edits)
            self._describe(one)

    def _supplied(self, one: Candidate) -> int:
        """How many of its letters the essay puts in brackets, and the source does not have."""
        first, last = int(self._home[one.start]), int(self._home[one.end - 1]) + 1
        if "[" not in self.text[max(first - 1, 0) : last]:
            return 0
        total = 0
        for left, right in marks.brackets(self.text, max(first - 1, 0), last + 1):
            a, b = max(self.letter(left), one.start), min(self.letter(right), one.end)
            held = sum(
                max(min(block.query + block.size, b) - max(block.query, a), 0)
                for laid in one.laid
                for block in laid.blocks
                if block.size > 2
            )
            total += max(b - a - held, 0)
        return total

    def _describe(self, one: Candidate) -> None:
        """What else of a candidate may speak for or against it."""
        begins = self.essay.begins
        low, high = np.searchsorted(begins, (one.start, one.end))
        one.words = self.essay.words(one.start, one.end)
        equal = np.zeros(one.size, bool)
        for laid in one.laid:
            for block in laid.blocks:
                if block.size > 2 or len(laid.blocks) == 1:
                    at = block.query - one.start
                    equal[max(at, 0) : at + block.size] = True
        if high > low:
            starts = begins[low:high] - one.start
            one.whole = float(np.logical_and.reduceat(equal, starts).mean())
        known = np.flatnonzero(equal)
        if len(known):
            one.loose = max(int(known[0]), one.size - 1 - int(known[-1]))
        if one.kind:
            return
        nth = bisect_left(self.spans, (one.end, 0))
        for left, right in reversed(self.spans[max(nth - 8, 0) : nth]):
            if left <= one.start and one.end <= right:
                one.inside |= one.size < 0.7 * (right - left)
            elif (
                left < one.end
                and right > one.start
                and not (one.start <= left and right <= one.end)
            ):
                one.crosses = True

    # ------------------------------------------------------------------ stretches between marks

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
            clipped = [run for run in (clip(run, start, end) for run in self.groups[nth]) if run]
            if clipped:
                out.append(clipped)
        return out

    def between_marks(self) -> list[Candidate]:
        """A candidate for each stretch between marks that has a likely place."""
        out = []
        for span in self.marked:
            pieces = self.pieces(span.start, span.end)
            if not pieces:
                continue
            start, end = pieces[0].start, pieces[-1].end
            if end - start < 6:
                continue
            found = self.overlapping(start, end)
            weights = sorted(
                ((sum(map(self.rough, group)), nth) for nth, group in enumerate(found)),
                reverse=True,
            )
            one = None
            likely = [
                found[nth] for _, nth in weights[:5] if self._covers(found[nth], found, pieces)
            ]
            if likely:
                one = self._best(pieces, likely, found)
            if (one is None or one.matched < one.size * 0.7) and (
                span.sure or span.kind == "block"
            ):
                other = self._harder(pieces) if end - start <= 300 else None
                if other and (one is None or merit(other.laid) > merit(one.laid)):
                    one = other
            if one is not None:
                one.kind, one.span = span.kind, (span.start, span.end)
                one.sure = span.sure
                one.led = self.leads(span.start)
                out.append(one)
        return out

    def leads(self, start: int) -> bool:
        """Whether the words before a mark lead into what it opens: they do not end a sentence."""
        before = self.text[max(start - 24, 0) : max(start - 1, 0)]
        bare = before.rstrip()
        if not bare or (before[len(bare) :].count("\n") > 1 and bare[-1] != ":"):
            return False
        return bare[-1].isalnum() or bare[-1] in ":,;(—–-"

    def _covers(self, group: list[Run], all_: Sequence[list[Run]], pieces: Sequence[Piece]) -> bool:
        """Whether runs round the place of a group cover enough of a stretch to be worth a try."""
        low, high = group[0].text - alignment.FAR, group[-1].text + alignment.FAR
        near = [run for other in all_ for run in other if low < run.text < high]
        size = sum(end - start for start, end in pieces)
        return _reach(near) >= (0.3 if size > 60 else 0.15) * size

    def _best(
        self, pieces: list[Piece], seeds: Sequence[list[Run]], all_: Sequence[list[Run]]
    ) -> Candidate | None:
        """The best of some places for a stretch."""
        tried: list[tuple[float, list[Laid], list[Run]]] = []
        seen: set[tuple[int, int]] = set()
        for group in seeds:
            if any(low - 20 <= group[0].text <= high + 20 for low, high in seen):
                continue
            low, high = group[0].text, group[-1].text
            around = [
                run
                for other in all_
                for run in other
                if low - alignment.FAR < run.text < high + alignment.FAR
            ]
            if len(around) > 60:
                around = sorted(around, key=lambda run: -run.size)[:60]
            chain = colinear([*around, *group])
            if not any(run in chain for run in group):
                chain = colinear(group)
            laid = self.lay_pieces(pieces, chain, harder=not tried or len(pieces) == 1)
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
            best = self.lay_pieces(pieces, chain) or best
            top = merit(best)
        if top <= 0:
            return None
        others = [laid for value, laid, _ in tried[1:] if value >= top - 0.5]
        return Candidate(pieces[0].start, pieces[-1].end, best, "", others=others)

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

    def _harder(self, pieces: list[Piece]) -> Candidate | None:
        """A stretch without a group: its rarest shingles are followed to all their places."""
        start, end = pieces[0].start, pieces[-1].end
        count = self._count[start : end - GRAM + 1]
        if len(pieces) == 1 and (exact := self._whole_words(self.exact(start, end), end - start)):
            first, *others = ([whole(start, end, at)] for at in exact)
            return Candidate(start, end, first, "", others=others)
        known = np.flatnonzero(count)
        if not len(known):
            return None
        votes: dict[int, list[Run]] = {}
        taken: list[int] = []
        for at in known[np.argsort(count[known], kind="stable")].tolist():
            if any(abs(at - other) < 3 for other in taken):
                continue
            taken.append(at)
            place = self.corpus.places_of(self._found, start + at, 200)
            for text in place.tolist():
                votes.setdefault((text - at) // 48, []).append(Run(start + at, text, GRAM))
            if len(taken) >= 8:
                break
        ranked = sorted(
            votes.items(),
            key=lambda item: (-_reach([*item[1], *votes.get(item[0] + 1, ())]), item[0]),
        )[:12]
        groups = [colinear([*runs, *votes.get(key + 1, ())], far=400) for key, runs in ranked]
        one = self._best(pieces, groups, ())
        if one is not None:
            one.tries = max(len(votes), 1)
        return one

    def _whole_words(self, places: Sequence[int], size: int) -> list[int]:
        """Those of some places at which words begin and end; of long stretches, all."""
        if size > 24:
            return list(places)
        out = []
        for at in places[:200]:
            window = Window(self.corpus, max(at - 1, 0), at + size + 1)
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
            count = self._count[start : end - GRAM + 1]
            if not len(count) or not int(count.min()):
                return []
            rare = int(np.argmin(count))
            places = self.corpus.places_of(self._found, start + rare, most) - rare
        return self.corpus.equal(np.sort(places), own)

    # ------------------------------------------------------------------ what nothing announces

    def unannounced(self, taken: Sequence[tuple[int, int]], least: float = 42.0) -> list[Candidate]:
        """Candidates from groups whose letters no quotation has claimed yet."""
        out = []
        free = [left for group in self.groups if (left := _outside(group, taken))]
        self._free = sorted(free)
        self._free_starts = [group[0].query for group in self._free]
        self.learn((run.query, run.query + run.size) for group in free for run in group)
        weights = [
            sum(self.says(run.query, run.query + run.size) for run in group) for group in free
        ]
        covered: list[tuple[int, int]] = []
        for nth in sorted(range(len(free)), key=weights.__getitem__, reverse=True):
            group = free[nth]
            if weights[nth] < least:
                break
            low, high = group[0].query, group[-1].query + group[-1].size
            if any(min(b, high) - max(a, low) > (high - low) / 2 for a, b in covered):
                continue
            covered.append((low, high))
            one = self._extend(group)
            if one is not None:
                out.append(one)
        return out

    def _extend(self, group: list[Run]) -> Candidate | None:
        """A group as a candidate: runs around it that fit are taken in, ends moved word by word."""
        low, high = group[0].query - 400, group[-1].query + 400
        around = [
            run
            for other in self._free[
                bisect_left(self._free_starts, low - 400) : bisect_left(self._free_starts, high)
            ]
            for run in other
            if low < run.query < high and abs(run.text - group[0].text) < alignment.FAR
        ]
        chain = colinear([*around, *group])
        if not any(run in chain for run in group):
            chain = colinear(group)
        chain = self._cut_chain(chain, group)
        start, end = chain[0].query, chain[-1].query + chain[-1].size
        first, last = int(self._home[start]), int(self._home[end - 1]) + 1
        pieces = self.pieces(first, last)
        laid = self.lay_pieces(pieces, chain)
        if not laid:
            return None
        laid = settle(self, laid)
        return Candidate(laid[0].query, laid[-1].query_end, laid, "") if laid else None

    def _cut_chain(self, chain: list[Run], group: list[Run]) -> list[Run]:
        """The part of a chain round a group that may be one borrowing: with little of the essay's
        own in between, and no long omission without a sign.
        """

        def parted(one: Run, two: Run) -> bool:
            gap = two.query - one.query - one.size
            jump = abs(two.diagonal - one.diagonal)
            if gap >= 60:
                return True
            first, last = self._home[one.query + one.size - 1], self._home[two.query]
            if _QUOTE.search(self.text, int(first), int(last)):
                return True
            if jump <= 30:
                return False
            if marks.ellipses(self.text, int(first), int(last) + 1):
                return False
            return jump > 200 or gap > 12

        anchor = next((nth for nth, run in enumerate(chain) if run in group), 0)
        left = right = anchor
        while left and not parted(chain[left - 1], chain[left]):
            left -= 1
        while right + 1 < len(chain) and not parted(chain[right], chain[right + 1]):
            right += 1
        return chain[left : right + 1]

    # ------------------------------------------------------------------ near others

    def near(self, taken: Sequence[Candidate]) -> list[Candidate]:
        """Candidates for stretches between marks that stand beside a quotation, looked for once
        more and harder, in what surrounds that quotation's place.
        """
        out = []
        around: dict[int, tuple[Window, NDArray[np.uint64]]] = {}
        for span in self.marked:
            if not span.sure and span.kind != "block":
                continue
            pieces = self.pieces(span.start, span.end)
            if not pieces:
                continue
            start, end = pieces[0].start, pieces[-1].end
            if (
                not 6 <= end - start <= 600
                or _share(start, end, [(t.start, t.end) for t in taken]) > 0.2
            ):
                continue
            beside = sorted(
                (max(one.start - end, start - one.end, 0), nth)
                for nth, one in enumerate(taken)
                if max(one.start - end, start - one.end) < _BESIDE
            )[:2]
            known = np.zeros(SIGMA**4, bool)
            known[grams(self.own.symbols[start:end], 4)] = True
            best: Candidate | None = None
            for _, nth in beside:
                if nth not in around:
                    low, high = taken[nth].text
                    window = Window(self.corpus, max(low - _AROUND, 0), high + _AROUND)
                    around[nth] = window, grams(np.frombuffer(window.letters, np.uint8), 4)
                chain = self._fine(start, end, *around[nth], known)
                laid = self.lay_pieces(pieces, chain) if chain else []
                if laid and (best is None or merit(laid) > merit(best.laid)):
                    best = Candidate(
                        start, end, laid, span.kind, near=True, span=(span.start, span.end),
                        led=self.leads(span.start),
                    )  # fmt: skip
            if best is None or best.matched < best.size * 0.9:
                best = (
                    self._permuted(span, start, end, [around[nth][0] for _, nth in beside]) or best
                )
            if best is not None:
                out.append(best)
        return out

    def _permuted(
        self, span: marks.Marked, start: int, end: int, windows: Sequence[Window]
    ) -> Candidate | None:
        """A stretch whose words all stand side by side beside a neighbour, in another order."""
        own = sorted(form(found[0]) for found in WORD.finditer(self.text, span.start, span.end))
        if not 3 <= len(own) <= 12 or any(
            word not in one.letters for one in windows[:1] for word in own
        ):
            return None
        for window in windows:
            begins = window.begins(window.start, window.end)
            there = [window.slice(left, right) for left, right in pairwise([*begins, window.end])]
            for at in range(len(there) - len(own) + 1):
                if there[at] in own and sorted(there[at : at + len(own)]) == own:
                    text, stop = begins[at], begins[at] + sum(map(len, there[at : at + len(own)]))
                    blocks, edits = alignment.between(
                        self.query[start:end], window.slice(text, stop), start, text
                    )
                    laid = Laid(start, end, text, stop, tuple(blocks), edits)
                    return Candidate(
                        start, end, [laid], span.kind, near=True, span=(span.start, span.end),
                        permuted=True,
                    )  # fmt: skip
        return None

    def is_near(self, one: Candidate, others: Sequence[Candidate]) -> bool:
        """Whether another quotation near by is from near the same place."""
        low, high = one.text
        for other in others:
            if other is one or max(other.start - one.end, one.start - other.end) < 0:
                continue
            if max(other.start - one.end, one.start - other.end) < _BESIDE:
                left, right = other.text
                if max(left - high, low - right) < _AROUND:
                    return True
        return False

    def _fine(
        self,
        start: int,
        end: int,
        window: Window,
        there: NDArray[np.uint64],
        known: NDArray[np.bool_],
    ) -> list[Run]:
        """A chain of runs of five letters and more between a stretch and a window of the source."""
        here = grams(self.own.symbols[start:end], 4)
        places = np.flatnonzero(known[there])
        if not 2 <= len(places) <= 4000:
            return []
        order = np.argsort(here, kind="stable")
        ranked = here[order]
        left = np.searchsorted(ranked, there[places])
        right = np.searchsorted(ranked, there[places], "right")
        many = right - left
        text = np.repeat(places, many)
        rank = np.arange(len(text)) - np.repeat(np.cumsum(many) - many, many)
        query = order[np.repeat(left, many) + rank]
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


def _outside(group: list[Run], taken: Sequence[tuple[int, int]]) -> list[Run]:
    """The parts of a group's runs that no quotation has claimed."""
    low, high = group[0].query, max(run.query + run.size for run in group)
    near = [pair for pair in taken if pair[0] < high and low < pair[1]]
    if not near:
        return group
    out = []
    for run in group:
        at = run.query
        for left, right in [*sorted(near), (run.query + run.size, run.query + run.size)]:
            if left > at and (piece := clip(run, at, min(left, run.query + run.size))):
                out.append(piece)
            at = max(at, right)
    return out


def whole(start: int, end: int, text: int) -> Laid:
    """Letters that stand in the source just so."""
    return Laid(start, end, text, text + end - start, (Block(start, text, end - start),), 0)


def clip(run: Run, start: int, end: int) -> Run | None:
    """The part of a run in letters `[start, end)` of the essay; none of fewer than 6."""
    left, right = max(run.query, start), min(run.query + run.size, end)
    if right - left < 6:
        return None
    return Run(left, run.text + left - run.query, right - left)


def merit(laid: Sequence[Laid]) -> float:
    """How well pieces lie: letters matched, less edits; jumps cost a little."""
    total = sum(one.matched - 0.7 * one.edits for one in laid)
    total -= 0.4 * sum(float(np.log2(1 + one.skipped)) for one in laid)
    for one, two in pairwise(laid):
        total -= 0.2 * float(np.log2(1 + max(two.text - one.text_end, 0)))
    return total


def _reach(runs: Iterable[Run]) -> int:
    """How many letters of the essay some runs cover."""
    covered: set[int] = set()
    for run in runs:
        covered.update(range(run.query, run.query + run.size))
    return len(covered)


def _share(low: int, high: int, taken: Sequence[tuple[int, int]]) -> float:
    """Which part of a stretch has been taken."""
    covered = sum(max(min(high, b) - max(low, a), 0) for a, b in taken)
    return covered / max(high - low, 1)
