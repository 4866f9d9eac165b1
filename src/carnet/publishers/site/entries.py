"""The page of one entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.escape import address, language
from carnet.publishers.site.layout import UNDATED, Layout
from carnet.publishers.site.templates import Markup, Templates

if TYPE_CHECKING:
    from carnet.edition import Line, Published
    from carnet.model import Mention
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.marks import Marks

_KINDS = ("person", "place", "work", "organisation", "event", "name")


class EntryPages:
    def __init__(self, layout: Layout, labels: Labels, marks: Marks, templates: Templates) -> None:
        self._layout = layout
        self._labels = labels
        self._marks = marks
        self._templates = templates
        self._words = labels.words
        facts = layout.edition.facts
        self._author = facts.author
        base = address(facts.address)
        self._address = base.rstrip("/") if base.startswith("http") else ""
        self._cited = Markup(self._words.cited)
        self._title = Markup("<cite>{}</cite>").format(facts.title or self._words.untitled)
        self._sources = {name: self._source(name) for name in layout.sources}

    def page(self, entry: Published) -> bytes:
        layout, labels = self._layout, self._labels
        n = layout.place_of[entry.id]
        when = entry.when
        date = labels.date(when)
        composed = compose(
            entry.text,
            entry.spans,
            entry.mentions,
            entry.notes,
            self._marks,
            pages=entry.pages,
            heading=entry.heading_span,
            level=2,
        )
        source, href = self._sources.get(entry.source) or (entry.source, "")
        url = f"{self._address}/entries/{entry.id}.html" if self._address else ""
        year = layout.year_of[n]
        return self._templates.page(
            "entry",
            id=entry.id,
            name=date or entry.title or labels.name(layout.lines[n]),
            date=date,
            weekday=labels.weekday(when),
            datetime=labels.datetime(when),
            edtf=when.edtf or "",
            gregorian_edtf=when.gregorian or "",
            gregorian=labels.gregorian(when),
            when=when,
            calendar=self._words.calendars.get(when.calendar, when.calendar),
            sure=f"{when.sure:.0%}" if when.sure < 1 else "",
            title=entry.title,
            body=Markup(composed.body),
            notes=Markup(composed.notes),
            language=language(entry.language),
            named=self._named(entry.mentions),
            year=year,
            year_name=labels.contents(year),
            month_name=labels.month_of(when),
            month=f"#m{when.month:02d}" if year != UNDATED and when.month else "",
            previous=self._beside(n - 1),
            next=self._beside(n + 1),
            source=source,
            source_href=href,
            source_name=entry.source,
            locator=entry.locator,
            pages=[(number, self._image(image)) for number, image in entry.pages],
            author=entry.author or self._author,
            cite=self._cite(entry, source, url),
            url=url,
        )

    def _beside(self, n: int) -> tuple[str, str] | None:
        """The id and the name of a neighbour."""
        if not 0 <= n < len(self._layout.lines):
            return None
        line: Line = self._layout.lines[n]
        return line.id, self._labels.name(line)

    def _source(self, name: str) -> tuple[str, str]:
        slug = self._layout.slugs.get(name)
        return self._layout.sources[name].title or name, f"sources/{slug}.html" if slug else ""

    @staticmethod
    def _image(image: str) -> str:
        target = address(image)
        return target if target.startswith("http") else ""

    def _cite(self, entry: Published, source: str, url: str) -> Markup:
        author = entry.author or self._author
        return self._cited.format(
            author=f"{author}, " if author else "",
            what=self._labels.cited(entry),
            title=self._title,
            source=source,
            id=entry.id,
            address=f", {url}" if url else "",
        )

    def _named(self, mentions: Iterable[Mention]) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """What the entry names, each once, in order, by kind: words, reference, standing."""
        found: dict[str, dict[str, tuple[str, str, str]]] = {}
        standings = self._words.standings
        for mention in mentions:
            if mention.standing == "rejected":
                continue
            kind = found.setdefault(mention.kind, {})
            ref = mention.target or mention.ref or ""
            key = ref or f" {mention.text.casefold()}"
            if key not in kind:
                standing = standings.get(mention.standing, mention.standing)
                if mention.standing != "stated":
                    standing = f"{standing}, {mention.by}"
                kind[key] = " ".join(mention.text.split()), ref, standing
        labels = self._words.named_kinds
        return [(labels[kind], list(found[kind].values())) for kind in _KINDS if kind in found]
