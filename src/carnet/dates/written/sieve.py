"""A first look at a line, for those who read whole books: can there be a date in it at all?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from carnet.dates.written.language import fold, words_of
from carnet.dates.written.shelf import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carnet.dates.written.language import Language

_SEEN = 90  # code points; a figure of a date stands in them
_NAMED = 90  # code points; and the name of a date without figures begins in these
_SHORTEST = 4  # letters of a name that stands without figures
_FIGURE = re.compile(r"[0-9☉☽☾♂☿♃♀♄☼]").search
_WORDS = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ]{3,}").findall
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])").search
_BASIC = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9])").search
_MONTH_WORD = re.compile(r"\b[Mm](?:onth|o|th)\b").search
_ROMAN_YEAR = re.compile(r"\bM[DCLXVI]{3,}\b").search
_SHORT = 70  # code points of a line that may give a year to what follows

# Figures as dates have them: first of all, and set off or with an ending (3rd, 3., 3–5, 3 et 4, 1859);
# with a name before them, which may be misprinted or cut short (Agust 9, Sun. 3); or more than one in a row (3.5.41, 2. 9., 3/V).
_LEADING = re.compile(
    r"[^\w\n]*_*[^\w\n]*(?:"
    r"[0-9]{4}(?:[0-9]{4})?(?![0-9])"
    r"|(?:[0-9][0-9IlO]?|[IlO][0-9])[_*+=~|\]]*\s?(?:[^\W\d_)]|[.,;:/°º^&(\[=—–-]|$)"
    r"|[0-9]{1,2}\s+(?:[^\W\d_]{1,3}|&)\s+[0-9]{1,2}(?![0-9])"
    r"|[^\W\d_]{3,12}[.,_*+\s]{1,3}[0-9IlO][0-9IlO]?(?![\w])"
    r")"
).match
_IN_A_ROW = re.compile(
    r"(?<![0-9])[0-9]{1,4}[_*]*(?:\s?[./-]\s?|\s)(?:[0-9]{1,2}(?![0-9])|[IVX]{1,4}\b)|[☉☽☾♂☿♃♀♄☼]"
).search
_SHORT_NAME = r"[^\W\d_]{1,4}[.,_*+\s:-]{1,4}(?:[^\W\d_]{1,3}\s)?[0-9]{1,2}(?![0-9])"
_CUT_SHORT = re.compile(rf"(?<![^\W_]){_SHORT_NAME}").search
# The first word or number of a line, and the number behind it where the word may be cut short.
_BEGINNING = re.compile(
    r"[^\w\n]*_*[^\w\n]*([0-9]{1,4}|[^\W\d_]+)"
    r"([.,_*+\s:-]{1,4}(?:[^\W\d_]{1,3}\s)?[0-9]{1,2}(?![0-9]))?"
).match
_OPENING = re.compile(r"[^\w\n]*_*[^\w\n]*([0-9]{1,4}|[^\W\d_]+)").match


def may_be_date(line: str) -> bool:
    """Whether a line is worth reading: False only where no date would be found in it.

    A month, weekday, season or feast, figures as dates have them, or a phrase such as "the same
    day" make it so.
    """
    words = _WORDS(line, 0, _NAMED)
    if not _names().isdisjoint(words):
        return True
    if _FIGURE(line, 0, _SEEN) and (
        _LEADING(line)
        or _IN_A_ROW(line, 0, _SEEN)
        or _CUT_SHORT(line, 0, _SEEN)
        or (len(line) <= _SHORT and (_YEAR(line) or _BASIC(line)))
    ):
        return True
    if "M" in line and len(line) <= _SHORT and _ROMAN_YEAR(line):
        return True
    opening = _OPENING(line)
    if opening is None:
        return False
    return _is_phrase(line, opening[1]) or _is_numbered_month(line, opening[1])


def opens_with_date(line: str) -> bool:
    """Whether a line may begin with a date: the same for lines that no blank line sets off."""
    begins = _BEGINNING(line)
    if begins is None or line[0] == "(":
        return False
    word, behind = begins.groups()
    told = _opening_word(word)
    if told is True or (told is not None and told(line) is not None):
        return True
    return behind is not None and len(word) <= _SHORTEST and not word[0].isdigit()


@lru_cache(maxsize=8192)
def _opening_word(word: str) -> Literal[True] | Callable[[str], re.Match[str] | None] | None:
    """What the first word of a line tells of a date there: that there may be one, what else of the
    line tells, or (None) nothing. Most lines of a book begin with a few thousand words.
    """
    if word[0].isdigit():
        return _LEADING
    if word in _names():
        return True
    phrase = _phrases().get(word.lower())
    return None if phrase is None else phrase.match


def _is_numbered_month(line: str, word: str) -> bool:
    """Whether a line begins with a number in words and a month by its number: Friends' dates."""
    return word.lower() in LANGUAGES["en"].number_book and _MONTH_WORD(line, 0, _SHORT) is not None


def _is_phrase(line: str, word: str) -> bool:
    """Whether a line begins with a phrase, of which `word` is the first."""
    phrase = _phrases().get(word.lower())
    return phrase is not None and phrase.match(line) is not None


@cache
def _names() -> frozenset[str]:
    return frozenset(
        spelling for language in LANGUAGES.values() for spelling in _spellings(language)
    )


def _spellings(language: Language) -> Iterator[str]:
    """Names of time as they may be printed: with a capital, in capitals, or small."""
    small = language.small_months
    for names, least, lowered in (
        (language.months, 3, small),
        (language.weekdays, _SHORTEST, True),
        (language.seasons, 3, small),
        ((language.republican,), _SHORTEST, True),
        ((tuple(language.feasts),), _SHORTEST, False),
        (tuple((name,) for name in language.months_of), 3, small),
    ):
        for row in names:
            for place, name in enumerate(row):
                word = max(_telling(name), key=len, default="")
                if len(word) < least or (least == _SHORTEST and word.lower() in _COMMON):
                    continue
                for spelt in {word, fold(word)}:
                    yield spelt.capitalize()
                    yield spelt.upper()
                    if lowered and (len(spelt) >= _SHORTEST or not place):
                        yield spelt.lower()


def _telling(name: str) -> list[str]:
    """The words of a name that are not everywhere; all where there is no other."""
    words = words_of(name)
    return [word for word in words if word.lower() not in _COMMON] or words


def _tells_in_small_letters(name: str) -> bool:
    """Whether the word that tells a name may stand in small letters: "Annen juledag"."""
    first, telling = words_of(name)[0], max(_telling(name), key=len)
    return telling.islower() and telling != first and len(first) >= _SHORTEST


# Words of the names of feasts and days that are everywhere.
_COMMON = frozenset(
    (
        "second", "third", "fourth", "fifth", "sixth", "seventh", "first", "lords", "lord", "saint",
        "year", "years", "holy", "jour", "seigneur", "maria", "peter", "heilige", "erster", "zweiter",
        "mary", "james", "john", "herrn", "könige", "drei",
    )
)  # fmt: skip


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    """Phrases that say of a line that it is of a day, by their first word."""
    by_word: dict[str, list[str]] = {}
    for language in LANGUAGES.values():
        feasts = [name for name in language.feasts if len(max(_telling(name), key=len)) < _SHORTEST]
        if language.small_months:
            feasts += [name for name in language.feasts if _tells_in_small_letters(name)]
        feasts += [
            name for name in language.feasts if _COMMON.issuperset(map(str.lower, words_of(name)))
        ]
        for phrases in (language.same_day, language.next_day, language.undated, feasts):
            for phrase in phrases:
                words = words_of(phrase)
                by_word.setdefault(words[0].lower(), []).append(r"\W+".join(map(re.escape, words)))
    return {
        word: re.compile(
            rf"[\W_]*(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![^\W_])",
            re.IGNORECASE,
        )
        for word, patterns in by_word.items()
    }
