"""A first look at a line, for those who read whole books: can there be a date in it at all?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from carnet.dates.written.language import fold, words_of
from carnet.dates.written.shelf import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.dates.written.language import Language

_SEEN = 90  # code points; a figure of a date stands in them
_NAMED = 44  # code points; and the name of a date without figures begins in these
_SHORTEST = 4  # letters of a name that stands without figures
_FIGURE = re.compile(r"[0-9☉☽☾♂☿♃♀♄☼]").search
_WORDS = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ]{3,}").findall


def may_be_date(line: str) -> bool:
    """Whether a line is worth reading: False only where `read_parts` would find nothing of use.

    A figure near the beginning, a month, weekday, season or feast, or a phrase such as "the same
    day" make it so. Short names ("Mon", "mar") count only with a figure beside them.
    """
    if _FIGURE(line, 0, _SEEN):
        return True
    words = _WORDS(line, 0, _NAMED)
    if not _names().isdisjoint(words):
        return True
    phrase = _phrases().get(words[0].lower() if words else "")
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
                word = max(words_of(name), key=len, default="")
                if len(word) < least or (least == _SHORTEST and word.lower() in _COMMON):
                    continue
                for spelt in {word, fold(word)}:
                    yield spelt.capitalize()
                    yield spelt.upper()
                    if lowered and (len(spelt) >= _SHORTEST or not place):
                        yield spelt.lower()


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
    """Phrases that say of a line that it is of a day, by their first long word ("" where all its
    words are short).
    """
    by_word: dict[str, list[str]] = {}
    for language in LANGUAGES.values():
        for name in ("same_day", "next_day", "undated", "if_alive", "today"):
            for phrase in getattr(language, name):
                first = next(iter(_WORDS(phrase)), "").lower()
                by_word.setdefault(first, []).append(r"\W+".join(map(re.escape, words_of(phrase))))
    return {
        word: re.compile(
            rf"[\W_]*(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![^\W_])",
            re.IGNORECASE,
        )
        for word, patterns in by_word.items()
    }
