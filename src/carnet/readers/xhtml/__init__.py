"""XHTML and HTML: a page, or a chapter, whose elements say what its words are.

`parsing` makes a tree of any page, `notes` finds which links lead to notes, `units` which elements
are entries, `flow` copies the words, and `pieces` says what is an entry and what is other matter.
EPUB is read by the same parts, page after page; so are pages that `together` finds to be one book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.model import Document, Finding
from carnet.readers import Claim
from carnet.readers.joined import agreed
from carnet.readers.xhtml.book import Part, number_members, read_book
from carnet.readers.xhtml.elements import own_language
from carnet.readers.xhtml.notes import Member
from carnet.readers.xhtml.parsing import Parsed, looks_like_html, page_facts, parse, sheets
from carnet.readers.xhtml.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


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
        part = Part(Member("", parsed.root))
        styles = list(sheets(parsed.root))
        findings = _doubts(source, "", parsed)
        return read_book(source, self.name, [part], styles, _facts(parsed), findings, options)

    def read_together(
        self, source: str, files: Mapping[str, bytes], options: Mapping[str, Any]
    ) -> Iterator[tuple[Sequence[str], Document]]:
        """Pages whose notes stand in one another, as one book; see `Joining`."""
        for pages in together(files, str(options.get("encoding") or "")):
            members = number_members([(name, page.root) for name, page in pages.items()])
            meta = agreed([_facts(page) for page in pages.values()])
            meta["members"] = [[member.name, member.base] for member in members]
            findings = [
                doubt for name, page in pages.items() for doubt in _doubts(source, name, page)
            ]
            styles = [sheet for page in pages.values() for sheet in sheets(page.root)]
            parts = [Part(member) for member in members]
            yield (
                tuple(pages),
                read_book(source, self.name, parts, styles, meta, findings, options),
            )


def _doubts(source: str, name: str, page: Parsed) -> list[Finding]:
    told = (("markup", page.doubt), ("encoding", page.encoding_doubt))
    return [Finding(source, name, kind, doubt) for kind, doubt in told if doubt]


def _facts(page: Parsed) -> dict[str, Any]:
    """What the head of a page says, and its language."""
    meta: dict[str, Any] = dict(page_facts(page.root))
    if language := own_language(page.root):
        meta["languages"] = [language]
    return meta
