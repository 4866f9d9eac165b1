"""The pictures of an archive: files in `images/`, each with what is said of it.

A picture may be shown where an entry that may be read names it, or a page about the edition. One
that shows anything sealed is shown nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.edition.fronts import repeating
from carnet.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

FOLDER = "images"
SUFFIXES = (".png", ".jpg", ".jpeg", ".gif")


class Picture(NamedTuple):
    """One file, and what `images/credits.csv` says of it."""

    name: str  # of the file
    path: Path
    stamp: str  # changes when the file does
    alt: str = ""
    credit: str = ""
    licence: str = ""


def named(address: str) -> str:
    """The name of the picture that a relative address leads to; nothing if it is none of ours."""
    folder, _, name = address.rpartition("/")
    if ":" in address or folder.rpartition("/")[2] != FOLDER:
        return ""
    return name


def open_pictures(
    pictures: Iterable[Picture], sealed: Iterable[str], named: Callable[[str], bool]
) -> Iterator[Picture | Finding]:
    """The pictures of which what is said may be read; of each other one a finding that does not
    repeat it.
    """
    held = repeating(sealed, named)
    for picture in pictures:
        if any(map(held, (picture.name, picture.alt, picture.credit, picture.licence))):
            message = "what is said of a picture repeats words that are sealed, and it is held back"
            yield Finding(f"{FOLDER}/credits.csv", "", "seal", message)
        else:
            yield picture


def shown(
    pictures: Iterable[Picture], addresses: Iterable[str], sealed: Iterable[str]
) -> dict[str, Picture]:
    """Those that are named and not sealed, by name."""
    wanted = {named(address) for address in addresses} - {named(address) for address in sealed}
    return {picture.name: picture for picture in pictures if picture.name in wanted}
