"""Relations that a TEI list states apart from its records: `relation` with who is `@active`,
`@passive` or in it `@mutual`ly, wherever it stands in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carnet.register.elements import Element, drop, local, stated_in, words
from carnet.register.record import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Listed = tuple[Relation, Element]
"""A relation of a record, and the element that states it."""

_ACTIVE: Final = ("active", "mutual")


def listed_in(root: Element) -> dict[str, list[Listed]]:
    """By the id of a record how it stands to others, in the words of the list."""
    out: dict[str, list[Listed]] = {}
    for element in root.iter():
        if local(element) == "relation":
            for id_, relation in _stated(element):
                out.setdefault(id_, []).append((relation, element))
    return out


def _stated(element: Element) -> Iterator[tuple[str, Relation]]:
    what = element.get("name") or (element.get("ref") or "").rpartition("#")[2]
    what = " ".join((what or words(element) or element.get("type") or "").split())
    if not what:
        return
    period = stated_in(element)
    active, passive, mutual = (_ids(element, name) for name in ("active", "passive", "mutual"))
    for id_ in active:
        for other in passive or [""]:
            yield id_, Relation(what, other, period)
    for id_ in mutual:
        for other in mutual:
            if other != id_:
                yield id_, Relation(what, other, period)


def _ids(element: Element, name: str) -> list[str]:
    """The records of this file that an attribute points to."""
    said = (element.get(name) or "").split()
    return [ref.rpartition("#")[2] for ref in said if "://" not in ref]


def take_back(id_: str, gone: Iterable[Relation], listed: Iterable[Listed]) -> None:
    """Let the list no longer state these relations of a record; those of others stay."""
    wanted = set(gone)
    for relation, element in listed:
        if relation not in wanted or element.getparent() is None:
            continue
        for name in _ACTIVE:
            refs = (element.get(name) or "").split()
            kept = [ref for ref in refs if ref.rpartition("#")[2] != id_]
            if len(kept) != len(refs):
                element.set(name, " ".join(kept))
        if not element.get("active") and len((element.get("mutual") or "").split()) < 2:
            drop(element)


def with_listed(own: tuple[Relation, ...], listed: Iterable[Listed]) -> tuple[Relation, ...]:
    """What a record states itself, and what a list states of it."""
    return tuple(dict.fromkeys((*own, *(relation for relation, _ in listed))))


def of(listed: Mapping[str, list[Listed]], id_: str) -> list[Listed]:
    """What a list states of one record."""
    return listed.get(id_, [])
