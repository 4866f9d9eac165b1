"""Letter by letter: how a stretch of an essay lies on a stretch of the source.

The stretch is cut into *pieces* at its signs of omission. Each piece is laid on the source along
the runs that it shares with it: between runs on near diagonals by edit distance, across a jump as
a silent omission; its ends by trying the places where a word of the source begins or ends. What
comes out is blocks: equal letters on both sides, in order.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from carnet.trace.chains import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from carnet.trace.corpus import Corpus

JUMP = 16
"""Letters by which two diagonals may differ within one alignment; more is an omission."""

FAR = 14_000
"""Letters that an ellipsis may stand for: about six pages."""

_FIRM = 8  # letters of a block that vouches for the few beside it
_OMITTED = 260  # letters that may be left out without a sign near an end
_SLACK = 14  # letters beyond its own length in which an unmatched end is looked for


class Block(NamedTuple):
    """`size` letters of the essay from `query` on are those of the source from `text` on."""

    query: int
    text: int
    size: int


class Laid(NamedTuple):
    """A piece of an essay, letters `[query, query_end)`, on letters `[text, text_end)`."""

    query: int
    query_end: int
    text: int
    text_end: int
    blocks: tuple[Block, ...]
    edits: int
    skipped: int = 0  # letters of the source left out without a sign

    @property
    def matched(self) -> int:
        """Letters in blocks long enough not to be chance, or with but a letter exchanged between
        them and such a one.
        """
        total = 0
        for nth, block in enumerate(self.blocks):
            if block.size > 2 or any(
                other.size > _FIRM
                and other.text - other.query == block.text - block.query
                and other.query in (block.query + block.size + 1, block.query - other.size - 1)
                for other in self.blocks[max(nth - 1, 0) : nth + 2]
            ):
                total += block.size
        return total


class Essay(NamedTuple):
    """The letters of an essay, those at which its words begin, and its brackets."""

    letters: bytes
    begins: NDArray[np.int64]
    brackets: tuple[tuple[int, int], ...] = ()

    def words(self, start: int, end: int) -> int:
        """How many words letters `[start, end)` are; what stands in brackets is one word."""
        low, high = np.searchsorted(self.begins, (start, end))
        many = int(high - low)
        for left, right in self.brackets:
            if start <= left and right <= end:
                a, b = np.searchsorted(self.begins, (left, right))
                many -= max(int(b - a) - 1, 0)
        return many

    def starts(self, letter: int) -> bool:
        """Whether a word begins with a letter."""
        nth = int(self.begins.searchsorted(letter))
        return nth < len(self.begins) and int(self.begins[nth]) == letter

    def bracketed(self, start: int, end: int) -> int:
        """How many brackets stand in letters `[start, end)`."""
        return sum(start <= left and right <= end for left, right in self.brackets)

    def supplied(self, start: int, end: int) -> bool:
        """Whether all of letters `[start, end)` stand in brackets."""
        return any(left <= start and end <= right for left, right in self.brackets)


def word_edges(
    text: str, home: NDArray[np.int64], base: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each letter, whether a word begins with it, and whether one ends with it. `home` are the
    letters' code points; `text` begins at `base`.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    at = home - base
    inside = np.zeros(len(codes), bool)
    inside[at] = True
    apostrophe = (codes == 0x2019) | (codes == 0x27)
    inside[1:-1] |= apostrophe[1:-1] & inside[:-2] & inside[2:]
    before = np.concatenate((np.zeros(1, bool), inside[:-1]))
    after = np.concatenate((inside[1:], np.zeros(1, bool)))
    first, last = ~before[at], ~after[at]
    first[1:] &= at[1:] != at[:-1]
    last[:-1] &= at[1:] != at[:-1]
    return first, last


class Window:
    """A stretch of the source at hand, with the letters at which words begin and end. It is cut at
    the ends of the volume that letter `inside` is in.
    """

    def __init__(self, corpus: Corpus, start: int, end: int, inside: int) -> None:
        low, high = corpus.bounds(inside)
        self.start, self.end = max(start, low), min(end, high)
        self.end = max(self.end, self.start)
        self.letters = corpus.symbols(self.start, self.end).tobytes()
        self._corpus = corpus
        self._words: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def slice(self, start: int, end: int) -> bytes:
        start, end = start - self.start, end - self.start
        return self.letters[max(0, start) : max(0, end)]

    def _edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        if self._words is None:
            home = self._corpus.home(self.start, self.end)
            if not len(home):
                none = np.zeros(0, np.int64)
                self._words = none, none
                return self._words
            base = int(home[0])
            first, last = word_edges(self._corpus.text(base, int(home[-1]) + 2), home, base)
            self._words = (
                np.flatnonzero(first) + self.start,
                np.flatnonzero(last) + self.start + 1,
            )
        return self._words

    def begins(self, start: int, end: int) -> list[int]:
        """The letters in `[start, end]` at which a word begins."""
        own = self._edges()[0]
        return own[np.searchsorted(own, start) : np.searchsorted(own, end, "right")].tolist()  # type: ignore[no-any-return]

    def ends(self, start: int, end: int) -> list[int]:
        """The letters in `[start, end]` before which a word ends."""
        own = self._edges()[1]
        return own[np.searchsorted(own, start) : np.searchsorted(own, end, "right")].tolist()  # type: ignore[no-any-return]


def colinear(runs: Iterable[Run], far: int = FAR) -> list[Run]:
    """The heaviest list of runs that stand in one order on both sides."""
    ordered = sorted(set(runs))
    best: list[float] = []
    back: list[int] = []
    for nth, run in enumerate(ordered):
        weight, link = float(run.size), -1
        for other in range(max(nth - 60, 0), nth):
            one = ordered[other]
            if one.query >= run.query or one.text >= run.text:
                continue
            across, along = run.query - one.query - one.size, run.text - one.text - one.size
            least = -one.size // 2
            if along > far or along < least or across < least:
                continue
            jump = abs(along - across)
            overlap = max(0, -across, -along)
            cost = 0.0 if jump == 0 else 1.0 + min(jump, 40) / 10 + math.log2(1 + jump) / 2
            total = best[other] + run.size - overlap - cost
            if total > weight:
                weight, link = total, other
        best.append(weight)
        back.append(link)
    if not best:
        return []
    at = best.index(max(best))
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = back[at]
    return chain[::-1]


def equal_before(one: bytes, two: bytes) -> int:
    """How many letters two stretches share at their ends."""
    size = 0
    for left, right in zip(reversed(one), reversed(two), strict=False):
        if left != right:
            break
        size += 1
    return size


def equal_after(one: bytes, two: bytes) -> int:
    """How many letters two stretches share at their beginnings."""
    size = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        size += 1
    return size


def between(query: bytes, text: bytes, at: int, to: int) -> tuple[list[Block], int]:
    """The blocks of two stretches that begin at letters `at` and `to`, and the edits."""
    if query == text:
        return ([Block(at, to, len(query))] if query else []), 0
    if not query or not text:
        return [], max(len(query), len(text))
    blocks = []
    edits = 0
    for op in Levenshtein.opcodes(query, text):
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            blocks.append(Block(at + a, to + c, b - a))
        else:
            edits += max(b - a, d - c)
    return blocks, edits


def lay(
    essay: Essay, start: int, end: int, runs: Sequence[Run], corpus: Corpus, *, again: bool = True
) -> Laid:
    """A piece, letters `[start, end)` of the essay, laid on the source along a chain of runs."""
    query = essay.letters
    first, last = runs[0], runs[-1]
    size = end - start
    reach = _SLACK + size // 3 + 40
    window = Window(
        corpus,
        first.text - (first.query - start) - reach,
        last.text + (end - last.query) + reach,
        first.text,
    )
    # stretches of runs on near diagonals
    parts: list[list[Run]] = [[first]]
    for run in runs[1:]:
        before = parts[-1][-1]
        gap = run.query - before.query - before.size
        if abs(run.diagonal - before.diagonal) <= JUMP + max(gap, 0) // 2:
            parts[-1].append(run)
        else:
            parts.append([run])
    # where a jump lies: equal letters are taken from both sides first
    edges: list[tuple[int, int]] = []  # query and text at which each part begins
    stops: list[tuple[int, int]] = []
    head = _head(essay, start, first, window)
    tail = _tail(essay, end, last, window)
    if again:
        more = _omitted(essay, start, end, runs, corpus, (head[2], tail[2]))
        if more:
            return lay(essay, start, end, more, corpus, again=False)
    edges.append(head[:2])
    for left, right in itertools.pairwise(parts):
        one, two = left[-1], right[0]
        q0, t0 = one.query + one.size, one.text + one.size
        q1, t1 = two.query, two.text
        if q1 > q0:
            same = equal_after(query[q0:q1], window.slice(t0, t1))
            q0, t0 = q0 + same, t0 + same
            same = equal_before(query[q0:q1], window.slice(max(t0, t1 - (q1 - q0)), t1))
            q1, t1 = q1 - same, t1 - same
        if q1 < q0:  # both claim the same letters: the word that is whole keeps them
            cut = q0 - q1
            q0, t0 = q0 - cut, t0 - cut
        stops.append((q0, t0))
        edges.append((q1, t1))
    stops.append(tail[:2])
    blocks: list[Block] = []
    edits = skipped = 0
    for nth, ((q0, t0), (q1, t1)) in enumerate(zip(edges, stops, strict=True)):
        found, changed = between(query[q0:q1], window.slice(t0, t1), q0, t0)
        blocks += found
        edits += changed
        if nth:
            edits += q0 - stops[nth - 1][0]
            skipped += max(t0 - stops[nth - 1][1], 0)
    edits += edges[0][0] - start + end - stops[-1][0]
    return Laid(start, end, edges[0][1], stops[-1][1], tuple(blocks), edits, skipped)


def _omitted(
    essay: Essay, start: int, end: int, runs: Sequence[Run], corpus: Corpus, poor: tuple[bool, bool]
) -> list[Run]:
    """The runs, and those that an end which does not fit may have farther off: the critic has left
    words out without a sign.
    """
    query = essay.letters
    first, last = runs[0], runs[-1]
    found = list(runs)
    if poor[0]:
        window = Window(corpus, first.text - _OMITTED, first.text, first.text)
        for size in range(min(first.query - start, 40), 5, -1):
            at = window.letters.rfind(query[start : start + size])
            if at >= 0 and window.begins(at + window.start, at + window.start):
                found.insert(0, Run(start, at + window.start, size))
                break
    if poor[1]:
        after = last.query + last.size
        stop = last.text + last.size
        window = Window(corpus, stop, stop + _OMITTED, last.text)
        for size in range(min(end - after, 40), 5, -1):
            at = window.letters.find(query[end - size : end])
            stop = at + window.start + size
            if at >= 0 and window.ends(stop, stop):
                found.append(Run(end - size, at + window.start, size))
                break
    return found if len(found) > len(runs) else []


def _fits(
    essay: Essay, start: int, end: int, choices: Sequence[tuple[int, bytes]], *, head: bool
) -> tuple[int, bool]:
    """The choice whose letters are most like letters `[start, end)` of the essay, in letters and in
    the number of words; and whether even that is unlike. Choices come nearest first.
    """
    rest = essay.letters[start:end]
    many = essay.words(start, end)
    if not head and start < end and not essay.starts(start):
        many += 1  # the word that the run ends in
    spare = 0 if essay.supplied(start, end) else essay.bracketed(start, end)
    heed = 3.0 if essay.supplied(start, end) else 0.9
    best, least, fewest = choices[0][0], float("inf"), 0
    for words, (at, text) in enumerate(choices):
        if abs(len(text) - len(rest)) - 3 > least:
            continue
        edits = Levenshtein.distance(rest, text)
        cost = (
            edits
            + heed * max(words - many, many - spare - words, 0)
            + abs(len(text) - len(rest)) / 50
        )
        own = rest[:3] == text[:3] if head else rest[-3:] == text[-3:]
        if len(text) == 2 and heed < 1:
            own = own or (rest.startswith(text) if head else rest.endswith(text))
        if own or (len(rest) <= 2 and rest == (text[: len(rest)] if head else text[-len(rest) :])):
            cost -= 1.6
        if cost < least:
            best, least, fewest = at, cost, edits
    return best, fewest * 2 > len(rest) >= 6 and not essay.supplied(start, end)


def _head(essay: Essay, start: int, first: Run, window: Window) -> tuple[int, int, bool]:
    """Where in the source a piece begins whose first run is known; and whether that fits badly."""
    rest = essay.letters[start : first.query]
    lead = window.slice(max(first.text - len(rest), window.start), first.text)
    same = equal_before(rest, lead)
    at, to = first.query - same, first.text - same
    if at <= start:
        return start, to, False
    if at - start >= 5 and essay.letters[start:at] in window.slice(to, to + 160):
        return start, to, False  # the words stand there, but in another order
    reach = (at - start) + _SLACK + (at - start) // 3
    begins = window.begins(to - reach, to)[::-1]
    if not begins or begins[0] != to:
        begins.insert(0, to)
    best, poor = _fits(
        essay, start, at, [(one, window.slice(one, to)) for one in begins], head=True
    )
    return start, best, poor


def _tail(essay: Essay, end: int, last: Run, window: Window) -> tuple[int, int, bool]:
    """Where in the source a piece ends whose last run is known; and whether that fits badly."""
    at, to = last.query + last.size, last.text + last.size
    if at > end:
        return end, to - (at - end), False
    rest = essay.letters[at:end]
    same = equal_after(rest, window.slice(to, to + len(rest)))
    at, to = at + same, to + same
    if at >= end:
        return end, to, False
    if end - at >= 5 and essay.letters[at:end] in window.slice(to - 160, to):
        return end, to, False
    reach = (end - at) + _SLACK + (end - at) // 3
    ends = window.ends(to, to + reach)
    if not ends or ends[0] != to:
        ends.insert(0, to)
    best, poor = _fits(essay, at, end, [(one, window.slice(to, one)) for one in ends], head=False)
    return end, best, poor


def _unbracketed(essay: Essay, start: int, end: int) -> tuple[int, int] | None:
    """The longest stretch of a piece outside brackets, where it has any; of five letters or more."""
    inner = [(a, b) for a, b in essay.brackets if start <= a < b <= end]
    if not inner:
        return None
    edges = [start, *(edge for pair in inner for edge in pair), end]
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (left, right) if right - left >= 5 else None


def find_near(
    essay: Essay,
    start: int,
    end: int,
    corpus: Corpus,
    low: int,
    high: int,
    *,
    backwards: bool = False,
) -> Laid | None:
    """A short piece looked for in letters `[low, high)` of the source: exactly, else nearly."""
    piece = essay.letters[start:end]
    window = Window(corpus, low, high, high if backwards else low - 1)
    if len(piece) < 3 or window.end - window.start < 3:
        return None
    at = window.letters.rfind(piece) if backwards else window.letters.find(piece)
    if at >= 0:
        at += window.start
        return Laid(start, end, at, at + len(piece), (Block(start, at, len(piece)),), 0)
    if bare := _unbracketed(essay, start, end):
        left, right = bare
        own = essay.letters[left:right]
        at = window.letters.rfind(own) if backwards else window.letters.find(own)
        if at >= 0:
            return lay(
                essay, start, end, [Run(left, at + window.start, len(own))], corpus, again=False
            )
    # not just so: wherever a part of it stands, the rest may stand nearly so
    size = min(max(len(piece) // 3, 5), 8)
    best: Laid | None = None
    for offset in {0, (len(piece) - size) // 2, len(piece) - size}:
        part = piece[offset : offset + size]
        at = window.letters.rfind(part) if backwards else window.letters.find(part)
        if at < 0 or len(part) < 5:
            continue
        run = Run(start + offset, at + window.start, size)
        laid = lay(essay, start, end, [run], corpus, again=False)
        if laid.matched >= 0.6 * len(piece) and (best is None or laid.edits < best.edits):
            best = laid
    return best
