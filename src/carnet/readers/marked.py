"""A Markdown text on its way from marks to a document: its dates, entries, notes and spans."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.dates import When
from carnet.model import Document, Finding, Omission, Piece, Span
from carnet.readers.blocks import scan
from carnet.readers.comments import without_comments
from carnet.readers.cuts import Excerpt, Marks, Removed
from carnet.readers.dated import is_full, tells_of_days, when_named, when_stated
from carnet.readers.frontmatter import front_matter
from carnet.readers.headed import Heading, headed
from carnet.readers.inlines import mark_up
from carnet.readers.named import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.readers.blocks import Block, Structure
    from carnet.readers.frontmatter import FrontMatter
    from carnet.text import Decoded

_FIELDS = {
    "date": ("date", "day", "datum", "fecha", "data", "dato", "дата"),
    "title": ("title", "titel", "titre", "título", "titolo", "заголовок"),
    "place": ("place", "location", "ort", "lieu", "lugar", "luogo", "место"),
    "language": ("language", "lang", "sprache", "langue", "idioma", "lingua", "язык"),
    "author": ("author", "autor", "auteur", "autore", "автор"),
    "tags": ("tags", "tag", "keywords", "schlagwörter", "mots-clés"),
    "created": ("created", "erstellt", "créé"),
}
_CANONICAL = {alias: field for field, aliases in _FIELDS.items() for alias in aliases}
_POINTS = frozenset(("figure", "note", "noteref"))  # spans that may hold no words


def document(reader: str, source: str, decoded: Decoded, options: Mapping[str, Any]) -> Document:
    """The document that `reader` makes of a Markdown text."""
    text = decoded.text
    marks = Marks()
    front = front_matter(text)
    if front is not None:
        marks.cut(0, front.end)
        marks.omitted.append(("front matter", front.raw))
    start = front.end if front else 0
    said = without_comments(text, start, marks)
    structure = scan(said, start, marks)
    for block in structure.blocks:
        if block.kind != "table":
            words = _words(said, block)
            mark_up(words, block.start, structure.notes, structure.links, marks)
    reading = _Reading(source, text, options=options, structure=structure, marks=marks, front=front)
    return reading.document(reader, decoded.encoding, decoded.doubt)


def _words(text: str, block: Block) -> str:
    """A block's words, with what masks them as so much space."""
    parts: list[str] = []
    at = block.start
    for start, end in block.masked:
        parts += text[at:start], " " * (end - start)
        at = end
    return "".join((*parts, text[at : block.end]))


class _Stated(NamedTuple):
    """The date of a whole file, and the findings about it."""

    when: When | None
    findings: list[Finding]


class _Reading:
    """One file on its way from marks to a document."""

    def __init__(
        self,
        source: str,
        text: str,
        *,
        options: Mapping[str, Any],
        structure: Structure,
        marks: Marks,
        front: FrontMatter | None,
    ) -> None:
        self.source = source
        self.text = text
        self.options = options
        self.structure = structure
        self.marks = marks
        self.front = front
        self.removed = Removed(marks)
        self.fields = _named_fields(front.fields if front else {})

    def document(self, reader: str, encoding: str, doubt: str) -> Document:
        pieces, findings = self._pieces()
        excerpt = Excerpt(self.text, self.removed, self._order(pieces))
        if not excerpt.text.strip():
            pieces = [Piece(0, len(self.text), "other", "")]
            findings = [Finding(self.source, "", "empty", "there are no words in the file")]
        findings = [self._brought(finding, excerpt) for finding in findings]
        findings += self._findings(excerpt, doubt)
        omissions = (Omission(reason, words, "") for reason, words in self.marks.omitted)
        return Document(
            self.source,
            reader,
            excerpt.text,
            excerpt.offsets,
            spans=self._spans(excerpt),
            pieces=self._tiled(pieces, excerpt),
            omissions=tuple(omissions),
            findings=tuple(findings),
            meta=self._meta(encoding),
        )

    # What the file states of itself

    def _meta(self, encoding: str) -> dict[str, Any]:
        meta = dict(self.fields)
        if self.front and self.front.problem:
            meta["front matter"] = self.front.raw
        meta["encoding"] = encoding
        if date := named(self.source):
            meta["named"] = date.edtf
        return meta

    def _findings(self, excerpt: Excerpt, doubt: str) -> list[Finding]:
        found = []
        if doubt:
            found.append(Finding(self.source, "", "encoding", doubt))
        if self.front and self.front.problem:
            message = f"the front matter is kept as it is written: {self.front.problem}"
            found.append(Finding(self.source, "", "front matter", message))
        if html := self.marks.html:
            message = f"raw HTML is kept as text: {len(html):,} tags or comments"
            start, end = excerpt.start(html[0][0]), excerpt.end(html[0][1])
            found.append(Finding(self.source, "", "html", message, start, end))
        return found

    def _stated(self) -> _Stated:
        """The date of the whole file: of a field, of the file's name, of a title that is a date,
        or of its making, in this order.
        """
        findings = []
        field = self.fields.get("date", "")
        by_field = when_stated(str(field), self.options, "the front matter says so")
        if field and by_field is None:
            message = f"the date in the front matter cannot be read: {str(field)[:60]!r}"
            findings.append(Finding(self.source, "", "date", message))
        date = named(self.source)
        by_name = when_named(date, self.options) if date else None
        if by_field and by_name and is_full(by_name) and by_field != by_name:
            message = f"the front matter says {by_field}, the file's name {by_name}"
            findings.append(Finding(self.source, "", "date", message))
        when = by_field or by_name
        if when is None:
            when = when_stated(
                str(self.fields.get("title", "")), self.options, "its title is a date"
            )
            when = when if when and is_full(when) else None
        if when is None:
            made = str(self.fields.get("created", ""))
            when = when_stated(made, self.options, "the front matter says that it was made then")
        if when is None and field:
            when = When(written=str(field), why=("its date cannot be read",))
        return _Stated(when, findings)

    # Entries, in offsets of the file

    def _pieces(self) -> tuple[list[Piece], list[Finding]]:
        headings = [
            Heading(
                block.line,
                block.start,
                block.end,
                block.level,
                self.removed.words(self.text, block.start, block.end),
            )
            for block in self.structure.blocks
            if block.level
        ]
        length = len(self.text)
        pieces, findings = headed(self.source, headings, length, self._has_words, self.options)
        dated = [piece for piece in pieces if piece.when is not None and piece.when.known]
        when, doubts = self._stated()
        if when is None or len(dated) > 1 or (dated and not is_full(when)):
            return [self._described(piece) for piece in pieces], findings + doubts
        date = named(self.source)
        if not is_full(when) and date and not date.is_day:
            words = self.removed.words(self.text, 0, length)
            if tells_of_days(words, date, self.options):
                return [], doubts
        whole = self._described(Piece(0, length, "entry", "", when))
        for piece in dated:
            if piece.when != when:
                message = f"the file is dated {when}, but its heading {piece.locator!r}"
                doubts.append(Finding(self.source, "", "date", message, *(piece.heading or ())))
            elif not self._has_words(0, piece.start):
                whole = whole._replace(heading=piece.heading)
        return [whole], doubts

    def _described(self, piece: Piece) -> Piece:
        """A piece with what the front matter says of the whole file."""
        if piece.kind != "entry":
            return piece
        title = piece.title
        if not piece.locator:
            title = str(self.fields.get("title", ""))
        return piece._replace(
            title=title,
            language=str(self.fields.get("language", "")),
            author=str(self.fields.get("author", "")),
        )

    def _has_words(self, start: int, end: int) -> bool:
        parts = self.removed.left(start, end)
        return any(part.char or self.text[part.start : part.end].strip() for part in parts)

    # From the file to the reading text

    def _order(self, pieces: list[Piece]) -> list[tuple[int, int]]:
        """The stretches of the file, each footnote after the stretch that refers to it."""
        notes = self.structure.notes
        moved = sorted((*self._home(ref, pieces), label) for label, ref in self._referred().items())
        taken = deque(sorted(notes[label][:2] for _, _, label in moved))
        order: list[tuple[int, int]] = []
        at = 0
        for home, _, label in [*moved, (len(self.text), 0, "")]:
            while taken and taken[0][0] < home:
                start, end = taken.popleft()
                order.append((at, start))
                at = end
            order.append((at, home))
            at = max(at, home)
            if label:
                order.append(notes[label][:2])
        return [stretch for stretch in order if stretch[0] < stretch[1]]

    def _referred(self) -> dict[str, int]:
        """Each note that is referred to, with the place where the text itself first does: a note
        on a note goes where that one goes.
        """
        notes = self.structure.notes
        if not notes:
            return {}
        ranges = sorted((*note[:2], label) for label, note in notes.items())
        starts = [start for start, _, _ in ranges]
        found: dict[str, int] = {}
        within: dict[str, list[str]] = {}  # by the label of the note that refers to them
        for span in sorted(span for span in self.marks.spans if span.kind == "noteref"):
            i = bisect_right(starts, span.start) - 1
            if i < 0 or span.start >= ranges[i][1]:
                found.setdefault(span.value, span.start)
            else:
                within.setdefault(ranges[i][2], []).append(span.value)
        waiting = deque(found)
        while waiting:
            outer = waiting.popleft()
            for inner in within.get(outer, ()):
                if inner not in found:
                    found[inner] = found[outer]
                    waiting.append(inner)
        return found

    def _home(self, ref: int, pieces: list[Piece]) -> tuple[int, int]:
        """Where the note goes that `ref` refers to: the end of its entry, else of its paragraph."""
        if pieces:
            i = bisect_right(pieces, ref, key=attrgetter("start")) - 1
            return pieces[i].end, ref
        blocks = self.structure.blocks
        end = blocks[bisect_right(blocks, ref, key=attrgetter("start")) - 1].end
        return self.text.find("\n", end) + 1 or len(self.text), ref

    def _spans(self, excerpt: Excerpt) -> tuple[Span, ...]:
        notes = self.structure.notes.items()
        spans = [Span(note.words_start, note.words_end, "note", label) for label, note in notes]
        brought = map(excerpt.span, [*self.marks.spans, *spans])
        told = (span for span in brought if span.start < span.end or span.kind in _POINTS)
        return tuple(sorted(told, key=lambda span: (span.start, -span.end)))

    def _tiled(self, pieces: list[Piece], excerpt: Excerpt) -> tuple[Piece, ...]:
        """The pieces in offsets of the reading text, which they tile."""
        starts = [0, *(excerpt.start(piece.start) for piece in pieces[1:])]
        ends = [*starts[1:], len(excerpt.text)]
        found = []
        for piece, start, end in zip(pieces, starts, ends, strict=False):
            heading = piece.heading
            if heading is not None:
                heading = excerpt.start(heading[0]), excerpt.end(heading[1])
            if start < end or len(pieces) == 1:
                found.append(piece._replace(start=start, end=end, heading=heading))
        return tuple(found)

    def _brought(self, finding: Finding, excerpt: Excerpt) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        return finding._replace(start=excerpt.start(finding.start), end=excerpt.end(finding.end))


def _named_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields by their usual names; where two would have one name, the second keeps its own."""
    found: dict[str, Any] = {}
    for key, value in fields.items():
        name = _CANONICAL.get(key.casefold(), key)
        found[key if name in found else name] = value
    return found
