"""What was read of a source into the catalogue: decisions → ids → recognisers → rows."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.dates import UNKNOWN, When
from carnet.days.decided import date_decided
from carnet.model import Entry, Finding, Matter, Mention, Page, Piece, Span
from carnet.register import Newcomer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carnet.archive.arriving import Read
    from carnet.catalogue import Catalogue
    from carnet.decisions import Decision
    from carnet.recognisers import Recogniser
    from carnet.register import Register

_DAY = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?(?![\dX])")
_facts = json.JSONEncoder(ensure_ascii=False, default=str).encode


def first_day(when: When) -> str:
    """The first known date, as ids show it: 1941-05-03, 1941-05, 1941, or nothing."""
    found = _DAY.match(when.edtf.lstrip("[{?~%") if when.edtf else "")
    return found[0] if found else ""


def newcomers(read: Read) -> list[Newcomer]:
    """The entries of a source, as those who give ids want to know them."""
    name, text = read.document.source, read.document.text
    return [
        Newcomer(
            name, piece.locator, first_day(piece.when or UNKNOWN), text[piece.start : piece.end]
        )
        for piece in read.pieces
        if piece.kind == "entry"
    ]


class Cut(NamedTuple):
    """A source's entries, each with its ordinal, heading, pages and mentions, and its matter."""

    entries: list[
        tuple[int, Entry, tuple[int, int] | None, list[tuple[int, str, str]], list[Mention]]
    ]
    matter: list[tuple[int, Matter]]


def cut(read: Read, ids: Sequence[str], decisions: Sequence[Decision]) -> Cut:
    """The entries of a source, whose ids these are, and what is none; what is decided on their dates
    holds, and what the reader doubted of them is no finding any more.
    """
    document, pieces, findings = read
    name, text = document.source, document.text
    known = iter(ids)
    dated = {decision.entry: decision for decision in decisions if decision.kind == "date"}
    found = Cut([], [])
    spans_of = slice_spans(document.spans, pieces)
    for ordinal, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        spans = next(spans_of)
        if piece.kind != "entry":
            found.matter.append(
                (
                    ordinal,
                    Matter(
                        name, piece.locator, piece.kind, piece.start, piece.end, words, tuple(spans)
                    ),
                )
            )
            continue
        entry, head = _entry(next(known), name, piece, words, spans)
        if entry.id in dated:
            # a person has settled it: what the reader doubted is no longer in doubt
            findings[:] = [
                f for f in findings if not (f.kind == "date" and f.locator == piece.locator)
            ]
            when, problem = date_decided(entry.when, dated[entry.id])
            entry = _dated(entry, when)
            if problem:
                findings.append(Finding(name, piece.locator, "decision", problem, entry=entry.id))
        found.entries.append((ordinal, entry, head, pages_of(document.pages, piece), []))
    return found


def recognise(
    found: Cut, read: Read, recognisers: Sequence[Recogniser], register: Register
) -> None:
    """Add to each entry its mentions, and to the source's findings what else recognisers say."""
    for recogniser in recognisers:
        for _, entry, _, _, mentions in found.entries:
            for one in recogniser.recognise(entry, register):
                if isinstance(one, Mention):
                    mentions.append(one)
                else:
                    read.findings.append(one)


def store(catalogue: Catalogue, source: int, read: Read, found: Cut) -> None:
    """Write all of a source into the catalogue."""
    document = read.document
    catalogue.add_entries(source, found.entries, "\0".join(credits_of(document.meta)))
    if found.matter:
        catalogue.add_matter(source, found.matter)
    if read.findings:
        catalogue.add_findings(source, read.findings)
    if document.omissions:
        catalogue.add_omissions(source, document.omissions)


def _entry(
    id_: str, name: str, piece: Piece, words: str, spans: list[Span]
) -> tuple[Entry, tuple[int, int] | None]:
    head = None
    heading = ""
    if piece.heading is not None:
        head = piece.heading[0] - piece.start, piece.heading[1] - piece.start
        heading = " ".join(words[slice(*head)].split())
    return Entry(
        id_, name, piece.locator, piece.start, piece.end, words, piece.when or UNKNOWN, heading,
        piece.title, piece.language, piece.author, tuple(spans),
    ), head  # fmt: skip


def _dated(entry: Entry, when: When) -> Entry:
    from dataclasses import replace  # noqa: PLC0415 - seldom needed

    return replace(entry, when=when)


def slice_spans(spans: Sequence[Span], pieces: Sequence[Piece]) -> Iterator[list[Span]]:
    """For each piece in turn, the spans that touch it, cut to it and counted from its start.

    Both run in the order of the text. A span of zero width between two pieces belongs to the
    later one.
    """
    if len(pieces) == 1 and pieces[0].start == 0:
        yield list(spans)
        return
    open_: list[Span] = []
    i, count = 0, len(spans)
    for n, piece in enumerate(pieces):
        start, end = piece.start, piece.end
        last = n == len(pieces) - 1
        open_ = [span for span in open_ if span.end > start]
        out = [
            Span(max(span.start, start) - start, min(span.end, end) - start, span.kind, span.value)
            for span in open_
        ]
        while i < count and (spans[i].start < end or last):
            span = spans[i]
            i += 1
            out.append(Span(span.start - start, min(span.end, end) - start, span.kind, span.value))
            if span.end > end:
                open_.append(span)
        yield out


def pages_of(pages: Sequence[Page], piece: Piece) -> list[tuple[int, str, str]]:
    """The sides of paper that a piece stands on: the one it begins on, and those it runs on to."""
    if not pages:
        return []
    after = bisect_right(pages, piece.start, key=lambda page: page.start)
    first = after
    while first > 0 and pages[first - 1].start == pages[after - 1].start:
        first -= 1
    out = [(0, page.number, page.image) for page in pages[first:after]]
    for page in pages[after:]:
        if page.start >= piece.end:
            break
        out.append((page.start - piece.start, page.number, page.image))
    return out


def credits_of(meta: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Title, author, licence and credit of a source, as lists and citations give them."""
    parts = (", ".join(meta.get("editors", ())), meta.get("publisher", ""), meta.get("credit", ""))
    return (
        str(meta.get("title") or ""),
        str(meta.get("author") or ""),
        str(meta.get("licence") or ""),
        "; ".join(str(part) for part in parts if part),
    )


def header_facts(meta: Mapping[str, Any]) -> str:
    """What a source's own header says, as JSON."""
    return _facts({key: value for key, value in meta.items() if key not in ("frame", "reader")})
