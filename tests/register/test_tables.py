"""The register's tables: what is written is read again, whatever stands in a cell."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.errors import ArchiveError
from carnet.register import LISTS, Authority, Name, Record, Register, Relation, cells
from carnet.register.authorities import from_address, plain, to_address, wrong
from carnet.register.record import page_name
from carnet.register.table import COLUMNS, coin, parse_table, write_table
from tests.register.strategies import IDS, NAMES, RELATIONS, TEXTS, records


@given(st.lists(TEXTS, max_size=4))
def test_values_of_a_cell_return(values: list[str]) -> None:
    assert list(cells.split(cells.join(values))) == [value.strip() for value in values]


@given(st.lists(NAMES, max_size=4))
def test_names_of_a_cell_return(names: list[Name]) -> None:
    assert list(cells.read_names(cells.write_names(names))) == names


@given(st.lists(RELATIONS, max_size=4))
def test_relations_of_a_cell_return(relations: list[Relation]) -> None:
    assert list(cells.read_relations(cells.write_relations(relations))) == relations


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    written = cells.guarded(text)
    assert written[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert cells.unguarded(written) == text


@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_table_returns(kind: str, data: st.DataObject) -> None:
    held = data.draw(st.lists(records(kind), max_size=5, unique_by=lambda record: record.id))
    written = write_table(kind, held)
    table = parse_table(kind, written, "register/x.csv")
    assert {record.id: record for record in table.records} == {record.id: record for record in held}
    assert not table.findings
    assert write_table(kind, table.records, table.columns) == written
    for row in csv.reader(io.StringIO(written.decode())):
        for cell in row:
            assert cell[:1] not in ("=", "+", "@") or not cell
    assert len(written.splitlines()) == len(held) + 1  # one record a line


def test_columns_of_the_editor_stay() -> None:
    data = "id;name;Box;birth\np-1;Nina Halm;=4;1920\n".encode("utf-8-sig")
    table = parse_table("person", data, "register/people.csv")
    (record,) = table.records
    assert record.begin == "1920"
    assert record.extra == (("Box", "=4"),)
    assert (
        write_table("person", [record], table.columns)
        == b"id,name,birth,Box\np-1,Nina Halm,1920,'=4\n"
    )


def test_the_columns_that_are_told_of() -> None:
    assert COLUMNS["work"][:2] == ("id", "title")
    table = parse_table("work", b"id,title,author,kind,date\nw,Handbook,Prohaska,book,1906~\n", "x")
    (record,) = table.records
    assert (record.name, record.authors, record.type, record.begin) == (
        "Handbook",
        ("Prohaska",),
        "book",
        "1906~",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,born\np,1920\n", "has no column name"),
        (b"id,name\np,\xff\n", "not UTF-8"),
        (b"id,name\np,\0\n", "NUL"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        parse_table("person", data, "register/people.csv")


def test_rows_that_are_doubtful_are_findings() -> None:
    data = b"id,name,latitude\npl-a,,91\n,Wien,48.2\n"
    table = parse_table("place", data, "register/places.csv")
    assert [f.message.partition(";")[0] for f in table.findings] == [
        "'91' is no latitude in degrees, such as 48.2082",
        "the record pl-a has no name",
        "“Wien” has no id yet",
    ]
    assert [record.name for record in table.nameless] == ["Wien"]


@given(IDS | TEXTS)
def test_a_page_name_fits_every_file_system(id_: str) -> None:
    name = page_name(id_)
    assert name == name.lower()
    assert name.isascii()
    assert len(name) <= 80
    assert page_name(name) == name


def test_pages_of_ids_that_differ_in_capitals_differ() -> None:
    assert len({page_name(id_).lower() for id_ in ("Halm", "halm", "HALM", "hälm")}) == 4


def test_new_ids_are_made_from_names() -> None:
    taken: set[str] = set()
    made = []
    for name in ("Zoë Müller", "Zoë Müller", "Лев", "=", ""):
        record = coin(Record("", "person", name), taken.__contains__)
        taken.add(record.id)
        made.append(record.id)
    assert made == ["p-zoe-muller", "p-zoe-muller-2", "p-2", "p-3", "p-4"]


# ---------------------------------------------------------------------- catalogues of the world

GOOD = [
    ("gnd", "119033364"), ("gnd", "118609807"), ("gnd", "1060734850"), ("gnd", "4005728-8"),
    ("gnd", "2024175-6"), ("gnd", "37583-4"), ("viaf", "113230702"), ("wikidata", "Q42"),
    ("geonames", "2950159"), ("bnf", "11888092r"), ("bnf", "11907966z"), ("isni", "0000000080456315"),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "id_"), GOOD)
def test_ids_of_catalogues_are_proved(scheme: str, id_: str) -> None:
    authority = Authority(scheme, id_)
    assert not wrong(authority)
    assert from_address(to_address(authority)) == authority
    assert plain(scheme, to_address(authority)) == id_


@pytest.mark.parametrize(
    ("scheme", "id_"), [pair for pair in GOOD if pair[0] in ("gnd", "isni", "bnf")]
)
def test_a_wrong_or_swapped_digit_is_noticed(scheme: str, id_: str) -> None:
    for at, sign in enumerate(id_):
        if sign.isdigit():
            for other in set("0123456789") - {sign}:
                changed = id_[:at] + other + id_[at + 1 :]
                if "-" not in id_:
                    assert wrong(Authority(scheme, changed)), changed
        if at and sign != id_[at - 1] and (sign + id_[at - 1]).isdigit() and "-" not in id_:
            changed = id_[: at - 1] + sign + id_[at - 1] + id_[at + 1 :]
            assert wrong(Authority(scheme, changed)), changed


def test_forms_in_which_ids_are_written() -> None:
    assert plain("isni", "ISNI 0000 0000 8045 6315") == "0000000080456315"
    assert plain("bnf", "ark:/12148/cb11888092r") == "11888092r"
    assert plain("gnd", " 11860980x ") == "11860980X"
    assert from_address("https://sws.geonames.org/2950159/") == Authority("geonames", "2950159")
    assert from_address("https://example.org/gnd/1") is None


# ---------------------------------------------------------------------- references

REGISTER = Register(
    [
        Record("pmb50", "place", "Wien", authorities=(Authority("geonames", "2761369"),)),
        Record("pmb7", "person", "Olga", refs=("pmb8", "Q1"), authorities=(Authority("gnd", "118609807"),)),
        Record("p-1", "person", "One"),
        Record("pl-1", "place", "Another one", links=("https://example.org/places/77",)),
    ],
    {"pmb9": ("pmb7",), "pmb60": ("pmb7", "p-1"), "pmb61": ()},
)  # fmt: skip


@pytest.mark.parametrize(
    ("ref", "target"),
    [
        ("#pmb50", "pmb50"), ("pmb50", "pmb50"), ("#50", "pmb50"), ("#8", "pmb7"), ("#pmb8", "pmb7"),
        ("#Q1", "pmb7"), ("http://d-nb.info/gnd/118609807", "pmb7"), ("https://www.geonames.org/2761369", "pmb50"),
        ("#pmb9", "pmb7"), ("index.xml#pmb7", "pmb7"), ("psn:p-1", "p-1"), ("https://x.org/entity/pmb50.html", "pmb50"),
        ("https://example.org/places/77", "pl-1"), ("#1", None), ("#pmb60", None), ("#pmb61", None), ("#", None),
        ("", None), ("#none", None), ("https://www.geonames.org/1", None),
    ],
)  # fmt: skip
def test_references_find_their_record(ref: str, target: str | None) -> None:
    assert REGISTER.resolve(ref) == target


def test_the_columns_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "registers.md").read_text("utf-8")
    for kind, name in LISTS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}.csv`")]
        assert tuple(re.findall(r"`(\w+)`", row)) == COLUMNS[kind]
