"""What a lens over TEI does with elements: reads their words and dates, and puts others in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from carnet.dates import When, from_attributes
from carnet.errors import DateError
from carnet.register.misdated import likely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Element = etree._Element  # noqa: SLF001 - lxml's only name for it

XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
DATED: Final = frozenset(
    f"{name}{form}" for name in ("when", "from", "to", "notBefore", "notAfter") for form in ("", "-iso", "-custom")
)  # fmt: skip
_APART: Final = frozenset(("p", "ab", "lb", "l", "lg", "item", "head", "row", "cell", "div"))
SIMPLE = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: Element) -> str:
    """The text in an element, on one line, without comments; paragraphs and lines are parted."""
    if len(element) and any(local(inner) in _APART for inner in element.iter()):
        return " ".join("".join(_pieces(element)).split())
    return " ".join(str(element.xpath("string()")).split())


def _pieces(element: Element) -> Iterator[str]:
    """The text in an element, with a space where a paragraph or a line begins or ends."""
    space = " " if local(element) in _APART and element.get("break") != "no" else ""
    yield space
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
    yield space


def one_line(text: str) -> str:
    """Text on one line, without what XML cannot hold."""
    return " ".join(_ILLEGAL.sub("\ufffd", text).split())


def children_of(element: Element, *names: str) -> list[Element]:
    """The children of one of these names."""
    return [child for child in element if local(child) in names]


def make_child(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A new element for a parent, not yet in it; attributes without a value are left out."""
    namespace = parent.tag.rpartition("}")[0] if isinstance(parent.tag, str) else ""
    made = parent.makeelement(f"{namespace}}}{name}" if namespace else name)
    made.text = _ILLEGAL.sub("\ufffd", text) or None
    for key, value in attributes.items():
        if value:
            made.set(XML_LANG if key == "lang" else key, _ILLEGAL.sub("\ufffd", value))
    return made


def drop(element: Element) -> None:
    """Take an element out and leave what follows it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def note_of(element: Element, field: str) -> Element | None:
    """The note that holds a field of a table."""
    return next(
        (n for n in children_of(element, "note") if n.get("type") == f"carnet-{field}"), None
    )


def put_note(element: Element, field: str, value: str) -> None:
    """Write a field of a table into its note; without a value there is none."""
    held = note_of(element, field)
    if held is not None:
        drop(held)
    if value:
        element.append(make_child(element, "note", value, type=f"carnet-{field}"))


def put_items(
    element: Element, items: Sequence[tuple[Any, Element]], wanted: Sequence[Any], make: Callable[[Any], Element],
    after: Element | None = None,
) -> None:  # fmt: skip
    """Bring a row of elements to what is wanted; those that say something wanted stay as they are."""
    if list(dict.fromkeys(said for said, _ in items)) == list(wanted):
        return
    pool: dict[Any, list[Element]] = {}
    for said, held in items:
        pool.setdefault(said, []).append(held)
    own = [held for _, held in items if held.getparent() is element]
    beside = own[0] if own else after
    parent = beside.getparent() if beside is not None else None
    if beside is None or parent is None:
        parent, at = element, len(element)
    else:
        at = parent.index(beside) + (0 if own else 1)
    for _, held in items:
        drop(held)
    for said in wanted:
        for new in pool.get(said) or [make(said)]:
            parent.insert(at, new)
            at += 1


def stated_in(element: Element) -> str:
    """The date that an element states in its attributes, in EDTF; else nothing."""
    custom = element.get("when-custom")
    if custom and is_date(custom):
        return custom
    if not DATED.isdisjoint(element.keys()):
        when, _ = from_attributes({str(key): str(value) for key, value in element.items()})
        if when is not None and when.edtf:
            return when.edtf
    return ""


def is_date(text: str) -> bool:
    """Whether a text is EDTF."""
    try:
        When.parse(text)
    except DateError:
        return False
    return True


def date_of(element: Element) -> str:
    """The date that an element states in its attributes, in a `date` within it, or as its text."""
    dates = [element, *(inner for inner in element.iter() if local(inner) == "date")]
    for held in dates:
        stated = stated_in(held)
        if stated:
            return stated
    for held in reversed(dates):
        text = words(held)
        if text and is_date(text):
            return text
    for held in reversed(dates):
        meant = likely(words(held))
        if len(meant) == 1:  # “um 1760”
            return meant[0]
    return ""


def put_date(element: Element, value: str) -> None:
    """State a date in an element, or no date."""
    dates = [inner for inner in element.iter() if local(inner) == "date"]
    for held in (element, *dates):
        for name in DATED & set(held.keys()):
            del held.attrib[name]
    said = dates[0] if dates else element
    if value:
        said.set("when" if SIMPLE.fullmatch(value) else "when-custom", value)
    if not len(said) and local(said) in ("birth", "death", "date"):
        said.text = value or None


def put_dated_child(element: Element, name: str, value: str, after: Element | None) -> None:
    """State a date in a child of this name, which is made or taken away as needed."""
    held = next(iter(children_of(element, name)), None)
    if held is None:
        held = make_child(element, name)
        at = (
            element.index(after) + 1
            if after is not None and after.getparent() is element
            else len(element)
        )
        element.insert(at, held)
    put_date(held, value)
    if not value and not len(held):
        drop(held)
