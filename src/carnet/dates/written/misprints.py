"""Names of months and weekdays one letter off, and figures set as letters: "Agust", "December ll".

Only a word beside a day's number, a month or a weekday is taken for a misprint, and none that the
language has as a word of its own. Each is told as a reason, so that the date is held less sure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.language import fold
from carnet.dates.written.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.dates.written.language import Language

_SHORTEST = 4  # letters of a name that may be misprinted
_FIGURES = str.maketrans("lIi|!OoQSBZ", "11111000582")
_LIKE_FIGURES = frozenset("lIi|!OoQSBZ")
_FIGURE_ENDINGS = ("st", "nd", "rd", "th", "d")
_DEEPEST = 30  # tokens; a heading is no longer
_APART = 3  # tokens between a misprint and the number or name beside it


def like_figures(text: str) -> bool:
    """Whether letters may stand for a day's figures: ll, lO, lst."""
    for ending in ("", *_FIGURE_ENDINGS):
        figures = text.removesuffix(ending)
        if 0 < len(figures) <= 2 and _LIKE_FIGURES.issuperset(figures):
            return True
    return False


class Mended(NamedTuple):
    """Tokens with their misprints mended, and the reasons by the place of their token in the line."""

    row: list[Token]
    reasons: dict[int, str]


def mended(
    row: Sequence[Token], language: Language, others: Iterable[Language] = ()
) -> Mended | None:
    """The row as it was probably meant; None where nothing in it looks misprinted.

    `others` are languages that the line may be in too: April is no misprint for abril in them.
    """
    fixed = list(row)
    reasons: dict[int, str] = {}
    for at, token in enumerate(row[:_DEEPEST]):
        if not token.is_word or token.word in language.vocabulary:
            continue
        meant = name_meant(token.word, language)
        if meant and any(token.word in other.vocabulary for other in others):
            continue
        if meant and _capital_enough(token, language) and _beside(row, at, language, len(meant)):
            fixed[at] = token._replace(word=meant)
            reasons[token.start] = f"“{token.text}” is read as “{meant}”"
    at = 0 if any(token.word in language.month_numbers for token in fixed) else len(fixed)
    while at < len(fixed):
        if at > _DEEPEST:
            break
        if found := _figure(fixed, at, language):
            number, end, endings = found
            first, last = fixed[at], fixed[end - 1]
            text = str(number)
            stop = last.end - len(endings)
            written = "".join(token.text for token in fixed[at:end])
            new = [Token(text, first.start, stop, text, number, first.glued)]
            if endings:
                new.append(Token(endings, stop, last.end, endings, -1, glued=True))
            fixed[at:end] = new
            reasons[first.start] = f"“{written}” is read as {text}{endings}"
            at += len(new)
        else:
            at += 1
    return Mended(fixed, reasons) if reasons else None


def _capital_enough(token: Token, language: Language) -> bool:
    return token.capital or language.small_months or len(token.word) == 2  # 31 ay


def _beside(row: Sequence[Token], at: int, language: Language, length: int) -> bool:
    """Whether a day's number stands beside a word, or (for a long word) a month or weekday."""
    for step in (-1, 1):
        place = at + step
        passed = 0
        while 0 <= place < len(row) and passed < _APART:
            token = row[place]
            if token.number >= 0:
                if len(token.text) <= 2 and 1 <= token.number <= 31:
                    return True
                break
            if token.is_word and not (
                token.glued or token.word in language.inner or token.word in language.articles
            ):
                named = (
                    token.word in language.weekday_numbers or token.word in language.month_numbers
                )
                if named and length > _SHORTEST:
                    return True
                break
            place += step
            passed += 1
    return False


@lru_cache(maxsize=8192)
def name_meant(word: str, language: Language) -> str:
    """The month or weekday that a word is one letter away from; "" where there is none, or two."""
    if not 2 <= len(word) <= 14 or word in language.ordinary:
        return ""
    names = _names(language)
    found = {
        name for piece in _shortened(word) for name in names.get(piece, ()) if _one_off(word, name)
    }
    if len(word) < _SHORTEST:  # 31 ay
        found = {name for name in found if len(word) == 2 and len(name) == 3 and word == name[1:]}
    else:
        found = {name for name in found if len(name) >= _SHORTEST}
    values = {_value(name, language) for name in found}
    return min(found) if len(values) == 1 else ""


def _value(name: str, language: Language) -> tuple[str, int]:
    if name in language.month_numbers:
        return "month", language.month_numbers[name]
    return "weekday", language.weekday_numbers[name]


@lru_cache(maxsize=16)
def _names(language: Language) -> dict[str, set[str]]:
    """The names of time by each of the words that they become when they lose a letter."""
    by_piece: dict[str, set[str]] = {}
    for whole, *others in (*language.months, *language.weekdays):
        for name in (fold(whole), *(fold(each) for each in others if len(each) > 5)):
            for piece in _shortened(name) if name.isalpha() else ():
                by_piece.setdefault(piece, set()).add(name)
    return by_piece


def _shortened(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_off(word: str, name: str) -> bool:
    """Whether one letter is wrong, missing, too many or exchanged with its neighbour."""
    if word == name:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, other = word[start:], name[start:]
    if len(rest) == len(other):
        swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
        return rest[1:] == other[1:] or swapped
    return rest[1:] == other or rest == other[1:]


def _figure(row: Sequence[Token], at: int, language: Language) -> tuple[int, int, str] | None:
    """A day beside a month that is set with letters for figures: its number, end, and ending."""
    token = row[at]
    if token.is_mark or len(token.text) > 4:
        return None
    if not _month_beside(row, at, language):
        return None
    texts = [token.text]
    end = at + 1
    while end < len(row) and row[end].glued and not row[end].is_mark and len(texts) < 3:
        texts.append(row[end].text)
        end += 1
    whole = "".join(texts)
    ending = next((e for e in _FIGURE_ENDINGS if whole.endswith(e) and len(whole) > len(e)), "")
    figures = whole[: len(whole) - len(ending)]
    if token.number in (1, 2, 3) and len(texts) == 1 and len(token.text) == 1:
        return _split_figure(row, at, language)
    if not figures or len(figures) > 2 or figures.isdigit():
        return None
    if not all(letter.isdigit() or letter in _LIKE_FIGURES for letter in figures):
        return None
    if figures.isalpha() and not ending and figures not in ("ll", "lO", "IO", "lo", "Il", "lI"):
        return None
    number = int(figures.translate(_FIGURES))
    return (number, end, ending) if 1 <= number <= 31 else None


def _split_figure(row: Sequence[Token], at: int, language: Language) -> tuple[int, int, str] | None:
    """January 1 5th: the number was torn in two, as its ending tells."""
    if at + 2 >= len(row):
        return None
    second, ending = row[at + 1 : at + 3]
    torn = second.number >= 0 and len(second.text) == 1 and not second.glued
    if not (torn and ending.glued and ending.word in language.ordinals and ending.is_word):
        return None
    number = row[at].number * 10 + second.number
    return (number, at + 3, ending.text) if 1 <= number <= 31 else None


def _month_beside(row: Sequence[Token], at: int, language: Language) -> bool:
    for step in (-1, 1):
        place = at + step
        passed = 0
        while 0 <= place < len(row) and passed < 4:
            token = row[place]
            if token.word in language.month_numbers:
                return len(token.word) > 2
            if token.is_word and not token.glued and step == 1:
                break
            if token.is_word and step == -1:
                break
            place += step
            passed += 1
    return False
