"""Carnet turns a life's notebooks into an edition that people can read, search, cite and check.

import carnet

with carnet.open("exile/") as archive:
    for finding in archive.build():      # doubts are values
        print(finding.message)
    for line in archive.edition().lines:
        print(line.when, line.opening)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.archive import Archive


def open(folder: str | Path) -> Archive:  # noqa: A001 - `carnet.open` reads well
    """The archive in a folder. `ArchiveError` where there is none."""
    from carnet.archive import Archive  # noqa: PLC0415 - `import carnet` costs nothing

    return Archive(folder)


__all__ = ["__version__", "open"]
