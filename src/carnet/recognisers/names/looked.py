"""What a first look found, in columns: a row for each record that each name may mean."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

DAY: Final = 1 << 23
"""More than any Julian day number."""


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


class _Numbers(dict[str, int]):
    """Gives each word a number when it is first asked for."""

    def __missing__(self, key: str) -> int:
        n = self[key] = len(self)
        return n


class Looking:
    """Gathers what the first look finds, in columns."""

    def __init__(self) -> None:
        self._names = tuple(array("q") for _ in range(4))  # form, text, day, how many rows
        self._record, self._said, self._odds = array("q"), array("q"), array("d")
        self._forms, self._records = _Numbers(), _Numbers()
        self.names = 0

    @property
    def records(self) -> list[str]:
        """All records, in the order of their numbers."""
        return list(self._records)

    @property
    def forms(self) -> list[str]:
        """All forms, in the order of their numbers."""
        return list(self._forms)

    def add(
        self, text: int, day: int, form: str, records: Collection[str], odds: Iterable[float] = (),
        said: int = -1,
    ) -> None:  # fmt: skip
        """Take in a name in a text of a day with the records that it may mean. What is known (`said`):
        -1 nothing; 0 it is none of them, 1 it is.
        """
        for column, value in zip(
            self._names, (self._forms[form], text, day, len(records)), strict=True
        ):
            column.append(value)
        self._record.extend(map(self._records.__getitem__, records))
        self._said.extend([said] * len(records))
        self._odds.extend(odds or [0.0] * len(records))
        self.names += 1

    def numbers(self, records: Iterable[str]) -> list[int]:
        """The numbers of records."""
        return list(map(self._records.__getitem__, records))

    def extend(
        self, names: Sequence[tuple[str, int, int]], sizes: Numbers, record: Numbers, odds: Floats,
        said: Numbers,
    ) -> None:  # fmt: skip
        """Take in many names: of each its form, text and day, and how many rows it has; of all rows
        the number of the record, the odds and what is known.
        """
        of_form, *others = zip(*names, strict=True)
        form, text, day, size = self._names
        form.extend(map(self._forms.__getitem__, of_form))
        text.extend(others[0])
        day.extend(others[1])
        for column, rows in (
            (size, sizes), (self._record, record), (self._odds, odds), (self._said, said),
        ):  # fmt: skip
            column.frombytes(rows.tobytes())
        self.names += len(names)

    def done(
        self, kind: Mapping[str, str] | None = None, house: Mapping[str, str] | None = None
    ) -> Looked:
        """All of it. The `kind` of each record, where it is no person, and a person's surname."""
        import numpy as np  # noqa: PLC0415 - most commands suggest nothing

        form, text, day, size = (np.array(column, np.int64) for column in self._names)
        name = np.repeat(np.arange(self.names), size)
        record, said = np.array(self._record, np.int64), np.array(self._said, np.int64)
        kind, house, families = kind or {}, house or {}, _Numbers()
        things = [kind.get(one, "person") != "person" for one in self._records]
        of_family = [families[house.get(one) or one] for one in self._records]
        family, thing = np.array(of_family, np.int64)[record], np.array(things, float)[record]
        odds = np.array(self._odds, float)
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
