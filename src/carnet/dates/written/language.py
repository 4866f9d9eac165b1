"""What a language is made of, as far as dates go: the words to read, and the phrases to say.

To add a language: one file that makes a `Language`, and its name in `shelf.py`. Words are given
as they are printed; they are compared folded, without case and accents. The first spelling of a
month or weekday is the one in which Carnet itself writes it.

A *phrase* is some words in a row, compared without the marks between them: "s'il plaît à Dieu".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.feasts import FEASTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Phrases by their first word, the longest first: the words that follow it, and the value.
Book = dict[str, list[tuple[tuple[str, ...], int]]]


class Phrases(NamedTuple):
    """Patterns in which a date is said. `{}` takes a date, other names what they say."""

    unknown: str
    day: str
    first: str  # how the number of the first day is written
    yearless_day: str
    yearless_month: str
    month: str
    season: str
    decade: str
    seasons: tuple[str, str, str, str]  # spring, summer, autumn, winter
    quarter: str
    third: str
    half: str
    before_christ: str
    weekday: str
    about: str
    about_day: str
    uncertain: str
    span_days: str  # two days of one month
    span: str
    between: str  # two years
    since: str
    since_day: str
    until: str
    until_day: str
    one_of: str
    all_of: str
    republican_day: str
    republican_month: str
    republican_year: str
    nth: str  # the number of any other day, counted
    complementary_day: str
    complementary_days: str


@dataclass(frozen=True, eq=False)  # each is one of a kind
class Language:
    """The words of dates in one language. Sets hold folded words (see `fold`)."""

    code: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]  # Monday first
    seasons: tuple[tuple[str, ...], ...]  # spring first
    ordinals: frozenset[str]  # endings of a day number: 3rd, 1er, 3ten
    numbers: dict[str, int]  # days written out
    articles: frozenset[str]  # may open a heading in lower case: le 3 mai
    prepositions: frozenset[str]  # open a heading with a capital only: On May 3
    inner: frozenset[str]  # between day and month: the 3rd of May
    to: frozenset[str]
    both: frozenset[str]
    either: frozenset[str]
    about: frozenset[str]
    part: frozenset[str]  # early, mid, late
    year: frozenset[str]  # marks a year that stands alone
    of_day: frozenset[str]  # morning, noon, feasts: said with a date, no part of it
    clock: frozenset[str]  # what follows the number of an hour
    no_place: frozenset[str]  # capitalised at the head of a line, and never a place
    small_months: bool  # whether a month has a small letter
    republican: tuple[str, ...]  # the months; the thirteenth names a complementary day
    phrases: Phrases
    # What a language may leave out.
    months_of: tuple[str, ...] = ()  # the months as they stand behind a day, if otherwise
    after_year: frozenset[str] = frozenset()  # said behind a year: 1851 г.
    night: frozenset[str] = frozenset()
    month_words: frozenset[str] = frozenset()  # behind the number of a month: 3rd month
    between: frozenset[str] = frozenset()  # between … and …
    unsure: tuple[str, ...] = ()  # perhaps, I think: phrases, as are all below
    today: tuple[str, ...] = ()  # or another word for the day itself
    same_day: tuple[str, ...] = ()
    next_day: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    if_alive: tuple[str, ...] = ()
    this_month: tuple[str, ...] = ()  # behind a day: 10th inst.
    old_style: tuple[str, ...] = ()
    new_style: tuple[str, ...] = ()
    feasts: Mapping[str, str] = field(default_factory=dict)  # names in `carnet.dates.feasts`
    ordinary: frozenset[str] = frozenset()  # words of the language one letter off a name of time

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        return _numbered(self.months, 1)

    @cached_property
    def weekday_numbers(self) -> dict[str, int]:
        """Weekdays of one word; `weekday_book` has those of more."""
        single = tuple(tuple(filter(str.isalpha, words)) for words in self.weekdays)
        return _numbered(single, 0)

    @cached_property
    def weekday_book(self) -> Book:
        return booked(
            (word, number)
            for number, words in enumerate(self.weekdays)
            for word in words
            if not word.isalpha()
        )

    @cached_property
    def number_book(self) -> Book:
        return booked(self.numbers.items())

    @cached_property
    def said(self) -> dict[str, Book]:
        """The phrases about a day, by what they say of it."""
        names = (
            "unsure", "today", "same_day", "next_day", "undated", "if_alive", "this_month", "old_style",
            "new_style",
        )  # fmt: skip
        return {name: booked((phrase, 1) for phrase in getattr(self, name)) for name in names}

    @cached_property
    def whole_months(self) -> frozenset[str]:
        """The names of months that are not shortened."""
        whole = (*(words[0] for words in self.months), *self.months_of)
        return frozenset(map(fold, whole))

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first words of all phrases about a day."""
        return frozenset().union(*self.said.values())

    @cached_property
    def roughly(self) -> frozenset[str]:
        """Words that make a date approximate, or a part of a longer time."""
        return self.about | self.part

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that may open a heading."""
        return self.articles | self.prepositions

    @cached_property
    def feast_book(self) -> Book:
        return booked((name, FEASTS.index(feast)) for name, feast in self.feasts.items())

    @cached_property
    def season_codes(self) -> dict[str, int]:
        return _numbered(self.seasons, 21)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Words of which a date in this language has one at least, if it is not all figures."""
        stems = {month.lstrip("0123456789") for month in self.month_numbers}
        named = self.season_codes.keys() | self.republican_numbers.keys() | self.feast_book.keys()
        return frozenset(stems | named | self.year | self.about | self.month_words | _COMPLEMENTARY)

    @cached_property
    def republican_numbers(self) -> dict[str, int]:
        return {
            short: number
            for number, month in enumerate(self.republican[:12], 1)
            for short in (fold(month), *_REPUBLICAN_SHORT[number - 1])
        }

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Words that a date may begin with, after its weekday and small words."""
        named = self.month_numbers.keys() | self.republican_numbers.keys()
        return frozenset(
            named | self.number_book.keys() | self.season_codes.keys() | self.feast_book.keys()
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Words that tell that a line may hold a date in this language."""
        phrases = (book.keys() for book in (self.weekday_book, *self.said.values()))
        return self.signs.union(self.weekday_numbers, *phrases)


_COMPLEMENTARY = frozenset(("complementaire",))
_WORD = re.compile(r"[0-9]+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")

# The Republican months were shortened alike by all who wrote of them.
_REPUBLICAN_SHORT = (
    ("vend", "vendem", "vendre"), ("brum",), ("frim",), ("niv",), ("pluv",), ("vent",),
    ("germ",), ("flor",), ("prair",), ("mess", "messid"), ("therm", "fervidor"), ("fruct",),
)  # fmt: skip


def booked(phrases: Iterable[tuple[str, int]]) -> Book:
    """Phrases made ready for comparison; those of initials also as they are written closed up."""
    book: Book = {}
    for phrase, value in phrases:
        words = tuple(fold(word) for word in words_of(phrase))
        spellings = [words]
        if len(words) > 1 and all(len(word) == 1 for word in words):
            spellings.append(("".join(words),))
        for first, *others in spellings:
            book.setdefault(first, []).append((tuple(others), value))
    for row in book.values():
        row.sort(key=lambda entry: -len(entry[0]))
    return book


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, without the marks between them."""
    return _WORD.findall(phrase)


def _numbered(spellings: tuple[tuple[str, ...], ...], first: int) -> dict[str, int]:
    return {fold(word): number for number, words in enumerate(spellings, first) for word in words}


# Letters that lose no accent by decomposition, and those of Russian before the reform of 1918.
_ALIKE = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ѣ": "е",
        "і": "и",
        "ѳ": "ф",
        "ѵ": "и",
    }
)


# Latin letters in a Russian word, as machines and old types have them.
_RUSSIAN = re.compile("[а-я]")
_LATIN = str.maketrans("iaeocpxy", "иаеосрху")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case, accents and the marks of raised letters: `Decem^{r}` is `decemr`."""
    if word.isascii():
        plain = word.lower()
    else:
        letters = unicodedata.normalize("NFKD", word.lower())
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        plain = plain.translate(_ALIKE)
        if plain and not plain.isascii() and _RUSSIAN.search(plain):
            plain = plain.translate(_LATIN)  # Iюля
        if plain[-1:] == "ъ":  # silent, and no longer written since 1918
            plain = plain[:-1]
    return plain.replace("^", "").replace("{", "").replace("}", "")
