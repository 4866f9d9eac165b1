"""Decisions on mentions and on records: which words name whom, which records are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carnet.decisions import Decision, new_decision, passage
from carnet.errors import DecisionError
from carnet.register.cells import read_relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.catalogue import Catalogue
    from carnet.model import Entry, Mention
    from carnet.register import Record, Register

_PLACE = re.compile(r"(.+)@(\d+)-(\d+)")


def place_of(target: str) -> tuple[str, tuple[int, int] | None]:
    """`ENTRY@START-END` as the entry and a stretch of its text."""
    found = _PLACE.fullmatch(target)
    return (found[1], (int(found[2]), int(found[3]))) if found else (target, None)


def on_mention(
    catalogue: Catalogue, register: Register, entry: Entry, span: tuple[int, int], kind: str, value: str, by: str
) -> Decision:  # fmt: skip
    """Confirm, reject or relink the mention on a stretch of an entry's text.

    `value` is the id of the record: for confirm the one that is suggested, if it is not given; for
    relink the right one, or `OLD>NEW` where one of several mentions on the same words is meant; for
    reject the wrong one, or nothing for all.
    """
    start, end = span
    if not 0 <= start < end <= len(entry.text):
        raise DecisionError("there are no such words in the text", where=entry.id)
    here = [m for m in catalogue.mentions(entry.id) if (m.start, m.end) == span]
    old = ""
    if kind == "relink" and ">" in value:
        old, _, value = (part.strip() for part in value.partition(">"))
    if not value and kind == "confirm":
        value = _only_target(here, entry)
    if kind == "reject" and not here:
        raise DecisionError("nothing is found there that could be rejected", where=entry.id)
    if value:
        value = _living(register, value, entry.id)
    elif kind == "relink":
        raise DecisionError("it does not say to which record", where=entry.id, mend="Give its id.")
    fields: dict[str, Any] = {"source": entry.source, "entry": entry.id, "record": old}
    held = passage(entry.text, start, end)
    held["start"] += entry.start
    held["end"] += entry.start
    return new_decision(kind, by=by, value=value, **held, **fields)


def _only_target(here: Sequence[Mention], entry: Entry) -> str:
    targets = list(dict.fromkeys(m.target for m in here if m.target and m.standing != "rejected"))
    if len(targets) != 1:
        what = (
            "no record is suggested there" if not targets else "several records are suggested there"
        )
        raise DecisionError(what, where=entry.id, mend="Give the id of the right one.")
    return targets[0]


def _living(register: Register, id_: str, where: str = "") -> str:
    living = register.living(id_)
    if living is None:
        said = register.moved.get(id_)
        what = f"there is no record {id_!r}"
        if said:
            what = f"the record {id_} was divided into {', '.join(said)}"
        raise DecisionError(
            what, where=where, mend="The ids are the first column of: carnet list DIR people."
        )
    return living


def on_record(register: Register, kind: str, target: str, value: str, by: str) -> Decision:
    """Merge a record into another, divide it into several, or say how it stands to others."""
    if kind in ("merge", "distinct"):
        loser, winner = _living(register, target), _living(register, value or "")
        if loser == winner:
            raise DecisionError(f"{target} and {value} are one record already")
        kinds = register.records[loser].kind, register.records[winner].kind
        if kinds[0] != kinds[1]:
            raise DecisionError(
                f"{target} is a {kinds[0]} and {value} is a {kinds[1]}: they cannot be one"
            )
        return new_decision(kind, by=by, record=loser, value=winner)
    whole = _living(register, target)
    if kind == "divide":
        parts = list(dict.fromkeys(_living(register, id_) for id_ in value.split()))
        if len(parts) < 2:
            raise DecisionError(
                "a record is divided into two or more", where=target,
                mend="Give their ids, with a space between; new ones first get a row in the table.",
            )  # fmt: skip
        if whole in parts:
            raise DecisionError(
                f"{whole} would be one of its own parts", where=target,
                mend="A record that was divided is no more: give each of its parts a row of its own.",
            )  # fmt: skip
        return new_decision(kind, by=by, record=whole, value=" ".join(parts))
    relations = read_relations(value)
    if len(relations) != 1:
        raise DecisionError(
            "this is no relation",
            where=target,
            mend="Write it as: friend [1911/1920], or daughter of: p-halm.",
        )
    if relations[0].target:
        _living(register, relations[0].target, target)
    return new_decision(kind, by=by, record=whole, value=value.strip())


def about_record(register: Register, kind: str, target: str, value: str, by: str) -> Decision:
    """A note on a record, or a seal on it (`value`: until which day)."""
    record: Record | None = register.get(target)
    if record is None:
        _living(register, target)
        raise AssertionError(target)
    words = ""
    if kind == "note" and not value.strip():
        raise DecisionError("the note has no words", where=target)
    if kind == "seal":  # should its row vanish from the table, the seal still knows its names
        names = [name.text for name in record.names]
        if record.forename and record.surname:
            names.append(f"{record.forename} {record.surname}")
        words = "\n".join(dict.fromkeys(names))
    return new_decision(kind, by=by, record=record.id, value=value, words=words)
