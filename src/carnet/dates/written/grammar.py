"""The grammar of dates in words: days, months and years in a row of tokens.

A reader of one language walks the tokens; each rule takes a place and returns what it found and
the place after it, or None. No rule goes back over more than a few tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.tokens import Token, roman

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language

_JOINTS = frozenset(".,-–—/'’[](){}")  # between the parts of one date
_DASHES = frozenset("-–—")
_OLDEST, _LATEST = 1000, 2199  # years in four digits that a notebook may bear


class Item(NamedTuple):
    """One date, perhaps lacking what its neighbour says."""

    day: int | None = None
    month: int | None = None  # 21 to 24: a season; 1 to 13 in a Republican year
    year: int | None = None
    month_first: bool = False
    weekday: int | None = None
    about: str = ""  # the word that makes it approximate
    dual: bool = False  # the year is written in two styles, as 1659/60
    doubtful_year: bool = False
    republican: bool = False


class Joined(NamedTuple):
    """Dates in a row; `joins` has one of `to and or / same` between each two."""

    items: tuple[Item, ...]
    joins: tuple[str, ...]


class Grammar:
    """Reads the dates of one language in one line."""

    def __init__(self, tokens: Sequence[Token], language: Language, order: str) -> None:
        """`order` tells how 3.5.1941 is read: "dmy", "mdy", or "" where that is not known."""
        self.tokens = tokens
        self.language = language
        self.order = order

    def joined(self, at: int) -> tuple[Joined, int] | None:
        """Dates joined by dashes, commas and conjunctions."""
        first = self.item(at)
        if first is None:
            return None
        item, at = first
        items, joins = [item], []
        while len(items) < 8:
            join = ("same", self._skip(at, ",(=")) if item.republican else self._join(at)
            following = self.item(join[1]) if join else None
            if join is None or following is None:
                break
            if item.year is not None and following[0].year is None:
                break  # 3 May 1941, 10 p.m.
            item, at = following
            items.append(item)
            joins.append(join[0])
        return Joined(tuple(items), tuple(joins)), at

    def item(self, at: int) -> tuple[Item, int] | None:
        """One date, with its weekday and small words before it."""
        weekday, at = self._opening(at)
        about = ""
        if self._word(at) in self.language.about | self.language.part:
            about = self._text(at)
            at = self._skip(at + 1, ".-–")
            while self._word(at) in self.language.articles | self.language.inner:
                at = self._skip(at + 1, "'’.")
        found = (
            self._figures(at)
            or self._day_first(at)
            or self._month_first(at)
            or self._year_first(at)
            or self._season(at)
        )
        if found is None:
            return None
        return found[0]._replace(weekday=weekday, about=about), found[1]

    def year(self, at: int) -> tuple[int, int] | None:
        """A year in four digits."""
        token = self._at(at)
        if token is None or len(token.text) != 4 or not _OLDEST <= token.number <= _LATEST:
            return None
        return token.number, at + 1

    def month(self, at: int) -> tuple[int, int] | None:
        """A month's name, or one that begins with a figure, as 7bre."""
        token = self._at(at)
        if token is None:
            return None
        if token.number >= 0:
            after = self._at(at + 1)
            if after is None or not after.glued or not after.is_word:
                return None
            number = self.language.month_numbers.get(token.text + after.word)
            return (number, at + 2) if number else None
        number = self.language.month_numbers.get(token.word)
        return (number, at + 1) if number else None

    def day(self, at: int) -> tuple[int, int] | None:
        """A day's number, in figures with or without an ending, or in words."""
        token = self._at(at)
        if token is None:
            return None
        if token.number < 0:
            number = self.language.numbers.get(token.word, 0)
            return (number, at + 1) if number else None
        if len(token.text) > 2 or not 1 <= token.number <= 31 or self.month(at):
            return None
        after = self._at(at + 1)
        if after is not None and after.glued:
            if after.text == "^":  # 3^d: the ending stands as a word of its own
                at, after = self._skip(at + 1, "^{") - 1, self._at(self._skip(at + 1, "^{"))
            if after is not None and after.word in self.language.ordinals:
                return token.number, self._skip(at + 2, "}")
            if after is not None and after.text in "º°":
                return token.number, at + 2
        return token.number, at + 1

    # One token and what may stand between two.

    def _at(self, at: int) -> Token | None:
        return self.tokens[at] if at < len(self.tokens) else None

    def _word(self, at: int) -> str:
        return self.tokens[at].word if at < len(self.tokens) else ""

    def _text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _skip(self, at: int, marks: str | frozenset[str]) -> int:
        while at < len(self.tokens) and self.tokens[at].text in marks:
            at += 1
        return at

    def _joint(self, at: int) -> int:
        """Past the marks and small words between two parts of a date."""
        at = self._skip(at, _JOINTS)
        while self._word(at) and self._word(at) in self.language.inner:
            at = self._skip(at + 1, _JOINTS)
        return at

    def _opening(self, at: int) -> tuple[int | None, int]:
        """The weekday and the small words before a date."""
        weekday = None
        small = self.language.articles | self.language.prepositions
        while at < len(self.tokens):
            word = self.tokens[at].word
            number = self.language.weekday_numbers.get(word)
            if number is not None and weekday is None:
                weekday = number
                at = self._skip(at + 1, ".,")
                if self._text(at) in _DASHES:
                    at += 1
            elif word and word in small and not self.day(at):
                at = self._skip(at + 1, ".'’,")
            else:
                break
        return weekday, at

    def _join(self, at: int) -> tuple[str, int] | None:
        kind = ""
        while at < len(self.tokens):
            text, word = self.tokens[at].text, self.tokens[at].word
            if text in _DASHES or word in self.language.to:
                this = "to"
            elif word in self.language.either:
                this = "or"
            elif text == "/":
                this = "/"
            elif text in ",&" or word in self.language.both:
                this = "and"
            elif text == "." and not kind and at + 1 < len(self.tokens):
                at += 1  # 3.–5. Mai
                continue
            else:
                break
            if kind not in ("", "and") and this != kind:
                return None
            kind, at = this, at + 1
        return (kind, at) if kind else None

    # The orders in which a date is written.

    def _day_first(self, at: int) -> tuple[Item, int] | None:
        found = self.day(at)
        if found is None:
            return None
        day, after_day = found
        at = self._joint(after_day)
        if self.language.code == "fr" and self._word(at) == "jour":
            return self._complementary(day, at + 1)
        if republican := self._republican(day, at):
            return republican
        month = self.month(at)
        if month is None:
            # A lone day may take its year, where the month stood with the day before it.
            year = self._years(self._joint(after_day))
            if year and self._text(after_day) in ("", *",[("):
                return year[0]._replace(day=day), year[1]
            return Item(day), after_day
        year = self._years(self._joint(month[1]), dual=True)
        if year is None:
            return Item(day, month[0]), month[1]
        return year[0]._replace(day=day, month=month[0]), year[1]

    def _month_first(self, at: int) -> tuple[Item, int] | None:
        month = self.month(at)
        if month is None:
            return self._republican(None, at)
        after = self._joint(month[1])
        day = self.day(after)
        if day is None:
            year = self._years(after)
            if year is None:
                return Item(None, month[0]), month[1]
            return year[0]._replace(month=month[0]), year[1]
        year = self._years(self._joint(day[1]), dual=True)
        if year is None:
            return Item(day[0], month[0], month_first=True), day[1]
        return year[0]._replace(day=day[0], month=month[0], month_first=True), year[1]

    def _year_first(self, at: int) -> tuple[Item, int] | None:
        year = self.year(at)
        month = year and self.month(self._joint(year[1]))
        day = month and self.day(self._joint(month[1]))
        if not (year and month and day):
            return None
        return Item(day[0], month[0], year[0]), day[1]

    def _season(self, at: int) -> tuple[Item, int] | None:
        code = self.language.season_codes.get(self._word(at))
        if code is None:
            return None
        at = self._joint(at + 1)
        year = self.year(at)
        if year is None:
            return None
        # The winter of 1941/42 belongs to the year in which it begins.
        later = self._later_year(year[0], year[1])
        return Item(None, code, year[0]), later[1] if later else year[1]

    def _years(self, at: int, *, dual: bool = False) -> tuple[Item, int] | None:
        year = self.year(at)
        if year is None:
            return None
        number, after = year
        doubled = self._later_year(number, after) if dual else None
        if doubled:
            number, after = doubled
        bracketed = at > 0 and self._text(at - 1) in ("[", "(")
        doubtful = bracketed and self._text(after) == "?"
        if doubtful:
            after += 1
        if bracketed and self._text(after) in ("]", ")"):
            after += 1
        return Item(None, None, number, dual=bool(doubled), doubtful_year=doubtful), after

    def _later_year(self, year: int, at: int) -> tuple[int, int] | None:
        """The second year of 1659/60."""
        token = self._at(at + 1)
        if self._text(at) not in ("/", *_DASHES) or token is None or token.number < 0:
            return None
        later = str(year + 1)
        if not later.endswith(token.text) or not self.tokens[at].glued or not token.glued:
            return None
        return year + 1, at + 2

    def _figures(self, at: int) -> tuple[Item, int] | None:
        """Figures alone: 1941-05-03, 3.5.1941, 3. V. 1941."""
        if len(self.tokens) < at + 5:
            return None
        one, mark, two, again, three = self.tokens[at : at + 5]
        if mark.text not in ("-", ".", "/") or again.text != mark.text:
            return None
        if one.number < 0 or three.number < 0:
            return None
        if two.number < 0:
            month = roman(two.text) if two.text.isupper() else 0
            short = len(one.text) <= 2 and 1 <= month <= 12
            year = self.year(at + 4) if short else None
            return (Item(one.number, month, year[0]), at + 5) if year else None
        widths = len(one.text), len(two.text), len(three.text)
        if widths == (4, 2, 2):
            return Item(three.number, two.number, one.number), at + 5
        if widths[0] > 2 or widths[1] > 2 or self.year(at + 4) is None:
            return None
        order = self.order
        if mark.text == "." and order != "mdy":
            order = order or "dmy"
        if one.number > 12 or one.number == two.number:
            order = "dmy"
        elif two.number > 12:
            order = "mdy"
        if not order:
            return None
        first, second = (one, two) if order == "dmy" else (two, one)
        return Item(first.number, second.number, three.number), at + 5

    def _republican(self, day: int | None, at: int) -> tuple[Item, int] | None:
        month = self.language.republican_numbers.get(self._word(at))
        if month is None:
            return None
        return self._republican_year(day, month, at + 1)

    def _complementary(self, day: int, at: int) -> tuple[Item, int] | None:
        if self._word(at) not in ("complementaire", "sansculottide"):
            return None
        return self._republican_year(day, 13, at + 1)

    def _republican_year(self, day: int | None, month: int, at: int) -> tuple[Item, int] | None:
        at = self._skip(at, _JOINTS)
        marked = False
        while self._word(at) in ("l", "an", "annee", "year", "des", "jahres", "jahr"):
            marked = marked or self._word(at) not in ("l", "des")
            at = self._skip(at + 1, "'’.,")
        token = self._at(at)
        if token is None or not token.word:
            return None
        year = token.number if token.number > 0 and marked else roman(token.text)
        if not 1 <= year <= 99:
            return None
        at += 1
        after = self._at(at)
        if after is not None and after.glued and after.word in self.language.ordinals:
            at += 1
        if [self._word(at + n) for n in range(3)] == ["de", "la", "republique"]:
            at += 3
            if self._word(at) == "francaise":
                at += 1
        return Item(day, month, year, republican=True), at
