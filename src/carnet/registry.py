"""The shelves: readers, recognisers and publishers, each found through its entry points.

Built-ins register in `pyproject.toml` exactly as a stranger's package does, so that the tenth of
a kind needs no edit to the other nine. Two that claim one name are an error, never a silent
replacement.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

from carnet.errors import CarnetError

Shelf = Literal["carnet.readers", "carnet.recognisers", "carnet.publishers"]

_INFO = (".dist-info", ".egg-info")
_POINT = re.compile(r"\s*([\w.-]+)\s*=\s*([\w.]+)\s*:\s*([\w.]+)\s*(?:\[.*\])?\s*")


class Point(NamedTuple):
    """One entry point: what a package offers, under which name."""

    group: str
    name: str
    module: str
    attribute: str
    version: str  # of the package

    @property
    def value(self) -> str:
        return f"{self.module}:{self.attribute}"

    def load(self) -> Any:
        """What it names; whatever the package raises comes through."""
        found: Any = import_module(self.module)
        for part in self.attribute.split("."):
            found = getattr(found, part)
        return found


@cache
def _points() -> tuple[Point, ...]:
    """Every entry point of ours in the packages that are installed, in the order of the path.

    Read from where installers write them down (the core metadata specification's
    `entry_points.txt`). `importlib.metadata` reads the same files, but to load it and to let it look
    takes longer than a whole build after an edit. A path that is no folder (a ZIP) is left to it.
    """
    found: list[Point] = []
    seen: set[str] = set()
    for place in dict.fromkeys(sys.path):
        try:
            names = sorted(os.listdir(place or "."))  # noqa: PTH208 - strings, not paths
        except NotADirectoryError:
            found += _within(place)
            continue
        except OSError:
            continue
        for name in names:
            if not name.endswith(_INFO):
                continue
            package, _, rest = name.partition("-")
            if package in seen:
                continue  # the first on the path is the one that is imported
            seen.add(package)
            try:
                file = os.path.join(place, name, "entry_points.txt")  # noqa: PTH118
                with open(file, encoding="utf-8") as lines:  # noqa: PTH123
                    text = lines.read()
            except (OSError, UnicodeDecodeError):
                continue
            if "carnet." in text:
                found += _read(text, rest.rpartition(".")[0])
    return tuple(found)


def _read(text: str, version: str) -> list[Point]:
    found = []
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip(" []")
        elif group.startswith("carnet.") and (point := _POINT.fullmatch(line)):
            found.append(Point(group, point[1], point[2], point[3], version))
    return found


def _within(place: str) -> list[Point]:
    from importlib.metadata import distributions  # noqa: PLC0415 - dear, and seldom needed

    return [
        Point(point.group, point.name, point.module, point.attr, package.version)
        for package in distributions(path=[place])
        for point in package.entry_points
        if point.group.startswith("carnet.")
    ]


def _by_name(shelf: Shelf) -> dict[str, Point]:
    found: dict[str, Point] = {}
    for point in _points():
        if point.group != shelf:
            continue
        other = found.setdefault(point.name, point)
        if other.value != point.value:
            raise CarnetError(
                f"two packages offer {point.name!r} on the shelf {shelf}: "
                f"{other.value} and {point.value}",
                mend="Uninstall one of them.",
            )
    return found


@cache
def stamp(name: Shelf) -> str:
    """Which plug-ins of one kind there are, and of which version, without loading any."""
    parts = []
    for key, point in sorted(_by_name(name).items()):
        version = "" if point.module.startswith("carnet.") else f" {point.version}"
        parts.append(f"{key} {point.value}{version}")
    return ", ".join(parts)


@cache
def shelf(name: Shelf) -> dict[str, Any]:
    """Every plug-in of one kind, made once, by name in alphabetical order."""
    made = {}
    for key, point in sorted(_by_name(name).items()):
        try:
            made[key] = point.load()()
        except Exception as error:  # whatever a stranger's package does wrong, it is named
            raise CarnetError(
                f"the plug-in {key!r} ({point.value}) cannot be loaded: "
                f"{type(error).__name__}: {error}",
                mend="Install what it needs, or uninstall it.",
            ) from error
    return made
