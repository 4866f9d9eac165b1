"""Recording a decision: its place is found and held by position and by words before it is written."""

from __future__ import annotations

import getpass
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from carnet.dates import When
from carnet.decisions import (
    AROUND,
    KINDS,
    ON_MENTIONS,
    ON_RECORDS,
    Decision,
    new_decision,
    passage,
    record,
)
from carnet.errors import DateError, DecisionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carnet.catalogue import Catalogue
    from carnet.model import Entry

ELLIPSES: Final = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")


def decide(
    folder: Path, catalogue: Catalogue, taken: Sequence[Decision], redirects: Mapping[str, str],
    kind: str, target: str, value: str = "", *,
    quote: str = "", until: str = "", calendar: str = "", source: str = "", by: str = "",
) -> Decision:  # fmt: skip
    """Take a decision and append it to the archive's `decisions/`.

    kind           target     and
    date           entry      value: the date in EDTF, or "unknown"; `calendar`
    split          entry      quote: the words with which the new entry begins; value: its date
    join           entry      it becomes part of the one before it
    not-a-heading  entry      the same, because its heading is none
    note           entry      value: the note; quote: the passage it is about
    seal           entry      quote: the passage, else all of it; until: a day, else for good;
                              or source instead of target: all of it, or quote: a passage
    withdraw       decision   the earlier decision no longer holds
    """
    by = by or _user()
    if kind not in KINDS:
        raise DecisionError(
            f"there is no decision of the kind {kind!r}", mend=f"Choose one of: {', '.join(KINDS)}."
        )
    if kind in ON_MENTIONS | ON_RECORDS or kind == "theme":
        raise DecisionError(f"a decision to {kind} cannot be recorded from here yet")
    if kind == "withdraw":
        known = [
            d for d in taken if d.id == target or (target and d.id.startswith(f"urn:uuid:{target}"))
        ]
        if len(known) != 1:
            raise DecisionError(
                f"no one decision that holds is called {target!r}",
                mend="See: carnet list DIR decisions.",
            )
        made = new_decision(kind, by=by, decision=known[0].id)
    elif source:
        made = _about_source(catalogue, kind, source, quote, until, by)
    else:
        entry = _entry(catalogue, redirects.get(target, target))
        if kind == "split":
            _refuse_to_open(entry.id, taken, redirects)
        made = _about_entry(catalogue, entry, kind, value, quote, until, calendar, by)
    record(folder, [made])
    return made


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "an editor"


def _entry(catalogue: Catalogue, id_: str) -> Entry:
    found = next(catalogue.entries([id_]), None)
    if found is None:
        raise DecisionError(
            f"there is no entry {id_!r}",
            mend="The ids are the first column of: carnet list DIR entries.",
        )
    return found[0]


def _refuse_to_open(entry: str, taken: Sequence[Decision], redirects: Mapping[str, str]) -> None:
    """A seal on an entry holds its id; what is split off gets another, and would be published."""
    for seal in taken:
        if (
            seal.kind == "seal"
            and not seal.has_place
            and redirects.get(seal.entry, seal.entry) == entry
        ):
            raise DecisionError(
                "the entry is sealed, and what is split off would not be",
                where=entry,
                mend=f"Seal it by its words (--quote), withdraw {seal.id}, then split it.",
            )


def _about_source(
    catalogue: Catalogue, kind: str, source: str, quote: str, until: str, by: str
) -> Decision:
    name = source.removeprefix("sources/")
    if kind != "seal":
        raise DecisionError(
            f"a decision to {kind} is about an entry, not a source", mend="Name the entry."
        )
    if all(row.name != name for row in catalogue.sources()):
        raise DecisionError(f"there is no source {name!r}", mend="See: carnet list DIR sources.")
    held: dict[str, Any] = {}
    if quote:
        text = _reading_text(catalogue, name)
        held = passage(text, *find_quote(text, quote, name))
    return new_decision(kind, by=by, source=name, value=_until(until), **held)


def _until(until: str) -> str:
    if until:
        try:
            return date.fromisoformat(until).isoformat()
        except ValueError:
            raise DecisionError(f"{until!r} is no day", mend="Write it as 2040-01-31.") from None
    return ""


def _about_entry(
    catalogue: Catalogue,
    entry: Entry,
    kind: str,
    value: str,
    quote: str,
    until: str,
    calendar: str,
    by: str,
) -> Decision:
    fields: dict[str, Any] = {"source": entry.source, "entry": entry.id}
    if kind in ("join", "not-a-heading"):
        if entry.start == 0:
            raise DecisionError("nothing stands before this entry in its source", where=entry.id)
        # held by the words on both sides of its beginning, across the edge of the entry
        text = _reading_text(catalogue, entry.source)
        before = text[max(0, entry.start - AROUND) : entry.start]
        after = entry.text[: 2 * AROUND]
        return new_decision(
            kind,
            by=by,
            start=entry.start,
            end=entry.start,
            exact="",
            prefix=before,
            suffix=after,
            **fields,
        )
    if kind == "date":
        if value != "unknown":
            try:
                value = When.parse(value, calendar or "gregorian").edtf or value
            except DateError as error:
                raise DecisionError(str(error), where=entry.id) from None
        return new_decision(kind, by=by, value=value, calendar=calendar, **fields)
    if kind == "note" and not value.strip():
        raise DecisionError("the note has no words", where=entry.id)
    if kind == "seal":
        value = _until(until)
    if kind == "split" and not quote:
        raise DecisionError(
            "a split needs the words with which the new entry begins",
            where=entry.id,
            mend='Add --quote "…".',
        )
    if not quote:
        if kind == "seal":
            body = _body(catalogue, entry)
            fields |= {"words": body, "apart": _apart(catalogue, body, entry.id)}
        return new_decision(kind, by=by, value=value, **fields)
    start, end = find_quote(entry.text, quote, entry.id)
    held = passage(entry.text, start, end)
    if kind == "split":
        if start == 0:
            raise DecisionError("the entry begins there already", where=entry.id)
        if value:
            When.parse(value)
        held |= {"end": start, "exact": "", "suffix": entry.text[start : start + 2 * AROUND]}
    if kind == "seal":
        fields["apart"] = _apart(catalogue, held["exact"], entry.id)
    held["start"] += entry.start
    held["end"] += entry.start
    return new_decision(kind, by=by, value=value, **held, **fields)


def _reading_text(catalogue: Catalogue, source: str) -> str:
    """The reading text of a source, which its entries and other matter tile."""
    ids = [row.id for row in catalogue.rows() if row.source == source]
    pieces = [(m.start, m.end, m.text) for m in catalogue.matter(source)]
    pieces += [(e.start, e.end, e.text) for e, _, _ in catalogue.entries(ids)]
    return "".join(text for _, _, text in sorted(pieces))


def _body(catalogue: Catalogue, entry: Entry) -> str:
    """An entry's words without its heading, which other days may have too."""
    head = next((head for _, head, _ in catalogue.entries([entry.id])), None)
    return entry.text[head[1] :] if head else entry.text


def _apart(catalogue: Catalogue, words: str, entry: str) -> tuple[str, ...]:
    """Entries that say the same and are left open: the person who seals this one knows of them."""
    return tuple(sorted(catalogue.echoes(words) - {entry}))


def find_quote(text: str, quote: str, where: str) -> tuple[int, int]:
    """The one place of a passage, given whole or as its first and last words with … between.

    White space may differ. `DecisionError` where it is not there, or is there more than once.
    """
    ends = [part for part in ELLIPSES.split(quote.strip()) if part]
    patterns = [r"\s+".join(re.escape(word) for word in part.split()) for part in ends]
    if not patterns:
        raise DecisionError("the passage has no words", where=where)
    places = [m.span() for m in re.finditer(patterns[0], text)]
    if len(patterns) > 1:
        last = re.compile(patterns[-1])
        spans = [(start, found.end()) for start, end in places if (found := last.search(text, end))]
        places = spans
    if not places:
        raise DecisionError(
            f"these words are not in the text: “{quote[:60]}”",
            where=where,
            mend="Copy them from: carnet show.",
        )
    if len(places) > 1:
        raise DecisionError(
            f"these words stand {len(places)} times in the text",
            where=where,
            mend="Quote more of them.",
        )
    return places[0]
