"""Entries in prose: for now, full dates on lines of their own, or run in before a dash.

A heading is a line that holds nothing but a full date (and perhaps a place), after a blank line
or at the top; or such a date at the beginning of a paragraph, set off from it by a dash, as in
"May 3, 1849.--I have". What stands before the first heading is front matter.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN
from carnet.dates.written import Reading, read_date
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200  # code points; no heading is longer, and a line may be 100 MB
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_BLANK = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_DASH = re.compile(r"[.,:;]?\s*(?:--+|[—–])(?=\s*\S)")  # between a run-in heading and its text
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20[0-9]{2}\b")
WHOLE_LINE = "a full date on a line of its own"
BEFORE_A_DASH = "a full date at the beginning of a paragraph, before a dash"
RUN_IN = 80  # code points; a run-in heading is no longer


def _title(text: str, start: int, end: int) -> str:
    """What an entry is called: the line in capitals that stands alone between its heading and its
    prose, if one does. Other short lines may be anything, so they are left to be text.
    """
    lines = _LINE.finditer(text, start, end)
    line = next((found for found in lines if found[0].strip()), None)
    if line is None or line.end() - line.start() > RUN_IN:
        return ""
    title = " ".join(line[0].split())
    alone = "\n" in text[start : line.start()].removeprefix("\n") and _BLANK.match(text, line.end())
    if not alone or not title.isupper() or title.endswith((",", ";", ":")):
        return ""
    if not 4 <= sum(map(str.isalpha, title)) <= 60:
        return ""
    return title if any(map(str.islower, text[line.end() : min(end, line.end() + 400)])) else ""


def _candidates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines that may be headings or begin with one: after a blank line, or at the top."""
    found = []
    previous_end = start - 2
    for line in _LINE.finditer(text, start, end):
        left, right = line.span()
        blank_before = left - previous_end > 1
        if not _WORD.search(text, left, right):
            if text[left:right].strip():
                previous_end = right
            continue  # a line of white space separates as an empty one does
        if blank_before:
            found.append((left, right))
        previous_end = right
    return found


def read_heading(line: str, options: Mapping[str, Any]) -> Reading | None:
    """The date that a line consists of, in the writer's calendar. The archive's languages come
    first, which settles what two languages read differently; a heading in another language is a
    heading all the same.
    """
    languages = tuple(options.get("languages") or ())
    calendar = str(options.get("calendar") or "gregorian")
    reading = read_date(line, languages, calendar)
    return read_date(line, None, calendar) if reading is None and languages else reading


def _run_in(line: str, options: Mapping[str, Any]) -> Reading | None:
    """A full date that begins a paragraph and is set off by a dash. Ranges have dashes too, so
    each dash is tried in turn, from the last one on.
    """
    opening = line[: RUN_IN + 8]
    for dash in reversed(
        [match.start() for match in _DASH.finditer(opening) if match.start() <= RUN_IN]
    ):
        if (
            _YEAR.search(opening, 0, dash)
            and (reading := read_heading(opening[:dash], options)) is not None
        ):
            return reading if reading.when.precision in ("day", "interval") else None
    return None


def find_headings(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Pieces of a document whose structure states none."""
    text = document.text
    frame = document.meta.get("frame") or (0, len(text))
    headings = []
    for left, right in _candidates(text, *frame):
        line = text[left : min(right, left + LONGEST + 1)]  # a line may be 100 MB
        if any(map(str.isdigit, line[:RUN_IN])):
            whole = read_heading(line, options) if len(line) <= LONGEST else None
            reading = whole or _run_in(line, options)
            if reading is not None:
                headings.append((left, right, WHOLE_LINE if whole else BEFORE_A_DASH, reading))
    author = str(document.meta.get("author") or "")
    if not headings:
        return _undated(document, frame, author)
    pieces = []
    if headings[0][0] > 0:
        pieces.append(Piece(0, headings[0][0], "front", "front"))
    seen: dict[str, int] = {}
    findings = []
    for i, (left, right, why, reading) in enumerate(headings):
        end = headings[i + 1][0] if i + 1 < len(headings) else frame[1]
        words = " ".join(text[left + reading.start : left + reading.end].split())
        seen[words] = seen.get(words, 0) + 1
        locator = words if seen[words] == 1 else f"{words} ({seen[words]})"
        when = replace(reading.when, why=(why, *reading.when.why))
        if when.sure < 0.9 and when.why[1:]:
            findings.append(
                Finding(document.source, locator, "date", "; ".join(when.why[1:]), left, right)
            )
        pieces.append(
            Piece(left, end, "entry", locator, when, (left + reading.start, left + reading.end),
                  _title(text, right, end) if why == WHOLE_LINE else "", "", author)
        )  # fmt: skip
    if frame[1] < len(text):
        pieces.append(Piece(frame[1], len(text), "back", "back"))
    return tuple(pieces), tuple(findings)


def _undated(
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
