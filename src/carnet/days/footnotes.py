"""A paragraph's beginning without the footnotes that stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.days.spots import HEAD

if TYPE_CHECKING:
    from carnet.days.spots import Spot

_NOTE = re.compile(r"\[(?:Foot)?[Nn]ote[^\]]*\]|\[(?:Anm|Fußnote)[^\]]*\]")
_TAG = re.compile(r"</?[a-zA-Z]{1,6}>")  # of italics, in a text that is no HTML
_BROKEN = 20  # code points of the next line
_LONGEST = 200  # code points that are left where notes stood among them
_MOST_WORDS = 60


def head_of(text: str, spot: Spot) -> str:
    """The beginning with its footnotes blanked out, so that what follows them is seen."""
    # a line within a paragraph has its date on it, or breaks it once
    reach = spot.end if spot.blank else min(spot.end, spot.line + _BROKEN)
    head = text[spot.start : min(reach, spot.start + HEAD)]
    if "</" in head:
        head = _TAG.sub(lambda tag: " " * len(tag[0]), head)
    if "[" not in head:
        return head
    head = text[spot.start : min(reach, spot.start + 3 * HEAD)]
    for note in _NOTE.finditer(head):
        start, end = note.span()
        head = head[:start] + " " * (end - start) + head[end:]
    # a long note would push the rest past what a heading may hold: blanks count for nothing
    if len(head.split()) > _MOST_WORDS:
        return head[:HEAD]
    return head[: max(HEAD, min(len(head), _LONGEST))]
