"""`pages/*.md`: what the editors say of their edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.edition.fronts import FOLDER, FrontPage, front_page
from carnet.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LARGEST = 2_000_000  # bytes; a page that is read as one


def read_fronts(folder: Path) -> list[FrontPage]:
    """The pages of the archive in `folder`, by name; `ArchiveError` for one that cannot be one."""
    found = []
    for path in sorted((folder / FOLDER).glob("*.md")):
        where = f"{FOLDER}/{path.name}"
        if path.is_symlink() or not path.is_file():
            continue
        if not _NAME.fullmatch(path.stem):
            raise ArchiveError(
                "a page's name is small letters and figures, with hyphens", where=where,
                mend="Rename it: introduction.md, editorial-principles.md.",
            )  # fmt: skip
        if path.stat().st_size > _LARGEST:
            raise ArchiveError(
                "this is too large for a page", where=where, mend="Add it as a source instead."
            )
        # Only archives that have pages pay for the grammar.
        from carnet.readers.markdown import MarkdownReader  # noqa: PLC0415

        try:
            document = MarkdownReader().read(where, path.read_bytes(), {})
        except OSError as error:
            raise ArchiveError(f"cannot be read: {error.strerror}", where=where) from error
        found.append(front_page(path.stem, document.text, document.spans))
    return found
