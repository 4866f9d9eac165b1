"""TEI lists in and out: nothing is lost, and what a table says comes out."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from carnet.errors import CarnetError, SourceError
from carnet.register import LISTS, Authority, Name, Record, Relation, elements, putting, tei
from carnet.register.kept import give_out, take_in, tidy
from carnet.register.table import parse_table, read_table, write_table
from tests.demand import need_data
from tests.register.strategies import records

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-11-22"


def parsed(data: bytes) -> elements.Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(io.BytesIO(data), parser).getroot()


def same(one: elements.Element, other: elements.Element) -> bool:
    return etree.tostring(one, with_tail=False) == etree.tostring(other, with_tail=False)


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line, "utf-8")


LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- of a county archive -->
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listBibl><bibl xml:id="src">A source</bibl></listBibl></sourceDesc></fileDesc></teiHeader>
<text><body>
<listPerson type="known">
  <person xml:id="LindA" n="7" cert="high"><!-- checked -->
    <persName type="reg"><forename>Ada</forename> <surname>Lind</surname></persName>
    <persName type="alt" xml:lang="sv">Ada L.</persName>
    <birth when="1880-05-06"><placeName ref="#Lund">Lund</placeName></birth>
    <death notBefore="1950" notAfter="1952"/>
    <occupation>clerk</occupation>
    <idno type="GND">118609807</idno>
    <idno type="URL">https://example.org/lind/7</idno>
    <note>Counts <hi rend="italic">everything</hi>; see <persName ref="#LindB">Bo</persName>.</note>
    <note type="archive">Box 7</note>
    <listBibl><bibl xml:id="inner">her book</bibl></listBibl>
  </person>
  <person><persName>Nobody</persName></person>
  <personGrp xml:id="Lindar"><persName>The Linds</persName></personGrp>
</listPerson>
<listPlace><place xml:id="Skane"><placeName>Scania</placeName>
  <place xml:id="Lund" type="town"><placeName>Lund</placeName><location><geo>55,704 13,191</geo></location></place></place></listPlace>
<listOrg><org xml:id="Bank"><orgName>The Bank</orgName></org></listOrg>
<listBibl><bibl xml:id="Ledger"><author ref="#LindA"/><title>The Ledger</title>, <date when="1911">1911</date></bibl></listBibl>
<listEvent><event xml:id="Fire" when="1911-05-06"><label>The fire</label></event></listEvent>
</body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "register"


def put_in(folder: Path, tmp_path: Path, data: bytes = LIST, name: str = "lists.xml") -> None:
    (tmp_path / name).write_bytes(data)
    take_in(folder, [tmp_path / name], "", TODAY)


def test_a_list_becomes_tables(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "lists.xml").write_bytes(LIST)
    taken = take_in(folder, [tmp_path / "lists.xml"], "", TODAY)
    assert {t.kind: (t.new, t.known) for t in taken} == {
        "people": (2, 0), "places": (2, 0), "organisations": (1, 0), "works": (1, 0), "events": (1, 0),
    }  # fmt: skip
    assert taken[0].passed_over == ("person without xml:id: Nobody",)
    people = {r.id: r for r in read_table("person", folder / "people.csv").records}
    ada = people["LindA"]
    assert (ada.name, ada.forename, ada.surname) == ("Ada Lind", "Ada", "Lind")
    assert ada.variants == (Name("Ada L.", "", "sv"),)
    assert (ada.begin, ada.end, ada.roles) == ("1880-05-06", "1950/1952", ("clerk",))
    assert ada.authorities == (Authority("gnd", "118609807"),)
    assert ada.links == ("https://example.org/lind/7",)
    assert ada.note == "Counts everything; see Bo."
    places = {r.id: r for r in read_table("place", folder / "places.csv").records}
    assert (places["Lund"].within, places["Lund"].latitude, places["Lund"].type) == (
        "Skane",
        55.704,
        "town",
    )
    (work,) = read_table("work", folder / "works.csv").records
    assert (work.name, work.authors, work.begin) == ("The Ledger", ("LindA",), "1911")


def test_what_was_not_changed_comes_out_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    put_in(folder, tmp_path)
    assert dict(give_out(folder, {})) == {"lists.xml": LIST}


def test_a_change_of_a_row_changes_its_element_and_no_other(folder: Path, tmp_path: Path) -> None:
    put_in(folder, tmp_path)
    path = folder / "people.csv"
    path.write_bytes(
        path.read_bytes().replace(b"1880-05-06", b"1881").replace(b"clerk", b"clerk | diarist")
    )
    (out,) = [data for name, data in give_out(folder, {})]
    before, after = parsed(LIST), parsed(out)
    (ada,) = [e for e in tei.records_in(after) if e.get(elements.XML_ID) == "LindA"]
    assert [elements.words(e) for e in ada if elements.local(e) == "occupation"] == [
        "clerk",
        "diarist",
    ]
    birth = next(e for e in ada if elements.local(e) == "birth")
    assert birth.get("when") == "1881"
    assert elements.words(birth) == "Lund"
    assert b'<hi rend="italic">everything</hi>' in out
    assert b"<!-- checked -->" in out
    for old, new in zip(tei.records_in(before), tei.records_in(after), strict=True):
        if old.get(elements.XML_ID) != "LindA":
            assert same(old, new)


def test_rows_that_are_gone_or_new_or_merged(folder: Path, tmp_path: Path) -> None:
    put_in(folder, tmp_path)
    places = folder / "places.csv"
    rows = places.read_text("utf-8").splitlines(keepends=True)
    places.write_text("".join(row for row in rows if not row.startswith("Skane")), "utf-8")
    append(folder / "people.csv", "p-new,Bo Lind\n")
    out = dict(give_out(folder, {"LindA": ("p-new",)}))
    assert sorted(out) == ["lists.xml", "register.xml"]
    ids = [e.get(elements.XML_ID) for e in tei.records_in(parsed(out["lists.xml"]))]
    assert "Skane" not in ids
    assert "Lund" in ids
    assert b'sameAs="#p-new"' in out["lists.xml"]
    assert [e.get(elements.XML_ID) for e in tei.records_in(parsed(out["register.xml"]))] == [
        "p-new"
    ]


def test_of_two_files_the_first_holds_a_record(folder: Path, tmp_path: Path) -> None:
    put_in(folder, tmp_path, name="z.xml")
    other = LIST.replace(b"1880-05-06", b"1799")
    put_in(folder, tmp_path, other, name="a.xml")
    assert b"1880-05-06" in (folder / "people.csv").read_bytes()
    assert dict(give_out(folder, {})) == {"z.xml": LIST, "a.xml": other}


def test_refusals(folder: Path, tmp_path: Path) -> None:
    put_in(folder, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    bad = {
        "torn.xml": (b"<TEI><person>", "not well-formed"),
        "empty.xml": (b"<TEI/>", "no person, place"),
        "clash.xml": (LIST.replace(b'org xml:id="Bank"', b'org xml:id="Skane"').replace(b'"Skane"><placeName', b'"S"><placeName'), "has the id of a place"),
        "lists.xml": (LIST + b"\n", "another file of that name"),
        "names.csv": (b"id,name\n", "not clear what this table lists"),
    }  # fmt: skip
    for name, (data, said) in bad.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CarnetError, match=said):
            take_in(folder, [tmp_path / name], "", TODAY)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_hostile_file_reads_nothing_and_grows_to_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    body = "<TEI><listPerson><person xml:id='p'><persName>&{};Ada</persName></person></listPerson></TEI>"
    outside = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>{body.format("x")}'
    put_in(folder, tmp_path, outside.encode(), "outside.xml")
    (record,) = read_table("person", folder / "people.csv").records
    assert record.name == "Ada"
    bomb = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">'
    bomb += "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    with pytest.raises(SourceError, match="amplification"):
        put_in(folder, tmp_path, f"{bomb}]>{body.format('b8')}".encode(), "bomb.xml")


def test_a_spreadsheet_without_ids_gets_them(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Name;Born\nNina Halm;1920\nNina Halm;\n", "utf-8-sig")
    (taken,) = take_in(folder, [tmp_path / "people.csv"], "", TODAY)
    assert (taken.new, taken.known) == (2, 0)
    assert (folder / "people.csv").read_text(
        "utf-8"
    ) == "id,Name,Born\np-nina-halm,Nina Halm,1920\np-nina-halm-2,Nina Halm,\n"
    append(folder / "people.csv", ",Bo,\n")
    tidy(folder)
    assert "p-bo,Bo,\n" in (folder / "people.csv").read_text("utf-8")


@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_what_is_put_is_got(kind: str, data: st.DataObject) -> None:
    first, second = data.draw(records(kind)), data.draw(records(kind))
    parent = etree.Element(f"{{{putting.NAMESPACE}}}{putting.LIST_TAGS[kind][0]}")
    element = putting.new_element(parent, first)
    assert tei.get(element) == tei.tidied(first)
    assert not putting.put(element, first)
    changed = Record(
        **{f: getattr(second, f) for f in Record.__dataclass_fields__} | {"id": first.id}
    )
    putting.put(element, changed)
    assert tei.get(element) == tei.tidied(changed)


ROOT = "registers"


@pytest.mark.data
def test_real_lists_go_in_and_out_with_every_element(tmp_path: Path) -> None:
    files = sorted((need_data() / "registers").glob("*.xml"))
    files += sorted((need_data() / "tei" / "schnitzler-tagebuch" / "indices").glob("list*.xml"))
    assert len(files) == 9
    for path in files:
        folder = tmp_path / path.stem
        take_in(folder, [path], "", TODAY)
        assert dict(give_out(folder, {})) == {path.name: path.read_bytes()}
        # a row that is changed alters its own element: all others are what they were
        (table,) = sorted(folder.glob("*.csv"), key=lambda p: -p.stat().st_size)[:1]
        kind = next(kind for kind, name in LISTS.items() if name == table.stem)
        rows = parse_table(kind, table.read_bytes(), "x").records
        from dataclasses import replace

        rows[0] = replace(rows[0], note="Changed.", relations=(Relation("friend"),))
        table.write_bytes(write_table(kind, rows))
        (out,) = [data for _, data in give_out(folder, {})]
        before, after = parsed(path.read_bytes()), parsed(out)
        for old, new in zip(tei.records_in(before), tei.records_in(after), strict=True):
            if old.get(elements.XML_ID) == rows[0].id:
                assert tei.get(new).note == "Changed."
            elif old.get(elements.XML_ID) != rows[0].within:
                assert same(old, new)
        counts = [Counter(map(elements.local, root.iter())) for root in (before, after)]
        assert sum((counts[1] - counts[0]).values()) <= 2
