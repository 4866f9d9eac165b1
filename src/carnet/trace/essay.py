"""Essays as they come: text, Markdown, HTML, TEI, EPUB or Word, as one text with its block quotations.

Offsets count in this text. Of plain text and Markdown it is the decoded file itself; of a Word file
its paragraphs, a line each with an empty line between, then its notes; of the others the reading
text that their reader makes.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from carnet.errors import Refused, SourceError
from carnet.readers import HEAD, choose
from carnet.registry import shelf
from carnet.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carnet.model import Span

LONGEST = 40_000_000
"""Code points of an essay; a longer one is refused, for it is no essay."""

_PLAIN = (".txt", ".text", ".md", ".markdown", "")
_QUOTES = frozenset(("quote",))
_MOST_XML = 64 * 2**20  # bytes of a Word file's text when it is unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN = re.compile(r"(.)\1{9999,}", re.DOTALL)


class Essay(NamedTuple):
    """A text in which quotations are looked for."""

    name: str
    text: str
    blocks: tuple[tuple[int, int], ...] = ()
    title: str = ""
    author: str = ""
    spans: tuple[Span, ...] = ()  # how a reader says that it is set; nothing for plain text


def read_essay(path: Path, name: str = "") -> Essay:
    """The essay in a file. `SourceError` where nothing can be read: it is empty, a picture of pages
    without text, too long, or hostile.
    """
    name = name or path.name
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST * 4 + 1)
    except IsADirectoryError:
        raise SourceError("this is a folder", where=str(path), mend="Name the file.") from None
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path)) from None
    if len(data) > LONGEST * 4:
        raise _too_long(name)
    essay = _read(path, name, data)
    if len(essay.text) > LONGEST:
        raise _too_long(name)
    if not any(sign.isalnum() for sign in essay.text):
        raise SourceError("there are no words in it", where=name, mend="Look whether it is a scan.")
    return essay


def _too_long(name: str) -> SourceError:
    return SourceError(
        f"it is longer than {LONGEST:,} characters, which no essay is", where=name, mend="Split it."
    )


def _read(path: Path, name: str, data: bytes) -> Essay:
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF-"):
        raise SourceError(
            "a PDF is a picture of a text", where=name,
            mend="Save the essay as text, Word, HTML or EPUB; recognise its letters if it is a scan.",
        )  # fmt: skip
    if data.startswith(b"PK\x03\x04") and suffix == ".docx":
        return _word(name, data)
    if suffix in _PLAIN:
        text = decode(data, name).text
        if not re.match(r"\s*<(?:\?xml|!doctype|html|tei)", text[:200], re.IGNORECASE):
            return Essay(name, text)
    try:
        reader = choose(path.name, data[:HEAD], shelf("carnet.readers").values())
        document = reader.read(path.name, data, {})
    except Refused as refusal:
        raise Refused(
            name, refusal.reasons, mend="Save it as plain text, Markdown, HTML or Word."
        ) from None
    blocks = tuple(
        (span.start, span.end)
        for span in document.spans
        if span.kind in _QUOTES and span.end - span.start > 1
    )
    title, author = (str(document.meta.get(key) or "") for key in ("title", "author"))
    return Essay(name, document.text, blocks, title, author, document.spans)


def squeezed(text: str) -> str:
    """A text in which no character is repeated ten thousand times: such a stretch says nothing and
    would cost much. Its places keep their offsets; only what is repeated is blanked.
    """
    return _RUN.sub(lambda found: " " * len(found[0]), text)


# ---------------------------------------------------------------------- Word


def _word(name: str, data: bytes) -> Essay:
    """The paragraphs and notes of a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = [
                _unpacked(held, part, name)
                for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
                if part in held.namelist()
            ]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"the Word file is damaged ({error})", where=name) from None
    if not parts:
        raise SourceError("this ZIP archive is no Word file", where=name)
    text: list[str] = []
    blocks: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        for paragraph, quoted in _paragraphs(part, name):
            if text:
                text.append("\n\n")
                at += 2
            if quoted:
                blocks.append((at, at + len(paragraph)))
            text.append(paragraph)
            at += len(paragraph)
    return Essay(name, "".join(text), tuple(blocks))


def _unpacked(held: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part of a ZIP archive, never more than it may be."""
    with held.open(part) as file:
        data = file.read(_MOST_XML + 1)
    if len(data) > _MOST_XML:
        raise SourceError("the Word file unpacks to more than an essay can be", where=name)
    return data


def _paragraphs(data: bytes, name: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a part, and whether each is set as a quotation."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"the Word file is damaged ({error})", where=name) from None
    for paragraph in root.iter(f"{_W}p"):
        words: list[str] = []
        for node in paragraph.iter():
            if node.tag == f"{_W}t":
                words.append(node.text or "")
            elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                words.append(" " if node.tag == f"{_W}tab" else "\n")
            elif node.tag == f"{_W}noBreakHyphen":
                words.append("-")
        text = "".join(words)
        if text.strip():
            yield text, _is_quote(paragraph)


def _is_quote(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    said = str(style.get(f"{_W}val") or "").lower() if style is not None else ""
    if any(word in said for word in ("quote", "zitat", "citation", "cita", "цитата")):
        return True
    indent = paragraph.find(f"{_W}pPr/{_W}ind")
    if indent is None:
        return False
    left = str(indent.get(f"{_W}left") or indent.get(f"{_W}start") or "0")
    return left.isdigit() and int(left) >= 360
