"""How much was written when: bars over the years, as a drawing within the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import escape
from carnet.publishers.site.layout import UNDATED, start_month
from carnet.publishers.site.templates import Markup

if TYPE_CHECKING:
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout

_WIDTH, _HEIGHT, _FOOT = 1000, 160, 24
_BY_MONTH = 24  # up to so many years, a bar is a month
_LABELS = 12


class Year(NamedTuple):
    """A row of the table that says the same."""

    name: str
    label: Markup
    entries: str
    words: str


class Timeline(NamedTuple):
    """The drawing, and the same as a table."""

    drawing: Markup
    rows: list[Year]


def timeline(layout: Layout, labels: Labels) -> Timeline | None:
    """Words by month, or by year where there are many; None where nothing is dated."""
    years = [name for name in layout.years if name != UNDATED]
    if not years:
        return None
    numbers = [int(name.replace("before-", "-")) for name in years]
    first, last = numbers[0], numbers[-1]
    parts = 12 if last - first < _BY_MONTH else 1
    bars = [0] * ((last - first + 1) * parts) if last - first < 100 * _WIDTH else []
    rows = []
    for name, year in zip(years, numbers, strict=True):
        words = 0
        for n in layout.years[name]:
            line = layout.lines[n]
            words += line.words
            if bars:
                month = min(max(start_month(line), 1), 12) - 1 if parts > 1 else 0
                bars[(year - first) * parts + month] += line.words
        rows.append(
            Year(
                name,
                Markup(labels.year_head(name)),
                labels.words.number(len(layout.years[name])),
                labels.words.number(words),
            )
        )
    return Timeline(_drawing(bars, first, last, labels), rows)


def _drawing(bars: list[int], first: int, last: int, labels: Labels) -> Markup:
    most = max(bars, default=0) or 1
    step = _WIDTH / max(len(bars), 1)
    width = max(step * 0.82, 0.4)
    path = "".join(
        f"M{n * step:.1f} {_HEIGHT}v{-max(words / most * (_HEIGHT - 8), 1):.1f}h{width:.1f}V{_HEIGHT}z"
        for n, words in enumerate(bars)
        if words
    )
    span = last - first + 1
    every = -(-span // _LABELS)
    marks = "".join(
        f'<text x="{(year - first) / span * _WIDTH:.1f}" y="{_HEIGHT + 18}">'
        f"{escape(labels.words.say(_edtf(year)))}</text>"
        for year in range(first, last + 1, every)
    )
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img"'
        f'{labels.words.label("timeline")}><path d="{path}"/>'
        f'<path class="ground" d="M0 {_HEIGHT}h{_WIDTH}"/>{marks}</svg>'
    )


def _edtf(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
