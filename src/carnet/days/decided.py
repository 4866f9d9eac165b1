"""Decisions that shape entries: a split, a join, a heading that is none, another date.

They are applied when a source is read, over whatever the reader and the reasoning made of it, so
that they hold for good. One that cannot find its place is a finding and changes nothing.
"""

from __future__ import annotations

from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN, When
from carnet.errors import DateError
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carnet.decisions import Decision

SHAPING = frozenset(("split", "join", "not-a-heading"))


def shape(
    document: Document,
    pieces: tuple[Piece, ...],
    decisions: Iterable[Decision],
    options: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[tuple[Piece, ...], list[Finding]]:
    """The pieces after every split and join, in the order in which they were decided. `options`
    is what the archive says of its sources, as a reader gets it.
    """
    out = list(pieces)
    findings = []
    for decision in decisions:
        if decision.kind not in SHAPING:
            continue
        place = decision.place_in(document.text)
        done = False
        if place is not None:
            if decision.kind == "split":
                done = _split(out, document.text, place[0], decision, options)
            else:
                done = _join(out, place[0])
        if not done:
            findings.append(
                Finding(
                    document.source, "", "decision",
                    f"the decision to {decision.kind.replace('not-a-heading', 'undo a heading')} at "
                    f"“{(decision.exact or decision.suffix)[:40]}” ({decision.id}) no longer finds its place",
                    decision.start, decision.end, decision.entry or None,
                )
            )  # fmt: skip
    return tuple(out), findings


def _index(pieces: list[Piece], at: int) -> int:
    return next((i for i, piece in enumerate(pieces) if piece.start <= at < piece.end), -1)


def _join(pieces: list[Piece], at: int) -> bool:
    """The piece that holds `at` goes on from the one before it."""
    i = _index(pieces, at)
    if i < 1 or pieces[i].kind != "entry":
        return False
    pieces[i - 1 : i + 1] = [pieces[i - 1]._replace(end=pieces[i].end)]
    return True


def _split(
    pieces: list[Piece], text: str, at: int, decision: Decision, options: Mapping[str, Any]
) -> bool:
    """From `at` on there is an entry of its own, dated by the decision or by its first line."""
    i = _index(pieces, at)
    if i < 0 or at <= pieces[i].start:
        return False
    whole = pieces[i]
    line_end = text.find("\n", at, whole.end)
    line = text[at : line_end if line_end >= 0 else whole.end]
    from carnet.days.prose import LONGEST, read_heading  # noqa: PLC0415 - only a split needs it

    reading = read_heading(line, options) if len(line) <= LONGEST else None
    when: When = UNKNOWN
    heading = None
    if reading is not None:
        when, heading = reading.when, (at + reading.start, at + reading.end)
    if decision.value:
        when = decided_when(decision, when.written)
    new = whole._replace(
        start=at,
        kind="entry",
        locator=f"split {_sign(decision)}",
        when=when,
        heading=heading,
        title="",
    )
    kept_heading = whole.heading if whole.heading and whole.heading[1] <= at else None
    pieces[i : i + 1] = [whole._replace(end=at, heading=kept_heading), new]
    return True


def _sign(decision: Decision) -> str:
    """A name for a split that stays the same and does not repeat the words at it."""
    said = f"{decision.prefix}\0{decision.exact}{decision.suffix}"
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def decided_when(decision: Decision, written: str) -> When:
    """The date that a person decided; `written` stays what the page says."""
    why = (f"decided by {decision.by or 'an editor'} on {decision.created[:10]}",)
    if decision.value in ("", "unknown"):
        return When(written=written, why=why)
    return When.parse(decision.value, decision.calendar or "gregorian", written=written, why=why)


def date_decided(when: When, decision: Decision) -> tuple[When, str]:
    """The entry's date after a decision, or the date as it was and what is wrong."""
    try:
        return decided_when(decision, when.written), ""
    except DateError as error:
        return when, f"the date decided in {decision.id} cannot be understood: {error}"
