"""What speaks for one record that a form may name: its OWN figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from carnet.recognisers.names.forms import ANY_MAN, MEN, TITLES, WOMEN, title_of
from carnet.recognisers.names.hanging import LIKE
from carnet.recognisers.names.namebook import SHORT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.recognisers.names.beside import Beside
    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory
    from carnet.recognisers.names.namebook import Form

_FORGOTTEN: Final = 5000.0  # days in which what was linked to a person counts for a third
_WEEK: Final = 7
_AGE: Final = 36_525  # days after a death in which somebody is still spoken of
_NONE: Final[frozenset[str]] = frozenset()
_NEVER: Final[tuple[float, ...]] = (0.0,) * 8
_NEVER_PAST: Final[tuple[float, ...]] = (0.0,) * 3
_NO_AGES: Final = (0.0, 0.0, 0.0, 0.0)


# those who are asked again and again have slots, which are read faster than the fields of a tuple
@dataclass(slots=True)
class Here:
    """A text as its names are weighed: what is clearly named in it."""

    row: Sequence[Word]
    day: int
    keys: frozenset[str]
    company: Sequence[str]
    whole: set[str]
    single: set[str]


@dataclass(slots=True)
class About:
    """A form in its place."""

    form: Form
    times: int  # how often it was linked
    cores: Mapping[str, int]  # how often each record, whatever title stood before
    core: int  # how often all of them
    near: float  # how often all were named who may be meant: now
    far: float  # and these years
    latest: int
    kinds: Mapping[str, int] | None  # what the word before it mostly stands before
    title: str
    article: float
    articled: float
    formal: bool  # a first name after a title that stands before none
    beside: Beside


@dataclass(slots=True)
class _Facts:
    """What is known of a record, whatever it is asked for."""

    kind: str
    person: bool
    sex: str
    begin: int | None
    end: int | None
    words: frozenset[str]
    styled: frozenset[str]
    surnames: frozenset[str]
    kin: bool
    told: float
    note: frozenset[str]
    beside: Mapping[str, int]


class OfRecord:
    """Gives the OWN figures of records, from what a memory holds now: `forget` when that changes."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._held: dict[str, _Facts] = {}

    def forget(self) -> None:
        """Forget what was looked up."""
        self._held.clear()

    def _facts(self, id_: str) -> _Facts:
        memory = self._memory
        begin, end = memory.life.get(id_, (None, None))
        kind = memory.kind.get(id_, "person")
        facts = self._held[id_] = _Facts(
            kind, kind == "person", memory.sex.get(id_, ""), begin, end,
            frozenset(memory.words.get(id_, _NONE)), frozenset(memory.styled.get(id_, _NONE)),
            frozenset(memory.surnames.get(id_, _NONE)),
            id_ in memory.near, memory.told.get(id_, 0.0), memory.note.get(id_, _NONE),
            memory.beside.get(id_, {}),
        )  # fmt: skip
        return facts

    def figures(
        self, here: Here, about: About, candidates: Mapping[str, str],
        now: Mapping[str, tuple[float, float]], when: Mapping[str, int],
    ) -> list[tuple[float, ...]]:  # fmt: skip
        """The figures of each candidate, with how the form is made of its names: how often it was named
        `now` and these years, and `when` it was last.
        """
        memory, form, held, beside = self._memory, about.form, self._held, about.beside
        key, day, kinds, slavic = form.key, here.day, about.kinds, memory.book.slavic
        several, speaking = form.last - form.first > 1, beside.speaking
        female, male = about.title in WOMEN, about.title in MEN
        title = title_of(about.title)
        titled, mostly = about.title in TITLES, dict[str, float]()
        partly, long = False, 0.0
        if form.short:
            partly = several and not all(word.short for word in here.row[form.first : form.last])
            long = 0.0 if several else max(0.0, math.log(len(key) / 3))
        # that nobody knows when somebody lived is odd where that is known of the others
        undated = memory.dated / (memory.people or 1)
        out = []
        for id_, how in candidates.items():
            facts = held.get(id_) or self._facts(id_)
            person, sex, last = facts.person, facts.sex, facts.surnames
            made = _made(how, person, several, partly, long)
            fresh, links, past, latest = 0.0, _NEVER, _NEVER_PAST, when[id_]
            if latest:
                fresh, links, past = self._links(day - latest, about, id_, now[id_], person=person)
            strange = 1.0 - fresh
            its, others_, family, formal, ages = 0.0, 0.0, False, False, _NO_AGES
            if person:
                disagrees = (female and sex == "m") or (male and sex == "f")
                if speaking:
                    its, others_ = beside.speaks(key, facts.words, last, memory)
                if not last.isdisjoint(here.keys):
                    family = any(name not in key for name in last & here.keys)
                formal = about.formal and key not in last
                if strange:
                    dated = facts.begin is not None or facts.end is not None
                    ages = (
                        _ages(facts, day, strange) if dated else (0.0, 0.0, 0.0, strange * undated)
                    )
            else:
                disagrees = titled
            kind = facts.kind
            if kinds and kind not in mostly:
                mostly[kind] = _mostly(kinds, kind)
            hers = made.surname and sex == "f" and not female and not _hers(key, slavic=slavic)
            out.append((
                *links,
                *made.figures,
                past[0],
                past[1],
                strange,
                fresh if latest == about.latest else 0.0,
                1.0 if id_ in here.whole else 0.0,
                1.0 if id_ in here.single else 0.0,
                past[2],
                self._together(id_, facts.beside, here.company) if facts.beside else 0.0,
                1.0 if family else 0.0,
                self._told(facts.note, here.keys, form) if facts.note else 0.0,
                1.0 if (female and sex == "f") or (male and sex == "m") else 0.0,
                1.0 if disagrees else 0.0,
                1.0 if title in facts.styled and title not in ANY_MAN else 0.0,
                1.0 if title and facts.styled and title not in facts.styled else 0.0,
                1.0 if formal else 0.0,
                its,
                others_,
                1.0 if hers else 0.0,
                1.0 if facts.kin else 0.0,
                1.0 if facts.kin and made.first else 0.0,
                strange * facts.told,
                0.0 if person else 1.0,
                1.0 if made.whole and not person else 0.0,
                mostly[kind] if kinds else 0.0,
                about.articled if person else 0.0,
                about.article if person else 0.0,
                1.0 if _away(facts, day) else 0.0,
                *ages,
            ))  # fmt: skip
        return out

    def _links(
        self, ago: int, about: About, id_: str, now: tuple[float, float], *, person: bool
    ) -> tuple[float, tuple[float, ...], tuple[float, ...]]:
        """What the links to a record say, last named so many days `ago`: how fresh that is; how it
        was named; how often and when.
        """
        book, past = self._memory.book, abs(ago)
        # people come and go: what was linked long ago says little of them, but places stay
        fresh = math.exp(-past / _FORGOTTEN) if person else 1.0
        count = book.linked[about.form.key][id_] * fresh if about.times else 0.0
        total = book.total.get(id_, 0)
        if not about.form.small:  # that it is "home" as a rule says nothing against its name
            total -= self._memory.smalls.get(id_, 0)
        so = about.cores.get(id_, 0)
        links = (
            math.log1p(count),
            count / about.times if count else 0.0,
            now[0] / about.near,
            now[1] / about.far,
            math.log1p(total) if not count else 0.0,
            math.log((count + 0.5) / (total + 1.0)) if count else 0.0,
            math.log((so + 0.5) / (total + 1.0)) if so else 0.0,
            so / about.core if so else 0.0,
        )
        since = fresh * math.log1p(past) / 10
        return fresh, links, (math.log1p(total * fresh), since, float(past <= _WEEK))

    def _together(self, id_: str, beside: Mapping[str, int], company: Sequence[str]) -> float:
        """How much it is named beside those who are clearly named here."""
        total, much = self._memory.book.total, 0.0
        for one in company:
            if one in beside and one != id_:
                much += beside[one] / (3 + total[one])
        return math.log1p(much) if much else 0.0

    def _told(self, note: frozenset[str], keys: frozenset[str], form: Form) -> float:
        """Whether names stand here that the register has in its note on the record: rare ones most."""
        stood, texts = self._memory.stood, self._memory.noticed + 1
        there = (key for key in note & keys if key not in form.key)
        return math.log1p(sum(1.0 / (1.0 + 50.0 * stood[key] / texts) for key in there))


def _hers(key: str, *, slavic: bool) -> bool:
    """Whether a surname is a woman's by its form."""
    return key.endswith(("а", "я")) or (slavic and key.endswith("a"))


@dataclass(slots=True)
class _Made:
    """How a form is made of a record's names."""

    figures: tuple[float, ...]  # from "whole" to "like, a thing"
    whole: bool
    surname: bool
    first: bool  # it is a first name, or may be


@cache
def _made(how: str, person: bool, several: bool, partly: bool, long: float) -> _Made:  # noqa: FBT001 - for the cache
    spelled, how = how.endswith(LIKE), how.removesuffix(LIKE)
    short = how.startswith(SHORT)
    names = ("single", "surname", "forename")
    figures = (
        float(how == "whole" and several),
        float(how in ("single", "nick")),
        *(float(how == name) for name in names[1:]),
        float(short),
        float(short and not person),
        float(short and several),
        float(how == SHORT),
        float(how in ("short single", "short nick")),
        float(how == "short letters"),
        float(short and partly),
        long if short and how != "short letters" else 0.0,
        long if how == "short letters" else 0.0,
        float(how in ("nick", "short nick")),
        float(how == "short forename"),
        float(how == "short surname" and not several),
        *(float(how == name) for name in ("pet", "nearly whole", "part")),
        float(spelled),
        float(spelled and not person),
    )
    return _Made(
        figures, how == "whole", how == "surname", how in ("forename", "pet", "single", "nick")
    )


def _away(facts: _Facts, day: int) -> bool:
    """Whether it was not there yet, or so long gone that few speak of it."""
    begin, end = facts.begin, facts.end
    return (begin is not None and day < begin) or (end is not None and day > end + _AGE)


def _mostly(kinds: Mapping[str, int] | None, kind: str) -> float:
    """Whether a word mostly stands before names of a kind."""
    if not kinds:
        return 0.0
    return math.log((kinds[kind] + 0.5) / (kinds[""] - kinds[kind] + 0.5)) / 3


def _ages(facts: _Facts, day: int, strange: float) -> tuple[float, float, float, float]:
    """How old somebody was: a child, nearly grown, or dead. It tells nothing of those who were named of
    late: `strange` is how far they were not.
    """
    begin, end = facts.begin, facts.end
    if facts.kin:
        begin = None  # the writer's own children are named from the first day
    years = (day - begin) / 365.25 if begin is not None else None
    return (
        strange if years is not None and years < 12 else 0.0,
        strange if years is not None and 12 <= years < 21 else 0.0,
        strange if end is not None and day > end + 366 else 0.0,
        0.0,
    )
