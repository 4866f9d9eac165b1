"""The words of a short stretch and where they stand best; and what they say for a candidate there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from carnet.trace.chains import Run

_RARE = 15.0  # bits of a word that is only alike
_MOSTLY = 0.6
_LIKE = 0.6  # of its letters that then must be the same


class Wording(NamedTuple):
    """What the words of a short stretch say at the place of a candidate, in bits: those in their
    places (`said`), all of them (`all`), and the same at the best place that has other words
    (`next`); `chance` is what words say by chance somewhere in so long a text. `copies` are further
    places with the same words.
    """

    said: float
    all: float
    next: float
    chance: float
    copies: int = 0


class Sought(NamedTuple):
    """The words of a stretch: the letters that they begin with and end before, their bits; and the
    places where most of them stand, best first: what they say there, the letter of the source where
    the first would stand, and what words stand there instead.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    bits: NDArray[np.float64]
    said: NDArray[np.float64]
    letters: NDArray[np.int64]
    words: NDArray[np.uint32]
    chance: float
    runs: tuple[Run, ...] = ()
    """How it lies at the very best place."""
    volume: int = 0
    first: int = 0
    """The volume and the number of the word that the very best place begins with."""
    all: bool = False
    """Whether all words stand there."""

    @property
    def known(self) -> bool:
        """Whether most of what they say stands somewhere."""
        return bool(len(self.said)) and float(self.said[0]) > _MOSTLY * float(self.bits.sum())

    def _near(self, text: int) -> NDArray[np.bool_]:
        size = int(self.ends[-1] - self.starts[0]) + 24
        near: NDArray[np.bool_] = np.abs(self.letters - text) < size
        return near

    def at(self, text: int) -> float:
        """What the words say that stand at a letter of the source or near it."""
        return float(self.said[self._near(text)].max(initial=0.0))

    def wording(self, text: int, equal: NDArray[np.bool_], start: int) -> Wording:
        """What they say where a candidate lies: at letter `text`; `equal` says which letters of the
        essay, from `start` on, the source has there.
        """
        near = self._near(text)
        nearest = np.flatnonzero(near)  # best first
        here, copies = 0.0, 0
        others = ~near
        if len(nearest):
            here = float(self.said[nearest[0]])
            same = others & (self.words == self.words[nearest[0]]).all(axis=1)
            copies = int(same.sum())
            others &= ~same
        share = np.add.reduceat(equal, self.starts - start, dtype=float) / (self.ends - self.starts)
        alike = np.where(share >= 1.0, self.bits, np.minimum(self.bits, _RARE) * share * share)
        return Wording(
            max(here, float(alike[share >= _LIKE].sum())),
            float(self.bits.sum()),
            float(self.said[others].max(initial=0.0)),
            self.chance,
            copies,
        )
