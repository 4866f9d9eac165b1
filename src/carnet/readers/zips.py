"""A ZIP as a source: it stays as it was found. What reads it is loaded when there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.readers import Claim
from carnet.readers.signs import ZIP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.model import Document


class ZipReader:
    """Reads a ZIP of notebooks, with whatever readers there are; one within it is not opened. Files
    that a reader knows to be one text (pages of HTML, and the page of their notes) are read as such.

    The document's `parts` are those of its files, in the order of their names; locators begin with
    the file's name, and `meta["members"]` has each with the number of its first node in the offset
    map.
    """

    name = "zip"
    version = "2"
    suffixes = (".zip",)

    def claims(self, name: str, head: bytes) -> Claim:
        if not head.startswith(ZIP):
            return Claim(0, "it does not begin as a ZIP does")
        if name.lower().endswith(self.suffixes):
            return Claim(0.6, "its name is that of a ZIP")
        return Claim(0, "it is a ZIP, perhaps of another format, and its name does not end in .zip")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document, or `SourceError` where none of its files can be read."""
        from carnet.readers.unpacked import read_zip  # noqa: PLC0415

        return read_zip(source, data, self.name, options)
