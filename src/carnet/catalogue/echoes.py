"""Words that are known again: what was sealed in one entry and stands in another, and the entries
that may name a record.

The index of the catalogue tells which entries have all of some words, in any spelling of their
letters; whether these stand side by side, the texts of those entries tell.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.catalogue.store import Catalogue

_ECHO: Final = 6  # words in a row by which a text is known again
_ECHO_LENGTH: Final = 28  # code points that they must have
_SHORT: Final = 3  # letters of a name that is never shortened
_AT_ONCE: Final = 64  # phrases that are asked for together
_WORD: Final = re.compile(r"[^\W_]+")
_INDEXED: Final = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")  # what the index takes for one word


def echoes(catalogue: Catalogue, words: str) -> set[str]:
    """The entries that hold six words in a row of these, in any spelling of their letters.

    Fewer are no sign: diaries have their formulas.
    """
    as_written = _written(words)
    phrases = {
        phrase: _all_of(as_written[i : i + _ECHO])
        for i, phrase in enumerate(_runs([_folded(word) for word in as_written]))
        if len(phrase) >= _ECHO_LENGTH
    }
    asked = sorted(phrases)
    found: set[int] = set()
    for i in range(0, len(asked), _AT_ONCE):
        sought = set(asked[i : i + _AT_ONCE])
        query = " OR ".join(f"({phrases[phrase]})" for phrase in sought)
        for n, text in _having(catalogue, query):
            if n not in found and not sought.isdisjoint(_runs(_WORD.findall(_folded(text)))):
                found.add(n)
    return set(_ids(catalogue, found))


def _having(catalogue: Catalogue, query: str) -> Iterator[tuple[int, str]]:
    """Number and text of the entries that have these words; of all where the index does not take
    for a word what Python does: nothing may come to light because of that.
    """
    having = "SELECT f.rowid, b.text FROM fulltext f JOIN bodies b ON b.n = f.rowid WHERE fulltext MATCH ?"
    try:
        yield from catalogue.db.execute(having, (query,)).fetchall()
    except sqlite3.OperationalError:
        yield from catalogue.db.execute("SELECT n, text FROM bodies")


def _written(text: str) -> list[str]:
    """The words of a text as they are written, marks on letters included."""
    text = unicodedata.normalize("NFC", text)
    like = "".join(["x" if unicodedata.combining(sign) else sign for sign in text])
    words = [text[slice(*word.span())] for word in _WORD.finditer(like)]
    return [word for word in words if _folded(word)]


def _folded(text: str) -> str:
    """A text without case and marks on letters."""
    if not text.isascii():
        parts = unicodedata.normalize("NFD", text)
        text = "".join([sign for sign in parts if not unicodedata.combining(sign)])
    return text.casefold()


def _runs(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[i : i + _ECHO]) for i in range(len(words) - _ECHO + 1))


def _all_of(words: Iterable[str], *, inflected: bool = False) -> str:
    """A query for the entries that have all of these words, each with or without its marks; or as
    names are inflected, with other endings in place of a last letter.
    """
    asked: dict[str, None] = {}
    after = "*" if inflected else ""
    for word in words:
        for whole in _INDEXED.findall(word):
            composed = unicodedata.normalize("NFC", whole)
            part = composed[:-1] if inflected and len(composed) > _SHORT else whole
            parts = unicodedata.normalize("NFD", part)
            bare = "".join([sign for sign in parts if not unicodedata.combining(sign)])
            asked[
                f'"{part}"{after}' if part == bare else f'("{part}"{after} OR "{bare}"{after})'
            ] = None
    return " AND ".join(asked)


def naming(catalogue: Catalogue, names: Iterable[str], ids: Iterable[str]) -> list[str]:
    """The entries that may name records of these names and ids: all that do are among them."""
    db = catalogue.db
    found: set[int] = set()
    marks: list[str] = []
    for id_ in ids:
        query = "SELECT entry FROM mentions WHERE target = ?"
        found.update(n for (n,) in db.execute(query, (id_,)))
        query = "SELECT entry FROM mentions WHERE ref LIKE ? ESCAPE '\\'"
        found.update(n for (n,) in db.execute(query, (f"%{_like(id_)}%",)))
        marks.append(_loosely(id_))
    broken = []
    for name in names:
        words = _written(name)
        if not words:
            continue
        found.update(n for n, _ in _having(catalogue, _all_of(words, inflected=True)))
        longest = max(re.findall(r"\w+", name), key=len)
        marks.append(_loosely(longest[:-1] if len(longest) > _SHORT else longest))
        broken.append(f"%{_like(longest[:3])}%-%")  # it may be divided at the end of a line
    if marks:
        anywhere = re.compile("|".join(marks), re.IGNORECASE | re.DOTALL)
        for first, texts in catalogue.marks.all():
            found.update(n for n, said in enumerate(texts, first) if anywhere.search(said))
    for like in broken:
        query = "SELECT n FROM bodies WHERE text LIKE ? ESCAPE '\\'"
        found.update(n for (n,) in db.execute(query, (like,)))
    return list(_ids(catalogue, found))


def _ids(catalogue: Catalogue, numbers: Iterable[int]) -> Iterator[str]:
    asked = ",".join(map(str, sorted(numbers)))
    query = f"SELECT id FROM entries WHERE n IN ({asked}) ORDER BY n"  # noqa: S608 - numbers
    return (id_ for (id_,) in catalogue.db.execute(query))


def _like(text: str) -> str:
    """Text that means itself in a LIKE, its letters beyond ASCII in any dress."""
    text = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "".join(sign if sign.isascii() else "%" for sign in text)


def _loosely(text: str) -> str:
    """The same for a regular expression."""
    return ".*".join(re.escape(part) for part in re.split(r"[^\x00-\x7f]+", text))
