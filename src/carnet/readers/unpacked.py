"""What a ZIP holds: each of its files is read by the reader that claims it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import CarnetError, Refused, SourceError
from carnet.model import Document, Finding
from carnet.readers import HEAD, Joining, Reader, choose
from carnet.readers.boxes import Box, Left
from carnet.readers.joined import joined
from carnet.readers.signs import ZIP
from carnet.registry import shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_JOINED: Final = 16 << 20  # bytes of a file that may be part of a text in several
_MOST_NAMED: Final = 40  # files that are not read, and get a finding of their own
_LITTER: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders


def read_zip(source: str, data: bytes, reader: str, options: Mapping[str, Any]) -> Document:
    """The document, or `SourceError` where none of its files can be read."""
    box = Box(source, data)
    readers = [other for other in shelf("carnet.readers").values() if other.name != reader]
    left = list(box.left)
    refused: list[Left] = []
    hidden: list[str] = []
    chosen: dict[str, Any] = {}
    for name in sorted(box.names, key=lambda name: name.split("/")):
        if any(part.startswith(".") or part in _LITTER for part in name.split("/")):
            hidden.append(name)
            continue
        try:
            chosen[name] = _choose(box, name, readers)
        except Refused as error:
            refused.append(Left(name, error.what))
        except SourceError as error:
            left.append(Left(name, error.what))
    apart: list[Left] = []
    books = _books(source, box, chosen, options, apart)
    found: list[tuple[str, Document]] = []
    for name, its in chosen.items():
        if name in books:
            if (book := books[name]) is not None:
                found.append(("", book))
            continue
        try:
            found.append((name, _read(its, name, box.read(name), options)))
        except Refused as error:
            refused.append(Left(name, error.what))
        except SourceError as error:
            left.append(Left(name, error.what))
    if not found:
        said = "; ".join(f"{one.name}: {one.why}" for one in [*left, *refused][:3]) or "it is empty"
        raise SourceError(
            f"no file in this ZIP can be read ({said})", where=source,
            mend="Unpack it and add what is a notebook.",
        )  # fmt: skip
    return joined(
        source,
        reader,
        found,
        [
            *_told(source, left, "unreadable"),
            *_told(source, refused, "not read"),
            *_told(source, apart, "not joined"),
            *_aside(source, hidden),
        ],
    )


def _choose(box: Box, name: str, readers: Sequence[Reader]) -> Reader:
    if box.read(name, 4) in ZIP and name.lower().endswith(".zip"):
        raise Refused(name, {"zip": "a ZIP within a ZIP is not opened; unpack it"})
    return choose(name, box.read(name, HEAD), readers)


def _read(reader: Reader, name: str, data: bytes, options: Mapping[str, Any]) -> Document:
    try:
        return reader.read(name, data, options)
    except (CarnetError, MemoryError):
        raise
    except Exception as error:  # a bug in one reader must not cost the other files
        raise SourceError(f"its reader broke on it ({type(error).__name__}: {error})") from error


def _books(
    source: str,
    box: Box,
    chosen: Mapping[str, Reader],
    options: Mapping[str, Any],
    apart: list[Left],
) -> dict[str, Document | None]:
    """Files that their reader takes for parts of one text: that text under the first of their
    names, nothing under the others. `apart` is told where the reader broke on them.
    """
    books: dict[str, Document | None] = {}
    for reader in dict.fromkeys(chosen.values()):
        names = [name for name, its in chosen.items() if its is reader]
        if len(names) < 2 or not isinstance(reader, Joining):
            continue
        try:
            files = {name: box.read(name) for name in names if box.size(name) <= _MOST_JOINED}
            for those, document in reader.read_together(source, files, options):
                first, *rest = sorted(those, key=names.index)
                books |= {first: document, **dict.fromkeys(rest)}
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - then each is read by itself
            why = f"it and others could not be read as one text ({type(error).__name__}: {error})"
            apart.append(Left(names[0], why))
    return books


def _told(source: str, left: Sequence[Left], kind: str) -> list[Finding]:
    """A finding for each file that is not read; for the rest of very many, one for all."""
    findings = [
        Finding(source, one.name, kind, f"{one.name}: {' '.join(one.why.split())}")
        for one in left[:_MOST_NAMED]
    ]
    if more := left[_MOST_NAMED:]:
        kinds = Counter(one.name.rpartition(".")[2].lower()[:8] for one in more)
        said = ", ".join(f"{count:,} {suffix}" for suffix, count in kinds.most_common(8))
        findings.append(Finding(source, "", kind, f"{len(more):,} more files ({said})"))
    return findings


def _aside(source: str, hidden: Sequence[str]) -> list[Finding]:
    if not hidden:
        return []
    said = ", ".join(hidden[:5]) + (", …" if len(hidden) > 5 else "")
    return [Finding(source, "", "not read", f"{len(hidden):,} hidden files: {said}")]
