"""From headings with their dates to the pieces that tile a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.dates import UNKNOWN
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.days.doubt import Understood

_TITLE = 80  # code points; titles are no longer
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_WORD = re.compile(r"[^\W\d_]")


def pieces_of(
    document: Document, frame: tuple[int, int], author: str, taken: Sequence[Understood]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The pieces of a text under its headings, and what should be looked at. What stands before the
    first is front matter, unless it is a heading over it.
    """
    text = document.text
    pieces: list[Piece] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    first = next(n for n, each in enumerate(taken) if each.role == "entry")
    opening = taken[first].head.start
    for each in reversed(
        taken[:first]
    ):  # headings over the first entry belong to it, not to the front
        if _WORD.search(text, each.head.end, opening):
            break
        opening = each.head.start
    if opening > 0:
        pieces.append(
            Piece(0, taken[first].head.start if opening == 0 else opening, "front", "front")
        )
    marks = [each for each in taken if each.head.start >= opening]
    for i, each in enumerate(marks):
        start = each.head.start if i or not pieces else opening
        end = marks[i + 1].head.start if i + 1 < len(marks) else frame[1]
        if i == 0 and not pieces:
            start = 0
        heading = each.head.start, each.head.end
        words = " ".join(text[slice(*heading)].split())
        seen[words] = seen.get(words, 0) + 1
        locator = words if seen[words] == 1 else f"{words} ({seen[words]})"
        prose = _WORD.search(text, heading[1], end) is not None
        over = (
            each.when.known and each.may_be_entry
        )  # a month or a season: an entry if it has prose
        if not prose and over and i + 1 < len(marks) and each.head.shape.of_its_own:
            pieces.append(Piece(start, end, "heading", locator))
            continue
        if each.role == "section" and not (over and prose):
            pieces.append(Piece(start, end, "heading", locator))
            continue
        findings += [
            Finding(document.source, locator, "date", message, *heading) for message in each.doubts
        ]
        title = _title(text, heading[1], end) if each.head.shape.setting == "alone" else ""
        pieces.append(Piece(start, end, "entry", locator, each.when, heading, title, "", author))
    if frame[1] < len(text):
        pieces.append(Piece(frame[1], len(text), "back", "back"))
    return tuple(pieces), tuple(findings)


def _title(text: str, start: int, end: int) -> str:
    """What an entry is called: the line in capitals that stands alone between its heading and its
    prose, if one does. Other short lines may be anything, so they are left to be text.
    """
    lines = _LINE.finditer(text, start, end)
    line = next((found for found in lines if found[0].strip()), None)
    if line is None or line.end() - line.start() > _TITLE:
        return ""
    title = " ".join(line[0].split())
    alone = "\n" in text[start : line.start()].removeprefix("\n") and _BLANK.match(text, line.end())
    if not alone or not title.isupper() or title.endswith((",", ";", ":")):
        return ""
    if not 4 <= sum(map(str.isalpha, title)) <= 60:
        return ""
    return title if any(map(str.islower, text[line.end() : min(end, line.end() + 400)])) else ""


def undated(
    document: Document, frame: tuple[int, int], author: str
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """No heading: one undated entry, and a finding that says so."""
    start, end = frame
    pieces = [Piece(start, end, "entry", "text", UNKNOWN, None, str(document.meta.get("title") or ""),
                    "", author)]  # fmt: skip
    if start > 0:
        pieces.insert(0, Piece(0, start, "front", "front"))
    if end < len(document.text):
        pieces.append(Piece(end, len(document.text), "back", "back"))
    finding = Finding(
        document.source, "text", "undated",
        "no dated heading was found; the whole file is one undated entry", start, start,
    )  # fmt: skip
    return tuple(pieces), (finding,)
