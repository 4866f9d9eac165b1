"""The TEI reader against gold that people checked by hand."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.demand import need_data
from tests.readers.accounting import unaccounted

from carnet.archive.arriving import read_source
from carnet.model import MENTION_KINDS, Document, Piece
from carnet.readers.tei import TeiReader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.data
READER = TeiReader()


def gold(name: str) -> list[dict[str, str]]:
    with (need_data() / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def read(path: Path) -> tuple[Document, list[Piece], list[str]]:
    """The document, its entries, and the findings' messages, as an archive would have them."""
    found = read_source(path.name, path.read_bytes(), [READER], {})
    entries = [piece for piece in found.pieces if piece.kind == "entry"]
    return found.document, entries, [finding.message for finding in found.findings]


def refs(document: Document, piece: Piece, *kinds: str) -> Counter[str]:
    return Counter(
        span.value
        for span in document.spans
        if span.kind in (kinds or MENTION_KINDS)
        and span.value
        and piece.start <= span.start < max(piece.end, 1)
    )


def stated(row: dict[str, str], *columns: str) -> Counter[str]:
    """The references in gold's columns; `-` stands for a name without one."""
    return Counter(ref for column in columns for ref in row[column].split() if ref != "-")


def test_schnitzler_entries_dates_and_every_reference() -> None:
    editions = need_data() / "tei" / "schnitzler-tagebuch" / "editions"
    columns = ("person_refs", "place_refs", "work_refs", "persName_refs", "placeName_refs")
    wrong = []
    disagreements = 0
    rows = gold("schnitzler_tei.tsv")
    for row in rows:
        document, entries, messages = read(editions / row["file"])
        if [entry.when.edtf if entry.when else None for entry in entries] != [row["iso_date"]]:
            wrong.append((row["file"], "date"))
        elif refs(document, entries[0]) != stated(row, *columns):
            wrong.append((row["file"], "references"))
        disagreements += any(row["iso_date"] in message for message in messages)
    assert wrong == []
    assert len(rows) == 2104
    assert disagreements == 3  # 1879-09-03, 1880-03-31, 1885-11-02: header against text


def test_schnitzler_running_heads_are_named_and_left_out() -> None:
    path = need_data() / "tei" / "schnitzler-tagebuch" / "editions" / "entry__1879-06-16.xml"
    document, _, _ = read(path)
    assert "1879: VI 16" not in document.text
    assert any(
        "VI 16" in omission.text and "running head" in omission.reason
        for omission in document.omissions
    )


def test_mitford_dates_and_references() -> None:
    path = next((need_data() / "tei" / "mitford-journal").glob("*.xml"))
    document, entries, _ = read(path)
    found = read_source(path.name, path.read_bytes(), [READER], {}).findings
    by_id = {entry.locator: entry for entry in entries}
    rows = gold("mitford_tei.tsv")
    assert set(by_id) == {row["xml_id"] for row in rows}
    wrong = []
    for row in rows:
        entry = by_id[row["xml_id"]]
        if (entry.when.edtf if entry.when else None) != row["edtf_corrected"]:
            wrong.append((row["xml_id"], "date"))
        if row["edtf"] != row["edtf_corrected"] and not any(
            f.locator == row["xml_id"] for f in found
        ):
            wrong.append((row["xml_id"], "no finding"))
        for columns, kinds in (
            (("person_refs",), ("person",)), (("place_refs",), ("place",)),
            (("org_refs",), ("organisation",)), (("title_refs",), ("work",)),
        ):  # fmt: skip
            if missing := stated(row, *columns) - refs(document, entry, *kinds):
                wrong.append((row["xml_id"], str(missing)))
    assert wrong == []


def test_humboldt_every_date_element() -> None:
    """Gold lists each `date` in order, with the calendar it points to and its value as stated."""
    folder = need_data() / "tei" / "humboldt-travel-journals"
    rows = gold("humboldt_dates.tsv")
    wrong = []
    for name in sorted({row["file"] for row in rows}):
        document, _, _ = read(folder / f"{name}.xml")
        want = Counter(row["edtf"].replace("--", "XXXX-", 1) if row["edtf"].startswith("--") else row["edtf"]
                       for row in rows if row["file"] == name)  # fmt: skip
        got = Counter(span.value for span in document.spans if span.kind == "date" and span.value)
        calendars = Counter(span.value for span in document.spans if span.kind == "calendar")
        wanted = Counter(row["calendar"] for row in rows if row["file"] == name and row["calendar"])
        if want - got or wanted - calendars:
            wrong.append((name, want - got, wanted - calendars))
    assert wrong == []


def test_whitman_whole_notebooks() -> None:
    folder = need_data() / "tei" / "whitman-notebooks"
    for row in gold("whitman_notebooks.tsv"):
        document, entries, _ = read(folder / f"{row['file']}.xml")
        assert document.meta["when"].edtf == row["edtf"]
        assert (document.meta["when"].sure < 1) == (row["cert"] == "medium")
        assert row["edtf"] in {entry.when.edtf for entry in entries if entry.when}
        pages = sum(span.kind == "page" for span in document.spans)
        assert pages == int(row["pb"])


def test_pollaczek_pages() -> None:
    folder = need_data() / "tei" / "pollaczek"
    wrong = []
    for row in gold("pollaczek_pages.tsv"):
        document, entries, _ = read(folder / row["file"])
        whens = [entry.when.edtf if entry.when else None for entry in entries]
        if whens != [row["edtf"] or None]:
            wrong.append((row["file"], whens, row["edtf"]))
        assert (
            "¬" not in document.text[:-1]
        )  # at the end of a page the word goes on in another file
    assert wrong == []


@pytest.mark.slow
def test_every_character_of_every_file_is_accounted_for() -> None:
    bad = []
    for path in sorted((need_data() / "tei").rglob("*.xml")):
        if "indices" in path.parts:
            continue
        data = path.read_bytes()
        found = read_source(path.name, data, [READER], {})
        missing, wrong = unaccounted(found.document, data)
        ends = [0, *(piece.end for piece in found.pieces)]
        tiles = all(piece.start == end for piece, end in zip(found.pieces, ends, strict=False))
        if missing or wrong or not tiles or ends[-1] != len(found.document.text):
            bad.append((path.name, missing, wrong, tiles))
    assert bad == []
