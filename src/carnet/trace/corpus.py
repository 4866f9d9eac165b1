"""What quotations are looked for in: texts, their letters and their shingles, in one or more volumes.

A *unit* is an entry, or a piece of front or back matter; units stand in the order of their source,
so that a quotation may run from one into the next. A *volume* is some units with one sorted array;
it lies in memory or in files that are mapped. All offsets outside this module are global: volumes
follow each other, letters counted through, code points counted through.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from carnet.trace.normal import GRAM, grams, letters
from carnet.trace.shingles import MOST, STEP, Seeds, beginning, hits, packed, places, seeds, shorter
from carnet.trace.words import NONE, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

JOINT = "\n\n"
"""Stands between two units of a volume."""

_WIDTHS = {1: ("latin-1", 1), 2: ("utf-16-le", 2), 4: ("utf-32-le", 4)}
_CODES = {1: "<u1", 2: "<u2", 4: "<u4"}


_APOSTROPHES = (0x27, 0x2019)
_OFTEN = 2_000  # places of eight letters that are looked at
_FEW = 12  # places that are compared one by one


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
        steps: NDArray[np.uint64] | None = None,
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


class Place(NamedTuple):
    """Where a stretch stands: the unit, code points of its text, and the words."""

    unit: Unit
    start: int
    end: int
    text: str


class Corpus:
    """Volumes as one text."""

    def __init__(self, volumes: Sequence[Volume]) -> None:
        self.volumes = list(volumes)
        self._letters = [0]
        self._chars = [0]
        for volume in self.volumes:
            self._letters.append(self._letters[-1] + len(volume.symbols) + GRAM)
            self._chars.append(self._chars[-1] + volume.length + 2)
        self.size = self._letters[-1]

    @classmethod
    def of(cls, units: Iterable[tuple[Unit, str]]) -> Corpus:
        """A corpus in memory; as many volumes as its letters need."""
        volumes: list[Volume] = []
        held: list[tuple[Unit, str]] = []
        size = 0
        for unit, text in units:
            if held and size + 2 * len(text) > MOST:
                volumes.append(Volume.of(held))
                held, size = [], 0
            held.append((unit, text))
            size += len(text)
        if held or not volumes:
            volumes.append(Volume.of(held))
        return cls(volumes)

    # ------------------------------------------------------------------ where

    def volume_at(self, letter: int) -> int:
        if len(self.volumes) == 1:
            return 0
        return min(max(bisect_right(self._letters, letter), 1), len(self.volumes)) - 1

    def symbols(self, start: int, end: int) -> NDArray[np.uint8]:
        """Letters `[start, end)`, cut at the ends of the volume that `start` is in."""
        nth = self.volume_at(start)
        base = self._letters[nth]
        return self.volumes[nth].read(max(start - base, 0), max(end - base, 0))

    def home(self, start: int, end: int) -> NDArray[np.int64]:
        """The code points of letters `[start, end)`."""
        nth = self.volume_at(start)
        base = self._letters[nth]
        own = self.volumes[nth].home[max(start - base, 0) : max(end - base, 0)]
        return own.astype(np.int64) + self._chars[nth]

    def char(self, letter: int) -> int:
        """The code point of a letter."""
        nth = self.volume_at(letter)
        return int(self.volumes[nth].home[letter - self._letters[nth]]) + self._chars[nth]

    def edges(self, start: int, end: int) -> list[int]:
        """The letters in `[start, end]` with which a word begins, or before which one ends; both
        must be in one volume.
        """
        nth = self.volume_at(start)
        base = self._letters[nth]
        return (self.volumes[nth].edges(start - base, end - base) + base).tolist()  # type: ignore[no-any-return]

    def whole(self, places: Sequence[int], size: int) -> list[int]:
        """Those of some places, in order, at which `size` letters are whole words."""
        out: list[int] = []
        every = np.array(places, np.int64)
        for nth, volume in enumerate(self.volumes):
            base = self._letters[nth]
            here = every[(every >= base) & (every < self._letters[nth + 1])]
            if len(here):
                out += here[volume.whole(here - base, size)].tolist()
        return out

    def bounds(self, letter: int) -> tuple[int, int]:
        """The first letter and the end of the volume that a letter is in."""
        nth = self.volume_at(letter)
        return self._letters[nth], self._letters[nth] + len(self.volumes[nth].symbols)

    def text(self, start: int, end: int) -> str:
        """Code points `[start, end)`."""
        nth = min(bisect_right(self._chars, start), len(self.volumes)) - 1
        base = self._chars[nth]
        return self.volumes[nth].text(start - base, end - base)

    def unit_at(self, char: int) -> tuple[Unit, int, int, bool]:
        """The unit that a code point is in, where it begins and ends, and whether it may be read."""
        nth = min(bisect_right(self._chars, char), len(self.volumes)) - 1
        base, volume = self._chars[nth], self.volumes[nth]
        at = int(np.searchsorted(volume.starts, char - base, side="right")) - 1
        at = min(max(at, 0), len(volume.starts) - 2)
        start = int(volume.starts[at]) + base
        end = int(volume.starts[at + 1]) + base - len(JOINT)
        return volume.units[at], start, end, at not in volume.dead

    def units(self) -> Iterator[tuple[Unit, tuple[int, int]]]:
        """Every unit that may be read, and its letters `[start, end)`."""
        for nth, volume in enumerate(self.volumes):
            edges = np.searchsorted(volume.home, volume.starts) + self._letters[nth]
            for at, unit in enumerate(volume.units):
                if at not in volume.dead:
                    yield unit, (int(edges[at]), int(edges[at + 1]))

    def places(self, start: int, end: int) -> list[Place]:
        """The units that a stretch of code points runs over, and its offsets in each."""
        out = []
        at = start
        while at < end:
            unit, left, right, _ = self.unit_at(at)
            if at < right:
                stop = min(end, right)
                out.append(Place(unit, at - left, stop - left, self.text(at, stop)))
            at = max(right + len(JOINT), at + 1)
        return out

    # ------------------------------------------------------------------ what

    def spread(
        self, numbers: NDArray[np.uint32]
    ) -> tuple[int, list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
        """How many words there are; and for each volume where some of them stand in its sorted
        array, and how often.
        """
        total = sum(len(volume.words.numbers) for volume in self.volumes)
        return total, [volume.words.spread(numbers) for volume in self.volumes]

    def letters_before(self, nth: int) -> int:
        """The first letter of a volume."""
        return self._letters[nth]

    def seeds(self, symbols: NDArray[np.uint8]) -> list[Seeds]:
        """The shingles of a query in each volume."""
        return [seeds(volume.array, symbols, volume.steps) for volume in self.volumes]

    def hits(
        self, found: Sequence[Seeds], most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of places with the same shingle, of all volumes together; at most about `most`."""
        queries, texts = [], []
        for nth, volume in enumerate(self.volumes):
            query, text = hits(volume.array, found[nth], most // len(self.volumes))
            if volume.has_dead:
                lives = volume.living(text)
                query, text = query[lives], text[lives]
            queries.append(query)
            texts.append(text + self._letters[nth])
        return np.concatenate(queries), np.concatenate(texts)

    def places_of(self, found: Sequence[Seeds], query: int, most: int) -> NDArray[np.int64]:
        """The places of the shingle at one place of a query; at most `most` of each volume."""
        out = []
        for nth, volume in enumerate(self.volumes):
            count = min(int(found[nth].many[query]), most)
            here = places(volume.array, int(found[nth].first[query]), count)
            if volume.has_dead:
                here = here[volume.living(here)]
            out.append(here + self._letters[nth])
        return np.concatenate(out)

    def beginning(self, symbols: NDArray[np.uint8]) -> NDArray[np.int64]:
        """The places at which fewer than eight letters stand."""
        out = []
        for nth, volume in enumerate(self.volumes):
            here = beginning(volume.array, symbols)
            if volume.has_dead:
                here = here[volume.living(here)]
            out.append(here + self._letters[nth])
        return np.concatenate(out)

    def equal(self, places: NDArray[np.int64], own: NDArray[np.uint8]) -> list[int]:
        """Those of some places at which just these letters stand."""
        size = len(own)
        found: list[int] = []
        for nth, volume in enumerate(self.volumes):
            base, last = self._letters[nth], len(volume.symbols) - size
            here = places - base
            here = here[(here >= 0) & (here <= last)]
            # letter by letter while there are many: after a few, hardly a place is left
            offset = 0
            while len(here) > _FEW and offset < size:
                here = here[volume.symbols[here + offset] == own[offset]]
                offset += 1
            if offset < size and len(here):
                said = own.tobytes()
                here = here[
                    [volume.symbols[at : at + size].tobytes() == said for at in here.tolist()]
                ]
            found += (here + base).tolist()
        return sorted(found)

    def standing(self, own: NDArray[np.uint8]) -> list[int]:
        """The places at which just these letters stand, eight at least; none where their rarest
        eight stand in too many.
        """
        found = self.seeds(own)
        count = sum((one.many for one in found), np.zeros(len(found[0].many), np.int64))
        if not len(count) or not 0 < int(count.min()) <= _OFTEN:
            return []
        rare = int(np.argmin(count))
        return self.equal(self.places_of(found, rare, _OFTEN) - rare, own)

    def shorter(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """How often each shingle occurs when its last letter is left open."""
        return sum(
            (shorter(volume.array, volume.steps, keys) for volume in self.volumes),
            np.zeros(len(keys), np.int64),
        )
