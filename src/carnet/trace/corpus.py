"""What quotations are looked for in: texts, their letters and their shingles, in one or more volumes.

All offsets outside of this module and `volume` are global: volumes follow each other, letters counted
through, code points counted through.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from carnet.trace.normal import GRAM
from carnet.trace.shingles import MOST, Seeds, beginning, hits, places, seeds, shorter
from carnet.trace.volume import JOINT, Unit, Volume

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_OFTEN = 2_000  # places of eight letters that are looked at
_FEW = 12  # places that are compared one by one


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

    def give_back(self) -> None:
        """Let the system have what was read of the files, until it is looked at again."""
        for volume in self.volumes:
            volume.give_back()

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
        return [
            seeds(volume.array, symbols, volume.steps, volume.give_back) for volume in self.volumes
        ]

    def hits(
        self, found: Sequence[Seeds], most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of places with the same shingle, of all volumes together; at most about `most`."""
        queries, texts = [], []
        for nth, volume in enumerate(self.volumes):
            query, text = hits(
                volume.array, found[nth], most // len(self.volumes), volume.give_back
            )
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
            (
                shorter(volume.array, volume.steps, keys, volume.give_back)
                for volume in self.volumes
            ),
            np.zeros(len(keys), np.int64),
        )
