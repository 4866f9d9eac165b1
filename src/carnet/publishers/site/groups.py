"""Entries of one language, and of one hand, where an edition has several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import language
from carnet.publishers.site.slugs import slug
from carnet.publishers.site.strings import table
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from carnet.publishers.site.layout import Layout


class Group(NamedTuple):
    """Some of the lines, and the page on which they are listed."""

    slug: str
    name: str  # a spec of `words`
    lines: list[int]


def groups(layout: Layout) -> dict[str, list[Group]]:
    """By kind (`language`, `hand`), the groups with the most entries first. A kind that has but one
    group says nothing.
    """
    writer = layout.edition.facts.author
    by_code: dict[str, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for n, line in enumerate(layout.lines):
        by_code.setdefault(line.language, []).append(n)
        by_name.setdefault(line.author or writer, []).append(n)
    languages: dict[str, list[int]] = {}
    for code, held in by_code.items():
        languages.setdefault(language(code).partition("-")[0].lower(), []).extend(held)
    found = {
        "language": [
            Group(f"language-{code}", _language(code), sorted(held))
            for code, held in languages.items()
            if code
        ],
        "hand": [
            Group(f"hand-{slug(name)}", f"={literal(name)}", held)
            for name, held in by_name.items()
            if name
        ],
    }
    return {
        kind: sorted(held, key=lambda one: (-len(one.lines), one.slug))
        for kind, held in found.items()
        if len(held) > 1
    }


def _language(code: str) -> str:
    return f"language.{code}" if f"language.{code}" in table() else f"={code}"
