"""The forms that stand for records, and where they stand in a text."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.language import any_slavic
from carnet.recognisers.names.abbreviating import begins, tightly
from carnet.recognisers.names.apart import Apart
from carnet.recognisers.names.forms import (
    AND,
    ARTICLES,
    TITLES,
    Word,
    base,
    bases,
    bones,
    is_cyrillic,
    sound,
    stems,
)
from carnet.recognisers.names.hanging import ALIKE, LIKE, SHORTS, hangs_on, hangs_together, plain
from carnet.recognisers.names.naming import FAMILIAR, LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SHORT: Final = "short"
"""Marks how a record is named: by an abbreviation, of what follows or of a form linked to it."""
_SOUNDS: Final = 4  # letters of a word that may be spelled otherwise
# of several ways in which an abbreviation is made of the names of one record, the one that counts
_BEST: Final = {
    SHORT: 4,
    f"{SHORT} nick": 3,
    f"{SHORT} single": 2,
    f"{SHORT} forename": 1,
    f"{SHORT} surname": 1,
}
_TITLED: Final = TITLES - {"st"}  # a saint's initial is of the saint: St. V.
_SHORTLY: Final = f"{SHORT} "
_JOINED: Final = 7  # letters of a name that may be written as one word, or as two
_FAR: Final = ("pet", f"pet{LIKE}", f"forename{LIKE}", f"surname{LIKE}")
_MOST: Final = 6  # records that one form is weighed for
_MOST_SHORT: Final = (
    10  # an abbreviation that was never linked: nothing tells yet which of them matter
)
_BESIDE: Final = 12  # words beside one another that are looked at together
_HELD: Final = 1 << 13  # stretches that are kept in mind
_STOPS: Final = 4  # letters of a title that is abbreviated; after a longer one a sentence ends
_NEWER: Final = 1000  # things that were learned since
_NEXT: Final = 3  # signs between two words of a title


class Form(NamedTuple):
    """A stretch of a text that may be a name: its words from `first` up to `last`."""

    first: int
    last: int
    key: str
    ending: str = ""  # what an inflected word has more than the form
    short: bool = False  # it is only an abbreviation of known forms
    like: bool = False  # it is only spelled otherwise than known forms
    small: bool = False  # it is a word in small letters, which only links make a name
    dotted: bool = False  # a full stop after its last word belongs to it


class Namebook:
    """Which forms stand for which records: made of their names, and linked before."""

    def __init__(self, languages: Iterable[str] = ()) -> None:
        self.slavic = any_slavic(languages)
        self.within: set[str] = set()  # small words that stand within titles
        self.stopped: set[str] = set()  # forms that the register has with a full stop: Wsh. Gdn.
        self.known: dict[str, dict[str, str]] = {}  # form: record: how it is made of its name
        self.linked: dict[str, Counter[str]] = {}  # form: how often each record
        self.total: Counter[str] = Counter()  # how often each record was linked
        self.weight: dict[str, float] = {}  # how much the register makes of a record
        self._most: dict[str, int] = {}  # the first word of forms: how many words the longest has
        self.apart = Apart()
        self.sealed: frozenset[str] = frozenset()  # of these no name may be missed
        self._titles: dict[str, list[list[str]]] = {}  # by first word: those with small words
        self._joined: dict[str, str] = {}  # forms of several words, written as one
        self._by_base: dict[str, str] = {}  # forms without what cases change
        self._by_letters: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._by_sound: dict[str, list[str]] = {}
        self._by_bones: dict[str, list[str]] = {}
        # records by form, and abbreviations looked up, by the letters that they begin with: until
        # more is learned
        self._named: dict[tuple[str | bool, ...], Mapping[str, str]] = {}
        self._meant: dict[tuple[str, ...], dict[tuple[str, ...], tuple[str, ...]]] = {}
        # what words were found to be, with the step at which that was
        self._nothing: dict[str, int] = {}  # words with which no form begins
        self._alone: dict[str, tuple[Form | None, int]] = {}  # words by themselves
        self._beside: dict[tuple[str | bool, ...], tuple[Form | None, int]] = {}  # several words
        self._newer: dict[str, int] = {}  # what was learned, on which that may hang, at which step
        self._step = 1

    def copy(self) -> Namebook:
        """Another that learns by itself; what no link changes is shared."""
        other = Namebook()
        for name in ("slavic", "within", "stopped", "weight", "_by_base"):
            setattr(other, name, getattr(self, name))
        other.apart, other.sealed = self.apart.copy(), self.sealed
        other._joined = self._joined.copy()
        other._step = self._step
        for name in ("_nothing", "_alone", "_beside", "_newer"):
            setattr(other, name, getattr(self, name).copy())
        other._titles = {key: list(titles) for key, titles in self._titles.items()}
        other.known = {form: held.copy() for form, held in self.known.items()}
        other.linked = {form: counts.copy() for form, counts in self.linked.items()}
        other.total, other._most = self.total.copy(), self._most.copy()
        other._by_letters = defaultdict(dict, {k: v.copy() for k, v in self._by_letters.items()})
        other._by_sound = {k: list(v) for k, v in self._by_sound.items()}
        other._by_bones = {k: list(v) for k, v in self._by_bones.items()}
        return other

    # ------------------------------------------------------------------ learning

    def know(self, form: str, id_: str, how: str) -> None:
        """A form is made of the names of a record."""
        self._named.clear()
        if not form:
            return
        known = self.known.setdefault(form, {})
        if id_ in known:
            return
        known[id_] = how
        self._index(form)
        spelled = plain(form)
        if spelled != form:
            self.know(spelled, id_, how)
        if self.slavic or is_cyrillic(form):
            cut = " ".join(map(base, form.split(" ")))
            self._by_base.setdefault(cut, form)
            first = cut.partition(" ")[0]
            if self._nothing or self._alone or self._beside:
                self._renew(first)
            self._most[first] = max(self._most.get(first, 0), form.count(" ") + 1)

    def link(self, form: str, id_: str) -> None:
        """A form was linked to a record."""
        self._named.clear()
        linked = self.linked.setdefault(form, Counter())
        linked[id_] += 1
        self.total[id_] += 1
        if linked[id_] == 1:
            self._index(form)

    def _renew(self, *learned: str) -> None:
        """Note what was learned, on which it may hang what words were found to be."""
        if len(self._newer) > _NEWER:
            self.settle()
        self._step += 1
        self._newer.update(dict.fromkeys(learned, self._step))

    def _index(self, form: str) -> None:
        """Index a form that stands for one more record."""
        keys = form.split(" ")
        if len(keys) > LONGEST:
            return
        if len(keys) > self._most.get(keys[0], 0):
            self._most[keys[0]] = len(keys)
        letters = (keys[0][:2],) if len(keys) == 1 else tuple(key[:1] for key in keys)
        joined = "".join(keys)
        if self._nothing or self._alone or self._beside:
            short = ("".join(letters), joined[:2], bones(form)[:2])
            self._renew(keys[0], joined, LIKE + sound(form), *(f".{said}" for said in short))
        place = self._by_letters[letters]
        if form in place:
            return
        place[form] = None
        self._meant.pop(letters, None)
        self._by_sound.setdefault(sound(form), []).append(form)
        if len(keys) == 1:
            self._by_bones.setdefault(bones(form), []).append(form)
            self._meant.pop((bones(form)[:2],), None)
            return
        if not self.within.isdisjoint(keys[1:]):
            titles = self._titles.setdefault(keys[0], [])
            titles.append(keys)
            titles.sort(key=len, reverse=True)
        if len(joined) >= _JOINED:
            self._joined.setdefault(joined, form)
            self._by_letters[joined[:2],][joined] = None
            self._meant.pop((joined[:2],), None)

    # ------------------------------------------------------------------ where forms stand

    def forms(self, row: Sequence[Word]) -> Iterator[Form]:
        """Stretches of a row that are a known form, with or without an ending, the longest first."""
        at, end = 0, len(row)
        while at < end:
            word = row[at]
            found = self._longest(row, at) if word.capital or word.key in ARTICLES else None
            if found is not None and word.small and found.last == at + 1:
                found = found._replace(small=True) if found.key in self.linked else None
            if found is None or (found.key in TITLES and _titles_next(row, found)):
                at += 1
            else:
                yield found
                if found.last - found.first > 1:
                    yield from self._owner(row, found)
                    if self.sealed and any(one.apart for one in row[at + 1 : found.last]):
                        yield from self._sealed(row, found)
                at = found.last

    def _sealed(self, row: Sequence[Word], found: Form) -> Iterator[Form]:
        """Who may be named within a couple or a title, of those of whom no name may be missed."""
        at, row = found.first, row[: found.last]
        while at < found.last:
            word = row[at]
            inner = self._side_by_side(row, at) if word.capital and not word.small else None
            again = inner is not None and inner[:2] == found[:2]
            if inner is None or again or (inner.key in TITLES and _titles_next(row, inner)):
                at += 1
                continue
            if not self.sealed.isdisjoint(self.candidates(inner, row)):
                yield inner
            at = inner.last

    def _owner(self, row: Sequence[Word], found: Form) -> Iterator[Form]:
        """Whose a thing is, where its name says that: Mr. Body's fields."""
        for at in range(found.first + 1, found.last):
            if row[at].before == "s":
                owner = self._longest(row[:at], found.first)
                if owner is not None and owner.last == at and not owner.small:
                    yield owner
                return

    def _longest(self, row: Sequence[Word], at: int) -> Form | None:
        word = row[at]
        key = word.key
        if key in self.apart.begins:
            for last, form, ending in self.apart.at(row, at):
                if form in self.linked or not self._all_names(form):
                    return Form(at, last, form, ending)
        return self._side_by_side(row, at)

    def _side_by_side(self, row: Sequence[Word], at: int) -> Form | None:
        """The longest form whose words stand beside one another."""
        word = row[at]
        key = word.key
        following = row[at + 1] if at + 1 < len(row) else None
        alone = following is None or following.apart
        shorts = word.short or (not alone and following is not None and following.short)
        since = 0 if shorts else self._nothing.get(key, 0)
        if since and (not self._newer or self._still(since, hangs_on(key))):
            return None
        if key in self._titles:
            for keys in self._titles[key]:
                if _stand(row, at, keys):
                    form, end = " ".join(keys), at + len(keys)
                    return Form(at, end, form, dotted=self._dotted(row[end - 1], form))
        if not shorts and alone and word.capital:
            found = self._by_itself(word)
            return found and _at(found, at)
        end, limit = at + 1, min(len(row), at + _BESIDE)
        while end < limit and not row[end].apart:
            end += 1
        beside = row[at:end]
        asked = tuple([said for one in beside for said in (one.key, one.short, one.capital)])
        found, since = self._beside.get(asked, (None, 0))
        if not since or (self._newer and not self._still(since, hangs_together(asked))):
            found = self._of_several(beside, shorts=shorts)
            if len(self._beside) > _HELD:
                self._beside.clear()
            self._beside[asked] = found, self._step
        return found and _at(found, at)

    def _all_names(self, form: str) -> bool:
        """Whether each word of a title is somebody's name: Faust und Margarethe."""
        keys = (key for key in form.split(" ") if key not in AND)
        return all(key in self.known for key in keys)

    def _of_several(self, row: Sequence[Word], *, shorts: bool) -> Form | None:
        """The longest form with which words begin that stand beside one another."""
        word = row[0]
        most = self._words(word.key)
        if not word.capital and most < 2:
            return None
        if not most and not shorts:
            found = self._otherwise_alone(word)
            if found is None:
                self._nothing[word.key] = self._step
            return found
        end = min(len(row), max(most, SHORTS if shorts else 2))
        for last in range(end, 0, -1):
            found = self._exactly(row[:last])
            if found is not None and last == 1 and word.short and self._only_brief(found.key):
                return self._or_longer(row, found._replace(short=True, dotted=True), end)
            if found is not None:
                return self._or_longer(row, found, end) if shorts else found
        for last in range(min(end, ALIKE), 1, -1):
            if alike := self._alike(row[:last]):
                return Form(0, last, alike, like=True)
        for last in range(min(end, SHORTS) if shorts else 0, 0, -1):
            stretch = row[:last]
            if last == 1 and word.key in TITLES:
                break
            if last < end and word.key in _TITLED and len(stretch[-1].key) == 1:
                continue  # Mrs. A. | Valpy
            if any(word.short for word in stretch) and self._meant_by(stretch):
                return self._abbreviated(stretch)
        return self._otherwise_alone(word)

    def _only_brief(self, key: str) -> bool:
        """Whether a form is known only as it was abbreviated in a longer one: Sidi Harkn."""
        known = self.known.get(key)
        if not known or key in self.linked:
            return False
        return all(how.startswith(SHORT) for how in known.values())

    def _still(self, since: int, hangs_on: tuple[str, ...]) -> bool:
        """Whether nothing was learned since on which it hangs what words are."""
        newer = self._newer
        if newer.keys().isdisjoint(hangs_on):
            return True
        return all(newer.get(said, 0) <= since for said in hangs_on)

    def settle(self) -> None:
        """Forget of what words were found to be what was learned otherwise since: the rest is asked
        sooner.
        """
        still = self._still
        nothing, alone, beside = self._nothing, self._alone, self._beside
        self._nothing = {k: at for k, at in nothing.items() if still(at, hangs_on(k))}
        self._alone = {k: held for k, held in alone.items() if still(held[1], hangs_on(k))}
        self._beside = {k: held for k, held in beside.items() if still(held[1], hangs_together(k))}
        self._newer.clear()

    def forget(self) -> None:
        """Forget what words were found to be."""
        for held in (self._nothing, self._alone, self._beside, self._newer):
            held.clear()

    def _by_itself(self, word: Word) -> Form | None:
        """The form that one word is, with no other beside it and without a full stop."""
        key = word.key
        found, since = self._alone.get(key, (None, 0))
        if since and (not self._newer or self._still(since, hangs_on(key))):
            return found
        most = self._words(key)
        found = (self._exactly([word]) if most else None) or self._otherwise_alone(word)
        self._alone[key] = found, self._step
        if found is None and not most:
            self._nothing[key] = self._step
        return found

    def _words(self, key: str) -> int:
        """How many words the longest form has that begins with a word."""
        most = 0
        longest = self._most.get
        for stem in stems(key):  # for every word with a capital: no `max`, which takes longer
            if (size := longest(stem, 0)) > most:
                most = size
        if not most:
            most = longest(plain(key), 0)
        if self.slavic or is_cyrillic(key):
            most = max(most, *(longest(cut, 0) for cut in bases(key)))
        return most

    def _exactly(self, stretch: Sequence[Word]) -> Form | None:
        """The form that a stretch is, or is inflected from."""
        keys = [one.key for one in stretch]
        last = len(keys)
        if not stretch[-1].capital:  # Lamps of the
            form = " ".join(keys)
            return Form(0, last, form) if last > 1 and form in self.known else None
        dotted = self._dotted(stretch[-1], " ".join(keys))
        front = " ".join(keys[:-1])
        for stem in stems(keys[-1]):
            form = f"{front} {stem}" if front else stem
            if form in self.linked or form in self.known:
                # where nouns have cases an ending is nothing to wonder at
                cases = self.slavic or is_cyrillic(form)
                return Form(0, last, form, "" if cases else keys[-1][len(stem) :], dotted=dotted)
        found = self._otherwise(keys)
        return Form(0, last, found, dotted=dotted) if found else None

    def _dotted(self, last: Word, form: str) -> bool:
        """Whether the full stop after the last word of a form belongs to it."""
        return last.short and (len(last.key) <= 2 or form in self.stopped)

    def _or_longer(self, row: Sequence[Word], found: Form, end: int) -> Form:
        """A form, or the longer one that words abbreviate for the same record: Mizi, Mizi R.; after an
        abbreviation whoever bears both names: Eug. Brull.
        """
        held = None
        brief = found.last == 1 and row[0].short and row[0].key not in TITLES
        for last in range(min(end, SHORTS), found.last, -1):
            stretch = row[:last]
            if brief and self._meant_by(stretch):
                return self._abbreviated(stretch)
            if not stretch[-1].short:
                continue
            held = held or {*self.linked.get(found.key, ()), *self.known.get(found.key, ())}
            for meant in self._meant_by(stretch):
                if not held.isdisjoint((*self.linked.get(meant, ()), *self.known.get(meant, ()))):
                    return self._abbreviated(stretch)
        return found

    def _abbreviated(self, stretch: Sequence[Word]) -> Form:
        """The form of an abbreviation; a full stop after a whole word is none of it."""
        key = " ".join(word.key for word in stretch)
        whole = {meant.rpartition(" ")[2] for meant in self._meant_by(stretch)}
        dotted = stretch[-1].short and stretch[-1].key not in whole
        return Form(0, len(stretch), key, short=True, dotted=dotted)

    def _otherwise(self, keys: Sequence[str]) -> str:
        """The known form that words are with their umlauts spelled out, with Slavic endings, or
        written as one word or as two.
        """
        form = plain(" ".join(keys))
        if form in self.known:
            return form
        if len(keys) <= 3 and (self.slavic or is_cyrillic(keys[0])):
            for cut in product(*map(bases, keys)):
                found = self._by_base.get(" ".join(cut))
                if found:
                    return found
        if len(keys) == 1:
            return self._joined.get(keys[0], "")
        joined = "".join(keys)
        return joined if len(joined) >= _JOINED and joined in self.known else ""

    def _otherwise_alone(self, word: Word) -> Form | None:
        """A word that is several words of a known form, or that sounds like one."""
        key = word.key
        if len(key) < _SOUNDS or not word.capital:
            return None
        for stem in stems(key):
            form = self._joined.get(stem)
            if form is not None:
                return Form(0, 1, form, key[len(stem) :])
        return Form(0, 1, key, like=True) if self._like(key) is not None else None

    def _alike(self, stretch: Sequence[Word]) -> str:
        """The form that several words are, spelled otherwise: Mr. Elliot, Mr. Elliott."""
        last = stretch[-1].key
        if len(last) < _SOUNDS or not stretch[-1].capital:
            return ""
        if any(stem in self.known or stem in self.linked for stem in stems(last)):
            return ""
        front = " ".join(one.key for one in stretch[:-1])
        for stem in stems(last)[:3]:
            found = self._by_sound.get(sound(f"{front} {stem}"))
            if found:
                return max(
                    found, key=lambda form: self.linked[form].total() if form in self.linked else 0
                )
        return ""

    def _like(self, key: str) -> list[str] | None:
        """The forms that are spelled otherwise and sound like a word, with an ending or without."""
        for stem in stems(key)[:3]:
            found = self._by_sound.get(sound(stem))
            if found:
                return found
        return None

    def meant_by(self, word: Word) -> set[str]:
        """The records that a word with a full stop may abbreviate."""
        found: dict[str, str] = {}
        self._shortened((word,), found)
        return set(found)

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
        joined = self._joined
        if len(stretch) == 1:
            word = stretch[0]
            forms = tuple(joined.get(k, k) for k in found if begins(word.key, word.short, k))
        else:
            keys, shorts = [word.key for word in stretch], [word.short for word in stretch]
            forms = tuple(f for f in found if all(map(begins, keys, shorts, f.split(" "))))
        if len(stretch) == 1 and ok:
            forms = (*forms, *(f for f in self._by_bones.get(stretch[0].key, ()) if f not in forms))
        meant[asked] = forms
        return forms

    # ------------------------------------------------------------------ whom forms may name

    def candidates(self, form: Form, row: Sequence[Word]) -> Mapping[str, str]:
        """The records that a form may name, each with how: `linked`, `whole`, `surname`, …"""
        if form.small:
            return dict.fromkeys(self.linked[form.key], "linked")
        asked: tuple[str | bool, ...] = (form.key, form.like)
        if form.short:  # what it stands for depends on the words themselves
            asked = (*asked, *(word.short for word in row[form.first : form.last]))
        held = self._named.get(asked)
        if held is None:
            held = self._named[asked] = self._candidates(form, row)
        return held

    def _candidates(self, form: Form, row: Sequence[Word]) -> dict[str, str]:
        linked = self.linked.get(form.key)
        like = LIKE if form.like else ""
        found = dict.fromkeys(linked, f"linked{like}") if linked else {}
        for id_, how in self.known.get(form.key, {}).items():
            if how in ("whole", "single", "nick") or id_ not in found:
                found[id_] = how + like
        if form.short:
            self._shortened(row[form.first : form.last], found)
        spelled = self._by_sound.get(sound(form.key), ()) if len(form.key) >= _SOUNDS else ()
        if form.like and not spelled:
            spelled = self._like(form.key) or ()
        for other in spelled:
            if other != form.key:
                for id_ in self.linked.get(other, ()):
                    found.setdefault(id_, f"linked{LIKE}")
                for id_, how in self.known.get(other, {}).items():
                    found.setdefault(id_, how + LIKE)
        if FAMILIAR in found.values():
            others = {id_: how for id_, how in found.items() if how != FAMILIAR}
            found = others or dict.fromkeys(found, "forename")
        most = _MOST_SHORT if form.short and not linked else _MOST
        if len(found) > most:
            total, weight = self.total, self.weight
            kept = sorted(found, key=lambda i: (found[i] in _FAR, -total[i], -weight.get(i, 0.0)))[
                :most
            ]
            found = {id_: found[id_] for id_ in kept}
        return found

    def _shortened(self, stretch: Sequence[Word], found: dict[str, str]) -> None:
        """Add the records that an abbreviation may stand for, each with how it is made: `short`
        where what it abbreviates was linked, else `short forename` and the like, or `short letters`
        where only letters of the name stand there in turn.
        """
        pets: list[str] = []
        for other in self._meant_by(stretch):
            for id_ in self.linked.get(other, ()):
                found[id_] = SHORT
            keys = other.split(" ")
            if len(keys) != len(stretch):
                keys = ["".join(keys)]  # words of a name that are written as one
            loose = not all(map(tightly, (word.key for word in stretch), keys))
            for id_, how in self.known.get(other, {}).items():
                made = f"{SHORT} letters" if loose else f"{SHORT} {how.removeprefix(_SHORTLY)}"
                if how == "pet":
                    pets.append(id_)
                elif _BEST.get(made, 0) > _BEST.get(found.get(id_, ""), -1):
                    found[id_] = made
        if not found:
            found.update(dict.fromkeys(pets, f"{SHORT} pet"))


def _at(form: Form, at: int) -> Form:
    """A form that was found at the beginning, where it stands: many are, and `_replace` takes longer."""
    _, length, key, ending, short, like, small, dotted = form
    return Form(at, at + length, key, ending, short, like, small, dotted)


def _titles_next(row: Sequence[Word], form: Form) -> bool:
    """Whether a title belongs to the name that follows: Captain Valpy."""
    if form.last == len(row) or row[form.last].apart:
        return False
    if row[form.last - 1].short and len(form.key) > _STOPS:
        return False  # Herrn König. Frl. Zapletal
    return row[form.last].capital and row[form.last].start - row[form.last - 1].end < _NEXT


def _stand(row: Sequence[Word], at: int, keys: Sequence[str]) -> bool:
    """Whether all words of a title stand in a row from a place on, with nothing between them."""
    end = row[at].start
    for word, key in zip(row[at : at + len(keys)], keys, strict=False):
        if word.key != key or word.start - end > _NEXT:
            return False
        end = word.end
    return at + len(keys) <= len(row)
