"""Notes that stand apart from the place they are about, as endnotes do: whose are they?

A note in `back`, or between paragraphs, that a `ref` or `ptr` in an entry points to is that
entry's: it is read with it, and what seals the entry seals the note.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from carnet.readers.tei.elements import XML_ID, Element
from carnet.readers.tei.units import DIVISIONS, RUN_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.readers.tei.units import Unit


_HOLDERS = DIVISIONS | {
    "text",
    "group",
    "front",
    "body",
    "noteGrp",
}  # a note in these is not in line


def bound_notes(root: Element, units: Mapping[Element, Unit]) -> dict[Element, list[Element]]:
    """By each `ref` or `ptr` the notes that it is the first to point to from within an entry, or
    from within a note that is bound itself.
    """
    apart: dict[str, Element] = {}
    for note in root.iter("{*}note"):
        if (own := note.get(XML_ID)) is not None and _is_apart(note):
            apart.setdefault(own, note)
    if not apart:
        return {}
    owners = {**_followers(units), **{unit: unit for unit in units}}
    bound: dict[Element, list[Element]] = {}
    waiting: deque[tuple[Element, Element]] = deque()
    for ref in root.iter("{*}ref", "{*}ptr"):
        unit = _unit_of(ref, owners)
        # a division of notes beside entries counts as an entry, and has nothing to say of its own
        if unit is not None and (units[unit].stated or not _is_within(ref, apart)):
            waiting.append((ref, unit))
    while waiting:
        ref, unit = waiting.popleft()
        for target in (ref.get("target") or "").split():
            note = apart.get(target[1:]) if target.startswith("#") else None
            if note is None:
                continue
            own = _unit_of(note, owners)
            if own is not None and own is not unit and units[own].stated:
                continue  # it is another entry's
            del apart[target[1:]]
            bound.setdefault(ref, []).append(note)
            waiting.extend((inner, unit) for inner in note.iter("{*}ref", "{*}ptr"))
    return bound


def _is_within(ref: Element, apart: Mapping[str, Element]) -> bool:
    return any(apart.get(parent.get(XML_ID)) is parent for parent in ref.iterancestors())


def _followers(units: Mapping[Element, Unit]) -> dict[Element, Element]:
    """The entry of each paragraph that follows one which opens an entry, where days run in."""
    owners = {}
    for unit in units:
        if unit.tag.rpartition("}")[2] in RUN_IN:
            for after in unit.itersiblings():
                if after in units:
                    break
                owners[after] = unit
    return owners


def _unit_of(element: Element, owners: Mapping[Element, Element]) -> Element | None:
    return next((owners[parent] for parent in element.iterancestors() if parent in owners), None)


def _is_apart(note: Element) -> bool:
    """Whether a note does not stand in the line of a text, at the place it is about."""
    parents = [parent.tag.rpartition("}")[2] for parent in note.iterancestors()]
    return bool(parents) and (parents[0] in _HOLDERS or "back" in parents)
