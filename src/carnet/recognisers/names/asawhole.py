"""Forms that were never linked, each weighed as a whole: all its mentions beside one another.

A writer who begins to write "Gis." means somebody by it, and mostly the same person for as long as they
write so. One such mention says next to nothing. Forty say whom they suit on the whole, whether they stand
where names stand, who is named by a longer form of it ("Gis. M."), and who is named in other words in the
same entries; and the words of the language say whether they abbreviate one of these. With that the first
look's odds of each mention are weighed again, by a conditional logit once more. Its weights are learned in
rehearsals, on forms that are new there or whose links are hidden.
"""

from __future__ import annotations

import json
from array import array
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.abbreviating import abbreviates
from carnet.recognisers.names.features import OWN
from carnet.recognisers.names.fitting import Group, fit_signed
from carnet.recognisers.names.looked import DAY, Within, chances, clearly, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from carnet.recognisers.names.looked import Looked, Looking

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

_PICKED: Final = (
    "told", "never named", "forename", "surname", "pet", "short", "short, letters",
    "short, linked", "short, forename", "short, surname", "short, partly", "short, long", "short, long, letters",
    "thing", "short, a thing", "kin", "word before",
)  # fmt: skip
_PICK: Final = list(map(OWN.index, _PICKED))
WHOLE: Final = (
    "always", "common", "common, mean", "common, often", "common, mean, often", "often",
    "own", "own, mean", "own, often", "own, mean, often", *_PICKED,
    "word before, mean, often", "abbreviation", "abbreviation, often", "of a word", "of a word, often",
    "near share", "here", "here share", "longer", "longer share", "longer amid", "longer amid share",
)  # fmt: skip
"""The names of what is weighed, in their order."""
_SPEAKING: Final = (
    "told", "word before", "word before, mean, often", "abbreviation", "abbreviation, often",
    "near share", "here", "here share", "longer", "longer share",
)  # fmt: skip
"""Those that can only speak for a record."""
_YEARS: Final = 500  # days in which a form means the same person
_NEAR: Final = 60
_OFTEN: Final = 40.0  # mentions beyond which more say no more
_SEVERAL: Final = 3  # mentions from which a form is more than each of them
_SETTLED: Final = 10  # mentions after which a form is settled: by a longer one another may be meant


@cache
def shipped_whole() -> tuple[float, ...]:
    """The weights that were learned from other diaries: `bench/linking.py --learn` makes them."""
    data = json.loads(Path(__file__).with_name("whole.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in WHOLE)


UNLEARNED: Final = tuple(float(name in ("common", "own")) for name in WHOLE)
"""Weights that leave everything as the first look has it."""


class Unlinked:
    """The names of a first look whose form was never linked, with what is weighed of their rows."""

    def __init__(self) -> None:
        self._names, self._sizes = array("q"), array("q")
        self._said: list[Floats] = []  # of each row: common odds, what is PICKED, and of the form

    def add(
        self, name: int, common: float, own: Sequence[Sequence[float]] | Floats, form: tuple[float, float]
    ) -> None:  # fmt: skip
        """Take in the name of this number: its common odds, the OWN figures of each record, and what
        `Memory.as_abbreviation` says of its form.
        """
        import numpy as np  # noqa: PLC0415 - most commands suggest nothing

        self._names.append(name)
        self._sizes.append(len(own))
        said = np.empty((len(own), len(_PICKED) + 3))
        said[:, 0], said[:, 1:-2], said[:, -2:] = common, np.asarray(own)[:, _PICK], form
        self._said.append(said)

    def rows(self, looked: Looked) -> Numbers:
        """The numbers of their rows."""
        import numpy as np  # noqa: PLC0415 - most commands suggest nothing

        sizes = np.array(self._sizes, np.int64)
        first = np.searchsorted(looked.name, np.array(self._names, np.int64))
        before = np.cumsum(sizes) - sizes
        rows: Numbers = np.repeat(first - before, sizes) + np.arange(int(sizes.sum()))
        return rows

    def said(self) -> Floats:
        """What was told of each row."""
        import numpy as np  # noqa: PLC0415

        return np.concatenate([np.empty((0, len(_PICKED) + 3)), *self._said])


class Wholes:
    """What became of the forms that were never linked: how often each stands, and whom it may mean."""

    def __init__(
        self, looked: Looked | None = None, settled: Numbers | None = None,
        chance: Floats | None = None, looking: Looking | None = None,
    ) -> None:  # fmt: skip
        self._times: dict[str, int] = {}
        self._likely: dict[str, list[tuple[float, str]]] = {}
        if looked is None or settled is None or chance is None or looking is None:
            return
        import numpy as np  # noqa: PLC0415

        forms, records, wide = looking.forms, looking.records, len(looking.records) + 1
        form, name = looked.form[settled], looked.name[settled]
        times = np.bincount(form[np.flatnonzero(np.diff(name, prepend=-1))], minlength=1)
        self._times = {forms[n]: int(times[n]) for n in np.flatnonzero(times)}
        as_, which = np.unique(form * wide + looked.record[settled], return_inverse=True)
        for one, total in zip(as_.tolist(), np.bincount(which, chance[settled]), strict=True):
            held = self._likely.setdefault(forms[one // wide], [])
            held.append((-float(total) / int(times[one // wide]), records[one % wide]))

    def times(self, form: str) -> int:
        """How often a form stands that was never linked; of others 0."""
        return self._times.get(form, 0)

    def likely(self, form: str) -> list[str]:
        """The records that a form may mean that was never linked, the likeliest first."""
        return [record for _, record in sorted(self._likely.get(form, ()))]


class _Asked(NamedTuple):
    """The rows that are asked for: their numbers, and of each which name it is of (from 0), which form
    and record, and its day.
    """

    rows: Numbers
    name: Numbers
    form: Numbers
    record: Numbers
    day: Numbers


class Evidence(NamedTuple):
    """Rows of forms that were never linked: their numbers, how often the form of each stands, and what
    speaks for each: a row of WHOLE.
    """

    at: Numbers
    times: Numbers
    rows: Floats


def evidence(looked: Looked, unlinked: Unlinked, forms: Sequence[str]) -> Evidence:
    """What speaks for each row of a form that was never linked and stands several times. `forms`: all
    of them, in the order of their numbers.
    """
    import numpy as np  # noqa: PLC0415

    at = unlinked.rows(looked)
    times = _times(looked, at, len(forms))
    several = times >= _SEVERAL
    at, times, said = at[several], times[several], unlinked.said()[several]
    name = np.unique(looked.name[at], return_inverse=True)[1]
    asked = _Asked(at, name, looked.form[at], looked.record[at], looked.day[at])
    common, sure, word = said[:, 0], said[:, -2], said[:, -1]
    own = looked.odds[at] - common
    rivals = np.bincount(name)[name].astype(float)
    its = Within(numbered(asked.form, asked.record), asked.day, _YEARS)
    many = its.sums(np.ones(len(at)))
    count = Within(asked.form, asked.day, _YEARS).sums(1.0 / rivals)
    often = np.log(np.clip(count, 1.0, _OFTEN))
    common_mean, own_mean = its.sums(common) / many, its.sums(own) / many
    clear = chances(looked, looked.odds) * clearly(looked)
    near = np.log1p(_near(looked, clear, asked))
    here = its.sums(_here(looked, clear)[at]) / many
    longer, amid = np.log1p(_longer(looked, clear, asked, forms, said))

    def share(value: Floats) -> Floats:
        part: Floats = value / (np.bincount(name, value)[name] + 0.5)
        return part

    columns = (
        np.ones(len(at)), common, common_mean, common * often, common_mean * often, often,
        own, own_mean, own * often, own_mean * often, *said[:, 1:-2].T,
        its.sums(said[:, 1 + _PICKED.index("word before")]) / many * often, sure, sure * often, word, word * often,
        share(near), here, share(here), longer, share(longer), amid, share(amid),
    )  # fmt: skip
    return Evidence(at, times, np.column_stack(columns))


def _near(looked: Looked, clear: Floats, asked: _Asked) -> Floats:
    """How often a record is clearly named by other forms in the weeks about a row."""
    import numpy as np  # noqa: PLC0415

    by = numbered(looked.form, looked.record)
    every = _between(looked.record, looked.day, clear, asked.record, asked.day, _NEAR)
    same = _between(by, looked.day, clear, by[asked.rows], asked.day, _NEAR)
    return np.maximum(every - same, 0.0)


def _here(looked: Looked, clear: Floats) -> Floats:
    """How clearly a record is named by another form in the same text."""
    import numpy as np  # noqa: PLC0415

    there = numbered(looked.text, looked.record)
    as_ = numbered(there, looked.form)
    return np.clip(np.bincount(there, clear)[there] - np.bincount(as_, clear)[as_], 0.0, 1.0)


def _longer(
    looked: Looked, clear: Floats, asked: _Asked, forms: Sequence[str], said: Floats
) -> tuple[Floats, Floats]:
    """How often a record is clearly named by a longer form, within the years; and how often amid a
    form that is settled: who is called Fanny all the time is rarely Fanny M. in between.
    """
    import numpy as np  # noqa: PLC0415

    short = said[:, 1 + _PICKED.index("short")] > 0
    brief = {forms[n] for n in np.unique(asked.form[short]).tolist()}
    of, which = _longer_forms(looked, forms, set(np.unique(asked.form).tolist()), brief)
    wide = int(looked.record.max(initial=0)) + 1
    keys, when, heavy = of * wide + looked.record[which], looked.day[which], clear[which]
    wanted = asked.form * wide + asked.record
    every = _between(keys, when, heavy, wanted, asked.day, _YEARS)
    first, last = _settled(looked, len(forms))
    in_ = (when >= first[of]) & (when <= last[of])
    amid = _between(keys[in_], when[in_], heavy[in_], wanted, asked.day, _YEARS)
    return np.maximum(every - amid, 0.0), np.maximum(amid, 0.0)


def _longer_forms(
    looked: Looked, forms: Sequence[str], asked: set[int], brief: set[str]
) -> tuple[Numbers, Numbers]:
    """The rows of longer forms (gis m, gisela m) of those asked for (gis), and which of these each is
    of. Those that are `brief` abbreviate the word with which it begins.
    """
    import numpy as np  # noqa: PLC0415

    number = {forms[n]: n for n in asked if " " not in forms[n]}
    shorts: dict[str, list[str]] = {}
    for form in brief & number.keys():
        shorts.setdefault(form[0], []).append(form)
    firsts: dict[str, list[int]] = {}
    order = np.argsort(looked.form, kind="stable")
    bounds = np.searchsorted(looked.form[order], np.arange(len(forms) + 1)).tolist()
    none = np.zeros(0, dtype=np.int64)
    of, which = [none], [none]
    for n, said in enumerate(forms):
        first, space, _ = said.partition(" ")
        if first not in firsts:
            meant = {form for form in shorts.get(first[:1], ()) if abbreviates(form, first)}
            meant |= {first} & number.keys()
            firsts[first] = sorted(number[form] for form in meant)
        for m in firsts[first]:
            if not space and forms[m] == first:
                continue
            which.append(order[bounds[n] : bounds[n + 1]])
            of.append(np.full(len(which[-1]), m))
    return np.concatenate(of), np.concatenate(which)


def _settled(looked: Looked, forms: int) -> tuple[Numbers, Numbers]:
    """Of each form the day from which it is settled whom it means, and the last day it stands."""
    import numpy as np  # noqa: PLC0415

    one = np.flatnonzero(np.diff(looked.name, prepend=-1))
    order = np.lexsort((looked.day[one], looked.form[one]))
    form, day = looked.form[one][order], looked.day[one][order]
    bounds = np.searchsorted(form, np.arange(forms + 1))
    enough = np.diff(bounds) > _SETTLED
    first, last = np.full(forms, DAY), np.zeros(forms, dtype=np.int64)
    first[enough] = day[bounds[:-1][enough] + _SETTLED]
    last[enough] = day[bounds[1:][enough] - 1]
    return first, last


def _between(
    keys: Numbers, days: Numbers, weights: Floats, asked: Numbers, when: Numbers, radius: int
) -> Floats:  # fmt: skip
    """For each key that is asked for the weights of all rows of it within so many days of some day."""
    import numpy as np  # noqa: PLC0415

    place = keys * DAY + days
    order = np.argsort(place, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(weights[order])])
    place, middle = place[order], asked * DAY + when
    last = np.searchsorted(place, middle + radius, "right")
    sums: Floats = total[last] - total[np.searchsorted(place, middle - radius, "left")]
    return sums


def _times(looked: Looked, at: Numbers, forms: int) -> Numbers:
    """How often the form of each of some rows stands, of forms that were never linked."""
    import numpy as np  # noqa: PLC0415

    form, name = looked.form[at], looked.name[at]
    one = np.flatnonzero(np.diff(name, prepend=-1))
    times: Numbers = np.bincount(form[one], minlength=forms)[form]
    return times


def weigh(looked: Looked, of_forms: Evidence, weights: Sequence[float]) -> Looked:
    """A first look in which forms that were never linked are weighed as a whole."""
    import numpy as np  # noqa: PLC0415

    odds = looked.odds.copy()
    odds[of_forms.at] = of_forms.rows @ np.asarray(weights)
    return looked._replace(odds=odds)


def questions_of_forms(
    looked: Looked, right: Floats, counted: Numbers, of_forms: Evidence
) -> list[Group]:
    """What is asked in a rehearsal. The mentions of one form are answered together: a form counts for
    as much as the root of their number.
    """
    import numpy as np  # noqa: PLC0415

    at, times, rows = of_forms
    name = looked.name[at]
    first = np.flatnonzero(np.diff(name, prepend=-1))
    last = np.append(first[1:], len(at))
    asked = np.isin(name[first], counted)
    return [
        Group(rows[a:b], right[at[a:b]], float(times[a]) ** -0.5)
        for a, b in zip(first[asked].tolist(), last[asked].tolist(), strict=True)
    ]


def fit_whole(groups: Sequence[Group], start: Sequence[float], pull: float) -> tuple[float, ...]:
    """Weights of forms as wholes; those that can only speak for a record are not negative."""
    return fit_signed(groups, start, pull, frozenset(map(WHOLE.index, _SPEAKING)))
