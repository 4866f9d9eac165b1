"""Accounts for every character of the pages of a book: copied, or named as left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from carnet.readers.xhtml.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.model import Document


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char not in " \t\r\n\f")


def nodes_of(roots: Iterable[Any]) -> dict[int, str]:
    """The text nodes of pages, numbered as a `Run` numbers them through the whole book."""
    nodes: dict[int, str] = {}
    base = 0
    for root in roots:
        n = base
        for n, element in enumerate(root.iter(), base):
            if element.text:
                nodes[2 * n] = element.text
            if element.tail and n > base:
                nodes[2 * n + 1] = element.tail
        base = n + 1
    return nodes


def unaccounted(document: Document, pages: Iterable[bytes]) -> tuple[Counter[str], list[str]]:
    """Characters neither copied nor left out by name; and runs that do not copy."""
    nodes = nodes_of([parse("page", data).root for data in pages])
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
            "".join(c for c, is_left in zip(text, left[node], strict=True) if is_left)
        )
    named: Counter[str] = Counter()
    for omission in document.omissions:
        named += letters(omission.text)
    return missing - named, wrong
