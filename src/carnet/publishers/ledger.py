"""What each published file was made from: one line for each, in a file outside the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from carnet.publishers.disk import append, place, telling

_HEAD = "carnet press 1 "


class Made(NamedTuple):
    key: str  # of all that the file was made from
    sum: str  # of its bytes


def seal(made: Mapping[str, Made]) -> str:
    """The checksum of all checksums: the same for the same files, whatever made them."""
    lines = sorted(f"{path} {one.sum}\n" for path, one in made.items())
    return blake2b("".join(lines).encode(), digest_size=16).hexdigest()


class Ledger:
    """Lost or broken, it vouches for nothing, and nothing else is amiss."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, sealed: str) -> dict[str, Made] | None:
        """What it vouches for in the folder that bears this seal; None if it is not believed."""
        try:
            first, *rows = self._path.read_text("utf-8").split("\n")
        except (OSError, ValueError):
            return None
        if not sealed or first != _HEAD + sealed:
            return None
        made: dict[str, Made] = {}
        for row in rows:
            match row.split(" ", 2):
                case [key, checksum, path]:
                    made[path] = Made(key, checksum)
                case ["-", path]:
                    made.pop(path, None)
                case [""]:
                    pass
                case _:
                    return None
        return made

    def strike(self, paths: Iterable[str]) -> None:
        """It no longer vouches for these: they are about to change."""
        with telling(self._path):
            append(self._path, "".join(f"\n- {path}" for path in paths).encode())

    def write(self, made: Mapping[str, Made]) -> str:
        """Vouch for these and no others; gives their seal."""
        mark = seal(made) if made else ""
        rows = "".join(f"\n{one.key} {one.sum} {path}" for path, one in made.items())
        with telling(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            place(str(self._path), f"{_HEAD}{mark}{rows}\n".encode())
        return mark
