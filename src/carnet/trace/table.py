"""Quotations as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from carnet.trace.verdict import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.trace.quotation import Change, Quotation

_MOST_CHANGES = 6
_MOST_OTHERS = 4


class Line(NamedTuple):
    """One quotation: where it stands in the essay, what is said of it, where it is from and its
    words; `more` are lines below.
    """

    place: str
    said: str
    rest: str
    verdict: str
    more: list[str]


def table(found: Sequence[Quotation], width: int) -> Iterator[Line]:
    """A line for each quotation."""
    for one in found:
        said = (
            one.verdict
            + (" elided" if one.elided else "")
            + (" MISATTRIBUTED" if one.misattributed else "")
        )
        where = " + ".join(dict.fromkeys(part.entry or part.source for part in one.parts)) or "–"
        quote = " ".join(one.quote.split())
        room = max(width - 36 - len(where), 24)
        shown = (
            quote
            if len(quote) <= room
            else f"{quote[: room // 2 - 2]} … {quote[-(room // 2 - 2) :]}"
        )
        more = list(_more(one))
        yield Line(f"{one.start:,}", f"{said:<10}", f"{where:<16}  {shown}", one.verdict, more)


def _more(one: Quotation) -> Iterator[str]:
    if one.flags:
        yield "! " + ", ".join(one.flags)
    changes = [change for change in one.changes if change.kind not in SMALL]
    if changes:
        shown = "; ".join(map(told, changes[:_MOST_CHANGES]))
        rest = len(changes) - _MOST_CHANGES
        yield shown + (f"; and {rest:,} more" if rest > 0 else "")
    if one.misattributed:
        yield f"the essay claims {one.claimed}"
    if one.others:
        places = [other[0].entry or other[0].source for other in one.others if other]
        more = len(places) - _MOST_OTHERS
        yield (
            "also in "
            + ", ".join(places[:_MOST_OTHERS])
            + (f" and {more:,} more" if more > 0 else "")
        )
    if one.nearest is not None:
        part = one.nearest.part
        text = " ".join(part.text.split())
        yield f"nearest ({one.nearest.likeness:.0%}): {part.entry or part.source}: {text[:90]}"
    if one.verdict != "unfound" and one.score < 0.8:
        yield f"less sure ({one.score:.0%})"


def told(change: Change) -> str:
    """`spelling: capitall → capital`."""
    was, now = change.was or "∅", change.now or "∅"
    return f"{change.kind}: {was} → {now}"


def summary(found: Sequence[Quotation]) -> str:
    """`12 quotations: 9 verbatim (2 elided), 2 altered, 1 unfound`."""
    counts = Counter(one.verdict for one in found)
    elided = sum(one.elided for one in found)
    wrong = sum(one.misattributed for one in found)
    parts = [
        f"{counts[name]:,} {name}" for name in ("verbatim", "altered", "unfound") if counts[name]
    ]
    notes = [f"{n:,} {what}" for n, what in ((elided, "elided"), (wrong, "misattributed")) if n]
    if not found:
        return "No quotation of these notebooks was found."
    what = "quotation" if len(found) == 1 else "quotations"
    return f"{len(found):,} {what}: {', '.join(parts)}" + (f"; {', '.join(notes)}" if notes else "")
