"""Which page a path asks for, and who makes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from carnet.publishers.site.entries import EntryPages
from carnet.publishers.site.fronts import named
from carnet.publishers.site.labels import Labels
from carnet.publishers.site.layout import STYLE, Layout
from carnet.publishers.site.lists import ListPages
from carnet.publishers.site.marks import Marks
from carnet.publishers.site.parts import Tools
from carnet.publishers.site.pictures import pictured
from carnet.publishers.site.sources import SourcePages
from carnet.publishers.site.templates import Templates, telling
from carnet.publishers.site.words import words_in
from carnet.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import Edition, Published
    from carnet.model import Mention
    from carnet.publishers.site.parts import Part


class Pages:
    """Makes pages. Entries are asked for together, so that they are read in bulk."""

    def __init__(self, layout: Layout, style: bytes, parts: Sequence[Part] = ()) -> None:
        edition: Edition = layout.edition
        words = words_in(edition.facts.interface)
        labels = Labels(words, layout.withheld)
        picture = partial(pictured, layout, "../") if edition.pictures else None
        marks = Marks(words, partial(_first_record, parts), picture=picture)
        templates = Templates(
            {
                **telling(words),
                "facts": edition.facts,
                "edition_title": edition.facts.title or words["untitled"],
                "front": named(layout, words, ""),
                "links": [link for part in parts for link in part.links()],
            }
        )
        tools = self._tools = Tools(layout, words, labels, marks, templates)
        self._parts = parts
        self._layout = layout
        self._style = style
        self._entries = EntryPages(tools, parts)
        self._lists = ListPages(tools)
        self._sources = SourcePages(tools)
        self._named = {slug: name for name, slug in layout.slugs.items()}

    def make(self, due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        entries = []
        for part in self._parts:
            of_part = [path for path in due if part.owns(path)]
            if of_part:
                yield from part.make(of_part, self._tools)
                due = [path for path in due if not part.owns(path)]
        for path in due:
            folder, _, file = path.rpartition("/")
            name = file.removesuffix(".html")
            if folder != "entries":
                yield path, self._page(folder, name)
            elif name in self._layout.redirects:
                yield path, self._lists.redirect(self._layout.redirects[name])
            else:
                entries.append(name)
        self._lists.let_go()
        for some in together(self._layout.edition.published(entries), _size):
            pages = self._entries.pages(some)
            for entry, page in zip(some, pages, strict=True):
                yield f"entries/{entry.id}.html", page

    def _page(self, folder: str, name: str) -> bytes:
        match folder, name:
            case "", "index":
                return self._lists.cover()
            case "", "sources":
                return self._sources.index()
            case "", "contents":
                return self._lists.contents()
            case "contents", _:
                years = self._layout.years
                return self._lists.year(name) if name in years else self._lists.group(name)
            case "days", _:
                return self._lists.day(name)
            case "sources", _:
                return self._sources.page(self._named[name])
            case _:
                assert name == STYLE, name
                return self._style


def _size(entry: Published) -> int:
    return len(entry.text)


def _first_record(parts: Sequence[Part], mention: Mention) -> str:
    """The page of what a mention names, by the first part that has one."""
    return next(filter(None, (part.record(mention) for part in parts)), "")
