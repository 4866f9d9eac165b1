"""A volume: some units, their text, their letters and the sorted arrays of their shingles and words.

A *unit* is an entry, or a piece of front or back matter; units stand in the order of their source, so
that a quotation may run from one into the next. A volume lies in memory or in files that are mapped.
Its offsets are its own: letters and code points counted from its beginning.
"""

from __future__ import annotations

import mmap
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from carnet.trace.normal import grams, letters
from carnet.trace.shingles import MOST, STEP, packed
from carnet.trace.words import NONE, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

JOINT = "\n\n"
"""Stands between two units of a volume."""

_UNNEEDED: Final[int] = getattr(mmap, "MADV_DONTNEED", -1)
_LARGE: Final = 1 << 28 if _UNNEEDED >= 0 else sys.maxsize  # bytes of files; Windows cannot be told
_WIDTHS = {1: ("latin-1", 1), 2: ("utf-16-le", 2), 4: ("utf-32-le", 4)}
_CODES = {1: "<u1", 2: "<u2", 4: "<u4"}


_APOSTROPHES = (0x27, 0x2019)


class Unit(NamedTuple):
    """An entry, or a piece of matter (`entry` is then None), and where its text came from.

    `cuts` are the sealed stretches that are gone from the text, in code points of the whole entry;
    `start` is where the whole entry begins in the source's reading text.
    """

    entry: str | None
    source: str
    start: int
    cuts: tuple[tuple[int, int], ...] = ()
    digest: str = ""

    def home(self, at: int, *, end: bool = False) -> int:
        """The offset in the source's reading text of an offset in the unit's text. At a cut, the
        end of a stretch stands before what was cut, and a beginning after it.
        """
        for left, right in self.cuts:
            if at < left or (end and at == left):
                break
            at += right - left
        return self.start + at


class Volume:
    """Some units, their text, letters and shingles."""

    def __init__(
        self, units: Sequence[Unit], starts: NDArray[np.int64], text: bytes | memoryview, width: int,
        symbols: NDArray[np.uint8], home: NDArray[np.int32], array: NDArray[np.uint64],
        dead: Iterable[int] = (), count: int | None = None, said: Words = NONE,
        steps: NDArray[np.uint64] | None = None, maps: Sequence[mmap.mmap] = (),
    ) -> None:  # fmt: skip
        self.units = units
        self.starts = starts  # where each unit's text begins, and at last the end of the text
        self._text = text
        self._encoding, self._width = _WIDTHS[width]
        self._codes = np.frombuffer(text, _CODES[width])
        self.width = width
        self.symbols = symbols
        self.home = home
        self.array = array
        self.steps = array[::STEP].copy() if steps is None else steps
        self.words = said
        self.dead = frozenset(dead)
        self._count = len(units) if count is None else count
        self._alive = self._mask()
        self._maps = maps if sum(map(len, maps)) > _LARGE else ()

    def give_back(self) -> None:
        """Let the system have the memory that its files were read into. They are mapped: what is
        looked at again is there again. Else an essay would have had nearly all of a large archive
        in memory at its end, though it looked at little.
        """
        for held in self._maps:
            held.madvise(_UNNEEDED)

    @classmethod
    def of(cls, units: Sequence[tuple[Unit, str]]) -> Volume:
        """A volume of texts. Of one that would be longer than a place can say, `ValueError`."""
        text = JOINT.join(text for _, text in units)
        sizes = np.fromiter((len(text) + len(JOINT) for _, text in units), np.int64, len(units))
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        normal = letters(text)
        if len(normal.symbols) > MOST:
            raise ValueError("too many letters for one volume")
        top = max(map(ord, (max(t, default="") or " " for _, t in units)), default=0)
        width = 1 if top < 0x100 else 2 if top < 0x10000 else 4
        data = text.encode(_WIDTHS[width][0], "surrogatepass")
        keys = grams(normal.symbols)
        said = words(normal.symbols, normal.home, keys)
        array = packed(keys)
        return cls(
            [u for u, _ in units], starts, data, width, normal.symbols, normal.home, array, said=said
        )  # fmt: skip

    def _mask(self) -> NDArray[np.bool_] | None:
        """Which units live, where some do not: what they say is never looked at again."""
        if not self.dead:
            return None
        alive = np.ones(self._count, bool)
        alive[list(self.dead)] = False
        return alive

    def living(self, letter: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which letters belong to units that may be read."""
        assert self._alive is not None
        unit = np.searchsorted(self.starts, self.home[letter], side="right") - 1
        return self._alive[unit]

    def living_words(self, words: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which words belong to units that may be read."""
        return self.living(self.words.begins[words].astype(np.int64))

    @property
    def has_dead(self) -> bool:
        return self._alive is not None

    @property
    def data(self) -> bytes | memoryview:
        """The text as it is stored."""
        return self._text

    def text(self, start: int, end: int) -> str:
        width = self._width
        start, end = max(start, 0), max(end, 0)
        said = bytes(self._text[start * width : end * width]).decode(
            self._encoding, "surrogatepass"
        )
        for nth in self.dead:
            left, right = int(self.starts[nth]), int(self.starts[nth + 1])
            if left < end and start < right:
                left, right = max(left - start, 0), min(right - start, len(said))
                said = said[:left] + " " * (right - left) + said[right:]
        return said

    def read(self, start: int, end: int) -> NDArray[np.uint8]:
        """Letters `[start, end)`; those that may not be read are no letter at all."""
        own = self.symbols[start:end]
        if not self.dead:
            return own
        return np.where(self.living(np.arange(start, start + len(own))), own, 0).astype(np.uint8)

    def edges(self, start: int, end: int) -> NDArray[np.int64]:
        """The letters in `[start, end]` with which a word begins, or before which one ends."""
        low = max(start - 1, 0)
        found = np.flatnonzero(parted(self.home[low : end + 1], self._codes)) + (low + 1)
        head, tail = start == 0, end == len(self.symbols)
        if not head and not tail:
            return found
        return np.concatenate((np.zeros(int(head), np.int64), found, np.full(int(tail), end)))

    def whole(self, places: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
        """At which of some places `size` letters are whole words."""
        count = len(self.symbols)
        both = np.concatenate((places, places + size))
        inner = np.clip(both, 1, count - 1)
        pairs = np.stack((self.home[inner - 1], self.home[inner]))
        apart = parted(pairs, self._codes)[0] | (both <= 0) | (both >= count)
        fits: NDArray[np.bool_] = apart[: len(places)] & apart[len(places) :]
        return fits

    @property
    def length(self) -> int:
        """Code points."""
        return len(self._text) // self._width


def parted(home: NDArray[np.int32], codes: NDArray[Any]) -> NDArray[np.bool_]:
    """Between which letters something stands that parts words: anything but one apostrophe. `home`
    are the letters' places among the `codes` of the text.
    """
    gap = np.diff(home, axis=0)
    apart = gap > 1
    one = np.nonzero(gap == 2)
    sign = codes[home[one] + 1]
    apart[one] = (sign != _APOSTROPHES[0]) & (sign != _APOSTROPHES[1])
    return apart
