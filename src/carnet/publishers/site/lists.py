"""The pages that lead to entries: the cover, the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import language
from carnet.publishers.site.labels import short
from carnet.publishers.site.layout import UNDATED, Layout, start_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.edition import Line
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.templates import Templates

_MONTHS = 12
_SHADES = 5


class Row(NamedTuple):
    """One entry in a list."""

    id: str
    day: str
    weekday: str
    datetime: str
    words: str
    language: str


class Cell(NamedTuple):
    """One month of the calendar on the cover."""

    month: int
    entries: int
    shade: int
    label: str


class ListPages:
    """Makes the cover and the pages of years."""

    def __init__(self, layout: Layout, labels: Labels, templates: Templates) -> None:
        self._layout = layout
        self._labels = labels
        self._words = labels.words
        self._templates = templates

    def cover(self) -> bytes:
        layout, words = self._layout, self._words
        facts, lines = layout.edition.facts, layout.lines
        life = [
            f"{word} {words.say(edtf)}"
            for word, edtf in ((words["born"], facts.born), (words["died"], facts.died))
            if edtf
        ]
        dated = [lines[n] for name, held in layout.years.items() if name != UNDATED for n in held]
        return self._templates.page(
            "index",
            life=", ".join(life),
            calendar=self._calendar(),
            months=[self._labels.month(month) for month in range(1, _MONTHS + 1)],
            first=self._row(dated[0]) if dated else None,
            last=self._row(dated[-1]) if dated else None,
            entries=words.count("entries", len(lines)),
            words_in_all=words.count("words", sum(line.words for line in lines)),
            undated=len(layout.years.get(UNDATED, ())),
        )

    def _calendar(self) -> list[tuple[str, str, int, list[Cell]]]:
        """A row for each year: its name, its words, its entries, its twelve months."""
        counted: list[tuple[str, int, list[int]]] = []
        for name, held in self._layout.years.items():
            if name == UNDATED:
                continue
            months = [0] * (_MONTHS + 1)
            for n in held:
                month = start_month(self._layout.lines[n])
                months[month if month <= _MONTHS else 0] += 1
            counted.append((name, len(held), months))
        most = max((max(months[1:]) for _, _, months in counted), default=0)
        return [
            (
                name,
                self._labels.year(name),
                of,
                [self._cell(name, month, months[month], most) for month in range(1, _MONTHS + 1)],
            )
            for name, of, months in counted
        ]

    def _cell(self, year: str, month: int, entries: int, most: int) -> Cell:
        if not entries:
            return Cell(month, 0, 0, "")
        shade = -(-entries * _SHADES // most)
        title = f"{self._labels.month(month)} {self._labels.year(year)}"
        return Cell(month, entries, shade, f"{title}: {self._words.count('entries', entries)}")

    def year(self, name: str) -> bytes:
        """A year: its months as sections, undated leaves where they lie among them."""
        layout, labels = self._layout, self._labels
        sections: list[tuple[int, str, list[Row]]] = []
        held = [layout.lines[n] for n in layout.years[name]]
        month = -1
        for line in held:
            now = start_month(line) if line.edtf is not None else max(month, 0)
            if now != month:
                month = now
                sections.append(
                    (month, labels.month_of(line.when) or self._words["month_unknown"], [])
                )
            sections[-1][2].append(self._row(line))
        names = list(layout.years)
        place = names.index(name)
        return self._templates.page(
            "year",
            name=self._labels.contents(name),
            entries=self._words.count("entries", len(held)),
            sections=_numbered(sections),
            previous=self._beside(names, place - 1),
            next=self._beside(names, place + 1),
        )

    def _beside(self, names: list[str], n: int) -> tuple[str, str] | None:
        return (names[n], self._labels.contents(names[n])) if 0 <= n < len(names) else None

    def _row(self, line: Line) -> Row:
        labels, when = self._labels, line.when
        return Row(
            line.id,
            labels.date(when) or self._words["undated"],
            labels.weekday(when),
            labels.datetime(when),
            short(labels.words_of(line)),
            language(line.language),
        )

    def redirect(self, living: str) -> bytes:
        line = self._layout.lines[self._layout.place_of[living]]
        return self._templates.page("moved", living=living, name=self._labels.name(line))


def _numbered(sections: Iterable[tuple[int, str, list[Row]]]) -> list[tuple[str, str, list[Row]]]:
    """Each section with an id of its own: a month may come twice where entries are out of order."""
    seen: dict[int, int] = {}
    numbered = []
    for month, title, rows in sections:
        seen[month] = seen.get(month, 0) + 1
        again = f"-{seen[month]}" if seen[month] > 1 else ""
        numbered.append((f"m{month:02d}{again}", title, rows))
    return numbered
