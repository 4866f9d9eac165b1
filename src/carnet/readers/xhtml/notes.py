"""Which links lead to notes, and where those notes stand: in the page, or in another of the book.

A link is the reference of a note where it says so (`epub:type="noteref"`, `role="doc-noteref"`, or
a class by which converters name it), where it leads to an element that says it is a note, or where
a short label leads on to a later paragraph that begins or ends with the way back.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from carnet.readers.xhtml.elements import NOTEREFS, NOTES, Element, kind_of, own_id, types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LABEL: Final = re.compile(
    r"[\[({]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,7}|[*†‡§‖¶#]{1,4}|(?:note|fn|anm)\.?\s*\d{1,4})\s*[\])}.:]?",
    re.IGNORECASE,
)
_REF_CLASS: Final = re.compile(
    r"(?:foot|end)?note-?(?:ref|anchor|call)|fnanchor|fnref|pginternal-fn"
)
_BACK_CLASS: Final = re.compile(r"back-?(?:link|ref)|(?:foot|end)note-back|data-footnote-backref")
_NOTE_CLASS: Final = re.compile(r"(?:^|\s)(?:foot|end|rear)note(?:s?-item)?(?:\s|$)")
_BLOCKS: Final = frozenset(("p", "li", "div", "aside", "dd", "section", "blockquote", "td", "tr"))
_INNER: Final = frozenset(("p", "blockquote", "td"))
_HEAD_TAGS: Final = tuple(f"{{*}}h{n}" for n in range(1, 7))
_CLIMB: Final = 12
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Member(NamedTuple):
    """One page of a book. `name` is its path in the book, `base` the number of its first element
    among all elements of the book.
    """

    name: str
    root: Element
    base: int = 0


class Notes(NamedTuple):
    """`refs`: by each reference its note, None where that stands in another file; `back`: links
    that lead from a note to its reference; `numbers`: of each note its number among the elements of
    the book.
    """

    refs: dict[Element, Element | None]
    back: set[Element]
    numbers: dict[Element, int]
    pages: dict[Element, str]  # of each note the page in which it stands


def resolve(member: str, href: str) -> tuple[str, str] | None:
    """The page and the id that a link within a book leads to; None where it leads out of it."""
    if _SCHEME.match(href):
        return None
    path, _, fragment = href.partition("#")
    path = unquote(path)
    page = posixpath.normpath(posixpath.join(posixpath.dirname(member), path)) if path else member
    return page, unquote(fragment)


def _text(element: Element, most: int = 80) -> str:
    """The words of an element on one line, as far as `most` code points tell."""
    parts, size = [], 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > most:
            break
    return " ".join("".join(parts).split())


def find_notes(members: Sequence[Member]) -> Notes:
    """The notes of a book, by their references."""
    places: dict[tuple[str, str], Element] = {}
    links: list[tuple[int, Member, Element]] = []
    for member in members:
        for n, element in enumerate(member.root.iter(), member.base):
            if not isinstance(element.tag, str):
                continue
            name = own_id(element)
            is_link = kind_of(element) == "a"
            if name or (is_link and (name := str(element.get("name") or ""))):
                places.setdefault((member.name, name), element)
            if is_link and element.get("href"):
                links.append((n, member, element))
    if not links:
        return Notes({}, set(), {}, {})
    targets = [
        (n, member, link, place)
        for n, member, link in links
        if (place := resolve(member.name, str(link.get("href")))) is not None
    ]
    blocks: dict[Element, Element | None] = {}  # by target: many links lead to one place
    for _, _, _, place in targets:
        if (target := places.get(place)) is not None and target not in blocks:
            blocks[target] = _block(target)
    _drop_chapters(blocks)
    candidates = {  # the block that each leads to
        link: block
        for _, _, link, place in targets
        if (target := places.get(place)) is not None and (block := blocks[target]) is not None
    }
    numbers = _numbers(members, candidates.values())
    leads_to: dict[Element, Element] = {
        link: places[place] for _, _, link, place in targets if place in places
    }
    ends: dict[Element, list[Element]] = {}  # of each block the links at its ends
    refs: dict[Element, Element | None] = {}
    for n, _, link, place in targets:
        said = bool(types(link) & NOTEREFS) or bool(_REF_CLASS.search(_classes(link)))
        block = candidates.get(link)
        if block is None:
            if said and place[1] and place not in places:
                refs[link] = None
            continue
        if _holds(block, link):
            continue
        if said or (
            _LABEL.fullmatch(_text(link))
            and (
                _is_note(block)
                or (numbers[block][0] > n and _leads_back(block, link, leads_to, ends))
            )
        ):
            refs[link] = block
    found = {note for note in refs.values() if note is not None}
    back = _ways_back(links, found, refs, leads_to)
    numbered = {note: numbers[note][0] for note in found}
    return Notes(refs, back, numbered, {note: numbers[note][1] for note in found})


def _numbers(
    members: Sequence[Member], wanted: Iterable[Element]
) -> dict[Element, tuple[int, str]]:
    kept = set(wanted)
    return {
        element: (n, member.name)
        for member in members
        for n, element in enumerate(member.root.iter(), member.base)
        if element in kept
    }


def _classes(element: Element) -> str:
    return str(element.get("class") or "").lower()


def _is_note(element: Element) -> bool:
    return bool(types(element) & NOTES) or bool(_NOTE_CLASS.search(_classes(element)))


def _block(target: Element) -> Element | None:
    """The paragraph, or item of a list, that an id marks: itself, or what it stands in."""
    found = target
    for _ in range(_CLIMB):
        if kind_of(found) in _BLOCKS:
            break
        found = found.getparent()
        if found is None:
            return None
    if kind_of(found) not in _BLOCKS:
        return None
    parent = found.getparent()
    if (
        kind_of(found) in _INNER
        and parent is not None
        and (kind_of(parent) in ("li", "aside", "dd") or _is_note(parent))
    ):
        found = parent
    return found


def _drop_chapters(blocks: dict[Element, Element | None]) -> None:
    """What holds headings is a chapter, to which a table of contents leads."""
    chapters: dict[Element, bool] = {}
    for target, block in blocks.items():
        if block is None:
            continue
        if block not in chapters:
            heads = () if _is_note(block) else block.iter(*_HEAD_TAGS)
            chapters[block] = next(iter(heads), None) is not None
        if chapters[block]:
            blocks[target] = None


def _holds(block: Element, link: Element) -> bool:
    return any(parent is block for parent in link.iterancestors())


def _around(link: Element) -> set[Element]:
    """Where a way back to a reference may lead: the link, what it stands in, what is beside it."""
    parent, before = link.getparent(), link.getprevious()
    found = {link, *link.iter()}
    if parent is not None and kind_of(parent) in ("sup", "span"):
        found.add(parent)
        if (outer := parent.getprevious()) is not None:
            found.add(outer)
    if before is not None:
        found.add(before)
    return found


def _leads_back(
    block: Element,
    link: Element,
    leads_to: dict[Element, Element],
    ends: dict[Element, list[Element]],
) -> bool:
    if block not in ends:
        inner = [a for a in block.iter("{*}a") if a in leads_to]
        ends[block] = list({*inner[:2], *inner[-2:]})
    around = _around(link)
    return any(leads_to[a] in around for a in ends[block])


def _ways_back(
    links: Iterable[tuple[int, Member, Element]],
    notes: set[Element],
    refs: dict[Element, Element | None],
    leads_to: dict[Element, Element],
) -> set[Element]:
    references: dict[Element, set[Element]] = {}
    for link, note in refs.items():
        if note is not None:
            references.setdefault(note, set()).update(_around(link))
    back = set()
    for _, _, link in links:
        if link in refs:
            continue
        if "backlink" in types(link) or _BACK_CLASS.search(_classes(link)):
            back.add(link)
        elif (target := leads_to.get(link)) is not None and len(_text(link)) <= 8:
            note = next((parent for parent in link.iterancestors() if parent in notes), None)
            if note is not None and target in references.get(note, ()):
                back.add(link)
    return back
