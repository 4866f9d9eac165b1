"""Accounts for every character of the pages of a book: copied, or named as left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.readers.accounting import reckoned

from carnet.readers.xhtml.parsing import parse

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from carnet.model import Document


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
    return reckoned(document, nodes, [one.text for one in document.omissions])
