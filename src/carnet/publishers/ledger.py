"""What each published file was made from, in a file outside the folder.

It has *sections*, as the plan has: of each the key, the paths, and for each path the key and the
checksum of its file. A section whose key is still that of the plan need not be read, and is written
again as it stands. What follows the sections are paths that were struck: `- path`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.publishers.disk import append, place, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HEAD: Final = "carnet press 3 "
_LONGEST: Final = 200  # bytes of the first line


def checksum(data: bytes) -> str:
    """What a file's bytes are known by: 96 bits of BLAKE2b, in hexadecimal."""
    return blake2b(data, digest_size=12).hexdigest()


class Made(NamedTuple):
    """What one file was made from, and what it is known by; both in hexadecimal."""

    key: str
    sum: str


class Part(NamedTuple):
    """One section of the ledger."""

    key: str
    paths: list[str]
    seal: str
    rows: bytes  # a line for each path: key and checksum

    def read(self) -> dict[str, Made] | None:
        """Its rows by path; None where they are not those that were written."""
        rows = self.rows.decode("ascii", "replace").split("\n")
        made = {
            path: Made(*row.partition(" ")[::2])
            for path, row in zip(self.paths, rows, strict=False)
        }
        return made if _seal(made) == self.seal else None


def part(key: str, made: Mapping[str, Made]) -> Part:
    """A section with these rows."""
    rows = "\n".join(f"{row.key} {row.sum}" for row in made.values())
    return Part(key, list(made), _seal(made), rows.encode("ascii"))


def _seal(made: Mapping[str, Made]) -> str:
    """The checksum of all checksums: the same for the same files, whatever made them."""
    return checksum("".join(sorted(f"{path} {row.sum}\n" for path, row in made.items())).encode())


def _mark(parts: Mapping[str, Part]) -> str:
    """The seal of the whole."""
    said = "".join(sorted(f"{name} {held.seal}\n" for name, held in parts.items()))
    return checksum(said.encode()) if parts else ""


class Kept(NamedTuple):
    """A ledger that is believed. `ours` are the folders, and the endings of names at the top, that
    are the edition's.
    """

    parts: dict[str, Part]
    struck: frozenset[str]
    ours: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def paths(self) -> set[str]:
        """All paths that it vouches for, or vouched for until they were struck."""
        return {path for held in self.parts.values() for path in held.paths}


class Ledger:
    """Lost or broken, it vouches for nothing, and nothing else is amiss."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def seal(self) -> str:
        """What it vouches for, in a word; nothing where there is no ledger."""
        try:
            with self._path.open("rb") as file:
                head = file.readline(_LONGEST).decode("ascii", "replace")
        except OSError:
            return ""
        return head.removeprefix(_HEAD).partition(" ")[0] if head.startswith(_HEAD) else ""

    def read(self, sealed: str) -> Kept | None:
        """The ledger of the folder with this seal; None if it is not believed."""
        with suppress(OSError, UnicodeDecodeError):
            data = self._path.read_bytes()
            head, _, rest = data.partition(b"\n")
            said, _, rest = rest.partition(b"\n")
            if sealed and head == _head(sealed, said):
                return _kept(json.loads(said), rest)
        return None

    def strike(self, paths: Iterable[str]) -> None:
        """It no longer vouches for these: they are about to change."""
        with telling(self._path):
            append(self._path, "".join(f"\n- {path}" for path in paths).encode())

    def write(
        self, parts: Mapping[str, Part],
        ours: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> str:  # fmt: skip
        """Vouch for these and no others; gives their seal."""
        mark = _mark(parts)
        paths = "\n".join(path for held in parts.values() for path in held.paths).encode()
        index = {
            "paths": len(paths),
            "ours": ours,
            "parts": [
                [name, held.key, held.seal, len(held.paths), len(held.rows)]
                for name, held in parts.items()
            ],
        }
        rows = b"".join(held.rows for held in parts.values())
        with telling(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            said = json.dumps(index).encode()
            place(str(self._path), b"".join((_head(mark, said), b"\n", said, b"\n", paths, rows)))
        return mark


def _head(mark: str, index: bytes) -> bytes:
    """The first line: what it vouches for, and what the index after it must be."""
    return f"{_HEAD}{mark} {checksum(index)}".encode()


def _kept(index: dict[str, Any], data: bytes) -> Kept | None:
    """A ledger from what it says of its sections, and these; None where they do not fit."""
    size, parts = index["paths"], index["parts"]
    paths = data[:size].decode().split("\n") if size else []
    counts = list(accumulate((count for _, _, _, count, _ in parts), initial=0))
    ends = list(accumulate((length for _, _, _, _, length in parts), initial=size))
    if len(paths) != counts[-1] or len(data) < ends[-1]:
        return None
    held = {
        name: Part(key, paths[counts[n] : counts[n + 1]], seal, data[ends[n] : ends[n + 1]])
        for n, (name, key, seal, _, _) in enumerate(parts)
    }
    struck = data[ends[-1] :].decode("utf-8", "replace").split("\n")
    owns, tops = map(tuple, index["ours"])
    return Kept(held, frozenset(row.removeprefix("- ") for row in struck if row), (owns, tops))
