"""Lists in the manners of further projects: parts of names, pointers in attributes, relations apart."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from carnet.register import Authority, Name, Record, Relation, elements, putting, tei
from carnet.register.kept import give_out, take_in
from carnet.register.related import listed_in, of
from carnet.register.table import file_of, read_table
from tests.register.strategies import records

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.register import Kind

OTHER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson>
<person xml:id="ida"><persName><surname>Stern</surname><nameLink>von</nameLink><forename>Ida</forename>
  <addName type="nick">Idchen</addName><surname type="birth">Holm</surname></persName><birth>um 1760</birth></person>
<person xml:id="ole"><persName ref="local.xml#x https://d-nb.info/gnd/118540238">Ole Holm</persName><death>22. März 1832</death></person>
<person xml:id="una" corresp="viaf.org/viaf/24602065"><persName>Una</persName><note><p>First.</p><p>Sec-<lb break="no"/>ond.</p></note></person>
<listRelation><relation name="sister" active="#ida" passive="#ole #una" from="1790" to="1801"/>
  <relation name="friend" mutual="#ole #una #ida"/><relation ref="https://example.org/kin#cousin" active="people.xml#una" passive="#ole"/></listRelation>
</listPerson>
<listPlace><place xml:id="jena"><settlement>Jena</settlement><country>Saxony</country><location><geo>50.93° N 11.59° E</geo></location></place>
<place xml:id="far"><placeName ref="https://www.geonames.org/1850147">Tokyo</placeName><location><geo>139.69 35.68</geo></location></place></listPlace>
<listOrg><org xml:id="inn"><orgName>The Inn</orgName><location><placeName ref="#jena">Jena</placeName></location></org></listOrg>
<listEvent><event xml:id="battle" when="1806-10-14" where="#jena"><label>Battle</label></event></listEvent>
<listBibl><biblFull xml:id="whole"><titleStmt><title>The whole</title></titleStmt></biblFull></listBibl>
</standOff></TEI>""".encode()


def people(folder: Path, kind: Kind = "person") -> dict[str, Record]:
    return {r.id: r for r in read_table(kind, folder / file_of(kind)).records}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "other.xml").write_bytes(OTHER)
    taken = take_in(tmp_path / "register", [tmp_path / "other.xml"], "", "2026-11-23")
    assert [said for t in taken for said in t.passed_over] == [
        "far: '139.69 35.68' is no latitude and longitude"
    ]
    return tmp_path / "register"


def test_what_comes_in(folder: Path) -> None:
    held = people(folder)
    ida, ole, una = held["ida"], held["ole"], held["una"]
    assert (ida.name, ida.forename, ida.surname) == ("Ida von Stern", "Ida", "Stern")
    assert ida.variants == (Name("Holm", "birth"), Name("Idchen", "nickname"))
    assert (ida.begin, ole.end) == ("1760~", "1832-03-22")
    assert ole.authorities == (Authority("gnd", "118540238"),)
    assert una.authorities == (Authority("viaf", "24602065"),)
    assert una.note == "First. Sec-ond."  # a hyphen before a break is the encoder's affair
    assert set(ida.relations) == {
        Relation("sister", "ole", "1790/1801"), Relation("sister", "una", "1790/1801"),
        Relation("friend", "ole"), Relation("friend", "una"),
    }  # fmt: skip
    assert Relation("cousin", "ole") in una.relations
    places = people(folder, "place")
    assert (places["jena"].name, places["jena"].latitude, places["jena"].longitude) == (
        "Jena",
        50.93,
        11.59,
    )
    assert places["far"].authorities == (Authority("geonames", "1850147"),)
    assert people(folder, "organisation")["inn"].within == "jena"
    assert people(folder, "event")["battle"].within == "jena"
    assert people(folder, "work")["whole"].name == "The whole"


def test_it_goes_out_as_it_came(folder: Path) -> None:
    assert dict(give_out(folder, {})) == {"other.xml": OTHER}


def test_a_relation_taken_out_of_the_table_leaves_those_of_others(folder: Path) -> None:
    path = folder / "people.csv"
    text = path.read_text("utf-8")
    assert "friend: una" in text
    path.write_text(text.replace("friend: ole | friend: una", "friend: ole | aunt"), "utf-8")
    changed = people(folder)["ida"].relations
    (out,) = [data for _, data in give_out(folder, {})]
    root = etree.parse(io.BytesIO(out)).getroot()
    listed = listed_in(root)
    held = {
        id_: tei.get(e, of(listed, id_))
        for e in tei.records_in(root)
        if (id_ := str(e.get(elements.XML_ID)))
    }
    assert Relation("aunt") in held["ida"].relations
    assert Relation("friend", "una") not in held["ida"].relations
    assert Relation("friend", "una") in held["ole"].relations
    assert {r for r in changed if r.what == "sister"} <= set(held["ida"].relations)


@settings(max_examples=120)
@given(st.sampled_from(["ida", "ole", "una", "jena", "far", "inn", "battle", "whole"]), st.data())
def test_whatever_a_row_says_its_element_says(id_: str, data: st.DataObject) -> None:
    root = etree.parse(io.BytesIO(OTHER)).getroot()
    listed = listed_in(root)
    (element,) = [e for e in tei.records_in(root) if e.get(elements.XML_ID) == id_]
    kind = tei.KINDS[elements.local(element)]
    wanted = tei.tidied(data.draw(records(kind, st.just(id_))))
    putting.put(element, wanted, of(listed, id_))
    again = tei.tidied(tei.get(element, of(listed_in(root), id_)))
    assert replace(again, relations=()) == replace(wanted, relations=())
    assert set(again.relations) == set(wanted.relations)
    assert not putting.put(element, again, of(listed_in(root), id_))
