"""Tables as spreadsheets leave them, in several countries: nothing that stands in one is lost."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.errors import ArchiveError, SourceError
from carnet.register import Authority, Record
from carnet.register.authorities import from_address, plain, wrong
from carnet.register.degrees import in_degrees
from carnet.register.kept import take_in, tidy
from carnet.register.misdated import likely
from carnet.register.table import in_usual_order, parse_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.register import Kind

DAY = "2026-01-01"


def taken(tmp_path: Path, data: bytes, kind: str = "people") -> tuple[list[dict[str, str]], str]:
    """The rows that a sheet becomes, and what is said of it."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(data)
    (said,) = take_in(tmp_path / "register", [sheet], kind, DAY)
    text = (tmp_path / "register" / f"{kind}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text))), "; ".join(said.passed_over)


GERMAN = 'Name;Vorname;Nachname;geboren;Notiz;;;\r\nGrete Müller;Grete;Müller;1888;"eins\nzwei; drei";;;\r\n;;;;;;;\r\n'


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8-sig", ""), ("utf-8", ""), ("cp1252", "is not UTF-8"), ("utf-16", "")],
)
def test_sheets_of_german_spreadsheets(tmp_path: Path, encoding: str, said: str) -> None:
    rows, told = taken(tmp_path, GERMAN.encode(encoding))
    (row,) = rows
    assert row["id"] == "p-muller"
    assert row["Name"] == "Grete Müller"
    assert row["Notiz"].split() == ["eins", "zwei;", "drei"]
    assert said in told
    (record,) = parse_table("person", (tmp_path / "register/people.csv").read_bytes(), "x").records
    assert (record.forename, record.surname, record.begin) == ("Grete", "Müller", "1888")


def test_a_table_of_the_register_is_not_guessed_at() -> None:
    # a name that was misread would not be withheld when it is sealed
    with pytest.raises(ArchiveError, match="not UTF-8"):
        parse_table("person", GERMAN.encode("cp1252"), "register/people.csv")


def test_a_french_sheet_without_a_column_name(tmp_path: Path) -> None:
    data = "\ufeffNom;Prénom;Né;VIAF\r\nHuysmans;Joris-Karl;1848;\r\n".encode()
    taken(tmp_path, data)
    for _ in range(2):
        path = tmp_path / "register" / "people.csv"
        (record,) = parse_table("person", path.read_bytes(), "x").records
        assert (record.name, record.forename, record.surname, record.begin) == (
            "Joris-Karl Huysmans", "Joris-Karl", "Huysmans", "1848",
        )  # fmt: skip
        tidy(tmp_path / "register")


def test_what_no_column_claims_is_kept(tmp_path: Path) -> None:
    data = b"name,title,,note,note\nAnna Berg,Dr.,loose words,first,second,beyond\n"
    rows, told = taken(tmp_path, data)
    assert "more cells than the first row" in told
    for _ in range(2):
        assert {"Anna Berg", "Dr.", "loose words", "first", "second", "beyond"} <= set(
            rows[0].values()
        )
        tidy(tmp_path / "register")
        text = (tmp_path / "register/people.csv").read_text("utf-8")
        assert list(csv.DictReader(io.StringIO(text))) == rows


def test_coordinates_that_are_none_stay_in_their_cells(tmp_path: Path) -> None:
    rows, told = taken(
        tmp_path,
        b"name;latitude;longitude\nWien;482.082;16,3738\nRom;41.9 N;12\xc2\xb030'E\n",
        "places",
    )
    assert "'482.082' is no latitude" in told
    tidy(tmp_path / "register")
    at = {row["name"]: (row["latitude"], row["longitude"]) for row in rows}
    assert at == {"Wien": ("482.082", "16.3738"), "Rom": ("41.9", "12.5")}
    table = parse_table("place", (tmp_path / "register/places.csv").read_bytes(), "x")
    assert ["is no latitude" in f.message for f in table.findings] == [True]


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        ("48.2082", "latitude", 48.2082), ("48,2082", "latitude", 48.2082), ("-33.4", "latitude", -33.4),
        ("48°12′30″N", "latitude", 48.208333), ("33° 27' S", "latitude", -33.45), ("W 70,5°", "longitude", -70.5),
        ("16.37 O", "longitude", None), ("16 E", "latitude", None), ("-16 W", "longitude", None), ("91", "latitude", None),
        ("48°75'", "latitude", None), ("nan", "latitude", None), ("", "latitude", None), ("1e-05", "latitude", 1e-05),
    ],
)  # fmt: skip
def test_degrees(text: str, axis: str, degrees: float | None) -> None:
    assert in_degrees(text, axis) == degrees


@given(st.floats(-90, 90))
def test_degrees_return(value: float) -> None:
    assert in_degrees(repr(value), "latitude") == value


def test_formulas_that_hold_a_text_or_an_address(tmp_path: Path) -> None:
    data = (
        'name,gnd,links,born\n"=HYPERLINK(""https://example.org/a"",""Anna Berg"")",'
        '"=HYPERLINK(""https://d-nb.info/gnd/118577166"";""118577166"")","=HYPERLINK(""https://example.org/b"")","=""1875"""\n'
        "Bo Lund,,,=1+1\n"
    )
    rows, _ = taken(tmp_path, data.encode())
    assert rows[0]["name"] == "Anna Berg"
    assert rows[0]["gnd"] == "118577166"
    assert rows[0]["born"] == "1875"
    assert rows[0]["links"] == "https://example.org/b | https://example.org/a"
    assert rows[1]["born"] == "'=1+1"  # and is never run


def test_excel_says_itself_what_parts_cells_and_is_asked_for_csv(tmp_path: Path) -> None:
    rows, _ = taken(tmp_path, b"sep=;\r\nname;born\r\nAnna Berg;1888\r\n")
    assert rows == [{"id": "p-anna-berg", "name": "Anna Berg", "born": "1888"}]
    with pytest.raises((ArchiveError, SourceError), match="spreadsheet's own file"):
        taken(tmp_path, b"PK\x03\x04\x14\0\x06\0")


def test_a_sheet_that_is_imported_again_adds_nobody_twice(tmp_path: Path) -> None:
    sheet = b"name,born\nAnna Berg,\nAnna Berg,1888\nBo Lund,1860\n"
    first, _ = taken(tmp_path, sheet)
    again, told = taken(tmp_path, sheet)
    assert first == again
    assert len(first) == 3  # two rows of one name may be two people
    assert "have an id" not in told
    assert "3 rows" in told
    more, _ = taken(tmp_path, b"name,born\nBo Lund,1920\nCy Holm,\n")
    assert len(more) == 5  # one who was born in another year is somebody else


def test_names_of_lists_are_turned_round(tmp_path: Path) -> None:
    rows, told = taken(tmp_path, '"name"\n"Müller, Grete"\n"Halm, geb. Berg"\n'.encode())
    at = {row["name"]: row for row in rows}
    assert set(at) == {"Grete Müller", "Halm, geb. Berg"}
    assert at["Grete Müller"]["sort"] == "Müller, Grete"
    assert at["Grete Müller"]["surname"] == "Müller"
    assert "1 row" in told
    place = Record("", "place", "Bonn, Beuel")
    assert in_usual_order(place) == place


def test_a_table_stays_as_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    path = folder / "people.csv"
    path.write_bytes("\ufeffid;name\np-1;Zoë Berg\n;Bo Lund\n".encode())
    tidy(folder)
    assert path.read_bytes() == "\ufeffid;name\np-1;Zoë Berg\np-bo-lund;Bo Lund\n".encode()


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\t"), max_size=8).map(
    str.strip
)


@settings(max_examples=150)
@given(
    st.sampled_from(["person", "place", "work"]),
    st.lists(st.sampled_from(["", "name", "title", "note", "notes", "kind", "type", "born", "Box", "Nom"]), max_size=6),
    st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=4),
)  # fmt: skip
def test_no_cell_is_lost(kind: Kind, columns: list[str], rows: list[list[str]]) -> None:
    """Whatever the columns are called, each cell is there when the table was read and written."""
    buffer = io.StringIO(newline="")
    numbered = [[f"r-{n}", f"Name {n}", *row] for n, row in enumerate(rows)]
    csv.writer(buffer).writerows([["id", "name", *columns], *numbered])
    table = parse_table(kind, buffer.getvalue().encode(), "x")
    data = write_table(kind, table.records, table.columns)
    held = {row[0]: row for row in csv.reader(io.StringIO(data.decode()))}
    for row in numbered:
        loose = "".join("".join(held[row[0]]).split())
        for cell in row:
            for word in cell.replace("\\", "").replace("|", " ").split():
                bare = word.strip("'=+-@[],")
                assert bare.replace("\\", "") in loose.replace("\\", ""), (word, held)
    again = parse_table(kind, data, "x")
    assert again.records == sorted(table.records, key=lambda r: int(r.id[2:]))
    assert write_table(kind, again.records, again.columns) == data


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12.03.1888", ["1888-03-12"]), ("09/21/1893", ["1893-09-21"]), ("5/2/1848", ["1848-02-05", "1848-05-02"]),
        ("34233", ["1993-09-21"]), ("ca. 1890", ["1890~"]), ("*1893", ["1893"]), ("21. September 1893", ["1893-09-21"]),
        ("vor 1940", ["../1940"]), ("1893,0", ["1893"]), ("1890–1893", ["1890/1893"]), ("1893 ?", ["1893?"]),
        ("Hans", []), ("?", []), ("3 May", []), ("12.3.88", []),
    ],
)  # fmt: skip
def test_dates_that_are_none_have_a_likely_meaning(text: str, meant: list[str]) -> None:
    assert likely(text) == meant


@given(st.text(max_size=20))
def test_any_cell_may_be_asked_for_its_date(text: str) -> None:
    likely(text)


@pytest.mark.parametrize(
    ("scheme", "written", "id_"),
    [
        ("gnd", "d-nb.info/gnd/118540238", "118540238"), ("gnd", "https://d-nb.info/gnd/118540238/about/lds", "118540238"),
        ("gnd", "(DE-588)118540238", "118540238"), ("gnd", "GND 118540238", "118540238"),
        ("viaf", "http://viaf.org/viaf/24602065/#Name", "24602065"), ("viaf", "viaf:24602065", "24602065"),
        ("wikidata", "wd:Q5879", "Q5879"), ("wikidata", "https://m.wikidata.org/wiki/Q5879?x", "Q5879"),
        ("geonames", "geonames:2761369", "2761369"), ("geonames", "https://www.geonames.org/2761369/vienna.html", "2761369"),
        ("bnf", "https://data.bnf.fr/11888092/name/", "11888092r"), ("bnf", "cb11888092r", "11888092r"),
        ("isni", "http://www.isni.org/0000 0001 2103 2683", "0000000121032683"), ("isni", "0000-0001-2103-2683", "0000000121032683"),
    ],
)  # fmt: skip
def test_the_forms_in_which_ids_stand_in_sheets(scheme: str, written: str, id_: str) -> None:
    assert plain(scheme, written) == id_
    assert not wrong(Authority(scheme, id_))


def test_addresses_of_others_are_no_ids() -> None:
    for address in (
        "https://example.org/gnd/118540238",
        "https://not-viaf.org/viaf/1",
        "gnd/118540238",
        "viaf.org",
    ):
        assert from_address(address) is None
    assert wrong(Authority("gnd", plain("gnd", "https://example.org/118540238")))


@pytest.mark.parametrize(
    ("kind", "column"),
    [("places", "Lieu"), ("places", "Ort"), ("places", "place"), ("works", "Werk"), ("people", "person"), ("events", "événement")],
)  # fmt: skip
def test_a_sheet_named_after_what_it_lists(tmp_path: Path, kind: str, column: str) -> None:
    taken(tmp_path, f"{column};note\nHalm;x\n".encode(), kind)
    data = (tmp_path / f"register/{kind}.csv").read_bytes()
    singular = {"places": "place", "works": "work", "people": "person", "events": "event"}
    for _ in range(2):
        (record,) = parse_table(singular[kind], data, "x").records  # type: ignore[arg-type]
        assert record.name == "Halm"
        assert not record.within
        tidy(tmp_path / "register")
        data = (tmp_path / f"register/{kind}.csv").read_bytes()


def test_values_of_a_sheet_may_be_parted_by_semicolons(tmp_path: Path) -> None:
    taken(
        tmp_path,
        b'name,variants,roles,note\nJem Ortlieb,"Jem; J. O.;Jemmy","clerk; poet;","a; b"\nBo,"X | Y; Z",,\n',
    )
    held = parse_table("person", (tmp_path / "register/people.csv").read_bytes(), "x").records
    jem, bo = sorted(held, key=lambda record: -len(record.name))
    assert [name.text for name in jem.variants] == ["Jem", "J. O.", "Jemmy"]
    assert (jem.roles, jem.note) == (("clerk", "poet"), "a; b")
    assert [name.text for name in bo.variants] == ["X", "Y; Z"]
