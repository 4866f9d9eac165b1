"""What a word is to every search, in process and in the browser, and how it is folded.

A *word* is a run of letters, marks and digits. Apostrophes, hyphens and all other signs part
words, so that `l'amour` is two of them and `amour` finds it. Three things do not part a word:

- characters that are not seen (soft hyphens, joiners, marks of direction);
- a hyphen at the end of a line after which a small letter follows, over the end of a page too;
- markup: it is not in a reading text at all.

In scripts that put no spaces between words (Chinese, Japanese, Thai and their like) each letter
is a word of its own, and several in a row are found as a phrase.

A *term* is a word as it is compared: without case, accents and ligatures, `œ` as `oe`, `ß` as
`ss`, `ё` as `е`, the long s as `s`, Russian as it has been spelt since 1918.

`publishers/site/search/words.js` says the same in JavaScript; `tests/search/conformance.jsonl`
holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HYPHENS: Final = "-\u00ad\u2010¬⸗"

# What a character is to a word.
PARTS, LETTER, UNSEEN, ALONE, MARK = range(5)

_ALONE: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip

# The hyphen comes first, and then a look back over it: hyphens are quickly looked for.
JOINT: Final = re.compile(
    f"[{HYPHENS}](?<=[^\\W\\d_][{HYPHENS}])[ \t]*\n[ \t\n\f\u00a0]*(?=[^\\W\\d_])"
)
"""A hyphen at the end of a line; it joins where `joins` says so."""

# What a fast look at a text cannot tell: marks, unseen signs, letters that stand alone, joints.
_ODD: Final = re.compile(
    f"[\u00ad\u0300-\u036f\u0483-\u0489\u0559-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    f"\u20d0-\u20ff\u2ce0-\U0010ffff]|[{HYPHENS}][ \t]*\n"
)
_PLAIN: Final = re.compile(r"[^\W_]+")

# Marks that are dropped: accents, and the vowel points of Hebrew and Arabic. Those of Indian
# scripts are letters in all but name and stay.
_ACCENTS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef]"
)
_LETTERS: Final = str.maketrans({
    "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ı": "i", "ŧ": "t", "ſ": "s", "ς": "σ", "ѣ": "е", "ѳ": "ф", "ѵ": "и", "і": "и",
})  # fmt: skip
_SHORT: Final = (("и\u0306", "й"), ("у\u0306", "ў"))  # letters of their own, not accents
_OLD_END: Final = re.compile("(?<=[а-я])ъ$")


class Token(NamedTuple):
    """A word of a text: `[start, end)` in code points, and its term."""

    start: int
    end: int
    term: str


@lru_cache(maxsize=1 << 12)
def kind(sign: str) -> int:
    """What a character is to a word: one of `PARTS LETTER UNSEEN ALONE MARK`."""
    category = unicodedata.category(sign)
    if category[0] == "M":
        return MARK
    if category == "Cf":
        return PARTS if sign == "\u200b" else UNSEEN
    if category[0] not in "LN":
        return PARTS
    code = ord(sign)
    return ALONE if any(first <= code <= last for first, last in _ALONE) else LETTER


def joins(text: str, joint: re.Match[str]) -> bool:
    """Whether a word goes on behind the end of a line: in small letters, that is."""
    return unicodedata.category(text[joint.end()]) == "Ll"


def words(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, from `start` on, which must be no place within a word."""
    if _ODD.search(text, start) is None:
        for found in _PLAIN.finditer(text, start):
            yield found.span()
        return
    kinds = [kind(sign) for sign in text[start:]]
    for joint in JOINT.finditer(text, start):
        if joins(text, joint):
            for i in range(joint.start(), joint.end()):
                kinds[i - start] = UNSEEN
    first = last = -1
    base = PARTS
    for i, what in enumerate(kinds, start):
        if what == UNSEEN:
            continue
        goes_on = first >= 0 and (what == MARK or (what == LETTER and base == LETTER))
        if goes_on:
            last = i
            continue
        if first >= 0:
            yield first, last + 1
        first = -1 if what == PARTS else i
        last = i
        base = LETTER if what == MARK else what
    if first >= 0:
        yield first, last + 1


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> str:
    """The term of a word."""
    if word.isascii() and word.isalnum():
        return word.lower()
    seen = word
    if not word.isalnum():  # letters and figures are all seen
        seen = "".join(sign for sign in word if kind(sign) not in (PARTS, UNSEEN))
    out = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", seen).lower())
    for parts, letter in _SHORT:
        out = out.replace(parts, letter)
    out = _ACCENTS.sub("", out).translate(_LETTERS)
    return _OLD_END.sub("", out) or seen.lower()


def tokens(text: str) -> list[Token]:
    """The words of a text with their terms."""
    return [Token(start, end, fold(text[start:end])) for start, end in words(text)]
