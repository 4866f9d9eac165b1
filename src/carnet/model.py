"""The words of the design as plain frozen data. Nothing here knows files, SQL or HTML.

Offsets are code points, `[start, end)`. Those of a `Document`, an `Entry` and a `Matter` count in
the document's reading text; those of an entry's own spans and mentions count in the entry's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carnet.dates import When
    from carnet.text import OffsetMap

MENTION_KINDS = frozenset(("person", "place", "work", "organisation", "event", "name"))
Standing = Literal["stated", "suggested", "confirmed", "rejected"]


class Span(NamedTuple):
    """Something said of a stretch of text. A zero-width span marks a point.

    kinds of structure: `p head line row cell item list table quote verse page note noteref figure
                        formula sign code record`
    kinds of mark:      `italic bold underline small super sub spaced smallcaps strike deleted
                        added unclear supplied gap foreign language hand by`
    another reading:    `expanded corrected regularised written variant`, with it as the value
    kinds of reference: `date calendar link` and the kinds of mention
    and, in an edition: `withheld`, a point where sealed words stood
    `value` says which: the EDTF of a date, the id that a name points to, a page's number, the
    regular spelling beside the written one.
    """

    start: int
    end: int
    kind: str
    value: str = ""


def asides_in(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The stretches that somebody else tells within a text, as an editor does in notes: by whom they
    are is said of them, and no hand of the manuscript.
    """
    marked = [span for span in spans if span.kind in ("by", "hand") and span.start < span.end]
    written = {(span.start, span.end) for span in marked if span.kind == "hand"}
    places = ((span.start, span.end) for span in marked if span.kind == "by")
    return sorted({place for place in places if place not in written})


class Finding(NamedTuple):
    """Something a person should look at: a value, never an exception."""

    source: str
    locator: str
    kind: str
    message: str
    start: int | None = None
    end: int | None = None
    entry: str | None = None


class Omission(NamedTuple):
    """Text of the source that is deliberately not in the reading text, and why."""

    reason: str
    text: str
    locator: str


class Page(NamedTuple):
    """One side of paper: where it begins in the reading text, its number, its image."""

    start: int
    number: str
    image: str


class Piece(NamedTuple):
    """A stretch of a document that its own structure states to be an entry, or other matter.

    `kind` is `entry`, or what the matter is: `front`, `back`, `heading`, `other`.
    """

    start: int
    end: int
    kind: str
    locator: str
    when: When | None = None
    heading: tuple[int, int] | None = None
    title: str = ""
    language: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a source."""

    source: str
    reader: str
    text: str
    offsets: OffsetMap
    spans: tuple[Span, ...] = ()
    pieces: tuple[Piece, ...] = ()  # empty: the prose must be reasoned over
    pages: tuple[Page, ...] = ()
    omissions: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)  # title, author, licence, language …
    parts: tuple[Part, ...] = ()  # of a source that holds several files; then `pieces` is empty


class Part(NamedTuple):
    """One of the files that a source holds, and where its text begins in that of the whole.

    Its own offsets count from there; its own locators lead on from its name. Several files that are
    one text are one part, without a name: its locators name the file.
    """

    start: int
    name: str
    document: Document

    def locate(self, locator: str) -> str:
        """The way back to a place in the file, as a locator of the whole source."""
        if not self.name:
            return locator
        return f"{self.name}#{locator}" if locator else self.name

    def lift(self, source: str, finding: Finding) -> Finding:
        """A finding in the file as one in the whole source."""
        start = None if finding.start is None else finding.start + self.start
        end = None if finding.end is None else finding.end + self.start
        locator = self.locate(finding.locator)
        return finding._replace(source=source, locator=locator, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated, or undatable, unit of writing."""

    id: str
    source: str
    locator: str
    start: int
    end: int
    text: str
    when: When
    heading: str = ""
    title: str = ""
    language: str = ""
    author: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """Words of a source that belong to no entry: front, back, a heading over many entries."""

    source: str
    locator: str
    kind: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...] = ()


class Mention(NamedTuple):
    """A span of an entry that names something, who says so, and how sure that is."""

    start: int
    end: int
    text: str
    kind: str
    ref: str | None  # as the source states it
    target: str | None  # a register id
    by: str
    standing: Standing
    score: float = 1.0
