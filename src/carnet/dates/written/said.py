"""Dates as Carnet itself says them, read again: what `carnet.dates.say` prints comes back.

The phrases of a language are turned round: each pattern becomes a search for what stood in it.
Only what a heading may be is read: a year alone is none, and "undated" is no date.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from carnet.dates.edtf import Extent
from carnet.dates.edtf import read as read_edtf
from carnet.dates.point import Point
from carnet.dates.when import When
from carnet.dates.written.grammar import Grammar
from carnet.dates.written.language import words_of
from carnet.dates.written.meaning import dated
from carnet.dates.written.tokens import tokens
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language
    from carnet.dates.written.tokens import Token

_LONGEST = 160  # code points
_YEARLESS = 0b1111_00_00
_PARTS = (("quarter", 33), ("third", 37), ("half", 40))
_BOUNDS = (("since_day", True), ("since", True), ("until_day", False), ("until", False))
_DEEPEST = 3  # phrases within phrases


def read_said(text: str, language: Language, calendar: str) -> When | None:
    """The date that `text` says, if it is in the words of `say`."""
    if len(text) > _LONGEST or calendar == "french republican":
        return None
    if not _vocabulary(language).issuperset(word for word in words_of(text) if word.isalpha()):
        return None
    extent = _Said(language, calendar).extent(text, 0)
    if extent is None or (extent.start and extent.start.precision == "year" and _is_bare(extent)):
        return None
    try:
        return When(extent, calendar, text)
    except DateError:
        return None


def _is_bare(extent: Extent) -> bool:
    """Whether it is a year alone: a number may be anything."""
    start = extent.start
    alone = not extent.is_interval and start is not None and start.month is None
    return alone and start is not None and not start.approximate and start.year > 0


class _Said:
    def __init__(self, language: Language, calendar: str) -> None:
        self.language = language
        self.calendar = calendar

    def extent(self, text: str, depth: int) -> Extent | None:
        if depth > _DEEPEST:
            return None
        for name, every in (("one_of", False), ("all_of", True)):
            join = getattr(self.language.phrases, name)
            if join in text and not self.given("between", text):
                members = [self.extent(part, depth + 1) for part in text.split(join)]
                known = tuple(member for member in members if member is not None)
                if len(known) == len(members):
                    return Extent(members=known, every=every)
        if point := self.withheld(text):
            return Extent(point)
        if found := self.given("between", text) or self.given("span", text):
            first, last = self.point(found["first"]), self.point(found["last"])
            if first is not None and last is not None:
                return Extent(first, last)
        for name, begins in _BOUNDS:
            if (found := self.given(name, text)) and (point := self.point(found["it"])):
                return (
                    Extent(point, closing="open") if begins else Extent(end=point, opening="open")
                )
        point = self.point(text)
        return self.dated(text) if point is None else Extent(point)

    def given(self, name: str, text: str) -> dict[str, str] | None:
        """What stands in the blanks of a phrase, if the text is one."""
        found = _pattern(self.language, name).fullmatch(text)
        return found.groupdict() if found else None

    def point(self, text: str) -> Point | None:
        if found := self.given("uncertain", text):
            point = self.point(found["it"])
            return point and point.doubted(approximate=False, uncertain=True)
        for name in ("about_day", "about"):
            if (found := self.given(name, text)) and (point := self.bare(found["it"])):
                return point.doubted(approximate=True, uncertain=False)
        return self.bare(text)

    def bare(self, text: str) -> Point | None:
        """A point without its doubt."""
        if text.isascii() and text.isdigit() and len(text) == 4:
            return Point(int(text))
        if re.fullmatch(r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}", text) and "X" in text:
            try:
                return read_edtf(text).start
            except DateError:
                return None
        if found := self.given("before_christ", text):
            return Point(1 - int(found["year"])) if _is_year(found["year"]) else None
        if (found := self.given("decade", text)) and _is_year(found["year"]):
            return Point(int(found["year"]), unspecified=0b0001_00_00)
        for name, first in _PARTS:
            if (found := self.given(name, text)) and found["number"].isdigit():
                year = self.bare(found["year"])
                return year and year._replace(month=first - 1 + int(found["number"]))
        for name in ("yearless_day", "yearless_month"):
            if (found := self.given(name, text)) and (point := self.yearless(found)):
                return point
        if point := self.withheld(text):
            return point
        if (found := self.given("season", text)) and (
            point := self.season(found["season"], found["year"])
        ):
            return point
        extent = self.dated(text)
        return extent.start if extent and not extent.is_interval else None

    def withheld(self, text: str) -> Point | None:
        """A month or a day of it in a year partly unknown: "10 July, between 1900 and 1999"."""
        for name in ("yearless_day", "yearless_month"):
            said, _, within = text.partition(", ")
            unknown = getattr(self.language.phrases, name).partition(", ")[2]
            found = self.given(name, f"{said}, {unknown}") if within else None
            years = self.given("between", within)
            if not found or not years or not _is_year(years["first"] + years["last"]):
                continue
            first, last = int(years["first"]), int(years["last"])
            point = self.yearless(found)
            blank = {9: 0b0001, 99: 0b0011, 999: 0b0111}.get(last - first)
            if point and blank and first % (last - first + 1) == 0:
                return point._replace(year=first, unspecified=blank << 4)
        return None

    def season(self, name: str, year: str) -> Point | None:
        seasons = self.language.phrases.seasons
        point = self.bare(year)
        return point._replace(month=21 + seasons.index(name)) if point and name in seasons else None

    def yearless(self, found: dict[str, str]) -> Point | None:
        month = self.month(found["month"])
        day = found.get("day", "")
        number = 1 if day == self.language.phrases.first else int(day) if day.isdigit() else None
        if month is None or (day and number is None):
            return None
        return Point(0, month, number, _YEARLESS)

    def month(self, name: str) -> int | None:
        names = [months[0] for months in self.language.months]
        of_day = self.language.months_of or names
        return next((n for n in range(12) if name in (names[n], of_day[n])), -1) + 1 or None

    def ends(self, rest: Sequence[Token]) -> bool:
        """Whether nothing stands behind a date but the stop that the language puts there."""
        stopped = self.language.phrases.day.endswith(".")
        return not rest or (stopped and len(rest) == 1 and rest[0].text == ".")

    def dated(self, text: str) -> Extent | None:
        """A day, some days or a month, as headings have them."""
        row = tokens(text)
        # `say` begins with no small word, as the middle of a sentence does.
        if not row or row[0].word in self.language.prepositions | self.language.articles:
            return None
        grammar = Grammar(row, self.language, "")
        joined = grammar.joined(0)
        if joined is None or not self.ends(row[joined[1] :]):
            return None
        if any(item.dual or item.republican or item.about or item.part for item in joined[0].items):
            return None
        when = dated(joined[0], self.calendar, self.language, text)
        return when.extent if when is not None and when.sure == 1.0 else None


@cache
def _vocabulary(language: Language) -> frozenset[str]:
    """All words that `say` uses."""
    phrases = (
        name for each in language.phrases for name in ((each,) if isinstance(each, str) else each)
    )
    names = (words[0] for words in (*language.months, *language.weekdays))
    texts = (*phrases, *names, *language.months_of, "X XX XXX XXXX", "{first} {last} {it}")
    return frozenset(word for text in texts for word in words_of(text))


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15


@cache
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    """A phrase of a language with its blanks as groups; `{}` is the group `it`."""
    pattern = re.escape(getattr(language.phrases, name).replace("{}", "{it}"))
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", pattern))
