"""A candidate: a stretch of an essay laid on the source, before it is decided what it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from carnet.trace.chains import Run
from carnet.trace.laid import Block, Laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.trace.sought import Sought, Wording


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
    strange: bool = False  # most of what the essay marks is from elsewhere
    inside: bool = False  # a small part of what stands between marks
    crosses: bool = False  # begins or ends between marks that it does not
    words: int = 0
    whole: float = 0.0  # the share of its words that stand in the source just so
    permuted: bool = False  # all its words stand there, in another order
    ends: float = 0.0  # of its first or last word, whichever is worse, how much stands there
    sought: Sought | None = None  # the words of a short one, and where they stand
    wording: Wording | None = None  # and what they say here
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
    def verbatim(self) -> bool:
        """Whether all its letters stand in the source just so, but for signs of omission."""
        return (
            self.edits == 0
            and all(len(laid.blocks) == 1 for laid in self.laid)
            and sum(laid.blocks[0].size for laid in self.laid) == self.size
        )

    @property
    def text(self) -> tuple[int, int]:
        """The hull in the source, in letters."""
        return self.laid[0].text, self.laid[-1].text_end


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
    total -= 0.4 * sum(math.log2(1 + one.skipped) for one in laid if one.skipped)
    for one, two in pairwise(laid):
        total -= 0.2 * math.log2(1 + max(two.text - one.text_end, 0))
    return total


def reach(runs: Iterable[Run]) -> int:
    """How many letters of the essay some runs cover."""
    covered = last = 0
    for start, end in sorted((run.query, run.query + run.size) for run in runs):
        if end > last:
            covered += end - max(start, last)
            last = end
    return covered


def share(low: int, high: int, taken: Sequence[tuple[int, int]]) -> float:
    """Which part of a stretch has been taken."""
    covered = sum(min(high, b) - max(low, a) for a, b in taken if a < high and low < b)
    return covered / max(high - low, 1)
