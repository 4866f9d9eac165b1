"""How another trade adds to the site: pages of its own, a place on the page of each entry, a link
from what an entry names, and a word in the header of every page.

A part is a class. It is made once for each build, from the `Layout`, on every build, changed or
not: its constructor and its keys must be cheap, and read no entry. It is added by one import and
its name in `every.PARTS`. What it says goes into a module of its own in `strings/`, and its templates
into `templates/`; a stylesheet of its own is a file like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.edition import Published
    from carnet.model import Mention
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.marks import Marks
    from carnet.publishers.site.templates import Templates
    from carnet.publishers.site.words import Words


class Tools(NamedTuple):
    """What pages are made with; there only where a page must be made."""

    layout: Layout
    words: Words
    labels: Labels
    marks: Marks
    templates: Templates


class Part:
    """Adds nothing, until its methods say otherwise."""

    folders: tuple[str, ...] = ()
    """The folders that hold nothing but this part's files."""
    files: tuple[str, ...] = ()
    """Its files at the top of the site; they end in `.html`, `.css` or `.js`."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def links(self) -> Iterable[tuple[str, str]]:
        """What stands in the header of every page: a path from the top, the key of its word."""
        return ()

    def owns(self, path: str) -> bool:
        """Whether a file of the site is this part's."""
        folder, slash, _ = path.partition("/")
        return folder in (self.folders if slash else self.files)

    def plan(self, base: bytes) -> Iterable[tuple[str, bytes]]:
        """Each file of this part by its path, with the key of all that it is made from. `base` is
        the key of what every page shows, and is part of each.
        """
        del base
        return ()

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        """The bytes of those of its files that must be made."""
        raise NotImplementedError(f"{type(self).__name__} plans files and makes none: {due[:1]}")

    def entry_keys(self) -> Sequence[bytes] | None:
        """For each line of the layout, what the pages of entries show of this part; None for
        nothing. It must not change where the page would not.
        """
        return None

    def entry(self, entry: Published, tools: Tools) -> str:
        """A section for the page of an entry, as HTML; most have none."""
        del entry, tools
        return ""

    def record(self, mention: Mention) -> str:
        """The page of what a mention names, as a path from the top; nothing where it has none."""
        del mention
        return ""
