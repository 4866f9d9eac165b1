"""Whether a line is a date and nothing else, and which.

A heading consists of one full date (or dates joined), a weekday, a place of a few capitalised
words, a time of day, and marks. Any other word makes it prose, which is not read here: a day that
is not written is never made up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.language import words_of
from carnet.dates.written.lines import MARKS, OUTER, Beside, Line, balanced, elided, place_name
from carnet.dates.written.markup import plain
from carnet.dates.written.meaning import CENTURY, dated, doubtful, held_against
from carnet.dates.written.misprints import mended
from carnet.dates.written.said import read_said
from carnet.dates.written.shelf import order_of, spoken
from carnet.dates.written.tokens import LONGEST, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carnet.dates.when import When
    from carnet.dates.written.grammar import Joined
    from carnet.dates.written.language import Language

_NEAR = 0.85  # how sure a date is that is read through a misprint


class Reading(NamedTuple):
    """A heading read. `[start, end)` is the heading within the line, without marks around it.

    `place` is the place written beside the date, or "". `weekday` is the one written, Monday
    being 0, whether or not it is right.
    """

    when: When
    start: int
    end: int
    place: str
    weekday: int | None


def read_date(
    line: str, languages: Iterable[str] | None = None, calendar: str = "gregorian"
) -> Reading | None:
    """The date that a line consists of, or None where it does not consist of a date.

    `languages` are BCP 47 tags, the likeliest first; without them all languages that Carnet has
    are tried. They also decide how 3/5/1941 is read: never in bare English, whose writers differ.
    `calendar` is the writer's; a year in two styles (1659/60) or "O.S." makes the date Julian.
    """
    tags = tuple(languages or ())
    found = _each(line, tags, calendar, (order_of(tags),)) or _as_said(line, tags, calendar)
    # What another language takes for a place may be a small word or a weekday in the right one.
    return min(found, key=lambda reading: len(reading.place), default=None)


def readings(
    line: str, languages: Iterable[str] | None = None, calendar: str = "gregorian"
) -> list[Reading]:
    """Every date that a line may be said to consist of, the likeliest first.

    More than one where languages read it differently, or where 3/5/1941 may be in May or March.
    """
    tags = tuple(languages or ())
    orders = (order_of(tags),) if order_of(tags) else ("", "dmy", "mdy")
    found = sorted(_each(line, tags, calendar, orders), key=lambda reading: len(reading.place))
    once = {(reading.when, reading.weekday): reading for reading in reversed(found)}
    return list(reversed(once.values()))


def _as_said(line: str, tags: tuple[str, ...], calendar: str) -> list[Reading]:
    """What `say` prints, which is more than headings have: "until May 1941"."""
    text = line.strip()
    if len(text) > LONGEST or not _figures_of_years().search(text):
        return []
    start = len(line) - len(line.lstrip())
    return [
        Reading(when, start, start + len(text), "", None)
        for language in spoken(tags)
        if (when := read_said(text, language, calendar)) is not None
    ]


@cache
def _figures_of_years() -> re.Pattern[str]:
    yearless = {
        word
        for language in spoken(None)
        for word in words_of(language.phrases.yearless_month.format(month=""))
    }
    return re.compile(rf"[0-9X]{{4}}|[0-9]+(?: \D*)?$|\b(?:{'|'.join(sorted(yearless))})\b")


def _each(
    line: str, tags: tuple[str, ...], calendar: str, orders: tuple[str, ...]
) -> list[Reading]:
    if len(line) > LONGEST or not _year().search(line):
        return []
    whole = tokens(line)
    first, last = 0, len(whole)
    while first < last and whole[first].text in OUTER:
        first += 1
    while first < last and whole[last - 1].text in OUTER and not _keeps_back(whole, last - 1):
        last -= 1
    headed = first > 0 and whole[0].text == "#"
    row = plain(whole[first:last])
    if not row or not balanced(row):
        return []
    words = {token.word for token in row}
    figures = sum(token.text in ".-/" for token in row) > 1
    likely = [
        language
        for language in spoken(tags)
        if figures or headed or not words.isdisjoint(language.signs)
    ]
    found = [
        reading
        for language in likely
        for order in orders
        if (reading := _Heading(row, language, order, calendar, headed=headed).read(line))
    ]
    if found:
        return found
    for language in spoken(tags):
        if (repaired := mended(row, language, spoken(tags))) is not None:
            heading = _Heading(repaired.row, language, orders[0], calendar, headed=headed)
            reading = heading.read(line, repaired.reasons)
            if reading is not None:
                found.append(reading)
    return found


def _keeps_back(row: Sequence[Token], at: int) -> bool:
    """Whether a mark at the end stands for the last figures of a year: 18—, 187-."""
    while at > 0 and row[at].is_mark:
        at -= 1
    return len(row[at].text) in (2, 3) and row[at].number >= 10


@cache
def _year() -> re.Pattern[str]:
    # No full date lacks a year of four digits or one kept back, or the word that goes before a
    # Republican one.
    return re.compile(
        r"[12][0-9]{3}|\b(?:an|ann[ée]e|anno|a[nñ]o|year|jahre?s?|jaar|år|rok|roku|vuonna|év|год|года)\b|\b1[0-9]{2}[-–—.*_?x]"
        r"|\b1[0-9]\s?(?:--|—|\*\*|\.\.|…|__|xx|\. ?\.)|\[[0-9]{2}\??\]|\bM[DC][CLXVI]+\b|[⁰-⁹²³¹]",
        re.IGNORECASE,
    )


class _Heading:
    """One line read in one language."""

    def __init__(
        self, row: Sequence[Token], language: Language, order: str, calendar: str, *, headed: bool
    ) -> None:
        self.row = row
        self.language = language
        self.line = Line(row, language, order, whole=True)
        self.grammar = self.line.grammar
        self.calendar = calendar
        self.headed = headed

    def read(self, line: str, reasons: Mapping[int, str] | None = None) -> Reading | None:
        if self._fragment():
            return None
        for at, joined, end in self._dates():
            before, after = self.line.before(at), self.line.after(end)
            if before is None or after.stop < len(self.row) or (before.place and after.place):
                continue
            if after.place and self.row[after.place[0] - 1].text not in ",–-—(":
                continue  # what follows without a mark is a title
            if before.place and before.place[1] == at and joined.items[0].month is None:
                continue  # "Version 3, 29 June 2007"
            if elided([*self.row[:at], *self.row[end:]]):
                continue
            reading = self._reading(line, joined, before, after)
            if reading is not None:
                return _as_misprinted(reading, self.row, reasons or {})
        return None

    def _dates(self) -> Iterator[tuple[int, Joined, int]]:
        for at in range(len(self.row)):
            found = self.grammar.joined(at) or self.line.year_alone(
                at, marked=self.headed and len(self.row) == 1
            )
            if found is None or (at and self.row[at].text in MARKS):
                continue
            joined, end = found
            if joined.items[0].blank != CENTURY:  # what has no century is no full date
                yield at, joined, end

    def _fragment(self) -> bool:
        """Whether it begins as the middle of a sentence does: "on May 3, 1941," in small letters."""
        opening = self.row[0]
        return opening.word in self.language.prepositions and not opening.capital

    def _reading(self, line: str, joined: Joined, before: Beside, after: Beside) -> Reading | None:
        start, end = self.row[0].start, self.row[-1].end
        style = before.style or after.style or self.calendar
        written = line[start:end]
        when = dated(joined, style, self.language, written)
        if when is None:
            return None
        if self.row[0].text == "[" and self.row[-1].text == "]":
            when = when.less_sure("it stands in brackets, as what an editor adds", 1.0)
        if before.doubtful or after.doubtful:
            when = doubtful(when)
        named = before.weekday if before.weekday is not None else after.weekday
        if named is None:
            named = joined.items[0].weekday
        elif len(joined.items) == 1:
            when = held_against(when, when.start, named)
        place = before.place or after.place
        where = place_name(line[self.row[place[0]].start :], self.row, place) if place else ""
        return Reading(when, start, end, where, named)


def _as_misprinted(reading: Reading, row: Sequence[Token], reasons: Mapping[int, str]) -> Reading:
    when = reading.when
    told = [reasons[token.start] for token in row if token.start in reasons]
    for reason in told:
        when = when.less_sure(reason, _NEAR)
    return reading._replace(when=when)
