"""The pictures of an archive: files in `images/`, each with what is said of it.

A picture may be shown where an entry that may be read names it, or a page about the edition. One
that shows anything sealed is shown nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def shown(
    pictures: Iterable[Picture], addresses: Iterable[str], sealed: Iterable[str]
) -> dict[str, Picture]:
    """Those that are named and not sealed, by name."""
    wanted = {named(address) for address in addresses} - {named(address) for address in sealed}
    return {picture.name: picture for picture in pictures if picture.name in wanted}
