"""What keeps the catalogue small: words that many rows say are kept once, and what is alike from row
to row is deflated together.

The headers of an edition's files repeat each other, seven eighths of the files; the marks of an
entry look like those of any other. Deflated alone such short texts hardly shrink, and to begin anew
for each of them is most of the work; a bundle of them does it once.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANY: Final = 64
"""Texts of a bundle, at most. To read one means to inflate all: so they are not too many."""

_LEVEL: Final = 3
_APART: Final = "\0"  # JSON has none
_KEPT: Final = 16 * MANY  # texts that are kept at hand


def pack(texts: Sequence[str]) -> bytes:
    """Texts without NUL in less room."""
    return zlib.compress(_APART.join(texts).encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(data: bytes) -> list[str]:
    """The texts again. `sqlite3.DatabaseError` where the bytes are not what was packed."""
    try:
        return zlib.decompress(data).decode("utf-8", "surrogatepass").split(_APART)
    except (zlib.error, UnicodeDecodeError) as error:
        raise sqlite3.DatabaseError(f"packed words are damaged ({error})") from error


class Bundles:
    """A text for each row of a table, by the row's number, in a table of bundles.

    A number that has been given is never given again while its bundle is there, so that a bundle
    never changes: what was read of one may be kept.
    """

    def __init__(self, db: sqlite3.Connection, table: str, rows: str) -> None:
        self._db = db
        self._table = table
        self._rows = rows  # the table whose rows these texts belong to
        self._held: dict[int, str] = {}

    def next(self) -> int:
        """The first number that neither a row nor a bundle has."""
        query = (
            f"SELECT max(coalesce((SELECT max(n) FROM {self._rows}), 0), "  # noqa: S608 - our own words
            f"coalesce((SELECT max(last) FROM {self._table}), 0)) + 1"
        )
        found: int = self._db.execute(query).fetchone()[0]
        return found

    def add(self, first: int, texts: Sequence[str]) -> None:
        """The texts of rows whose numbers follow each other, from the first on."""
        self._db.executemany(
            f"INSERT INTO {self._table} VALUES (?, ?, ?)",  # noqa: S608
            [
                (first + i, first + min(i + MANY, len(texts)) - 1, pack(texts[i : i + MANY]))
                for i in range(0, len(texts), MANY)
            ],
        )

    def of(self, n: int) -> str:
        """The text of one row."""
        text = self._held.get(n)
        if text is None:
            query = f"SELECT first, data FROM {self._table} WHERE first <= ? ORDER BY first DESC LIMIT 1"  # noqa: S608
            first, data = self._db.execute(query, (n,)).fetchone() or (n, None)
            if len(self._held) >= _KEPT:
                self._held.clear()
            self._held.update(enumerate(unpack(data) if data is not None else (), first))
            text = self._held.get(n)
            if text is None:
                raise sqlite3.DatabaseError("packed words are damaged (a row has none)")
        return text

    def all(self) -> Iterator[tuple[int, list[str]]]:
        """Every bundle: the number of its first text, and its texts. Rows of some may be gone."""
        query = f"SELECT first, data FROM {self._table} ORDER BY first"  # noqa: S608
        for first, data in self._db.execute(query):
            yield first, unpack(data)

    def forget(self, first: int, last: int) -> None:
        """Rows of these numbers are gone: so are bundles that have no others, but for the last,
        which keeps its numbers from being given again.
        """
        self._db.execute(
            f"DELETE FROM {self._table} WHERE first <= ? AND last >= ? "  # noqa: S608
            f"AND last < (SELECT max(last) FROM {self._table}) "
            f"AND NOT EXISTS (SELECT 1 FROM {self._rows} WHERE n BETWEEN first AND last)",
            (last, first),
        )


class Said(dict[int, str]):
    """Words by their numbers, and the numbers of words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db
        self.numbers: dict[str, int] = {}  # as far as they are known; `number` gives new ones
        self._read()

    def _read(self) -> None:
        self.update(self._db.execute("SELECT n, text FROM said"))
        self.numbers.update((text, n) for n, text in self.items())

    def __missing__(self, n: int) -> str:
        self._read()  # another process has written it since
        if n not in self:
            raise sqlite3.DatabaseError("a row says words that are not there")
        return self[n]

    def number(self, text: str) -> int:
        """The number of these words, which are written down if they are new."""
        n = self.numbers.get(text)
        if n is None:
            n = self.numbers[text] = len(self) + 1
            self[n] = text
            self._db.execute("INSERT INTO said VALUES (?, ?)", (n, text))
        return n
