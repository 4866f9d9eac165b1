"""Essays as they come: text, Markdown, HTML, TEI, EPUB or Word, as one text with its block quotations.

Offsets count in this text. Of plain text and Markdown it is the decoded file itself; of a Word file
its paragraphs, a line each with an empty line between, then its notes; of the others the reading
text that their reader makes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from carnet.errors import Refused, SourceError, brief
from carnet.readers import HEAD, choose
from carnet.readers.boxes import Box
from carnet.registry import shelf
from carnet.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carnet.model import Span

LONGEST = 10_000_000
"""Code points of an essay; a longer one is refused, for it is no essay."""

_PLAIN = (".txt", ".text", ".md", ".markdown", "")
_QUOTES = frozenset(("quote",))
_MOST_XML = 64 * 2**20  # bytes of a Word file's text when it is unpacked
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how old Word files begin, and encrypted ones
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# in an essay, what TEI calls spoken or thought is a quotation
_SPOKEN = re.compile(rb"(</?(?:\w+:)?)(?:q|said)(?=[\s>/])")
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
    if data.startswith(_OLE):
        raise SourceError(
            "this Word file is locked with a password" if suffix == ".docx" else
            "this is a file of an old office program", where=name,
            mend="Save it as Word (.docx) without a password, or as plain text.",
        )  # fmt: skip
    if data.startswith(b"PK\x03\x04") and suffix == ".docx":
        return _word(name, data)
    if suffix in _PLAIN:
        text = decode(data, name).text
        if not re.match(r"\s*<(?:\?xml|!doctype|html|tei)", text[:200], re.IGNORECASE):
            return Essay(name, text)
    if re.search(rb"<(?:\w+:)?(?:TEI|TEI\.2|teiCorpus)[\s>]", data[:HEAD]):
        data = _SPOKEN.sub(rb"\1quote", data)
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
        parts = _parts(name, Box(name, data))
    except SourceError as error:
        raise SourceError(
            f"the Word file cannot be read, perhaps it is damaged ({error.what})", where=name,
            mend="Save it anew, or as plain text.",
        ) from None  # fmt: skip
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


def _parts(name: str, box: Box) -> list[bytes]:
    """The text and the notes of a Word file, never more than an essay may be."""
    found = []
    reasons = {left.name: left.why for left in box.left}
    for part in _WORD_PARTS:
        if part in reasons:
            raise SourceError(reasons[part], where=name)
        if part not in box:
            continue
        if box.size(part) > _MOST_XML:
            raise SourceError("it unpacks to more than an essay can be", where=name)
        found.append(box.read(part))
    return found


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
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SourceError(f"the Word file is damaged ({brief(error)})", where=name) from None
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
