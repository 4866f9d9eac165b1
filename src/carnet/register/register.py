"""The register as a recogniser, the edition and the editor's lists get it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from carnet.model import Finding
from carnet.register.authorities import from_address
from carnet.register.cells import read_relations
from carnet.register.ids import Ids
from carnet.register.record import LISTS, Kind, Name, Record
from carnet.register.table import file_of, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from carnet.decisions import Decision

_DIGITS: Final = re.compile(r"\d+")
_NUMBERED: Final = re.compile(r"[^\W\d]\D*(\d+)")


class Register:
    """Every record that holds, by id, and where each retired id leads.

    `records` are the living ones. `moved` leads from a retired id to the ids that answer for it:
    one where it was merged, several where it was divided, none where its record is gone.
    """

    def __init__(
        self, records: Iterable[Record] = (), moved: Mapping[str, tuple[str, ...]] | None = None,
        findings: Iterable[Finding] = (),
    ) -> None:  # fmt: skip
        self.records: dict[str, Record] = {record.id: record for record in records}
        self.moved: dict[str, tuple[str, ...]] = dict(moved or {})
        self.findings: list[Finding] = list(findings)
        self.distinct: set[frozenset[str]] = set()  # pairs that a person has told apart
        self.kinds: Mapping[str, Kind] = {}  # of every id that there ever was
        self.divided: Mapping[str, Record] = {}  # the records that were, as their tables have them
        self.without_id = 0  # rows that were left out
        self._by_ref: dict[str, set[str]] | None = None
        self._by_number: dict[str, set[str]] = {}
        self._resolved: dict[str, str | None] = {}

    @classmethod
    def read(cls, folder: Path, decisions: Iterable[Decision] = ()) -> Register:
        """The register in `folder`, with the decisions that merge and divide records."""
        records: dict[str, Record] = {}
        findings: list[Finding] = []
        without_id = 0
        for kind in LISTS:
            table = read_table(kind, folder / file_of(kind))
            findings += table.findings
            without_id += len(table.nameless)
            for record in table.records:
                other = records.setdefault(record.id, record)
                if other is not record:
                    message = f"the id {record.id} is given twice: “{other.name}” has it, “{record.name}” does not"
                    findings.append(
                        Finding(f"register/{file_of(kind)}", record.id, "register", message)
                    )
        ids = Ids.read(folder / "records.csv")
        decisions = list(decisions)
        held, moved, more = shape(records, ids, decisions)
        register = cls(held.values(), moved, [*findings, *more])
        register.distinct = {
            frozenset((d.record, d.value)) for d in decisions if d.kind == "distinct"
        }
        register.without_id = without_id
        register.divided = {
            id_: record for id_, record in records.items() if len(moved.get(id_, ())) > 1
        }
        register.kinds = {**ids, **{record.id: record.kind for record in records.values()}}
        return register

    # ------------------------------------------------------------------ asking

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def of_kind(self, kind: Kind) -> list[Record]:
        """The living records of one kind, in the order of their ids."""
        return [record for record in self.records.values() if record.kind == kind]

    def living(self, id_: str) -> str | None:
        """The id of the one record that answers for an id; None where none or several do."""
        if id_ in self.records:
            return id_
        successors = self.moved.get(id_, ())
        return successors[0] if len(successors) == 1 and successors[0] in self.records else None

    def get(self, id_: str) -> Record | None:
        """The record that answers for an id, whether that is living or was merged into another."""
        living = self.living(id_)
        return self.records[living] if living is not None else None

    def resolve(self, ref: str) -> str | None:
        """The record that a source's reference names, by its id or a further one, by an address
        that ends in one, or by an id in a catalogue of the world; None where none or several fit.

        A bare number is taken for the id that ends in it, if just one record has such an id.
        """
        if ref not in self._resolved:
            self._resolved[ref] = self._find(ref)
        return self._resolved[ref]

    def _find(self, ref: str) -> str | None:
        if self._by_ref is None:
            self._index()
        for candidate in _candidates(ref):
            living = self.living(candidate)
            if living is not None:
                return living
            if candidate in self.moved:
                return None  # divided or gone: a person must say which
            named = (self._by_ref or {}).get(candidate)
            if named:
                return next(iter(named)) if len(named) == 1 else None
        number = ref.strip().lstrip("#")
        if _DIGITS.fullmatch(number):
            found = self._by_number.get(number, set())
            return next(iter(found)) if len(found) == 1 else None
        return None

    def _index(self) -> None:
        by_ref: dict[str, set[str]] = {}
        for record in self.records.values():
            keys = [f"{a.scheme}:{a.id}" for a in record.authorities]
            for key in (*record.refs, *record.links, *keys):
                by_ref.setdefault(key, set()).add(record.id)
            for key in (record.id, *record.refs):
                found = _NUMBERED.fullmatch(key)
                if found is not None:
                    self._by_number.setdefault(found[1], set()).add(record.id)
        self._by_ref = by_ref


def _candidates(ref: str) -> Iterator[str]:
    """What a reference may be in the register, the surest first."""
    ref = ref.strip()
    yield ref
    authority = from_address(ref)
    if authority is not None:
        yield f"{authority.scheme}:{authority.id}"
        return
    if "#" in ref:
        yield ref.rpartition("#")[2]
        return
    if "://" in ref:
        last = ref.rstrip("/").rpartition("/")[2]
        yield last
        yield last.removesuffix(".html").removesuffix(".xml")
    elif ":" in ref:
        yield ref.partition(":")[2]  # a TEI prefix: `psn:halm`


# ---------------------------------------------------------------------- merging and dividing


def united(winner: Record, loser: Record) -> Record:
    """The record that two make: what the first says holds, the second fills its gaps."""
    variants = list(winner.variants)
    known = {name.text for name in (Name(winner.name), *variants)}
    for name in loser.names:
        if name.text not in known:
            known.add(name.text)
            variants.append(name)
    fill: dict[str, Any] = {
        field: getattr(winner, field) or getattr(loser, field)
        for field in ("sort", "forename", "surname", "begin", "end", "sex", "type", "within")
    }
    both: dict[str, Any] = {
        field: tuple(dict.fromkeys((*getattr(winner, field), *getattr(loser, field))))
        for field in ("roles", "relations", "authors", "authorities", "links", "refs")
    }
    extra = dict(loser.extra) | dict(winner.extra)
    place = winner if winner.latitude is not None or winner.longitude is not None else loser
    note = "\n\n".join(dict.fromkeys(filter(None, (winner.note, loser.note))))
    return replace(
        winner, variants=tuple(variants), note=note, latitude=place.latitude, longitude=place.longitude,
        extra=tuple(extra.items()), **fill, **both,
    )  # fmt: skip


def shape(
    records: Mapping[str, Record], ids: Ids, decisions: Iterable[Decision]
) -> tuple[dict[str, Record], dict[str, tuple[str, ...]], list[Finding]]:
    """The records once the decisions on them hold, where each retired id leads, and what should be
    looked at. Later decisions build on earlier ones; one that would go in a circle changes nothing.
    """
    held = dict(records)
    moved: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []

    def now(id_: str) -> str | None:
        seen = set()
        while id_ not in held and len(moved.get(id_, ())) == 1 and id_ not in seen:
            seen.add(id_)
            id_ = moved[id_][0]
        return id_ if id_ in held else None

    for decision in decisions:
        if not decision.record or decision.kind not in ("merge", "divide", "relation", "note"):
            continue
        first = now(decision.record)
        if decision.kind in ("relation", "note") and first is not None:
            held[first] = _with(held[first], decision)
            continue
        others = [found for id_ in decision.value.split() if (found := now(id_)) is not None]
        gone = decision.record in ids and decision.record not in moved
        if first is None and gone and others and decision.kind != "relation":
            # its row was taken out of the table after it was merged: the id leads on all the same
            moved[decision.record] = tuple(dict.fromkeys(others))
        elif first is None or not others:
            what = "no longer finds its records, and changes nothing"
            message = f"the decision {decision.id} ({decision.kind} {decision.record}) {what}"
            findings.append(Finding("decisions", decision.record, "decision", message))
        elif decision.kind == "merge":
            if others[0] != first:
                held[others[0]] = united(held[others[0]], held.pop(first))
                moved[first] = (others[0],)
        elif first not in others:
            del held[first]
            moved[first] = tuple(dict.fromkeys(others))
    for id_ in {**records, **moved}:
        if id_ not in held:
            moved[id_] = _ends(id_, held, moved)
    for id_ in ids:
        if id_ not in held and id_ not in moved:
            moved[id_] = ()
            message = f"the record {id_} is gone from register/{LISTS[ids[id_]]}.csv; put it back, or say with carnet decide DIR merge where it went"
            findings.append(Finding("register/records.csv", id_, "register", message))
    return held, moved, findings


def _with(record: Record, decision: Decision) -> Record:
    """A record with a relation or a note that an editor added."""
    if decision.kind == "relation":
        more = tuple(r for r in read_relations(decision.value) if r not in record.relations)
        return replace(record, relations=(*record.relations, *more))
    said = f"{' '.join(decision.value.split())} ({decision.by}, {decision.created[:10]})"
    return replace(record, note="\n\n".join(filter(None, (record.note, said))))


def _ends(
    id_: str, held: Mapping[str, Record], moved: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The living records that a retired id leads to in the end."""
    out: list[str] = []
    seen: set[str] = set()
    waiting = [id_]
    while waiting:
        at = waiting.pop(0)
        if at in held:
            out.append(at)
        elif at not in seen:
            seen.add(at)
            waiting += moved.get(at, ())
    return tuple(dict.fromkeys(out))
