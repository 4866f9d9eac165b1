"""A month as a small table: the days with entries lead there, the others are shown and lead nowhere."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from carnet.dates import When, weekday
from carnet.dates.display import weekday_name
from carnet.publishers.site.escape import escape

if TYPE_CHECKING:
    from carnet.publishers.site.almanac import Almanac
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.words import Words

_WEEK = 7
_SHORT = 2  # letters of a weekday's name


class Calendars:
    """The months of an edition as tables."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self._layout = layout
        self._almanac: Almanac = layout.almanac
        self._words = words
        self._known: dict[str, bytes] = {}

    @cached_property
    def _weekdays(self) -> str:
        names = (weekday_name(day, self._words.language) for day in range(_WEEK))
        return "".join(
            f'<th scope="col" data-k="{day}" data-short="">{escape(name[:_SHORT])}</th>'
            for day, name in enumerate(names)
        )

    def beside(self, month: str, day: str) -> bytes:
        """The table for the pages of a month's entries, as these are written: set once, and the day
        that is read (01) marked in it.
        """
        table = self._known.get(month)
        if table is None:
            table = self._known[month] = self.month(month).encode("utf-8", "replace")
        first = self._almanac.months[month][day][0]
        link = b'<a href="../entries/%b.html">' % self._layout.ids[first].encode()
        return table.replace(link, b'<a aria-current="date"' + link[2:], 1)

    def month(self, month: str, level: str = "") -> str:
        """The table of a month (1660-01), as HTML. With a `level`, such as `h3`, its name is a heading
        within the caption.
        """
        ids, days = self._layout.ids, self._almanac.months.get(month, {})
        bounds = When.parse(month, self._almanac.calendar(month)).bounds
        assert bounds is not None  # a month is known
        first, last = bounds
        skipped = weekday(first)
        cells = [f'<td colspan="{skipped}"></td>'] if skipped else []
        for day in range(1, last - first + 2):
            held = days.get(f"{day:02d}")
            if held:
                cells.append(f'<td><a href="../entries/{ids[held[0]]}.html">{day}</a></td>')
            else:
                cells.append(f"<td>{day}</td>")
            if not (skipped + day) % _WEEK:
                cells.append("</tr>\n<tr>")
        rows = "".join(cells).removesuffix("</tr>\n<tr>")
        return (
            f'<table class="month"><caption>{self._caption(month, level)}</caption>\n'
            f"<thead><tr>{self._weekdays}</tr></thead>\n<tbody><tr>{rows}</tr></tbody></table>\n"
        )

    def _caption(self, month: str, level: str) -> str:
        year, _, number = month.partition("-")
        if level:
            name = self._words.tell(f"month.{int(number)}")
            if month in self._almanac.months:
                name = f'<a href="#m{number}">{name}</a>'
            return f"<{level}>{name}</{level}>"
        name = escape(self._words.say(month))
        return f'<a href="../contents/{year}.html#m{number}" data-d="{month}">{name}</a>'
