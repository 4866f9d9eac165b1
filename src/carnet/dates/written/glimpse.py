"""What a short heading says of its day, where it gives no full date: "Friday 24", "28. März"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.grammar import Grammar
from carnet.dates.written.language import fold
from carnet.dates.written.parts import likely_languages
from carnet.dates.written.shelf import spoken
from carnet.dates.written.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from carnet.dates.written.language import Language

_SHORT = 3  # letters; such abbreviations are also words, so they need a sign that they are meant


class Glimpse(NamedTuple):
    """Day of the month, weekday (Monday is 0) and month (1 to 12), each None where not said."""

    day: int | None
    weekday: int | None
    month: int | None


class _Seen(NamedTuple):
    """What one language sees: values by the place of their token; for a day, where it ends too."""

    weekdays: dict[int, int]
    months: dict[int, int]
    days: dict[int, tuple[int, int]]


def day_and_weekday(text: str, languages: Iterable[str] | None = None) -> Glimpse:
    """What a short heading says of its day.

    Where languages read it differently, or two numbers may be the day, nothing is said: a
    stated date is checked against this, and must not be doubted without ground.
    """
    row = tokens(text)
    seen = [_seen(row, language) for language in likely_languages(row, spoken(languages))]
    # "Mar 3" is March or mardi.
    either = {at for each in seen for at in each.weekdays} & {
        at for each in seen for at in each.months
    }
    return Glimpse(
        _agreed(_day(row, each) for each in seen),
        _agreed(value for each in seen for at, value in each.weekdays.items() if at not in either),
        _agreed(value for each in seen for at, value in each.months.items() if at not in either),
    )


def names_time(word: str) -> bool:
    """Whether a word is a weekday's or a month's, in any of the languages.

    Short forms are known in English, French and German only: in others "set", "out" and "die" are
    names of time too.
    """
    folded = fold(word)
    tags = ("en", "fr", "de") if len(folded) <= _SHORT else None
    return any(
        folded in language.weekday_numbers or folded in language.month_numbers
        for language in spoken(tags)
    )


def _agreed(values: Iterable[int | None]) -> int | None:
    said = {value for value in values if value is not None}
    return said.pop() if len(said) == 1 else None


def _seen(row: Sequence[Token], language: Language) -> _Seen:
    grammar = Grammar(row, language, "")
    seen = _Seen({}, {}, {})
    at = 0
    while at < len(row):
        month = grammar.month(at)
        number = language.weekday_numbers.get(row[at].word)
        day = grammar.day(at) if row[at].number >= 0 else None
        if month and _meant(row, at, month[1], language.months[month[0] - 1][0]):
            seen.months[at] = month[0]
            at = month[1]
        elif day:
            seen.days[at] = day
            at = day[1]
        else:
            if number is not None and _meant(row, at, at + 1, language.weekdays[number][0]):
                seen.weekdays[at] = number
            at += 1
    return seen


def _meant(row: Sequence[Token], at: int, after: int, whole: str) -> bool:
    """Whether a word is meant as a weekday or month: "sun", "mer" and "So" are also words."""
    text = row[at].text
    if len(text) > _SHORT or text == whole:
        return True
    if not (row[at].capital or row[at].number >= 0):
        return False
    return after == len(row) or row[after].text in ".,:;)" or row[after].number >= 0


def _day(row: Sequence[Token], seen: _Seen) -> int | None:
    """The number that is the day: the only one, or the only one beside a weekday or month."""
    days = [(at, end, day) for at, (day, end) in seen.days.items()]
    named = seen.weekdays.keys() | seen.months.keys()
    for marks in ("", ".,"):
        if len(days) > 1:
            beside = [day for day in days if _beside(row, day[0], day[1], named, marks)]
            days = beside if len(beside) == 1 or marks else days
    return days[0][2] if len(days) == 1 else None


def _beside(
    row: Sequence[Token], start: int, end: int, named: AbstractSet[int], marks: str
) -> bool:
    while start > 0 and row[start - 1].text in marks:
        start -= 1
    while end < len(row) and row[end].text in marks:
        end += 1
    return start - 1 in named or end in named
