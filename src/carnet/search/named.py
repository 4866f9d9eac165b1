"""Which entries name which records of the register, as far as an edition shows either."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from carnet.search.query import NAMED
from carnet.search.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    def entries(self, asked: Linked) -> Iterator[Sequence[int]]:
        """For each record that is asked for, the places of the entries that name it."""
        for known in self.of_kind.get(asked.kind, ()):
            if is_named(known, asked.parts):
                yield known.entries


def is_named(known: Known, parts: Sequence[tuple[str, bool]]) -> bool:
    """Whether a record has a name in which these words stand in a row, or this very id."""
    return any(says(name, parts) for name in known.names) or any(
        [(token.term, False) for token in tokens(id_)] == list(parts) for id_ in known.ids
    )


def says(value: str, parts: Sequence[tuple[str, bool]]) -> bool:
    """Whether words stand in a row in a name or a title."""
    terms = [token.term for token in tokens(value)]
    return any(
        all(
            terms[at + n].startswith(term) if beginning else terms[at + n] == term
            for n, (term, beginning) in enumerate(parts)
        )
        for at in range(len(terms) - len(parts) + 1)
    )
