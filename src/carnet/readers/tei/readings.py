"""Where a text has two readings one is taken, and the other kept beside it; and what is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from carnet.readers.tei.elements import ACTS, OMISSIONS, Element, local
from carnet.readers.tei.references import named
from carnet.readers.writing import WHITE

if TYPE_CHECKING:
    from carnet.readers.tei.flow import Flow

Choice = tuple[str, ...]
WRITTEN: Final[Choice] = ("orig", "sic", "abbr", "lem", "unclear", "seg")
REGULARISED: Final[Choice] = ("reg", "corr", "expan", "lem", "unclear", "seg")
_OTHER_READING: Final = {
    "reg": ("regularised", "the editors' regular spelling, kept beside the written one"),
    "corr": ("corrected", "the editors' correction, kept beside the written word"),
    "expan": ("expanded", "the editors' expansion, kept beside the abbreviation"),
    "orig": ("written", "the written spelling, kept beside the regular one"),
    "sic": ("written", "the written word, kept beside the correction"),
    "abbr": ("written", "the abbreviation, kept beside its expansion"),
    "rdg": ("variant", "another witness's reading"),
}


def choice(flow: Flow, element: Element, number: int) -> None:
    """One reading is text; the others are kept beside it, each with its reason."""
    children = [child for child in element if isinstance(child.tag, str)]
    rank = {name: i for i, name in enumerate(flow.prefer)}
    chosen = min(
        children,
        key=lambda c: (rank.get(local(c.tag), 9), c.get("cert") != "high"),
        default=None,
    )
    words = len(flow.words)
    others = []
    if chosen is None:
        flow.walk(element, number)
        return
    _stray(flow, element.text, 2 * number)
    for child in element:
        n = flow.number
        flow.number = n + 1
        if child is chosen or not isinstance(child.tag, str):
            flow.act(child, n)
        else:
            flow.skip(child)
            others.append(child)
        _stray(flow, child.tail, 2 * n + 1)
    for other in others:
        kind, reason = _OTHER_READING.get(local(other.tag), ("variant", "another reading"))
        text = " ".join("".join(other.itertext(etree.Element, etree.Entity)).split())
        flow.span(words, kind, text)
        if text:
            flow.omit(reason, text, other)
        _names_within(flow, other, words)


def _names_within(flow: Flow, element: Element, words: int) -> None:
    """Names in a reading that is not the text still name something here."""
    for child in element.iter():
        if isinstance(child.tag, str) and ACTS.get(local(child.tag)) == "name" and child.get("ref"):
            named(flow, child, words)


def subst(flow: Flow, element: Element, number: int) -> None:
    """What was struck out and what took its place. Layout between them is not text (`subst`
    holds elements only), but a whole word that replaces a whole word stays apart from it.
    """
    whole = flow.fresh or flow.hold is not None or bool(flow.gap)
    _stray(flow, element.text, 2 * number)
    for child in element:
        n = flow.number
        flow.number = n + 1
        if whole and not flow.fresh and flow.hold is None:
            flow.hold = (" ", -1, 0)
        flow.act(child, n)
        _stray(flow, child.tail, 2 * n + 1)


def _stray(flow: Flow, text: str | None, node: int) -> None:
    """Words where TEI allows elements only: kept, since nothing is lost."""
    if text and text.strip(WHITE):
        flow.write(text, node)


def omitted(flow: Flow, element: Element, _number: int) -> None:
    """An element whose words are no text."""
    flow.skip(element)
    text = "".join(element.itertext(etree.Element, etree.Entity)).strip()
    if not text:
        return
    name = local(element.tag)
    flow.omit(OMISSIONS.get(name, f"not words of the text: {name}"), text, element)


def comment(flow: Flow, element: Element, _number: int) -> None:
    """What an encoder noted for encoders."""
    text = (element.text or "").strip()
    if text:
        flow.omit("comment of an encoder", text, element)


def instruction(flow: Flow, element: Element, _number: int) -> None:
    """What is meant for a machine."""
    flow.omit("processing instruction", f"{element.target} {element.text or ''}".strip(), element)
