"""The pages of sources: what each is, what it holds, the matter around its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.templates import Markup, Templates

if TYPE_CHECKING:
    from carnet.model import Matter
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.marks import Marks

_AFTER = "back"
_FEW = 3


class Part(NamedTuple):
    """A piece of matter."""

    title: str
    body: Markup
    notes: Markup


class Folder(NamedTuple):
    """Files of one entry each, which a list would only repeat."""

    name: str
    files: str
    entries: str
    words: str


class SourcePages:
    """Makes the list of sources, and a page for each that holds more than one entry."""

    def __init__(self, layout: Layout, labels: Labels, marks: Marks, templates: Templates) -> None:
        self._layout = layout
        self._labels = labels
        self._words = labels.words
        self._marks = marks
        self._templates = templates

    def page(self, name: str) -> bytes:
        layout, words = self._layout, self._words
        source = layout.edition.source(name)
        assert source is not None, name  # it has a page
        matter = layout.edition.matter(name)
        parts = [(piece.kind, self._part(piece, n)) for n, piece in enumerate(matter, 1)]
        years: dict[str, list[tuple[str, str]]] = {}
        for n in layout.by_source.get(name, ()):
            line = layout.lines[n]
            years.setdefault(layout.year_of[n], []).append((line.id, self._labels.name(line)))
        return self._templates.page(
            "source",
            source=source,
            title=source.title or source.name,
            entries=words.count("entries", source.entries),
            words_in_all=words.count("words", source.words),
            before=[part for kind, part in parts if kind != _AFTER],
            after=[part for kind, part in parts if kind == _AFTER],
            years=[(year, self._labels.contents(year), held) for year, held in years.items()],
        )

    def _part(self, piece: Matter, number: int) -> Part:
        composed = compose(
            piece.text, piece.spans, (), (), self._marks, level=3, prefix=f"m{number}-"
        )
        title = self._words.get(f"matter.{piece.kind}", piece.kind)
        return Part(title, Markup(composed.body), Markup(composed.notes))

    def index(self) -> bytes:
        """Sources with a page of their own, then the others by folder."""
        layout, words = self._layout, self._words
        rows = []
        folders: dict[str, list[str]] = {}
        for name in layout.source_names:
            slug = layout.slugs.get(name)
            source = layout.edition.source(name) if slug else None
            if source is None:
                folders.setdefault(name.rpartition("/")[0], []).append(name)
            else:
                said = f"{words.count('entries', source.entries)}, {words.count('words', source.words)}"
                rows.append((source, f"sources/{slug}.html", said))
        return self._templates.page(
            "sources",
            rows=rows,
            folders=[self._folder(name, held) for name, held in folders.items()],
        )

    def _folder(self, name: str, held: list[str]) -> Folder:
        """Files of one entry each: their lines tell all that is said of them."""
        words, layout = self._words, self._layout
        if len(held) <= _FEW:
            sources = (layout.edition.source(file) for file in held)
            titles = (source.title if source else "" for source in sources)
            name = ", ".join(title or file for title, file in zip(titles, held, strict=True))
        lines = [layout.lines[n] for file in held for n in layout.by_source.get(file, ())]
        return Folder(
            name or words["sources"],
            words.count("files", len(held)),
            words.count("entries", len(lines)),
            words.count("words", sum(line.words for line in lines)),
        )
