"""What keeps the catalogue small: words that many rows say are kept once, and what differs little
from row to row is deflated against what it is like.

The headers of an edition's files repeat each other, seven eighths of the files; the marks of an
entry look like those of any other. Deflated alone such short texts hardly shrink; against a *base*,
which is an example of their kind, they do.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import Any, Final, NamedTuple

_LONGEST: Final = 3072  # bytes of a base: with what is packed it fits the smallest window
_MOST: Final = 16  # bases of one kind
_WORTH: Final = 64  # bytes from which on packing is tried
_POOR: Final = 0.4  # what is packed to more than this share may become a base itself
_SMALL: Final = (3, zlib.DEFLATED, -12, 5)  # small tables: to clear large ones is most of the work
_LARGE: Final = (4, zlib.DEFLATED, -15, 8)
_PLAIN: Final = b"\0"


class _Base(NamedTuple):
    sign: bytes
    data: bytes
    packer: Any  # one that has read it, to be copied: that is quicker than to read it again


class Packing:
    """Packs and unpacks texts of several kinds; the bases lie in the table `bases`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._bases: dict[int, bytes] = {}
        self._now: dict[str, _Base] = {}
        self._count: dict[str, int] = {}
        self._read()

    def _read(self) -> None:
        for n, kind, data in self._db.execute("SELECT n, kind, data FROM bases ORDER BY n"):
            self._bases[n] = data
            self._now[kind] = _base(n, data)
            self._count[kind] = self._count.get(kind, 0) + 1

    def pack(self, kind: str, text: str) -> bytes:
        """A text of some kind, in less room."""
        data = text.encode("utf-8", "surrogatepass")
        if len(data) < _WORTH:
            return _PLAIN + data
        base = self._now.get(kind)
        packed = _deflate(data, base) if base is not None else data
        if len(packed) > len(data) * _POOR and self._count.get(kind, 0) < _MOST:
            base = self._learn(kind, data)
            packed = _deflate(data, base)
        if base is None or len(packed) >= len(data):
            return _PLAIN + data
        return base.sign + packed

    def _learn(self, kind: str, data: bytes) -> _Base:
        """Another base: what is new, behind as much of the old as has room."""
        before = self._now[kind].data if kind in self._now else b""
        n = len(self._bases) + 1
        base = self._now[kind] = _base(n, (before + data[:_LONGEST])[-_LONGEST:])
        self._bases[n] = base.data
        self._count[kind] = self._count.get(kind, 0) + 1
        self._db.execute("INSERT INTO bases VALUES (?, ?, ?)", (n, kind, base.data))
        return base

    def unpack(self, packed: bytes) -> str:
        """The text again. `sqlite3.DatabaseError` where the bytes are not what was packed."""
        n = packed[0]
        if n and n not in self._bases:  # another process has learned it since
            self._read()
        try:
            data = packed[1:]
            if n:
                back = zlib.decompressobj(-15, zdict=self._bases[n])
                data = back.decompress(data) + back.flush()
            return data.decode("utf-8", "surrogatepass")
        except (KeyError, zlib.error, UnicodeDecodeError) as error:
            raise sqlite3.DatabaseError(f"packed words are damaged ({error})") from error


def _base(n: int, data: bytes) -> _Base:
    return _Base(bytes((n,)), data, zlib.compressobj(*_SMALL, zlib.Z_DEFAULT_STRATEGY, data))


def _deflate(data: bytes, base: _Base) -> bytes:
    if len(data) <= _LONGEST:
        packer = base.packer.copy()
    else:
        packer = zlib.compressobj(*_LARGE, zlib.Z_DEFAULT_STRATEGY, base.data)
    packed: bytes = packer.compress(data) + packer.flush()
    return packed


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
