"""The pages about the edition: those that its editors wrote, the marks, and a colophon."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.site.about import legend
from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.marks import Marks
from carnet.publishers.site.parts import Part, Tools
from carnet.publishers.site.pictures import pictured
from carnet.publishers.site.templates import Markup
from carnet.publishers.site.words import literal
from carnet.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import FrontPage
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.words import Words

ABOUT, COLOPHON = "about", "colophon"
_ORDER = ("introduction", "principles", "rights")
_KNOWN = (*_ORDER, COLOPHON)


class Fronts(Part):
    """`about.html` tells of the edition; `about/` holds its other pages."""

    folders = ("about",)
    files = ("about.html",)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        layout, edition = self.layout, self.layout.edition
        size = sum(layout.columns.words)
        around = repr((ways(layout), len(layout.lines), size, layout.source_count))
        for page in (ABOUT, *(name for name, _ in ways(layout))):
            own = repr(_written(layout, page))
            said = f"{around}\0{own}\0{edition.as_of if page == ABOUT else ''}"
            key = blake2b(base + said.encode("utf-8", "replace"), digest_size=12).digest()
            yield ("about.html" if page == ABOUT else f"about/{page}.html"), key

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        for path in due:
            if path == "about.html":
                yield path, self._about(tools)
            else:
                yield path, self._page(path[len("about/") : -len(".html")], tools)

    def _about(self, tools: Tools) -> bytes:
        page = _written(self.layout, ABOUT)
        return tools.templates.page(
            "about",
            own=_body(page, tools, "") if page else "",
            own_title=page.title if page else "",
            fronts=named(self.layout, tools.words, ""),
            date=f"about_date|day@{self.layout.edition.as_of.isoformat()}",
            holds=_holds(self.layout),
            legend=legend(tools.marks),
        )

    def _page(self, name: str, tools: Tools) -> bytes:
        page = _written(self.layout, name)
        return tools.templates.page(
            "front",
            own_href=f"../about/{name}.html",
            own_title=page.title if page else "",
            heading=_spec(name, ""),
            own=_body(page, tools, "../") if page else "",
            holds=_holds(self.layout),
            version=f"colophon_version|version={VERSION}",
            fronts=[(href, told) for href, told in named(self.layout, tools.words, "../")],
        )


def ways(layout: Layout) -> list[tuple[str, str]]:
    """The pages beside `about.html`: name and title, in the order in which one reads them."""
    pages = {page.name: page.title for page in layout.edition.pages if page.name != ABOUT}
    names = [name for name in _ORDER if name in pages]
    names += sorted(pages.keys() - set(_KNOWN))
    return [(name, pages.get(name, "")) for name in (*names, COLOPHON)]


def named(layout: Layout, words: Words, up: str) -> list[tuple[str, Markup]]:
    """The same as links: where they lead, and what they say as HTML."""
    return [
        (f"{up}about/{name}.html", Markup(words.tell(_spec(name, title))))
        for name, title in ways(layout)
    ]


def _spec(name: str, title: str) -> str:
    """A page's own title; else what such a page is called."""
    if title:
        return f"={literal(title)}"
    return f"front.{name}" if name in _KNOWN else f"={name.replace('-', ' ').capitalize()}"


def _written(layout: Layout, name: str) -> FrontPage | None:
    return next((page for page in layout.edition.pages if page.name == name), None)


def _body(page: FrontPage, tools: Tools, up: str) -> Markup:
    """The words of a page. A link may name an entry by its id, or another page by its file."""
    marks = Marks(
        tools.words,
        inside=partial(_inside, tools.layout, up),
        picture=partial(pictured, tools.layout, up),
    )
    composed = compose(page.text, page.spans, (), (), marks, numbered=True)
    notes = f'<ol class="notes">\n{composed.notes}</ol>\n' if composed.notes else ""
    return Markup(f'<div class="text">\n{composed.body}\n</div>\n{notes}')


def _inside(layout: Layout, up: str, target: str) -> str:
    """Where a link within the edition leads; nothing if it is none."""
    name, _, part = target.removeprefix("./").partition("#")
    name = name.removesuffix(".md").removesuffix(".html")
    hash_part = f"#{part}" if part.isalnum() else ""
    entry = layout.redirects.get(name, name)
    if entry in layout.place_of:
        return f"{up}entries/{entry}.html{hash_part}"
    if name == ABOUT:
        return f"{up}about.html{hash_part}"
    if any(name == other for other, _ in ways(layout)):
        return f"{up}about/{name}.html{hash_part}"
    return ""


def _holds(layout: Layout) -> str:
    words = sum(layout.columns.words)
    return f"entries|n#{len(layout.lines)}\nwords|n#{words}\nfiles|n#{layout.source_count}"
