"""Entries of one language, and of one hand, where an edition has several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import language
from carnet.publishers.site.slugs import slug
from carnet.publishers.site.strings import table
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    by_code = _sorted_by(layout.columns.language)
    by_name = _sorted_by([author or writer for author in layout.columns.author])
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


def _sorted_by(said: Sequence[str]) -> dict[str, list[int]]:
    """The places of each thing that is said; quick where it is always the same."""
    if len(set(said)) == 1:
        return {said[0]: list(range(len(said)))}
    places: dict[str, list[int]] = {}
    for n, one in enumerate(said):
        places.setdefault(one, []).append(n)
    return places


def _language(code: str) -> str:
    return f"language.{code}" if f"language.{code}" in table() else f"={code}"
