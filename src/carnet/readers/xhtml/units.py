"""Which elements of a page are entries: by what they say of themselves, or by a `time` that opens
them.

Where elements say that they are entries (`epub:type="z3998:diary-entry"`, a class such as
`diary-entry`), those are the entries. Else an `article`, `section`, `div` or item is one where a
`time` with a date stands in its heading or is its first words; one that holds such elements is a
chapter. Else the paragraphs or headings that begin with a `time` begin the entries of a flat page.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.dates.stated import from_attributes
from carnet.readers.xhtml.elements import (
    ACTS,
    BACK,
    FRONT,
    Element,
    is_dateline,
    is_entry,
    is_page_break,
    kind_of,
    types,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.dates import When
    from carnet.readers.xhtml.notes import Member

_CLOCK: Final = re.compile(r"(\d{4,}-\d\d-\d\d)[ T].*", re.DOTALL)
_YEARLESS: Final = re.compile(r"\d\d-\d\d")
_NO_DATE: Final = re.compile(r"[Tt]?\d\d?:\d\d.*|P.*|\d{4}-W\d\d.*|[+-]\d\d:?\d\d", re.DOTALL)
_HEADS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"))
_OWN: Final = frozenset(("article", "section"))
_MAY: Final = frozenset(("div", "li", "dd", "td"))
_PAGE: Final = frozenset(("body", "main", "html"))
_NEVER: Final = _PAGE | {"blockquote", "p", "span", "i", "em", "cite"}  # those quote, or name
_SILENT: Final = frozenset(("img", "image", "hr", "br", "figure", "", "nav", "svg"))
_CLIMB: Final = 24
_DEEP: Final = 300  # elements above one that are looked at: no honest page has more
_MOST_WORDS: Final = 8  # of a line that ends with its date


class Units(NamedTuple):
    """`entries`: elements that are one entry each, with whether they say so or are dated.
    `openers`: blocks of a flat page, at each of which an entry begins. `datelines`: paragraphs that
    end with the date, as letters do.
    """

    entries: dict[Element, bool]
    openers: set[Element]
    datelines: set[Element]


def stated(time: Element) -> tuple[When | None, str]:
    """The date that a `time` element states, and what is wrong with it, or "".

    HTML's `datetime` may also be a clock time, a duration or a week: these date nothing.
    """
    said = time.get("datetime")
    value = " ".join(str("".join(time.itertext()) if said is None else said).split())
    if not value or _NO_DATE.fullmatch(value) or (said is None and not value[:4].isdigit()):
        return None, ""
    if clock := _CLOCK.fullmatch(value):
        value = clock[1]
    elif _YEARLESS.fullmatch(value):
        value = f"--{value}"
    when, problem = from_attributes({"when": value})
    if problem and said is None:
        return None, ""
    return when, problem.replace("when=", "datetime=", 1)


def find_units(members: Sequence[Member], apart: Iterable[Element]) -> Units:
    """The entries of a book. What stands in `apart` (its notes) is none."""
    kept_out = set(apart)
    said: list[Element] = []
    times: list[Element] = []
    for member in members:
        for element in member.root.iter():
            if not isinstance(element.tag, str):
                continue
            if kind_of(element) == "time":
                times.append(element)
            elif (
                is_entry(element)
                and kind_of(element) not in _NEVER
                and not _is_out(element, kept_out)
            ):
                said.append(element)
    if said:
        return Units(dict.fromkeys(_outermost(said), True), set(), set())
    dated = [time for time in times if not _is_out(time, kept_out) and _has_day(time)]
    owners: dict[Element, list[tuple[Element, Element]]] = {}
    datelines: set[Element] = set()
    for time in dated:
        if (found := _owner(time, datelines)) is not None:
            owners.setdefault(found[0], []).append((found[1], time))
    holders = {parent for owner in owners for parent in islice(owner.iterancestors(), _DEEP)}
    units: dict[Element, bool] = {}
    openers: set[Element] = set()
    for owner, blocks in owners.items():
        alike = {kind_of(block) for block, _ in blocks}
        distinct = dict.fromkeys(block for block, _ in blocks)
        if len(distinct) > 1 and len(alike) == 1:
            openers.update(distinct)
        elif owner not in holders:
            first = next(iter(distinct))
            if _opens(first, owner):
                units[owner] = True
    if units and all(kind_of(owner) in _PAGE for owner in units) and (len(units) < 2 or openers):
        lonely = next(iter(units))
        if openers or sum(1 for time in dated) > 1:
            del units[lonely]
    _beside(units, holders)
    return Units(units, openers, datelines)


def _outermost(said: Sequence[Element]) -> list[Element]:
    """Without those that hold several others, and without the one that another holds."""
    every = set(said)
    inside: dict[Element, int] = {}
    for element in said:
        for parent in islice(element.iterancestors(), _DEEP):
            if parent in every:
                inside[parent] = inside.get(parent, 0) + 1
    holders = {element for element, count in inside.items() if count > 1}
    kept = every - holders
    return [
        element
        for element in said
        if element in kept
        and not any(parent in kept for parent in islice(element.iterancestors(), _DEEP))
    ]


def _is_out(element: Element, kept_out: set[Element]) -> bool:
    """Whether it stands in a note, in navigation, in a quotation, or in front or back matter."""
    for parent in islice(element.iterancestors(), _DEEP):
        if parent in kept_out or kind_of(parent) in ("nav", "footer", "aside", "blockquote"):
            return True
        if types(parent) & (FRONT | BACK):
            return True
    return False


def _has_day(time: Element) -> bool:
    when, _ = stated(time)
    return when is not None and when.known and when.year is not None


def _owner(time: Element, datelines: set[Element]) -> tuple[Element, Element] | None:
    """The element that a date may open, and the block in it that begins with the date."""
    node = time
    in_head = _is_in_head(time)
    for _ in range(_CLIMB):
        parent = node.getparent()
        if parent is None:
            return None
        kind = kind_of(parent)
        if kind in _OWN or kind in _PAGE:
            return parent, node
        if kind in _MAY:
            if not in_head and not _first_words(node, parent):
                return (parent, node) if kind_of(node) in ("p", "div") else None
            if _has_more(node):
                return parent, node
        elif not in_head and not _first_words(node, parent):
            if kind != "p" or not _ends(node, parent):
                return None
            datelines.add(parent)
        node = parent
    return None


def _is_in_head(time: Element) -> bool:
    """Whether it stands in a heading, or in a line that says it holds the date."""
    for parent in islice(time.iterancestors(), _CLIMB):
        if kind_of(parent) in _HEADS or is_dateline(parent):
            return True
        if kind_of(parent) in _OWN or kind_of(parent) in _PAGE:
            return False
    return False


def _ends(node: Element, parent: Element) -> bool:
    """Whether a short line ends with `node`: "London, 3 May"."""
    words = "".join(islice(parent.itertext(), 40))
    return not _has_more(node, ".") and len(words.split()) <= _MOST_WORDS


def _first_words(node: Element, parent: Element) -> bool:
    """Whether no words stand before `node` in its parent."""
    if (parent.text or "").strip():
        return False
    before = node.getprevious()
    while before is not None:
        if (before.tail or "").strip() or (
            isinstance(before.tag, str)
            and kind_of(before) not in _SILENT
            and not is_page_break(before)
            and any(part.strip() for part in before.itertext())
        ):
            return False
        before = before.getprevious()
    return True


def _opens(block: Element, owner: Element) -> bool:
    """Whether nothing but headings stands in `owner` before `block`."""
    if (owner.text or "").strip():
        return False
    before = block.getprevious()
    while before is not None:
        if (before.tail or "").strip():
            return False
        kind = kind_of(before)
        if kind not in _HEADS and kind not in _SILENT and not is_page_break(before):
            return False
        before = before.getprevious()
    return True


def _has_more(node: Element, marks: str = "") -> bool:
    """Whether words stand behind `node` in its parent; `marks` are none."""
    if (node.tail or "").strip().strip(marks):
        return True
    return any(
        (later.tail or "").strip() or any(part.strip() for part in later.itertext())
        for later in node.itersiblings()
        if isinstance(later.tag, str)
    )


def _beside(units: dict[Element, bool], holders: set[Element]) -> None:
    """What is made like the dated ones beside it, and has no date, is an undated entry."""
    looks = {
        (parent, kind_of(unit), str(unit.get("class") or ""))
        for unit in units
        if (parent := unit.getparent()) is not None and kind_of(unit) in _OWN
    }
    for parent, kind, classes in looks:
        if sum(kind_of(child) == kind for child in parent if child in units) < 2:
            continue
        for child in parent:
            if (
                child not in units
                and child not in holders
                and kind_of(child) == kind
                and str(child.get("class") or "") == classes
                and not types(child) & (FRONT | BACK)
            ):
                units[child] = False


def level(element: Element) -> int:
    """1 to 6 for a heading, else 7."""
    kind = kind_of(element)
    return int(kind[1]) if ACTS.get(kind) == "head" else 7
