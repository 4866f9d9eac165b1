"""The query grammar. `query.js` of the site reads the same; the conformance cases hold both.

    query   = part {"OR" part}
    part    = near {["AND"] near | "NOT" near}
    near    = one {("NEAR" | "NEAR/" words) one}
    one     = "NOT" one | "(" query ")" | field ":" value | quoted | word
    word    = letters ["*"]

Operators are written in capitals; `-word` is `NOT word`. Words side by side must all be there.
A word that the text parts (`l'amour`, `Beer-Hofmann`) is looked for as a phrase; one with a hyphen
also as one word, since a hyphen at the end of a line may have been healed away.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from carnet.errors import CarnetError
from carnet.search.tokens import HYPHENS, fold, words

LONGEST: Final = 1000  # code points
DEEPEST: Final = 40  # parentheses within each other
NEAR: Final = 10  # words that may stand between, where no number is given
FARTHEST: Final = 100
NAMED: Final = ("event", "organisation", "person", "place", "work")
"""Fields that ask for what an entry names: the kinds of records in the register."""
FIELDS: Final = tuple(sorted(("author", "date", "language", "source", *NAMED)))

_QUOTES: Final = '"“”„‟«»'
_BARE: Final = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD: Final = re.compile(r"([A-Za-z]+):(?=\S)")
_NEAR: Final = re.compile(r"NEAR(?:/(\d{1,6}))?")
_HYPHEN: Final = re.compile(f"(?<=\\w)[{HYPHENS}](?=\\w)")
_DAY: Final = re.compile(r"(-?)(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


class QueryError(CarnetError):
    """A query that cannot be understood. `code` says why in a word, `at` where: a code point."""

    def __init__(self, code: str, at: int, what: str, mend: str = "") -> None:
        self.code = code
        self.at = at
        super().__init__(f"the query cannot be understood at {at + 1}: {what}", mend=mend)


class Phrase(NamedTuple):
    """Terms in a row; each with whether it is only the beginning of a word."""

    parts: tuple[tuple[str, bool], ...]


class And(NamedTuple):
    """All of these in one entry."""

    nodes: tuple[Node, ...]


class Or(NamedTuple):
    """Any of these."""

    nodes: tuple[Node, ...]


class Not(NamedTuple):
    """Entries without this."""

    node: Node


class Near(NamedTuple):
    """Two things with at most so many words between them, in either order."""

    left: Node
    right: Node
    words: int


class During(NamedTuple):
    """Entries whose date may lie in a stretch of time, in the writer's own calendar.

    The ends are `day_key`s, both within.
    """

    first: int
    last: int


class Said(NamedTuple):
    """Entries of which something else is said than their text: language, source, author."""

    field: str
    parts: tuple[tuple[str, bool], ...]


class Linked(NamedTuple):
    """Entries that name a record of the register: one of this kind with such a name, or this id."""

    kind: str
    parts: tuple[tuple[str, bool], ...]


Node = Phrase | And | Or | Not | Near | During | Said | Linked

EARLIEST: Final = -(1 << 40)
LATEST: Final = 1 << 40


def day_key(year: int, month: int, day: int) -> int:
    """A day as a number that orders days of one calendar; months to 15, days to 31."""
    return (year << 9) + (month << 5) + day


class _Lexeme(NamedTuple):
    kind: str  # word quoted field ( ) AND OR NOT NEAR
    text: str
    at: int
    words: int = 0


def parse(query: str) -> Node:
    """The meaning of a query. Raises `QueryError`."""
    if len(query) > LONGEST:
        raise QueryError("long", LONGEST, f"it is longer than {LONGEST:,} characters")
    parser = _Parser(_lexemes(query), len(query))
    node = parser.query(0) if parser.next is not None else None
    if parser.next is not None:
        raise QueryError("close", parser.next.at, "this ) closes nothing", "Take it out.")
    if node is None:
        raise QueryError("empty", 0, "there is no word in it", "Name a word to look for.")
    return node


def _lexemes(query: str) -> list[_Lexeme]:
    out: list[_Lexeme] = []
    at = 0
    while at < len(query):
        sign = query[at]
        if sign.isspace():
            at += 1
        elif sign in "()":
            out.append(_Lexeme(sign, sign, at))
            at += 1
        elif sign in _QUOTES:
            text, after = _quoted(query, at)
            out.append(_Lexeme("quoted", text, at))
            at = after
        elif sign == "-" and query[at + 1 : at + 2] not in ("", "-", *" \t\n)"):
            out.append(_Lexeme("NOT", sign, at))
            at += 1
        else:
            lexeme, at = _bare(query, at)
            out.append(lexeme)
    return out


def _quoted(query: str, at: int) -> tuple[str, int]:
    """What stands in quotation marks; one that is not closed (yet) runs to the end."""
    end = next((i for i in range(at + 1, len(query)) if query[i] in _QUOTES), len(query))
    return query[at + 1 : end], end + 1


def _bare(query: str, at: int) -> tuple[_Lexeme, int]:
    field = _FIELD.match(query, at)
    if field is not None:
        name = field[1].lower()
        if name not in FIELDS:
            known = ", ".join(f"{each}:" for each in FIELDS)
            raise QueryError(
                "field", at, f"there is no field {field[1]}:",
                f"The fields are {known}; words with a colon go in quotation marks.",
            )  # fmt: skip
        start = field.end()
        if query[start] in _QUOTES:
            text, after = _quoted(query, start)
        else:
            value = _BARE.match(query, start)
            if value is None:
                raise QueryError("value", start, f"{name}: has no value")
            text, after = value[0], value.end()
        return _Lexeme(f"{name}:", text, at, start), after
    found = _BARE.match(query, at)
    assert found is not None
    text = found[0]
    if text in ("AND", "OR", "NOT"):
        return _Lexeme(text, text, at), found.end()
    near = _NEAR.fullmatch(text)
    if near is not None:
        between = int(near[1]) if near[1] else NEAR
        if between > FARTHEST:
            raise QueryError("far", at, f"NEAR reaches at most {FARTHEST} words")
        return _Lexeme("NEAR", text, at, between), found.end()
    return _Lexeme("word", text, at), found.end()


class _Parser:
    """One step for each rule of the grammar. None is what has no word in it, such as a dash."""

    def __init__(self, lexemes: list[_Lexeme], end: int) -> None:
        self._lexemes = lexemes
        self._n = 0
        self._end = end

    @property
    def next(self) -> _Lexeme | None:
        return self._lexemes[self._n] if self._n < len(self._lexemes) else None

    def query(self, depth: int) -> Node | None:
        nodes = [self._part(depth)]
        while self.next is not None and self.next.kind == "OR":
            self._n += 1
            nodes.append(self._part(depth))
        kept = tuple(node for node in nodes if node is not None)
        return Or(kept) if len(kept) > 1 else kept[0] if kept else None

    def _part(self, depth: int) -> Node | None:
        nodes = [self._near(depth)]
        while self.next is not None and self.next.kind not in ("OR", ")"):
            if self.next.kind == "AND":
                self._n += 1
            nodes.append(self._near(depth))
        kept = tuple(node for node in nodes if node is not None)
        return And(kept) if len(kept) > 1 else kept[0] if kept else None

    def _near(self, depth: int) -> Node | None:
        node = self._one(depth)
        while self.next is not None and self.next.kind == "NEAR":
            sign = self.next
            self._n += 1
            other = self._one(depth)
            if node is None or other is None:
                node = node or other
                continue
            if not (_has_place(node) and _has_place(other)):
                raise QueryError(
                    "near", sign.at, "NEAR stands between words, phrases, or these joined by OR"
                )
            node = Near(node, other, sign.words)
        return node

    def _one(self, depth: int) -> Node | None:
        lexeme = self.next
        if lexeme is None or lexeme.kind in ("AND", "OR", "NEAR", ")"):
            at = self._end if lexeme is None else lexeme.at
            raise QueryError("operand", at, "a word is missing here")
        if depth > DEEPEST:
            raise QueryError("deep", lexeme.at, "too many parts within each other")
        self._n += 1
        if lexeme.kind == "NOT":
            node = self._one(depth + 1)
            return None if node is None else Not(node)
        if lexeme.kind == "(":
            node = self.query(depth + 1)
            if self.next is None:
                raise QueryError("open", lexeme.at, "this ( is not closed", "Add a ).")
            self._n += 1
            return node
        if lexeme.kind == "date:":
            return _during(lexeme)
        if lexeme.kind.endswith(":"):
            parts = _parts(lexeme.text, lexeme.words)
            if not parts:
                raise QueryError("value", lexeme.at, f"{lexeme.kind} has no value")
            field = lexeme.kind[:-1]
            return Linked(field, parts) if field in NAMED else Said(field, parts)
        return _phrase(lexeme.text, lexeme.at + (lexeme.kind == "quoted"))


def _has_place(node: Node) -> bool:
    if isinstance(node, Or):
        return all(map(_has_place, node.nodes))
    return isinstance(node, (Phrase, Near))


def _phrase(text: str, at: int) -> Node | None:
    parts = _parts(text, at)
    if not parts:
        return None
    healed = _HYPHEN.sub("", text)
    if healed != text:
        joined = _parts(healed, at)
        if joined != parts:
            return Or((Phrase(parts), Phrase(joined)))
    return Phrase(parts)


def _parts(text: str, at: int) -> tuple[tuple[str, bool], ...]:
    stand = list(words(text))
    begins, ends = {start for start, _ in stand}, {end for _, end in stand}
    stars = set()
    for n, sign in enumerate(text):
        if sign == "*":
            if n not in ends or n + 1 in begins:
                raise QueryError("star", at + n, "a * stands at the end of the beginning of a word")
            stars.add(n)
    return tuple((fold(text[start:end]), end in stars) for start, end in stand)


def _during(lexeme: _Lexeme) -> During:
    first, dots, last = lexeme.text.replace("/", "..").partition("..")
    early, late = _day(first, lexeme), _day(last if dots else first, lexeme)
    if early is None and late is None:
        raise _no_day(lexeme)
    during = During(early[0] if early else EARLIEST, late[1] if late else LATEST)
    if during.first > during.last:
        raise QueryError("date", lexeme.at, f"{lexeme.text} ends before it begins")
    return during


def _day(text: str, lexeme: _Lexeme) -> tuple[int, int] | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise _no_day(lexeme)
    sign, year, month, day = found.groups()
    ends = [int(sign + year.replace("X", digit)) for digit in "09"]
    if not (1 <= int(month or 1) <= 13 and 1 <= int(day or 1) <= 31):
        raise _no_day(lexeme)
    return (
        day_key(min(ends), int(month or 0), int(day or 0)),
        day_key(max(ends), int(month or 15), int(day or 31)),
    )


def _no_day(lexeme: _Lexeme) -> QueryError:
    return QueryError(
        "date", lexeme.at, f"{lexeme.text!r} is no date",
        "Write date:1941, date:1941-05, date:1941-05-03, date:1941..1943 or date:1941-05..",
    )  # fmt: skip
