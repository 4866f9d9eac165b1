"""Accounts for every character of a TEI text: copied into the reading text, or named as left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from carnet.readers.tei import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.model import Document

NOT_TEXT = ("comment of an encoder", "processing instruction")


def text_nodes(root: Any) -> dict[int, str]:
    """The text nodes of the outermost text, numbered as a `Run` numbers them."""
    text = next(root.iterchildren("{*}text", "{*}sourceDoc"))
    nodes: dict[int, str] = {}
    for n, element in enumerate(text.iter()):
        if isinstance(element.tag, str) and element.text:
            nodes[2 * n] = element.text
        if element.tag is etree.Entity:
            nodes[2 * n] = element.text
        if element.tail and n:
            nodes[2 * n + 1] = element.tail
    return nodes


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char not in " \t\r\n\f")


def unaccounted(document: Document, data: bytes) -> tuple[Counter[str], list[str]]:
    """Characters that are neither copied nor left out by name; and runs that do not copy."""
    left_out = [one.text for one in document.omissions if one.reason not in NOT_TEXT]
    return reckoned(document, text_nodes(parse(document.source, data)), left_out)


def reckoned(
    document: Document, nodes: dict[int, str], left_out: Iterable[str]
) -> tuple[Counter[str], list[str]]:
    """The same for any tree, its text nodes numbered as a `Run` numbers them."""
    left = {node: [True] * len(text) for node, text in nodes.items()}
    wrong = []
    for start, length, node, offset in document.offsets.runs:
        here = document.text[start : start + length]
        there = nodes[node][offset : offset + length]
        if here.split() != there.split() or len(there) != length:
            wrong.append(f"{node}: {here!r} is not {there!r}")
        for i in range(offset, offset + len(there)):
            if not left[node][i]:
                wrong.append(f"{node}: {there!r} is copied twice")
                break
            left[node][i] = False
    missing: Counter[str] = Counter()
    for node, text in nodes.items():
        missing += letters(
            "".join(char for char, is_left in zip(text, left[node], strict=True) if is_left)
        )
    named: Counter[str] = Counter()
    for text in left_out:
        named += letters(text)
    return missing - named, wrong
