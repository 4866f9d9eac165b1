"""The shelves: readers, recognisers and publishers, each found through its entry points.

Built-ins register in `pyproject.toml` exactly as a stranger's package does, so that the tenth of
a kind needs no edit to the other nine. Two that claim one name are an error, never a silent
replacement.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from carnet.errors import CarnetError

Shelf = Literal["carnet.readers", "carnet.recognisers", "carnet.publishers"]


def _by_name(shelf: Shelf) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=shelf):
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
        own = point.value.startswith("carnet.")
        version = "" if own or point.dist is None else f" {point.dist.version}"
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
