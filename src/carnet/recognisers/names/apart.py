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
    """Forms whose words stand apart, by their first word."""

    def __init__(self) -> None:
        self.pairs: dict[str, dict[tuple[str, ...], str]] = {}
        self.titles: dict[str, dict[tuple[str, ...], str]] = {}

    def copy(self) -> Apart:
        """Another that learns by itself; no link teaches titles."""
        other = Apart()
        other.titles = self.titles
        other.pairs = {key: forms.copy() for key, forms in self.pairs.items()}
        return other

    def link(self, said: str, form: str) -> None:
        """Take in what was linked, with its form, where that is a pair."""
        words = _WORD.findall(said)
        keys = tuple(_PAIR if word in "&+" or fold(word) in AND else fold(word) for word in words)
        named = (w[0].isupper() for w, key in zip(words, keys, strict=True) if key != _PAIR)
        if _PAIR in keys[1:-1] and all(named):
            self.pairs.setdefault(keys[0], {}).setdefault(keys, form)

    def know(self, keys: tuple[str, ...], form: str) -> None:
        """A title has these words, with small ones between them."""
        if 2 <= len(keys) <= _MOST:
            self.titles.setdefault(keys[0], {}).setdefault(keys, form)

    def at(self, row: Sequence[Word], at: int) -> Iterator[tuple[int, str, str]]:
        """What begins with a word of a row: after which word it ends, its form and the ending that it has
        there, the longest first.
        """
        key = row[at].key
        for held, stand in ((self.pairs, _together), (self.titles, _loosely)):
            for keys, form in sorted(held.get(key, {}).items(), key=_size, reverse=True):
                found = stand(row, at, keys)
                if found is not None:
                    yield found[0], form, found[1]


def _size(held: tuple[tuple[str, ...], str]) -> int:
    return len(held[0])


def heads(title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A title without what explains it, where that is one, and its words that are not small."""
    cut = _HEAD.search(title)
    head = title[: cut.start()] if cut else title
    keys = (fold(word) for word in _WORD.findall(head) if word[0].isupper())
    yield head, tuple(key for key in keys if len(key) >= _LEAST and not _slight(key))


def _slight(key: str) -> bool:
    return key in SMALL or key in ARTICLES or key in AND


def _together(row: Sequence[Word], at: int, keys: Sequence[str]) -> tuple[int, str] | None:
    """Where a pair ends that stands in a row from a place on, and the ending of its last word."""
    n, joint, end = at, False, row[at].end
    for key in keys[1:]:
        if key == _PAIR:
            joint = True
            continue
        n += 1
        while joint and n < len(row) and not row[n].capital and row[n].key in AND:
            n += 1
        if n == len(row) or row[n].apart != joint:
            return None
        word = row[n]
        if joint and not (word.left in ("&", "+") or word.before in AND):
            return None
        if joint and word.start - end > _JOINT:
            return None
        end = word.end
        if word.key != key and (key is not keys[-1] or key not in stems(word.key)):
            return None
        joint = False
    return n + 1, row[n].key[len(keys[-1]) :]


def _loosely(row: Sequence[Word], at: int, keys: Sequence[str]) -> tuple[int, str] | None:
    """Where a title ends of which the words stand in a row from a place on, with only small ones between
    them, and the ending of the last.
    """
    end, n = row[at].end, at
    for key in keys[1:]:
        n += 1
        while n < len(row) and row[n].key != key and (not row[n].capital or _slight(row[n].key)):
            n += 1
        if n == len(row) or row[n].start - end > _GAP or row[n].left in _MARKS:
            return None
        if row[n].key != key and (key is not keys[-1] or key not in stems(row[n].key)):
            return None
        end = row[n].end
    return n + 1, row[n].key[len(keys[-1]) :]
