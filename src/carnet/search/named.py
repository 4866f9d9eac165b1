"""Which entries name which records of the register, as far as an edition shows either."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from carnet.search.query import NAMED
from carnet.search.tokens import fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from carnet.edition import Edition
    from carnet.search.query import Linked


class Known(NamedTuple):
    """One record that entries name."""

    ids: tuple[str, ...]  # its own, and those of records that were merged into it
    names: tuple[str, ...]
    entries: Sequence[int]  # places in the edition's lines, in order; one may come twice


class Named:
    """What the entries of an edition name. Made when it is first asked for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._sayings: dict[str, tuple[Sayings, dict[tuple[str, ...], list[int]]]] = {}
        self._places: dict[tuple[str, int], array[int]] = {}

    @cached_property
    def of_kind(self) -> dict[str, list[Known]]:
        """The records by kind, in the order of their ids; of each kind that there is."""
        records = self._edition.records
        held = records.held
        merged: dict[str, list[str]] = {}
        for old, successors in sorted(records.moved.items()):
            if len(successors) == 1:
                merged.setdefault(successors[0], []).append(old)
        out: dict[str, list[Known]] = {}
        for id_, entries in sorted(records.uses.items()):
            record = held.get(id_)
            if record is None or record.kind not in NAMED:
                continue
            names = {name.text: None for name in record.names}
            if record.forename and record.surname:
                names[f"{record.forename} {record.surname}"] = None
            known = Known((id_, *merged.get(id_, ())), tuple(names), entries)
            out.setdefault(record.kind, []).append(known)
        return out

    def entries(self, asked: Linked) -> Iterator[array[int]]:
        """For each record that is asked for, the places of the entries that name it."""
        known = self.of_kind.get(asked.kind)
        if not known:
            return
        if asked.kind not in self._sayings:
            ids: dict[tuple[str, ...], list[int]] = {}
            for n, one in enumerate(known):
                for id_ in one.ids:
                    ids.setdefault(tuple(terms_of(id_)), []).append(n)
            self._sayings[asked.kind] = Sayings([one.names for one in known]), ids
        sayings, ids = self._sayings[asked.kind]
        found = set(sayings.saying(asked.parts))
        if not any(beginning for _, beginning in asked.parts):
            found |= set(ids.get(tuple(term for term, _ in asked.parts), ()))
        for n in sorted(found):
            kept = (asked.kind, n)
            if kept not in self._places:
                self._places[kept] = array("Q", known[n].entries)
            yield self._places[kept]


class Sayings:
    """Tells which of many things have names or titles in which some words stand in a row."""

    def __init__(self, things: Sequence[Iterable[str]]) -> None:
        self._terms = [[terms_of(value) for value in values] for values in things]
        self._having: dict[str, list[int]] = {}
        for n, values in enumerate(self._terms):
            for term in {term for terms in values for term in terms}:
                self._having.setdefault(term, []).append(n)
        self._spelt = sorted(self._having)

    def saying(self, parts: Sequence[tuple[str, bool]]) -> Collection[int]:
        """The numbers of the things that do."""
        term, beginning = parts[0]
        likely: Collection[int]
        if beginning:
            first = last = bisect_left(self._spelt, term)
            while last < len(self._spelt) and self._spelt[last].startswith(term):
                last += 1
            likely = {n for one in self._spelt[first:last] for n in self._having[one]}
        else:
            likely = self._having.get(term, ())
        if len(parts) == 1:
            return likely
        return [n for n in likely if any(in_a_row(terms, parts) for terms in self._terms[n])]


def terms_of(value: str) -> list[str]:
    """The terms of a name, a title or an id."""
    return [fold(value[start:end]) for start, end in words(value)]


def in_a_row(terms: Sequence[str], parts: Sequence[tuple[str, bool]]) -> bool:
    """Whether some words, or beginnings of words, stand in a row among terms."""
    return any(
        all(
            terms[at + n].startswith(term) if beginning else terms[at + n] == term
            for n, (term, beginning) in enumerate(parts)
        )
        for at in range(len(terms) - len(parts) + 1)
    )
