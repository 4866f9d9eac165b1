"""The catalogue is small, and what it says comes out as it went in."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.catalogue import Catalogue
from carnet.catalogue.packing import MANY, Bundles, Said, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE entries (n INTEGER PRIMARY KEY)")
    db.execute("CREATE TABLE marks (first INTEGER PRIMARY KEY, last INTEGER, data BLOB)")
    db.execute("CREATE TABLE said (n INTEGER PRIMARY KEY, text TEXT)")
    yield db
    db.close()


def put(db: sqlite3.Connection, bundles: Bundles, texts: list[str]) -> list[int]:
    """New rows with these texts; their numbers."""
    first = bundles.next()
    numbers = list(range(first, first + len(texts)))
    db.executemany("INSERT INTO entries VALUES (?)", [(n,) for n in numbers])
    bundles.add(first, texts)
    return numbers


words = st.text(st.characters(exclude_characters="\0"), max_size=300)
steps = st.lists(st.tuples(st.lists(words, min_size=1, max_size=90), st.integers(0, 9)), max_size=6)


@given(steps=steps)
@settings(max_examples=60)
def test_what_is_packed_comes_out_again(steps: list[tuple[list[str], int]]):
    """Rows come, and some go: those that are left have their texts, whoever asks."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.execute("CREATE TABLE entries (n INTEGER PRIMARY KEY)")
        db.execute("CREATE TABLE marks (first INTEGER PRIMARY KEY, last INTEGER, data BLOB)")
        bundles = Bundles(db, "marks", "entries")
        living: dict[int, str] = {}
        for texts, goes in steps:
            numbers = put(db, bundles, texts)
            assert not living.keys() & set(numbers)
            living.update(zip(numbers, texts, strict=True))
            gone = [n for n in living if n % 10 >= goes]
            db.executemany("DELETE FROM entries WHERE n = ?", [(n,) for n in gone])
            for n in gone:
                del living[n]
            if gone:
                bundles.forget(min(gone), max(gone))
            for asked in (bundles, Bundles(db, "marks", "entries")):
                assert {n: asked.of(n) for n in living} == living
        held = {n: text for first, of in bundles.all() for n, text in enumerate(of, first)}
        assert {n: held[n] for n in living} == living
    finally:
        db.close()


def test_a_bundle_goes_with_its_last_row_and_no_number_comes_again(empty: sqlite3.Connection):
    bundles = Bundles(empty, "marks", "entries")
    first = put(empty, bundles, ["a"] * (MANY + 1))
    second = put(empty, bundles, ["b"])
    assert len(list(bundles.all())) == 3
    empty.execute("DELETE FROM entries WHERE n <= ?", (MANY,))
    bundles.forget(first[0], first[MANY - 1])
    assert [texts[0] for _, texts in bundles.all()] == ["a", "b"]
    empty.execute("DELETE FROM entries")
    bundles.forget(first[0], second[0])
    assert put(empty, bundles, ["c"]) == [second[0] + 1]
    assert bundles.of(second[0] + 1) == "c"


def test_headers_that_are_alike_take_little_room():
    headers = [
        json.dumps(
            {"title": f"Notebook {n}", "credit": "Given by the family. " * 20, "when": f"19{n}"}
        )
        for n in range(10, 10 + MANY)
    ]
    packed = pack(headers)
    assert unpack(packed) == headers
    assert len(packed) < sum(map(len, headers)) / 8


def test_damaged_words_are_told_as_a_damaged_file(empty: sqlite3.Connection):
    bundles = Bundles(empty, "marks", "entries")
    (n,) = put(empty, bundles, ["the same words again, the same words again"])
    with pytest.raises(sqlite3.DatabaseError):
        unpack(b"\xff\xff")
    with pytest.raises(sqlite3.DatabaseError):
        bundles.of(n + 1)
    empty.execute("UPDATE marks SET data = ?", (b"x" * 20,))
    with pytest.raises(sqlite3.DatabaseError):
        Bundles(empty, "marks", "entries").of(n)
    with pytest.raises(sqlite3.DatabaseError):
        _ = Said(empty)[5]


def test_another_process_may_learn_meanwhile(empty: sqlite3.Connection):
    first, second = Bundles(empty, "marks", "entries"), Bundles(empty, "marks", "entries")
    here, there = Said(empty), Said(empty)
    (n,) = put(empty, second, ["[[0,12,person]]"])
    assert first.of(n) == "[[0,12,person]]"
    assert here[there.number("confirmed")] == "confirmed"


SEALED = "Nous attendions près des réservoirs de Châlons, où Émile m'a rendu les lettres de sa sœur"
AGAIN = {
    "the same": "Le soir nous attendions près des réservoirs de Châlons, où Émile vint. Pluie.",
    "without accents": "NOUS ATTENDIONS PRES DES RESERVOIRS DE CHALONS",
    "marks apart": "Nous attendions pre\u0300s des re\u0301servoirs de Cha\u0302lons, ou\u0300 il pleut.",
    "over lines": "Nous attendions\nprès des\nréservoirs\nde Châlons,\noù il pleut",
}
OTHER = "Les réservoirs près de Châlons: nous des attendions de nous."


@pytest.mark.parametrize("sealed", [SEALED, AGAIN["without accents"], AGAIN["marks apart"]])
def test_sealed_words_are_known_again_in_any_spelling(tmp_path: Path, sealed: str):
    days = ["Rien.", *AGAIN.values(), OTHER]
    text = "".join(f"{n} mai 1912\n\n{words}\n\n" for n, words in enumerate(days, 1))
    (tmp_path / "cahier.txt").write_text(text, "utf-8")
    archive, _ = Archive.new(tmp_path / "a", [tmp_path / "cahier.txt"])
    with archive:
        archive.index()
        catalogue = archive.catalogue
        known = {row.edtf for row in catalogue.rows() if row.id in catalogue.echoes(sealed)}
    assert known == {f"1912-05-0{n}" for n in range(2, len(AGAIN) + 2)}


def test_words_of_any_script_can_be_asked_for(tmp_path: Path):
    hebrew = "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05b4\u05c1\u05d9\u05ea \u05d1\u05bc\u05b8\u05e8\u05b8\u05d0"
    words = f"{hebrew} {hebrew[::-1]} one_two ΟΔΟΣ ὁδός 日本語の日記 \U0001e900\U0001e901 naïve"
    (tmp_path / "b.txt").write_text(f"3 May 1941\n\n{words}\n\n4 May 1941\n\nNothing.\n", "utf-8")
    archive, _ = Archive.new(tmp_path / "a", [tmp_path / "b.txt"])
    with archive:
        archive.index()
        assert len(archive.catalogue.echoes(words)) == 1
        assert archive.catalogue.naming(["one_two", hebrew], [])


def test_the_catalogue_is_not_much_larger_than_the_text(tmp_path: Path):
    """An edition in which each file repeats its header, and marks some names."""
    header = "<p>" + "Edited by those who found it in a box and gave it away. " * 30 + "</p>"
    files = []
    for n in range(1, 29):
        body = (
            f'<p>Met <persName ref="#p{n}">Anna</persName> at noon. ' + f"We walked {n} miles " * 40
        )
        path = tmp_path / f"1912-02-{n:02d}.xml"
        path.write_text(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
            f"<title>Day {n}</title></titleStmt><publicationStmt>{header}</publicationStmt>"
            "<sourceDesc><p>A box</p></sourceDesc></fileDesc></teiHeader><text><body>"
            f'<div><head><date when="1912-02-{n:02d}">{n} February</date></head>{body}</p></div>'
            "</body></text></TEI>",
            "utf-8",
        )
        files.append(path)
    archive, _ = Archive.new(tmp_path / "a", files)
    with archive:
        archive.index()
        texts = archive.catalogue.texts([row.id for row in archive.catalogue.rows()])
        size = sum(len(text.encode()) for _, text in texts)
        credit = {row.meta for row in archive.catalogue.sources()}
    assert len(credit) == len(files)
    with Catalogue(tmp_path / "a" / ".carnet" / "catalogue.db") as catalogue:
        used = catalogue.db.execute("SELECT sum(payload) FROM dbstat").fetchone()[0]
    assert used < 3.5 * size
