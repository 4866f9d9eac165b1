"""The pages of sources: what each is, what it holds, the matter around its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.templates import Markup, Templates

if TYPE_CHECKING:
    from carnet.edition import SourceLine
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
        source = layout.sources[name]
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
            entries=words.count(words.entries, source.entries),
            words_in_all=words.count(words.words, source.words),
            before=[part for kind, part in parts if kind != _AFTER],
            after=[part for kind, part in parts if kind == _AFTER],
            years=[(year, self._labels.contents(year), held) for year, held in years.items()],
        )

    def _part(self, piece: Matter, number: int) -> Part:
        composed = compose(
            piece.text, piece.spans, (), (), self._marks, level=3, prefix=f"m{number}-"
        )
        title = self._words.matter.get(piece.kind, piece.kind)
        return Part(title, Markup(composed.body), Markup(composed.notes))

    def index(self) -> bytes:
        """Sources with a page of their own, then the others by folder."""
        layout, words = self._layout, self._words
        rows = []
        folders: dict[str, list[SourceLine]] = {}
        for source in layout.edition.sources:
            if source.name in layout.slugs:
                said = f"{words.count(words.entries, source.entries)}, {words.count(words.words, source.words)}"
                rows.append((source, f"sources/{layout.slugs[source.name]}.html", said))
            else:
                folders.setdefault(source.name.rpartition("/")[0], []).append(source)
        return self._templates.page(
            "sources",
            rows=rows,
            folders=[self._folder(name, held) for name, held in folders.items()],
        )

    def _folder(self, name: str, held: list[SourceLine]) -> Folder:
        words = self._words
        if len(held) <= _FEW:
            name = ", ".join(source.title or source.name for source in held)
        return Folder(
            name or words.sources,
            words.count(words.files, len(held)),
            words.count(words.entries, sum(source.entries for source in held)),
            words.count(words.words, sum(source.words for source in held)),
        )
