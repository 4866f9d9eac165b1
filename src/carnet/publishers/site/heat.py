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


class Cell(NamedTuple):
    """One month of a year."""

    month: int
    entries: int
    shade: int
    label: Markup  # the attribute that says what it is


class Row(NamedTuple):
    """One year: the name of its page, its words, its entries, its twelve months."""

    name: str
    label: Markup
    entries: int
    cells: list[Cell]


def heat(layout: Layout, labels: Labels, only: Iterable[int] | None = None) -> list[Row]:
    """The years of an edition, or of some of its lines (`only`), in order."""
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
        Row(name, Markup(labels.year_head(name)), sum(months), _cells(labels, name, months, most))
        for name, months in counted.items()
        if sum(months)
    ]


def _cells(labels: Labels, year: str, months: Sequence[int], most: int) -> list[Cell]:
    words = labels.words
    cells = []
    for month in range(1, _MONTHS + 1):
        entries = months[month]
        label = ""
        if entries:
            edtf = year.replace("before-", "-")
            label = words.label(f"month_has|month&month.{month}|year@{edtf}\nentries|n#{entries}")
        shade = -(-entries * _SHADES // most) if entries else 0
        cells.append(Cell(month, entries, shade, Markup(label)))
    return cells
