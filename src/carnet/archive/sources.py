"""The folder `sources/`: what was found, byte for byte, and the manifest that vouches for it.

`manifest.csv` holds `path, sha256, bytes, added, replaces`: a row for each file, in the order in
which they came. A file that another one replaces stays, and is no longer read.
"""

from __future__ import annotations

import csv
import io
import os
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.errors import ArchiveError, SourceError
from carnet.growing import append_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MANIFEST: Final = "manifest.csv"
COLUMNS: Final = ["path", "sha256", "bytes", "added", "replaces"]
_BLOCK: Final = 1 << 20
_UNFIT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
)  # surrogates: no Unicode


class Row(NamedTuple):
    """One line of the manifest."""

    path: str
    sha256: str
    bytes: int
    added: str
    replaces: str


Stat = tuple[int, int]
"""What tells, without reading it, whether a file may have changed: size, and time in nanoseconds."""


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _walk(root: str) -> dict[str, Stat]:
    """Every file below a folder by its path there, in the order of the paths' parts.

    Every build waits for this, so each file costs as little Python as can be.
    """
    out: dict[str, Stat] = {}
    within = [""]
    while within:
        inside = within.pop()
        rows, folders = [], []
        handle = os.open(f"{root}/{inside}", os.O_RDONLY)  # each file is then looked up in here
        try:
            with os.scandir(handle) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        stat = entry.stat(follow_symlinks=False)
                        rows.append((entry.name, stat.st_size, stat.st_mtime_ns))
                    elif entry.is_dir(follow_symlinks=False) and entry.name[0] != ".":
                        folders.append(f"{inside}{entry.name}/")
        finally:
            os.close(handle)
        rows.sort()
        for name, size, mtime in rows:
            if name[0] != ".":
                out[inside + name] = (size, mtime)
        if not inside:
            out.pop(MANIFEST, None)
        folders.sort(reverse=True)
        within += folders
    return out


class Sources:
    """The sources of one archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / MANIFEST

    def found(self) -> dict[str, Stat]:
        """Every file that lies in the folder; links and hidden files do not count."""
        if not self.folder.is_dir():
            raise ArchiveError(
                "the archive has no folder sources/", where=str(self.folder.parent),
                mend="Add files with: carnet add FOLDER FILES…",
            )  # fmt: skip
        found = _walk(str(self.folder))
        check_names(found)
        return found

    def manifest(self) -> dict[str, Row]:
        """The manifest by path; of two rows for one path the later one holds."""
        try:
            text = self.path.read_text(encoding="utf-8-sig", errors="surrogateescape")
        except FileNotFoundError:
            return {}
        try:
            rows = list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error:
            rows = [["a line that is no CSV"]]
        if rows and rows[0] != COLUMNS:
            raise ArchiveError(
                "this is not a manifest of sources", where=str(self.path),
                mend=f"Its first row must be: {','.join(COLUMNS)}.",
            )  # fmt: skip
        out = {}
        for row in rows[1:]:
            if row:
                path, sha, size, added, replaces = (row + [""] * 5)[:5]
                out[path] = Row(path, sha, int(size) if size.isdecimal() else -1, added, replaces)
        return out

    def vouch(self, rows: Iterable[Row]) -> None:
        """Append rows to the manifest: all of their bytes, or none."""
        append_rows(self.path, COLUMNS, rows)

    def take_in(self, origin: Path, name: str) -> str:
        """Copy a file into the folder, all of it or nothing; returns its SHA-256."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        import shutil  # noqa: PLC0415 - takes long to load, and most builds copy nothing

        part = target.with_name(f".{os.getpid()}.part")
        try:
            shutil.copyfile(origin, part)
            shutil.copystat(origin, part)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise SourceError(f"cannot be copied: {error.strerror}", where=str(origin)) from error
        return digest(target)


def check_names(names: Iterable[str]) -> None:
    """A name must fit into a line of CSV and of JSON, and be the same on every system."""
    names = list(names)
    if MANIFEST not in names and "".join(names).isprintable():
        return  # as nearly always
    for name in names:
        if name == MANIFEST:
            raise SourceError(
                "this name is kept for the list of sources", where=name, mend="Rename the file."
            )
        if _UNFIT.search(name):
            raise SourceError(
                "the file's name holds line ends or other signs that are no letters",
                where=ascii(name),
                mend="Rename the file.",
            )


def replaced(manifest: dict[str, Row]) -> dict[str, str]:
    """Which source replaces which: old path -> new path."""
    return {row.replaces: row.path for row in manifest.values() if row.replaces}
