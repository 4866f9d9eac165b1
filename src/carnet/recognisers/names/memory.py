"""What an archive's own links teach: which forms stand for whom, how often, when, and beside whom."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.apart import heads
from carnet.recognisers.names.dwelling import Dwelling
from carnet.recognisers.names.fading import Fading
from carnet.recognisers.names.forms import (
    ARTICLES,
    MEN,
    SMALL,
    TITLES,
    WOMEN,
    Rows,
    Word,
    core,
    keys_of,
    title_of,
    words,
)
from carnet.recognisers.names.given import sex_of
from carnet.recognisers.names.namebook import SHORT, Namebook
from carnet.recognisers.names.naming import (
    LONGEST,
    definite,
    first_names,
    forms_of,
    parts,
    small_words,
    surnames,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.recognisers.names.namebook import Form
    from carnet.register import Record

_LOWER: Final = re.compile(r"\b[a-zß-öø-ÿ]{2,}\b")
_BESIDE: Final = 40  # records of one text that are counted as beside one another
_TITLE: Final = 100  # as if a word that may be a title were written so often
_NOTE: Final = 2000  # signs of a note that are read
_NAME: Final = 4  # letters of a name in it
PLAIN, ARTICLED, TITLED = range(3)
"""What stands before a form: nothing of the kind, an article, a title."""


class Link(NamedTuple):
    """A stretch of a text that is known to name a record. Without a target it is not known whom it
    names; where its kind is empty as well, it is known to name nobody of the register.
    """

    start: int
    end: int
    kind: str
    target: str


class Memory:
    """Forms and links seen so far. Records are known by their id."""

    def __init__(self, writer: str = "", languages: Iterable[str] = ()) -> None:
        self.book = Namebook(languages)
        self.rows = Rows(self.book.within)
        # ---- what the register says of a record
        self.writer = keys_of(writer)
        self.family = frozenset(self.writer[-1:])  # the writer's surname
        self.near: set[str] = set()  # who bears it, or stands in some relation to the writer
        self.told: dict[str, float] = {}  # how much the register says of it
        self.kind: dict[str, str] = {}
        self.life: dict[str, tuple[int | None, int | None]] = {}  # in days
        self.people = 0
        self.dated = 0  # of these so many of whom the register knows when they lived
        self.sex: dict[str, str] = {}
        self.words: dict[str, set[str]] = {}  # all words of its names
        self.house: dict[str, str] = {}  # a person's own surname
        self.definite: set[str] = set()  # forms that it has with an article: l'Empereur
        self.surnames: dict[str, set[str]] = {}
        self.styled: dict[str, set[str]] = {}  # the titles that a person bears
        self.note: dict[str, frozenset[str]] = {}  # names in what it says of a record
        # ---- what the links say
        self.links = 0
        self.cores: dict[str, Counter[str]] = {}  # form without titles: how often each record
        self.times: dict[str, int] = {}  # form: how often linked
        self.last: dict[str, int] = {}  # record: the day when it was last named
        self.faded: dict[str, Fading] = {}  # record
        self.faded_as: dict[tuple[str, str], Fading] = {}  # form and record
        self.beside: dict[str, Counter[str]] = defaultdict(Counter)
        self.dwelling = Dwelling()
        self.small: frozenset[str] = frozenset()  # words in small letters that were linked
        self.smalls: Counter[str] = Counter()  # record: how often it was linked to such a word
        # ---- what the texts with links say, where they are linked as a whole
        self.seen: Counter[str] = Counter()  # form: how often it stood in a text
        self.named: Counter[str] = Counter()  # form: how often as a name or a part of one
        self.so: dict[tuple[str, int, str], list[int]] = {}  # form, what is about it: named, seen
        self.after: dict[str, Counter[str]] = defaultdict(Counter)  # word: kinds linked, "" all
        self.about: dict[str, list[int]] = {}  # what stands beside a form: a name there, seen
        self.stands: dict[str, float] = {}  # what follows from that, until more is learned
        # ---- what all texts say
        self.noticed = 0  # texts whose words were counted
        self.stood: Counter[str] = Counter()  # word with a capital: how often it stood anywhere
        self.dotted: Counter[str] = Counter()  # how often with a full stop after it
        self.articled: Counter[str] = Counter()  # how often after an article
        self.lower: Counter[str] = Counter()  # word in small letters: how often
        self.common: dict[str, tuple[float, float, float]] = {}  # what follows from that for a word
        self.every: list[str] = []  # all words that were counted, in order, once that is asked for
        self._abbreviations: dict[str, tuple[float, float]] = {}

    def copy(self) -> Memory:
        """Another that learns by itself; what never changes is shared."""
        other = Memory()
        for name in (*_REGISTER, *_TEXTS, "links", "small"):
            setattr(other, name, getattr(self, name))
        other.book = self.book.copy()
        other.kind, other.house = dict(self.kind), dict(self.house)
        for name in ("words", "surnames", "styled"):
            setattr(other, name, {k: set(v) for k, v in getattr(self, name).items()})
        for name in ("seen", "named", "times", "last", "smalls"):
            setattr(other, name, getattr(self, name).copy())
        other.cores = {k: v.copy() for k, v in self.cores.items()}
        for name in ("beside", "after"):
            held = {k: v.copy() for k, v in getattr(self, name).items()}
            setattr(other, name, defaultdict(Counter, held))
        for name in ("about", "so"):
            setattr(other, name, {k: list(v) for k, v in getattr(self, name).items()})
        for name in ("faded", "faded_as"):
            setattr(other, name, {k: v.copy() for k, v in getattr(self, name).items()})
        other.dwelling = deepcopy(self.dwelling)
        return other

    # ------------------------------------------------------------------ learning

    def add_record(
        self, record: Record, life: tuple[int | None, int | None] = (None, None)
    ) -> None:
        """Know a record by its names before it was ever named in a text. `life`: its first and its
        last day, as Julian day numbers.
        """
        id_ = record.id
        self.kind[id_] = record.kind
        self.told[id_] = math.log1p(
            len(record.variants)
            + len(record.authorities)
            + len(record.relations)
            + bool(record.note)
        )
        self.life[id_] = life
        self.people += record.kind == "person"
        self.dated += record.kind == "person" and any(day is not None for day in life)
        self.sex[id_] = record.sex[:1].lower()
        self.book.within |= small_words(record)
        self.words.setdefault(id_, set())
        for form, how in forms_of(record):
            self.book.know(form, id_, how)
            if how != "pet":
                self._words_of(id_, form.split(" "))
        self.definite |= definite(record)
        stopped = (text for text in texts_of(record) if text.endswith("."))
        self.book.stopped |= {" ".join(keys_of(text)) for text in stopped}
        if record.kind == "person":
            self._person(record)
        elif record.kind == "work":
            for text in texts_of(record):
                for head, keys in heads(text):
                    form = " ".join(keys_of(head))
                    self.book.know(form, id_, "whole")
                    self.book.apart.know(keys, form)
        said = {word.key for word in words(record.note[:_NOTE]) if word.capital and word.before}
        self.note[id_] = frozenset(k for k in said - self.words[id_] if len(k) >= _NAME)

    def is_writer(self, form: str) -> bool:
        """Whether a form is the name of the writer, who has no record, or abbreviates it: G. Sand."""
        first, space, last = form.rpartition(" ")
        own = self.writer
        if not space or len(own) < 2 or last != own[-1] or " ".join(own) in self.book.known:
            return False
        return own[0].startswith(first)

    def _person(self, record: Record) -> None:
        last = surnames(record)
        own = keys_of(record.surname or record.name.partition(",")[0])
        if own[-1:] and own[-1] in last:
            self.house[record.id] = own[-1]
        self.surnames.setdefault(record.id, set()).update(last)
        if not self.sex[record.id]:
            sexes = {sex_of(name) for name in first_names(record)} - {""}
            sexes |= {sex for sex in map(_title_of, texts_of(record)) if sex}
            self.sex[record.id] = sexes.pop() if len(sexes) == 1 else ""
        born = {" ".join(keys_of(name)) for name in texts_of(record)}  # a maiden name stands alone
        for name in texts_of(record):
            self._styled(record.id, keys_of(name)[:-1])
        near = bool((last | born) & self.family) or any(not one.target for one in record.relations)
        if near:
            self.near.add(record.id)
        self.book.weight[record.id] = self.told[record.id] + 10.0 * near

    def _styled(self, id_: str, keys: Iterable[str]) -> None:
        """Notice the titles of a person."""
        if titles := set(map(title_of, keys)) - {""}:
            self.styled.setdefault(id_, set()).update(titles)

    def is_surname(self, key: str) -> bool:
        """Whether somebody is known by this surname."""
        return "surname" in self.book.known.get(key, {}).values()

    def _words_of(self, id_: str, keys: Iterable[str]) -> None:
        self.words.setdefault(id_, set()).update(key for key in keys if key not in TITLES)

    def notice(self, text: str) -> None:
        """Count the words of a text of which no links need be known."""
        self.noticed += 1
        self.common.clear()
        self._abbreviations = {}
        self.every.clear()
        self.lower.update(_LOWER.findall(text))
        for word in self.rows.of(text):
            if word.before:
                self.stood[word.key] += 1
                if word.short:
                    self.dotted[word.key] += 1
                if word.before in ARTICLES:
                    self.articled[word.key] += 1

    def as_abbreviation(self, key: str) -> tuple[float, float]:
        """Of a word with a full stop: how surely that ends no sentence, for it nearly always has one;
        and how often longer words begin with it that are no names.
        """
        held = self._abbreviations.get(key)
        if held is None:
            often = _TITLE * any(title.startswith(key) for title in TITLES)
            often += self._begun(key)
            dotted, stood = self.dotted.get(key, 0), self.stood.get(key, 0)
            sure = math.log((dotted + 0.5) / (stood - dotted + 0.5)) / 3
            held = self._abbreviations[key] = sure, math.log1p(often) / 3
        return held

    def _begun(self, key: str) -> int:
        """How often words that are longer and no names begin with a word."""
        every, known, often = self.every, self.book.known, 0
        if not every:
            every += sorted({*self.stood, *self.lower})
        for at in range(bisect_right(every, key), len(every)):
            word = every[at]
            if not word.startswith(key):
                break
            if word not in known:
                often += self.stood.get(word, 0) + self.lower.get(word, 0)
        return often

    def learn(self, text: str, day: int, links: Iterable[Link], *, whole: bool = True) -> None:
        """Take in one text of one day (a Julian day number) whose links are known: all of them, or
        not as a whole, and then nothing follows from what is not linked.
        """
        here: dict[str, None] = {}
        self.stands.clear()
        links = sorted(links)
        for link in links:
            if not link.target:
                continue
            keys = keys_of(text[link.start : link.end])
            if not keys:
                continue
            form, id_ = " ".join(keys), link.target
            self.links += 1
            self.kind.setdefault(id_, link.kind)
            self.times[form] = self.times.get(form, 0) + 1
            self.book.link(form, id_)
            self.book.apart.link(text[link.start : link.end], form)
            self.cores.setdefault(core(form), Counter())[id_] += 1
            self._small(text[link.start : link.end], day, link, form)
            if 2 <= len(keys) <= LONGEST and link.kind == "person":
                if len(keys) > 2 and SMALL.isdisjoint(keys) and TITLES.isdisjoint(keys):
                    self.book.know(f"{keys[0]} {keys[-1]}", id_, "nearly whole")
                dotted = "." in text[link.end - 1 : link.end + 1]
                for part, how in parts(keys):
                    brief = dotted and part == keys[-1]
                    self.book.know(part, id_, f"{SHORT} {how}" if brief else how)
                    if how == "surname":
                        self.house.setdefault(id_, part)
                        self.surnames.setdefault(id_, set()).add(part)
            self._words_of(id_, keys)
            if link.kind == "person":
                self._styled(id_, keys[:-1][:1])
            self.last[id_] = day
            self.faded.setdefault(id_, Fading()).add(day)
            self.faded_as.setdefault((form, id_), Fading()).add(day)
            here[id_] = None
        if whole or links:
            self._see(self.rows.of(text, self.small), links, whole=whole)
        ids = list(here)[:_BESIDE]
        for one in ids:
            beside = self.beside[one]
            for other in ids:
                if one != other:
                    beside[other] += 1

    def _small(self, said: str, day: int, link: Link, form: str) -> None:
        """Notice a word in small letters that was linked, such as "home"."""
        if said.islower() and said.isalpha() and said not in SMALL and said not in ARTICLES:
            if said not in self.small:
                self.small |= {said}
            self.smalls[link.target] += 1
            if link.kind == "place":
                self.dwelling.link(day, link.target, form)

    def unsure(self, form: str, link: Link) -> bool:
        """Whether it is not known whom a form names that stands in a stretch without a target: of a
        stretch that is marked as a work it is known that it names no person.
        """
        if link.target or not link.kind:
            return False
        if link.kind == "name":
            return True
        book, kind = self.book, self.kind
        held = (*book.known.get(form, ()), *book.linked.get(form, ()))
        return not held or any(kind.get(id_, "person") == link.kind for id_ in held)

    def _names(self, form: Form, row: Sequence[Word], link: Link) -> bool:
        """Whether a form is what was linked, or most of it, and no name within a title: Fearon's travels."""
        if not link.target or link.kind in ("person", "place"):
            return bool(link.target)
        start, end = row[form.first].start, row[form.last - 1].end
        if 2 * (min(end, link.end) - max(start, link.start)) > link.end - link.start:
            return True
        book, key = self.book, form.key
        return link.target in book.known.get(key, ()) or link.target in book.linked.get(key, ())

    def _see(self, row: Sequence[Word], links: Sequence[Link], *, whole: bool) -> None:
        """Count the forms that stand in a text, and which of them are names there."""
        at = 0
        for form in self.book.forms(row):
            word = row[form.first]
            while at < len(links) and links[at].end <= word.start:
                at += 1
            link = (
                links[at] if at < len(links) and links[at].start < row[form.last - 1].end else None
            )
            if not whole if link is None else self.unsure(form.key, link):
                continue
            named = link is not None and self._names(form, row, link)
            if named and link is not None and link.start == word.start and word.before in TITLES:
                self._styled(link.target, (word.before,))
            self.seen[form.key] += 1
            self.named[form.key] += named
            so = self.so.setdefault((form.key, manner(word), form.ending), [0, 0])
            so[0] += named
            so[1] += 1
            for beside in (f"<{word.left}", f">{row[form.last - 1].right}", ""):
                count_ = self.about.setdefault(beside, [0, 0])
                count_[0] += named
                count_[1] += 1
            if word.before:
                count = self.after[word.before]
                count[""] += 1
                if named and link is not None and link.start == word.start:
                    count[link.kind] += 1


def _title_of(name: str) -> str:
    """Whether a name begins with a woman's title (f) or a man's (m)."""
    first = keys_of(name)[:1]
    return "f" if WOMEN & set(first) else "m" if MEN & set(first) else ""


_REGISTER: Final = (
    "writer", "family", "near", "told", "life", "people", "dated", "sex", "definite", "note",
)  # fmt: skip
_TEXTS: Final = (
    "rows", "noticed", "stood", "dotted", "articled", "lower", "common", "every", "_abbreviations",
)  # fmt: skip


def manner(word: Word) -> int:
    """What stands before a form that begins with a word."""
    if word.before in TITLES:
        return TITLED
    return ARTICLED if word.before in ARTICLES else PLAIN
