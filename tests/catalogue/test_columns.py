"""Packed columns are the tables again, whatever these hold and however they change."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.catalogue import columns

WORDS = st.text(max_size=4) | st.sampled_from(["\0", "a\0b", "\ud800"])
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)
ROWS = st.dictionaries(st.integers(1, 40), st.tuples(NUMBERS, NUMBERS, WORDS, WORDS), max_size=12)


def begun() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    db.execute(
        "CREATE TABLE sources (n INTEGER PRIMARY KEY, size INT, mtime INT, sha256 BLOB, name BLOB, decided)"
    )
    db.execute("CREATE TABLE entries (n INTEGER PRIMARY KEY)")
    columns.begin(db)
    db.execute("CREATE TABLE packed (place INTEGER PRIMARY KEY, data BLOB)")
    return db


def put(db: sqlite3.Connection, rows: dict[int, tuple[int, int, str, str]]) -> None:
    db.execute("DELETE FROM sources WHERE n % 3 = 1")
    for n, (size, mtime, name, decided) in rows.items():
        said = [word.encode("utf-8", "replace").decode() for word in (name, decided)]
        db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)",
            (n, size, mtime, b"x", *said),
        )


@given(before=ROWS, after=ROWS)
def test_what_changed_is_packed_again_and_the_rest_stays(
    before: dict[int, tuple[int, int, str, str]], after: dict[int, tuple[int, int, str, str]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "ROWS", 2)
        patch.setitem(columns._PACKED, "entries", ("n",))
        db = begun()
        put(db, before)
        columns.pack_all(db)
        columns.watch(db)
        put(db, after)
        columns.pack_changed(db)
        names = ", ".join(columns._PACKED["sources"])
        rows = db.execute(f"SELECT {names} FROM sources ORDER BY n").fetchall()
        assert list(zip(*columns.unpack(db, "sources"), strict=True)) == rows
        assert [len(column) for column in columns.unpack(db, "sources", "name", "n")] == [
            len(rows)
        ] * 2
        db.close()


@pytest.mark.parametrize("damage", [b"", b"\x10\x01\0\0\0x", b"\x02\x01\0\0\0x", b"\x10\xff"])
def test_what_is_damaged_is_an_error_of_the_file(damage: bytes) -> None:
    db = begun()
    put(db, {1: (1, 1, "a", "b")})
    columns.pack_all(db)
    db.execute("UPDATE packed SET data = ?", (damage,))
    with pytest.raises(sqlite3.DatabaseError):
        columns.unpack(db, "sources")
    db.close()
