"""The smallest parts of a date: one day, month, year or weekday in a row of tokens.

A reader of one language walks the tokens; each rule takes a place and returns what it found and
the place after it, or None. No rule goes back over more than a few tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.tokens import Token, roman_day, roman_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Book, Language

JOINTS = frozenset(".,-–—/'’[](){}")  # between the parts of one date
DASHES = frozenset("-–—")
WITHIN = frozenset("'’.-–°º")  # between the words of one phrase
_NUMBERED = WITHIN | {":"}  # behind a number
_OLDEST, _LATEST = 1000, 2199  # years in four digits that a notebook may bear
PLANETS = {"☽": 0, "☾": 0, "♂": 1, "☿": 2, "♃": 3, "♀": 4, "♄": 5, "☉": 6, "☼": 6}
_SHORT = 3  # letters; abbreviations of weekdays that are also words
_WITHHELD = frozenset("-–—.…*_?x•·")
_HALVES = {"½": "12", "⅔": "23", "¾": "34", "⅘": "45", "⅚": "56", "⅞": "78"}  # of 168⅚: 1685/6
_ENDINGS = frozenset(("y", "ry", "r", "br", "er", "t"))  # of a month cut short: Feb'y, Dec'r
_EDITORS = frozenset(("sic", "for", "recte", "ie", "read", "lies", "statt", "lire", "pour", "or"))


class Year(NamedTuple):
    """A year as it is written. `blank` has a bit for each digit that is not: 19XX is 0b0011."""

    number: int
    blank: int = 0
    dual: bool = False
    doubtful: bool = False


class Atoms:
    """Reads days, months, years and weekdays of one language in one line."""

    def __init__(self, tokens: Sequence[Token], language: Language, order: str) -> None:
        """`order` tells how 3.5.1941 is read: "dmy", "mdy", or "" where that is not known."""
        self.tokens = tokens
        self.language = language
        self.order = order
        counted = language.month_words
        self.counts_months = bool(counted) and any(token.word in counted for token in tokens)

    def year(self, at: int) -> tuple[int, int] | None:
        """A year in four digits."""
        token = self.token(at)
        if token is None or len(token.text) != 4 or not _OLDEST <= token.number <= _LATEST:
            return None
        return token.number, at + 1

    def month(self, at: int) -> tuple[int, int] | None:
        """A month's name, or one that begins with a figure, as 7bre."""
        token = self.token(at)
        if token is None:
            return None
        if token.number >= 0:
            after = self.token(at + 1)
            if after is None or not after.is_word:
                return None
            if after.glued:
                number = self.language.month_numbers.get(token.text + after.word)
                if number:
                    return number, at + 2
            return None
        number = self.language.month_numbers.get(token.word)
        if not number:
            return None
        if self.text(at + 1) in ("'", "’") and self.word(at + 2) in _ENDINGS and self.glued(at + 2):
            return number, at + 3  # Feb'y
        return number, at + 1

    def numbered_month(self, at: int) -> tuple[int, int] | None:
        """A month that has only its number, as Friends wrote: 3rd month, 5 mo."""
        if not self.counts_months:
            return None
        words = self.language.month_words
        found = self.day(at) or self.spelt_day(at)
        if found is None or found[0] > 12 or self.word(found[1]) not in words:
            return None
        after = found[1] + 1
        return found[0], after + (self.text(after) == ".")

    def day(self, at: int) -> tuple[int, int] | None:
        """A day's number in figures, with or without an ending."""
        token = self.token(at)
        if token is None or token.number < 0:
            return None
        if len(token.text) > 2 or not 1 <= token.number <= 31 or self.month(at):
            return None
        if token.glued and at and self._of_another_word(at - 1):
            return None  # a20
        after = self.token(at + 1)
        if after is None:
            return token.number, at + 1
        if self._hour(at + 1):
            return None
        if after.glued:
            if after.text == "^":  # 3^d: the ending stands as a word of its own
                at = self.skip(at + 1, "^{") - 1
            elif after.text in "-'’.:" and self.is_ending(at + 2):
                return token.number, at + 3  # 3-го, 1.º, 3:dje
            if self.is_ending(at + 1):
                return token.number, self.skip(at + 2, "}")
        return token.number, at + 1

    def spelt_day(self, at: int) -> tuple[int, int] | None:
        """A day's number in words or Roman letters. Only beside a month is it meant as such."""
        word = self.word(at)
        found = self.phrase(at, self.language.number_book)
        if found:
            return found
        day = roman_day(word)
        if not day and len(word) > 3 and word[-2:] in self.language.ordinals:
            day = roman_day(word[:-2])  # xiiijth
        if day and (len(word) > 1 or self.language.code == "la" or self.text(at + 1) == "."):
            after = at + 1
            if self.text(after) in ("o", "º", "°") and self.tokens[after].glued:
                after += 1
            return day, after
        return None

    def weekday(self, at: int) -> tuple[int, int] | None:
        """A weekday's name or the sign of its planet."""
        token = self.token(at)
        if token is None:
            return None
        if token.is_mark:
            number = PLANETS.get(token.text[0])
            return None if number is None else (number, at + 1)
        book = self.language.weekday_book
        if token.word in book:
            found = self.phrase(at, book)
            if found and not self._day_of_month(found[1]):
                return found
        number = self.language.weekday_numbers.get(token.word)
        if number is None or (len(token.word) <= _SHORT and not self._meant(at)):
            return None
        return number, at + 1

    def phrase(self, at: int, book: Book) -> tuple[int, int] | None:
        """The value of the longest phrase of a book that begins here, and its end."""
        for others, value in book.get(self.word(at), ()):
            after = at + 1
            for word in others:
                numbered = self.number(after - 1) >= 0
                after = self.skip(after, _NUMBERED if numbered else WITHIN)  # 1:a Advent
                if self.word(after) != word:
                    break
                after += 1
            else:
                return value, after
        return None

    def said(self, name: str, at: int) -> int | None:
        """The end of a phrase of the kind `name` (`same_day`, `undated`, …) that begins here."""
        if self.word(at) not in self.language.openings:
            return None
        found = self.phrase(at, self.language.said[name])
        return found[1] if found else None

    def years(self, at: int, *, dual: bool = False) -> tuple[Year, int] | None:
        """A year in any form that stands behind a month: 1941, 1659/60, '41, 18—, [1941?]."""
        opened = at > 0 and self.text(at - 1) in ("[", "(")
        found = self._year_form(at, dual=dual)
        if found is None:
            return None
        year, at = found
        if opened and self.text(at) == "?":
            year, at = year._replace(doubtful=True), at + 1
        while self.word(at) and self.word(at) in self.language.after_year:
            at += 1
            if self.text(at) == "." and at < len(self.tokens) - 1:
                at += 1
        if opened and self.text(at) in ("]", ")"):
            at += 1
        return year, at

    def doubt(self, at: int) -> int | None:
        """Past an editor's doubt of the number before: (?), [?], [27?], [sic]."""
        asked = at + 1 if self.text(at) == "." else at
        if self.text(asked) == "?" and self.text(asked + 1) == "]" and self._opened(at):
            return asked + 2
        if self.text(at) not in ("[", "("):
            return None
        inner = at + 1
        while self.word(inner) in _EDITORS:
            inner = self.skip(inner + 1, ".")
        said = inner > at + 1
        if 1 <= self.number(inner) <= 31:
            inner += 1
            if self.is_ending(inner):
                inner += 1
            said = said or self.text(at) == "["
        if self.text(inner) in ("?", "!"):
            said, inner = True, inner + 1
        return inner + 1 if said and self.text(inner) in ("]", ")") else None

    # One token and what may stand between two.

    def token(self, at: int) -> Token | None:
        return self.tokens[at] if at < len(self.tokens) else None

    def word(self, at: int) -> str:
        return self.tokens[at].word if at < len(self.tokens) else ""

    def text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def number(self, at: int) -> int:
        return self.tokens[at].number if at < len(self.tokens) else -1

    def glued(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].glued

    def skip(self, at: int, marks: str | frozenset[str]) -> int:
        while at < len(self.tokens) and self.tokens[at].text in marks:
            at += 1
        return at

    def joint(self, at: int) -> int:
        """Past the marks and small words between two parts of a date."""
        at = self.skip(at, JOINTS)
        while self.word(at) and self.word(at) in self.language.inner:
            if self.text(at) == "I":  # år I
                break
            at = self.skip(at + 1, JOINTS)
        return at

    def _opened(self, at: int) -> bool:
        """Whether a bracket is open here, not more than three tokens before."""
        for before in range(at - 1, max(at - 4, -1), -1):
            if self.tokens[before].text in "[]":
                return self.tokens[before].text == "["
        return False

    def is_ending(self, at: int) -> bool:
        token = self.token(at)
        return (
            token is not None
            and token.glued
            and (token.word in self.language.ordinals or token.text in ("º", "°", "ª"))
        )

    def _of_another_word(self, before: int) -> bool:
        """Whether a number is written up against a word that is no month or weekday."""
        word = self.tokens[before].word if self.tokens[before].is_word else ""
        return bool(word) and not (
            word in self.language.month_numbers or word in self.language.weekday_numbers
        )

    def _hour(self, after: int) -> bool:
        """Whether what follows a number makes it an hour: 8 p.m., 8 h, 8:30, 8 o'clock."""
        word = self.word(after)
        if word:
            if word in self.language.clock:
                return True
            return word == "o" and self.word(self.skip(after + 1, "'’")) in ("clock", "c")
        if self.text(after) not in ":." or not self.glued(after) or not self.glued(after + 1):
            return False
        minute = self.token(after + 1)
        if minute is None or not 0 <= minute.number < 60 or len(minute.text) != 2:
            return False
        return self.text(after) == ":" or self.word(after + 2) in self.language.clock

    def _meant(self, at: int) -> bool:
        """Whether a word of three letters is a weekday: "sun", "mer" and "So" are also words."""
        token = self.tokens[at]
        if not (token.capital or self.language.small_months):
            return False
        after = self.token(at + 1)
        if after is None or after.text in ".,:;)]" or after.number >= 0:
            return token.capital or (after is not None and after.text in ".,")
        return token.capital and (
            self.month(at + 1) is not None or self.spelt_day(at + 1) is not None
        )

    def _day_of_month(self, after: int) -> bool:
        """Whether "first day" is the first of a month and no weekday."""
        if self.word(after - 1) != "day":
            return False
        after = self.joint(after)
        beyond = self.month(after) or self.numbered_month(after)
        return beyond is not None

    def _year_form(self, at: int, *, dual: bool) -> tuple[Year, int] | None:
        token = self.token(at)
        if token is None:
            return None
        if token.number < 0:
            return self._short_year(at) or self._roman_year(at)
        if dual and (found := self._last_figure_twice(at)):
            return found
        year = self.year(at)
        if year:
            later = self._later_year(year[0], year[1]) if dual else None
            if later:
                return Year(later[0], dual=True), later[1]
            return Year(year[0]), year[1]
        return self._withheld(at) or self._short_year(at)

    def _later_year(self, year: int, at: int) -> tuple[int, int] | None:
        """The second year of 1659/60."""
        token = self.token(at + 1)
        if self.text(at) not in ("/", "⁄", *DASHES) or token is None or token.number < 0:
            return None
        later = str(year + 1)
        if not later.endswith(token.text) or not self.tokens[at].glued or not token.glued:
            return None
        return year + 1, at + 2

    def _last_figure_twice(self, at: int) -> tuple[Year, int] | None:
        """A year of two styles whose last figure alone is written twice: 168 5/6, 168⅚."""
        if len(self.text(at)) != 3 or not 150 <= self.number(at) < 180:
            return None
        figures, after = _HALVES.get(self.text(at + 1), ""), at + 2
        if not figures and self.text(at + 2) in ("/", "⁄") and self.glued(at + 3):
            figures, after = self.text(at + 1) + self.text(at + 3), at + 4
        if len(figures) != 2 or not figures.isdecimal() or int(figures[0]) + 1 != int(figures[1]):
            return None
        return Year(self.number(at) * 10 + int(figures[1]), dual=True), after

    def _withheld(self, at: int) -> tuple[Year, int] | None:
        """A year of which the writer or the printer keeps digits back: 18—, 19 . . ., 187-."""
        token = self.tokens[at]
        size = len(token.text)
        if size not in (2, 3) or not 15 <= token.number // 10 ** (size - 2) <= 20:
            return None
        after = at + 1
        kind = self.text(after)
        run = 0
        while after < len(self.tokens) and run < 6 and self.text(after) == kind:
            run += len(kind) + (kind in "—…")
            after += 1
        if kind.lower() in ("x", "xx"):
            if not self.glued(at + 1):
                return None
        elif kind not in _WITHHELD:
            return None
        elif self.glued(after) and (self.word(after) or self.text(after) in DASHES):
            return None  # 18.-- and 18--We begin a text
        if run < (2 if size == 2 else 1) or (size == 3 and not self.glued(at + 1)):
            return None
        if size == 2:
            return Year(token.number * 100, 0b0011), after
        return Year(token.number * 10, 0b0001), after

    def _short_year(self, at: int) -> tuple[Year, int] | None:
        """A year without its century: '41, or 41 where no day can have that number."""
        quoted = self.text(at) in ("'", "’", "‘", "´", "`")
        token = self.token(at + 1) if quoted else self.token(at)
        if token is None or len(token.text) != 2 or token.number < 0:
            return None
        after = at + 2 if quoted else at + 1
        if quoted:
            return (Year(token.number, 0b1100), after) if token.glued else None
        following = self.token(after)
        ends = following is None or following.text in ".,;:—–)]"
        return (Year(token.number, 0b1100), after) if token.number > 31 and ends else None

    def _roman_year(self, at: int) -> tuple[Year, int] | None:
        """A year in Roman letters: MDCLX."""
        token = self.tokens[at]
        if not token.text.isupper() or token.text[0] not in "MC" or len(token.text) < 4:
            return None  # "MI" and "CD" are initials
        number = roman_year(token.text)
        return (Year(number), at + 1) if _OLDEST <= number <= _LATEST else None
