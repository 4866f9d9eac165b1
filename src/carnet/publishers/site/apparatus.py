"""The notes of a text, cut out of it and set at its foot.

Notes of the source are stretches of the reading text; their words leave the flow and stand below,
each with the spans that lie in it. Notes of editors are decisions, and are told apart. Both are
numbered in the order of their places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.body import Point, Stretch, render
from carnet.publishers.site.escape import attribute, escape
from carnet.publishers.site.marks import Marks, Sign, Tag

if TYPE_CHECKING:
    from carnet.edition import Note
    from carnet.model import Mention, Span

_NESTED = 8  # notes within notes, deeper than which they stay in the flow
_LEMMA = 60

class Composed(NamedTuple):
    body: str  # HTML
    notes: str  # HTML: the items of a list, or nothing


class _Stream:
    """The text itself (`parent` None), or that of one note: pieces of the whole, joined."""

    def __init__(self, start: int, end: int, value: str, parent: int | None, depth: int) -> None:
        self.start, self.end, self.value, self.parent, self.depth = start, end, value, parent, depth
        self.froms: list[int] = []  # where each piece begins in the whole
        self.sizes: list[int] = []
        self.heres: list[int] = []  # and where in this stream
        self.size = 0
        self.spans: list[Span] = []
        self.mentions: list[Mention] = []
        self.points: list[Point] = []
        self.stretches: list[Stretch] = []

    def add(self, start: int, end: int) -> None:
        if start < end:
            self.froms.append(start)
            self.sizes.append(end - start)
            self.heres.append(self.size)
            self.size += end - start

    def here(self, at: int) -> int:
        """A place of the whole, in this stream; within a note that was cut out, where it stood."""
        n = bisect_right(self.froms, at) - 1
        return 0 if n < 0 else self.heres[n] + min(at - self.froms[n], self.sizes[n])

    def text(self, whole: str) -> str:
        pieces = zip(self.froms, self.sizes, strict=True)
        return "".join(whole[start : start + size] for start, size in pieces)


class _Entry(NamedTuple):
    """A note that is to be numbered: one of the source's streams, or one of an editor."""

    at: int
    stream: int
    note: Note | None


def compose(
    text: str,
    spans: Sequence[Span],
    mentions: Sequence[Mention],
    notes: Sequence[Note],
    marks: Marks,
    *,
    pages: Sequence[tuple[str, str]] = (),
    heading: tuple[int, int] | None = None,
    level: int = 2,
    prefix: str = "",
) -> Composed:
    """The text and its notes as HTML. `prefix` keeps the ids of several texts on a page apart."""
    if not notes and not any(span[2] in {"note", "noteref"} for span in spans):
        body = render(text, spans, mentions, marks, pages=pages, heading=heading, level=level)
        return Composed(body, "")
    streams = _streams(text, spans)
    owner = _Owners(streams, len(text))
    for span in spans:
        if span[2] not in {"note", "noteref"}:
            for n, start, end in owner.parts(span[0], span[1]):
                streams[n].spans.append(span._replace(start=start, end=end))
    for mention in mentions:
        for n, start, end in owner.parts(mention.start, mention.end):
            streams[n].mentions.append(mention._replace(start=start, end=end))
    listed = _number(streams, spans, notes, owner, text, marks, prefix)
    whole = streams[0]
    if heading is not None:
        heading = whole.here(heading[0]), whole.here(heading[1])
    bodies = [
        render(
            stream.text(text),
            stream.spans,
            stream.mentions,
            marks,
            points=stream.points,
            stretches=stream.stretches,
            pages=pages,
            heading=None if n else heading,
            level=level if n == 0 else level + 1,
        )
        for n, stream in enumerate(streams)
    ]
    items = [
        _item(number, one, bodies, text, marks, prefix) for number, one in enumerate(listed, 1)
    ]
    return Composed(bodies[0], "".join(items))


def _streams(text: str, spans: Iterable[Span]) -> list[_Stream]:
    """The text without its notes, then each note: none crosses another."""
    streams = [_Stream(0, len(text), "", None, 0)]
    within = [0]
    done = 0

    def leave(upto: int) -> int:
        nonlocal done
        while len(within) > 1 and streams[within[-1]].end <= upto:
            top = streams[within.pop()]
            top.add(done, top.end)
            done = max(done, top.end)
        return within[-1]

    found = (span for span in spans if span[2] == "note" and span[0] < min(span[1], len(text)))
    for start, end, _, value in sorted(found, key=lambda span: (span[0], -span[1])):
        n = leave(start)
        top = streams[n]
        end = min(end, top.end)  # noqa: PLW2901
        if top.depth >= _NESTED or (n and (start, end) == (top.start, top.end)):
            continue
        top.add(done, start)
        done = start
        within.append(len(streams))
        streams.append(_Stream(start, end, value, n, top.depth + 1))
    leave(len(text))
    streams[0].add(done, len(text))
    return streams


class _Owners:
    """To which stream a span of the whole text belongs, and where it lies in it."""

    def __init__(self, streams: Sequence[_Stream], size: int) -> None:
        self._streams = streams
        self._size = size
        pieces = sorted(
            (start, n) for n, stream in enumerate(streams) for start in stream.froms
        )
        self._froms = [start for start, _ in pieces]
        self._owners = [n for _, n in pieces]

    def at(self, place: int, start: int, end: int) -> int:
        """The innermost stream at `place` that does not lie wholly within `[start, end)`."""
        found = bisect_right(self._froms, place) - 1
        n = self._owners[found] if found >= 0 else 0
        while n:
            stream = self._streams[n]
            holds = start <= stream.start and stream.end <= end
            if not (holds and (start, end) != (stream.start, stream.end)) and not (
                start == end and start in {stream.start, stream.end}
            ):
                break
            n = stream.parent or 0
        return n

    def parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The stretches of streams that a span covers: one, unless it crosses a note's edge."""
        start, end = max(start, 0), min(end, self._size)
        first, last = self.at(start, start, end), self.at(max(end - 1, start), start, end)
        if first == last:
            stream = self._streams[first]
            return [(first, stream.here(start), stream.here(end))]
        parts = []
        for n in dict.fromkeys((first, last, 0)):
            stream = self._streams[n]
            left = stream.here(max(start, stream.start))
            right = stream.here(min(end, stream.end))
            if left < right:
                parts.append((n, left, right))
        return parts


def _number(
    streams: Sequence[_Stream],
    spans: Iterable[Span],
    notes: Iterable[Note],
    owner: _Owners,
    text: str,
    marks: Marks,
    prefix: str,
) -> list[_Entry]:
    """Put the notes in order, and a reference to each where it belongs."""
    by_value: dict[str, int] = {}
    for n, stream in enumerate(streams):
        if n and stream.value:
            by_value.setdefault(stream.value, n)
    references: dict[int, list[Span]] = {}
    for span in sorted(span for span in spans if span[2] == "noteref"):
        if span.value in by_value:
            references.setdefault(by_value[span.value], []).append(span)
    listed = [
        _Entry(references[n][0].start if n in references else stream.start, n, None)
        for n, stream in enumerate(streams)
        if n
    ]
    for note in notes:
        whole = note.start is None or note.end is None
        listed.append(_Entry(len(text) + 1 if whole else min(note.end or 0, len(text)), 0, note))
    listed.sort(key=lambda one: one.at)
    for number, one in enumerate(listed, 1):
        for first, span in enumerate(references.get(one.stream, ()) if one.stream else ()):
            _refer(streams, owner, span.start, span.end, number, not first, marks, prefix)
        if one.stream and one.stream not in references:
            parent, at = streams[one.stream].parent or 0, streams[one.stream].start
            sign = _reference(number, first=True, marks=marks, prefix=prefix)
            streams[parent].points.append(Point(streams[parent].here(at), sign))
        elif one.note is not None and one.at <= len(text):
            _refer(streams, owner, one.at, one.at, number, True, marks, prefix)
    return listed


def _refer(
    streams: Sequence[_Stream],
    owner: _Owners,
    start: int,
    end: int,
    number: int,
    first: bool,  # noqa: FBT001
    marks: Marks,
    prefix: str,
) -> None:
    """A reference: the source's own words for it, or the number."""
    parts = owner.parts(start, end)
    if start < end and parts:
        n, left, right = parts[0]
        opened = _anchor(number, first=first, marks=marks, prefix=prefix)
        again = _anchor(number, first=False, marks=marks, prefix=prefix)
        tag = Tag(f"<sup>{opened}", f"<sup>{again}", "</a></sup>", link=True)
        streams[n].stretches.append(Stretch(left, right, tag))
    else:
        n, left, _ = parts[0] if parts else (0, start, end)
        sign = _reference(number, first=first, marks=marks, prefix=prefix)
        streams[n].points.append(Point(left, sign))


def _anchor(number: int, *, first: bool, marks: Marks, prefix: str) -> str:
    name = f' id="{prefix}ref-{number}"' if first else ""
    label = attribute(f"{marks.words.kinds['note']} {number}")
    return f'<a class="noteref"{name} href="#{prefix}note-{number}" aria-label="{label}">'


def _reference(number: int, *, first: bool, marks: Marks, prefix: str) -> Sign:
    opened = _anchor(number, first=first, marks=marks, prefix=prefix)
    return Sign(f"<sup>{opened}{number}</a></sup>", left=True, link=True)


def _item(
    number: int, one: _Entry, bodies: Sequence[str], text: str, marks: Marks, prefix: str
) -> str:
    words = marks.words
    placed = one.at <= len(text)
    label = f"{number}" if not placed else (
        f'<a class="back" href="#{prefix}ref-{number}"'
        f' aria-label="{attribute(words.back)} ({number})">{number}</a>'
    )
    if one.note is None:
        inside = bodies[one.stream]
    else:
        note = one.note
        said = words.note_by.format(by=note.by, on=note.on)
        lemma = ""
        if placed and note.start is not None and note.start < one.at:
            lemma = f'<b class="lemma">{escape(_short(text[note.start : one.at]))}]</b> '
        lines = [escape(part.strip()) for part in note.text.split("\n\n") if part.strip()] or [""]
        lines[0] = lemma + lines[0]
        lines[-1] += f' <span class="ed">({escape(said)})</span>'
        inside = "".join(f"<p>{line}</p>" for line in lines)
    kind = "editor" if one.note is not None else "source"
    return (
        f'<li class="{kind}" id="{prefix}note-{number}"><span class="number">{label}</span>'
        f'<div class="note">{inside}</div></li>\n'
    )


def _short(words: str) -> str:
    """The annotated words, or how they begin and end."""
    words = " ".join(words.split())
    half = _LEMMA // 2
    return words if len(words) <= _LEMMA else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
