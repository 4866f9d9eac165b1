"""The notes of a text, cut out of it and set at its foot.

Notes of the source are stretches of the reading text; their words leave the flow and stand below,
each with the spans that lie in it. Notes of editors are decisions, and are told apart. Both are
numbered in the order of their places.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.body import Point, Stretch, render
from carnet.publishers.site.escape import escape
from carnet.publishers.site.marks import Marks, Sign, Tag
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.edition import Note
    from carnet.model import Mention, Span

_NESTED = 8  # notes within notes, deeper than which they stay in the flow
_LEMMA = 60


class Composed(NamedTuple):
    """A text as HTML, and apart from it the notes at its foot."""

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
    numbered: bool = False,
) -> Composed:
    """The text and its notes as HTML. `prefix` keeps the ids of several texts on a page apart;
    with `numbered`, the paragraphs of the text itself have ids.
    """
    if not notes and not any(span[2] in {"note", "noteref"} for span in spans):
        body = render(
            text, spans, mentions, marks,
            pages=pages, heading=heading, level=level, numbered=numbered,
        )  # fmt: skip
        return Composed(body, "")
    streams = _streams(text, spans)
    owners = _Owners(streams, len(text))
    for span in spans:
        if span[2] not in {"note", "noteref"}:
            for n, start, end in owners.parts(span[0], span[1]):
                streams[n].spans.append(span._replace(start=start, end=end))
    for mention in mentions:
        for n, start, end in owners.parts(mention.start, mention.end):
            streams[n].mentions.append(mention._replace(start=start, end=end))
    numbering = _Numbering(text, streams, owners, marks, prefix)
    numbering.refer(spans, notes)
    if heading is not None:
        heading = streams[0].here(heading[0]), streams[0].here(heading[1])
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
            level=level + 1 if n else level,
            numbered=numbered and not n,
        )
        for n, stream in enumerate(streams)
    ]
    return Composed(bodies[0], numbering.items(bodies))


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
        pieces = sorted((start, n) for n, stream in enumerate(streams) for start in stream.froms)
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


class _Numbering:
    """Puts the notes in order, a reference to each where it belongs, and the list at the foot."""

    def __init__(
        self, text: str, streams: Sequence[_Stream], owners: _Owners, marks: Marks, prefix: str
    ) -> None:
        self._text = text
        self._streams = streams
        self._owners = owners
        self._marks = marks
        self._prefix = prefix
        self._listed: list[_Entry] = []

    def refer(self, spans: Iterable[Span], notes: Iterable[Note]) -> None:
        """Number all notes, and set what refers to them into the streams."""
        streams = self._streams
        references = self._references(spans)
        listed = [
            _Entry(references[n][0].start if n in references else stream.start, n, None)
            for n, stream in enumerate(streams)
            if n
        ]
        end = len(self._text)
        for note in notes:
            whole = note.start is None or note.end is None
            listed.append(_Entry(end + 1 if whole else min(note.end or 0, end), 0, note))
        listed.sort(key=_place)
        for number, one in enumerate(listed, 1):
            if one.note is not None:
                if one.at <= end:
                    self._set(one.at, one.at, number)
            elif one.stream in references:
                for nth, span in enumerate(references[one.stream]):
                    self._set(span.start, span.end, number, again=bool(nth))
            else:
                stream = streams[one.stream]
                parent = streams[stream.parent or 0]
                parent.points.append(Point(parent.here(stream.start), self._sign(number)))
        self._listed = listed

    def _references(self, spans: Iterable[Span]) -> dict[int, list[Span]]:
        """For each note of the source, the places that refer to it by its value."""
        by_value: dict[str, int] = {}
        for n, stream in enumerate(self._streams):
            if n and stream.value:
                by_value.setdefault(stream.value, n)
        found: dict[int, list[Span]] = {}
        for span in sorted(span for span in spans if span[2] == "noteref"):
            if span.value in by_value:
                found.setdefault(by_value[span.value], []).append(span)
        return found

    def _set(self, start: int, end: int, number: int, *, again: bool = False) -> None:
        """A reference: the source's own words for it, or the number."""
        parts = self._owners.parts(start, end)
        n, left, right = parts[0] if parts else (0, start, start)
        if left < right:
            # The way back leads to a point, which is set whatever becomes of the words.
            if not again:
                place = Sign(f'<span id="{self._prefix}ref-{number}"></span>')
                self._streams[n].points.append(Point(left, place))
            opened = f"<sup>{self._anchor(number)}"
            tag = Tag(opened, opened, "</a></sup>", link=True)
            self._streams[n].stretches.append(Stretch(left, right, tag))
        else:
            self._streams[n].points.append(Point(left, self._sign(number, again=again)))

    def _sign(self, number: int, *, again: bool = False) -> Sign:
        name = "" if again else f' id="{self._prefix}ref-{number}"'
        return Sign(f"<sup>{self._anchor(number, name)}{number}</a></sup>", left=True, link=True)

    def _anchor(self, number: int, name: str = "") -> str:
        label = self._marks.words.label(f"note_n|number={number}")
        return f'<a class="noteref"{name} href="#{self._prefix}note-{number}"{label}>'

    def items(self, bodies: Sequence[str]) -> str:
        """The notes as the items of a list; `bodies` are the streams as HTML."""
        items = []
        for number, one in enumerate(self._listed, 1):
            kind = "source" if one.note is None else "editor"
            inside = bodies[one.stream] if one.note is None else self._of_editor(one.note, one.at)
            items.append(
                f'<li class="{kind}" id="{self._prefix}note-{number}">'
                f'<span class="number">{self._way_back(number, one.at)}</span>'
                f'<div class="note">{inside}</div></li>\n'
            )
        return "".join(items)

    def _way_back(self, number: int, at: int) -> str:
        if at > len(self._text):
            return str(number)
        label = self._marks.words.label(f"back_n|number={number}")
        return f'<a class="back" href="#{self._prefix}ref-{number}"{label}>{number}</a>'

    def _of_editor(self, note: Note, at: int) -> str:
        """An editor's note: the words it is about, what it says, who says it and when."""
        lines = [escape(part.strip()) for part in note.text.split("\n\n") if part.strip()] or [""]
        if note.start is not None and note.start < at <= len(self._text):
            words = escape(_short(self._text[note.start : at]))
            lines[0] = f'<b class="lemma">{words}]</b> {lines[0]}'
        spec = f"note_by|by={literal(note.by)}|on@{literal(note.on)}"
        lines[-1] += f' <span class="ed">({self._marks.words.tell(spec)})</span>'
        return "".join(f"<p>{line}</p>" for line in lines)


def _place(one: _Entry) -> int:
    return one.at


def _short(words: str) -> str:
    """The annotated words, or how they begin and end."""
    words = " ".join(words.split())
    half = _LEMMA // 2
    return words if len(words) <= _LEMMA else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
