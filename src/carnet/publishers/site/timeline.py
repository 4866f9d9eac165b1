"""How much was written when: bars over the years, as a drawing within the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import escape
from carnet.publishers.site.layout import UNDATED
from carnet.publishers.site.templates import Markup

if TYPE_CHECKING:
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout

_WIDTH, _HEIGHT, _FOOT = 1000, 160, 24
_BY_MONTH = 24  # up to so many years, a bar is a month
_LABELS = 12
_BARS = 300  # at most; of more years several to a bar


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
    """Words by month, by year where there are many, by ten or a hundred where there are very many;
    None where nothing is dated.
    """
    years = [name for name in layout.years if name != UNDATED]
    if not years:
        return None
    numbers = [int(name.replace("before-", "-")) for name in years]
    first, last = numbers[0], numbers[-1]
    parts = 12 if last - first < _BY_MONTH else 1
    many = _round((last - first + 1) / _BARS)  # years to a bar
    begin = first // many * many
    bars = [0] * (((last - begin) // many + 1) * parts)
    rows = []
    own = layout.columns.words
    for name, year in zip(years, numbers, strict=True):
        held = layout.years[name]
        words = sum([own[n] for n in held])
        first_bar = (year - begin) // many * parts
        if parts == 1:
            bars[first_bar] += words
        for n in held if parts > 1 else ():
            bars[first_bar + min(max(layout.month_of[n], 1), 12) - 1] += own[n]
        rows.append(
            Year(
                name,
                Markup(labels.year_head(name)),
                labels.words.number(len(layout.years[name])),
                labels.words.number(words),
            )
        )
    end = begin + len(bars) // parts * many
    return Timeline(_drawing(bars, range(begin, end), last, labels), rows)


def _round(least: float) -> int:
    """1, 2, 5, 10, 20, 50 and so on: the first that is no less."""
    ten = 1
    while True:
        for n in (ten, 2 * ten, 5 * ten):
            if n >= least:
                return n
        ten *= 10


def _drawing(bars: list[int], years: range, last: int, labels: Labels) -> Markup:
    most = max(bars, default=0) or 1
    step = _WIDTH / max(len(bars), 1)
    width = max(step * 0.82, 0.4)
    path = "".join(
        f"M{n * step:.1f} {_HEIGHT}v{-max(words / most * (_HEIGHT - 8), 1):.1f}h{width:.1f}V{_HEIGHT}z"
        for n, words in enumerate(bars)
        if words
    )
    every = _round(len(years) / _LABELS)
    first = -(-years.start // every) * every
    marks = "".join(
        f'<text x="{(year - years.start) / len(years) * _WIDTH:.1f}" y="{_HEIGHT + 18}">'
        f"{escape(labels.words.say(_edtf(year)))}</text>"
        for year in range(first, last + 1, every)
        if year - years.start < 0.97 * len(years) or every == 1  # the last would be cut off
    )
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img"'
        f'{labels.words.label("timeline")}><path d="{path}"/>'
        f'<path class="ground" d="M0 {_HEIGHT}h{_WIDTH}"/>{marks}</svg>'
    )


def _edtf(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
