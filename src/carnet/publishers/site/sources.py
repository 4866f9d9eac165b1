"""The pages of sources: what each is, what it holds, the matter around its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.templates import Markup
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from carnet.model import Matter
    from carnet.publishers.site.parts import Tools

_AFTER = "back"
_FEW = 3
_MANY = 60  # entries of one source that are listed by month, by their days alone


class Part(NamedTuple):
    """A piece of matter."""

    title: str  # a spec of words
    body: Markup
    notes: Markup


class Folder(NamedTuple):
    """Files of one entry each, which a list would only repeat."""

    name: str
    said: str  # how much there is, as a spec of words
    ends: list[tuple[str, Markup]]  # its first and its last entry: id and name


class SourcePages:
    """Makes the list of sources, and a page for each that holds more than one entry."""

    def __init__(self, tools: Tools) -> None:
        self._layout, self._words, self._labels, self._marks, self._templates = tools

    def page(self, name: str) -> bytes:
        layout = self._layout
        source = layout.edition.source(name)
        assert source is not None, name  # it has a page
        matter = layout.edition.matter(name)
        parts = [(piece.kind, self._part(piece, n)) for n, piece in enumerate(matter, 1)]
        years: dict[str, dict[Markup, list[tuple[str, Markup]]]] = {}
        held = layout.by_source.get(name, ())
        for n in held:
            line = layout.lines[n]
            month, told = Markup(""), Markup("")
            if len(held) >= _MANY:
                month = Markup(self._labels.month_head(line.when))
                day = layout.almanac.day_of[n]
                told = Markup(day[-2:].lstrip("0")) if day and day == line.edtf else told
            of_year = years.setdefault(layout.year_of[n], {})
            of_year.setdefault(month, []).append((line.id, told or Markup(self._labels.told(line))))
        return self._templates.page(
            "source",
            source=source,
            title=source.title or source.name,
            size=_size(source.entries, source.words),
            before=[part for kind, part in parts if kind != _AFTER],
            after=[part for kind, part in parts if kind == _AFTER],
            years=[
                (year, Markup(self._labels.year_head(year)), list(months.items()))
                for year, months in years.items()
            ],
        )

    def _part(self, piece: Matter, number: int) -> Part:
        composed = compose(
            piece.text, piece.spans, (), (), self._marks, level=3, prefix=f"m{number}-"
        )
        known = f"matter.{piece.kind}" in self._words
        title = f"matter.{piece.kind}" if known else f"={literal(piece.kind)}"
        return Part(title, Markup(composed.body), Markup(composed.notes))

    def index(self) -> bytes:
        """Sources with a page of their own, then the others by folder."""
        layout = self._layout
        rows = []
        folders: dict[str, list[str]] = {}
        for name in layout.source_names:
            slug = layout.slugs.get(name)
            source = layout.edition.source(name) if slug else None
            if source is None:
                folders.setdefault(name.rpartition("/")[0], []).append(name)
            else:
                said = _size(source.entries, source.words)
                rows.append((source, f"sources/{slug}.html", said))
        return self._templates.page(
            "sources",
            rows=rows,
            folders=[self._folder(name, held) for name, held in folders.items()],
        )

    def _folder(self, name: str, held: list[str]) -> Folder:
        """Files of one entry each: their lines tell all that is said of them."""
        layout = self._layout
        if len(held) <= _FEW:
            sources = (layout.edition.source(file) for file in held)
            titles = (source.title if source else "" for source in sources)
            name = ", ".join(title or file for title, file in zip(titles, held, strict=True))
        words = layout.columns.words
        places = [n for file in held for n in layout.by_source.get(file, ())]
        size = _size(len(places), sum([words[n] for n in places]))
        ends = sorted({min(places), max(places)}) if places else []
        told = [(layout.ids[n], Markup(self._labels.told(layout.lines[n]))) for n in ends]
        return Folder(name, f"files|n#{len(held)}\n{size}", told)


def _size(entries: int, words: int) -> str:
    """How much there is, as a spec of words."""
    return f"entries|n#{entries}\nwords|n#{words}"
