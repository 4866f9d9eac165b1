"""The one gate: what may be published, and the only thing that a publisher, search or trace sees.

Decisions and sealing are applied here and nowhere else. A sealed entry, passage or source leaves
no trace in anything that an `Edition` hands out: texts are cut, spans and mentions that touch a
sealed stretch are gone, headings and titles are taken from what is left, neighbours close up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from carnet.catalogue import Catalogue, EntryRow, make_when
from carnet.dates import When
from carnet.model import Entry, Finding, Matter, Mention, Span
from carnet.text import opening_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from carnet.decisions import Decision


@dataclass(frozen=True, slots=True)
class Facts:
    """What an edition says of itself on its cover; from `carnet.toml`."""

    title: str
    subtitle: str = ""
    author: str = ""
    born: str = ""  # EDTF
    died: str = ""  # EDTF
    description: str = ""
    licence: str = ""
    interface: str = "en"  # language of the pages: en, fr, de
    languages: tuple[str, ...] = ()
    address: str = ""  # where it will stand on the web; empty: nowhere yet


class Line:
    """One entry in a list of entries, in the writer's order of time, without its text.

    `heading` is as written; `opening` the first words after it, at most 80 code points. There are
    thousands of these in every build, so the date is read from its EDTF only when it is asked for.
    """

    __slots__ = (
        "_when", "author", "calendar", "edtf", "heading", "id", "language", "opening", "source",
        "title", "words",
    )  # fmt: skip

    def __init__(
        self, id: str, when: When | EntryRow, heading: str, title: str, opening: str,  # noqa: A002
        source: str, words: int, language: str, author: str,
    ) -> None:  # fmt: skip
        self.id = id
        self._when = when
        self.edtf = when.edtf
        self.calendar = when.calendar
        self.heading = heading
        self.title = title
        self.opening = opening
        self.source = source
        self.words = words
        self.language = language
        self.author = author

    @property
    def when(self) -> When:
        """The entry's date."""
        if not isinstance(self._when, When):
            row = self._when
            self._when = make_when(row.edtf, row.calendar, row.sure, row.written, row.why)
        return self._when


class Note(NamedTuple):
    """A note that an editor attached (a decision), to a stretch of the entry or to all of it."""

    start: int | None
    end: int | None
    text: str
    by: str
    on: str  # ISO day


@dataclass(frozen=True, slots=True)
class Published:
    """One entry as it may be read. Offsets count in `text`, from which sealed words are gone.

    A stretch that was cut leaves a zero-width span `withheld` whose value is the day until which
    it is sealed, or is empty for good.
    """

    id: str
    text: str
    when: When
    heading: str
    title: str
    source: str
    locator: str
    language: str
    author: str
    words: int
    heading_span: tuple[int, int] | None
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    notes: tuple[Note, ...]
    pages: tuple[tuple[str, str], ...]  # (number, image) of each side of paper it stands on


class SourceLine(NamedTuple):
    """One source as far as it may be named: what its own header says of it."""

    name: str
    title: str
    author: str
    licence: str
    credit: str  # editors, repository, print edition: one line
    entries: int
    words: int


# Kinds of span that say nothing of the words they stand on: when a part of such a stretch is
# sealed, the rest of it keeps them. All others may carry sealed words in their value, and go.
_HARMLESS = frozenset(
    [
        "p",
        "head",
        "line",
        "cell",
        "row",
        "item",
        "quote",
        "verse",
        "list",
        "table",
        "italic",
        "bold",
        "underline",
        "small",
        "super",
        "sub",
        "spaced",
        "smallcaps",
        "strike",
        "deleted",
        "added",
        "unclear",
        "supplied",
        "foreign",
        "language",
        "hand",
        "by",
        "note",
    ]
)


class _Cut(NamedTuple):
    """A sealed stretch of one entry's (or matter's) text, and until when."""

    start: int
    end: int
    until: str


class Edition:
    """What may be published on one day (`as_of`).

    `unsealed` is for an editor at work: everything is there. Publishers never get such an edition
    by default.
    """

    def __init__(
        self, catalogue: Catalogue, decisions: Sequence[Decision], facts: Facts, *,
        as_of: date, redirects: Mapping[str, str] | None = None,
        replaced: Mapping[str, str] | None = None, unsealed: bool = False,
    ) -> None:  # fmt: skip
        self.facts = facts
        self.as_of = as_of
        self.unsealed = unsealed
        self.findings: list[Finding] = []
        self._catalogue = catalogue
        rows = list(catalogue.rows())
        self._rows = {row.id: row for row in rows}
        self._successors = dict(redirects or {})
        self._replaced = dict(replaced or {})
        self._hidden_sources: dict[str, str] = {}  # until when; empty: for good
        self._hidden: dict[str, str] = {}
        self._cuts: dict[str, list[_Cut]] = {}
        self._matter_cuts: dict[tuple[str, int], list[_Cut]] = {}
        self._hidden_images: set[str] = set()
        self._notes: dict[str, list[Decision]] = {}
        seals = [d for d in decisions if d.kind == "seal" and d.holds_on(as_of)]
        if not unsealed:
            self._seal(seals)
        for decision in decisions:
            if decision.kind == "note":
                self._notes.setdefault(self._living(decision.entry), []).append(decision)
        self._hide_images()
        self.lines: Sequence[Line] = self._order(rows)
        self.redirects: Mapping[str, str] = {
            old: new
            for old, new in self._successors.items()
            if new in self._rows and self._shows(self._rows[new])
        }

    # ------------------------------------------------------------------ sealing

    def _living(self, id_: str) -> str:
        return self._successors.get(id_, id_)

    def _source_now(self, name: str) -> str:
        seen = set()
        while name in self._replaced and name not in seen:
            seen.add(name)
            name = self._replaced[name]
        return name

    def _shows(self, row: EntryRow) -> bool:
        return row.id not in self._hidden and row.source not in self._hidden_sources

    def _seal(self, seals: Iterable[Decision]) -> None:
        for seal in seals:
            if seal.has_place:
                self._seal_passage(seal)
            elif seal.entry:
                _close(self._hidden, self._living(seal.entry), seal.value)
            else:
                _close(self._hidden_sources, self._source_now(seal.source), seal.value)

    def _seal_passage(self, seal: Decision) -> None:
        """Cut a passage out of whatever holds it. One that has lost its place closes the whole
        entry, or where that is gone the source: what is doubtful stays shut.
        """
        row = self._rows.get(self._living(seal.entry)) if seal.entry else None
        source = row.source if row is not None else self._source_now(seal.source)
        pieces = self._pieces(source)
        text = "".join(piece[2] for piece in pieces)
        place = seal.place_in(text)
        strayed = (
            row is not None
            and place is not None
            and not (row.start <= place[0] and place[1] <= row.end)
        )
        if place is None or place[0] == place[1] or strayed:
            message = f"the passage sealed in {seal.id} no longer finds its place; "
            if row is not None:
                _close(self._hidden, row.id, seal.value)
                message += "its whole entry is held back"
            else:
                _close(self._hidden_sources, source, seal.value)
                message += "its whole source is held back"
            self.findings.append(
                Finding(source, "", "seal", message, entry=row.id if row else None)
            )
        if place is None:
            return
        at = 0
        for id_, ordinal, words in pieces:
            left, right = max(place[0], at), min(place[1], at + len(words))
            if left < right:
                cut = _Cut(left - at, right - at, seal.value)
                if id_:
                    self._cuts.setdefault(id_, []).append(cut)
                else:
                    self._matter_cuts.setdefault((source, ordinal), []).append(cut)
            at += len(words)

    def _pieces(self, source: str) -> list[tuple[str, int, str]]:
        """A source's entries and matter in order: id ("" for matter), ordinal, text."""
        ids = [row.id for row in self._rows.values() if row.source == source]
        pieces = [
            (entry.start, entry.id, 0, entry.text) for entry, _, _ in self._catalogue.entries(ids)
        ]
        pieces += [(m.start, "", n, m.text) for n, m in enumerate(self._catalogue.matter(source))]
        return [
            (id_, n, text)
            for _, id_, n, text in sorted(pieces, key=lambda piece: (piece[0], len(piece[3])))
        ]

    def _hide_images(self) -> None:
        """An image of a side of paper shows all that stands on it: where any of that is sealed,
        no entry on that side may show it.
        """
        touched = [
            row for row in self._rows.values() if not self._shows(row) or row.id in self._cuts
        ]
        for entry, _, pages in self._catalogue.entries([row.id for row in touched]):
            cuts = self._cuts.get(entry.id) if entry.id not in self._hidden else None
            for i, (start, _, image) in enumerate(pages):
                later = [page[0] for page in pages[i + 1 :] if page[0] > start]
                end = later[0] if later else len(entry.text)
                if cuts is None or any(cut.start < end and start <= cut.end for cut in cuts):
                    self._hidden_images.add(image)
        for source, n in self._matter_cuts:
            self._hide_images_beside(source, list(self._catalogue.matter(source))[n])

    def _hide_images_beside(self, source: str, matter: Matter) -> None:
        """Sealed words of front or back matter may stand on a side of paper with the entry after
        it, or the one before it.
        """
        beside = [
            row.id
            for row in self._rows.values()
            if row.source == source and (row.start == matter.end or row.end == matter.start)
        ]
        for entry, _, pages in self._catalogue.entries(beside):
            if pages and entry.start == matter.end:
                self._hidden_images |= {image for start, _, image in pages if start == pages[0][0]}
            if pages and entry.end == matter.start:
                self._hidden_images.add(pages[-1][2])

    # ------------------------------------------------------------------ lists

    def _order(self, rows: Sequence[EntryRow]) -> list[Line]:
        """The writer's order of time. What has no date stands after what it follows in its source,
        or before what comes first there.
        """
        unknown = (2, 0, 0)
        keyed: list[tuple[tuple[int, int, int], int, EntryRow]] = []
        source, last = "", unknown
        waiting: list[int] = []
        for seq, row in enumerate(rows):
            key = (row.order0, row.order1, row.order2)
            if row.source != source:
                source, last, waiting = row.source, unknown, []
            if row.order0 == 2:
                key = last
                if last is unknown:
                    waiting.append(len(keyed))
            else:
                for i in waiting:
                    keyed[i] = (key, keyed[i][1], keyed[i][2])
                last, waiting = key, []
            keyed.append((key, seq, row))
        keyed.sort(key=lambda item: item[:2])
        lines = []
        for _, _, row in keyed:
            if self._shows(row):
                cut = row.id in self._cuts
                lines.append(self._cut_line(row) if cut else _line(row))
        return lines

    def _cut_line(self, row: EntryRow) -> Line:
        published = next(iter(self.published([row.id])))
        after = published.heading_span[1] if published.heading_span else 0
        return Line(
            row.id, published.when, published.heading, published.title,
            opening_words(published.text, after), row.source, published.words, row.language, row.author,
        )  # fmt: skip

    @cached_property
    def _matter_counts(self) -> dict[str, int]:
        return self._catalogue.matter_sources()

    @property
    def matter_sources(self) -> Sequence[str]:
        """The sources that have front, back or other matter which may be read."""
        return [name for name in sorted(self._matter_counts) if self._names(name)]

    def _names(self, source: str) -> bool:
        """Whether a source may be named: it is open, and so is something in it. Where all its
        entries are sealed its name and header may say what they said.
        """
        if source in self._hidden_sources:
            return False
        return source in self._open_sources or source not in self._entry_sources

    @cached_property
    def _open_sources(self) -> set[str]:
        return {line.source for line in self.lines}

    @cached_property
    def _entry_sources(self) -> set[str]:
        return {row.source for row in self._rows.values()}

    @cached_property
    def sources(self) -> Sequence[SourceLine]:
        """The sources of what may be read, by name."""
        entries: dict[str, int] = {}
        words: dict[str, int] = {}
        for line in self.lines:
            entries[line.source] = entries.get(line.source, 0) + 1
            words[line.source] = words.get(line.source, 0) + line.words
        out = []
        for row in self._catalogue.sources():
            if row.name not in entries and row.name not in self._matter_counts:
                continue
            if not self._names(row.name):
                continue
            out.append(
                SourceLine(
                    row.name, row.title, row.author, row.licence, row.credit,
                    entries.get(row.name, 0), words.get(row.name, 0),
                )
            )  # fmt: skip
        return out

    # ------------------------------------------------------------------ reading

    def published(self, ids: Iterable[str]) -> Iterator[Published]:
        """The entries with these ids, in the order asked for; what is sealed is passed over."""
        wanted = [id_ for id_ in ids if id_ in self._rows and self._shows(self._rows[id_])]
        for entry, head, pages in self._catalogue.entries(wanted):
            mentions = self._catalogue.mentions(entry.id)
            shown = [
                (number, "" if image in self._hidden_images else image)
                for _, number, image in pages
            ]
            whole = Published(
                entry.id, entry.text, entry.when, entry.heading, entry.title, entry.source,
                self._public_locator(entry),
                entry.language, entry.author, self._rows[entry.id].words, head, entry.spans,
                tuple(mentions), tuple(self._notes_on(entry)), tuple(shown),
            )  # fmt: skip
            cuts = self._cuts.get(entry.id)
            yield whole if not cuts else cut_out(whole, _united(cuts))

    def _public_locator(self, entry: Entry) -> str:
        """An id that the source states. Paths and counted headings would tell of neighbours."""
        stated = self._catalogue.reader_of(entry.source).startswith("tei")
        return (
            entry.locator
            if stated and "/" not in entry.locator and "[" not in entry.locator
            else ""
        )

    def _notes_on(self, entry: Entry) -> Iterator[Note]:
        for decision in self._notes.get(entry.id, ()):
            start = end = None
            if decision.start is not None and decision.end is not None:
                here = replace(
                    decision, start=decision.start - entry.start, end=decision.end - entry.start
                )
                place = here.place_in(entry.text) if decision.exact else None
                if place is None:
                    continue  # not shown where it may not belong; `findings` tells the editor
                start, end = place
            yield Note(start, end, decision.value, decision.by, decision.created[:10])

    def digest(self, id: str) -> bytes:  # noqa: A002 - the word of the interface
        """Changes when anything that `published` gives for this entry changes; cheap."""
        own = self._rows[id].digest
        cuts, notes = self._cuts.get(id), self._notes.get(id)
        if not cuts and not notes and not self._hidden_images:
            return own
        said = repr((own, cuts, notes, sorted(self._hidden_images)))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def matter(self, source: str) -> Sequence[Matter]:
        """Front, back and other matter of a source, sealed words gone."""
        if not self._names(source):
            return ()
        out = []
        for n, matter in enumerate(self._catalogue.matter(source)):
            cuts = _united(self._matter_cuts.get((source, n), []))
            text, spans = matter.text, matter.spans
            if cuts:
                cuts = _with_notes(spans, cuts)
                text, spans = _without(text, cuts), tuple(_shift(spans, cuts, text))
            out.append(
                Matter(source, matter.locator, matter.kind, matter.start, matter.end, text, spans)
            )
        return out

    def matter_digest(self, source: str) -> bytes:
        """Changes when `matter(source)` does; empty where there is none."""
        if source not in self._matter_counts or not self._names(source):
            return b""
        said = repr([(m.kind, m.text, m.spans) for m in self.matter(source)])
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    # ------------------------------------------------------------------ for `preview`

    def held_back(self) -> Iterator[tuple[str, str, str]]:
        """What is kept from readers: what it is (source, entry, passage), which, until when."""
        for name, until in sorted(self._hidden_sources.items()):
            yield "source", name, until
        for id_, until in sorted(self._hidden.items()):
            if id_ in self._rows:
                yield "entry", id_, until
        for id_, cuts in sorted(self._cuts.items()):
            if id_ not in self._hidden:
                for cut in _united(cuts):
                    yield "passage", id_, cut.until


def _close(closed: dict[str, str], name: str, until: str) -> None:
    """Of two seals on one thing the later day holds, and no day at all is the latest."""
    before = closed.get(name)
    closed[name] = (
        until if before is None else ("" if not before or not until else max(before, until))
    )


def _line(row: EntryRow) -> Line:
    return Line(
        row.id, row, row.written, row.title, row.opening, row.source, row.words, row.language,
        row.author,
    )  # fmt: skip


def _united(cuts: Iterable[_Cut]) -> list[_Cut]:
    """Overlapping cuts as one; the later day holds, and no day at all is the latest."""
    out: list[_Cut] = []
    for cut in sorted(cuts):
        if out and cut.start <= out[-1].end:
            last = out.pop()
            until = "" if not last.until or not cut.until else max(last.until, cut.until)
            cut = _Cut(last.start, max(last.end, cut.end), until)  # noqa: PLW2901
        out.append(cut)
    return out


def _without(text: str, cuts: Sequence[_Cut]) -> str:
    parts, at = [], 0
    for cut in cuts:
        parts.append(text[at : cut.start])
        at = cut.end
    parts.append(text[at:])
    return "".join(parts)


def _moved(at: int, cuts: Sequence[_Cut]) -> int:
    """Where an offset stands once the cuts before it are gone."""
    gone = 0
    for cut in cuts:
        if at <= cut.start:
            break
        gone += min(at, cut.end) - cut.start
    return at - gone


def _touches(start: int, end: int, cuts: Sequence[_Cut]) -> bool:
    """Whether a stretch shares a code point with a cut, or a point stands in one or at its edge."""
    if start == end:
        return any(cut.start <= start <= cut.end for cut in cuts)
    return any(start < cut.end and end > cut.start for cut in cuts)


def _mark(text: str, cut: _Cut) -> int:
    """Where a cut is marked: at its place, or where it takes whole paragraphs with it, at the end
    of the one before.
    """
    at = cut.start
    while at and text[at - 1] in " \n\t":
        at -= 1
    return at if "\n" in text[at : cut.start] else cut.start


def _shift(spans: Sequence[Span], cuts: Sequence[_Cut], text: str) -> Iterator[Span]:
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


def _with_notes(spans: Sequence[Span], cuts: Sequence[_Cut]) -> list[_Cut]:
    """The cuts, and the notes that hang on them: a note on sealed words tells what they said."""
    while True:
        anchors = {s.value for s in spans if s.kind == "noteref" and _touches(s.start, s.end, cuts)}
        notes = [
            _Cut(s.start, s.end, "")
            for s in spans
            if s.kind == "note" and s.value in anchors and s.end > s.start
        ]
        wider = _united([*cuts, *notes])
        if wider == list(cuts):
            return wider
        cuts = wider  # a note may have notes of its own


def cut_out(whole: Published, cuts: Sequence[_Cut]) -> Published:
    """An entry without its sealed stretches, and without anything that was taken from them."""
    cuts = _with_notes(whole.spans, cuts)
    text = _without(whole.text, cuts)
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
    return replace(
        whole,
        text=text,
        when=when,
        heading=heading,
        title=title,
        locator=locator,
        words=len(text.split()),
        heading_span=head,
        spans=tuple(_shift(whole.spans, cuts, whole.text)),
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
