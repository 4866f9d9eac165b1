"""The register's tables, one CSV file for each kind: what a spreadsheet opens and a diff shows.

UTF-8, one record a line, sorted by id, columns in a fixed order. Carnet writes a column where one
record at least has something in it, or where it was there before; columns that it does not know
are the editor's, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.errors import ArchiveError
from carnet.model import Finding
from carnet.register import cells
from carnet.register.authorities import SCHEMES, from_address, plain
from carnet.register.degrees import in_degrees
from carnet.register.headings import COLUMNS, canonical, each_named, free, place_columns
from carnet.register.record import LISTS, Authority, Kind, Record
from carnet.register.sheets import Dialect, Linked, address_of, read_sheet, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_ALWAYS: Final = frozenset(("id", "name", "title"))
_FIELD: Final = {
    "born": "begin",
    "died": "end",
    "date": "begin",
    "kind": "type",
    "author": "authors",
}
MAX_BYTES: Final = 256 << 20
"""A table larger than this is refused."""


class Table(NamedTuple):
    """One table as it was read."""

    kind: Kind
    columns: tuple[str, ...]  # as they stand in the file; empty where there is no file
    records: list[Record]
    nameless: list[Record]  # rows without an id; what they say is kept
    findings: list[Finding]
    dialect: Dialect = Dialect()
    doubt: str = ""  # of its encoding


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


def parse_table(
    kind: Kind, data: bytes, name: str, where: str = "", *, foreign: bool = False
) -> Table:
    """The table in these bytes; `name` is what findings call it. One from elsewhere (`foreign`) may
    be in another encoding than UTF-8.
    """
    sheet = read_sheet(data, where or name, foreign=foreign)
    rows = sheet.rows
    columns = tuple(each_named(rows))
    known = place_columns(kind, columns)
    of_parts = kind == "person" and known.keys() & {"forename", "surname"}
    if rows and "name" not in known and not of_parts:
        raise ArchiveError(
            f"this table has no column {'title' if kind == 'work' else 'name'}: its columns are {', '.join(columns)[:200]}",
            where=where or name, mend=f"The first row names the columns: {', '.join(COLUMNS[kind][:4])} …",
        )  # fmt: skip
    made: list[Record] = []
    nameless: list[Record] = []
    findings: list[Finding] = []
    said = _Sayer(name, findings)
    table = Table(kind, columns, made, nameless, findings, sheet.dialect, sheet.doubt)
    if not rows:
        return table
    plan, id_column, width = _plan(kind, columns, known), known.get("id", -1), len(columns)
    stated = len(rows[0])
    in_list = [n for name, n in known.items() if name in _SEVERAL or name == "variants"]
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if any(row[stated:]):
            said(
                number,
                "has more cells than the first row; a comma in a cell needs quotes around it",
            )
        row += [""] * (width - len(row))  # noqa: PLW2901
        for n in in_list if foreign else ():
            row[n] = cells.listed(row[n])
        id_ = row[id_column] if id_column >= 0 else ""
        record = _record(kind, plan, id_, row, number, said)
        if record.id:
            made.append(record)
        elif record.name:
            nameless.append(record)
            said(number, f"“{record.name}” has no id yet; carnet register DIR tidy gives it one")
        else:
            nameless.append(record)
            said(number, "has neither an id nor a name")
    return table


class _Sayer:
    def __init__(self, name: str, findings: list[Finding]) -> None:
        self._name = name
        self._findings = findings

    def __call__(self, number: int, message: str) -> None:
        self._findings.append(Finding(self._name, f"row {number}", "record", message))


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
        known.get("name", -1),
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
            authorities += [
                Authority(scheme, plain(scheme, i)) for i in cells.split(address_of(row[n]))
            ]
    links = []
    for link in _addresses(plan, row):
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
    extra = [(column, str(row[n])) for n, column in plan.extra if row[n]]
    for n, field in plan.degrees:
        if row[n]:
            values[field] = in_degrees(row[n], field)
            if values[field] is None:
                extra.append((field, str(row[n])))  # it stays in its cell until somebody mends it
                said(number, f"{row[n]!r} is no {field} in degrees, such as 48.2082")
    name = " ".join(row[plan.name].split()) if plan.name >= 0 else ""
    if not name:
        name = " ".join(filter(None, (values.get("forename", ""), values.get("surname", ""))))
    if not name and id_:
        said(number, f"the record {id_} has no name")
    return Record(
        id=id_, kind=kind, name=name or id_, authorities=tuple(authorities), links=tuple(links),
        extra=tuple(extra), **values
    )  # fmt: skip


def _addresses(plan: _Plan, row: Sequence[str]) -> Iterator[str]:
    """The links of a row, with those to which its other cells lead."""
    if plan.links >= 0 and row[plan.links]:
        yield from cells.split(address_of(row[plan.links]))
    in_own = {plan.links, *(n for n, _ in plan.schemes)}
    for n, cell in enumerate(row):
        if isinstance(cell, Linked) and n not in in_own:
            yield cell.address


# ---------------------------------------------------------------------- writing

_WRITE: Final[Mapping[str, Callable[[Record], str]]] = {
    "variants": lambda r: cells.write_names(r.variants),
    "relations": lambda r: cells.write_relations(r.relations),
    "roles": lambda r: cells.join(r.roles),
    "author": lambda r: cells.join(r.authors),
    "links": lambda r: cells.join(r.links),
    "refs": lambda r: cells.join(r.refs),
    "latitude": lambda r: _coordinate(r, "latitude"),
    "longitude": lambda r: _coordinate(r, "longitude"),
    "title": lambda r: r.name,
    "note": lambda r: cells.join(r.note.split("\n\n")) if r.note else "",
}


def _coordinate(record: Record, axis: str) -> str:
    """In degrees; or what stands in its place and is none."""
    value = getattr(record, axis)
    return _number(value) if value is not None else cells.guarded(dict(record.extra).get(axis, ""))


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


def write_table(
    kind: Kind,
    records: Iterable[Record],
    before: Sequence[str] = (),
    dialect: Dialect | None = None,
) -> bytes:
    """The table of these records; `before` are the columns that the file had, `dialect` how it was
    written.
    """
    held = sorted(records, key=lambda record: order(record.id))
    known = {column: before[n] for column, n in place_columns(kind, before).items()}
    standard = []
    for column in COLUMNS[kind]:
        here = "name" if column == "title" else column
        if column in _ALWAYS or here in known or any(_value(r, column) for r in held):
            standard.append((known.get(here, column), column))
    shown = {shown.lower() for shown, _ in standard}
    axes = {"latitude", "longitude"} if kind == "place" else set()
    keys = {key for r in held for key, _ in r.extra} - axes
    own = [c for c in before if c and (c in keys or canonical(kind, c) not in known)]
    own = [c for c in own if c.lower() not in shown]
    own += sorted(keys - set(own))
    titles: list[str] = []
    for column in own:
        titles.append(free(column, shown))
        shown.add(titles[-1].lower())
    rows = [[*(shown for shown, _ in standard), *titles]]
    for record in held:
        extra = dict(record.extra)
        row = []
        for _, column in standard:
            value = _value(record, column)
            row.append(value if column in axes else cells.guarded(value))
        rows.append([*row, *(cells.guarded(extra.get(column, "")) for column in own)])
    return written(rows, dialect or Dialect())


# ---------------------------------------------------------------------- new ids

_INVERTED = re.compile(r"([^,;()\[\]]+), ([^,;()\[\]]+)")


def in_usual_order(record: Record) -> Record:
    """A person whose only name is in the form “Surname, Forename”, as lists have it: the name as
    readers see it, its parts, and the form of the list to sort by.
    """
    found = _INVERTED.fullmatch(record.name)
    if record.kind != "person" or found is None:
        return record
    surname, forename = found.groups()
    parts = record.surname, record.forename
    if not forename[0].isupper() or (any(parts) and parts != (surname, forename)):
        return record  # `Müller, geb. Schmidt`
    return replace(
        record, name=f"{forename} {surname}", forename=forename, surname=surname,
        sort=record.sort or record.name,
    )  # fmt: skip


_SHORT: Final[Mapping[Kind, str]] = {
    "person": "p", "place": "pl", "work": "w", "organisation": "o", "event": "e",
}  # fmt: skip


_ASCII: Final = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae",
     "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i"}
)  # fmt: skip


def coin(record: Record, taken: Callable[[str], bool]) -> Record:
    """The record with an id made from its name, that none has or ever had."""
    plain_name = unicodedata.normalize("NFKD", (record.surname or record.name).translate(_ASCII))
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
