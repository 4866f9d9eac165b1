"""Years and months at a glance: a table whose shades say how many entries each month has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.layout import UNDATED
from carnet.publishers.site.templates import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout

_MONTHS = 12
_SHADES = 5


class Row(NamedTuple):
    """One year: the name of its page, its words, its entries, its twelve months as HTML."""

    name: str
    label: Markup
    entries: int
    cells: Markup


def heat(
    layout: Layout, labels: Labels, only: Iterable[int] | None = None, up: str = ""
) -> list[Row]:
    """The years of an edition, or of some of its lines (`only`), in order. `up` is the way from the
    page to the top of the site.
    """
    year_of, month_of = layout.year_of, layout.month_of
    counted: dict[str, list[int]] = {
        name: [0] * (_MONTHS + 1) for name in layout.years if name != UNDATED
    }
    if only is None:
        held = Counter(zip(year_of, month_of, strict=True))
    else:
        held = Counter((year_of[n], month_of[n]) for n in only)
    for (year, month), entries in held.items():
        if year in counted:
            counted[year][month if month <= _MONTHS else 0] += entries
    most = max((max(months[1:]) for months in counted.values()), default=0)
    return [
        Row(
            name,
            Markup(labels.year_head(name)),
            sum(months),
            _cells(labels, name, months, most, up),
        )
        for name, months in counted.items()
        if sum(months)
    ]


def _cells(labels: Labels, year: str, months: Sequence[int], most: int, up: str) -> Markup:
    """The months of a year: there are so many of them that no template sets them."""
    words = labels.words
    edtf = year.replace("before-", "-")
    cells = []
    for month in range(1, _MONTHS + 1):
        entries = months[month]
        if not entries:
            cells.append("<td></td>")
            continue
        label = words.label(f"month_has|month&month.{month}|year@{edtf}\nentries|n#{entries}")
        cells.append(
            f'<td class="s{-(-entries * _SHADES // most)}"><a href="{up}contents/{year}.html#m{month:02d}"'
            f"{label}>{entries}</a></td>"
        )
    return Markup("".join(cells))
