"""XHTML and HTML: a page, or a chapter, whose elements say what its words are.

`parsing` makes a tree of any page, `notes` finds which links lead to notes, `units` which elements
are entries, `flow` copies the words, and `pieces` says what is an entry and what is other matter.
EPUB is read by the same parts, page after page; so are pages that `together` finds to be one book.
All of it is loaded when there is something to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.readers import Claim
from carnet.readers.signs import looks_like_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carnet.model import Document


class HtmlReader:
    """Reads HTML of any age, well-formed or not, as browsers do; nothing in it is run or fetched.

    `meta` may hold what the head of the page says: `title author licence publisher languages`.
    """

    name = "html"
    version = "1"
    suffixes = (".xhtml", ".html", ".htm")

    def claims(self, name: str, head: bytes) -> Claim:
        if looks_like_html(head):
            return Claim(0.95, "it begins as HTML does")
        if name.lower().endswith(self.suffixes):
            start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
            if b"<" in start.replace(b"\x00", b""):
                return Claim(0.7, "its name is that of a page of HTML")
            return Claim(0, "its name is that of HTML, yet no element is near its top")
        return Claim(0, "it does not begin as HTML does")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document, or `SourceError` where there is no page to be made out."""
        from carnet.readers.xhtml.pages import read_page  # noqa: PLC0415

        return read_page(source, data, self.name, options)

    def read_together(
        self, source: str, files: Mapping[str, bytes], options: Mapping[str, Any]
    ) -> Iterable[tuple[Sequence[str], Document]]:
        """Pages whose notes stand in one another, as one book; see `Joining`."""
        from carnet.readers.xhtml.pages import read_pages  # noqa: PLC0415

        return read_pages(source, files, self.name, options)
