"""XHTML and HTML: a page, or a chapter, whose elements say what its words are.

`parsing` makes a tree of any page, `notes` finds which links lead to notes, `units` which elements
are entries, `flow` copies the words, and `pieces` says what is an entry and what is other matter.
EPUB is read by the same parts, page after page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.model import Document, Finding
from carnet.readers import Claim
from carnet.readers.xhtml.book import Part, read_book
from carnet.readers.xhtml.elements import own_language
from carnet.readers.xhtml.notes import Member
from carnet.readers.xhtml.parsing import looks_like_html, page_facts, parse, sheets

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        parsed = parse(source, data, str(options.get("encoding") or ""))
        findings = [Finding(source, "", "markup", parsed.doubt)] if parsed.doubt else []
        if parsed.encoding_doubt:
            findings.append(Finding(source, "", "encoding", parsed.encoding_doubt))
        meta: dict[str, Any] = dict(page_facts(parsed.root))
        if language := own_language(parsed.root):
            meta["languages"] = [language]
        part = Part(Member("", parsed.root))
        styles = list(sheets(parsed.root))
        return read_book(source, self.name, [part], styles, meta, findings, options)
