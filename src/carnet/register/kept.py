"""Lists that come from elsewhere and go back: TEI files and tables, in and out without loss.

A TEI file that is imported stays in `register/tei/` byte for byte; what a table can hold of its
records becomes rows. On export each file comes out as it came in, with what has changed in the
tables since put into the elements that it concerns; records from no such file come in a TEI file
of their own. Of two files that have the same record the one that came first holds it; the other's
element is never altered.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from carnet.errors import ArchiveError, CarnetError, SourceError, brief
from carnet.growing import append_rows
from carnet.register import elements, putting, tei, view
from carnet.register.ids import Ids
from carnet.register.likeness import apart, folded
from carnet.register.record import LISTS, Kind, Record
from carnet.register.related import listed_in, of
from carnet.register.table import (
    Table,
    coin,
    file_of,
    in_usual_order,
    parse_table,
    read_table,
    write_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_COLUMNS: Final = ["file", "sha256", "added"]
_MAX: Final = 256 << 20
_NEW: Final = "register.xml"


class Taken(NamedTuple):
    """What came of one file: how many records of each kind were new, and how many were there
    already and stayed as they are; and what of the file is no record here, and why.
    """

    file: str
    kind: str
    new: int
    known: int
    passed_over: tuple[str, ...]


def _parse(data: bytes, where: str) -> etree._ElementTree:
    """An XML file, its entities neither read from elsewhere nor blown up."""
    if len(data) > _MAX:
        raise SourceError(f"larger than {_MAX >> 20} MB", where=where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.parse(io.BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"this is not well-formed XML: {brief(error)}",
            where=where,
            mend="Mend that place in the file.",
        ) from None


# ---------------------------------------------------------------------- in


def take_in(folder: Path, files: Sequence[Path], kind: str, today: str) -> list[Taken]:
    """Take lists into the register in `folder`: TEI by its content, a table by its name or `kind`.

    All of the files or none. Records that are there already stay as they are.
    """
    tables = {k: read_table(k, folder / file_of(k)) for k in LISTS}
    ids = Ids.read(folder / "records.csv")
    taken: list[Taken] = []
    kept: list[tuple[str, bytes]] = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error
        if path.suffix.lower() == ".xml" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            kept.append((path.name, data))
            taken += _take_tei(path.name, _parse(data, str(path)).getroot(), tables, ids)
        else:
            taken.append(_take_table(path, data, _kind_of(path, kind), tables, ids))
    for name, data in kept:
        held = folder / "tei" / name
        if held.exists() and held.read_bytes() != data:
            raise SourceError(
                "another file of that name was imported before", where=name,
                mend="Give the new one another name; both are kept.",
            )  # fmt: skip
    for name, data in kept:
        _keep(folder / "tei", name, data, today)
    _write(folder, tables)
    return taken


def _kind_of(path: Path, said: str) -> Kind:
    for kind, name in LISTS.items():
        if said in (kind, name) or (not said and path.stem.lower() == name):
            return kind
    raise CarnetError(
        "it is not clear what this table lists" if not said else f"there are no lists of {said!r}",
        where=str(path), mend=f"Say it with --kind: {', '.join(LISTS.values())}.",
    )  # fmt: skip


def _take_tei(
    name: str, root: elements.Element, tables: Mapping[Kind, Table], ids: Mapping[str, Kind]
) -> Iterator[Taken]:
    counts: dict[Kind, list[int]] = {}
    held = {record.id: record.kind for table in tables.values() for record in table.records}
    listed = listed_in(root)
    for element in tei.records_in(root):
        record = tei.get(element, of(listed, str(element.get(elements.XML_ID))))
        count = counts.setdefault(record.kind, [0, 0])
        other = held.get(record.id) or ids.get(record.id)
        if other is not None and other != record.kind:
            raise SourceError(
                f"its {record.kind} {record.id} has the id of a {other} of the register", where=name,
                mend="Give one of them another id.",
            )  # fmt: skip
        if record.id in held:
            count[1] += 1
            continue
        count[0] += 1
        held[record.id] = record.kind
        tables[record.kind].records.append(record)
    over = (*_without_id(root), *_not_placed(root))
    if not counts:
        raise SourceError(
            "no person, place, work, organisation or event with an xml:id is in this file", where=name,
            mend="Carnet reads listPerson, listPlace, listBibl, listOrg and listEvent.",
        )  # fmt: skip
    for n, (kind, (new, known)) in enumerate(counts.items()):
        yield Taken(name, LISTS[kind], new, known, () if n else over)


def _without_id(root: elements.Element) -> Iterator[str]:
    """What would be a record had it an id: it is kept in the file, and named here."""
    for element in root.iter():
        if elements.local(element) in tei.KINDS and not element.get(elements.XML_ID):
            parent = element.getparent()
            above = parent is not None and any(
                elements.local(p) in (*tei.KINDS, "teiHeader") for p in element.iterancestors()
            )
            if parent is not None and not above and elements.local(parent).startswith("list"):
                yield f"{elements.local(element)} without xml:id: {elements.words(element)[:60]}"


def _not_placed(root: elements.Element) -> Iterator[str]:
    """Coordinates that are no latitude and longitude: they stay in the file, and places have none."""
    for element in tei.records_in(root):
        said = [elements.words(geo) for geo in view.geos(element) if elements.words(geo)]
        if (
            said
            and tei.KINDS[elements.local(element)] == "place"
            and tei.get(element).latitude is None
        ):
            yield f"{element.get(elements.XML_ID)}: {said[0][:40]!r} is no latitude and longitude"


def _take_table(
    path: Path, data: bytes, kind: Kind, tables: Mapping[Kind, Table], ids: Mapping[str, Kind]
) -> Taken:  # fmt: skip
    table = parse_table(kind, data, path.name, str(path), foreign=True)
    mine = tables[kind]
    held = {record.id: record.kind for table in tables.values() for record in table.records}
    before = _Namesakes(mine.records)
    new = known = turned = same = 0
    columns = [c for c in table.columns if c and c not in mine.columns]
    tables_columns = (*mine.columns, *columns)
    for record in (*table.records, *table.nameless):
        if not record.name:
            continue
        said = in_usual_order(record)
        if not record.id:
            if before.have(said):
                known, same = known + 1, same + 1
                continue
            said = coin(said, lambda id_: id_ in held or id_ in ids)
        if held.get(said.id, ids.get(said.id, kind)) != kind:
            raise SourceError(
                f"its {kind} {said.id} has the id of a {held.get(said.id) or ids[said.id]}",
                where=str(path), mend="Give it another id.",
            )  # fmt: skip
        if said.id in held:
            known += 1
            continue
        turned += said.name != record.name
        held[said.id] = kind
        mine.records.append(said)
        new += 1
    tables[kind] = mine._replace(columns=tables_columns)  # type: ignore[index]
    over = [
        f"{finding.locator}: {finding.message}"
        for finding in table.findings
        if "has no id yet" not in finding.message
    ]
    over += [table.doubt] if table.doubt else []
    if turned:
        over.append(
            f"read as Forename Surname, though written “Surname, Forename”: {_rows(turned)}"
        )
    if same:
        over.append(
            f"without an id, and with the name of a record that is there: {_rows(same)}; give another "
            "of that name an id of its own"
        )
    return Taken(path.name, LISTS[kind], new, known, tuple(over))


def _rows(n: int) -> str:
    return f"{n:,} row{'s' if n > 1 else ''}"


class _Namesakes:
    """The records of a table as they were before an import, by their names: the row of a sheet that
    was imported once before is not a new record.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._left: dict[str, list[Record]] = {}
        for record in records:
            self._left.setdefault(folded(record.name), []).append(record)

    def have(self, record: Record) -> bool:
        """Whether a record of this name was there, and nothing that both say speaks against its being
        this one. Each is had once: two rows of one name may be two people.
        """
        held = self._left.get(folded(record.name), [])
        for n, other in enumerate(held):
            if not apart(record, other):
                del held[n]
                return True
        return False


def _keep(folder: Path, name: str, data: bytes, today: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    held = folder / name
    if held.exists():
        return
    held.write_bytes(data)
    append_rows(folder / "files.csv", _COLUMNS, [(name, sha256(data).hexdigest(), today)])


def _write(folder: Path, tables: Mapping[Kind, Table]) -> None:
    """Each table that has records, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, table in tables.items():
        if not table.records and not table.columns:
            continue
        path = folder / file_of(kind)
        data = write_table(kind, table.records, table.columns, table.dialect)
        if not path.exists() or path.read_bytes() != data:
            new = path.with_name(f"{path.name}.new")
            new.write_bytes(data)
            new.replace(path)


def tidy(folder: Path) -> list[Taken]:
    """Sort the tables, put their columns in order, and give an id to each row that has none."""
    tables = {k: read_table(k, folder / file_of(k)) for k in LISTS}
    ids = Ids.read(folder / "records.csv")
    held = {record.id for table in tables.values() for record in table.records}
    out = []
    for kind, table in tables.items():
        if not table.columns:
            continue
        for record in table.nameless:
            named = coin(record, lambda id_: id_ in held or id_ in ids)
            held.add(named.id)
            table.records.append(named)
        out.append(
            Taken(
                file_of(kind),
                LISTS[kind],
                len(table.nameless),
                len(table.records) - len(table.nameless),
                (),
            )
        )
        tables[kind] = table._replace(
            columns=("id", *table.columns)
            if "id" not in [c.strip().lower() for c in table.columns]
            else table.columns
        )
    _write(folder, tables)
    return out


def add_records(folder: Path, records: Iterable[Record]) -> int:
    """Add new records to the tables; gives their number. Ids that are taken are passed over."""
    tables = {k: read_table(k, folder / file_of(k)) for k in LISTS}
    held = {record.id for table in tables.values() for record in table.records} | set(
        Ids.read(folder / "records.csv")
    )
    n = 0
    for record in records:
        if record.id not in held:
            held.add(record.id)
            tables[record.kind].records.append(record)
            n += 1
    if n:
        _write(folder, tables)
    return n


# ---------------------------------------------------------------------- out


def _files(folder: Path) -> list[str]:
    """The TEI files that were imported, in the order in which they came."""
    path = folder / "files.csv"
    try:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))[1:]
    except FileNotFoundError:
        rows = []
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArchiveError(f"this list is damaged: {error}", where=str(path)) from None
    named = [row[0] for row in rows if row]
    found = sorted(held.name for held in folder.glob("*.xml")) if folder.is_dir() else []
    return list(dict.fromkeys([*(name for name in named if name in found), *found]))


def give_out(folder: Path, moved: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
    """The register in TEI: each file that was imported, and one with what came from none.

    `moved` leads from the ids of merged records to those that answer for them.
    """
    records: dict[str, Record] = {}
    for kind in LISTS:
        for record in read_table(kind, folder / file_of(kind)).records:
            records.setdefault(record.id, record)
    housed: set[str] = set()
    for name in _files(folder / "tei"):
        data = (folder / "tei" / name).read_bytes()
        tree = _parse(data, f"register/tei/{name}")
        changed = False
        listed = listed_in(tree.getroot())
        for element in list(tei.records_in(tree.getroot())):
            id_ = str(element.get(elements.XML_ID))
            if id_ in housed:
                continue
            housed.add(id_)
            row = records.get(id_)
            if row is None:
                _drop_but_children(element)
                changed = True
                continue
            kind = tei.KINDS[elements.local(element)]
            changed |= putting.put(element, replace(row, kind=kind), of(listed, id_))
            changed |= _mark_moved(element, moved)
        yield name, (_serialised(tree) if changed else data)
    left = [record for id_, record in records.items() if id_ not in housed]
    if left:
        root = putting.elements_of(left)
        for element in tei.records_in(root):
            _mark_moved(element, moved)
        tree = root.getroottree()
        etree.indent(tree)
        used = _files(folder / "tei")
        yield _NEW if _NEW not in used else "carnet-register.xml", _serialised(tree)


def _drop_but_children(element: elements.Element) -> None:
    """A record that its table no longer has; places within it are records of their own and stay."""
    inner = list(tei.records_in(element)) if element.getparent() is not None else []
    for nested in (e for e in inner if e is not element):
        if view.is_record(nested):
            element.addprevious(nested)
    elements.drop(element)


def _mark_moved(element: elements.Element, moved: Mapping[str, tuple[str, ...]]) -> bool:
    successors = moved.get(str(element.get(elements.XML_ID)), ())
    said = " ".join(f"#{id_}" for id_ in successors)
    if not said or element.get("sameAs") == said:
        return False
    element.set("sameAs", said)
    return True


def _serialised(tree: etree._ElementTree) -> bytes:
    encoding = tree.docinfo.encoding or "UTF-8"
    written = io.BytesIO()
    tree.write(written, encoding=encoding, xml_declaration=True)
    first, end, rest = written.getvalue().partition(b"\n")
    return (
        first.replace(b"'", b'"') + end + rest + b"\n"
    )  # as most files have it: a diff shows less
