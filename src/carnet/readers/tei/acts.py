"""What is done with each kind of element. The table in `elements` says which element is of which kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from carnet.readers.tei import points, readings, references
from carnet.readers.tei.elements import (
    ACTS,
    MARK_KINDS,
    XML_ID,
    XML_LANG,
    Element,
    local,
    parent_of,
)

if TYPE_CHECKING:
    from carnet.readers.tei.flow import Flow

Act = Callable[["Flow", Element, int], None]


def inline(flow: Flow, element: Element, number: int) -> None:
    """Words in the line, of which nothing is said but perhaps their language."""
    words = len(flow.words)
    flow.walk(element, number)
    if (lang := element.get(XML_LANG)) is not None:
        flow.span(words, "language", lang)


def mark(flow: Flow, element: Element, number: int) -> None:
    """Words set or treated in some way."""
    words = len(flow.words)
    flow.walk(element, number)
    name = local(element.tag)
    kind = MARK_KINDS.get(name)
    if kind:
        value = element.get("place") or element.get("reason") or element.get("cert") or ""
        flow.span(words, kind, element.get(XML_LANG) or "" if kind == "foreign" else value)
    elif element.get("rend") is None and element.get("rendition") is None:
        flow.span(words, "italic")  # `hi` that does not say how
    flow.said(element, words)


def block(flow: Flow, element: Element, number: int) -> None:
    """A paragraph, or what stands for itself as one does."""
    if (unit := flow.units.get(element)) is not None:  # its day runs in; others follow it
        flow.open("entry", element, unit)
    words = flow.inside(element, number, "\n\n")
    name = local(element.tag)
    kind = {"lg": "verse", "list": "list", "table": "table"}.get(name, "p")
    flow.span(words, kind)
    if name in ("opener", "dateline", "byline"):
        flow.heads.append((flow.begun(words), flow.pos, False))
    elif name in ("person", "place", "org", "event") and element.get(XML_ID):
        flow.span(words, "record", element.get(XML_ID))


def head(flow: Flow, element: Element, number: int) -> None:
    """A heading."""
    words = flow.inside(element, number, "\n\n")
    flow.span(words, "head")
    flow.heads.append((flow.begun(words), flow.pos, True))


def line(flow: Flow, element: Element, number: int) -> None:
    """A line of its own, in verse or at the edge of a letter."""
    words = flow.inside(element, number, "\n")
    if local(element.tag) in ("l", "row"):
        flow.span(words, "line" if element.tag.endswith("l") else "row", element.get("n") or "")


def item(flow: Flow, element: Element, number: int) -> None:
    """An item of a list."""
    flow.span(flow.inside(element, number, "\n"), "item")


def cell(flow: Flow, element: Element, number: int) -> None:
    """A cell of a table; a tab parts it from the one before."""
    if not flow.fresh:
        flow.hold = ("\t", -1, 0)
    words = len(flow.words)
    flow.walk(element, number)
    flow.span(words, "cell")


def division(flow: Flow, element: Element, number: int) -> None:
    """An entry, front or back matter, or a part of either."""
    unit = flow.units.get(element)
    if unit is None:
        name = local(element.tag)
        if name in ("front", "back"):
            flow.open(name, element)
            flow.inside(element, number, "\n\n")
            flow.open("other", parent_of(element))
        elif flow.units and not flow.in_unit:
            flow.open("other", element)
            flow.inside(element, number, "\n\n")
            flow.open("other", parent_of(element))
        else:
            flow.inside(element, number, "\n\n")
    elif unit.nested:
        flow.nested.append((element, number))
        flow.skip(element)
    else:
        flow.unit(element, number, unit)


def note(flow: Flow, element: Element, number: int) -> None:
    """A note is put off until the piece that it belongs to ends."""
    if element not in flow.apart:
        flow.notes.append((element, number, flow.here() if flow.fresh else flow.pos, flow.preserve))
    flow.skip(element)


def figure(flow: Flow, element: Element, number: int) -> None:
    """A picture, with what it is said to show."""
    words = flow.inside(element, number, "\n\n")
    described = " ".join(
        " ".join(d.itertext()).strip() for d in element if local(str(d.tag)) == "figDesc"
    )
    flow.span(words, "figure", " ".join(described.split()))


def void(flow: Flow, element: Element, number: int) -> None:
    """An element that says nothing; words in it are kept."""
    flow.walk(element, number)


def stranger(flow: Flow, element: Element, number: int) -> None:
    """An element that the table does not have: its text stays, and a finding says so."""
    name = local(element.tag)
    if name not in flow.unknown:
        flow.unknown.add(name)
        flow.find(
            "markup",
            f"the element {name} is not known here; its text is kept as it stands",
            element,
        )
    flow.walk(element, number)


def entity(flow: Flow, element: Element, number: int) -> None:
    """An entity that no declaration explains."""
    flow.find("markup", f"the entity {element.text} is not defined; it is kept as written", element)
    flow.write(element.text, 2 * number)


_METHODS: Final[dict[str, Act]] = {
    "inline": inline,
    "mark": mark,
    "name": references.name,
    "date": references.date,
    "link": references.link,
    "block": block,
    "line": line,
    "cell": cell,
    "item": item,
    "head": head,
    "division": division,
    "note": note,
    "choice": readings.choice,
    "subst": readings.subst,
    "omit": readings.omitted,
    "break": points.line_break,
    "page": points.page_break,
    "point": points.point,
    "hand": points.hand_shift,
    "range": points.stretch,
    "void": void,
    "figure": figure,
}
DISPATCH: dict[Any, Act] = {
    etree.Comment: readings.comment,
    etree.PI: readings.instruction,
    etree.Entity: entity,
}


def act_for(tag: Any) -> Act:
    """The act for a tag as lxml writes it; remembered, since books repeat themselves."""
    act = DISPATCH.get(tag)
    if act is None:
        act = _METHODS.get(ACTS.get(local(tag), ""), stranger)
        if len(DISPATCH) < 4096:  # hostile files invent names without end
            DISPATCH[tag] = act
    return act
