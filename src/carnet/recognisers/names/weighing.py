"""What speaks for each record that a form may name, in figures."""

from __future__ import annotations

import math
from collections import Counter, deque
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.beside import Beside, beside, is_given
from carnet.recognisers.names.fading import Fading
from carnet.recognisers.names.features import in_words
from carnet.recognisers.names.forms import ARTICLES, FORMAL, INSIDE, MEN, TITLES, WOMEN, core
from carnet.recognisers.names.memory import ARTICLED, manner
from carnet.recognisers.names.namebook import LIKE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory
    from carnet.recognisers.names.namebook import Form

_FORGOTTEN: Final = 5000.0  # days in which what was linked to a person counts for a third
_TAUGHT: Final = 200  # links that tell better than a rule what stands after articles
_MOSTLY: Final = 0.4  # a word that so often follows an article is a thing
_COMPANY: Final = 24  # records that are clearly named in the same text
_LIKE_ALL: Final = 2  # times that a form stood otherwise say as much as this
_BRIEF: Final = 3  # letters
_NONE: Final[frozenset[str]] = frozenset()
_NOBODY: Final[Counter[str]] = Counter()
_NO_AGES: Final = (0.0, 0.0, 0.0, 0.0)


class Weighed(NamedTuple):
    """One record that a form may name, and what speaks for it: of COMMON features, which it shares
    with the other records, and of its OWN.
    """

    form: Form
    target: str
    common: tuple[float, ...]
    own: tuple[float, ...]


class _Here(NamedTuple):
    """A text as its names are weighed: what is clearly named in it."""

    row: Sequence[Word]
    day: int
    keys: frozenset[str]
    company: Collection[str]
    whole: set[str]
    single: set[str]


class _About(NamedTuple):
    """A form in its place."""

    form: Form
    times: int  # how often it was linked
    cores: Counter[str]  # how often each record, whatever title stood before
    near: float  # how often all were named who may be meant: now
    far: float  # and these years
    latest: int
    kinds: Mapping[str, int] | None  # what the word before it mostly stands before
    title: str
    article: float
    articled: float
    formal: bool  # a first name after a title that stands before none
    beside: Beside


class Weigher:
    """Weighs forms with a memory, and with what was only suggested since that was last added to."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._soft: dict[str | tuple[str, str], Fading] = {}
        self._last: dict[str, int] = {}

    def forget(self) -> None:
        """Forget what was only suggested."""
        if self._last:
            self._soft, self._last = {}, {}

    def remember(self, best: Weighed, day: int, chance: float) -> None:
        """Remember a suggestion, as softly as it is likely."""
        for key in (best.target, (best.form.key, best.target)):
            self._soft.setdefault(key, Fading()).add(day, chance / 2)
        self._last[best.target] = day

    def why(self, form: Form, id_: str, said: int) -> tuple[str, ...]:
        """What speaks for a record, in words; `said` is what `reasons` made of its features."""
        times = self.memory.times.get(form.key, 0)
        linked = self.memory.book.linked.get(form.key)
        count = linked[id_] if linked else 0
        why = [f"“{form.key}” was linked to it {count} times of {times}"] if count else []
        return (*why, *in_words(said)) or (f"“{form.key}” may be a form of its name",)

    # ------------------------------------------------------------------ weighing

    def weigh(self, row: Sequence[Word], day: int) -> list[list[Weighed]]:
        """For each name that a text may hold, the records that it may mean."""
        memory, book = self.memory, self.memory.book
        found = []
        sure: list[str] = []
        for form in book.forms(row):
            candidates = book.candidates(form, row)
            if self._thing(form, row):
                kind = memory.kind
                candidates = {i: how for i, how in candidates.items() if kind.get(i) != "person"}
            if candidates:
                found.append((form, candidates))
                if len(candidates) == 1:
                    sure.append(next(iter(candidates)))
        if not found:
            return []
        company = deque(sure[:_COMPANY], maxlen=_COMPANY)
        keys = {word.key for word in row}
        keys |= {key[:-1] for key in keys if key.endswith("s")}
        here = _Here(row, day, frozenset(keys), company, set(), set())
        groups = []
        for form, candidates in found:
            groups.append(self._group(here, form, candidates))
            if len(candidates) == 1:
                id_ = next(iter(candidates))
                (here.whole if form.last - form.first > 1 else here.single).add(id_)
        return groups

    def _thing(self, form: Form, row: Sequence[Word]) -> bool:
        """Whether a word that was never linked is no person: it mostly stands after an article, as
        it does here.
        """
        memory, key = self.memory, form.key
        if form.last - form.first > 1 or key in memory.times or memory.links >= _TAUGHT:
            return False
        stood = memory.stood.get(key, 0)
        after = row[form.first].before in ARTICLES
        return after and stood > 1 and memory.articled.get(key, 0) >= _MOSTLY * stood

    def _group(self, here: _Here, form: Form, candidates: Mapping[str, str]) -> list[Weighed]:
        memory, row = self.memory, here.row
        word = row[form.first]
        previous = row[form.first - 1] if form.first and not word.apart else None
        title = previous.key if previous is not None else word.before
        now = {id_: self._count(id_, form.key, here.day) for id_ in candidates}
        common, articled = self._common(form, row, previous, len(candidates))
        about = _About(
            form=form,
            times=memory.times.get(form.key, 0),
            cores=memory.cores.get(core(form.key), _NOBODY),
            near=sum(value for value, _ in now.values()) + 0.5,
            far=sum(value for _, value in now.values()) + 0.5,
            latest=max(map(self._when, candidates), default=0),
            kinds=memory.after.get(word.before) if word.before else None,
            title=title,
            formal=title in FORMAL and is_given(form.key),
            # nobody stands after "im", and few after "der"
            article=0.0
            if memory.book.slavic
            else (word.before in ARTICLES) + float(word.before in INSIDE),
            articled=articled,
            beside=beside(form, row),
        )
        return [
            Weighed(form, id_, common, self._own(here, about, id_, how, now[id_]))
            for id_, how in candidates.items()
        ]

    # ------------------------------------------------------------------ the form

    def _common(
        self, form: Form, row: Sequence[Word], previous: Word | None, rivals: int
    ) -> tuple[tuple[float, ...], float]:
        """The COMMON features, and how often the word follows an article anywhere."""
        memory, key = self.memory, form.key
        word, last = row[form.first], row[form.last - 1]
        length = form.last - form.first
        times = memory.times.get(key, 0)
        named, seen = memory.named.get(key, 0), memory.seen.get(key, 0)
        title = previous.key if previous is not None else word.before
        after = (
            form.last < len(row) and row[form.last].capital
            and not row[form.last].apart and row[form.last].start - last.end < 3
        )  # fmt: skip
        manner_ = manner(word)
        so = memory.so.get((key, manner_, form.ending))
        often = memory.stood.get(key, 0) / (memory.noticed + 1)
        often = math.log1p(1000 * often) / 3 if length == 1 else 0.0
        left = self._named_about(f"<{word.left}")
        doubt = min(named, seen - named) * 2 / seen if seen else 0.0
        articled, ordinary = self._ordinary(key, alone=length == 1)
        short = form.short or form.dotted
        return (
            1.0,
            _odds(named, seen, so) if seen else 0.0,
            0.0 if times or not so else math.log1p(so[1] - so[0]),
            length - 1.0,
            1.0 if len(key) <= _BRIEF and not times else 0.0,
            math.log(sum(len(w.key) for w in row[form.first : form.last])) if short else 0.0,
            float(form.ending not in ("", "s") and form.ending[:3] != "sch"),
            float(form.ending == "s"),
            float(form.ending[:3] == "sch"),
            float(manner_ == ARTICLED) + (word.before in INSIDE),
            float(not word.before and length == 1),
            left,
            left * doubt,
            self._named_about(f">{last.right}"),
            often if times else 0.0,
            often if seen and not times else 0.0,
            often if not seen and not short else 0.0,
            often if not seen and short else 0.0,
            float(after),
            float(previous is not None and previous.capital and title not in TITLES),
            math.log(rivals),
            ordinary,
            float(title in TITLES),
        ), articled

    def _named_about(self, beside_: str) -> float:
        """Whether names often stand beside this, more than elsewhere."""
        about = self.memory.about.get(beside_)
        if not about:
            return 0.0
        named, seen = self.memory.about[""]
        base = (named + 1) / (seen + 2)
        odds = (about[0] + 4 * base) / (about[1] - about[0] + 4 * (1 - base))
        return math.log(odds * (1 - base) / base) / 3

    def _ordinary(self, key: str, *, alone: bool) -> tuple[float, float]:
        """How often a word follows an article, and how often it is written small: a common word."""
        if not alone:
            return 0.0, 0.0
        memory = self.memory
        stood = memory.stood.get(key, 0)
        articled = memory.articled.get(key, 0) / (stood + 2) if stood else 0.0
        return articled, math.log1p(memory.lower.get(key, 0)) / 3

    # ------------------------------------------------------------------ the record

    def _own(
        self, here: _Here, about: _About, id_: str, how: str, now: tuple[float, float]
    ) -> tuple[float, ...]:
        memory, form = self.memory, about.form
        person = memory.kind.get(id_, "person") == "person"
        spelled = how.endswith(LIKE)
        how = how.removesuffix(LIKE)
        count = float(memory.book.linked[form.key][id_]) if about.times else 0.0
        total = memory.book.total.get(id_, 0)
        so = about.cores[id_]
        when = self._when(id_)
        # people come and go: what was linked long ago says little of them, but places stay
        past = abs(here.day - when)
        fresh = float(when > 0)
        if when and person:
            fresh = math.exp(-past / _FORGOTTEN)
        count *= fresh
        sex = memory.sex.get(id_, "")
        female, male = about.title in WOMEN, about.title in MEN
        agrees = (female and sex == "f") or (male and sex == "m")
        disagrees = (
            (female and sex == "m") or (male and sex == "f") or (about.title in TITLES and not person)
        )  # fmt: skip
        begin, end = memory.life.get(id_, (None, None))
        words = memory.words.get(id_, _NONE)
        last = memory.surnames.get(id_, _NONE)
        its, others_ = about.beside.speaks(form.key, words, last, memory) if person else (0.0, 0.0)
        kin = id_ in memory.near
        kind = memory.kind.get(id_, "person")
        return (
            math.log1p(count),
            count / about.times if about.times else 0.0,
            now[0] / about.near,
            now[1] / about.far,
            math.log1p(total) if not count else 0.0,
            math.log((count + 0.5) / (total + 1.0)) if count else 0.0,
            math.log((so + 0.5) / (total + 1.0)) if so else 0.0,
            so / about.cores.total() if so else 0.0,
            1.0 if how == "whole" and form.last - form.first > 1 else 0.0,
            1.0 if how == "single" else 0.0,
            1.0 if how == "surname" else 0.0,
            1.0 if how == "forename" else 0.0,
            1.0 if how == "short" else 0.0,
            1.0 if how == "short" and not person else 0.0,
            1.0 if how == "pet" else 0.0,
            1.0 if how == "nearly whole" else 0.0,
            1.0 if how == "part" else 0.0,
            float(spelled),
            float(spelled and not person),
            math.log1p(total * fresh),
            fresh * math.log1p(past) / 10 if when else 0.0,
            1.0 - fresh,
            fresh if when and when == about.latest else 0.0,
            float(id_ in here.whole),
            float(id_ in here.single),
            1.0 if when and past <= 7 else 0.0,
            self._together(id_, here.company),
            float(person and any(k in here.keys and k not in form.key for k in last)),
            self._told(id_, here.keys, form),
            float(agrees),
            float(disagrees),
            float(person and about.formal and form.key not in last),
            its,
            others_,
            1.0 if how == "surname" and sex == "f" and not female and not self._hers(form) else 0.0,
            float(kin),
            1.0 if kin and how in ("forename", "pet", "single") else 0.0,
            (1.0 - fresh) * memory.told.get(id_, 0.0),
            float(not person),
            1.0 if not person and how == "whole" else 0.0,
            _mostly(about.kinds, kind),
            about.articled if person else 0.0,
            about.article if person else 0.0,
            1.0 if (begin is not None and here.day < begin) or (end is not None and here.day > end + 36_525) else 0.0,
            *(_ages(begin, end, here.day, 1.0 - fresh) if person else _NO_AGES),
        )  # fmt: skip

    def _count(self, id_: str, form: str, day: int) -> tuple[float, float]:
        """How often a record was named of late, now and these years; by this form it counts thrice."""
        near = far = 0.0
        if id_ not in self.memory.faded and id_ not in self._soft:
            return near, far
        for fade, weight in (
            (self.memory.faded.get(id_), 1), (self._soft.get(id_), 1),
            (self.memory.faded_as.get((form, id_)), 2), (self._soft.get((form, id_)), 2),
        ):  # fmt: skip
            if fade is not None:
                a, b = fade.on(day)
                near, far = near + weight * a, far + weight * b
        return near, far

    def _when(self, id_: str) -> int:
        if not self._last:
            return self.memory.last.get(id_, 0)
        return max(self.memory.last.get(id_, 0), self._last.get(id_, 0))

    def _together(self, id_: str, company: Collection[str]) -> float:
        """How much it is named beside those who are clearly named here."""
        beside_ = self.memory.beside.get(id_)
        if not beside_:
            return 0.0
        total = self.memory.book.total
        return math.log1p(
            sum(beside_[one] / (3 + total[one]) for one in company if one != id_ and one in beside_)
        )

    def _told(self, id_: str, keys: frozenset[str], form: Form) -> float:
        """Whether names stand here that the register has in its note on the record: rare ones most."""
        memory = self.memory
        note = memory.note.get(id_)
        if not note:
            return 0.0
        stood, texts = memory.stood, memory.noticed + 1
        there = (key for key in note & keys if key not in form.key)
        return math.log1p(sum(1.0 / (1.0 + 50.0 * stood[key] / texts) for key in there))

    def _hers(self, form: Form) -> bool:
        """Whether a surname is a woman's by its form."""
        key = form.key
        return key.endswith(("а", "я")) or (self.memory.book.slavic and key.endswith("a"))


def _odds(named: int, seen: int, so: Sequence[int] | None) -> float:
    """How likely a form is a name, by how often it was one, above all where it stood as here."""
    if so is None:
        return math.log((named + 0.3) / (seen - named + 0.3)) / 3
    rate = (named + 0.3) / (seen + 0.6)
    return math.log((so[0] + _LIKE_ALL * rate) / (so[1] - so[0] + _LIKE_ALL * (1 - rate))) / 3


def _mostly(kinds: Mapping[str, int] | None, kind: str) -> float:
    """Whether a word mostly stands before names of a kind."""
    if not kinds:
        return 0.0
    return math.log((kinds[kind] + 0.5) / (kinds[""] - kinds[kind] + 0.5)) / 3


def _ages(
    begin: int | None, end: int | None, day: int, strange: float
) -> tuple[float, float, float, float]:
    """How old somebody was: a child, nearly grown, dead, or nobody knows. It tells nothing of those
    who were named of late: `strange` is how far they were not.
    """
    years = (day - begin) / 365.25 if begin is not None else None
    return (
        strange if years is not None and years < 12 else 0.0,
        strange if years is not None and 12 <= years < 21 else 0.0,
        strange if end is not None and day > end + 366 else 0.0,
        strange if begin is None and end is None else 0.0,
    )
