"""Plain text: the reading text is the decoded file, character for character."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from carnet.model import Document, Finding, Piece, Span
from carnet.readers import Claim
from carnet.readers.gutenberg import frame
from carnet.readers.named import named
from carnet.text import OffsetMap, binary, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPED = re.compile(r"(?<![\w])_(?![\s_])([^_]{1,600})(?<!\s)_(?!\w)")
"""Words between underscores, as those who type books set italics."""
_BLANK = re.compile(r"\n(?:[^\S\n]*+\n)++")  # possessive: else long blank stretches cost memory
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|!--|html|head|body|tei|text|div|tei:)", re.IGNORECASE)
_DATA = frozenset(
    (
        *(
            ".css",
            ".csv",
            ".epub",
            ".htm",
            ".html",
            ".js",
            ".json",
            ".jsonl",
            ".plist",
            ".py",
            ".rtf",
        ),
        *(".svg", ".tex", ".toml", ".tsv", ".xhtml", ".xml", ".yaml", ".yml"),
    )
)


class PlainReader:
    """Reads any text that is in no format of its own.

    The document's spans are its paragraphs (`p`, told by blank lines), words between underscores
    (`italic` with the value `_`, the underscores being part of it) and the points after form feeds
    (`page`). Its pieces are empty, so that its prose is reasoned over; but a file that is
    named for a day, a month or a range, and does not itself tell of several days, is one entry.

    `meta` may hold `named`: the EDTF of the date in the file's name; `frame`: the code points
    `(start, end)` of the book within Project Gutenberg's header and licence; and what that header
    states (`title author editor translator language`).
    """

    name = "text"
    version = "2"
    suffixes = (".txt", ".text", "")

    def claims(self, name: str, head: bytes) -> Claim:
        if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
            return Claim(0, "it is XML or HTML")
        if seems := binary(head):
            return Claim(0, f"it seems to be {seems}")
        file = name.rpartition("/")[2].lower()
        suffix = file[file.rindex(".") :] if "." in file[1:] else ""
        if suffix in _DATA:
            return Claim(0, f"{suffix} is a format of its own, not plain text")
        if suffix in self.suffixes:
            return Claim(0.6 if suffix else 0.4, "its name is that of a text")
        return Claim(0.1, f"it may be text, though {suffix} does not say so")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        text, encoding, doubt = decode(data, source, options.get("encoding", ""))
        findings = [Finding(source, "", "encoding", doubt)] if doubt else []
        meta: dict[str, Any] = {"encoding": encoding}
        if book := frame(text):
            meta |= book.meta | {"frame": (book.start, book.end)}
        pieces: tuple[Piece, ...] = ()
        if date := named(source):
            # what reads dates in words is loaded for those who have prose
            from carnet.readers.dated import tells_of_days, when_named  # noqa: PLC0415

            meta["named"] = date.edtf
            when = when_named(date, options)
            if when is not None and not tells_of_days(text, date, options):
                pieces = (Piece(0, len(text), "entry", "", when),)
        spans = chain(_paragraphs(text), _italics(text), _pages(text))
        return Document(
            source,
            self.name,
            text,
            OffsetMap([(0, len(text), 0, 0)]),
            spans=tuple(sorted(spans)),
            pieces=pieces,
            findings=tuple(findings),
            meta=meta,
        )


def _paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines, without the white space round it."""
    ends = chain(_BLANK.finditer(text), (None,))
    start = 0
    for blank in ends:
        end = blank.start() if blank else len(text)
        words = text[start:end]
        if bare := words.strip():
            start += len(words) - len(words.lstrip())
            yield Span(start, start + len(bare), "p")
        start = blank.end() if blank else end


def _italics(text: str) -> Iterator[Span]:
    """What stands between two underscores within one paragraph."""
    for found in _TYPED.finditer(text) if "_" in text else ():
        if not _BLANK.search(text, *found.span()):
            yield Span(*found.span(), "italic", "_")


def _pages(text: str) -> Iterator[Span]:
    for feed in re.finditer("\f", text):
        yield Span(feed.end(), feed.end(), "page")
