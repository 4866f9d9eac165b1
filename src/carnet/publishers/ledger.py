"""What each published file was made from: one row for each, in a file outside the folder.

A row is `key checksum path`. A later row for the same path holds; `- path` strikes it.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.disk import append, place, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HEAD = "carnet press 1 "


def checksum(data: bytes) -> str:
    """What a file's bytes are known by: 96 bits of BLAKE2b, in hexadecimal."""
    return blake2b(data, digest_size=12).hexdigest()


def seal(made: Mapping[str, str]) -> str:
    """The checksum of all checksums: the same for the same files, whatever made them."""
    rows = sorted(f"{path} {row.rpartition(' ')[2]}\n" for path, row in made.items())
    return checksum("".join(rows).encode())


class Ledger:
    """Lost or broken, it vouches for nothing, and nothing else is amiss."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, sealed: str) -> dict[str, str] | None:
        """For each path its key and checksum, if this is the ledger of the folder with this seal;
        None if it is not believed. A row that makes no sense is no file's.
        """
        try:
            first, *rows = self._path.read_text("utf-8").split("\n")
        except (OSError, ValueError):
            return None
        if not sealed or first != _HEAD + sealed:
            return None
        made = {}
        for row in rows:
            known, _, path = row.rpartition(" ")
            made[path] = known
        made.pop("", None)
        return made

    def strike(self, paths: Iterable[str]) -> None:
        """It no longer vouches for these: they are about to change."""
        with telling(self._path):
            append(self._path, "".join(f"\n- {path}" for path in paths).encode())

    def write(self, made: Mapping[str, str]) -> str:
        """Vouch for these and no others; gives their seal."""
        mark = seal(made) if made else ""
        rows = "".join(f"\n{row} {path}" for path, row in made.items())
        with telling(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            place(str(self._path), f"{_HEAD}{mark}{rows}\n".encode())
        return mark
