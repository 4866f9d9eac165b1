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
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.fitting import Group, fit_signed
from carnet.recognisers.names.looked import DAY, Within, chances, clearly, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carnet.recognisers.names.looked import Looked

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


@cache
def shipped_again() -> tuple[float, ...]:
    """The weights that were learned from other diaries: `bench/linking.py --learn` makes them."""
    data = json.loads(Path(__file__).with_name("again.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in EVIDENCE)


class Evidence:
    """Weighs the rows of a first look beside one another, again and again."""

    def __init__(self, looked: Looked) -> None:
        import numpy as np  # noqa: PLC0415

        self._looked = looked
        self._as = numbered(looked.form, looked.record)
        self._here = numbered(looked.text, looked.record)
        self._here_as = numbered(self._here, looked.form)
        rivals = np.bincount(looked.name)[looked.name]
        self._kin_here = numbered(looked.text, looked.family)
        self._fixed = [np.ones(len(rivals)), looked.odds, looked.thing, np.log(rivals)]
        day, near = looked.day, (NEAR, YEARS)
        self._times = [  # how often the form stood: each name of it once
            np.maximum(Within(looked.form, day, radius).sums(1.0 / rivals) - 1, 0.0)
            for radius in near
        ]
        self._as_within = [Within(self._as, day, radius) for radius in near]
        self._within = [Within(looked.record, day, radius) for radius in near]
        self._kin_near = Within(looked.family, day, NEAR)
        self._clear = clearly(looked)

    def of(self, chance: Floats) -> list[Floats]:
        """What speaks for each row if the chances are these: a column for each of EVIDENCE."""
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
        return [*out, here, self._share(here), kin, near, self._share(near)]

    def odds(self, chance: Floats, weights: Sequence[float]) -> Floats:
        """How much speaks for each row if the chances are these."""
        import numpy as np  # noqa: PLC0415

        odds = np.zeros(len(chance))
        for column, weight in zip(self.of(chance), weights, strict=True):
            if weight:
                odds += weight * column
        return odds

    def _share(self, value: Floats) -> Floats:
        import numpy as np  # noqa: PLC0415

        of = self._looked.name
        return value / (np.bincount(of, value)[of] + 0.5)


def settle(
    looked: Looked, weights: Sequence[float], linked: Sequence[int], settled: Numbers
) -> Floats:
    """The chance of each row after all rounds. `linked`: the days of the texts with known links, in
    their order. Far from all of them, where most may have changed, the first look stands alone; so it
    does for things, which rarely share a name. `settled`: numbers of the rows whose form was weighed as
    a whole, which would only speak for itself again.
    """
    import numpy as np  # noqa: PLC0415

    first = chances(looked, looked.odds)
    if not len(first):
        return first
    evidence, chance = Evidence(looked), first
    for _ in range(_ROUNDS):
        chance = chances(looked, evidence.odds(chance, weights))
        chance[settled] = first[settled]
    trust = np.ones(len(first))
    if linked:
        days = np.array([-DAY, *linked, 2 * DAY])
        at = np.searchsorted(days, looked.day)
        gap = np.minimum(days[at] - looked.day, looked.day - days[at - 1])
        trust = np.exp(-((np.maximum(gap, 0) / _TRUSTED) ** 2))
    trust = np.where(_things(looked, first)[looked.name], 0.0, trust)
    return trust * chance + (1 - trust) * first


def _things(looked: Looked, first: Floats) -> NDArray[np.bool_]:
    """Of each name whether it seems to mean a thing at the first look."""
    import numpy as np  # noqa: PLC0415

    best = np.zeros(int(looked.name.max()) + 1)
    np.maximum.at(best, looked.name, first)
    found: NDArray[np.bool_] = (
        np.bincount(looked.name, looked.thing * (first >= best[looked.name])) > 0
    )
    return found


class Rehearsed(NamedTuple):
    """A first look at texts of which the answers are known: which rows are right, which names count,
    and which rows were weighed with all of their form.
    """

    looked: Looked
    right: Floats
    counted: Numbers  # numbers of names, in their order
    settled: Numbers  # numbers of rows, in their order


def questions(rehearsed: Rehearsed) -> list[Group]:
    """What the second look is asked in a rehearsal, at first and when it is nearly settled."""
    import numpy as np  # noqa: PLC0415

    looked, right, counted, settled = rehearsed
    if not len(counted):
        return []
    alone = chances(looked, looked.odds)
    counted = counted[~_things(looked, alone)[counted]]  # of things it is not asked
    first = np.searchsorted(looked.name, counted)
    last = np.searchsorted(looked.name, counted, "right")
    evidence, chance = Evidence(looked), alone
    out: list[Group] = []
    for again in range(2):
        rows = np.column_stack(evidence.of(chance))
        out += [Group(rows[a:b], right[a:b]) for a, b in zip(first, last, strict=True)]
        if not again:  # what others' diaries taught is good enough for what comes between
            weights = np.asarray(shipped_again())
            for _ in range(_ROUNDS - 1):
                chance = chances(looked, rows @ weights)
                chance[settled] = alone[settled]
                rows = np.column_stack(evidence.of(chance))
    return out


def fit_speaking(groups: Sequence[Group], start: Sequence[float], pull: float) -> tuple[float, ...]:
    """Weights of the second look, of which those that can only speak for a record are not negative."""
    return fit_signed(groups, start, pull, range(_SPEAKS, len(EVIDENCE)))
