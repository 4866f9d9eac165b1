"""A second look at all names at once: what each may mean is weighed again beside all the others.

The first look goes from day to day and knows only what was linked before. The second knows what
the whole archive seems to say: whom the same form seems to mean in the weeks and years about it, how
often each record seems to be named in other words then, and whether it is in the same entry. It is a
conditional logit again, of the first look's odds and of these; it is settled in a few rounds, each
with the chances of the round before (collective classification: J. Neville and D. Jensen, "Iterative
classification in relational data", 2000). Its weights are learned on questions of which the links
were hidden, and so are also what tells how far the first look's chances are to be believed.
"""

from __future__ import annotations

import json
from array import array
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.fitting import Group, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

NEAR: Final = 45  # days
YEARS: Final = 500
EVIDENCE: Final = (
    "always", "odds", "thing", "rivals", "form near", "form years",
    "other near", "other years", "other near share", "other years share", "here", "here share",
    "kin here", "kin near", "kin near share",
)  # fmt: skip
"""The names of what the second look weighs, in their order."""
_SPEAKS: Final = EVIDENCE.index("form near")  # from here on each can only speak for a record
_ROUNDS: Final = 3
_TRUSTED: Final = 3000.0  # days from what is linked, where the second look counts for a third
_DAY: Final = 1 << 23  # more than any Julian day number


@cache
def shipped_again() -> tuple[float, ...]:
    """The weights that were learned from other diaries: `bench/linking.py --learn` makes them."""
    data = json.loads(Path(__file__).with_name("again.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in EVIDENCE)


Row = tuple[str, float, bool, str, int]
"""One record that a name may mean: it, its odds, whether it is no person, a person's surname, and what
is known: -1 nothing; 0 it is not this record, 1 it is.
"""


class Looked(NamedTuple):
    """What the first look found: a row for each record that each name may mean."""

    name: Numbers  # which name it is of
    form: Numbers
    record: Numbers
    family: Numbers
    text: Numbers
    day: Numbers
    odds: Floats
    thing: Floats
    said: Numbers


class Looking:
    """Gathers what the first look finds, in columns."""

    def __init__(self) -> None:
        self._names = tuple(array("q") for _ in range(4))  # form, text, day, how many rows
        self._record, self._family, self._said = array("q"), array("q"), array("q")
        self._odds, self._thing = array("d"), array("d")
        self._forms: dict[str, int] = {}
        self._records: dict[str, int] = {}
        self._families: dict[str, int] = {}
        self.names = 0

    def add(self, text: int, day: int, form: str, rows: Sequence[Row]) -> None:
        """Take in a name in a text of a day with all that it may mean."""
        n = self._forms.setdefault(form, len(self._forms))
        for column, value in zip(self._names, (n, text, day, len(rows)), strict=True):
            column.append(value)
        records, families = self._records, self._families
        for record, odds, thing, family, said in rows:
            self._record.append(records.setdefault(record, len(records)))
            self._family.append(families.setdefault(family or record, len(families)))
            self._odds.append(odds)
            self._thing.append(thing)
            self._said.append(said)
        self.names += 1

    def done(self) -> Looked:
        """All of it."""
        import numpy as np  # noqa: PLC0415 - most commands suggest nothing

        form, text, day, size = (np.array(column, np.int64) for column in self._names)
        name = np.repeat(np.arange(self.names), size)
        of = self._record, self._family, self._said
        record, family, said = (np.array(column, np.int64) for column in of)
        odds, thing = np.array(self._odds, float), np.array(self._thing, float)
        return Looked(name, form[name], record, family, text[name], day[name], odds, thing, said)


class Within:
    """Sums the weights of rows of the same key within so many days."""

    def __init__(self, keys: Numbers, days: Numbers, radius: int) -> None:
        import numpy as np  # noqa: PLC0415

        place = keys * _DAY + days
        self._order = np.argsort(place, kind="stable")
        place = place[self._order]
        self._first = np.searchsorted(place, place - radius, "left")
        self._last = np.searchsorted(place, place + radius, "right")

    def sums(self, weights: Floats) -> Floats:
        """For each row the weights of all rows near it, itself among them."""
        import numpy as np  # noqa: PLC0415

        total = np.concatenate([[0.0], np.cumsum(weights[self._order])])
        out = np.empty(len(weights))
        out[self._order] = total[self._last] - total[self._first]
        return out


def _numbered(one: Numbers, other: Numbers) -> Numbers:
    """A number for each different pair."""
    import numpy as np  # noqa: PLC0415

    pairs: Numbers = one * (int(other.max(initial=0)) + 1) + other
    numbers: Numbers = np.unique(pairs, return_inverse=True)[1]
    return numbers


def chances(looked: Looked, odds: Floats) -> Floats:
    """The chance of each row, with "nobody of the register" beside those of a name; what is known
    is known.
    """
    import numpy as np  # noqa: PLC0415

    top = np.zeros(int(looked.name.max(initial=-1)) + 1)
    np.maximum.at(top, looked.name, odds)
    part = np.exp(odds - top[looked.name])
    whole = np.bincount(looked.name, part, len(top)) + np.exp(-top)
    return np.where(looked.said < 0, part / whole[looked.name], looked.said.astype(float))


class Evidence:
    """Weighs the rows of a first look beside one another, again and again."""

    def __init__(self, looked: Looked) -> None:
        import numpy as np  # noqa: PLC0415

        self._looked = looked
        self._as = _numbered(looked.form, looked.record)
        self._here = _numbered(looked.text, looked.record)
        self._here_as = _numbered(self._here, looked.form)
        rivals = np.bincount(looked.name)[looked.name]
        self._kin_here = _numbered(looked.text, looked.family)
        self._fixed = [np.ones(len(rivals)), looked.odds, looked.thing, np.log(rivals)]
        day, near = looked.day, (NEAR, YEARS)
        self._times = [  # how often the form stood: each name of it once
            np.maximum(Within(looked.form, day, radius).sums(1.0 / rivals) - 1, 0.0)
            for radius in near
        ]
        self._as_within = [Within(self._as, day, radius) for radius in near]
        self._within = [Within(looked.record, day, radius) for radius in near]
        self._kin_near = Within(looked.family, day, NEAR)
        self._clear = self._clearly()

    def _clearly(self) -> Floats:
        """How clearly a name tells its record from the others that it may mean: 0 where another is
        as likely, 1 where none is.
        """
        import numpy as np  # noqa: PLC0415

        at = self._looked
        top = np.full(int(at.name.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(top, at.name, at.odds)
        part = np.exp(at.odds - top[at.name])
        share = part / np.bincount(at.name, part)[at.name]
        clear: Floats = np.clip(2 * share - 1, 0.0, 1.0)
        return clear

    def of(self, chance: Floats) -> Floats:
        """What speaks for each row if the chances are these: a row of EVIDENCE each."""
        import numpy as np  # noqa: PLC0415

        out, others = list(self._fixed), []
        clear = chance * self._clear
        all_ = [within.sums(clear) for within in self._within]
        for its, times, every in zip(self._as_within, self._times, all_, strict=True):
            same = its.sums(chance) - chance
            share = np.clip((same + 0.7 * chance) / (times + 0.7), 0.0, 1.0)
            out.append(np.log((share + 0.02) / (1.02 - share)))
            others.append(np.maximum(every - its.sums(clear), 0.0))
        out += [np.log1p(other) for other in others]
        out += [self._share(other) for other in others]
        here = np.bincount(self._here, clear)[self._here].astype(float)
        here = np.clip(here - np.bincount(self._here_as, clear)[self._here_as], 0.0, 1.0)
        kin = np.bincount(self._kin_here, clear)[self._kin_here].astype(float)
        kin = np.clip(kin - np.bincount(self._here, clear)[self._here], 0.0, 1.0)
        near = np.log1p(np.maximum(self._kin_near.sums(clear) - all_[0], 0.0))
        return np.column_stack([*out, here, self._share(here), kin, near, self._share(near)])

    def _share(self, value: Floats) -> Floats:
        import numpy as np  # noqa: PLC0415

        of = self._looked.name
        return value / (np.bincount(of, value)[of] + 0.5)


def settle(looked: Looked, weights: Sequence[float], linked: Sequence[int]) -> Floats:
    """The chance of each row after all rounds. `linked`: the days of the texts with known links, in
    their order. Far from all of them, where most may have changed, the first look stands alone; so it
    does for things, which rarely share a name.
    """
    import numpy as np  # noqa: PLC0415

    first = chances(looked, looked.odds)
    if not len(first):
        return first
    evidence, of, chance = Evidence(looked), np.asarray(weights), first
    for _ in range(_ROUNDS):
        chance = chances(looked, evidence.of(chance) @ of)
    trust = np.ones(len(first))
    if linked:
        days = np.array([-_DAY, *linked, 2 * _DAY])
        at = np.searchsorted(days, looked.day)
        gap = np.minimum(days[at] - looked.day, looked.day - days[at - 1])
        trust = np.exp(-((np.maximum(gap, 0) / _TRUSTED) ** 2))
    best = np.zeros(int(looked.name.max()) + 1)
    np.maximum.at(best, looked.name, first)
    things = np.bincount(looked.name, looked.thing * (first >= best[looked.name]))
    trust = np.where(things[looked.name] > 0, 0.0, trust)
    return trust * chance + (1 - trust) * first


class Rehearsed(NamedTuple):
    """A first look at texts of which the answers are known: which rows are right, and which names
    count.
    """

    looked: Looked
    right: Floats
    counted: Numbers  # numbers of names, in their order


def questions(rehearsed: Rehearsed) -> list[Group]:
    """What the second look is asked in a rehearsal, at first and when it is nearly settled."""
    import numpy as np  # noqa: PLC0415

    looked, right, counted = rehearsed
    if not len(counted):
        return []
    first = np.searchsorted(looked.name, counted)
    last = np.searchsorted(looked.name, counted, "right")
    evidence, chance = Evidence(looked), chances(looked, looked.odds)
    out: list[Group] = []
    for again in range(2):
        rows = evidence.of(chance)
        out += [Group(rows[a:b], right[a:b]) for a, b in zip(first, last, strict=True)]
        if not again:  # what others' diaries taught is good enough for what comes between
            weights = np.asarray(shipped_again())
            for _ in range(_ROUNDS - 1):
                chance = chances(looked, rows @ weights)
                rows = evidence.of(chance)
    return out


def fit_speaking(groups: Sequence[Group], start: Sequence[float], pull: float) -> tuple[float, ...]:
    """Weights of the second look, of which those that can only speak for a record are not negative."""
    import numpy as np  # noqa: PLC0415

    mask = np.ones(len(start))
    while True:
        held = [group._replace(rows=group.rows * mask) for group in groups]
        weights = np.asarray(fit(held, tuple(np.asarray(start) * mask), pull))
        wrong = (weights < 0) & (np.arange(len(mask)) >= _SPEAKS)
        if not wrong.any():
            return tuple(float(weight) for weight in weights)
        mask[wrong] = 0.0
