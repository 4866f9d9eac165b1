"""One document of one page, or of the pages of a book in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.model import Document, Finding, Piece
from carnet.readers.dated import tells_of_days, when_named
from carnet.readers.headed import Heading, headed
from carnet.readers.named import named
from carnet.readers.xhtml.elements import read_styles
from carnet.readers.xhtml.flow import Flow
from carnet.readers.xhtml.notes import Member, find_notes
from carnet.readers.xhtml.pieces import frame, make_pieces, only_matter
from carnet.readers.xhtml.units import find_units
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Part(NamedTuple):
    """A page of a book. `left_out` says why its words are not text, where they are not; `kind` what
    those are that belong to no entry: `front`, `back` or `other`.
    """

    member: Member
    left_out: str = ""
    kind: str = "other"


def read_book(
    source: str, reader: str, parts: Sequence[Part], sheets: list[str],
    meta: dict[str, Any], findings: list[Finding], options: Mapping[str, Any],
) -> Document:  # fmt: skip
    """The document that the pages make, one after the other."""
    members = [part.member for part in parts if not part.left_out]
    notes = find_notes(members)
    units = find_units(members, notes.numbers)
    flow = Flow(source, units, notes)
    flow.styles = read_styles(sheets)
    for part in parts:
        if part.left_out:
            flow.leave_out(part.member, part.left_out)
        else:
            flow.read(part.member, part.kind if part.kind in ("front", "back") else "other")
    text = flow.finish()
    pieces: list[Piece] = []
    found: list[Finding] = []
    if any(opening.kind == "entry" for opening in flow.openings) or only_matter(flow, text):
        for made in make_pieces(flow, text, meta):
            (pieces if isinstance(made, Piece) else found).append(made)  # type: ignore[arg-type]
        if not any(piece.kind == "entry" for piece in pieces):
            found = []
    elif text:
        pieces, found = _by_words(source, flow, text, meta, options)
        if not pieces and (middle := frame(flow, text)) is not None:
            meta["frame"] = middle
    return Document(
        source=source,
        reader=reader,
        text=text,
        offsets=OffsetMap(flow.runs),
        spans=tuple(flow.spans),
        pieces=tuple(pieces),
        pages=tuple(flow.pages),
        omissions=tuple(flow.omissions),
        findings=(*findings, *flow.findings, *found, *_elsewhere(source, flow)),
        meta=meta,
    )


def _by_words(
    source: str, flow: Flow, text: str, meta: dict[str, Any], options: Mapping[str, Any]
) -> tuple[list[Piece], list[Finding]]:
    """Entries by the file's name or by headings with full dates, where no markup states any."""
    by_name = named(source)
    if by_name is not None:
        meta["named"] = by_name.edtf
        when = when_named(by_name, options)
        if when is not None and not tells_of_days(text, by_name, options):
            author = str(meta.get("author") or "")
            return [Piece(0, len(text), "entry", "", when, author=author)], []
    headings: list[Heading] = []
    for head in sorted(flow.heads):  # they were noted as they ended, one within another first
        if 0 < head.level < 7 and (not headings or head.start >= headings[-1].end):
            words = " ".join(text[head.start : head.end].split())
            headings.append(Heading(head.start, head.start, head.end, head.level, words))
    pieces, findings = headed(
        source, headings, len(text), lambda start, end: bool(text[start:end].strip()), options
    )
    middle = frame(flow, text)
    if middle is not None and any(
        piece.kind == "entry" and not middle[0] <= piece.start <= middle[1] for piece in pieces
    ):
        return [], []  # what is dated in a foreword is not the diary's
    author, languages = str(meta.get("author") or ""), meta.get("languages") or ("",)
    return [
        piece._replace(author=author, language=piece.language or str(languages[0]))
        if piece.kind == "entry" else piece
        for piece in pieces
    ], findings  # fmt: skip


def _elsewhere(source: str, flow: Flow) -> list[Finding]:
    return [
        Finding(
            source, "", "markup",
            f"{count:,} references lead to notes in {file}, which is another file; in an EPUB or a "
            "ZIP that holds both, each note is read after its entry",
        )
        for file, count in flow.elsewhere.items()
    ]  # fmt: skip


def number_members(pages: Sequence[tuple[str, Any]]) -> list[Member]:
    """Pages with the number of their first element among all elements of the book."""
    members, base = [], 0
    for name, root in pages:
        members.append(Member(name, root, base))
        base += sum(1 for _ in root.iter())
    return members


__all__ = ["Part", "number_members", "read_book"]
