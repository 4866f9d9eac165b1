"""A line cut into numbers, words and marks, in one pass over it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from carnet.dates.written.language import fold

LONGEST = 200  # code points; no heading is longer, and a line may have a hundred million
MOST = 60  # tokens

_ADDED = (("dcccc", "cm"), ("cccc", "cd"), ("lxxxx", "xc"), ("xxxx", "xl"), ("viiii", "ix"), ("iiii", "iv"))  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Token(NamedTuple):
    """A number, a word or one mark. `word` is the text folded; `number` is -1 for other kinds."""

    text: str
    start: int
    end: int
    word: str
    number: int
    glued: bool  # no space before it

    @property
    def is_mark(self) -> bool:
        return not self.word

    @property
    def is_word(self) -> bool:
        return bool(self.word) and self.number < 0

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@cache
def _pattern() -> re.Pattern[str]:
    # A word of plain letters, initials (N.Y., a.m.), a word with its raised letters (Dec^{r}), a
    # number, or a single mark. Raised digits are marks: they are notes, or the figures of a fraction.
    # No two alternatives can begin alike at length, so the time is linear; a run of letters is one
    # step, not a step for each.
    letter = r"[^\W\d_²³¹⁰-⁹₀-₉½¼¾⅐-↉]"
    return re.compile(
        r"(?P<word>[A-Za-z]{2,}(?![^\W\d_]|[\u0300-\u036f^])"
        rf"|(?:{letter}\.){{2,}}|{letter}+(?:[\u0300-\u036f]+{letter}*)*(?:\^\{{?[a-z]{{1,4}}\}}?)?)"
        r"|(?P<basic>(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
        r"|(?P<number>[0-9]{1,4}(?![0-9]))"
        r"|(?P<mark>\S[\ufe0e\ufe0f]?)"
    )


def tokens(line: str) -> list[Token]:
    """The tokens of a line; none where it is too long to be a heading."""
    if len(line) > LONGEST:
        return []
    found: list[Token] = []
    new = tuple.__new__  # twice as fast as the call, and there are many
    last = 0
    for match in _pattern().finditer(line):
        start, end = match.span()
        text = match[0]
        glued = start == last and start > 0
        kind = match.lastgroup
        if kind == "word":
            found.append(new(Token, (text, start, end, _folded(text), -1, glued)))
        elif kind == "basic":  # 20140312, as if it were 2014-03-12
            for begin, stop in ((0, 4), (4, 4), (4, 6), (6, 6), (6, 8)):
                part = text[begin:stop] or "-"
                value = int(part) if begin < stop else -1
                word = part if begin < stop else ""
                found.append(
                    Token(part, start + begin, start + stop, word, value, glued or begin > 0)
                )
        elif kind == "mark":
            found.append(new(Token, (text, start, end, "", -1, glued)))
        else:
            found.append(new(Token, (text, start, end, text, int(text), glued)))
        last = end
    return found if len(found) <= MOST else []


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word).replace(".", "")


def roman(text: str) -> int:
    """The value of a Roman number below 4000, or 0 for what is none."""
    total = 0
    last = 0
    for letter in reversed(text.lower()):
        value = _ROMAN.get(letter, 0)
        if not value:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total if _spelt(total) == text.lower() else 0


def roman_year(text: str) -> int:
    """A year in Roman capitals, its fours and nines as they were also written: MCCCCLXXXIIII."""
    spelt = text.lower()
    for added, less in _ADDED:
        spelt = spelt.replace(added, less)
    return roman(spelt)


@cache
def _days() -> dict[str, int]:
    """Days as writers put them in Roman letters: xiv, xiiij, viiij, xxj."""
    spellings = {}
    for day in range(1, 32):
        tens, ones = divmod(day, 10)
        added = "x" * tens + "v" * (ones // 5) + "i" * (ones % 5)
        for spelt in (_spelt(day), added):
            spellings[spelt] = day
            if spelt[-1] == "i":
                spellings[spelt[:-1] + "j"] = day
    return spellings


def roman_day(word: str) -> int:
    """The day from 1 to 31 that a folded word is in Roman letters, or 0."""
    return _days().get(word, 0)


def _spelt(number: int) -> str:
    spelt = ""
    for value, letters in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
        (1, "i"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        spelt += letters * count
    return spelt


def spelt_roman(number: int) -> str:
    """A number from 1 to 399 in Roman capitals; beyond that in Arabic digits."""
    return _spelt(number).upper() if 0 < number < 400 else str(number)
