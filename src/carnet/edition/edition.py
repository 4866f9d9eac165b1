"""The edition itself: lists, entries and matter, with decisions and seals applied."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from carnet.edition.cutting import cut_out, shift, united, with_notes, without
from carnet.edition.essays import EssayText, open_essays
from carnet.edition.fronts import FrontPage, open_fronts
from carnet.edition.lines import Lines, in_sources, in_time
from carnet.edition.parts import Line, Note, Published, SourceLine, Stretch
from carnet.edition.pictures import FOLDER, Picture, open_pictures, shown
from carnet.edition.records import Quoted, Records
from carnet.edition.sealing import Seals
from carnet.edition.withheld import Withheld
from carnet.model import Finding, Matter
from carnet.register import Register
from carnet.text import opening_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from carnet.catalogue import Catalogue
    from carnet.decisions import Decision
    from carnet.edition.parts import Facts
    from carnet.model import Entry, Mention
    from carnet.register import Kind

_AT_ONCE = 128  # entries that are asked for together


class Edition:
    """What may be published on one day (`as_of`).

    `lines` are in the writer's order of time, undated leaves after the entry that they follow in
    their source. `redirects` lead from retired ids to living ones; `pages` are about the edition. `pictures` are those
    that may be shown, by name; `illustrated` says which entries name which addresses of images. `unsealed` is for an editor at
    work: everything is there.
    """

    lines: Lines
    redirects: Mapping[str, str]
    review: Sequence[Finding] | None = None  # to be published with it, for those who edit it
    _asked = 0  # how often one source was asked for: many are read at once
    _essays_from: Callable[[], Iterable[EssayText | Finding]] | None = None
    _pages_from: Callable[[], Sequence[FrontPage]] | None = None
    _pictures_from: Callable[[], Sequence[Picture]] | None = None

    def __init__(
        self, catalogue: Catalogue, decisions: Sequence[Decision], facts: Facts, *,
        as_of: date, redirects: Mapping[str, str] | None = None,
        replaced: Mapping[str, str] | None = None, unsealed: bool = False,
        register: Register | None = None,
        pages: Callable[[], Sequence[FrontPage]] | None = None,
        pictures: Callable[[], Sequence[Picture]] | None = None,
        essays: Callable[[], Iterable[EssayText | Finding]] | None = None,
        alike: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> None:  # fmt: skip
        self.as_of = as_of
        self.unsealed = unsealed
        self._catalogue = catalogue
        self._all = catalogue.lines()
        successors = redirects or {}
        held = () if unsealed else [d for d in decisions if d.kind == "seal" and d.holds_on(as_of)]
        source_of = dict(zip(self._all.id, self._all.source, strict=True)) if held else {}
        self._register = register or Register()
        named = [d for d in held if d.record]
        languages = {*facts.languages, *self._all.language} if named else facts.languages
        self._withheld = Withheld(self._register, named, sorted(languages))
        self._stated = facts
        self.facts = self._open_facts(facts)
        seals = [d for d in held if not d.record]
        self._anything_sealed = bool(held)
        self._seals = Seals(
            catalogue, source_of, successors, replaced or {}, seals, self._withheld, alike
        )
        self._notes: dict[str, list[Decision]] = {}
        for decision in decisions:
            if decision.kind == "note" and not decision.record:
                if self._withheld.in_words(decision.value):
                    continue
                entry = successors.get(decision.entry, decision.entry)
                self._notes.setdefault(entry, []).append(decision)
        self._images = "\0".join(sorted(self._seals.images))
        self.lines = self._lines()
        self.redirects = {old: new for old, new in successors.items() if self._reads(new)}
        self._essays_from = essays
        self._pages_from = pages
        self._pictures_from = pictures

    def _open_facts(self, facts: Facts) -> Facts:
        """What the cover says, without the parts that name a sealed record."""
        said = ("title", "subtitle", "author", "description", "licence")
        closed: dict[str, Any] = {
            part: "…" if part == "title" else ""
            for part in said
            if self._withheld.in_words(getattr(facts, part))
        }
        return replace(facts, **closed)

    @cached_property
    def records(self) -> Records:
        """The register as far as it may be read, with the passages that name each record."""
        return Records(
            self._catalogue, self._register, self._withheld, self.lines, self._seals.cuts,
            self.published, self.digest,
            Quoted(self._sealed_texts()) if self._anything_sealed else None, suggested=self.unsealed,
        )  # fmt: skip

    def kinds_of_records(self) -> Mapping[str, Kind]:
        """The kind of each record that is gone from the register, as far as it is remembered."""
        return self._register.kinds

    # What stands beside the entries is read when it is first asked for: who searches or lists has
    # no use for it.

    @cached_property
    def _fronts(self) -> Sequence[FrontPage | Finding]:
        pages = self._pages_from() if self._pages_from is not None else ()
        if not pages:
            return ()
        return list(open_fronts(pages, self._sealed_texts(), self._withheld.in_words))

    @cached_property
    def pages(self) -> Sequence[FrontPage]:
        """What the editors say of the edition, as far as it may be shown."""
        return [page for page in self._fronts if isinstance(page, FrontPage)]

    @cached_property
    def _all_drawn(self) -> Sequence[Picture | Finding]:
        drawn = self._pictures_from() if self._pictures_from is not None else ()
        if not drawn or not self._anything_sealed:
            return drawn
        return list(open_pictures(drawn, self._sealed_texts(), self._withheld.in_words))

    @cached_property
    def _drawn(self) -> Sequence[Picture]:
        return [picture for picture in self._all_drawn if isinstance(picture, Picture)]

    @cached_property
    def illustrated(self) -> Mapping[str, Sequence[str]]:
        """The entries that show pictures of the archive, each with their addresses."""
        return self._illustrated() if self._drawn else MappingProxyType({})

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that may be shown, by name: those that an open entry or page names."""
        if not self._drawn:
            return MappingProxyType({})
        named = [name for names in self.illustrated.values() for name in names]
        named += [span.value for page in self.pages for span in page.spans if span.kind == "figure"]
        return shown(self._drawn, named, self._seals.images)

    @cached_property
    def _essays(self) -> Sequence[EssayText | Finding]:
        read = list(self._essays_from()) if self._essays_from is not None else []
        return (
            list(open_essays(read, self._sealed_texts(), self._withheld.in_words)) if read else []
        )

    @property
    def essays(self) -> Sequence[EssayText]:
        """What others wrote of the notebooks, as far as it may be shown, by name."""
        return [essay for essay in self._essays if isinstance(essay, EssayText)]

    @property
    def findings(self) -> list[Finding]:
        """What a person should look at before this is published."""
        lost = []
        for id_, notes in self._notes.items():
            for entry, _, _ in self._catalogue.entries([id_]):
                shown = sum(1 for _ in self._notes_on(entry))
                if shown < len(notes):
                    message = f"{len(notes) - shown} of its notes no longer find their passage"
                    lost.append(Finding(entry.source, entry.locator, "note", message, entry=id_))
        fronts = [page for page in self._fronts if isinstance(page, Finding)]
        essays = [essay for essay in self._essays if isinstance(essay, Finding)]
        essays += list(dict.fromkeys(p for p in self._all_drawn if isinstance(p, Finding)))
        records = self.records.findings if self._anything_sealed else ()
        return [*self._seals.findings, *self._named_on_cover(), *lost, *fronts, *essays, *records]

    def reviewed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Of these findings those that may be shown: none about a source in which anything is
        sealed, since a message may repeat what stands there.
        """
        if self.unsealed:
            yield from findings
            return
        seals = self._seals
        touched = set(seals.sources) | {name for name, _ in seals.matter_cuts}
        touched |= {
            source
            for id_, source in zip(self._all.id, self._all.source, strict=True)
            if id_ in seals.cuts or not seals.shows(id_, source)
        }
        touched |= {finding.source for finding in seals.findings}
        for finding in findings:
            said = f"{finding.message} {finding.locator} {finding.source}"
            hidden = finding.source in touched or finding.kind in {"seal", "decision"}
            if not hidden and not self._withheld.in_words(said):
                yield finding

    def _named_on_cover(self) -> Iterator[Finding]:
        if self.facts != self._stated:
            yield Finding(
                "carnet.toml", "", "seal",
                "it names a record that is sealed, and what does is left out; mend its words",
            )  # fmt: skip

    def held_back(self) -> Iterator[tuple[str, str, str]]:
        """What is kept from readers: source, entry or passage; which; until when."""
        yield from self._withheld.as_rows()
        yield from self._seals.held_back()

    def _illustrated(self) -> dict[str, Sequence[str]]:
        """The entries that show pictures of the archive, each with their addresses."""
        return {
            entry.id: [
                *(image for _, image in entry.pages if image),
                *(span.value for span in entry.spans if span.kind == "figure" and span.value),
            ]
            for entry in self.published(self._catalogue.illustrated(FOLDER))
        }

    def _sealed_texts(self) -> Iterator[str]:
        """All words that are kept from readers, but names of sealed records: these are known by
        themselves, and where one stood there may be as little as a “she”.
        """
        seals = self._seals
        both = zip(self._all.id, self._all.source, strict=True)
        closed = [id_ for id_, source in both if not seals.shows(id_, source)]
        for entry, _, _ in self._catalogue.entries([*closed, *seals.cuts.keys() - set(closed)]):
            if entry.id in seals.cuts and seals.shows(entry.id, entry.source):
                names = seals.of_names.get(entry.id, ())
                held = [cut for cut in seals.cuts[entry.id] if cut not in names]
                yield from (entry.text[cut.start : cut.end] for cut in held)
            else:
                yield entry.text
        for source in seals.sources:
            yield from (matter.text for matter in self._catalogue.matter(source))
        for (source, n), cuts in seals.matter_cuts.items():
            text = list(self._catalogue.matter(source))[n].text
            names = seals.of_names.get((source, n), ())
            yield from (text[cut.start : cut.end] for cut in cuts if cut not in names)

    @cached_property
    def _place(self) -> dict[str, int]:
        """Where each entry of the catalogue stands in its columns."""
        return dict(zip(self._all.id, range(len(self._all.id)), strict=True))

    def _reads(self, id_: str) -> bool:
        return id_ in self.lines.place_of

    # ------------------------------------------------------------------ lists

    def _lines(self) -> Lines:
        columns = in_time(self._all)
        if self._anything_sealed:
            shows, cuts = self._seals.shows, self._seals.cuts
            both = enumerate(zip(columns.id, columns.source, strict=True))
            columns = columns.taken([n for n, (id_, source) in both if shows(id_, source)])
        lines = Lines(columns)
        if self._anything_sealed:
            self.lines = lines  # by which `published` knows what it may give
            held = self._withheld
            for n, line in enumerate(lines):
                if line.id in cuts or (held and held.in_words(f"{line.title} {line.heading}")):
                    lines.put(n, self._cut_line(line))
        return lines

    def _plain_title(self, title: str) -> str:
        return "" if self._withheld.in_words(title) else title

    def _cut_line(self, row: Line) -> Line:
        published = next(iter(self.published([row.id])))
        after = published.heading_span[1] if published.heading_span else 0
        return Line(
            row.id, row.edtf, row.calendar, published.heading, published.title,
            opening_words(published.text, after), row.source, published.words, row.language,
            row.author,
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
        if source in self._seals.sources:
            return False
        return source in self._open_sources or source not in self._entry_sources

    @cached_property
    def _open_sources(self) -> set[str]:
        return set(self.lines.columns.source)

    @cached_property
    def _entry_sources(self) -> set[str]:
        return set(self._all.source)

    @cached_property
    def _counts(self) -> dict[str, tuple[int, int]]:
        """By source, how many entries and words of it may be read."""
        counts: dict[str, tuple[int, int]] = {}
        for source, own in zip(self.lines.columns.source, self.lines.columns.words, strict=True):
            entries, words = counts.get(source, (0, 0))
            counts[source] = entries + 1, words + own
        return counts

    @cached_property
    def sources(self) -> Sequence[SourceLine]:
        """The sources of what may be read, by name."""
        counts, matter = self._counts, self._matter_counts
        return [
            SourceLine(said[0], *self._plain(said[1:]), *counts.get(said[0], (0, 0)))
            for said in self._catalogue.credits()
            if (said[0] in counts or said[0] in matter) and self._names(said[0])
        ]

    @cached_property
    def _credits(self) -> dict[str, tuple[str, str, str, str]]:
        return {said[0]: said[1:] for said in self._catalogue.credits()}

    def source(self, name: str) -> SourceLine | None:
        """One of `sources`, by its name."""
        self._asked += 1
        few = self._asked <= _AT_ONCE
        said = self._catalogue.credit(name) if few else self._credits.get(name)
        if said is None or not self._names(name):
            return None
        return SourceLine(name, *self._plain(said), *self._counts.get(name, (0, 0)))

    def _plain(self, said: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        """What a source's header says of it, but what names a sealed record."""
        if not self._withheld:
            return said
        title, author, licence, credit = (
            "" if self._withheld.in_words(text) else text for text in said
        )
        return title, author, licence, credit

    # ------------------------------------------------------------------ reading

    def published(self, ids: Iterable[str]) -> Iterator[Published]:
        """The entries with these ids, in the order asked for; what is sealed is passed over."""
        shown = [id_ for id_ in ids if self._reads(id_)]
        for i in range(0, len(shown), _AT_ONCE):
            yield from self._published(shown[i : i + _AT_ONCE])

    def _published(self, ids: Sequence[str]) -> Iterator[Published]:
        images = self._seals.images
        entries = list(self._catalogue.entries(ids))
        texts = {entry.id: entry.text for entry, _, _ in entries}
        mentions = self._catalogue.mentions_of(ids, texts)
        readers = self._catalogue.readers_of(ids)
        for entry, head, pages in entries:
            shown = [(number, "" if image in images else image) for _, number, image in pages]
            whole = Published(
                entry.id, entry.text, entry.when, entry.heading, entry.title, entry.source,
                _public_locator(entry, readers[entry.id]), entry.language, entry.author,
                self._all.words[self._place[entry.id]], head, entry.spans,
                self._told(mentions[entry.id]), tuple(self._notes_on(entry)), tuple(shown),
            )  # fmt: skip
            cuts = self._seals.cuts.get(entry.id)
            if cuts:
                whole = cut_out(whole, united(cuts))
            yield self._unnamed(whole) if self._withheld else whole

    def _told(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions that may be told. What is only suggested is for the editor: it may come from
        links that are sealed, and may be wrong.
        """
        told = mentions if self.unsealed else [m for m in mentions if m.standing != "suggested"]
        return tuple(told)

    def _unnamed(self, whole: Published) -> Published:
        """An entry whose title, heading and notes name no sealed record."""
        held = self._withheld.in_words
        when = whole.when
        if held(when.written) or any(map(held, when.why)):
            when = replace(when, written="", why=())
        return replace(
            whole, when=when, title=self._plain_title(whole.title),
            heading="" if held(whole.heading) else whole.heading,
            author="" if held(whole.author) else whole.author,
            locator="" if held(whole.locator) else whole.locator,
            mentions=tuple(m for m in whole.mentions if not self._withheld.named_by(m.ref, m.target)),
        )  # fmt: skip

    def texts(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Id and reading text of these entries, as `published` has them, without all the rest."""
        cuts = self._seals.cuts
        shown = [id_ for id_ in ids if self._reads(id_)]
        for id_, text in self._catalogue.texts(shown):
            yield id_, next(iter(self.published([id_]))).text if id_ in cuts else text

    def in_sources(self) -> Iterator[tuple[str, list[str]]]:
        """Every source that has entries to be read, and their ids in the order of the source."""
        held: dict[str, list[str]] = {}
        for n in in_sources(self._all):
            id_, source = self._all.id[n], self._all.source[n]
            if self._seals.shows(id_, source):
                held.setdefault(source, []).append(id_)
        yield from held.items()

    def stretches(self, ids: Iterable[str]) -> Iterator[Stretch]:
        """The texts of these entries, and where each stood in its source's reading text."""
        cuts = self._seals.cuts
        for id_, start, text in self._catalogue.stretches([i for i in ids if self._reads(i)]):
            source = self._all.source[self._place[id_]]
            if id_ not in cuts:
                yield Stretch(id_, source, start, (), text)
                continue
            entry = next(iter(self._catalogue.entries([id_])))[0]
            wide = with_notes(entry.spans, united(cuts[id_]))
            gone = tuple((cut.start, cut.end) for cut in wide)
            yield Stretch(id_, source, start, gone, without(text, wide))

    def matter_stretches(self, source: str) -> Iterator[Stretch]:
        """The texts of a source's front, back and other matter, and where each stood in it."""
        if not self._names(source):
            return
        for n, matter in enumerate(self._catalogue.matter(source)):
            cuts = self._seals.matter_cuts.get((source, n))
            wide = with_notes(matter.spans, united(cuts)) if cuts else []
            gone = tuple((cut.start, cut.end) for cut in wide)
            yield Stretch(None, source, matter.start, gone, without(matter.text, wide))

    def _notes_on(self, entry: Entry) -> Iterator[Note]:
        """The editors' notes on an entry. One that has lost its passage is not shown: it may not
        belong to what it would seem to be about.
        """
        for decision in self._notes.get(entry.id, ()):
            start = end = None
            if decision.start is not None and decision.end is not None:
                shift_by = entry.start
                here = replace(
                    decision, start=decision.start - shift_by, end=decision.end - shift_by
                )
                place = here.place_in(entry.text) if decision.exact else None
                if place is None:
                    continue
                start, end = place
            yield Note(start, end, decision.value, decision.by, decision.created[:10])

    def digest(self, id: str) -> bytes:  # noqa: A002 - the word of the interface
        """Changes when anything that `published` gives for this entry changes; cheap."""
        own = self._all.digest[self._place[id]]
        cuts, notes = self._seals.cuts.get(id), self._notes.get(id)
        if not cuts and not notes and not self._images and not self._withheld:
            return own
        said = f"{own!r}{cuts}{notes}{self._images}{self._withheld.key}"
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    @cached_property
    def digests(self) -> Sequence[bytes]:
        """The digest of each of `lines`, in their order."""
        if self._anything_sealed or self._notes or self._images:
            return [self.digest(id_) for id_ in self.lines.ids]
        return self.lines.columns.digest

    def titles(self, names: Sequence[str]) -> dict[str, str]:
        """The titles of some sources that may be named, as far as they have any."""
        found: dict[str, str] = {}
        for i in range(0, len(names), _AT_ONCE):
            found |= self._catalogue.titles(names[i : i + _AT_ONCE])
        return {name: self._plain_title(found[name]) for name in found if self._names(name)}

    def matter(self, source: str) -> Sequence[Matter]:
        """Front, back and other matter of a source, sealed words gone."""
        if not self._names(source):
            return ()
        out = []
        for n, matter in enumerate(self._catalogue.matter(source)):
            cuts = self._seals.matter_cuts.get((source, n))
            text, spans = matter.text, matter.spans
            if cuts:
                wide = with_notes(spans, united(cuts))
                text, spans = without(text, wide), tuple(shift(spans, wide, text))
            out.append(replace(matter, text=text, spans=spans))
        return out

    def matter_digest(self, source: str) -> bytes:
        """Changes when `matter(source)` does; empty where there is none."""
        if source not in self._matter_counts or not self._names(source):
            return b""
        said = repr([(m.kind, m.text, m.spans) for m in self.matter(source)])
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _public_locator(entry: Entry, reader: str) -> str:
    """An id that the source states. Paths and counted headings would tell of neighbours."""
    if "/" in entry.locator or "[" in entry.locator:
        return ""
    return entry.locator if reader.startswith("tei") else ""
