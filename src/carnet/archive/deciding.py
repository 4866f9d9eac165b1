"""Recording a decision: its place is found and held by position and by words before it is written."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.archive.naming import about_record, on_mention, on_record, place_of
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
from carnet.errors import ArchiveError, DateError, DecisionError
from carnet.register.sheets import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from carnet.catalogue import Catalogue
    from carnet.model import Entry
    from carnet.register import Register

ELLIPSES: Final = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")


class Wish(NamedTuple):
    """What somebody wants decided, in the words of the command line."""

    kind: str
    target: str = ""
    value: str = ""
    quote: str = ""
    until: str = ""
    calendar: str = ""
    source: str = ""
    by: str = ""


class Known(NamedTuple):
    """What a decision is held against: what was read, what is decided already."""

    catalogue: Catalogue
    register: Register
    taken: Sequence[Decision]
    redirects: Mapping[str, str]

    def living(self, id_: str) -> str:
        """The id that an entry has now."""
        return self.redirects.get(id_, id_)

    def entry(self, id_: str) -> Entry:
        """The entry that answers to an id."""
        return _entry(self.catalogue, self.living(id_))


def decide(folder: Path, known: Known, wish: Wish) -> Decision:
    """Take a decision and append it to the archive's `decisions/`.

    kind           target     and
    date           entry      value: the date in EDTF, or "unknown"; `calendar`
    split          entry      quote: the words with which the new entry begins; value: its date
    join           entry      it becomes part of the one before it
    not-a-heading  entry      the same, because its heading is none
    note           entry      value: the note; quote: the passage it is about
                   record     value: the note
    seal           entry      quote: the passage, else all of it; until: a day, else for good;
                              or source instead of target: all of it, or quote: a passage
                   record     until: a day, else for good
    confirm        mention    value: the record, where it is not the suggested one
    reject         mention    value: the record that is not meant; nothing for all
    relink         mention    value: the right record
    merge          record     value: the record that it is one with, which remains
    distinct       record     value: a record that it is not
    divide         record     value: the records that it is, with a space between
    relation       record     value: as in the table, `friend [1911/1920]`, `wife of: p-halm`
    theme          entry      value: the theme; quote: the passage
    withdraw       decision   the earlier decision no longer holds
    """
    made = _made(known, wish._replace(by=wish.by or user()))
    record(folder, [made])
    return made


def _made(known: Known, wish: Wish) -> Decision:
    """The decision, its place found, and not yet recorded."""
    kind, target, value, by = wish.kind, wish.target, wish.value, wish.by
    catalogue, register = known.catalogue, known.register
    if kind not in KINDS:
        raise DecisionError(
            f"there is no decision of the kind {kind!r}", mend=f"Choose one of: {', '.join(KINDS)}."
        )
    if kind in ON_RECORDS:
        return on_record(register, kind, target, value, by)
    if kind in ON_MENTIONS:
        named, span = place_of(target)
        entry = known.entry(named)
        if span is None:
            if not wish.quote:
                raise DecisionError(
                    "it does not say which words", where=entry.id,
                    mend='Add --quote "…", or write the target as ENTRY@START-END.',
                )  # fmt: skip
            span = find_quote(entry.text, wish.quote, entry.id)
        return on_mention(catalogue, register, entry, span, kind, value, by)
    if kind in ("note", "seal") and not wish.source and _is_record(known, target):
        said = _until(wish.until) if kind == "seal" else value
        return about_record(register, kind, target, said, by)
    if kind == "withdraw":
        return _taken_back(known, target, by)
    if wish.source:
        return _about_source(catalogue, wish)
    entry = known.entry(target)
    if kind == "split":
        _refuse_to_open(entry.id, known)
    if kind == "theme" and not value.strip():
        raise DecisionError("the theme has no name", where=entry.id)
    return _about_entry(catalogue, entry, wish)


def _taken_back(known: Known, target: str, by: str) -> Decision:
    held = [
        d
        for d in known.taken
        if d.id == target or (target and d.id.startswith(f"urn:uuid:{target}"))
    ]
    if len(held) != 1:
        raise DecisionError(
            f"no one decision that holds is called {target!r}",
            mend="See: carnet list DIR decisions.",
        )
    return new_decision("withdraw", by=by, decision=held[0].id)


def _is_record(known: Known, target: str) -> bool:
    """Whether a target is a record's id, and no entry's."""
    if target not in known.register.records and target not in known.register.moved:
        return False
    return next(known.catalogue.entries([known.living(target)]), None) is None


_BATCH: Final = (
    "decide",
    "target",
    "entry",
    "start",
    "end",
    "text",
    "value",
    "quote",
    "until",
    "calendar",
    "source",
    "by",
)


def decide_all(folder: Path, known: Known, table: Path, by: str = "") -> list[Decision]:
    """Take the decisions of a CSV table, all or none: a column `decide` with the kind, and the
    others as `decide` has its arguments. What `carnet list mentions --format csv` prints will do, with
    that column added: `entry`, `start` and `end` say where, `text` proves it. Rows without a kind
    are passed over.
    """
    made = []
    for number, row in _read_batch(table):
        kind = row.get("decide", "").strip()
        if not kind:
            continue
        try:
            made.append(_made(known, _wished(known, kind, row, by or user())))
        except DecisionError as error:
            raise DecisionError(
                error.what, where=f"{table} row {number}", mend=error.mend
            ) from None
    if made:
        record(folder, made)
    return made


def _wished(known: Known, kind: str, row: Mapping[str, str], by: str) -> Wish:
    """What a row of a table asks for."""
    target, value = row.get("target", ""), row.get("value", "")
    if row.get("entry"):
        value = value or (target if kind in ("confirm", "reject") else "")
        target = row["entry"]
        if row.get("start") and kind in ON_MENTIONS:
            _prove(known, row)
            target = f"{row['entry']}@{row['start']}-{row['end']}"
    # in a list of mentions `source` and `by` are the entry's, and what found the mention
    source = "" if row.get("entry") else row.get("source", "")
    own = "" if "standing" in row else row.get("by", "")
    asked = {name: row.get(name, "") for name in ("quote", "until", "calendar")}
    return Wish(kind, target, value, source=source, by=own or by, **asked)


def _prove(known: Known, row: Mapping[str, str]) -> None:
    """The words at a place must be those that the table has."""
    entry = known.entry(row["entry"])
    try:
        here = " ".join(entry.text[int(row["start"]) : int(row["end"])].split())
    except (KeyError, ValueError):
        raise DecisionError("start and end must be numbers", where=entry.id) from None
    said = row.get("text", "")
    if said and " ".join(said.split()) != here:
        raise DecisionError(
            f"the text has “{here[:60]}” there and not “{said[:60]}”",
            where=entry.id,
            mend="List the mentions anew.",
        )


def _read_batch(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        (columns, *rows), *_ = read_sheet(table.read_bytes() or b"\n", str(table))
    except OSError as error:
        raise DecisionError(f"cannot be opened: {error.strerror}", where=str(table)) from None
    except ArchiveError as error:
        raise DecisionError(error.what, where=error.where, mend=error.mend) from None
    columns = [column.strip().lower() for column in columns]
    if "decide" not in columns:
        raise DecisionError(
            "this table has no column decide",
            where=str(table),
            mend=f"Its columns may be: {', '.join(_BATCH)}.",
        )
    for number, row in enumerate(rows, 2):
        yield number, {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name}


def user() -> str:
    """Who decides: the name of the user of this machine."""
    import getpass  # noqa: PLC0415 - seldom needed

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


def _refuse_to_open(entry: str, known: Known) -> None:
    """A seal on an entry holds its id; what is split off gets another, and would be published."""
    for seal in known.taken:
        if seal.kind == "seal" and not seal.has_place and known.living(seal.entry) == entry:
            raise DecisionError(
                "the entry is sealed, and what is split off would not be",
                where=entry,
                mend=f"Seal it by its words (--quote), withdraw {seal.id}, then split it.",
            )


def _about_source(catalogue: Catalogue, wish: Wish) -> Decision:
    name, kind, quote = wish.source.removeprefix("sources/"), wish.kind, wish.quote
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
    return new_decision(kind, by=wish.by, source=name, value=_until(wish.until), **held)


def _until(until: str) -> str:
    if until:
        try:
            return date.fromisoformat(until).isoformat()
        except ValueError:
            raise DecisionError(f"{until!r} is no day", mend="Write it as 2040-01-31.") from None
    return ""


def _about_entry(catalogue: Catalogue, entry: Entry, wish: Wish) -> Decision:
    kind, value, quote, calendar, by = wish.kind, wish.value, wish.quote, wish.calendar, wish.by
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
        value = _until(wish.until)
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
