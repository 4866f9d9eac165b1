"""What a language is made of, as far as dates go: the words to read, and the phrases to say.

To add a language: one file that makes a `Language`, and its name in `shelf.py`. Words are given
as they are printed; they are compared folded, without case and accents. The first spelling of a
month or weekday is the one in which Carnet itself writes it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple


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

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        return _numbered(self.months, 1)

    @cached_property
    def weekday_numbers(self) -> dict[str, int]:
        return _numbered(self.weekdays, 0)

    @cached_property
    def season_codes(self) -> dict[str, int]:
        return _numbered(self.seasons, 21)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Words of which a date in this language has one at least, if it is not all figures."""
        stems = {month.lstrip("0123456789") for month in self.month_numbers}
        named = self.season_codes.keys() | self.republican_numbers.keys()
        return frozenset(stems | named | self.year | self.about | {"complementaire"})

    @cached_property
    def republican_numbers(self) -> dict[str, int]:
        return {fold(month): number for number, month in enumerate(self.republican[:12], 1)}


def _numbered(spellings: tuple[tuple[str, ...], ...], first: int) -> dict[str, int]:
    return {fold(word): number for number, words in enumerate(spellings, first) for word in words}


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case, accents and the marks of raised letters: `Decem^{r}` is `decemr`."""
    if word.isascii():
        plain = word.lower()
    else:
        letters = unicodedata.normalize("NFKD", word.replace("ß", "ss").lower())
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.replace("^", "").replace("{", "").replace("}", "")
