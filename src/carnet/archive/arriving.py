"""Sources on their way into the catalogue, some together: bytes → reader → document → pieces.

Each step is taken for all of them before the next is begun; see `carnet.together`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.days import find_pieces
from carnet.days.decided import shape
from carnet.errors import SourceError
from carnet.model import Document, Finding, Piece
from carnet.readers import HEAD, Reader, Some, choose
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from carnet.decisions import Decision

MAX_BYTES = 512 << 20
"""A source larger than this is refused: no notebook is, and memory is not without end."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Read(NamedTuple):
    """A source, read: its document, its pieces, and what should be looked at."""

    document: Document
    pieces: tuple[Piece, ...]
    findings: list[Finding]


@dataclass(slots=True)
class Coming:
    """A source, as far as it has come. `read` is there when `read_all` has been through, or `error`."""

    name: str
    decisions: Sequence[Decision] = ()
    data: bytes = b""
    sha256: str = ""  # none where it could not be opened
    reader: Reader | None = None
    document: Document | None = None
    read: Read | None = None
    error: SourceError | None = None

    def outcome(self) -> Read:
        """What was read; of what could not be, that this is so."""
        if self.read is not None:
            return self.read
        assert self.error is not None, self.name
        return _unread(self.name, self.error)


def load(path: str, name: str, size: int) -> bytes:
    """The bytes of a source, which had `size` of them when it was found; `SourceError` where it
    cannot be opened or is beyond all measure.
    """
    if size > MAX_BYTES:
        raise SourceError(
            f"larger than {MAX_BYTES >> 20} MB", where=name,
            mend="Split it into volumes and add those.",
        )  # fmt: skip
    try:
        handle = os.open(path, _READ)  # with what `open` does besides, it takes twice as long
        try:
            data = os.read(handle, size + 1)
            if len(data) == size:
                return data
            with os.fdopen(os.dup(handle), "rb") as file:  # it is being written to, or is no file
                return data + file.read(MAX_BYTES)
        finally:
            os.close(handle)
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=name) from error


def loaded(path: str, name: str, size: int, decisions: Sequence[Decision]) -> Coming:
    """A source with its bytes, or with what is wrong."""
    coming = Coming(name, decisions)
    try:
        coming.data = load(path, name, size)
        coming.sha256 = sha256(coming.data).hexdigest()
    except SourceError as error:
        coming.error = error
    return coming


def read_all(
    sources: Sequence[Coming], readers: Sequence[Reader], options: Mapping[str, Any]
) -> None:
    """Read some sources. What is wrong with one is its `error`; the others do not suffer."""

    def choosing(one: Coming) -> None:
        one.reader = choose(one.name, one.data[:HEAD], readers)

    def reading(one: Coming) -> None:
        assert one.reader is not None
        if one.document is None:
            one.document = one.reader.read(one.name, one.data, options)
        one.data = b""

    def parting(one: Coming) -> None:
        document = one.document
        assert document is not None
        pieces, found = find_pieces(document, options)
        lost: Sequence[Finding] = ()
        if one.decisions:
            pieces, lost = shape(document, pieces, one.decisions, options)
        one.read = Read(document, pieces, [*document.findings, *found, *lost])
        one.document = None

    _take(choosing, sources)
    _read_some(sources, options)
    _take(reading, sources)
    _take(parting, sources)


def _read_some(sources: Sequence[Coming], options: Mapping[str, Any]) -> None:
    """Let readers that can do so read their sources together. What comes of it is taken, or left:
    whatever goes wrong, each is read alone, and says itself what is wrong with it.
    """
    by_reader: dict[int, list[Coming]] = {}
    for one in sources:
        if one.error is None and isinstance(one.reader, Some):
            by_reader.setdefault(id(one.reader), []).append(one)
    for some in by_reader.values():
        if len(some) < 2:
            continue
        reader = some[0].reader
        assert isinstance(reader, Some)
        try:
            documents = reader.read_some([(one.name, one.data) for one in some], options)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 - it will come again, and with a name
            continue
        if len(documents) == len(some):
            for one, document in zip(some, documents, strict=True):
                one.document = document


def _take(step: Callable[[Coming], None], sources: Sequence[Coming]) -> None:
    for one in sources:
        if one.error is not None:
            continue
        try:
            step(one)
        except SourceError as error:
            one.error = error
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug in one reader must not cost the other sources
            broke = f"its reader broke on it ({type(error).__name__}: {error})"
            one.error = SourceError(broke, mend="Tell those who made the reader.")
            one.error.__cause__ = error


def read_source(
    name: str, data: bytes, readers: Sequence[Reader], options: Mapping[str, Any],
    decisions: Sequence[Decision] = (),
) -> Read:  # fmt: skip
    """Read one source as it stands. Raises `SourceError` where that cannot be done."""
    one = Coming(name, decisions, data)
    read_all([one], readers, options)
    if one.error is not None:
        raise one.error
    return one.outcome()


def _unread(name: str, error: SourceError) -> Read:
    what = error.what.rstrip(".") + "." if error.mend else error.what
    said = " ".join(f"{what} {error.mend}".split())  # a parser's words may run over lines
    finding = Finding(name, "", "unreadable", said)
    return Read(Document(name, "", "", OffsetMap(())), (), [finding])
