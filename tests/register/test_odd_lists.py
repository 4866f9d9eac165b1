"""Lists as other projects write them: what a table can hold comes in, and all else stays in the file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from carnet.register import LISTS, Authority, Record, elements, putting, tei
from carnet.register.kept import give_out, take_in
from carnet.register.table import file_of, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.register import Kind

ODD = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="lists.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:ed="https://example.org/ns"><teiHeader><fileDesc>
<titleStmt><title>Names of a parish</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson><head>People</head>
  <listPerson type="family"><head>The Wrights</head>
    <person xml:id="w.1" sex="2" role="servant" ed:state="draft">
      <persName><persName type="birth"><surname>Moor</surname>, <forename>Ann</forename></persName>
        <persName type="married" from="1801"><roleName>Mrs</roleName> <surname>Wright</surname></persName></persName>
      <persName type="nickname">Nan</persName>
      <idno type="VIAF">https://viaf.org/viaf/12345678</idno>
      <idno type="wikidata">Q4242</idno>
      <idno><idno type="local">17b</idno></idno>
      <birth><date when="1779-03-02">2 March</date> at <placeName key="thorpe">Thorpe</placeName></birth>
      <event type="move" when="1812"><label>Removed to <placeName>Hull</placeName></label></event>
      <state type="faith"><p>A Friend.</p></state>
      <note>She <q>could not abide</q> clocks.</note>
    </person>
    <person xml:id="w.2" sameAs="#w.1"><persName>Nan Wright</persName></person>
    <personGrp xml:id="w.all"><persName>The Wrights</persName><note><listRelation><relation name="spouse" mutual="#w.1 #w.3"/></listRelation></note></personGrp>
  </listPerson>
  <person xml:id="w.3"><persName xml:lang="en"><forename type="first">John</forename> <forename type="middle">Amos</forename> <surname>Wright</surname></persName>
    <persName xml:lang="ru">\xd0\x94\xd0\xb6\xd0\xbe\xd0\xbd</persName><death cert="low" notAfter="1840">before 1840</death></person>
  <listRelation><relation name="parent" active="#w.1 #w.3" passive="#w.all"><desc>told in 1820</desc></relation></listRelation>
</listPerson>
<listPlace><place xml:id="thorpe" type="village"><placeName notAfter="1750">Torp</placeName><placeName type="pref">Thorpe</placeName>
  <location><geo decls="#osgb">TA 123 456</geo></location><location type="centre"><geo>53.75 -0.35</geo></location>
  <location><geo>53.76,-0.36</geo></location><listPlace><place xml:id="mill"><placeName>The Mill</placeName></place></listPlace></place></listPlace>
<listBibl><bibl xml:id="b1"><title level="a">On clocks</title>, in <bibl><author>Somebody Else</author><title level="j">The Friend</title></bibl>
  by <author><persName ref="#w.3">J. A. W.</persName></author>, <date from="1801" to="1803"/></bibl>
  <biblStruct xml:id="b2"><analytic><author key="w.1"/><title>Letters</title></analytic><monogr><title level="m">A Miscellany</title><imprint><date>n.d.</date></imprint></monogr></biblStruct></listBibl>
<listOrg><org xml:id="meeting"><orgName>Thorpe Meeting</orgName><listPerson><person xml:id="inner"><persName>The Clerk</persName></person></listPerson></org></listOrg>
<listEvent><event xml:id="flood" notBefore="1799" notAfter="1801"><head>The flood</head><p>All <rs ref="#mill">was lost</rs>.</p></event></listEvent>
</standOff></TEI>"""  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "odd.xml").write_bytes(ODD)
    take_in(tmp_path / "register", [tmp_path / "odd.xml"], "", "2026-11-22")
    return tmp_path / "register"


def rows(folder: Path, kind: Kind) -> dict[str, Record]:
    return {r.id: r for r in read_table(kind, folder / file_of(kind)).records}


def test_what_a_table_can_hold_comes_in(folder: Path) -> None:
    people = rows(folder, "person")
    assert {"w.1", "w.2", "w.3", "w.all"} <= people.keys()
    ann, john = people["w.1"], people["w.3"]
    assert "Moor" in ann.name
    assert [name.text for name in ann.variants] == ["Nan"]
    assert {Authority("viaf", "12345678"), Authority("wikidata", "Q4242")} == set(ann.authorities)
    assert (ann.begin, john.end) == ("1779-03-02", "../1840")
    assert ann.note == "She could not abide clocks."
    assert (john.name, john.forename, john.surname) == ("John Amos Wright", "John Amos", "Wright")
    places = rows(folder, "place")
    assert (places["thorpe"].name, places["thorpe"].latitude) == ("Thorpe", 53.75)
    assert places["mill"].within == "thorpe"
    works = rows(folder, "work")
    assert works["b1"].name == "On clocks"
    assert "w.3" in works["b1"].authors
    assert (works["b2"].name, works["b2"].authors) == ("Letters", ("w.1",))
    assert rows(folder, "event")["flood"].begin == "1799/1801"


def test_nothing_of_it_is_lost(folder: Path) -> None:
    assert dict(give_out(folder, {})) == {"odd.xml": ODD}


def test_tables_that_a_spreadsheet_wrote_anew_lose_nothing(folder: Path) -> None:
    for kind in LISTS:
        path = folder / file_of(kind)
        head, *lines = csv.reader(io.StringIO(path.read_text("utf-8")))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows([head, *lines[::-1]])
    assert dict(give_out(folder, {})) == {"odd.xml": ODD}


@pytest.mark.parametrize("id_", ["w.1", "w.3", "thorpe", "b1", "b2", "flood", "meeting"])
def test_a_changed_note_changes_nothing_else(id_: str) -> None:
    root = etree.parse(io.BytesIO(ODD)).getroot()
    (element,) = [e for e in tei.records_in(root) if e.get(elements.XML_ID) == id_]
    others = [etree.tostring(e) for e in root.iter() if not inside(e, element)]
    record = tei.get(element)
    assert putting.put(element, replace(record, note="Seen."))
    assert tei.get(element) == replace(record, note="Seen.")
    assert [etree.tostring(e) for e in root.iter() if not inside(e, element)] == others


def inside(one: elements.Element, other: elements.Element) -> bool:
    """Whether an element is another, in it, or around it."""
    return other in (one, *one.iterancestors()) or one in other.iterancestors()
