"""The normal form: nothing but letters and digits, each with the way home to its place in the text.

Typography, spacing, hyphens at line ends, ligatures, case, diacritics and points are gone, and the
letters that a reform of spelling took away, so that what two printings of one sentence do not share
cannot part them. A letter is one *symbol*, a byte:
ASCII as itself, any other alphabet's letter as 128 + the low seven bits of its code point (letters
of one script stay apart), and a sign of Chinese, Japanese or Korean as two symbols, since it says
as much as several letters. All steps are table look-ups over whole arrays.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGMA = 26
"""How many classes of letters seeds tell apart: j counts as i and v as u, as in old spelling."""

GRAM = 8
"""Symbols in a seed."""

_LONGEST = 3  # symbols that one character may become, as ﬃ does
_APART = {
    "&": "and",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "\u030a": "a",  # the ring: å is written aa in older Danish and Norwegian
    # Russian before the reform of 1918
    "ѣ": "е",
    "і": "и",
    "ѳ": "ф",
    "ѵ": "и",
    "ъ": "",
}
_WIDE = ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7A4), (0xF900, 0xFB00), (0x20000, 0x32000))
_BLOCK = 256


class Letters(NamedTuple):
    """The letters of a text and, of each, the code point that it came from."""

    symbols: NDArray[np.uint8]
    home: NDArray[np.int32]

    def at(self, offset: int) -> int:
        """The first letter at or after a code point."""
        # a plain number would have the whole array copied as another type
        return int(self.home.searchsorted(np.int32(offset)))


def letters(text: str) -> Letters:
    """The normal form of a text. It takes about 10 ns a character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not len(codes):
        return Letters(np.zeros(0, np.uint8), np.zeros(0, np.int32))
    counts, symbols = _tables(codes)
    many = counts[codes]
    if int(many.max()) <= 1:
        home = np.flatnonzero(many).astype(np.int32)
        return Letters(symbols[0][codes[home]], home)
    # few characters become several letters: those are put in where they belong
    home = np.flatnonzero(many).astype(np.int32)
    out = symbols[0][codes[home]]
    wide = np.flatnonzero(many[home] > 1)
    extra = np.repeat(wide, many[home[wide]] - 1)
    nth = np.arange(len(extra)) - np.searchsorted(extra, extra) + 1
    signs = np.stack(symbols)[nth, codes[home[extra]]]
    return Letters(np.insert(out, extra + 1, signs), np.insert(home, extra + 1, home[extra]))


def _tables(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], list[NDArray[np.uint8]]]:
    """How many symbols each character that occurs becomes, and the first, second and third."""
    top = int(codes.max()) // _BLOCK + 1
    used = np.zeros(top, bool)
    used[codes >> 8] = True
    counts = np.zeros(top * _BLOCK, np.uint8)
    symbols = [np.zeros(top * _BLOCK, np.uint8) for _ in range(_LONGEST)]
    for block in np.flatnonzero(used):
        number, *signs = _block(int(block))
        where = slice(int(block) * _BLOCK, (int(block) + 1) * _BLOCK)
        counts[where] = np.frombuffer(number, np.uint8)
        for nth, sign in enumerate(signs):
            symbols[nth][where] = np.frombuffer(sign, np.uint8)
    return counts, symbols


@lru_cache(maxsize=1024)
def _block(block: int) -> tuple[bytes, ...]:
    counts = bytearray(_BLOCK)
    signs = [bytearray(_BLOCK) for _ in range(_LONGEST)]
    for low in range(_BLOCK):
        found = _symbols(block * _BLOCK + low)[:_LONGEST]
        counts[low] = len(found)
        for nth, symbol in enumerate(found):
            signs[nth][low] = symbol
    return (bytes(counts), *map(bytes, signs))


def _symbols(code: int) -> list[int]:
    char = chr(code)
    if any(start <= code < end for start, end in _WIDE):
        return [128 | (code >> 7) & 0x7F, 128 | code & 0x7F] if char.isalnum() else []
    out: list[int] = []
    for part in unicodedata.normalize("NFKD", char).casefold():
        for letter in _APART.get(part, part):
            if letter.isdecimal():
                out.append(48 + unicodedata.decimal(letter))
            elif letter.isalnum():
                out.append(ord(letter) if letter.isascii() else 128 | ord(letter) & 0x7F)
    return out


def _classes() -> NDArray[np.uint8]:
    table = np.arange(256) % SIGMA
    alphabet = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in "jv"]
    for nth, letter in enumerate(alphabet):
        table[ord(letter)] = nth
    table[ord("j")], table[ord("v")] = table[ord("i")], table[ord("u")]
    for digit in range(10):
        table[48 + digit] = 24 + digit % 2
    return table.astype(np.uint8)


CLASSES = _classes()
"""The class of each symbol, below `SIGMA`."""


def grams(symbols: NDArray[np.uint8], size: int = GRAM) -> NDArray[np.uint64]:
    """Each run of `size` (a power of two) symbols as one number; order is that of the alphabet."""
    out = CLASSES[symbols].astype(np.uint64)
    width = 1
    while width < size:
        if len(out) <= width:
            return np.zeros(0, np.uint64)
        out = out[:-width] * np.uint64(SIGMA**width) + out[width:]
        width *= 2
    return out
