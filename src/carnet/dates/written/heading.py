"""Whether a line is a date and nothing else, and which.

A heading consists of one full date (or dates joined), a weekday, a place of a few capitalised
words, a time of day, and marks. Any other word makes it prose, which is not read here: a day that
is not written is never made up.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.grammar import Grammar, Item, Joined
from carnet.dates.written.meaning import dated, doubtful, held_against
from carnet.dates.written.shelf import LANGUAGES, spoken
from carnet.dates.written.tokens import LONGEST, Token, roman, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.dates.when import When
    from carnet.dates.written.language import Language

_OUTER = frozenset("#*_=~>|\"“”„«»'‘’-–—.,:;•·")  # may stand around a heading
_MARKS = _OUTER | frozenset("()[]{}/?&†✝")
_STYLES = {"os": "julian", "ns": "gregorian"}

# Small words inside the names of places, in any of the languages: names travel.
_PARTICLES = frozenset(
    (
        "of", "the", "on", "in", "at", "near", "upon", "and", "off", "de", "du", "des", "la", "le",
        "les", "l", "d", "en", "sur", "sous", "a", "au", "aux", "et", "pres", "chez", "par", "lez",
        "saint", "an", "am", "der", "die", "das", "den", "dem", "im", "bei", "von", "ob", "und",
        "zu", "zum", "zur", "i", "o",
    )
)  # fmt: skip
_MOST_PLACE_WORDS = 6


@cache
def _never_places() -> frozenset[str]:
    """Words that open a line of prose in some language, or are its weekdays."""
    words: set[str] = set()
    for language in LANGUAGES.values():
        words |= language.no_place
        words.update(word for word in language.weekday_numbers if len(word) > 3)
    return frozenset(words - _PARTICLES)


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


class _Around(NamedTuple):
    """What stands before or after a date."""

    place: tuple[int, int] | None = None  # tokens
    weekday: int | None = None
    style: str = ""
    doubtful: bool = False


def read_date(
    line: str, languages: Iterable[str] | None = None, calendar: str = "gregorian"
) -> Reading | None:
    """The date that a line consists of, or None where it does not consist of a date.

    `languages` are BCP 47 tags, the likeliest first; without them all languages that Carnet has
    are tried. They also decide how 3/5/1941 is read: never in bare English, whose writers differ.
    `calendar` is the writer's; a year in two styles (1659/60) or "O.S." makes the date Julian.
    """
    if len(line) > LONGEST or not _year().search(line):
        return None
    tags = tuple(languages or ())
    row = tokens(line)
    first, last = 0, len(row)
    while first < last and row[first].text in _OUTER:
        first += 1
    while first < last and row[last - 1].text in _OUTER:
        last -= 1
    headed = first > 0 and row[0].text == "#"
    row = row[first:last]
    if not row or not _balanced(row):
        return None
    order = _order(tags)
    words = {token.word for token in row}
    figures = sum(token.text in ".-/" for token in row) > 1
    readings = [
        reading
        for language in spoken(tags)
        if figures or headed or not words.isdisjoint(language.signs)
        if (reading := _Heading(row, language, order, calendar, headed=headed).read(line))
    ]
    # What another language takes for a place may be a small word or a weekday in the right one.
    return min(readings, key=lambda reading: len(reading.place), default=None)


def _order(tags: tuple[str, ...]) -> str:
    """How the writers of these languages put day and month in figures, "" where they differ."""
    orders = set()
    for tag in tags:
        tag_parts = tag.replace("_", "-").lower().split("-")
        if tag_parts[0] != "en":
            orders.add("dmy")
        elif len(tag_parts) > 1:
            orders.add("mdy" if "us" in tag_parts else "dmy")
        else:
            orders.add("")
    return orders.pop() if len(orders) == 1 else ""


@cache
def _year() -> re.Pattern[str]:
    # No full date lacks a year of four digits, or the word that goes before a Republican one.
    return re.compile(r"[12][0-9]{3}|\b(?:an|ann[ée]e|year|jahre?s?)\b", re.IGNORECASE)


def _balanced(row: Sequence[Token]) -> bool:
    """Whether brackets close, and no dots stand for words left out."""
    texts = [token.text for token in row]
    if texts.count("(") != texts.count(")") or texts.count("[") != texts.count("]"):
        return False
    return (".", ".") not in pairwise(texts)


class _Heading:
    """One line read in one language."""

    def __init__(
        self, row: Sequence[Token], language: Language, order: str, calendar: str, *, headed: bool
    ) -> None:
        self.row = row
        self.language = language
        self.grammar = Grammar(row, language, order)
        self.calendar = calendar
        self.headed = headed

    def read(self, line: str) -> Reading | None:
        if self._fragment():
            return None
        for at in range(len(self.row)):
            found = self.grammar.joined(at) or self._year_alone(at)
            if found is None or (at and self.row[at].text in _MARKS):
                continue
            joined, end = found
            before, after = self._around(0, at), self._around(end, len(self.row))
            if before is None or after is None or (before.place and after.place):
                continue
            if after.place and self.row[after.place[0] - 1].text not in ",–-—(":
                continue  # what follows without a mark is a title
            if before.place and before.place[1] == at and joined.items[0].month is None:
                continue  # "Version 3, 29 June 2007"
            reading = self._reading(line, joined, before, after)
            if reading is not None:
                return reading
        return None

    def _fragment(self) -> bool:
        """Whether it begins as the middle of a sentence does: "on May 3, 1941," in small letters."""
        opening = self.row[0]
        return opening.word in self.language.prepositions and not opening.capital

    def _year_alone(self, at: int) -> tuple[Joined, int] | None:
        """A year that is marked as one: by a word, or by standing as a heading of its own."""
        marked = self.headed and len(self.row) == 1
        small = self.language.articles | self.language.prepositions
        about = ""
        start = at
        while at < len(self.row) and not self.row[at].number >= 0:
            word = self.row[at].word
            if word in self.language.year:
                marked = True
            elif word in self.language.about:
                marked, about = True, self.row[at].text
            elif word not in small and self.row[at].text not in ".,'’":
                return None
            at += 1
        year = self.grammar.year(at)
        if not (marked and year) or (start and not about):
            return None
        return Joined((Item(year=year[0], about=about),), ()), year[1]

    def _around(self, start: int, end: int) -> _Around | None:
        """What the tokens beside the date say; None where there is prose among them."""
        language = self.language
        place: tuple[int, int] | None = None
        day_of_week: int | None = None
        style = ""
        doubtful = False
        at = start
        while at < end:
            token = self.row[at]
            word = token.word
            if token.is_mark:
                if token.text not in _MARKS:
                    return None
                doubtful = doubtful or token.text == "?"
                at += 1
            elif token.number >= 0:
                after = self._clock(at, end) if start else None
                if after is None:
                    return None
                at = after
            elif word in language.weekday_numbers and day_of_week is None:
                day_of_week = language.weekday_numbers[word]
                at += 1
            elif word in _STYLES and "." in token.text:
                style = _STYLES[word]
                at += 1
            elif word in language.of_day or (at == 0 and self._numbering(at, end)):
                at += 1
            elif place is None and (stop := self._place(at, end, before=not start)):
                place = at, stop
                at = stop
            elif word in language.articles | language.prepositions | language.inner | {"s"}:
                at += 1
            else:
                return None
        return _Around(place, day_of_week, style, doubtful)

    def _numbering(self, at: int, end: int) -> bool:
        """A Roman number before the date: entries are sometimes counted."""
        token = self.row[at]
        after = self.row[at + 1] if at + 1 < end else None
        parted = after is None or not after.glued or after.text in ".)"
        return token.text.isupper() and roman(token.text) > 0 and parted

    def _clock(self, at: int, end: int) -> int | None:
        """Past an hour: 10:30, 10 h 30, 7 p.m., 8 Uhr."""
        if self.row[at].number > 24:
            return None
        timed = False
        at += 1
        if at + 1 < end and (self.row[at].text in ":." or self.row[at].word == "h"):
            minute = self.row[at + 1]
            if 0 <= minute.number < 60 and len(minute.text) == 2:
                timed = self.row[at].text != "."
                at += 2
        if at < end and self.row[at].word in self.language.clock:
            return at + 1
        if [token.word for token in self.row[at : at + 3]] == ["o", "", "clock"]:
            return at + 3
        return at if timed else None

    def _place(self, at: int, end: int, *, before: bool) -> int | None:
        """The end of a place's name that begins here."""
        first = self.row[at]
        if not first.capital and (before or first.word not in _PARTICLES):
            return None
        names = words = 0
        stop = at
        while at < end:
            token = self.row[at]
            language = self.language
            if token.is_mark:
                if token.text not in ",.-–'’&()/":
                    break
            elif (
                token.number >= 0
                or token.word in language.no_place
                or token.word in _never_places()
            ):
                return None
            elif token.word in language.weekday_numbers or (
                token.word in language.articles and self._opens_date(at, end)
            ):
                break
            else:
                if not token.capital and token.word not in _PARTICLES:
                    return None
                words += 1
                if token.capital and len(token.word) > 1 and token.word not in _PARTICLES:
                    names += 1
                if token.capital:
                    stop = at + 1
            at += 1
        return stop if names and words <= _MOST_PLACE_WORDS else None

    def _opens_date(self, at: int, end: int) -> bool:
        """Whether only marks and weekdays part a small word from the date: "Paris, le samedi"."""
        return all(
            token.is_mark or token.word in self.language.weekday_numbers
            for token in self.row[at + 1 : end]
        )

    def _reading(
        self, line: str, joined: Joined, before: _Around, after: _Around
    ) -> Reading | None:
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
        where = line[self.row[place[0]].start : self.row[place[1] - 1].end] if place else ""
        return Reading(when, start, end, where, named)
