"""`images/`: the pictures of an archive, and `credits.csv`, which says what they show."""

from __future__ import annotations

import csv
import os
import re
from typing import TYPE_CHECKING

from carnet.edition.pictures import FOLDER, SUFFIXES, Picture
from carnet.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

CREDITS = "credits.csv"
COLUMNS = ("file", "alt", "credit", "licence")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def read_pictures(folder: Path) -> list[Picture]:
    """The pictures of the archive in `folder`. Files of other kinds, and such as no page can name,
    are let be; `ArchiveError` where the credits cannot be understood.
    """
    home = folder / FOLDER
    if not home.is_dir():
        return []
    said = _credits(home / CREDITS)
    found = []
    with os.scandir(home) as files:
        for file in sorted(files, key=lambda one: one.name):
            if not (_NAME.fullmatch(file.name) and file.name.lower().endswith(SUFFIXES)):
                continue
            if file.is_file(follow_symlinks=False):
                stat = file.stat()
                stamp = f"{stat.st_size} {stat.st_mtime_ns}"
                found.append(Picture(file.name, home / file.name, stamp, *said.get(file.name, ())))
    return found


def _credits(path: Path) -> dict[str, tuple[str, str, str]]:
    where = f"{FOLDER}/{CREDITS}"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ArchiveError(f"cannot be read: {error}", where=where) from None
    if rows and "file" not in rows[0]:
        raise ArchiveError(
            "its first line must name the columns", where=where, mend=f"Write {','.join(COLUMNS)}."
        )
    found = {}
    for row in rows:
        alt, credit, licence = (" ".join((row.get(name) or "").split()) for name in COLUMNS[1:])
        found[(row["file"] or "").strip()] = alt, credit, licence
    return found
