"""EPUB as a source. What reads it is loaded when there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.readers import Claim
from carnet.readers.signs import ZIP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.model import Document


class EpubReader:
    """Reads EPUB 2 and 3 as one document: the pages in their order, each note with its reference.

    Nodes of the offset map count the elements of all pages that are read, one page after the other;
    `meta["members"]` has the name of each and the number of its first element. `meta` also holds
    what the package says: `title author editors languages licence publisher identifier credit`.
    """

    name = "epub"
    version = "1"
    suffixes = (".epub",)

    def claims(self, name: str, head: bytes) -> Claim:
        if not head.startswith(ZIP):
            return Claim(0, "it does not begin as a ZIP does")
        if b"mimetypeapplication/epub+zip" in head[:120]:
            return Claim(1, "it says that it is an EPUB")
        if name.lower().endswith(self.suffixes):
            return Claim(0.8, "its name is that of an EPUB")
        return Claim(0, "it does not say that it is an EPUB")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document, or `SourceError` where no page of a book can be read."""
        from carnet.readers.packaged import read_epub  # noqa: PLC0415

        return read_epub(source, data, self.name, options)
