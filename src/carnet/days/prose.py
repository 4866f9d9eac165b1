"""Entries in prose: for now, full dates on lines of their own.

A heading is a line that holds nothing but a full date (and perhaps a place), after a blank line
or at the top. What stands before the first heading is front matter.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN
from carnet.dates.written import read_date
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 200  # code points; no heading is longer, and a line may be 100 MB
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")


def _candidates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines short enough to be headings, after a blank line or at the top."""
    found = []
    previous_end = start - 2
    for line in _LINE.finditer(text, start, end):
        left, right = line.span()
        blank_before = left - previous_end > 1
        if right - left > LONGEST:
            previous_end = right
            continue
        if not _WORD.search(text, left, right):
            if text[left:right].strip():
                previous_end = right
            continue  # a line of white space separates as an empty one does
        if blank_before:
            found.append((left, right))
        previous_end = right
    return found


def find_headings(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Pieces of a document whose structure states none."""
    text = document.text
    frame = document.meta.get("frame") or (0, len(text))
    languages = tuple(options.get("languages") or ()) or None
    headings = []
    for left, right in _candidates(text, *frame):
        line = text[left:right]
        if any(map(str.isdigit, line)):
            reading = read_date(line, languages)
            if reading is not None:
                headings.append((left, right, reading))
    language = str(document.meta.get("language") or options.get("language") or "")
    author = str(document.meta.get("author") or "")
    if not headings:
        return _undated(document, frame, language, author)
    pieces = []
    if headings[0][0] > 0:
        pieces.append(Piece(0, headings[0][0], "front", "front"))
    seen: dict[str, int] = {}
    findings = []
    for i, (left, right, reading) in enumerate(headings):
        end = headings[i + 1][0] if i + 1 < len(headings) else frame[1]
        words = " ".join(text[left:right].split())
        seen[words] = seen.get(words, 0) + 1
        locator = words if seen[words] == 1 else f"{words} ({seen[words]})"
        when = replace(reading.when, why=("a full date on a line of its own", *reading.when.why))
        if when.sure < 0.9 and when.why[1:]:
            findings.append(
                Finding(document.source, locator, "date", "; ".join(when.why[1:]), left, right)
            )
        pieces.append(
            Piece(left, end, "entry", locator, when, (left + reading.start, left + reading.end),
                  "", language, author)
        )  # fmt: skip
    if frame[1] < len(text):
        pieces.append(Piece(frame[1], len(text), "back", "back"))
    return tuple(pieces), tuple(findings)


def _undated(
    document: Document, frame: tuple[int, int], language: str, author: str
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """No heading: one undated entry, and a finding that says so."""
    start, end = frame
    pieces = [Piece(start, end, "entry", "text", UNKNOWN, None, str(document.meta.get("title") or ""),
                    language, author)]  # fmt: skip
    if start > 0:
        pieces.insert(0, Piece(0, start, "front", "front"))
    if end < len(document.text):
        pieces.append(Piece(end, len(document.text), "back", "back"))
    finding = Finding(
        document.source, "text", "undated",
        "no dated heading was found; the whole file is one undated entry", start, start,
    )  # fmt: skip
    return tuple(pieces), (finding,)
