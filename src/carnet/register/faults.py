"""What is wrong with the register, as far as it can be told without a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.dates import When
from carnet.errors import DateError
from carnet.model import Finding
from carnet.register.authorities import SCHEMES, wrong
from carnet.register.misdated import likely
from carnet.register.record import LISTS, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.register.register import Register

_ID = re.compile(r"\w[\w.-]*")


def faults(register: Register) -> Iterator[Finding]:
    """Ids with a wrong digit, dates that are none, deaths before births, places within themselves,
    ids of records that are not there, and ids of the world's catalogues that two records have.
    """
    holders: dict[tuple[str, str], str] = {}
    for record in register:
        for message in _in_record(record, register):
            yield _finding(record, message)
        for authority in record.authorities:
            other = holders.setdefault((authority.scheme, authority.id), record.id)
            told = frozenset((other, record.id)) in register.distinct
            if other != record.id and not told and register.records[other].kind == record.kind:
                name = (
                    SCHEMES[authority.scheme].name
                    if authority.scheme in SCHEMES
                    else authority.scheme
                )
                yield _finding(
                    record,
                    f"{other} has the same {name} id {authority.id}; if they are one: "
                    f"carnet decide DIR merge {record.id} {other}; if not: distinct instead of merge",
                )


def _finding(record: Record, message: str) -> Finding:
    return Finding(
        f"register/{LISTS[record.kind]}.csv", record.id, "record", f"{record.name}: {message}"
    )


def _in_record(record: Record, register: Register) -> Iterator[str]:
    if not _ID.fullmatch(record.id):
        yield f"its id {record.id!r} has signs that no reference can have; use letters, digits, - _ ."
    for authority in record.authorities:
        said = wrong(authority)
        if said:
            yield f"the {authority.scheme} id {authority.id!r} is wrong: {said}"
    ends: list[tuple[int, int] | None] = []
    for date in (record.begin, record.end):
        bounds = None
        if date:
            try:
                bounds = When.parse(date).bounds
            except DateError:
                meant = " or ".join(likely(date)) or "1893-09-21, 1906~ or 19XX"
                yield f"the date {date!r} is no EDTF; write it as {meant}"
        ends.append(bounds)
    begin, end = ends
    if begin and end and end[1] < begin[0]:
        yield f"it ends ({record.end}) before it begins ({record.begin})"
    if record.within:
        yield from _within(record, register)
    for relation in record.relations:
        if relation.target and register.resolve(relation.target) is None:
            yield f"it is {relation.what} {relation.target}, which is no record"
    if (record.latitude is None) != (record.longitude is None):
        yield "of its coordinates one is missing"


def _within(record: Record, register: Register) -> Iterator[str]:
    seen = {record.id}
    at: Record | None = record
    while at is not None and at.within:
        inner = register.resolve(at.within)
        if inner is None:
            if at is record:
                yield f"it is within {record.within}, which is no record"
            return
        if inner in seen:
            yield f"it is within itself, by way of {at.id}"
            return
        seen.add(inner)
        at = register.records.get(inner)
