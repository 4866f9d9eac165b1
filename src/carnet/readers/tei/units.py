"""Which divisions of a TEI text are entries: by their type, or by the dates at their heads.

Editions call an entry `div[@type='entry']`, `diary-day`, `diaryEntry` and much else, or give it no
type and a date at its head, or let paragraphs that begin with their dates follow each other in
one division. Where a file has divisions that say they are entries, those are the
entries, and divisions beside them that say nothing are undated entries. Where none says so, a
division is an entry when a stated date stands at its head. Where there is neither, the whole text
is one entry if the header dates it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from carnet.dates.stated import DATING, VALUE
from carnet.readers.tei.elements import Element, is_entry_type

DIVISIONS = frozenset(("div", "div0", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))
RUN_IN = frozenset(("p", "ab", "opener", "dateline"))
"""Blocks that may begin with the day they are of."""

_DIVISION_TAGS = tuple(f"{{*}}{name}" for name in sorted(DIVISIONS))
_HEADS = frozenset(("head", "opener", "dateline"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unit(NamedTuple):
    """An element that is one entry. `nested`: it stands inside another. `stated`: it says itself
    that it is an entry, and counts even where it has no words.
    """

    nested: bool = False
    stated: bool = True


class Opening(NamedTuple):
    """From the word with this number on, the text belongs to a piece of this kind."""

    words: int
    kind: str
    element: Element
    dates: int = 0  # how many dates, and heads, had been read before
    heads: int = 0
    unit: Unit | None = None


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def states_date(element: Element) -> bool:
    """Whether an element carries a date in one of the attributes of TEI's dating classes."""
    keys = element.keys()
    return not DATING.isdisjoint(keys) or (VALUE in keys and _local(element.tag) == "date")


def stated_number(unit: Element) -> str:
    """The day that the number of a unit is, `n="1645-03-02"`; else nothing."""
    number = (unit.get("n") or "").strip()
    return number if _DAY.fullmatch(number) else ""


def has_dated_head(division: Element) -> bool:
    """Whether a stated date stands on the division, in its head, or as its very first words."""
    if states_date(division) or stated_number(division):
        return True
    for child in division:
        name = _local(child.tag)
        if not name or name in ("pb", "lb", "cb", "fw", "note", "milestone", "anchor"):
            continue
        if name in _HEADS:
            if any(states_date(date) for date in child.iter("{*}date")):
                return True
            continue
        return name in RUN_IN and _first_date(child) is not None
    return False


def _first_date(block: Element) -> Element | None:
    """The stated date that a block begins with."""
    if (block.text or "").strip() or not len(block):
        return None
    first = block[0]
    if _local(first.tag) == "hi" and not (first.text or "").strip() and len(first):
        first = first[0]
    return first if _local(first.tag) == "date" and states_date(first) else None


def _days_run_in(division: Element) -> list[Element]:
    """The blocks of a division that begin with their days, one day after the other: each opens an
    entry. Nothing where fewer than two do, or where they are in no order: a chronicle that tells of
    days is not kept day by day.
    """
    found: list[Element] = []
    last = ""
    for child in division:
        if _local(child.tag) not in RUN_IN or (date := _first_date(child)) is None:
            continue
        day = date.get("when") or date.get("when-iso") or date.get(VALUE) or ""
        if not _DAY.match(day) or day < last:
            return []
        found.append(child)
        last = day
    return found if len(found) > 1 else []


def _within(element: Element, names: frozenset[str]) -> bool:
    return any(_local(parent.tag) in names for parent in element.iterancestors())


_MARGINS = frozenset(("front", "back"))


def find_units(text: Element, *, header_dates: bool) -> dict[Element, Unit]:
    """The entries of one `text` element; empty where its prose must be reasoned over.

    `header_dates` says that the header dates the text as a whole.
    """
    divisions = list(text.iter(*_DIVISION_TAGS))
    body = [d for d in divisions if not _within(d, _MARGINS)] if len(divisions) > 1 else divisions
    entries = [d for d in body if is_entry_type(d.get("type") or "")]
    typed = bool(entries)
    if not typed:
        stretches = {d: days for d in body if (days := _days_run_in(d))}
        dated = [d for d in body if d not in stretches and has_dated_head(d)]
        holders = {parent for d in (*dated, *stretches) for parent in d.iterancestors()}
        entries = [d for d in dated if d not in holders]  # a month that holds days is a section
        entries += [day for days in stretches.values() for day in days]
    if not entries:
        return {text: Unit()} if header_dates or _is_notebook(text) else {}
    if len(entries) == len(body) == 1:
        return {entries[0]: Unit()}
    chosen = set(entries)
    units = {entry: Unit() for entry in entries if _local(entry.tag) not in DIVISIONS}
    holders = {parent for entry in entries for parent in entry.iterancestors()}
    for division in body:
        if division in chosen:
            nested = any(parent in chosen for parent in division.iterancestors())
            units[division] = Unit(nested)
        elif division not in holders and not any(
            parent in chosen or parent in units for parent in division.iterancestors()
        ):
            units[division] = Unit(stated=False)  # an undated leaf beside the dated ones
    return units


def _is_notebook(text: Element) -> bool:
    """Whether the outermost division says that it is a whole notebook."""
    return any(
        _local(child.tag) in DIVISIONS
        and (child.get("type") or "").lower() in ("notebook", "notebooks")
        for body in text.iter("{*}body")
        for child in body
    )
