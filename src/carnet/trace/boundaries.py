"""Where a borrowing begins and ends when no mark says so.

A run of equal letters may begin in the middle of a word by chance, and end before a word that was
changed. So ends are first moved inwards to a word that is whole on both sides, then outwards word
by word while the next ones agree: the same, nearly the same, or the same after one that differs.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from carnet.trace.alignment import between
from carnet.trace.laid import Block, Laid
from carnet.trace.normal import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace.corpus import Corpus
    from carnet.trace.search import Search

_LOOSE = re.compile(r"\[[^\[\]\n]{2,60}\](?![^\W_])|[^\W_]+(?:['’][^\W_]+)*|&")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_BARE = re.compile(rb"[^a-z0-9]")
QUOTES = '“”„«»"'
"""What an unmarked borrowing is not widened over."""

_REACH = 14  # words that are looked at beyond an end
_CHARS = 160


# the short forms of old English hands
_SHORT = {
    b"ye": b"the", b"yt": b"that", b"wch": b"which", b"wth": b"with", b"yr": b"your", b"yn": b"than",
    b"ym": b"them", b"wt": b"what", b"sd": b"said", b"wd": b"would", b"cd": b"could", b"shd": b"should",
}  # fmt: skip
ANY = b"\0"
"""Stands for words that the essay puts in brackets: they may be any word of the source."""


class Word(NamedTuple):
    """A word as its letters, and the code points that it stands on."""

    form: bytes
    start: int
    end: int


@lru_cache(maxsize=65536)
def form(word: str) -> bytes:
    """The letters of a word."""
    if word.isascii():
        return _BARE.sub(b"", word.lower().encode()) or b"and"
    return letters(word).symbols.tobytes()


def words(text: str, start: int = 0) -> list[Word]:
    """The words of a text; `start` is added to their offsets."""
    if "&" in text or "[" in text:
        return [
            Word(
                ANY if found[0][0] == "[" else form(found[0]),
                found.start() + start,
                found.end() + start,
            )
            for found in _LOOSE.finditer(text)
        ]
    return [
        Word(form(found[0]), found.start() + start, found.end() + start)
        for found in WORD.finditer(text)
    ]


def alike(one: bytes, two: bytes) -> bool:
    """Whether two words are one, but for a slip or an old spelling."""
    if one == two or ANY in (one, two):
        return True
    if _SHORT.get(one, one) == _SHORT.get(two, two):
        return True
    longer = max(len(one), len(two))
    return longer >= 3 and Levenshtein.distance(one, two) * 3 <= longer + 1


def agree(here: Sequence[bytes], there: Sequence[bytes]) -> tuple[int, int]:
    """How many words of two lists, from the front, belong together."""
    taken = left = right = 0
    budget = 0.0
    best = (0, 0)
    while left < len(here) and right < len(there):
        step = None
        for skip in range(3):  # words that differ before two agree again
            for a in range(skip + 1):
                b = skip - a
                for c, d in ((a, b),) if skip < 2 else ((a, b), (1, 1)):
                    if left + c < len(here) and right + d < len(there):
                        one, two = here[left + c], there[right + d]
                        if alike(one, two) and (not (c or d) or (len(one) > 2 and one == two)):
                            step = (c, d)
                            break
                if step:
                    break
            if step:
                break
        if step is None:
            joined = _joined(here, there, left, right)
            if joined is None:
                break
            left, right = left + joined[0], right + joined[1]
            budget += 3
            taken += 1
            best = (left, right)
            continue
        c, d = step
        one = here[left + c]
        budget += min(len(one), 6) - 5.0 * max(c, d)
        left, right = left + c + 1, right + d + 1
        if budget < -6:
            break
        if budget > 0:
            taken += 1
            best = (left, right)
    return best


def _joined(
    here: Sequence[bytes], there: Sequence[bytes], left: int, right: int
) -> tuple[int, int] | None:
    """Two words that are one on the other side, as at a line's end."""
    if left + 1 < len(here) and alike(here[left] + here[left + 1], there[right]):
        return 2, 1
    if right + 1 < len(there) and alike(here[left], there[right] + there[right + 1]):
        return 1, 2
    return None


def settle(search: Search, laid: list[Laid]) -> list[Laid]:
    """The pieces of an unmarked borrowing with their outer ends settled."""
    first = _settle_start(search, laid[0])
    if first is None:
        return []
    laid = [first, *laid[1:]]
    last = _settle_end(search, laid[-1])
    return [] if last is None else [*laid[:-1], last]


def _settle_start(search: Search, one: Laid) -> Laid | None:
    corpus = search.corpus
    inner = [block for block in one.blocks if block.size >= 6]
    if not inner:
        return None
    block = inner[0]
    end_q = search.home[block.query + block.size - 1] + 1
    size = block.size
    home = corpus.home(block.text, block.text + size)
    end_t = int(home[-1]) + 1
    at_q = search.home[block.query]
    begin_q = max(at_q - _CHARS, 0)
    begin_q += 1 + max(map(search.text[begin_q:at_q].rfind, QUOTES))
    lead_q = words(search.text[begin_q:end_q], begin_q)
    begin_t = max(int(home[0]) - _CHARS, 0)
    lead_t = words(corpus.text(begin_t, end_t), begin_t)
    # the first word that begins inside the block on both sides
    starts_q = _numbered([w.start for w in lead_q], search.own.home, 0)
    starts_t = _numbered([w.start for w in lead_t], home, block.text)
    for shift in range(size):
        q, t = block.query + shift, block.text + shift
        if q in starts_q and t in starts_t:
            nq, nt = starts_q[q], starts_t[t]
            break
    else:
        return one
    more = agree(
        [w.form for w in lead_q[max(nq - _REACH, 0) : nq]][::-1],
        [w.form for w in lead_t[max(nt - _REACH, 0) : nt]][::-1],
    )
    new_q = search.letter(lead_q[nq - more[0]].start)
    lead = _count(corpus, lead_t[nt - more[1]].start, lead_t[nt].start)
    return _again(search, one, new_q, one.query_end, t - lead, one.text_end)


def _settle_end(search: Search, one: Laid) -> Laid | None:
    corpus = search.corpus
    inner = [block for block in one.blocks if block.size >= 6]
    if not inner:
        return None
    block = inner[-1]
    size = block.size
    begin_q = search.home[block.query]
    last_q = search.home[block.query + size - 1]
    home = corpus.home(block.text, block.text + size)
    trail = search.text[last_q + 1 : last_q + _CHARS]
    stop = min((at for at in map(trail.find, QUOTES) if at >= 0), default=len(trail))
    trail_q = words(search.text[begin_q : last_q + 1 + stop], begin_q)
    begin_t = int(home[0])
    trail_t = words(corpus.text(begin_t, int(home[-1]) + _CHARS), begin_t)
    ends_q = _numbered([w.end for w in trail_q], search.own.home, 0)
    ends_t = _numbered([w.end for w in trail_t], home, block.text, ends=True)
    for shift in range(size, 0, -1):
        q, t = block.query + shift, block.text + shift
        if q in ends_q and t in ends_t:
            nq, nt = ends_q[q], ends_t[t]
            break
    else:
        return one
    more = agree(
        [w.form for w in trail_q[nq + 1 : nq + 1 + _REACH]],
        [w.form for w in trail_t[nt + 1 : nt + 1 + _REACH]],
    )
    new_q = search.letter(trail_q[nq + more[0]].end)
    more_t = _count(corpus, trail_t[nt].end, trail_t[nt + more[1]].end)
    return _again(search, one, one.query, new_q, one.text, t + more_t)


def _numbered(
    chars: Sequence[int], home: NDArray[Any], first: int, *, ends: bool = False
) -> dict[int, int]:
    """For each of some code points, the letter that stands there or next (letters counted from
    `first`), with its number among them; `ends` takes the end of the letters, too.
    """
    at = home.searchsorted(np.array(chars, home.dtype))
    inside = np.flatnonzero(at < len(home) + ends)
    stop = int(home[-1]) + 1 if ends else 0
    return {first + int(at[n]): n for n in inside.tolist() if not ends or chars[n] <= stop}


def _count(corpus: Corpus, start: int, end: int) -> int:
    """How many letters a stretch of the source holds."""
    return len(letters(corpus.text(start, end)).symbols) if end > start else 0


def _again(search: Search, one: Laid, q0: int, q1: int, t0: int, t1: int) -> Laid | None:
    """A piece with other ends: its blocks made anew where they moved."""
    if q1 <= q0 or t1 <= t0:
        return None
    if (q0, q1, t0, t1) == (one.query, one.query_end, one.text, one.text_end):
        return one
    inner = [
        b
        for b in (_clipped(b, q0, q1, t0, t1) for b in one.blocks)
        if b is not None and b.size >= 4
    ]
    if not inner:
        return None
    first, last = inner[0], inner[-1]
    corpus = search.corpus
    head, e0 = between(
        search.query[q0 : first.query], corpus.symbols(t0, first.text).tobytes(), q0, t0
    )
    q2, t2 = last.query + last.size, last.text + last.size
    tail, e1 = between(search.query[q2:q1], corpus.symbols(t2, t1).tobytes(), q2, t2)
    middle = [b for b in one.blocks if first.query < b.query < last.query]
    middle = [first, *middle, last] if first != last else [first]
    edits = e0 + e1
    for a, b in itertools.pairwise(middle):
        gap = b.query - a.query - a.size, b.text - a.text - a.size
        edits += max(gap) if max(gap) < 60 else gap[0]
    return Laid(q0, q1, t0, t1, (*head, *middle, *tail), edits, one.skipped)


def _clipped(block: Block, q0: int, q1: int, t0: int, t1: int) -> Block | None:
    """What of a block lies within both stretches."""
    off = max(q0 - block.query, t0 - block.text, 0)
    size = min(block.query + block.size, q1, block.query + t1 - block.text) - block.query
    return Block(block.query + off, block.text + off, size - off) if size > off else None
