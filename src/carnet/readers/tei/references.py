"""What an element points to: a name, a date, another place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from carnet.dates.stated import from_attributes
from carnet.model import Span
from carnet.readers.tei.elements import NAME_KINDS, RS_KINDS, XML_LANG, Element, local

if TYPE_CHECKING:
    from carnet.dates import When
    from carnet.readers.tei.flow import Flow

_new = tuple.__new__  # `Span(…)` without its Python: there are many


@lru_cache(maxsize=256)
def _name_kind(tag: str, kind: str | None) -> str:
    """What a name names, by its element, or by the `@type` of one that names all sorts."""
    own = NAME_KINDS.get(local(tag))
    words = (kind or "").lower().replace(",", " ").split()
    return own or next((RS_KINDS[word] for word in words if word in RS_KINDS), "name")


def name(flow: Flow, element: Element, number: int) -> None:
    """Words that name somebody or something."""
    words = len(flow.words)
    flow.walk(element, number)
    named(flow, element, words)


def named(flow: Flow, element: Element, words: int) -> None:
    """A mention for each reference that a name states, or one without any."""
    get = element.get
    kind = _name_kind(element.tag, get("type"))
    refs = get("ref") or get("key") or ""
    if not refs and kind == "work":
        refs = get("corresp") or get("sameAs") or ""
    start = flow.words[words] if len(flow.words) > words else flow.here()
    end = max(start, flow.pos)
    if " " in refs or not refs.isprintable():
        for ref in refs.split() or ("",):
            flow.spans.append(Span(start, end, kind, ref))
    else:
        flow.spans.append(_new(Span, (start, end, kind, refs)))
    if (lang := get(XML_LANG)) is not None:
        flow.spans.append(Span(start, end, "language", lang))


def date(flow: Flow, element: Element, number: int) -> None:
    """A date, and when it is as its attributes state it."""
    words = len(flow.words)
    flow.walk(element, number)
    start = flow.begun(words)
    end = max(start, flow.pos)
    attributes = element.attrib
    when: When | None = None
    if attributes:
        stated = attributes.items()
        when, problem = from_attributes({local(k): v for k, v in stated})
        if problem:
            flow.find("date", problem, element)
        if (calendar := attributes.get("calendar") or attributes.get("datingMethod")) is not None:
            flow.spans.append(Span(start, end, "calendar", calendar))
    flow.spans.append(Span(start, end, "date", (when.edtf if when else None) or ""))
    flow.dates.append((start, end, when, element))


def link(flow: Flow, element: Element, number: int) -> None:
    """A reference to another place; perhaps to a note that stands apart."""
    words = len(flow.words)
    flow.walk(element, number)
    target = element.get("target")
    if target:
        flow.span(words, "link", target)
    if element.get("ref") or element.get("key"):
        named(flow, element, words)
    if element in flow.bound:
        flow.refer(element)
