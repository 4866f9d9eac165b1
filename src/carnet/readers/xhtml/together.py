"""Pages that lie side by side and whose notes stand in one another: a book without a package."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import SourceError
from carnet.readers.xhtml.book import number_members
from carnet.readers.xhtml.notes import find_notes, resolve
from carnet.readers.xhtml.parsing import MAX_ELEMENTS, Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST: Final = 64 << 20  # bytes of pages that are looked through
_HREF: Final = re.compile(rb"href\s*=\s*[\"']([^\"'#>]{1,500})#")
_NOTES: Final = re.compile(r"(?:end|foot|rear)?-?notes?|anmerkungen|notas", re.IGNORECASE)


def together(pages: Mapping[str, bytes], encoding: str = "") -> list[dict[str, Parsed]]:
    """Those of the pages that belong together, since references in one lead to notes in another;
    each group in the order in which it is read.
    """
    if not _lead_to_each_other(pages):
        return []
    parsed: dict[str, Parsed] = {}
    for name in sorted(pages, key=_place):
        try:
            parsed[name] = parse(name, pages[name], encoding)
        except SourceError:
            continue  # it says so when it is read by itself
    members = number_members([(name, page.root) for name, page in parsed.items()])
    if members and members[-1].base > MAX_ELEMENTS:
        return []
    notes = find_notes(members)
    of_root = {page.root: name for name, page in parsed.items()}
    group = {name: name for name in parsed}
    for link, note in notes.refs.items():
        if note is not None:
            own = _end(group, of_root[link.getroottree().getroot()])
            group[own] = _end(group, notes.pages[note])
    books: dict[str, dict[str, Parsed]] = {}
    for name, page in parsed.items():
        books.setdefault(_end(group, name), {})[name] = page
    return [book for book in books.values() if len(book) > 1]


def _place(name: str) -> tuple[bool, list[str]]:
    """Pages are read in the order of their names; one of nothing but notes is the last."""
    return bool(_NOTES.fullmatch(PurePosixPath(name).stem)), name.split("/")


def _lead_to_each_other(pages: Mapping[str, bytes]) -> bool:
    """A quick look, which spares most the rest: is a place in another page named at all?"""
    if len(pages) < 2 or sum(map(len, pages.values())) > _MOST:
        return False
    return any(
        (place := resolve(name, href.decode("utf-8", "replace"))) is not None
        and place[0] != name
        and place[0] in pages
        for name, data in pages.items()
        for href in dict.fromkeys(_HREF.findall(data))
    )


def _end(group: dict[str, Any], name: str) -> str:
    """The page by which its group is known."""
    while group[name] != name:
        name = group[name]
    return name
