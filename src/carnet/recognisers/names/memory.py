"""What an archive's own links teach: which forms stand for whom, how often, when, and beside whom."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from copy import deepcopy
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.dwelling import Dwelling
from carnet.recognisers.names.forms import (
    ARTICLES,
    SMALL,
    TITLES,
    Rows,
    Word,
    base,
    bases,
    bones,
    fold,
    is_cyrillic,
    keys_of,
    sound,
    stems,
)
from carnet.recognisers.names.given import others, sex_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carnet.register import Record

LONGEST: Final = 6  # words of a name
_LOWER: Final = re.compile(r"\b[a-zß-öø-ÿ]{2,}\b")
LIKE: Final = "~"  # marks how a record is named: in another spelling
_SOUNDS: Final = 4  # letters of a word that may be spelled otherwise
_FAR: Final = ("pet", f"pet{LIKE}", f"forename{LIKE}", f"surname{LIKE}")
_UMLAUT: Final = re.compile(r"(?<![aeiou])([aou])e(?=[^\Waeiouy])")
_MOST: Final = 8  # records that one form is weighed for
_NEXT: Final = 3  # signs between two words of a title
_FADES: Final = (
    60.0,
    700.0,
)  # days in which what was seen counts for a third: now, and these years


class Link(NamedTuple):
    """A stretch of a text that is known to name a record. Without a target it is not known whom it
    names; where its kind is empty as well, it is known to name nobody of the register.
    """

    start: int
    end: int
    kind: str
    target: str


class Form(NamedTuple):
    """A stretch of a text that may be a name: its words from `first` up to `last`."""

    first: int
    last: int
    key: str
    inflected: bool
    short: bool  # it is only an abbreviation of known forms
    like: bool = False  # it is only spelled otherwise than known forms
    dotted: bool = False  # its last word is an initial with a full stop


class Fading:
    """A count in which each thing weighs less the longer ago it was."""

    __slots__ = ("at", "value")

    def __init__(self) -> None:
        self.at = 0
        self.value = [0.0] * len(_FADES)

    def add(self, day: int, weight: float = 1.0) -> None:
        """Count something on a day."""
        self.value = [value + weight for value in self.on(day)]
        self.at = max(day, self.at)

    def copy(self) -> Fading:
        """Another of the same value."""
        other = Fading()
        other.at, other.value = self.at, list(self.value)
        return other

    def on(self, day: int) -> list[float]:
        """What it comes to on a day."""
        past = abs(day - self.at)
        if not past:
            return self.value
        return [
            v * 2.718281828 ** (-past / fade) for v, fade in zip(self.value, _FADES, strict=True)
        ]


_SLAVIC: Final = frozenset(("pl", "cs", "sk", "sl", "hr", "sr", "bs", "ru", "uk", "be", "bg", "mk"))


class Memory:
    """Forms and links seen so far. Records are known by their id."""

    def __init__(self, writer: str = "", languages: Iterable[str] = ()) -> None:
        self.slavic = any(language.partition("-")[0] in _SLAVIC for language in languages)
        self._by_base: dict[str, str] = {}  # forms without what cases change
        self.family = frozenset(keys_of(writer)[-1:])  # the writer's surname
        self.near: set[str] = set()  # who bears it, or stands in some relation to the writer
        self.told: dict[str, float] = {}  # record: how much the register says of it
        self.linked: dict[str, Counter[str]] = {}  # form: how often each record
        self.seen: Counter[str] = Counter()  # form: how often it stood in a text
        self.named: Counter[str] = Counter()  # form: how often as a name or a part of one
        self.known: dict[str, dict[str, str]] = {}  # form: record: how it is made of its name
        self.total: Counter[str] = Counter()
        self.times: dict[str, int] = {}  # form: how often linked
        self.last: dict[str, int] = {}  # record: the day when it was last named
        self.faded: dict[str, Fading] = {}  # record
        self.faded_as: dict[tuple[str, str], Fading] = {}  # form and record
        self.beside: dict[str, Counter[str]] = defaultdict(Counter)
        self.kind: dict[str, str] = {}
        self.life: dict[str, tuple[int | None, int | None]] = {}  # in days
        self.sex: dict[str, str] = {}
        self.after: dict[str, Counter[str]] = defaultdict(
            Counter
        )  # word before: kinds linked, "" all
        self.about: dict[str, list[int]] = {}  # what stands beside a form: a name there, seen
        self.dwelling = Dwelling()
        self.links = 0
        self.so: dict[tuple[str, bool], list[int]] = {}  # form, after an article: linked, seen
        self.rows = Rows()
        self.small: frozenset[str] = frozenset()  # words in small letters that were linked
        self.noticed = 0  # texts whose words were counted
        self.stood: Counter[str] = Counter()  # word with a capital: how often it stood anywhere
        self.articled: Counter[str] = Counter()  # how often after an article
        self.lower: Counter[str] = Counter()  # word in small letters: how often
        self._titles: dict[str, list[list[str]]] = {}  # by first word: those with small words
        self._most: dict[str, int] = {}  # the first word of forms: how many words the longest has
        self._by_letters: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._by_sound: dict[str, list[str]] = {}
        self._named: dict[
            tuple[str, bool], dict[str, str]
        ] = {}  # records by form, until more is learned
        self._by_bones: dict[str, list[str]] = {}
        # abbreviations looked up, by the letters that they begin with
        self._meant: dict[tuple[str, ...], dict[tuple[str, ...], tuple[str, ...]]] = {}

    def copy(self) -> Memory:
        """Another that learns by itself; what never changes is shared."""
        other = Memory()
        shared = (
            "slavic",
            "_by_base",
            "_titles",
            "kind",
            "life",
            "sex",
            "near",
            "told",
            "family",
            "rows",
            "small",
            "noticed",
        )
        for name in (*shared, "stood", "articled", "lower", "links"):
            setattr(other, name, getattr(self, name))
        other.kind = dict(self.kind)
        for name in ("seen", "named", "total", "times", "last", "_most"):
            setattr(other, name, getattr(self, name).copy())
        other.linked = {form: counts.copy() for form, counts in self.linked.items()}
        other.known = {form: held.copy() for form, held in self.known.items()}
        other.beside = defaultdict(Counter, {k: v.copy() for k, v in self.beside.items()})
        other.after = defaultdict(Counter, {k: v.copy() for k, v in self.after.items()})
        other.about = {k: list(v) for k, v in self.about.items()}
        other.so = {k: list(v) for k, v in self.so.items()}
        other.faded = {k: v.copy() for k, v in self.faded.items()}
        other.faded_as = {k: v.copy() for k, v in self.faded_as.items()}
        other._by_letters = defaultdict(dict, {k: v.copy() for k, v in self._by_letters.items()})
        other._by_sound = {k: list(v) for k, v in self._by_sound.items()}
        other._by_bones = {k: list(v) for k, v in self._by_bones.items()}
        other.dwelling = deepcopy(self.dwelling)
        return other

    # ------------------------------------------------------------------ learning

    def add_record(
        self, record: Record, life: tuple[int | None, int | None] = (None, None)
    ) -> None:
        """Know a record by its names before it was ever named in a text. `life`: its first and its
        last day, as Julian day numbers.
        """
        self.kind[record.id] = record.kind
        self.told[record.id] = math.log1p(
            len(record.variants)
            + len(record.authorities)
            + len(record.relations)
            + bool(record.note)
        )
        self.life[record.id] = life
        self.sex[record.id] = record.sex[:1].lower()
        for name in record.names:
            text = name.text
            if not text.islower():
                self.rows.within.update({fold(word) for word in _LOWER.findall(text)} - SMALL)
            if "," in text and record.kind == "place":  # Abingdon, Berkshire
                self._add_names(record.id, keys_of(text.partition(",")[0]), record.kind)
            if "," in text and record.kind == "person":
                head, _, tail = text.partition(",")
                text = f"{tail.strip()} {head.strip()}"
            self._add_names(record.id, keys_of(text), record.kind)
        if record.forename or record.surname:
            last, first = keys_of(record.surname), keys_of(record.forename)
            self._add_names(record.id, (*first, *last), record.kind)
            if last and len(last[-1]) > 2:
                self._know(" ".join(last), record.id, "surname")
        if record.kind == "person":
            self._add_familiar(record)

    def _add_familiar(self, record: Record) -> None:
        """What friends and families make of a first name, and these with each surname."""
        names = [keys_of(name.text) for name in record.names]
        whole = [keys for keys in names if len(keys) > 1 and "," not in keys]
        single = [keys[0] for keys in names if len(keys) == 1 and len(keys[0]) > 1][:5]
        first = {keys[0] for keys in whole} | set(keys_of(record.forename)[:1])
        last = {keys[-1] for keys in whole} | set(keys_of(record.surname)[-1:])
        for one in single:
            for other in (*single, *sorted(last)):
                if one != other and one not in last:
                    self._know(f"{one} {other}", record.id, "nearly whole")
        if not self.sex[record.id]:
            sexes = {sex_of(name) for name in first} - {""}
            self.sex[record.id] = sexes.pop() if len(sexes) == 1 else ""
        if last & self.family or any(not one.target for one in record.relations):
            self.near.add(record.id)
        for name in sorted(first - TITLES):
            for pet in others(name):
                self._know(pet, record.id, "pet")

    def _add_names(self, id_: str, keys: tuple[str, ...], kind: str) -> None:
        self._know(" ".join(keys), id_, "whole" if len(keys) > 1 or kind != "person" else "single")
        if kind != "person" or not 2 <= len(keys) <= LONGEST:
            return
        self._parts(keys, id_)
        self._know(f"{keys[0]} {keys[-1]}", id_, "whole")

    def _parts(self, keys: Sequence[str], id_: str) -> None:
        if len(keys[-1]) > 2:
            self._know(keys[-1], id_, "surname")
        if len(keys[0]) > 2 and keys[0] not in TITLES:
            self._know(keys[0], id_, "forename")

    def _know(self, form: str, id_: str, how: str) -> None:
        self._named.clear()
        if not form:
            return
        self.known.setdefault(form, {}).setdefault(id_, how)
        self._index(form)
        plain = _plain(form)
        if plain != form:
            self._know(plain, id_, how)
        if self.slavic or is_cyrillic(form):
            cut = " ".join(map(base, form.split(" ")))
            self._by_base.setdefault(cut, form)
            first = cut.partition(" ")[0]
            self._most[first] = max(self._most.get(first, 0), form.count(" ") + 1)

    def _index(self, form: str) -> None:
        self._named.clear()
        keys = form.split(" ")
        if len(keys) > LONGEST:
            return
        if len(keys) > 2 and not self.rows.within.isdisjoint(keys[1:]):
            titles = self._titles.setdefault(keys[0], [])
            if keys not in titles:
                titles.append(keys)
                titles.sort(key=len, reverse=True)
        if len(keys) > self._most.get(keys[0], 0):
            self._most[keys[0]] = len(keys)
        letters = (keys[0][:2],) if len(keys) == 1 else tuple(key[:1] for key in keys)
        place = self._by_letters[letters]
        if form not in place:
            place[form] = None
            self._by_sound.setdefault(sound(form), []).append(form)
            if len(keys) == 1:
                self._by_bones.setdefault(bones(form), []).append(form)
                self._meant.pop((bones(form)[:2],), None)
            self._meant.pop(letters, None)

    def notice(self, text: str) -> None:
        """Count the words of a text of which no links need be known."""
        self.noticed += 1
        self.lower.update(_LOWER.findall(text))
        for word in self.rows.of(text):
            if word.before:
                self.stood[word.key] += 1
                if word.before in ARTICLES:
                    self.articled[word.key] += 1

    def learn(self, text: str, day: int, links: Iterable[Link], *, whole: bool = True) -> None:
        """Take in one text of one day (a Julian day number) whose links are known: all of them, or
        not as a whole, and then nothing follows from what is not linked.
        """
        self._named.clear()
        here: dict[str, None] = {}
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
            self.linked.setdefault(form, Counter())[id_] += 1
            self.times[form] = self.times.get(form, 0) + 1
            self._index(form)
            said = text[link.start : link.end]
            if said.islower() and said.isalpha() and said not in SMALL and said not in ARTICLES:
                if said not in self.small:
                    self.small |= {said}
                if link.kind == "place":
                    self.dwelling.link(day, id_, form)
            if 2 <= len(keys) <= LONGEST and link.kind == "person":
                self._parts(keys, id_)
            self.total[id_] += 1
            self.last[id_] = day
            self.faded.setdefault(id_, Fading()).add(day)
            self.faded_as.setdefault((form, id_), Fading()).add(day)
            here[id_] = None
        if whole or links:
            self._see(self.rows.of(text, self.small), links, whole=whole)
        ids = list(here)[:40]
        for one in ids:
            beside = self.beside[one]
            for other in ids:
                if one != other:
                    beside[other] += 1

    def _see(self, row: Sequence[Word], links: Sequence[Link], *, whole: bool) -> None:
        """Count the forms that stand in a text, and which of them are names there."""
        at = 0
        for form in self.forms(row):
            word = row[form.first]
            while at < len(links) and links[at].end <= word.start:
                at += 1
            link = (
                links[at] if at < len(links) and links[at].start < row[form.last - 1].end else None
            )
            if (link is None and not whole) or (link is not None and link.kind and not link.target):
                continue
            named = link is not None and bool(link.target)
            self.seen[form.key] += 1
            self.named[form.key] += named
            so = self.so.setdefault((form.key, word.before in ARTICLES), [0, 0])
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

    # ------------------------------------------------------------------ asking

    def forms(self, row: Sequence[Word]) -> Iterator[Form]:
        """Stretches of a row that are a known form, with or without an ending, the longest first."""
        at = 0
        while at < len(row):
            found = self._longest(row, at) if row[at].capital or row[at].key in ARTICLES else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.last

    def _longest(self, row: Sequence[Word], at: int) -> Form | None:
        word = row[at]
        for keys in self._titles.get(word.key, ()):
            if _stand(row, at, keys):
                form = " ".join(keys)
                return Form(at, at + len(keys), form, inflected=False, short=False)
        most = 0
        longest = self._most.get
        for stem in stems(word.key):  # for every word with a capital: no `max`, which takes longer
            if (size := longest(stem, 0)) > most:
                most = size
        if not most:
            most = self._most.get(_plain(word.key), 0)
        if self.slavic or is_cyrillic(word.key):
            most = max(most, *(self._most.get(cut, 0) for cut in bases(word.key)))
        if not word.capital and most < 2:
            return None
        if not most and (len(word.key) < _SOUNDS or self._like(word.key) is None):
            most = 0
        elif not most:
            return Form(at, at + 1, word.key, inflected=False, short=False, like=True)
        shorts = word.short or (at + 1 < len(row) and row[at + 1].short)
        if not most and not shorts:
            return None
        end = at + 1
        limit = min(len(row), at + max(most, 3 if shorts else 1))
        while end < limit and not row[end].apart:
            end += 1
        for last in range(end, at, -1):
            stretch = row[at:last]
            if not row[last - 1].capital:  # The Lamp at noon
                form = " ".join(one.key for one in stretch)
                if last - at > 1 and form in self.known:
                    return Form(at, last, form, inflected=False, short=False)
                continue
            dotted = stretch[-1].short and len(stretch[-1].key) <= 2
            keys = [word.key for word in stretch]
            front = " ".join(keys[:-1])
            for n, stem in enumerate(stems(keys[-1])):
                form = f"{front} {stem}" if front else stem
                if form in self.linked or form in self.known:
                    return Form(at, last, form, inflected=n > 0, short=False, dotted=dotted)
            found = self._otherwise(keys)
            if found:
                return Form(at, last, found, inflected=False, short=False, dotted=dotted)
        for last in range(min(end, at + 3) if shorts else at, at, -1):
            stretch = row[at:last]
            if any(word.short for word in stretch) and self._meant_by(stretch):
                return Form(at, last, " ".join(w.key for w in stretch), inflected=False, short=True)
        return None

    def _otherwise(self, keys: Sequence[str]) -> str:
        """The known form that words are with their umlauts spelled out, or with Slavic endings."""
        form = _plain(" ".join(keys))
        if form in self.known:
            return form
        if len(keys) <= 3 and (self.slavic or is_cyrillic(keys[0])):
            for cut in product(*map(bases, keys)):
                found = self._by_base.get(" ".join(cut))
                if found:
                    return found
        return ""

    def _like(self, key: str) -> list[str] | None:
        """The forms that are spelled otherwise and sound like a word, with an ending or without."""
        for stem in stems(key)[:3]:
            found = self._by_sound.get(sound(stem))
            if found:
                return found
        return None

    def _meant_by(self, stretch: Sequence[Word]) -> tuple[str, ...]:
        """The forms that an abbreviation may stand for: "Adl. Sp." for adele sp, adele spitzer."""
        if len(stretch) == 1:
            letters: tuple[str, ...] = (stretch[0].key[:2],)
            ok = len(stretch[0].key) > 1
        else:
            letters = tuple(word.key[:1] for word in stretch)
            ok = any(len(word.key) > 1 for word in stretch) or all(word.short for word in stretch)
        asked = tuple(word.key + ("." if word.short else "") for word in stretch)
        meant = self._meant.setdefault(letters, {})
        held = meant.get(asked)
        if held is not None:
            return held
        found = self._by_letters.get(letters, ()) if ok else ()
        forms = tuple(
            form
            for form in found
            if all(_begins(w, key) for w, key in zip(stretch, form.split(" "), strict=True))
        )
        if len(stretch) == 1 and ok:
            forms = (*forms, *(f for f in self._by_bones.get(stretch[0].key, ()) if f not in forms))
        meant[asked] = forms
        return forms

    def candidates(self, form: Form, row: Sequence[Word]) -> Mapping[str, str]:
        """The records that a form may name, each with how: `linked`, `whole`, `surname`, …"""
        if form.short:  # what it stands for depends on the words themselves
            return self._candidates(form, row)
        held = self._named.get((form.key, form.like))
        if held is None:
            held = self._named[form.key, form.like] = self._candidates(form, row)
        return held

    def _candidates(self, form: Form, row: Sequence[Word]) -> dict[str, str]:
        linked = self.linked.get(form.key)
        found = dict.fromkeys(linked, "linked") if linked else {}
        for id_, how in self.known.get(form.key, {}).items():
            if how in ("whole", "single") or id_ not in found:
                found[id_] = how
        if form.short:
            pets: list[str] = []
            for other in self._meant_by(row[form.first : form.last]):
                for id_ in self.linked.get(other, ()):
                    found.setdefault(id_, "short")
                for id_, how in self.known.get(other, {}).items():
                    if how == "pet":
                        pets.append(id_)
                    else:
                        found.setdefault(id_, "short")
            if not found:
                found.update(dict.fromkeys(pets, "short"))
        spelled = self._by_sound.get(sound(form.key), ()) if len(form.key) >= _SOUNDS else ()
        if form.like and not spelled:
            spelled = self._like(form.key) or ()
        for other in spelled:
            if other != form.key:
                for id_ in self.linked.get(other, ()):
                    found.setdefault(id_, f"linked{LIKE}")
                for id_, how in self.known.get(other, {}).items():
                    found.setdefault(id_, how + LIKE)
        if len(found) > _MOST:
            total = self.total
            kept = sorted(found, key=lambda id_: (found[id_] in _FAR, -total[id_]))[:_MOST]
            found = {id_: found[id_] for id_ in kept}
        return found


def _stand(row: Sequence[Word], at: int, keys: Sequence[str]) -> bool:
    """Whether all words of a title stand in a row from a place on, with nothing between them."""
    end = row[at].start
    for word, key in zip(row[at : at + len(keys)], keys, strict=False):
        if word.key != key or word.start - end > _NEXT:
            return False
        end = word.end
    return at + len(keys) <= len(row)


@lru_cache(maxsize=1 << 15)
def _plain(form: str) -> str:
    """A folded form in which umlauts are not spelled out: koenig, konig."""
    return _UMLAUT.sub(r"\1", form)


def _begins(word: Word, key: str) -> bool:
    """Whether a word is a name, or with its full stop the beginning or the consonants of one."""
    if word.key in TITLES:
        return word.key == key
    if word.key == key or (len(key) <= 3 and word.key.startswith(key)):
        return True
    if not word.short or len(key) < len(word.key):
        return False
    if key.startswith(word.key):
        return True
    if len(word.key) < 3:
        return word.key == bones(key)
    at = 0
    for letter in word.key:  # Adl. for Adele, Mz. for Mizi
        at = key.find(letter, at) + 1
        if not at:
            return False
    return True
