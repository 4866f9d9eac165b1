"""In which languages a paragraph's beginning is read: those whose words stand in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from carnet.dates.written.roman import COUNTED_FROM
from carnet.dates.written.shelf import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language
    from carnet.dates.written.tokens import Token

_HEARD = 14  # tokens that tell the language
_FIRST = 4  # of them, those in which small words count: before a number, or behind it
_SHORTEST = 3  # letters of a word that tells it
_KALENDS = 4  # what a word of the Roman count weighs against small words

_Known = dict[str, tuple["Language", ...]]


def languages_of(row: Sequence[Token], likely: Sequence[Language]) -> Sequence[Language]:
    """Those in which a row may be a date, the likely ones first. Of numbers with small words alone
    ("Le 6.") those that have the small words; of bare figures the likeliest.
    """
    known, small = _names(), _small_words()
    voices: dict[Language, int] = {}
    weak: dict[Language, int] = {}
    foremost: tuple[Language, ...] = ()  # that know the first word of time
    for n, token in enumerate(row[:_HEARD]):
        if token.number >= 0 or not token.word:
            continue
        speaking = known.get(token.word, ())
        for language in speaking:
            voices[language] = voices.get(language, 0) + 1
        foremost = foremost or speaking
        if n < _FIRST:
            for language in small.get(token.word, ()):
                weak[language] = weak.get(language, 0) + 1
            if token.word in COUNTED_FROM and len(token.word) > 1:
                weak[LANGUAGES["la"]] = weak.get(LANGUAGES["la"], 0) + _KALENDS
    if not voices and not weak:
        return likely[:1] or tuple(LANGUAGES.values())[:1]
    rank = {language: n for n, language in enumerate(likely)}
    if not voices:
        ordered = sorted(weak, key=lambda each: (rank.get(each, len(LANGUAGES)), -weak[each]))
        first = likely[:1] or tuple(LANGUAGES.values())[:1]
        return tuple(dict.fromkeys((*first, *ordered[:2])))
    ordered = sorted(
        voices,
        key=lambda each: (rank.get(each, len(LANGUAGES)), -2 * voices[each] - weak.get(each, 0)),
    )
    inside = [language for language in ordered if language in rank][:2]
    if not inside:
        return [*likely[:1], *ordered[: 2 if likely else 3]]
    better = [
        language
        for language in ordered
        if language not in inside and language in foremost
        and (weak.get(language, 0) > weak.get(inside[0], 0) or inside[0] not in foremost)
    ]  # fmt: skip
    return inside + better[:1]


@cache
def _names() -> _Known:
    """Which languages know a word as a month, a weekday or a season. Words of one or two letters,
    those of three that are small words elsewhere (Norwegian des., German "des 3."), and the first
    of a feast's several ("Good Friday"), are too many things.
    """
    known: dict[str, list[Language]] = {}
    small = _small_words()
    for language in LANGUAGES.values():
        feasts = language.feast_book
        several = {word for word in feasts if all(others for others, _ in feasts[word])}
        several -= language.month_numbers.keys() | language.season_codes.keys()
        for word in language.signs - several | language.weekday_numbers.keys() | language.part:
            if len(word) == _SHORTEST and any(
                other is not language for other in small.get(word, ())
            ):
                continue
            if len(word) >= _SHORTEST and word.isalpha():
                known.setdefault(word, []).append(language)
    for word in COUNTED_FROM:
        if len(word) > _SHORTEST:
            known.setdefault(word, []).append(LANGUAGES["la"])
    return {word: tuple(languages) for word, languages in known.items()}


@cache
def _small_words() -> _Known:
    """Which languages know a word as one that stands beside a day's number, or begins a feast."""
    known: dict[str, list[Language]] = {}
    for language in LANGUAGES.values():
        small = language.small_words | language.inner | language.ordinals
        for word in small | language.feast_book.keys():
            known.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in known.items()}
