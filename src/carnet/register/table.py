"""The register's tables, one CSV file for each kind: what a spreadsheet opens and a diff shows.

UTF-8, one record a line, sorted by id, columns in a fixed order. Carnet writes a column where one
record at least has something in it, or where it was there before; columns that it does not know
are the editor's, and stay.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.errors import ArchiveError
from carnet.model import Finding
from carnet.register import cells
from carnet.register.authorities import SCHEMES, from_address, plain
from carnet.register.record import LISTS, Authority, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

_IDS: Final = tuple(SCHEMES)
_LAST: Final = ("note", *_IDS, "links", "refs")
COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "person": ("id", "name", "sort", "forename", "surname", "variants", "born", "died", "sex", "roles", "relations", *_LAST),
    "place": ("id", "name", "sort", "variants", "kind", "within", "latitude", "longitude", "begin", "end", "relations", *_LAST),
    "work": ("id", "title", "sort", "variants", "author", "kind", "date", "relations", *_LAST),
    "organisation": ("id", "name", "sort", "variants", "kind", "within", "begin", "end", "relations", *_LAST),
    "event": ("id", "name", "sort", "variants", "kind", "date", "within", "relations", *_LAST),
}  # fmt: skip
"""The columns of each table, in the order in which they are written."""

_ALWAYS: Final = frozenset(("id", "name", "title"))
_SAME: Final = {
    "title": "name", "label": "name", "birth": "born", "death": "died", "lat": "latitude", "lon": "longitude",
    "lng": "longitude", "long": "longitude", "parent": "within", "place": "within", "authors": "author", "type": "kind",
    "role": "roles", "relation": "relations", "notes": "note", "variant": "variants", "aliases": "variants",
    "link": "links", "ref": "refs",
}  # fmt: skip
_FIELD: Final = {
    "born": "begin",
    "died": "end",
    "date": "begin",
    "kind": "type",
    "author": "authors",
}
_CELL_LIMIT: Final = 1 << 20
MAX_BYTES: Final = 256 << 20
"""A table larger than this is refused."""


class Table(NamedTuple):
    """One table as it was read."""

    kind: Kind
    columns: tuple[str, ...]  # as they stand in the file; empty where there is no file
    records: list[Record]
    nameless: list[Record]  # rows without an id; what they say is kept
    findings: list[Finding]


def read_table(kind: Kind, path: Path) -> Table:
    """The table of one kind; an empty one where there is no file. `ArchiveError` where the file
    cannot be understood at all.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ArchiveError("this table is beyond all measure", where=str(path))
        data = path.read_bytes()
    except FileNotFoundError:
        return Table(kind, (), [], [], [])
    return parse_table(kind, data, f"register/{path.name}", str(path))


def parse_table(kind: Kind, data: bytes, name: str, where: str = "") -> Table:
    """The table in these bytes; `name` is what findings call it."""
    rows = _rows(data, where or name)
    columns = tuple(rows[0]) if rows else ()
    known = {_canonical(kind, column): n for n, column in reversed(list(enumerate(columns)))}
    if rows and "name" not in known:
        raise ArchiveError(
            f"this table has no column {'title' if kind == 'work' else 'name'}: its columns are {', '.join(columns)[:200]}",
            where=where or name, mend=f"The first row names the columns: {', '.join(COLUMNS[kind][:4])} …",
        )  # fmt: skip
    made: list[Record] = []
    nameless: list[Record] = []
    findings: list[Finding] = []
    said = _Sayer(name, findings)
    if not rows:
        return Table(kind, columns, made, nameless, findings)
    plan, id_column, width = _plan(kind, columns, known), known.get("id", -1), len(columns)
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) > width:
            said(
                number,
                "has more cells than the first row; a comma in a cell needs quotes around it",
            )
        row += [""] * (width - len(row))  # noqa: PLW2901
        id_ = row[id_column] if id_column >= 0 else ""
        record = _record(kind, plan, id_, row, number, said)
        if not record.id:
            nameless.append(record)
            said(number, f"“{record.name}” has no id yet; carnet register DIR tidy gives it one")
        else:
            made.append(record)
    return Table(kind, columns, made, nameless, findings)


class _Sayer:
    def __init__(self, name: str, findings: list[Finding]) -> None:
        self._name = name
        self._findings = findings

    def __call__(self, number: int, message: str) -> None:
        self._findings.append(Finding(self._name, f"row {number}", "record", message))


def _rows(data: bytes, where: str) -> list[list[str]]:
    """The rows; commas, or where the first row has none, semicolons or tabs part the cells."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ArchiveError(
            "this table is not UTF-8",
            where=where,
            mend="Save it as “CSV UTF-8” in the spreadsheet.",
        ) from None
    if "\0" in text:
        raise ArchiveError("this table holds NUL characters", where=where, mend="Save it as CSV.")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_CELL_LIMIT)
    try:
        return [
            [cell and cells.unguarded(cell.strip(" \r\n")) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ArchiveError(f"this table is damaged: {error}", where=where) from None


def _canonical(kind: Kind, column: str) -> str:
    """What a column is called here; one that is not known keeps its own name."""
    column = column.strip().lower()
    own = COLUMNS[kind]
    if column in own and column != "title":
        return column
    same = _SAME.get(column, column)
    return same if same == "name" or same in own else column


class _Plan(NamedTuple):
    """Where in a row each field stands; -1 for nowhere."""

    fields: tuple[tuple[int, str], ...]  # plain ones: cell, field
    several: tuple[tuple[int, str], ...]  # cells that hold several values
    schemes: tuple[tuple[int, str], ...]
    degrees: tuple[tuple[int, str], ...]
    extra: tuple[tuple[int, str], ...]  # the editor's own columns
    name: int
    variants: int
    relations: int
    links: int
    note: int


_SEVERAL: Final = frozenset(("roles", "author", "refs"))
_DEGREES: Final = ("latitude", "longitude")
_APART: Final = frozenset(("variants", "relations", "links", "note", "id", "name", "title"))


def _plan(kind: Kind, columns: Sequence[str], known: Mapping[str, int]) -> _Plan:
    held = [(known[c], c) for c in COLUMNS[kind] if c in known and c not in _APART]
    used = {n for column, n in known.items() if column in COLUMNS[kind] or column == "name"}
    one_value = [
        (n, c) for n, c in held if c not in _SEVERAL and c not in SCHEMES and c not in _DEGREES
    ]
    return _Plan(
        tuple((n, _FIELD.get(c, c)) for n, c in one_value),
        tuple((n, _FIELD.get(c, c)) for n, c in held if c in _SEVERAL),
        tuple((n, c) for n, c in held if c in SCHEMES),
        tuple((n, c) for n, c in held if c in _DEGREES),
        tuple((n, c) for n, c in enumerate(columns) if n not in used and c),
        known["name"],
        *(known.get(c, -1) for c in ("variants", "relations", "links", "note")),
    )


def _record(kind: Kind, plan: _Plan, id_: str, row: list[str], number: int, said: _Sayer) -> Record:
    values: dict[str, Any] = {field: row[n] for n, field in plan.fields if row[n]}
    for n, field in plan.several:
        if row[n]:
            values[field] = cells.split(row[n])
    authorities = []
    for n, scheme in plan.schemes:
        if row[n]:
            authorities += [Authority(scheme, plain(scheme, i)) for i in cells.split(row[n])]
    links = []
    for link in cells.split(row[plan.links]) if plan.links >= 0 and row[plan.links] else ():
        named = from_address(link)
        if named is None:
            links.append(link)
        elif named not in authorities:
            authorities.append(named)
    if plan.note >= 0 and row[plan.note]:
        values["note"] = "\n\n".join(cells.split(row[plan.note]))
    if plan.variants >= 0 and row[plan.variants]:
        values["variants"] = cells.read_names(row[plan.variants])
    if plan.relations >= 0 and row[plan.relations]:
        values["relations"] = cells.read_relations(row[plan.relations])
    for n, field in plan.degrees:
        if row[n]:
            values[field] = _in_degrees(row[n], 90 if field == "latitude" else 180)
            if values[field] is None:
                said(number, f"{row[n]!r} is no {field} in degrees, such as 48.2082")
    extra = tuple((column, row[n]) for n, column in plan.extra if row[n])
    name = " ".join(row[plan.name].split())
    if not name:
        name = " ".join(filter(None, (values.get("forename", ""), values.get("surname", ""))))
    if not name and id_:
        said(number, f"the record {id_} has no name")
    return Record(
        id=id_, kind=kind, name=name or id_, authorities=tuple(authorities), links=tuple(links), extra=extra, **values
    )  # fmt: skip


def _in_degrees(text: str, limit: int) -> float | None:
    if re.fullmatch(r"[+-]?\d{1,3},\d+", text):  # as continental spreadsheets write it
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= limit else None


# ---------------------------------------------------------------------- writing

_WRITE: Final[Mapping[str, Callable[[Record], str]]] = {
    "variants": lambda r: cells.write_names(r.variants),
    "relations": lambda r: cells.write_relations(r.relations),
    "roles": lambda r: cells.join(r.roles),
    "author": lambda r: cells.join(r.authors),
    "links": lambda r: cells.join(r.links),
    "refs": lambda r: cells.join(r.refs),
    "latitude": lambda r: _number(r.latitude),
    "longitude": lambda r: _number(r.longitude),
    "title": lambda r: r.name,
    "note": lambda r: cells.join(r.note.split("\n\n")) if r.note else "",
}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value!r}".removesuffix(".0")


def _value(record: Record, column: str) -> str:
    if column in _WRITE:
        return _WRITE[column](record)
    if column in SCHEMES:
        return cells.join(a.id for a in record.authorities if a.scheme == column)
    value: str = getattr(record, _FIELD.get(column, column))
    return value


def order(id_: str) -> tuple[tuple[str, int, str], ...]:
    """Ids in the order of a list: numbers within them by their size."""
    parts = re.split(r"(\d+)", id_)
    return (*((text, int(digits[:18] or 0), "") for text, digits in zip(parts[::2], [*parts[1::2], ""], strict=True)),
            ("", 0, id_))  # fmt: skip


def write_table(kind: Kind, records: Iterable[Record], before: Sequence[str] = ()) -> bytes:
    """The table of these records; `before` are the columns that the file had."""
    held = sorted(records, key=lambda record: order(record.id))
    known = {_canonical(kind, column): column for column in reversed(before)}
    standard = []
    for column in COLUMNS[kind]:
        here = "name" if column == "title" else column
        if column in _ALWAYS or here in known or any(_value(r, column) for r in held):
            standard.append((known.get(here, column), column))
    names = {shown for shown, _ in standard}
    own = [
        c
        for c in before
        if c and c not in names and _canonical(kind, c) not in (*COLUMNS[kind], "name")
    ]
    own += sorted({key for r in held for key, _ in r.extra} - set(own) - names)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*(shown for shown, _ in standard), *own])
    numeric = ("latitude", "longitude")
    for record in held:
        extra = dict(record.extra)
        row = []
        for _, column in standard:
            value = _value(record, column)
            row.append(value if column in numeric else cells.guarded(value))
        writer.writerow([*row, *(cells.guarded(extra.get(column, "")) for column in own)])
    return buffer.getvalue().encode("utf-8", "replace")


# ---------------------------------------------------------------------- new ids

_SHORT: Final[Mapping[Kind, str]] = {
    "person": "p", "place": "pl", "work": "w", "organisation": "o", "event": "e",
}  # fmt: skip


def coin(record: Record, taken: Callable[[str], bool]) -> Record:
    """The record with an id made from its name, that none has or ever had."""
    plain_name = unicodedata.normalize("NFKD", record.surname or record.name)
    plain_name = "".join(sign for sign in plain_name if not unicodedata.combining(sign))
    slug = re.sub(r"[^a-z0-9]+", "-", plain_name.lower()).strip("-")[:40].strip("-")
    base = f"{_SHORT[record.kind]}-{slug}" if slug else _SHORT[record.kind]
    id_, n = base, 1
    while taken(id_) or (not slug and n == 1):
        n += 1
        id_ = f"{base}-{n}"
    return replace(record, id=id_)


def file_of(kind: Kind) -> str:
    """The name of the table of one kind, within `register/`."""
    return f"{LISTS[kind]}.csv"
