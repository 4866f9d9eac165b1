"""From the openings that a walk recorded to pieces that tile the reading text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN, When
from carnet.model import Finding, Piece
from carnet.readers.xhtml.elements import Element, kind_of, own_id, own_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.readers.xhtml.flow import Date, Flow, Head, Opening

_WHY = "the time element at the head of the entry"
_LEAST = 4  # letters beyond its date that make a dated heading a title
_HEADER = 7  # the level of a `header` in which no heading stands
_GAP = 5  # code points between dates that stand in a row: "8th, 9th and 10th"


class Locators:
    """The way back to an element: its id, else its path; in a book after the page's name."""

    def __init__(self) -> None:
        self._steps: dict[Element, dict[Element, str]] = {}
        self._taken: set[str] = set()

    def of(self, element: Element, member: str) -> str:
        """A name that no other element of the document was given."""
        found = own_id(element) or self._path(element)
        if member:
            found = f"{member}#{found}" if found else member
        unique, n = found, 2
        while unique in self._taken:
            unique, n = f"{found} ({n})", n + 1
        self._taken.add(unique)
        return unique

    def _path(self, element: Element) -> str:
        steps: list[str] = []
        while (parent := element.getparent()) is not None and len(steps) < 40:
            if parent not in self._steps:
                self._steps[parent] = _steps(parent)
            steps.append(self._steps[parent][element])
            if own_id(parent):
                steps.append(own_id(parent))
                break
            element = parent
        return "/".join(reversed(steps))


def _steps(parent: Element) -> dict[Element, str]:
    """`h2`, `div[1]`, `div[2]`: numbered where there are several of a name."""
    by_name: dict[str, list[Element]] = {}
    for child in parent:
        by_name.setdefault(kind_of(child), []).append(child)
    return {
        child: name if len(alike) == 1 else f"{name}[{n}]"
        for name, alike in by_name.items()
        for n, child in enumerate(alike, 1)
    }


def make_pieces(
    flow: Flow, text: str, meta: dict[str, Any]
) -> Iterator[Piece | Finding]:  # the pieces in order, and between them what is to be looked at
    """Pieces without a gap from 0 to the end of the text; other matter without words is left out."""
    openings = flow.openings
    starts = [flow.words[o.words] if o.words < len(flow.words) else len(text) for o in openings]
    starts[0] = 0
    locators = Locators()
    place = 0  # how far the pieces reach
    for i, opening in enumerate(openings):
        until = openings[i + 1] if i + 1 < len(openings) else None
        end = starts[i + 1] if until is not None else len(text)
        if end <= place or (opening.kind != "entry" and not text[place:end].strip()):
            continue
        start, place = place, end
        locator = locators.of(opening.element, opening.member)
        if opening.kind == "entry" and (opening.said or text[start:end].strip()):
            piece = _entry(flow, text, meta, opening, until, (start, end), locator)
            yield piece
            if piece.when is UNKNOWN or piece.when is None or not piece.when.known:
                yield Finding(
                    flow.source, locator, "undated", "the entry states no date",
                    *(piece.heading or (start, start)),
                )  # fmt: skip
        else:
            kind = "other" if opening.kind == "entry" else opening.kind
            if kind == "other" and _only_heads(_heads(flow, opening, until), start, end):
                kind = "heading"
            yield Piece(start, end, kind, locator, language=language_of(opening.element, meta))
    if place < len(text):
        yield Piece(place, len(text), "other", "end")


def _heads(flow: Flow, opening: Opening, until: Opening | None) -> list[Head]:
    return flow.heads[opening.heads : None if until is None else until.heads]


def _only_heads(heads: list[Head], start: int, end: int) -> bool:
    """Whether a stretch holds nothing but headings over what follows."""
    own = [head for head in heads if start <= head.start and head.end <= end]
    return bool(own) and sum(h.end - h.start for h in own) + 4 * len(own) >= end - start


def _entry(flow: Flow, text: str, meta: dict[str, Any], opening: Opening, until: Opening | None,
           extent: tuple[int, int], locator: str) -> Piece:  # fmt: skip
    start, end = extent
    first = start
    while first < end and text[first].isspace():
        first += 1
    dates = flow.dates[opening.dates : None if until is None else until.dates]
    heads = [head for head in _heads(flow, opening, until) if head.end <= end]
    row = _opening_heads(heads, first)
    inside = [d for d in dates if any(h.start <= d.start and d.end <= h.end for h in row)]
    if not inside:
        inside = _leading(dates, row[-1].end + 2 if row else first)
    dated = [date for date in inside if date.when is not None and date.when.known]
    heading = _heading(row, inside)
    when = _when(dated)
    if when is None:
        when = UNKNOWN
    else:
        written = " ".join(text[slice(*heading)].split()) if heading else ""
        when = When(when.extent, when.calendar, written, (_WHY, *when.why), when.sure)
    return Piece(
        start, end, "entry", locator, when, heading,
        _title(text, row, inside),
        language_of(opening.element, meta), str(meta.get("author") or ""),
    )  # fmt: skip


def _opening_heads(heads: list[Head], first: int) -> list[Head]:
    """The headings and the dateline with which an entry begins, one below the other."""
    row: list[Head] = []
    at = first
    for head in heads:
        if head.start > at + 2:
            break
        row.append(head)
        at = head.end
    return row


def _heading(row: list[Head], dates: list[Date]) -> tuple[int, int] | None:
    """Where the words of the heading stand: the heading that holds the date, or the date itself."""
    for head in row:
        if head.level < _HEADER and any(head.start <= d.start and d.end <= head.end for d in dates):
            return head.start, head.end
    if dates:
        return dates[0].start, dates[-1].end
    chosen = next((head for head in row if not head.level), row[-1] if row else None)
    return None if chosen is None else (chosen.start, chosen.end)


def _leading(dates: list[Date], at: int) -> list[Date]:
    """The dates that stand in a row at the very beginning."""
    row: list[Date] = []
    for date in dates:
        if date.start < at and not row:
            continue
        if date.start - at > (_GAP if row else 3):
            break
        row.append(date)
        at = date.end
    return row


def _when(dates: list[Date]) -> When | None:
    """The date of a heading: the first day that it states. Further days stay as spans over their
    words, and the reason names the last: what such headings cover is for an editor to say.
    """
    whens = [date.when for date in dates if date.when is not None]
    days = [when for when in whens if when.precision == "day"]
    if not days:
        return whens[0] if whens else None
    first, last = days[0], days[-1]
    if first.bounds and last.bounds and last.bounds[1] > first.bounds[0]:
        return replace(first, why=(*first.why, f"the heading goes on to {last.edtf}"))
    return first


def _title(text: str, heads: list[Head], dates: list[Date]) -> str:
    """The words of the entry's headings that are neither date nor place."""
    for head in heads:
        if not head.level:
            continue  # a dateline
        within = [date for date in dates if head.start <= date.start and date.end <= head.end]
        words = " ".join(text[head.start : head.end].split())
        if not within:
            return words
        behind = text[within[-1].end : head.end].strip(" \n\t.,:;—–-")
        if sum(map(str.isalpha, behind)) >= _LEAST:
            return " ".join(behind.split())
    return ""


def language_of(element: Element, meta: dict[str, Any]) -> str:
    """The language that the element, or what it stands in, states."""
    node = element
    while node is not None:
        if (code := own_language(node)) is not None:
            return code
        node = node.getparent()
    return str((meta.get("languages") or ("",))[0])


def frame(flow: Flow, text: str) -> tuple[int, int] | None:
    """The stretch between front and back matter, where the pages say what is which."""
    kinds = [opening.kind for opening in flow.openings]
    if "front" not in kinds and "back" not in kinds:
        return None
    starts = [
        flow.words[o.words] if o.words < len(flow.words) else len(text) for o in flow.openings
    ]
    ends = [*starts[1:], len(text)]
    middle = [
        (start, end)
        for kind, start, end in zip(kinds, starts, ends, strict=True)
        if kind == "other" and text[start:end].strip()
    ]
    if not middle:
        return None
    begin = middle[0][0]
    return (0 if not text[:begin].strip() else begin), middle[-1][1]


def only_matter(flow: Flow, text: str) -> bool:
    """Whether every word stands in front or back matter, as in a file of endnotes."""
    starts = [
        flow.words[o.words] if o.words < len(flow.words) else len(text) for o in flow.openings
    ]
    ends = [*starts[1:], len(text)]
    return bool(text) and not any(
        opening.kind == "other" and text[start:end].strip()
        for opening, start, end in zip(flow.openings, starts, ends, strict=True)
    )


__all__ = ["frame", "language_of", "make_pieces", "only_matter"]
