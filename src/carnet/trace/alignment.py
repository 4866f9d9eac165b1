"""Letter by letter: how a stretch of an essay lies on a stretch of the source.

The stretch is cut into *pieces* at its signs of omission. Each piece is laid on the source along
the runs that it shares with it: between runs on near diagonals by edit distance, across a jump as
a silent omission; its ends by trying the places where a word of the source begins or ends.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from carnet.trace import ends
from carnet.trace.chains import Run
from carnet.trace.laid import Block, Laid
from carnet.trace.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.corpus import Corpus
    from carnet.trace.query import Query

JUMP = 16
"""Letters by which two diagonals may differ within one alignment; more is an omission."""


def between(query: bytes, text: bytes, at: int, to: int) -> tuple[list[Block], int]:
    """The blocks of two stretches that begin at letters `at` and `to`, and the edits."""
    if query == text:
        return ([Block(at, to, len(query))] if query else []), 0
    if not query or not text:
        return [], max(len(query), len(text))
    found = Levenshtein.editops(query, text)
    blocks = [
        Block(at + one.a, to + one.b, one.size) for one in found.as_matching_blocks() if one.size
    ]
    return blocks, len(found)


def lay(
    query: Query, start: int, end: int, runs: Sequence[Run], corpus: Corpus, *, again: bool = True
) -> Laid:
    """A piece, letters `[start, end)` of the query, laid on the source along a chain of runs."""
    own = query.letters
    first, last = runs[0], runs[-1]
    size = end - start
    reach = ends.SLACK + size // 3 + 40
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
    head = ends.head(query, start, first, window)
    tail = ends.tail(query, end, last, window)
    if again:
        more = ends.omitted(query, start, end, runs, corpus, (head[2], tail[2]))
        if more:
            return lay(query, start, end, more, corpus, again=False)
    edges.append(head[:2])
    for left, right in itertools.pairwise(parts):
        one, two = left[-1], right[0]
        q0, t0 = one.query + one.size, one.text + one.size
        q1, t1 = two.query, two.text
        if q1 > q0:
            same = Prefix.similarity(own[q0:q1], window.slice(t0, t1))
            q0, t0 = q0 + same, t0 + same
            same = Postfix.similarity(own[q0:q1], window.slice(max(t0, t1 - (q1 - q0)), t1))
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
        found, changed = between(own[q0:q1], window.slice(t0, t1), q0, t0)
        blocks += found
        edits += changed
        if nth:
            edits += q0 - stops[nth - 1][0]
            skipped += max(t0 - stops[nth - 1][1], 0)
    edits += edges[0][0] - start + end - stops[-1][0]
    return Laid(start, end, edges[0][1], stops[-1][1], tuple(blocks), edits, skipped)


def _unbracketed(query: Query, start: int, end: int) -> tuple[int, int] | None:
    """The longest stretch of a piece outside brackets, where it has any; of five letters or more."""
    inner = [(a, b) for a, b in query.brackets if start <= a < b <= end]
    if not inner:
        return None
    edges = [start, *(edge for pair in inner for edge in pair), end]
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (left, right) if right - left >= 5 else None


def find_near(
    query: Query,
    start: int,
    end: int,
    corpus: Corpus,
    low: int,
    high: int,
    *,
    backwards: bool = False,
) -> Laid | None:
    """A short piece looked for in letters `[low, high)` of the source: exactly, else nearly."""
    piece = query.letters[start:end]
    window = Window(corpus, low, high, high if backwards else low - 1)
    if len(piece) < 3 or window.end - window.start < 3:
        return None
    at = window.letters.rfind(piece) if backwards else window.letters.find(piece)
    if at >= 0:
        at += window.start
        return Laid(start, end, at, at + len(piece), (Block(start, at, len(piece)),), 0)
    if bare := _unbracketed(query, start, end):
        left, right = bare
        own = query.letters[left:right]
        at = window.letters.rfind(own) if backwards else window.letters.find(own)
        if at >= 0:
            return lay(
                query, start, end, [Run(left, at + window.start, len(own))], corpus, again=False
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
        laid = lay(query, start, end, [run], corpus, again=False)
        if laid.matched >= 0.6 * len(piece) and (best is None or laid.edits < best.edits):
            best = laid
    return best
