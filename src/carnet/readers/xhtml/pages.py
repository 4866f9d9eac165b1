"""One page, or several that are one book, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.model import Document, Finding
from carnet.readers.joined import agreed
from carnet.readers.xhtml.book import Part, number_members, read_book
from carnet.readers.xhtml.elements import own_language
from carnet.readers.xhtml.notes import Member
from carnet.readers.xhtml.parsing import Parsed, page_facts, parse, sheets
from carnet.readers.xhtml.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def read_page(source: str, data: bytes, reader: str, options: Mapping[str, Any]) -> Document:
    """The document, or `SourceError` where there is no page to be made out."""
    parsed = parse(source, data, str(options.get("encoding") or ""))
    part = Part(Member("", parsed.root))
    styles = list(sheets(parsed.root))
    findings = _doubts(source, "", parsed)
    return read_book(source, reader, [part], styles, _facts(parsed), findings, options)


def read_pages(
    source: str, files: Mapping[str, bytes], reader: str, options: Mapping[str, Any]
) -> Iterator[tuple[Sequence[str], Document]]:
    """Pages whose notes stand in one another, as one book; see `Joining`."""
    for pages in together(files, str(options.get("encoding") or "")):
        members = number_members([(name, page.root) for name, page in pages.items()])
        meta = agreed([_facts(page) for page in pages.values()])
        meta["members"] = [[member.name, member.base] for member in members]
        findings = [doubt for name, page in pages.items() for doubt in _doubts(source, name, page)]
        styles = [sheet for page in pages.values() for sheet in sheets(page.root)]
        parts = [Part(member) for member in members]
        yield tuple(pages), read_book(source, reader, parts, styles, meta, findings, options)


def _doubts(source: str, name: str, page: Parsed) -> list[Finding]:
    told = (("markup", page.doubt), ("encoding", page.encoding_doubt))
    return [Finding(source, name, kind, doubt) for kind, doubt in told if doubt]


def _facts(page: Parsed) -> dict[str, Any]:
    """What the head of a page says, and its language."""
    meta: dict[str, Any] = dict(page_facts(page.root))
    if language := own_language(page.root):
        meta["languages"] = [language]
    return meta
