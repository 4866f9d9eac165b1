"""Rows that every build reads, packed column by column.

To fetch thousands of rows one by one takes longer than all that a build does with them after a small
edit. So the columns of `entries` and `sources` that it needs lie beside these tables once more,
stretch by stretch of `ROWS` numbers: a stretch in which a row has changed is packed anew when the
change is committed, and the others stay as they are.
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

ROWS: Final = 9
"""By so many bits the number of a row is shifted for the number of its stretch."""

_APART: Final = "\0"
_HEAD: Final = 5  # bytes before each column: how it is packed, and how long it is
_SIZES: Final = {1: "b", 2: "h", 4: "i", 8: "q"}  # bytes of a number, and what `array` calls it
_TEXTS, _JSON, _BYTES = 16, 17, 18
_DIGEST: Final = 16  # bytes of each value of a column of bytes

# What is packed of each table. A text that is null is packed as an empty one: of those that are
# packed only `edtf` may be null, and it is never empty.
_PACKED: Final = {
    "entries": (
        "source", "ordinal", "order0", "order1", "order2", "words", "calendar", "author", "id", "edtf",
        "written", "title", "opening", "language", "coalesce(digest, own)",
    ),
    "sources": ("n", "size", "mtime", "length(sha256)", "name", "decided"),
}  # fmt: skip
_WATCHED: Final = (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))


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
    query = f"SELECT {', '.join(_PACKED[table])} FROM {table} WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608
    for n in stretches:
        rows = db.execute(query, (n << ROWS, (n + 1) << ROWS)).fetchall()
        if rows:
            data = b"".join(map(_column, zip(*rows, strict=True)))
            db.execute(f"INSERT OR REPLACE INTO packed_{table} VALUES (?, ?)", (n, data))  # noqa: S608
        else:
            db.execute(f"DELETE FROM packed_{table} WHERE stretch = ?", (n,))  # noqa: S608


def unpack(db: sqlite3.Connection, table: str, *names: str) -> list[list[Any]]:
    """Some columns of a table, or all, in the order of its rows' numbers. `sqlite3.DatabaseError`
    where they are not what was packed.
    """
    query = f"SELECT data FROM packed_{table} ORDER BY stretch"  # noqa: S608
    packed = _PACKED[table]
    wanted = [packed.index(name) for name in names or packed]
    try:
        stretches = [_columns(data, wanted) for (data,) in db.execute(query)]
    except (ValueError, IndexError, zlib.error) as error:
        raise sqlite3.DatabaseError(f"packed columns are damaged ({error})") from error
    columns = [list(chain.from_iterable(held)) for held in zip(*stretches, strict=True)]
    if len(set(map(len, columns))) > 1:
        raise sqlite3.DatabaseError("packed columns are damaged (they are not of one length)")
    return columns or [[] for _ in wanted]


def _column(values: Sequence[Any]) -> bytes:
    """One column of a stretch: what it holds, by its first value that is not null."""
    some = next(filter(None, values), values[0])
    if isinstance(some, int):
        low, high = min(values), max(values)
        size = next(
            size for size in _SIZES if -(1 << 8 * size - 1) <= low and high < 1 << 8 * size - 1
        )
        numbers = array(_SIZES[size], values)
        if sys.byteorder == "big":
            numbers.byteswap()
        return _framed(size, numbers.tobytes())
    if isinstance(some, bytes):
        return _framed(_BYTES, b"".join(values))
    texts = [text or "" for text in values]
    joined = _APART.join(texts)
    if joined.count(_APART) == len(texts) - 1:
        return _framed(_TEXTS, zlib.compress(joined.encode("utf-8", "surrogatepass"), 1))
    return _framed(_JSON, json.dumps(texts).encode())


def _framed(how: int, data: bytes) -> bytes:
    return bytes((how,)) + len(data).to_bytes(_HEAD - 1, "little") + data


def _columns(data: bytes, wanted: Sequence[int]) -> list[Sequence[Any]]:
    places = []
    at = 0
    while at < len(data):
        end = at + _HEAD + int.from_bytes(data[at + 1 : at + _HEAD], "little")
        places.append((at, end))
        at = end
    return [
        _values(data[at], data[at + _HEAD : end]) for at, end in map(places.__getitem__, wanted)
    ]


def _values(how: int, data: bytes) -> Sequence[Any]:
    if how == _TEXTS:
        return zlib.decompress(data).decode("utf-8", "surrogatepass").split(_APART)
    if how in _SIZES:
        numbers = array(_SIZES[how])
        numbers.frombytes(data)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers
    if how == _BYTES:
        return [data[at : at + _DIGEST] for at in range(0, len(data), _DIGEST)]
    held: Sequence[Any] = json.loads(data)
    return held


def told(said: dict[int, str], numbers: Sequence[int]) -> list[str]:
    """The words that a column of numbers stands for; quick where they are all the same."""
    first = numbers[0] if numbers else 0
    if numbers.count(first) == len(numbers):
        return list(repeat(said[first], len(numbers))) if numbers else []
    return [said[n] for n in numbers]
