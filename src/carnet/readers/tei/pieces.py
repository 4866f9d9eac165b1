"""From the openings that a walk recorded to pieces that tile the reading text."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN, When
from carnet.dates.stated import from_attributes
from carnet.model import Piece
from carnet.readers.named import named
from carnet.readers.tei.elements import XML_ID, XML_LANG, Element, local
from carnet.readers.tei.header import language
from carnet.readers.tei.units import Opening, stated_number, states_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.readers.tei.flow import Flow

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")

_BY_ID = 0.9  # how sure a day is that only an id is made of
Dated = tuple[int, int, When | None, Element]


Steps = dict[Element, dict[Element, str]]
"""For each parent the step of a path that leads to each of its children."""


def locator(element: Element, known: Steps) -> str:
    """An `xml:id` where there is one, else the path from the root: `text/body/div[2]/div[1]`.

    `known` keeps the steps found so far: a volume has thousands of divisions under one parent.
    """
    if (own := element.get(XML_ID)) is not None:
        return str(own)
    steps = []
    while (parent := element.getparent()) is not None:
        if parent not in known:
            known[parent] = _steps(parent)
        steps.append(known[parent][element])
        if parent.get(XML_ID) is not None and parent.getparent() is not None:
            steps.append(str(parent.get(XML_ID)))
            break
        element = parent
    return "/".join(reversed(steps))


def _steps(parent: Element) -> dict[Element, str]:
    """`head`, `div[1]`, `div[2]`: numbered where there are several of a name."""
    by_name: dict[str, list[Element]] = {}
    for child in parent.iterchildren("*"):
        by_name.setdefault(local(child.tag), []).append(child)
    return {
        child: name if len(alike) == 1 else f"{name}[{n}]"
        for name, alike in by_name.items()
        for n, child in enumerate(alike, 1)
    }


def stated_when(dates: list[Dated], unit: Element) -> When | None:
    """The date that a unit's own head states, from the `date` elements that stand in it."""
    if local(unit.tag) != "text" and states_date(unit):
        when, _problem = from_attributes({local(k): v for k, v in unit.attrib.items()})
        if when is not None and when.known:
            return when
    known = [when for _, _, when, _ in dates if when is not None and when.known]
    if not known:
        return None
    days = [when for when in known if when.precision == "day"]
    if not days:
        # a year beside a date that states nothing is somebody's birthday, not this day's date
        return None if len(dates) > len(known) else known[0]
    first, last = days[0], days[-1]
    if first is last:
        return first
    if first.bounds and last.bounds and 0 < last.bounds[1] - first.bounds[0] < 60:
        return When.parse(f"{first.edtf}/{last.edtf}")
    return first


def _named(unit: Element) -> When | None:
    """The day that an entry's number is, or that its id is made of: `entry-1645-03-02`."""
    if number := stated_number(unit):
        return When.parse(number).less_sure("the number of the entry", 1.0)
    own = unit.get(XML_ID)
    called = named(own) if own and local(unit.tag) != "text" else None
    if called is None or not called.is_day:
        return None
    return When.parse(called.edtf).less_sure("nothing but the id of the entry", _BY_ID)


def _in_head(flow: Flow, opening: Opening, until: Opening | None, start: int) -> list[Dated]:
    """The dates in the head of an entry, or that are its first words."""
    stop_dates = len(flow.dates) if until is None else until.dates
    dates = flow.dates[opening.dates : stop_dates]
    heads = flow.heads[opening.heads : len(flow.heads) if until is None else until.heads]
    first = [head for head in heads if head[0] <= start + 1] or heads[:1]
    if first:
        left, right, _ = first[0]
        right = max([right, *(h[1] for h in heads[:4] if h[0] <= right + 2)])
        inside = [d for d in dates if left <= d[0] and d[1] <= right]
        if inside:
            return inside
    leading: list[Dated] = []
    at = start
    for d in dates:
        if d[0] - at > 3:
            break
        leading.append(d)
        at = d[1]
    return leading


def _heading(flow: Flow, opening: Opening, until: Opening | None, start: int, end: int,
             dates: list[Dated]) -> tuple[int, int] | None:  # fmt: skip
    """Where the words of the heading stand: the head, or the date that opens the entry."""
    heads = flow.heads[opening.heads : len(flow.heads) if until is None else until.heads]
    for left, right, _ in heads:
        if left <= start + 1 and left < right <= end:
            return left, right
    for left, right, _, _ in dates:
        if right > left and left <= start + 3:
            return left, right
    return None


def make_pieces(flow: Flow, text: str, meta: dict[str, Any]) -> Iterator[Piece]:
    """Pieces without a gap from 0 to the end of the text; other matter without words is left out."""
    entries = [opening.kind for opening in flow.openings].count("entry")
    if not entries:
        return
    starts = [
        flow.words[opening.words] if opening.words < len(flow.words) else len(text)
        for opening in flow.openings
    ]
    starts[0] = 0
    steps: Steps = {}
    alone = entries == 1
    place = 0  # how far the pieces reach
    for i, opening in enumerate(flow.openings):
        until = flow.openings[i + 1] if i + 1 < len(starts) else None
        end = starts[i + 1] if i + 1 < len(starts) else len(text)
        start, place = place, max(end, place)
        silent = (
            opening.unit is not None and not opening.unit.stated and not text[start:end].strip()
        )
        if opening.kind != "entry" or silent:
            if text[start:end].strip():
                kind = opening.kind
                if kind == "other" and _only_heads(flow, opening, until, start, end):
                    kind = "heading"
                yield Piece(start, end, kind, locator(opening.element, steps))
            elif end > start:
                place = start  # leave the space to the next piece
            continue
        yield _entry(flow, text, meta, opening, until, (start, end), steps, alone=alone)


def _only_heads(flow: Flow, opening: Opening, until: Opening | None, start: int, end: int) -> bool:
    """Whether a stretch holds nothing but headings over what follows."""
    own = flow.heads[opening.heads : None if until is None else until.heads]
    heads = [h for h in own if start <= h[0] and h[1] <= end]
    return bool(heads) and sum(h[1] - h[0] for h in heads) + 4 * len(heads) >= end - start


def _entry(flow: Flow, text: str, meta: dict[str, Any], opening: Opening, until: Opening | None,
           extent: tuple[int, int], steps: Steps, *, alone: bool) -> Piece:  # fmt: skip
    start, end = extent
    element = opening.element
    head_start = start
    while head_start < end and text[head_start].isspace():
        head_start += 1
    dates = _in_head(flow, opening, until, head_start)
    heading = _heading(flow, opening, until, head_start, end, dates)
    when = stated_when(dates, element)
    written = " ".join(text[heading[0] : heading[1]].split()) if heading else ""
    whole: When | None = meta.get("when")
    why: tuple[str, ...] = ()
    if when is not None:
        why = ("the date element at the head of the entry",)
    if whole is not None and (when is None or alone):
        why = (meta["when from"],) if when is None or when != whole else (*why, meta["when from"])
        when = whole
    if when is None:
        when = _named(element) or UNKNOWN
    return Piece(
        start,
        end,
        "entry",
        _entry_locator(element, steps, alone=alone),
        _with(when, written, why),
        heading,
        _title(flow, text, meta, heading, dates, alone=alone),
        _language(element, meta),
        element.get("who") or meta.get("author", ""),
    )


def _with(when: When, written: str, why: tuple[str, ...]) -> When:
    reasons = (*why, *[reason for reason in when.why if reason not in why]) if when.why else why
    return When(when.extent, when.calendar, written, reasons, when.sure)


def _entry_locator(element: Element, steps: Steps, *, alone: bool) -> str:
    if not alone or local(element.tag) != "text":
        return locator(element, steps)
    divisions = [child for child in element.iter("{*}div") if child.get(XML_ID) is not None]
    if len(divisions) == 1:
        return locator(divisions[0], steps)
    own = element.getroottree().getroot().get(XML_ID)
    return str(own) if own else ""


def _is_date(title: str, when: When | None) -> bool:
    """Whether a title is nothing but the date in words: "Donnerstag, 28. März 1889"."""
    if when is None or when.start is None or len(title.split()) > 5:
        return False
    return _DIGITS.findall(title) == [str(when.start.day), str(when.start.year)]


_MORE = 13  # letters beyond its date that make a dated head a title


def _title(flow: Flow, text: str, meta: dict[str, Any], heading: tuple[int, int] | None,
           dates: list[Dated], *, alone: bool) -> str:  # fmt: skip
    """The header's title where the file is the entry; else a head that is more than date and
    place, or has no date in it.
    """
    if alone and meta.get("title"):
        return "" if _is_date(str(meta["title"]), meta.get("when")) else str(meta["title"])
    if heading is None:
        return ""
    left, right = heading
    stated = [(start, end) for start, end, _, _ in dates if left <= start and end <= right]
    first = bisect_left(flow.spans, left, key=attrgetter("start"))
    within = list(takewhile(lambda span: span.start < right, islice(flow.spans, first, None)))
    words = text[left:right]
    dated = bool(stated) or any(map(str.isdigit, words))
    said = words
    if dated:
        for start, end in (*stated, *((s.start, s.end) for s in within if s.kind == "place")):
            said = said[: start - left] + " " * (end - start) + said[end - left :]
    least = 1 if not dated and any(span.kind == "head" for span in within) else _MORE
    more = _LETTERS.findall(said)
    if sum(map(len, more)) >= least:
        from carnet.dates.written import names_time  # noqa: PLC0415 - many diaries never need it

        more = [word for word in more if not names_time(word)]
    return " ".join(words.split()) if sum(map(len, more)) >= least else ""


def _language(element: Element, meta: dict[str, Any]) -> str:
    holder = element
    while holder is not None:
        if (code := holder.get(XML_LANG)) is not None:
            return language(code)
        holder = holder.getparent()
    languages = meta.get("languages") or ("",)
    return str(languages[0])
