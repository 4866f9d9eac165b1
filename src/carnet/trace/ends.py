"""Where in the source a piece of an essay begins and ends whose first and last run are known."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from carnet.trace.chains import Run
from carnet.trace.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.trace.corpus import Corpus
    from carnet.trace.query import Query

_MUCH = 48  # letters that are unlike, of which only stretches about as long are tried
_OMITTED = 260  # letters that may be left out without a sign near an end
SLACK = 14
"""Letters beyond its own length in which an unmatched end is looked for."""


def head(query: Query, start: int, first: Run, window: Window) -> tuple[int, int, bool]:
    """Where in the source a piece begins whose first run is known; and whether that fits badly."""
    rest = query.letters[start : first.query]
    lead = window.slice(max(first.text - len(rest), window.start), first.text)
    same = Postfix.similarity(rest, lead)
    at, to = first.query - same, first.text - same
    if at <= start:
        return start, to, False
    if at - start >= 5 and query.letters[start:at] in window.slice(to, to + 160):
        return start, to, False  # the words stand there, but in another order
    reach = (at - start) + SLACK + (at - start) // 3
    begins = list(window.begins(to - reach, to)[::-1])
    if not begins or begins[0] != to:
        begins.insert(0, to)
    best, poor = _fits(query, start, at, window, begins, head=True)
    return start, best, poor


def tail(query: Query, end: int, last: Run, window: Window) -> tuple[int, int, bool]:
    """Where in the source a piece ends whose last run is known; and whether that fits badly."""
    at, to = last.query + last.size, last.text + last.size
    if at > end:
        return end, to - (at - end), False
    rest = query.letters[at:end]
    same = Prefix.similarity(rest, window.slice(to, to + len(rest)))
    at, to = at + same, to + same
    if at >= end:
        return end, to, False
    if end - at >= 5 and query.letters[at:end] in window.slice(to - 160, to):
        return end, to, False
    reach = (end - at) + SLACK + (end - at) // 3
    ends = list(window.ends(to, to + reach))
    if not ends or ends[0] != to:
        ends.insert(0, to)
    best, poor = _fits(query, at, end, window, ends, head=False)
    return end, best, poor


def _fits(
    query: Query, start: int, end: int, window: Window, choices: Sequence[int], *, head: bool
) -> tuple[int, bool]:
    """The choice from or up to which the letters are most like letters `[start, end)` of the essay,
    in letters and in the number of words; and whether even that is unlike. Choices come nearest
    first; the first is where what is known begins or ends.
    """
    rest = query.letters[start:end]
    size = len(rest)
    many = query.words(start, end)
    if not head and start < end and not query.starts(start):
        many += 1  # the word that the run ends in
    supplied = query.supplied(start, end)
    fewest_words = many - (0 if supplied else query.bracketed(start, end))
    heed = 3.0 if supplied else 0.9
    known = choices[0]
    # the length that fits best first: few others can then be better
    sizes = [abs(at - known) for at in choices]
    first = min(bisect_left(sizes, size), len(sizes) - 1)
    best, least, fewest = known, float("inf"), 0
    chosen = len(sizes)
    # of much that is unlike, nothing is known but about how long it is
    least_size = 2 * size // 3 if size > _MUCH else 0
    for words in (first, 0, *range(bisect_left(sizes, least_size), len(sizes))):
        apart = words - many if words > many else max(fewest_words - words, 0)
        price = heed * apart + abs(sizes[words] - size) / 50
        if abs(sizes[words] - size) + price - _OWN > least + 1e-9:
            if sizes[words] > size and words != first:
                break  # all that follow are longer still
            continue  # no edit distance is less than the difference in length
        at = choices[words]
        text = window.slice(at, known) if head else window.slice(known, at)
        edits = Levenshtein.distance(rest, text)
        cost = edits + price
        own = rest[:3] == text[:3] if head else rest[-3:] == text[-3:]
        if len(text) == 2 and heed < 1:
            own = own or (rest.startswith(text) if head else rest.endswith(text))
        if own or (size <= 2 and rest == (text[:size] if head else text[-size:])):
            cost -= _OWN
        if cost < least or (cost == least and words < chosen):
            best, least, fewest, chosen = at, cost, edits, words
    return best, fewest * 2 > size >= 6 and not supplied


_OWN = 1.6  # of its price is let off a choice that begins, or ends, as the essay does


def omitted(
    query: Query, start: int, end: int, runs: Sequence[Run], corpus: Corpus, poor: tuple[bool, bool]
) -> list[Run]:
    """The runs, and those that an end which does not fit may have farther off: the critic has left
    words out without a sign.
    """
    own = query.letters
    first, last = runs[0], runs[-1]
    found = list(runs)
    if poor[0]:
        window = Window(corpus, first.text - _OMITTED, first.text, first.text)
        for size in range(min(first.query - start, 40), 5, -1):
            at = window.letters.rfind(own[start : start + size])
            if at >= 0 and window.begins(at + window.start, at + window.start):
                found.insert(0, Run(start, at + window.start, size))
                break
    if poor[1]:
        after = last.query + last.size
        stop = last.text + last.size
        window = Window(corpus, stop, stop + _OMITTED, last.text)
        for size in range(min(end - after, 40), 5, -1):
            at = window.letters.find(own[end - size : end])
            stop = at + window.start + size
            if at >= 0 and window.ends(stop, stop):
                found.append(Run(end - size, at + window.start, size))
                break
    return found if len(found) > len(runs) else []
