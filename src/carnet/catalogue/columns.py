"""Rows that every build reads, packed column by column.

To fetch thousands of rows one by one takes longer than all that a build does with them after a small
edit. So the columns of `entries` and `sources` that it needs lie beside these tables once more,
stretch by stretch of `ROWS` numbers: a stretch in which a row has changed is packed anew when the
change is committed, and the others stay as they are. The first words of an entry, which lists show,
lie here only.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from array import array
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROWS: Final = 10
"""By so many bits the number of a row is shifted for the number of its stretch."""

_APART: Final = "\0"
_HEAD: Final = 5  # bytes before each column: how it is packed, and how long it is
_LENGTH: Final = 4  # bytes that say how much of a stretch is deflated; digests follow, as they are
_LEVEL: Final = 5
_SIZES: Final = {1: "b", 2: "h", 4: "i", 8: "q"}  # bytes of a number, and what `array` calls it
_TEXTS, _JSON, _BYTES = 16, 17, 18
DIGEST: Final = 12
"""Bytes of a digest."""

# What is packed of each table. A text that is null is packed as an empty one: of those that are
# packed only `edtf` may be null, and it is never empty.
_PACKED: Final = {
    "entries": (
        "n", "source", "ordinal", "order0", "order1", "coalesce(order2, -order1)", "words", "calendar", "author", "id",
        "edtf", "written", "title", "opening", "language", "coalesce(digest, own)",
    ),
    "sources": ("n", "size", "mtime", "length(sha256)", "name", "decided"),
}  # fmt: skip
_FROM: Final = {"entries": "entries LEFT JOIN temp.openings USING (n)", "sources": "sources"}
_WATCHED: Final = (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))


def begin(db: sqlite3.Connection) -> None:
    """Make a place for the first words of entries that are new, until they are packed."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS openings (n INTEGER PRIMARY KEY, opening TEXT)")


def add_openings(db: sqlite3.Connection, openings: Iterable[tuple[int, str]]) -> None:
    """The numbers of new entries, and their first words."""
    db.executemany("INSERT OR REPLACE INTO temp.openings VALUES (?, ?)", openings)


def watch(db: sqlite3.Connection) -> None:
    """Note from now on, on this connection, in which stretches rows change."""
    for table in _PACKED:
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS changed_{table} (stretch INTEGER PRIMARY KEY)")
        for event, row in _WATCHED:
            db.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {event}_{table} AFTER {event} ON main.{table} BEGIN "  # noqa: S608
                f"INSERT OR IGNORE INTO changed_{table} VALUES ({row}.n >> {ROWS}); END"
            )


def pack_changed(db: sqlite3.Connection) -> None:
    """Pack the stretches that have changed since `watch`."""
    for table in _PACKED:
        changed = db.execute(f"SELECT stretch FROM changed_{table}").fetchall()  # noqa: S608
        _pack(db, table, (n for (n,) in changed))
        db.execute(f"DELETE FROM changed_{table}")  # noqa: S608


def pack_all(db: sqlite3.Connection) -> None:
    """Pack all there is, in a catalogue that has nothing packed."""
    for table in _PACKED:
        last = db.execute(f"SELECT coalesce(max(n), -1) FROM {table}").fetchone()[0]  # noqa: S608
        _pack(db, table, range((last >> ROWS) + 1))


def _pack(db: sqlite3.Connection, table: str, stretches: Iterable[int]) -> None:
    query = (
        f"SELECT {', '.join(_PACKED[table])} FROM {_FROM[table]} WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608
    )
    for n in stretches:
        if table == "entries":
            _keep_openings(db, n)
        rows = db.execute(query, (n << ROWS, (n + 1) << ROWS)).fetchall()
        if rows:
            data = _packed([_column(values) for values in zip(*rows, strict=True)])
            db.execute("INSERT OR REPLACE INTO packed VALUES (?, ?)", (_place(table, n), data))
        else:
            db.execute("DELETE FROM packed WHERE place = ?", (_place(table, n),))
    if table == "entries":
        db.execute("DELETE FROM temp.openings")


def _place(table: str, stretch: int) -> int:
    return stretch << 1 | (table == "sources")


def _keep_openings(db: sqlite3.Connection, stretch: int) -> None:
    """Those that are packed already stay, as far as their entries do."""
    query = "SELECT data FROM packed WHERE place = ?"
    for (data,) in db.execute(query, (_place("entries", stretch),)).fetchall():
        names = _PACKED["entries"]
        both = _columns(data, [names.index("n"), names.index("opening")])
        db.executemany("INSERT OR IGNORE INTO temp.openings VALUES (?, ?)", zip(*both, strict=True))


def unpack(db: sqlite3.Connection, table: str, *names: str) -> list[list[Any]]:
    """Some columns of a table, or all, in the order of its rows' numbers. `sqlite3.DatabaseError`
    where they are not what was packed.
    """
    query = "SELECT data FROM packed WHERE place & 1 = ? ORDER BY place"
    packed = _PACKED[table]
    wanted = [packed.index(name) for name in names or packed]
    try:
        stretches = [_columns(data, wanted) for (data,) in db.execute(query, (_place(table, 0),))]
    except (ValueError, IndexError, zlib.error) as error:
        raise sqlite3.DatabaseError(f"packed columns are damaged ({error})") from error
    columns = [list(chain.from_iterable(held)) for held in zip(*stretches, strict=True)]
    if len(set(map(len, columns))) > 1:
        raise sqlite3.DatabaseError("packed columns are damaged (they are not of one length)")
    return columns or [[] for _ in wanted]


def _packed(columns: Sequence[tuple[int, bytes]]) -> bytes:
    """A stretch: its columns one after the other, deflated together but for digests."""
    framed = [
        bytes((how,)) + len(data).to_bytes(_HEAD - 1, "little") + (data if how != _BYTES else b"")
        for how, data in columns
    ]
    deflated = zlib.compress(b"".join(framed), _LEVEL)
    digests = [data for how, data in columns if how == _BYTES]
    return b"".join((len(deflated).to_bytes(_LENGTH, "little"), deflated, *digests))


def _column(values: Sequence[Any]) -> tuple[int, bytes]:
    """One column of a stretch: what it holds, by its first value that is not null."""
    some = next(filter(None, values), values[0])
    if isinstance(some, int):
        low, high = min(values), max(values)
        size = next(n for n in _SIZES if -(1 << 8 * n - 1) <= low and high < 1 << 8 * n - 1)
        numbers = array(_SIZES[size], values)
        if sys.byteorder == "big":
            numbers.byteswap()
        return size, numbers.tobytes()
    if isinstance(some, bytes):
        return _BYTES, b"".join(values)
    texts = [text or "" for text in values]
    joined = _APART.join(texts)
    if joined.count(_APART) == len(texts) - 1:
        return _TEXTS, joined.encode("utf-8", "surrogatepass")
    return _JSON, json.dumps(texts).encode()


def _columns(data: bytes, wanted: Sequence[int]) -> list[Sequence[Any]]:
    after = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    deflated = zlib.decompress(data[_LENGTH:after])
    found: list[tuple[int, bytes, int, int]] = []
    at = 0
    while at < len(deflated):
        how, at = deflated[at], at + _HEAD
        length = int.from_bytes(deflated[at - _HEAD + 1 : at], "little")
        if how == _BYTES:
            found.append((how, data, after, after + length))
            after += length
        else:
            found.append((how, deflated, at, at + length))
            at += length
    return [_values(how, of[start:end]) for how, of, start, end in map(found.__getitem__, wanted)]


def _values(how: int, data: bytes) -> Sequence[Any]:
    if how == _TEXTS:
        return data.decode("utf-8", "surrogatepass").split(_APART)
    if how in _SIZES:
        numbers = array(_SIZES[how])
        numbers.frombytes(data)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers
    if how == _BYTES:
        return [data[at : at + DIGEST] for at in range(0, len(data), DIGEST)]
    held: Sequence[Any] = json.loads(data)
    return held


def told(said: dict[int, str], numbers: Sequence[int]) -> list[str]:
    """The words that a column of numbers stands for; quick where they are all the same."""
    first = numbers[0] if numbers else 0
    if numbers.count(first) == len(numbers):
        return list(repeat(said[first], len(numbers))) if numbers else []
    return [said[n] for n in numbers]
