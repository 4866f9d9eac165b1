"""How much letters say: bits under a letter model of the source, so that a phrase which the writer
repeats says little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from carnet.trace.normal import GRAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from carnet.trace.chains import Run
    from carnet.trace.corpus import Corpus
    from carnet.trace.laid import Laid
    from carnet.trace.shingles import Seeds

_USUAL = 4_600_000  # letters of a life's writing, in which the weights were learnt
_UNSEEN = 0.2  # of a letter's chance where its seven forerunners were never seen before


class Surprise:
    """The letter model of a corpus, for the shingles of one essay. `found` is where they stand;
    `once` says that the essay itself is in the corpus, and does not count.
    """

    def __init__(self, corpus: Corpus, found: Sequence[Seeds], size: int, *, once: bool) -> None:
        self.corpus = corpus
        self._found = found
        none = np.zeros(max(size - GRAM + 1, 0), np.int64)
        self.count = sum((one.many for one in found), none) - once
        each = self._surprise(np.maximum(self.count - 1, 0), 0.5) / GRAM
        # in a small archive less is found by chance, and what is found there says more
        self.shift = float(np.clip(np.log2(_USUAL / max(corpus.size, 2)), -4.0, 6.0))
        self.each = np.concatenate((np.zeros(1), np.cumsum(each)))
        self._known = np.zeros(len(self.count), bool)
        self._first = np.zeros(len(self.count))
        self._then = np.zeros(len(self.count))

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
        last = min(run.query + count, len(self.each) - 1)
        return float(self.each[last] - self.each[min(run.query, last)]) * run.size / count

    def learn(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Look up, for all shingles of some stretches of the essay, how surprising each letter is."""
        size = len(self.count)
        wanted = np.zeros(size + 1, np.int64)
        for start, end in stretches:
            if end - start >= GRAM:
                wanted[start] += 1
                wanted[min(end - GRAM + 1, size)] -= 1
        at = np.flatnonzero((np.cumsum(wanted[:-1]) > 0) & ~self._known)
        if not len(at):
            return
        whole = np.maximum(self.count[at] - 1, 0)
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
        total = self.shift
        for one in laid:
            total += sum(self.says(block.query, block.query + block.size) for block in one.blocks)
            total -= 1.5 * one.edits
        return total
