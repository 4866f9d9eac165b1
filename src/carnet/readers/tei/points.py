"""Points in a text: ends of lines and pages, gaps, where a hand or a stretch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carnet.model import Page, Span
from carnet.readers.tei.elements import Element, local

if TYPE_CHECKING:
    from carnet.readers.tei.flow import Flow

_HYPHENS: Final = "\u00ad¬⸗"  # that only the end of a line can have
_NOTHING_THERE: Final = ("empty", "blank")  # gaps of the paper, not of the text


def line_break(flow: Flow, element: Element, number: int) -> None:
    """The end of a line; a word may go on over it."""
    flow.walk(element, number)
    last = flow.out[-1][-1:] if flow.out else ""
    if element.get("break") == "no" or (last and last in _HYPHENS and not flow.gap):
        flow.join(element)
    elif not flow.fresh:
        flow.hold = ("\n", -1, 0)
    flow.spans.append(Span(flow.here(), flow.here(), "line", element.get("n") or ""))


def page_break(flow: Flow, element: Element, number: int) -> None:
    """The beginning of a side of paper, or of a column."""
    flow.walk(element, number)
    if element.get("break") == "no":
        flow.join(element)
    elif not flow.fresh and flow.hold is None:
        flow.hold = (" ", -1, 0)
    if local(element.tag) == "pb":
        at = flow.here()
        value = element.get("n") or ""
        flow.spans.append(Span(at, at, "page", value))
        flow.pages.append(Page(at, value, element.get("facs") or ""))


def point(flow: Flow, element: Element, number: int) -> None:
    """What stands in the text without being words: a gap, a picture, a sign."""
    words = len(flow.words)
    flow.walk(element, number)
    name = local(element.tag)
    if name == "gap" and element.get("reason") not in _NOTHING_THERE:
        size = " ".join(
            filter(None, (element.get("quantity"), element.get("unit"), element.get("extent")))
        )
        reason = element.get("reason") or ""
        flow.span(words, "gap", f"{reason}, {size}" if reason and size else reason or size)
    elif name in ("graphic", "media"):
        flow.span(words, "figure", element.get("url") or "")
    elif name == "g" and len(flow.words) == words:
        flow.span(words, "sign", element.get("ref") or element.get("type") or "")


def hand_shift(flow: Flow, element: Element, number: int) -> None:
    """From here on another hand writes."""
    flow.end_hand()
    new = element.get("new") or element.get("hand") or element.get("resp") or ""
    if new:
        flow.hand = (new, len(flow.words))
    flow.walk(element, number)


def stretch(flow: Flow, element: Element, number: int) -> None:
    """What is deleted, added or unclear from here up to the element that it names."""
    kind = {"delSpan": "deleted", "addSpan": "added"}.get(local(element.tag), "unclear")
    target = (element.get("spanTo") or "").lstrip("#")
    if target:
        flow.ranges[target] = (kind, len(flow.words))
    flow.walk(element, number)
