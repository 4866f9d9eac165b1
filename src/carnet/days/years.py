"""In which years a diary may begin."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from carnet.dates.written.meaning import CENTURY
from carnet.days.sections import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.days.heads import Head
    from carnet.model import Document

_FIRSTS = 3  # years, the first and the most written: a diary may begin in the one before
_MOST = 8  # years that are tried for those
_ENOUGH = 40  # written ones that are looked at
_FRONT = 3000  # code points before the first heading
_ANY = 2000  # stands for the century of years in two figures where nothing tells it


def first_years(
    document: Document, heads: Sequence[Head], options: Mapping[str, Any]
) -> tuple[list[int | None], str]:
    """Years in which the first heading may lie, the likeliest first; the mask for none at all."""
    first = options.get("first_year")
    if first:
        return [int(first)], ""
    written: list[int] = []
    for head in heads:
        if head.joined is not None:
            written += [
                item.year
                for item in head.joined.items
                if item.year and not item.republican and item.blank != CENTURY
            ]
        written += head.years
        if len(written) > _ENOUGH:
            break
    counted = Counter(written)
    for name in (document.source, str(document.meta.get("title") or "")):
        counted.update(int(year) for year in YEARS.findall(name))
    opening = heads[0].start if heads else 0
    front = document.text[max(0, opening - _FRONT) : opening]
    counted.update(int(year) for year in YEARS.findall(front))
    years = [year for year, _ in counted.most_common(_MOST)]
    firsts = list(dict.fromkeys(written))[:_FIRSTS]
    years += [year for year in firsts if year not in years]
    early = dict.fromkeys(year - 1 for year in (*years[:_FIRSTS], *firsts))
    early = {year: None for year in early if year not in years}
    if not years:
        endings = Counter(
            item.year
            for head in heads if head.joined is not None
            for item in head.joined.items if item.year and item.blank == CENTURY
        )  # fmt: skip
        lived = options.get("lived")
        if endings and lived:  # '34, and the writer's life tells of which century
            return [_in_life(ending, *lived) for ending, _ in endings.most_common(_MOST)], ""
        if endings:
            return [_ANY + ending for ending, _ in endings.most_common(_MOST)], "XXXX"
        return [2000], "XXXX"
    return [*years, *early], ""


def _in_life(ending: int, born: int, died: int) -> int:
    """The year with that ending in a writer's life; else the one nearest to its end."""
    years = range(ending, died + 101, 100)
    return next((year for year in years if born <= year <= died), max(years[-2], ending))
