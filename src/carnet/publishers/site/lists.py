"""The cover, the contents, the pages of years, of days and of groups of entries, and of retired ids."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.calendars import Calendars
from carnet.publishers.site.escape import escape, language, site_of, spoken
from carnet.publishers.site.heat import Row as Months
from carnet.publishers.site.heat import heat
from carnet.publishers.site.labels import short
from carnet.publishers.site.layout import UNDATED, start_month
from carnet.publishers.site.templates import Markup
from carnet.publishers.site.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.edition import Line
    from carnet.publishers.site.parts import Tools

_BRIEF = 60
"""With fewer words to an entry the cover keeps less room for one."""
_FEW = 1500
"""So many entries a list of one group may have; of more, only the years are listed."""


class Row(NamedTuple):
    """One entry on the cover."""

    id: str
    day: Markup
    words: str
    language: str


class ListPages:
    """Makes the pages that list entries."""

    def __init__(self, tools: Tools) -> None:
        self._layout, self._words, self._labels, _, self._templates = tools
        self._calendars = Calendars(self._layout, self._words)
        self._rows: dict[str, Markup] = {}

    @cached_property
    def _heat(self) -> list[Months]:
        return heat(self._layout, self._labels)

    def cover(self) -> bytes:
        layout, words = self._layout, self._words
        facts, lines = layout.edition.facts, layout.lines
        life = [
            f"{word}|day@{edtf}"
            for word, edtf in (("born_on", facts.born), ("died_on", facts.died))
            if edtf
        ]
        dated = [n for name, held in layout.years.items() if name != UNDATED for n in held]
        return self._templates.page(
            "index",
            life="\n".join(life),
            heat=self._heat,
            months=range(1, 13),
            first=self._end(lines[dated[0]]) if dated else None,
            last=self._end(lines[dated[-1]]) if dated else None,
            size=f"entries|n#{len(lines)}\nwords|n#{sum(layout.columns.words)}",
            undated=len(layout.years.get(UNDATED, ())),
            number=words.number,
            brief=sum(layout.columns.words) < _BRIEF * len(lines),
            days=" ".join(sorted(day.replace("-", "") for day in layout.almanac.anniversaries)),
            url=site_of(facts.address),
        )

    def contents(self) -> bytes:
        """By year and month, by how much was written when, by source, language and hand."""
        layout, labels = self._layout, self._labels
        return self._templates.page(
            "contents",
            heat=self._heat,
            months=range(1, 13),
            timeline=timeline(layout, labels),
            groups=layout.groups,
            sources=self._sources(),
            undated=len(layout.years.get(UNDATED, ())),
            number=self._words.number,
        )

    def _sources(self) -> list[tuple[str, str, int]]:
        """The sources that have a page: their slug, their title, how many entries they hold."""
        layout = self._layout
        found = []
        for name, slug in layout.slugs.items():
            source = layout.edition.source(name)
            held = len(layout.by_source.get(name, ()))
            if source is not None and held:
                found.append((slug, source.title or name, held))
        return found

    def group(self, slug: str) -> bytes:
        """The entries of one language or one hand."""
        layout, labels = self._layout, self._labels
        kind, name, held = next(
            (kind, one.name, one.lines)
            for kind, of_kind in layout.groups.items()
            for one in of_kind
            if one.slug == slug
        )
        years: dict[str, list[Markup]] = {}
        for n in held if len(held) <= _FEW else ():
            years.setdefault(layout.year_of[n], []).append(self._row(layout.lines[n]))
        return self._templates.page(
            "group",
            name=name,
            kind=kind,
            size=f"entries|n#{len(held)}\nwords|n#{sum(layout.columns.words[n] for n in held)}",
            heat=heat(layout, labels, held, "../"),
            months=range(1, 13),
            years=[(year, Markup(labels.year_head(year)), rows) for year, rows in years.items()],
        )

    def year(self, name: str) -> bytes:
        """A year: its months as calendars, then as sections, undated leaves where they lie."""
        layout, labels = self._layout, self._labels
        sections: list[tuple[int, Markup, list[Markup]]] = []
        held = [layout.lines[n] for n in layout.years[name]]
        month = -1
        for line in held:
            now = start_month(line) if line.edtf is not None else max(month, 0)
            if now != month:
                month = now
                head = labels.month_head(line.when) or self._words.tell("month_unknown")
                sections.append((month, Markup(head), []))
            sections[-1][2].append(self._row(line))
        names = list(layout.years)
        place = names.index(name)
        return self._templates.page(
            "year",
            year=name,
            title=labels.contents(name),
            name=Markup(labels.year_head(name)),
            size=f"entries|n#{len(held)}\nwords|n#{sum(line.words for line in held)}",
            calendars=Markup(self._year_calendars(name)),
            sections=_numbered(sections),
            previous=self._beside(names, place - 1),
            next=self._beside(names, place + 1),
        )

    def _year_calendars(self, name: str) -> str:
        """The twelve months of a year that has days; nothing for another."""
        months = self._layout.almanac.months
        if not (name.isdigit() and any(f"{name}-{month:02d}" in months for month in range(1, 13))):
            return ""
        return "".join(self._calendars.month(f"{name}-{month:02d}", "h2") for month in range(1, 13))

    def day(self, name: str) -> bytes:
        """One day of the year (02-29) in all years."""
        layout = self._layout
        held = layout.almanac.anniversaries[name]
        days = sorted(layout.almanac.anniversaries)
        place = days.index(name)
        return self._templates.page(
            "day",
            day=self._day_of_year(name),
            title=self._words.say(f"XXXX-{name}").partition(",")[0],
            size=f"entries|n#{len(held)}",
            rows=[self._row(layout.lines[n]) for n in held],
            previous=(days[place - 1], self._day_of_year(days[place - 1])),
            next=(days[(place + 1) % len(days)], self._day_of_year(days[(place + 1) % len(days)])),
        )

    def _day_of_year(self, name: str) -> Markup:
        month, day = map(int, name.split("-"))
        spec = f"day_of_year{'_first' if day == 1 else ''}|day={day}|month&month.{month}"
        return Markup(self._words.tell(spec))

    def _beside(self, names: list[str], n: int) -> tuple[str, Markup] | None:
        if not 0 <= n < len(names):
            return None
        return names[n], Markup(self._labels.year_head(names[n]))

    def let_go(self) -> None:
        """Keep no rows: the lists that needed them have been made."""
        self._rows = {}

    def _row(self, line: Line) -> Markup:
        """An entry as an item of a list one folder down; it may stand in several lists."""
        known = self._rows.get(line.id)
        if known is None:
            labels, when, code = self._labels, line.when, language(line.language)
            said = spoken(code)
            day = labels.day_of_week(when)
            known = self._rows[line.id] = Markup(
                f'<li><span class="when"><a href="../entries/{line.id}.html">{labels.dated(when)}</a>'
                f"{' ' if day else ''}{day}</span> "
                f'<span class="opening"{said}>{escape(short(labels.words_of(line)))}</span></li>\n'
            )
        return known

    def _end(self, line: Line) -> Row:
        """The first entry, or the last, for the cover."""
        labels = self._labels
        return Row(
            line.id,
            Markup(labels.dated(line.when)),
            short(labels.words_of(line)),
            language(line.language),
        )

    def redirect(self, living: str) -> bytes:
        line = self._layout.lines[self._layout.place_of[living]]
        name = Markup(self._labels.told(line))
        return self._templates.page("moved", living=living, name=name)


def _numbered(
    sections: Iterable[tuple[int, Markup, list[Markup]]],
) -> list[tuple[str, Markup, list[Markup]]]:
    """Each section with an id of its own: a month may come twice where entries are out of order."""
    seen: dict[int, int] = {}
    numbered = []
    for month, title, rows in sections:
        seen[month] = seen.get(month, 0) + 1
        again = f"-{seen[month]}" if seen[month] > 1 else ""
        numbered.append((f"m{month:02d}{again}", title, rows))
    return numbered
