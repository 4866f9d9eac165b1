"""A paragraph's beginning in the words of one language, and what is asked of its words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.grammar import Grammar
from carnet.dates.written.language import words_of
from carnet.days.spots import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language
    from carnet.dates.written.tokens import Token
    from carnet.days.spots import Spot

ABBREVIATED = 3  # letters; names as short as these are also other words
_TODAY = 5  # tokens in which "to-day" is said before a date
_INITIALS = frozenset(("s", "o", "c"))  # of "o'clock", and what an apostrophe leaves


class Opening(NamedTuple):
    """What is looked at: the text of a beginning, its tokens, and where it stands."""

    head: str
    row: Sequence[Token]
    spot: Spot


@cache
def _needed(language: Language) -> frozenset[str]:
    """Small words that a heading may need: they make no prose."""
    sets = (
        language.small_words, language.inner, language.of_day, language.clock, language.both,
        language.either, language.weekday_numbers.keys(), _INITIALS,
        *(map(str.lower, words_of(phrase)) for phrase in language.today),
    )  # fmt: skip
    return frozenset(word for words in sets for word in words)


class Beginning:
    """One beginning read in one language."""

    def __init__(self, opening: Opening, language: Language, order: str) -> None:
        self.head, self.row, self.spot = opening
        self.language = language
        self.grammar = Grammar(self.row, language, order)
        self.short = self.spot.end - self.spot.start <= HEAD
        self.single = self.short and self.spot.line >= self.spot.end - 1
        self.line = min(self.spot.line - self.spot.start, len(self.head))
        self.opened = next((n for n, token in enumerate(self.row) if token.word), 0)

    def token(self, at: int) -> Token | None:
        """The token at a place, None past the end."""
        return self.row[at] if at < len(self.row) else None

    def starting(self, first: int, place: int) -> int:
        """The token, `first` or after it, that starts at a place of the head or behind it."""
        return next(
            (n for n in range(first, len(self.row)) if self.row[n].start >= place), len(self.row)
        )

    def prose(self, first: int, last: int) -> int:
        """How many words of prose stand among tokens: such as no heading needs."""
        needed = _needed(self.language)
        return sum(
            token.is_word and not token.capital and len(token.word) > 1 and token.word not in needed
            for token in self.row[first:last]
        )

    def weekday(self, first: int, last: int) -> int | None:
        """The weekday named among tokens, Monday being 0."""
        numbers = self.language.weekday_numbers
        for n in range(first, last):
            if self.row[n].word in numbers and self.meant(n):
                return numbers[self.row[n].word]
        return None

    def meant(self, at: int) -> bool:
        """Whether a word is meant as a weekday: "sun", "mer" and "So" are also words."""
        token, after = self.row[at], self.token(at + 1)
        if len(token.text) > ABBREVIATED:
            return token.capital or self.language.small_months
        return token.capital and (after is None or after.text in ".,:;-–—")

    def hour(self, at: int) -> bool:
        """Whether what stands here makes the number before it an hour, or a measure."""
        after, minute = self.token(at), self.token(at + 1)
        if after is None:
            return False
        if after.text == "." and after.glued and minute is not None:
            return minute.glued and len(minute.text) == 2 and 0 <= minute.number < 60
        word = after.word
        return word in self.language.clock or word in self.language.of_day or after.text in ":%°"

    def says_more(self, token: Token) -> bool:
        """Whether a word is more than a heading needs: it goes on as a sentence or a title."""
        return token.word not in _needed(self.language)

    def today(self, first: int) -> bool:
        """Whether "to-day" is said before a token, with nothing but marks between them."""
        for at in range(max(0, first - _TODAY), first):
            stop = self.grammar.said("today", at)
            if stop is not None and all(token.is_mark for token in self.row[stop:first]):
                return stop <= first
        return False
