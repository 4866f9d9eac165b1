"""Hits as lines for a terminal: the match in the middle, its words on both sides."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carnet.search.found import Hit

_BARS: Final = "▁▂▃▄▅▆▇█"
_MOST: Final = 40  # bars in a row


class Line(NamedTuple):
    """One hit, laid out: `left` and `right` have one width in all lines."""

    entry: str
    left: str
    match: str
    right: str


def concordance(hits: Iterable[Hit], width: int) -> Iterator[Line]:
    """Lines of at most `width` columns; what does not fit is cut on the outer sides."""
    held = list(hits)
    names = max((len(hit.entry) for hit in held), default=0)
    room = max(20, width - names - 2)
    widest = min(room // 2, max((columns(_plain(hit.match)) for hit in held), default=0))
    side = (room - widest) // 2
    for hit in held:
        match = _cut(_plain(hit.match), room // 2)
        left = _cut(_plain(hit.left), side, keep_end=True)
        right = _cut(_plain(hit.right), room - side - columns(match))
        yield Line(hit.entry.ljust(names), " " * (side - columns(left)) + left, match, right)


def years(counts: Mapping[str, int]) -> str:
    """The years as a row of bars: `1889 ▂▁█▃ 1914`; of many years several to a bar."""
    known = {int(year): n for year, n in counts.items() if year}
    if not known:
        return ""
    first, last = min(known), max(known)
    step = -(-(last - first + 1) // _MOST)
    sums = [0] * ((last - first) // step + 1)
    for year, n in known.items():
        sums[(year - first) // step] += n
    most = max(sums)
    bars = "".join(" " if not n else _BARS[(n * len(_BARS) - 1) // most] for n in sums)
    return f"{first} {bars} {last}" if last > first else str(first)


def columns(text: str) -> int:
    """How many columns a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(map(_column, text))


def _column(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _plain(text: str) -> str:
    """Without line breaks, and without what would command the terminal or turn the line round."""
    ends = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    inner = " ".join(text.split())
    if not inner:
        return ends[0]
    if not inner.isprintable():
        inner = "".join(
            sign if sign.isprintable() else "" if unicodedata.category(sign) == "Cf" else "\ufffd"
            for sign in inner
        )
    return f"{ends[0]}{inner}{ends[1]}"


def _cut(text: str, width: int, *, keep_end: bool = False) -> str:
    """What of a text fits into so many columns, from its beginning or from its end."""
    if columns(text) <= width:
        return text
    kept, used = [], 1
    for sign in reversed(text) if keep_end else text:
        used += _column(sign)
        if used > width:
            break
        kept.append(sign)
    if keep_end:
        return "…" + "".join(reversed(kept))
    return "".join(kept) + "…"
