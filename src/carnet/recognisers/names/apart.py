"""Forms whose words stand apart: Mr. & Mrs. Oakes, Richard und Vera Specht, the title of a book.

A couple that was linked as one is found again as one. A title is known by its words that are not
small: "Lamps & their Makers" for Lamps and Their Makers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carnet.recognisers.names.forms import AND, ARTICLES, SMALL, fold, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.recognisers.names.forms import Word

_WORD: Final = re.compile(r"(?<![\w'’])[^\W\d_]\w*|[&+]")
_HEAD: Final = re.compile(r"\s*[:;(\[]|,? or[,:]|\.\s")  # what follows is a title's second part
_GAP: Final = 12  # signs between two words of a title: "& his ", " and the "
_JOINT: Final = 7  # and of a couple: ". and "
_MARKS: Final = frozenset('.!?:;—–-―"”“')
_MOST: Final = 8  # words
_LEAST: Final = 3  # letters of one that tells a title
_PAIR: Final = "&"


class Apart:
    """Forms whose words stand apart."""

    def __init__(self) -> None:
        self.begins: set[str] = set()  # their first words
        self._pairs: dict[tuple[str, ...], str] = {}
        self._titles: dict[tuple[str, ...], str] = {}

    def copy(self) -> Apart:
        """Another that learns by itself; no link teaches titles."""
        other = Apart()
        other._titles = self._titles
        other.begins, other._pairs = self.begins.copy(), self._pairs.copy()
        return other

    def link(self, said: str, form: str) -> None:
        """Take in what was linked, with its form, where that is a pair."""
        words = _WORD.findall(said)
        keys = tuple(_PAIR if word in "&+" or fold(word) in AND else fold(word) for word in words)
        named = (w[0].isupper() for w, key in zip(words, keys, strict=True) if key != _PAIR)
        if _PAIR in keys[1:-1] and len(keys) <= _MOST and all(named):
            self._pairs.setdefault(keys, form)
            self.begins.add(keys[0])

    def know(self, keys: tuple[str, ...], form: str) -> None:
        """A title has these words, with small ones between them."""
        if 2 <= len(keys) <= _MOST:
            self._titles.setdefault(keys, form)
            self.begins.add(keys[0])

    def at(self, row: Sequence[Word], at: int) -> Iterator[tuple[int, str, str]]:
        """What begins with a word of a row: after which word it ends, its form and the ending that it has
        there, the longest first.
        """
        for held, said in ((self._pairs, _pair(row, at)), (self._titles, _title(row, at))):
            keys = tuple(key for key, _ in said)
            for size in range(len(keys) if held else 0, 1, -1):
                key, last = said[size - 1]
                for stem in stems(key):
                    form = held.get((*keys[: size - 1], stem))
                    if form is not None:
                        yield last, form, key[len(stem) :]


def heads(title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A title without what explains it, where that is one, and its words that are not small."""
    cut = _HEAD.search(title)
    head = title[: cut.start()] if cut else title
    keys = (fold(word) for word in _WORD.findall(head) if word[0].isupper())
    yield head, tuple(key for key in keys if not _slight(key))


def _slight(key: str) -> bool:
    """Whether a word tells no title."""
    return len(key) < _LEAST or key in SMALL or key in ARTICLES or key in AND


def _pair(row: Sequence[Word], at: int) -> list[tuple[str, int]]:
    """The words that may be a pair, from a place in a row on, and what joins them; each with the place
    after it.
    """
    out = [(row[at].key, at + 1)]
    end, n = row[at].end, at + 1
    while n < len(row) and len(out) < _MOST:
        word = row[n]
        if not word.capital and word.apart and word.key in AND:
            n += 1
            continue
        if word.apart:
            joined = word.left in ("&", "+") or word.before in AND
            if not joined or not word.capital or word.start - end > _JOINT:
                break
            out.append((_PAIR, n))
        out.append((word.key, n + 1))
        end, n = word.end, n + 1
    return out


def _title(row: Sequence[Word], at: int) -> list[tuple[str, int]]:
    """The words that may be of a title, from a place in a row on, without small ones; each with the
    place after it.
    """
    out = [(row[at].key, at + 1)]
    end = row[at].end
    for n in range(at + 1, len(row)):
        word = row[n]
        if word.start - end > _GAP or word.left in _MARKS or len(out) == _MOST:
            break
        if word.capital and not _slight(word.key):
            out.append((word.key, n + 1))
            end = word.end
    return out
