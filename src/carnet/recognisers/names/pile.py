"""Names of many texts, to which the weights are applied together.

A sum over some eighty figures, of which most are nothing, takes Python longer than to find the figures;
for a thousand names at once it takes next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from carnet.recognisers.names.features import COMMON, OWN, pack_common, pack_own, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from carnet.recognisers.names.asawhole import Unlinked
    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.looked import Looked, Looking
    from carnet.recognisers.names.namebook import Form
    from carnet.recognisers.names.weighing import Weighed

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

_HIGH: Final = 2000  # rows
_BEHIND: Final = 5.0  # a record so far behind at the first look is never the best in the end


class Place(NamedTuple):
    """Where a name stands."""

    text: int
    day: int
    start: int
    end: int
    form: Form


class Found(NamedTuple):
    """A stretch of a text, what it most likely names, and how likely that is."""

    start: int
    end: int
    form: Form
    target: str
    why: int
    chance: float
    any: float = 0.0  # how likely it is that any of the records is meant


class Pile:
    """Gathers names with what speaks for their records, and tells a second look of them."""

    def __init__(self, weights: Sequence[float], looking: Looking, unlinked: Unlinked) -> None:
        self._common, self._own = np.split(np.asarray(weights, float), [len(COMMON)])
        self._looking, self._unlinked = looking, unlinked
        self._places: list[Place] = []
        self._number: list[int] = []  # of each of them among all names
        self._why: list[NDArray[np.int32]] = []
        # ---- those whose odds are not known yet
        self._first = 0  # place
        self._figures: tuple[list[bytes], list[bytes]] = [], []  # of names, and of their records
        self._sizes: list[int] = []
        self._records: list[int] = []
        self._new: list[tuple[int, tuple[float, float]]] = []
        self._nobody: list[bool] = []
        self._whole: list[bool] = []

    def add(
        self, place: Place, weighed: Weighed, new: tuple[float, float] | None, *, nobody: bool, whole: bool
    ) -> None:  # fmt: skip
        """Take in a name. `new`: what all texts say of its form as an abbreviation, where that was never
        linked; `nobody`: it is known to mean none of the records; `whole`: all of these are kept.
        """
        if new is not None:
            self._new.append((len(self._sizes), new))
        self._places.append(place)
        self._nobody.append(nobody)
        self._whole.append(whole or new is not None)
        of_names, of_records = self._figures
        of_names.append(pack_common(*weighed.common))
        of_records += [pack_own(*own) for own in weighed.own]
        self._sizes.append(len(weighed.own))
        self._records += self._looking.numbers(weighed.targets)
        if len(self._records) >= _HIGH:
            self.settle()

    def settle(self) -> None:
        """Weigh what was gathered, and tell of it."""
        if not self._sizes:
            return
        of_names, of_records = self._figures
        shared = np.frombuffer(b"".join(of_names)).reshape(-1, len(COMMON)) @ self._common
        own = np.frombuffer(b"".join(of_records)).reshape(-1, len(OWN))
        sizes, records = np.array(self._sizes), np.array(self._records)
        first, name = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
        odds = own @ self._own + shared[name]
        number = self._looking.names
        for at, form in self._new:
            a = int(first[at])
            figures = own[a : a + int(sizes[at])]
            self._unlinked.add(number + at, float(shared[at]), figures, form)
        # of forms that were linked, the records that are not far behind the best
        kept = odds > np.maximum.reduceat(odds, first)[name] - _BEHIND
        kept |= np.array(self._whole)[name]
        why, said = reasons(own), np.where(np.array(self._nobody), 0, -1)[name]
        places = self._places[self._first :]
        self._number += range(number, number + len(places))
        self._why.append(why[kept].astype(np.int32))
        names = [(place.form.key, place.text, place.day) for place in places]
        sizes = np.bincount(name[kept], minlength=len(sizes))
        self._looking.extend(names, sizes, records[kept], odds[kept], said[kept])
        self._first = len(self._places)
        self._figures = [], []
        self._sizes, self._records, self._new, self._nobody, self._whole = [], [], [], [], []

    def best(self, looked: Looked, chance: Floats) -> Iterator[tuple[int, Found]]:
        """Of each name that was gathered the likeliest record, with the number of its text."""
        if not self._places:
            return
        name, number = looked.name, np.array(self._number)
        first = np.flatnonzero(np.diff(name, prepend=-1))
        some = np.add.reduceat(chance, first)[number].tolist()
        highest = np.flatnonzero(chance == np.maximum.reduceat(chance, first)[name])
        at = highest[np.flatnonzero(np.diff(name[highest], prepend=-1))][number]
        records = self._looking.records
        why = np.zeros(len(name), np.int32)
        why[np.isin(name, number)] = np.concatenate(self._why)
        for place, which, speaks, its, of_any in zip(
            self._places, looked.record[at].tolist(), why[at].tolist(), chance[at].tolist(), some,
            strict=True,
        ):  # fmt: skip
            text, _, start, end, form = place
            yield text, Found(start, end, form, records[which], speaks, its, of_any)


def span(row: Sequence[Word], form: Form) -> tuple[int, int]:
    """The stretch of a text that a form of its row takes."""
    return row[form.first].start, row[form.last - 1].end
