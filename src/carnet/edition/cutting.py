"""Taking sealed stretches out of a text, with everything that was said of them.

Pure functions: texts, spans and cuts go in, what may be read comes out. Offsets are code points.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from carnet.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.edition.parts import Published

# Kinds of span that say nothing of the words they stand on: when a part of such a stretch is
# sealed, the rest of it keeps them. All others may carry sealed words in their value, and go.
_HARMLESS = frozenset((
    "p", "head", "line", "cell", "row", "item", "quote", "verse", "list", "table", "italic", "bold",
    "underline", "small", "super", "sub", "spaced", "smallcaps", "strike", "deleted", "added",
    "unclear", "supplied", "foreign", "language", "hand", "by", "note",
))  # fmt: skip


class Cut(NamedTuple):
    """A sealed stretch of one entry's (or matter's) text, and until when."""

    start: int
    end: int
    until: str


def united(cuts: Iterable[Cut]) -> list[Cut]:
    """Overlapping cuts as one; the later day holds, and no day at all is the latest."""
    out: list[Cut] = []
    for cut in sorted(cuts):
        if out and cut.start <= out[-1].end:
            last = out.pop()
            until = "" if not last.until or not cut.until else max(last.until, cut.until)
            cut = Cut(last.start, max(last.end, cut.end), until)  # noqa: PLW2901
        out.append(cut)
    return out


def without(text: str, cuts: Sequence[Cut]) -> str:
    """What is left of a text."""
    parts, at = [], 0
    for cut in cuts:
        parts.append(text[at : cut.start])
        at = cut.end
    parts.append(text[at:])
    return "".join(parts)


def _moved(at: int, cuts: Sequence[Cut]) -> int:
    """Where an offset stands once the cuts before it are gone."""
    gone = 0
    for cut in cuts:
        if at <= cut.start:
            break
        gone += min(at, cut.end) - cut.start
    return at - gone


def _touches(start: int, end: int, cuts: Sequence[Cut]) -> bool:
    """Whether a stretch shares a code point with a cut, or a point stands in one or at its edge."""
    if start == end:
        return any(cut.start <= start <= cut.end for cut in cuts)
    return any(start < cut.end and end > cut.start for cut in cuts)


def _mark(text: str, cut: Cut) -> int:
    """Where a cut is marked: at its place, or where it takes whole paragraphs with it, at the end
    of the one before.
    """
    at = cut.start
    while at and text[at - 1] in " \n\t":
        at -= 1
    return at if "\n" in text[at : cut.start] else cut.start


def shift(spans: Sequence[Span], cuts: Sequence[Cut], text: str) -> Iterator[Span]:
    """Spans over what is left of `text`, and a `withheld` mark where something was."""
    places = [(_moved(_mark(text, cut), cuts), cut.until) for cut in cuts]
    marks = [Span(at, at, "withheld", until) for at, until in places]
    kept = []
    for span in spans:
        if span.kind == "withheld":
            continue
        if _touches(span.start, span.end, cuts):
            if span.kind not in _HARMLESS or span.start == span.end:
                continue
            left, right = _moved(span.start, cuts), _moved(span.end, cuts)
            if left == right:
                continue
            kept.append(Span(left, right, span.kind, span.value))
        else:
            kept.append(
                Span(_moved(span.start, cuts), _moved(span.end, cuts), span.kind, span.value)
            )
    yield from sorted([*kept, *marks], key=lambda span: (span.start, -span.end))


def with_notes(spans: Sequence[Span], cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts, and the notes that hang on them: a note on sealed words tells what they said."""
    while True:
        anchors = {s.value for s in spans if s.kind == "noteref" and _touches(s.start, s.end, cuts)}
        notes = [
            Cut(s.start, s.end, "")
            for s in spans
            if s.kind == "note" and s.value in anchors and s.end > s.start
        ]
        wider = united([*cuts, *notes])
        if wider == list(cuts):
            return wider
        cuts = wider  # a note may have notes of its own


def cut_out(whole: Published, cuts: Sequence[Cut]) -> Published:
    """An entry without its sealed stretches, and without anything that was taken from them."""
    cuts = with_notes(whole.spans, cuts)
    text = without(whole.text, cuts)
    head = whole.heading_span
    head_cut = head is not None and _touches(*head, cuts)
    when, heading, title, locator = whole.when, whole.heading, whole.title, whole.locator
    if head is not None:
        head = _moved(head[0], cuts), _moved(head[1], cuts)
        if head_cut:
            heading = " ".join(text[slice(*head)].split())
            when = replace(when, written=heading, why=())
            title, locator = "", ""
            head = head if head[0] < head[1] else None
    if title in " ".join(whole.text.split()) and title not in " ".join(text.split()):
        title = ""  # a title that was words of the text, and they are gone
    return replace(
        whole,
        text=text,
        when=when,
        heading=heading,
        title=title,
        locator=locator,
        words=len(text.split()),
        heading_span=head,
        spans=tuple(shift(whole.spans, cuts, whole.text)),
        mentions=tuple(
            m._replace(start=_moved(m.start, cuts), end=_moved(m.end, cuts))
            for m in whole.mentions
            if not _touches(m.start, m.end, cuts)
        ),
        notes=tuple(
            note if note.start is None or note.end is None
            else note._replace(start=_moved(note.start, cuts), end=_moved(note.end, cuts))
            for note in whole.notes
            if note.start is None or note.end is None or not _touches(note.start, note.end, cuts)
        ),
    )  # fmt: skip
