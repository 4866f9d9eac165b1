"""What page an essay says that a quotation is from: "p. 214", "S. 12 f.", "f. 12v", or "(214)" alone.

A page claims a quotation when it stands in brackets or after a comma right behind it, or leads into
it. A bare number in brackets is a page only in an essay that does not count its notes so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_AFTER = 90  # code points behind a quotation
_BEFORE = 60
_WORDS = (
    r"(?:pp?\.|pages?|pgs?\.|S\.|Seiten?|Bl\.|Blatt|s\.|sid(?:a|e|or|er)|str\.|стр\.|с\.|σ{1,2}\.|σελ\.|"
    r"págs?\.|páginas?|pagg?\.|pagin[ae]|blz\.|ff?\.|fols?\.|folios?|foglio|л\.)"
)
_NUMBER = r"(\d{1,5}(?:\s?[rvab]\b|°)?|[ivxlc]{1,8}\b)"
_TO = r"(?:\s*[-–—]\s*(\d{1,5}\s?[rv]?\b|[ivxlc]{1,8}\b)|\s?(ff?\.?|sq{1,2}\.|et seq\.)(?!\w))?"
_PAGE = re.compile(rf"(?<!\w){_WORDS}\s*{_NUMBER}{_TO}")
_LED = re.compile(
    rf"(?<!\w)(?:{_WORDS}|[Pp]ages?|[Ss]eite)\s*{_NUMBER}{_TO}[\s\w,’']{{0,40}}[:,]?[\s\"'“”„«»‘‹›]*$"
)
_MARKS = r"[\s\"'”“’‘»«›‹.,;:!?*_]*"
_HELD = re.compile(rf"{_MARKS}[(\[]([^()\[\]\n]{{1,80}})[)\]]")
_FREE = re.compile(rf"{_MARKS}[,;—–-]?\s*(?={_WORDS}\s*[\divxlc])")
_BARE = re.compile(r"\s*(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?\s*")
_VOLUME = re.compile(
    r"\s*(?:(?:[Vv]ol(?:ume)?s?|[Bb]d|[Bb]and|[Tt]omes?|[Tt]omo|[Tt]|[Tt]eil|т|том)\.?\s*)?"
    rf"([IVX]{{1,6}}|\d{{1,2}}(?=[^\d]*{_WORDS}))\s*[,:/.]\s*(?:{_WORDS}\s*)?(\d{{1,4}})(?:\s*[-–—]\s*(\d{{1,4}}))?\s*"
)
_NUMBERED = re.compile(
    r"(?:vol(?:ume)?|bd|band|tome?|tomo|teil|part|том)[\W_]*(\d{1,2}|[ivx]{1,6})(?![^\W_])",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(\d+)\s*([a-zA-Z°]?)|([ivxlcIVXLC]+)(?!\w)")
_FOLLOWING = {"f": 1, "f.": 1, "sq.": 1}
_SEVERAL = 10  # pages that "ff." may run over


class PageClaim(NamedTuple):
    """A page, or pages; `said` is how the essay puts it. `bare`: it is a number without a word."""

    said: str
    first: str
    last: str
    more: int = 0
    bare: bool = False
    volume: int = 0  # nothing where none is given

    def fits(self, pages: Sequence[str]) -> bool:
        """Whether one of some pages is meant. What has no number that can be read is let stand."""
        known = [found for found in map(sign, pages) if found]
        first, last = sign(self.first), sign(self.last)
        if not known or first is None or last is None:
            return True
        if first == last and not self.more:
            # "12" may be said of a leaf of which the archive knows both sides
            return any(
                page == first or (page[0] == first[0] and not (page[1] and first[1]))
                for page in known
            )
        low, high = first[0], max(last[0], first[0]) + self.more
        return any(low <= page[0] <= high for page in known)


def sign(number: str) -> tuple[int, str] | None:
    """A page's number and its side, as `(12, "v")`; roman numbers stand apart, below all others."""
    found = _SIGN.search(number)
    if found is None:
        return None
    if found[1]:
        return int(found[1]), found[2].lower()
    return _roman(found[3].lower()) - 10_000, ""


def _roman(letters: str) -> int:
    values = [dict(zip("ivxlc", (1, 5, 10, 50, 100), strict=True))[one] for one in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def volume(said: str) -> int:
    """The number of a volume."""
    return int(said) if said.isdigit() else _roman(said.lower())


def volume_of(name: str) -> int:
    """The volume that the name of a source says it is; nothing where it does not say."""
    found = _NUMBERED.search(name)
    return volume(found[1]) if found else 0


def pages(
    text: str, spans: Sequence[tuple[int, int]], years: tuple[int, int] = (1, 0)
) -> list[PageClaim | None]:
    """For each quotation, in the order of the essay, the page that is claimed for it.

    `years` are the first and last of the archive: a bare number among them is a year.
    """
    out: list[PageClaim | None] = []
    for nth, (start, end) in enumerate(spans):
        before = spans[nth - 1][1] if nth else 0
        after = spans[nth + 1][0] if nth + 1 < len(spans) else len(text)
        out.append(
            _behind(text[end : min(end + _AFTER, after)], years)
            or _leading(text[max(start - _BEFORE, before) : start])
        )
    bare = [int(one.first) for one in out if one is not None and one.bare]
    if bare and bare == list(range(bare[0], bare[0] + len(bare))) and bare[0] <= 1:
        return [None if one is not None and one.bare else one for one in out]  # notes, counted
    return out


def _behind(text: str, years: tuple[int, int]) -> PageClaim | None:
    if found := _HELD.match(text):
        if both := _VOLUME.fullmatch(found[1]):
            first, last = both[2], _full(both[2], both[3])
            return PageClaim(" ".join(found[1].split()), first, last, volume=volume(both[1]))
        if page := _PAGE.search(found[1]):
            return _claim(page)
        if bare := _BARE.fullmatch(found[1]):
            if years[0] <= int(bare[1]) <= years[1]:
                return None
            return PageClaim(found[1].strip(), bare[1], _full(bare[1], bare[2]), bare=True)
        return None
    if found := _FREE.match(text):
        page = _PAGE.match(text, found.end())
        return _claim(page) if page else None
    return None


def _leading(text: str) -> PageClaim | None:
    found = _LED.search(text)
    return _claim(found) if found else None


def _claim(found: re.Match[str]) -> PageClaim:
    said = " ".join(found[0].split()).rstrip(" ,:;\"'“”„«»‘‹›")
    if found[0] != said and (short := _PAGE.match(found[0])):
        said = " ".join(short[0].split())
    more = 0
    if found[3]:
        more = _FOLLOWING.get(found[3], _SEVERAL)
    return PageClaim(said, found[1], _full(found[1], found[2]), more)


def _full(first: str, last: str | None) -> str:
    """The last page in full: 214–15 ends with 215."""
    if not last:
        return first
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last
