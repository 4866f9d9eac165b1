"""A paragraph's beginning without what transcribers and editors put into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.dates.written.markup import UNSEEN
from carnet.days.spots import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.tokens import Token
    from carnet.days.spots import Spot

WRAPS = frozenset("_*+=~|")  # transcribers' marks for italics, bold and letter-spacing

# A year partly withheld, after a day: "July 12, 19 . . .", "3 May 18**", "June 4th, 187-".
_MASKED = re.compile(
    r"(?:(?<=\d)|(?<=\d[a-z]{2})|(?<=[^\W\d_]{3}))(?P<comma>,?)\s+(?P<year>1[0-9]|20)(?P<ten>[0-9]?)"
    r"\s?(?P<blank>[-–—_*X]{1,4}|\.(?: ?\.){1,3})(?![\d\w])"
)

_CUT_OFF = re.compile(r"\s(?:1[0-9]|20)[0-9]?\s?[-–—_*X.]")  # quickly told

_FOOTNOTE = re.compile(r"\[(?:Foot)?[Nn]ote[^\]]*\]|\[(?:Anm|Fußnote)[^\]]*\]")

_ANCHOR = frozenset(("*", "†", "‡"))


def head_of(text: str, spot: Spot) -> tuple[str, str]:
    """The beginning with footnotes and a withheld year blanked out, and that year as EDTF, or ""."""
    head = text[spot.start : min(spot.end, spot.start + HEAD)]
    if "[" in head:
        head = _without_footnotes(text, spot)
    masked = _MASKED.search(head) if _CUT_OFF.search(head) else None
    mask = _mask(masked) if masked else ""
    if masked and mask:
        head = _blanked(head, masked.start("year"), masked.end())
    return head, mask


def _without_footnotes(text: str, spot: Spot) -> str:
    """The beginning with footnotes blanked out, so that what follows them is seen."""
    head = text[spot.start : min(spot.end, spot.start + 3 * HEAD)]
    for note in _FOOTNOTE.finditer(head):
        head = _blanked(head, *note.span())
    # a long note would push the rest past what a heading may hold: blanks count for nothing
    if len(head.split()) > 60:
        return head[:HEAD]
    return head[: max(HEAD, min(len(head), 200))]


def _blanked(head: str, start: int, end: int) -> str:
    return head[:start] + " " * (end - start) + head[end:]


def _mask(found: re.Match[str]) -> str:
    """The EDTF of a year partly withheld, or "" where the figures may be a day's."""
    blank = found["blank"].replace(" ", "")
    if found["ten"]:
        wanted = len(blank) == 1 or blank[0] == "."
    elif blank[0] in "-–—_":
        wanted = (bool(found["comma"]) and len(blank) > 1) or blank in "—–"  # "June 19--It rained"
        wanted = wanted and bool(found["comma"])
    else:
        wanted = len(blank) > 1
    return (found["year"] + found["ten"]).ljust(4, "X") if wanted else ""


def plain(row: Sequence[Token]) -> list[Token]:
    """The tokens without transcribers' marks and footnote anchors."""
    out: list[Token] = []
    n = 0
    while n < len(row):
        token = row[n]
        if token.text in WRAPS or token.text in UNSEEN:
            n += 1
            continue
        if token.text in "[{(" and n + 2 < len(row) and row[n + 2].text in "]})":
            inner = row[n + 1]
            anchor = inner.text in _ANCHOR or (len(inner.text) == 1 and inner.capital)
            if token.glued and token.text == "[" and (anchor or 0 <= inner.number < 1000):
                n += 3
                continue
        out.append(token)
        n += 1
    return out
