"""How an entry is called: in a list, in a link, at its own head, in a citation."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from carnet.dates import Extent, Point, When, weekday
from carnet.dates.display import month_name, say, weekday_name
from carnet.errors import DateError
from carnet.publishers.site.escape import attribute, escape
from carnet.publishers.site.layout import UNDATED
from carnet.publishers.site.strings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.edition import Line
    from carnet.publishers.site.words import Words

_HTML_DATE = re.compile(r"(?!0000)\d{4}(?:-\d\d(?:-\d\d)?)?")
_PLAIN_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
PLAIN_DAY = re.compile(r"(?!0000)\d{4}-\d\d-\d\d")
_USUAL = frozenset(("gregorian", "julian"))
_UNDERSCORES = re.compile(r"(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_LABEL = 60
_DATED = 4096  # dates that are remembered: an entry's page says its own several times


class Labels:
    """Dates and names in one interface language."""

    def __init__(self, words: Words, withheld: Mapping[str, str] | None = None) -> None:
        """`withheld` are the contents pages whose year is known in part, with it as EDTF: 19XX."""
        self.words = words
        self._withheld = withheld or {}
        self._marked: dict[tuple[str, str], str] = {}
        self._says: dict[tuple[str | None, str], str] = {}
        self._dated: dict[tuple[str | None, str], str] = {}

    def date(self, when: When) -> str:
        """The date as it is understood; nothing where there is none."""
        edtf = when.edtf
        if edtf is None:
            return ""
        key = edtf, when.calendar
        said = self._says.get(key)
        if said is None:
            said = self._says[key] = say(when, self.words.language)
        return said

    def title(self, line: Line) -> str:
        """The date of an entry, or its name, as what a pointer is told, in the reader's language:
        an attribute, as HTML. Of a date that only the press can say, nothing.
        """
        edtf = line.edtf
        if edtf is None:
            return f' title="{attribute(self.name(line))}"'
        plain = line.calendar in _USUAL and _PLAIN_DATE.fullmatch(edtf)
        return self.words.title(f"on_date|day@{edtf}") if plain else ""

    def marked(self, when: When) -> str:
        """What lets the words of a date be put into another language: attributes, as HTML."""
        edtf = when.edtf
        if edtf is None:
            return ' data-w="undated"'
        key = edtf, when.calendar
        known = self._marked.get(key)
        if known is None:
            if when.calendar in _USUAL and _PLAIN_DATE.fullmatch(edtf):
                known = f' data-d="{edtf}"'
            else:
                known = "".join(
                    f' data-{code}="{attribute(say(when, code))}"' for code in LANGUAGES
                )
            self._marked[key] = known
        return known

    def dated(self, when: When) -> str:
        """A date in words that can be put into another language, as HTML."""
        key = when.edtf, when.calendar
        known = self._dated.get(key)
        if known is None:
            iso = self.datetime(when)
            element, is_ = ("time", f' datetime="{iso}"') if iso else ("span", "")
            said = escape(self.date(when) or self.words["undated"])
            known = f"<{element}{is_}{self.marked(when)}>{said}</{element}>"
            if len(self._dated) >= _DATED:
                self._dated.clear()
            self._dated[key] = known
        return known

    def told(self, line: Line) -> str:
        """A short name for a link (see `name`), as HTML."""
        if line.edtf is not None:
            return self.dated(line.when)
        name = short(line.title or line.heading or line.opening)
        return escape(name) if name else self.words.tell("undated")

    def gregorian_day(self, edtf: str) -> str:
        """A Gregorian date in EDTF in words that can be put into another language, as HTML; as it
        stands where it is no date.
        """
        try:
            return self.dated(When.parse(edtf))
        except DateError:
            return escape(edtf)

    def day_of_week(self, when: When) -> str:
        """The weekday of a single day, Monday being 0, as HTML; nothing for any other date."""
        k = _weekday(when)
        return self._weekdays[k] if k is not None else ""

    @cached_property
    def _weekdays(self) -> list[str]:
        names = [weekday_name(k, self.words.language) for k in range(7)]
        return [f'<span class="weekday" data-k="{k}">{name}</span>' for k, name in enumerate(names)]

    def month_head(self, when: When) -> str:
        """The month in which a date begins, as HTML; nothing if it is not known."""
        name = self.month_of(when)
        if name and when.calendar in _USUAL and when.month:
            return self.words.tell(f"month.{when.month}")
        return escape(name)

    def year_head(self, name: str) -> str:
        """What a contents page is called, as HTML."""
        if name == UNDATED:
            return self.words.tell("undated_entries")
        if name in self._withheld:
            return self.dated(When.parse(self._withheld[name]))
        edtf = name.replace("before-", "-")
        return f'<span data-d="{edtf}">{escape(self.year(name))}</span>'

    def month(self, month: int) -> str:
        """The name of a month, 1 to 12."""
        return month_name(month, self.words.language)

    def month_of(self, when: When) -> str:
        """The month in which a date begins, for a heading; nothing if it is not known."""
        if when.month is None:
            return ""
        if when.calendar in _USUAL:
            return self.month(when.month)
        start = when.start or when.end
        if start is None:
            return ""
        # A month of its own calendar's has a name of its own, and is said with its year.
        whole = say(
            When(Extent(Point(start.year, start.month)), calendar=when.calendar),
            self.words.language,
        )
        return whole.partition(" (")[0]

    def year(self, name: str) -> str:
        """What a contents page's year is called."""
        return self.words.say(self._withheld.get(name) or name.replace("before-", "-"))

    def contents(self, name: str) -> str:
        """What a contents page is called."""
        return self.words["undated_entries"] if name == UNDATED else self.year(name)

    def gregorian(self, when: When) -> str:
        """The Gregorian date where the writer's calendar is another."""
        edtf = when.gregorian
        return self.words.say(edtf) if edtf and when.calendar != "gregorian" else ""

    @staticmethod
    def datetime(when: When) -> str:
        """What `<time>` takes: a Gregorian year, month or day; else nothing."""
        edtf = when.gregorian or ""
        return edtf if _HTML_DATE.fullmatch(edtf) else ""

    def name(self, line: Line) -> str:
        """A short name for a link: its date, else its title, else how it begins."""
        return (
            self.date(line.when)
            or short(line.title or line.heading or line.opening)
            or (self.words["undated"])
        )

    def words_of(self, line: Line) -> str:
        """What tells an entry from others of its day."""
        return line.title or line.opening or line.heading


def _weekday(when: When) -> int | None:
    """The weekday of a single day, Monday being 0; None for any other date."""
    edtf = when.edtf
    if edtf and when.calendar == "gregorian" and PLAIN_DAY.fullmatch(edtf):
        return date.fromisoformat(edtf).weekday()  # as of nearly all
    if when.precision != "day" or (bounds := when.bounds) is None or bounds[0] != bounds[1]:
        return None
    return weekday(bounds[0])


def unmarked(text: str) -> str:
    """Words without the underscores that transcribers set around them for italics. They stay in the
    text of an entry, which is the source's; a label only says what the words are.
    """
    return _UNDERSCORES.sub("", text) if "_" in text else text


def short(text: str) -> str:
    """At most a line of it, ending on a word."""
    text = unmarked(" ".join(text[: 4 * _LABEL].split()))
    if len(text) <= _LABEL:
        return text
    cut = text[:_LABEL].rpartition(" ")[0] or text[:_LABEL]
    return f"{cut.rstrip(' ,;:.')} …"
