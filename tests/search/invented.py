"""Editions in memory for searches, and a plain scan that says what they must find."""

from __future__ import annotations

import itertools
import unicodedata
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from carnet.edition import Edition, Facts, Line, SourceLine
from carnet.register import Record
from carnet.register.record import Name
from carnet.search.query import And, During, Near, Not, Or, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Shelf(Edition):
    """Entries from plain dictionaries: `text`, and what else is said of them."""

    def __init__(
        self, entries: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]] = ()
    ) -> None:
        self.facts = Facts("", author="Someone Else")
        self.as_of = date(2026, 11, 22)
        self._texts = {f"e{n}": each["text"] for n, each in enumerate(entries)}
        self.lines = [
            Line(f"e{n}", each.get("when"), each.get("calendar", "gregorian"), "", "", "",
                 each.get("source", "s"), 0, each.get("language", ""), each.get("author", ""))
            for n, each in enumerate(entries)
        ]  # fmt: skip
        titles = {each.get("source", "s"): each.get("title", "") for each in entries}
        self._linked = [each.get("names", []) for each in entries]
        self._known = records
        self.sources = [SourceLine(name, said, "", "", "", 0, 0) for name, said in titles.items()]

    @property
    def records(self) -> Any:
        """Records from dictionaries; an entry's `names` are the ids of those that it names."""
        held = {
            each["id"]: Record(
                each["id"], each["kind"], each["name"],
                variants=tuple(map(Name, each.get("variants", ()))),
                forename=each.get("forename", ""), surname=each.get("surname", ""),
            )
            for each in self._known
        }  # fmt: skip
        uses: dict[str, list[int]] = {}
        for n, ids in enumerate(self._linked):
            for id_ in ids:
                uses.setdefault(id_, []).append(n)
        moved = {old: (each["id"],) for each in self._known for old in each.get("merged", ())}
        return SimpleNamespace(held=held, uses=uses, moved=moved)

    def source(self, name: str) -> SourceLine | None:
        return next((each for each in self.sources if each.name == name), None)

    def digest(self, name: str) -> bytes:
        return self._texts[name].encode("utf-8", "replace")

    @property
    def digests(self) -> list[bytes]:
        return [self.digest(line.id) for line in self.lines]

    def titles(self, names: Iterable[str]) -> dict[str, str]:
        return {each.name: each.title for each in self.sources if each.name in set(names)}

    def texts(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in ids:
            yield name, self._texts[name]


# A second, plainer telling of what a word is, for the letters of Western Europe alone.


def plain_words(text: str) -> list[tuple[int, int, str]]:
    """Words with their places: letters and digits in a row."""
    out: list[tuple[int, int, str]] = []
    begin = 0
    text += " "
    for at, sign in enumerate(text):
        if not sign.isalnum():
            if at > begin:
                out.append((begin, at, plain_fold(text[begin:at])))
            begin = at + 1
    return out


def plain_fold(word: str) -> str:
    for sign, letters in (("ß", "ss"), ("ſ", "s"), ("œ", "oe"), ("æ", "ae"), ("ø", "o")):
        word = word.lower().replace(sign, letters)
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def scan(node: Any, terms: list[str], dates: tuple[int, int] | None) -> tuple[bool, set[Any]]:
    """Whether an entry is found, and which stretches of its words: read as the grammar is told,
    word after word, without an index.
    """
    match node:
        case Phrase(parts):
            spots = {
                (at, at + len(parts))
                for at in range(len(terms) - len(parts) + 1)
                if all(
                    terms[at + n].startswith(term) if beginning else terms[at + n] == term
                    for n, (term, beginning) in enumerate(parts)
                )
            }
            return bool(spots), spots
        case Or(nodes):
            found = [scan(each, terms, dates) for each in nodes]
            return any(yes for yes, _ in found), set().union(*(spots for _, spots in found))
        case And(nodes):
            found = [scan(each, terms, dates) for each in nodes]
            if not all(yes for yes, _ in found):
                return False, set()
            return True, set().union(*(spots for _, spots in found))
        case Not(inner):
            return not scan(inner, terms, dates)[0], set()
        case Near(left, right, between):
            both = [(a, b, 0) for a, b in scan(left, terms, dates)[1]]
            both += [(a, b, 1) for a, b in scan(right, terms, dates)[1]]
            both.sort()
            spots = {
                (one[0], two[1])
                for one, two in itertools.pairwise(both)
                if one[2] != two[2] and 0 <= two[0] - one[1] <= between
            }
            return bool(spots), spots
        case During(first, last):
            return dates is not None and dates[0] <= last and dates[1] >= first, set()
    raise AssertionError(node)


def count(node: Any, entries: Iterable[tuple[list[str], tuple[int, int] | None]]) -> list[int]:
    """For each entry, how many places it has."""
    out = []
    for terms, dates in entries:
        yes, spots = scan(node, terms, dates)
        out.append(len(spots) or int(yes))
    return out
