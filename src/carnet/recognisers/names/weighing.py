"""What speaks for each record that a form may name, in figures."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.forms import ARTICLES, INSIDE, MEN, TITLES, WOMEN
from carnet.recognisers.names.memory import LIKE, Fading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Form, Memory

FEATURES: Final = (
    "always", "times", "share", "share now", "share these years", "name", "name so", "never linked, seen",
    "whole", "single", "surname", "forename", "short", "named", "since", "never named", "latest",
    "named here whole", "named here", "within the week", "company", "rivals", "words", "brief",
    "inflected", "article", "opens", "left", "right", "often", "often, never linked", "capital after", "capital before", "title agrees",
    "title disagrees", "not alive", "thing", "thing whole", "word before", "title",
    "articled", "person after article", "common", "child", "youth", "dead", "life unknown",
    "pet", "like", "nearly whole", "woman's surname", "kin", "kin by first name", "told",
)  # fmt: skip
"""The names of the features, in their order."""
HABITS: Final = ("left", "right", "often", "often, never linked", "word before")
"""Those of them that are one writer's habit: another's archive teaches nothing of their weight."""


_FORGOTTEN: Final = 5000.0  # days in which what was linked to a person counts for a third
_TAUGHT: Final = 200  # links that tell better than a rule what stands after articles
_MOSTLY: Final = 0.4  # a word that so often follows an article is a thing
_NO_AGES: Final = (0.0, 0.0, 0.0, 0.0)


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


class Weighed(NamedTuple):
    """One record that a form may name, and what speaks for it."""

    form: Form
    target: str
    features: tuple[float, ...]


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

    def weigh(self, row: Sequence[Word], day: int) -> list[list[Weighed]]:
        """For each name that a text may hold, the records that it may mean."""
        memory = self.memory
        found = []
        sure: list[tuple[int, str]] = []
        for form in memory.forms(row):
            candidates = memory.candidates(form, row)
            if self._thing(form, row):
                kind = memory.kind
                candidates = {i: how for i, how in candidates.items() if kind.get(i) != "person"}
            if candidates:
                found.append((form, candidates))
                if len(candidates) == 1:
                    sure.append((form.first, next(iter(candidates))))
        company = deque((id_ for _, id_ in sure[:24]), maxlen=24)
        whole: set[str] = set()
        here: set[str] = set()
        groups = []
        for form, candidates in found:
            groups.append(self._group(row, form, candidates, day, company, whole, here))
            if len(candidates) == 1:
                id_ = next(iter(candidates))
                (whole if form.last - form.first > 1 else here).add(id_)
        return groups

    def _group(
        self, row: Sequence[Word], form: Form, candidates: Mapping[str, str], day: int,
        company: Sequence[str], whole: set[str], here: set[str],
    ) -> list[Weighed]:  # fmt: skip
        memory = self.memory
        word, last = row[form.first], row[form.last - 1]
        times = memory.times.get(form.key, 0)
        named = memory.named.get(form.key, 0)
        seen = memory.seen.get(form.key, 0)
        length = form.last - form.first
        after = (
            form.last < len(row) and row[form.last].capital
            and not row[form.last].apart and row[form.last].start - last.end < 3
        )  # fmt: skip
        previous = row[form.first - 1] if form.first and not word.apart else None
        title = previous.key if previous is not None else word.before
        often = memory.stood.get(form.key, 0) / (memory.noticed + 1)
        common = (
            math.log((named + 0.3) / (seen - named + 0.3)) / 3 if seen else 0.0,
            self._so(form.key, articled=word.before in ARTICLES),
            0.0 if times else math.log1p(seen - named),
            length - 1.0,
            1.0 if len(form.key) <= 3 and not times else 0.0,
            float(form.inflected),
            # nobody stands after "im", and few after "der"
            float(word.before in ARTICLES) + (word.before in INSIDE),
            float(not word.before and length == 1),
            self._about(f"<{word.left}"),
            self._about(f">{last.right}"),
            math.log1p(1000 * often) / 3 if length == 1 else 0.0,
            float(after),
            float(previous is not None and previous.capital and title not in TITLES),
            math.log1p(len(candidates) - 1),
            *self._common(form.key, alone=length == 1),
        )
        now: dict[str, tuple[float, float]] = {}
        for id_ in candidates:
            now[id_] = self._count(id_, form.key, day)
        near = sum(value for value, _ in now.values()) + 0.5
        far = sum(value for _, value in now.values()) + 0.5
        latest = max(map(self._when, candidates), default=0)
        kinds = memory.after.get(word.before) if word.before else None
        return [
            Weighed(
                form, id_,
                self._features(
                    form, id_, how, day, times, common, now[id_], near, far, latest, kinds, title,
                    company, whole, here,
                ),
            )
            for id_, how in candidates.items()
        ]  # fmt: skip

    def _hers(self, form: Form) -> bool:
        """Whether a surname is a woman's by its form."""
        key = form.key
        return key.endswith(("а", "я")) or (self.memory.slavic and key.endswith("a"))

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

    def _so(self, key: str, *, articled: bool) -> float:
        """Whether the form was linked where it stood after an article, or without, as it does here."""
        so = self.memory.so.get((key, articled))
        return math.log((so[0] + 0.3) / (so[1] - so[0] + 0.3)) / 3 if so else 0.0

    def _about(self, beside: str) -> float:
        """Whether names often stand beside this, more than elsewhere."""
        about = self.memory.about.get(beside)
        if not about:
            return 0.0
        named, seen = self.memory.about[""]
        base = (named + 1) / (seen + 2)
        odds = (about[0] + 4 * base) / (about[1] - about[0] + 4 * (1 - base))
        return math.log(odds * (1 - base) / base) / 3

    def _common(self, key: str, *, alone: bool) -> tuple[float, float]:
        """How often a word follows an article, and how often it is written small: a common word."""
        memory = self.memory
        stood = memory.stood.get(key, 0) if alone else 0
        articled = memory.articled.get(key, 0) / (stood + 2) if stood else 0.0
        return articled, math.log1p(memory.lower.get(key, 0)) / 3 if alone else 0.0

    def _features(
        self, form: Form, id_: str, how: str, day: int, times: int, common: tuple[float, ...],
        now: tuple[float, float], near: float, far: float, latest: int, kinds: Mapping[str, int] | None,
        title: str, company: Sequence[str], whole: set[str], here: set[str],
    ) -> tuple[float, ...]:  # fmt: skip
        memory = self.memory
        (
            name,
            so,
            unlinked,
            length,
            brief,
            inflected,
            article,
            opens,
            left,
            right,
            often,
            after,
            before,
            rivals,
            articled,
            ordinary,
        ) = common
        spelled = how.endswith(LIKE)
        how = how.removesuffix(LIKE)
        count = float(memory.linked[form.key][id_]) if times else 0.0
        total = memory.total.get(id_, 0)
        when = self._when(id_)
        kind = memory.kind.get(id_, "person")
        # people come and go: what was linked long ago says little of them, but places stay
        fresh = float(when > 0)
        if when and kind == "person":
            fresh = math.exp(-abs(day - when) / _FORGOTTEN)
        since = fresh * math.log1p(abs(day - when)) / 10 if when else 0.0
        count *= fresh
        beside = memory.beside.get(id_)
        together = 0.0
        if beside:
            for other in company:
                if other != id_ and other in beside:
                    together += beside[other] / (3 + memory.total[other])
        begin, end = memory.life.get(id_, (None, None))
        sex = memory.sex.get(id_, "")
        female, male = title in WOMEN, title in MEN
        agrees = (female and sex == "f") or (male and sex == "m")
        disagrees = (female and sex == "m") or (male and sex == "f") or (
            title in TITLES and kind != "person"
        )  # fmt: skip
        word = math.log((kinds[kind] + 0.5) / (kinds[""] - kinds[kind] + 0.5)) / 3 if kinds else 0.0
        return (
            1.0,
            math.log1p(count),
            count / times if times else 0.0,
            now[0] / near,
            now[1] / far,
            name,
            so,
            unlinked,
            1.0 if how == "whole" and length else 0.0,
            1.0 if how == "single" else 0.0,
            1.0 if how == "surname" else 0.0,
            1.0 if how == "forename" else 0.0,
            1.0 if how == "short" else 0.0,
            math.log1p(total * fresh),
            since,
            1.0 - fresh,
            fresh if when and when == latest else 0.0,
            1.0 if id_ in whole else 0.0,
            1.0 if id_ in here else 0.0,
            1.0 if when and abs(day - when) <= 7 else 0.0,
            math.log1p(together),
            rivals,
            length,
            brief,
            inflected,
            article,
            opens,
            left,
            right,
            often if times else 0.0,
            0.0 if times else often,
            after,
            before,
            float(agrees),
            float(disagrees),
            1.0 if (begin is not None and day < begin) or (end is not None and day > end + 36_525) else 0.0,
            0.0 if kind == "person" else 1.0,
            1.0 if kind != "person" and how == "whole" else 0.0,
            word,
            1.0 if title in TITLES else 0.0,
            articled if kind == "person" else 0.0,
            article if kind == "person" else 0.0,
            ordinary,
            *(_ages(begin, end, day, 1.0 - fresh) if kind == "person" else _NO_AGES),
            1.0 if how == "pet" else 0.0,
            float(spelled),
            1.0 if how == "nearly whole" else 0.0,
            1.0 if how == "surname" and sex == "f" and not female and not self._hers(form) else 0.0,
            float(id_ in memory.near),
            1.0 if id_ in memory.near and how in ("forename", "pet", "single") else 0.0,
            (1.0 - fresh) * memory.told.get(id_, 0.0),
        )  # fmt: skip

    def why(self, form: Form, id_: str, said: int) -> tuple[str, ...]:
        """What speaks for a record, in words; `said` is what `reasons` made of its features."""
        times = self.memory.times.get(form.key, 0)
        linked = self.memory.linked.get(form.key)
        count = linked[id_] if linked else 0
        why = [f"“{form.key}” was linked to it {count} times of {times}"] if count else []
        why += [words for bit, words in _BITS if said & bit]
        return tuple(why) or (f"“{form.key}” may be a form of its name",)


def reasons(features: Sequence[float]) -> int:
    """Which reasons that have words speak for a record, in bits."""
    return sum(bit for at, bit in _SPEAKING if features[at] > 0)


_SAID: Final = (
    ("whole", "the words are its whole name"), ("single", "the word is one of its names"),
    ("thing whole", "the words are its name"), ("surname", "the word is its surname"),
    ("forename", "the word is its first name"), ("short", "the words may abbreviate its name"),
    ("named here whole", "its whole name stands in the same entry"),
    ("within the week", "it was named within the week"), ("company", "it is named beside others who are named here"),
    ("pet", "the word is a familiar form of its first name"), ("like", "it is spelled nearly so"),
    ("nearly whole", "the words are two of its names"),
    ("title agrees", "the title before it agrees"), ("title disagrees", "but the title before it does not agree"),
    ("not alive", "but it was not there at that time"),
)  # fmt: skip
_BITS: Final = tuple((1 << n, words) for n, (_, words) in enumerate(_SAID))
_SPEAKING: Final = tuple((FEATURES.index(name), 1 << n) for n, (name, _) in enumerate(_SAID))
