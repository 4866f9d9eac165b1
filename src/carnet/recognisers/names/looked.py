"""What a first look found, in columns: a row for each record that each name may mean."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

DAY: Final = 1 << 23
"""More than any Julian day number."""

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

    @property
    def records(self) -> list[str]:
        """All records, in the order of their numbers."""
        return list(self._records)

    @property
    def forms(self) -> list[str]:
        """All forms, in the order of their numbers."""
        return list(self._forms)

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

        place = keys * DAY + days
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


def numbered(one: Numbers, other: Numbers) -> Numbers:
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


def clearly(at: Looked) -> Floats:
    """How clearly a name tells its record from the others that it may mean: 0 where another is
    as likely, 1 where none is.
    """
    import numpy as np  # noqa: PLC0415

    top = np.full(int(at.name.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(top, at.name, at.odds)
    part = np.exp(at.odds - top[at.name])
    share = part / np.bincount(at.name, part)[at.name]
    clear: Floats = np.clip(2 * share - 1, 0.0, 1.0)
    return clear
