"""Markdown, as diaries are kept in it: one file a day, or many days under dated headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.readers import Claim
from carnet.text import binary, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.model import Document


_SUFFIXES = (".md", ".markdown", ".mdown", ".qmd")
_OTHER_NAME = f"its name ends in none of {' '.join(_SUFFIXES)}"


class MarkdownReader:
    """Reads Markdown; the reading text is the file with front matter and syntax taken out.

    What is not understood stays literal text, as raw HTML does. A table is its rows,
    the cells of each apart by tabs. A footnote's text is
    moved to the end of the entry that refers to it (to the end of its paragraph, where there are
    no entries), as a `note` span with the value of its zero-width `noteref`.

    A file that its front matter, its name or its title dates is one entry. Else each heading with
    a full date begins one. A file with neither has no pieces, and its prose is reasoned over.

    `meta` holds the fields of the front matter: `date title place language author tags created`
    in whichever language they are named, all others as named; under `front matter` the whole as
    written, where it is not understood; and `named`, the EDTF of the date in the file's name.
    """

    name = "markdown"
    version = "2"
    suffixes = _SUFFIXES

    def claims(self, name: str, head: bytes) -> Claim:
        if not name.lower().endswith(self.suffixes):
            return Claim(0, _OTHER_NAME)
        if seems := binary(head):
            return Claim(0, f"it seems to be {seems}")
        return Claim(0.8, "its name is that of a Markdown file")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        # The grammar is compiled for those who have Markdown, not for each start.
        from carnet.readers.marked import document  # noqa: PLC0415

        return document(
            self.name, source, decode(data, source, options.get("encoding", "")), options
        )
