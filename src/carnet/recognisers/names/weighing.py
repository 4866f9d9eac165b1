"""What speaks for each record that a form may name, in figures."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.forms import ARTICLES, MEN, TITLES, WOMEN
from carnet.recognisers.names.memory import Fading, Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory

FEATURES: Final = (
    "always", "times", "share", "share now", "share these years", "name", "name so", "never linked, seen",
    "whole", "single", "surname", "forename", "short", "named", "since", "never named", "latest",
    "named here whole", "named here", "within the week", "company", "rivals", "words", "brief",
    "inflected", "article", "opens", "capital after", "capital before", "title agrees",
    "title disagrees", "not alive", "thing", "thing whole", "word before", "title",
    "articled", "person after article", "common",
)  # fmt: skip
"""The names of the features, in their order."""


class Weighed(NamedTuple):
    """One record that a form may name, and what speaks for it."""

    form: Form
    target: str
    features: tuple[float, ...]


class Weigher:
    """Weighs forms with a memory, and with what was only suggested since that was last added to."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._soft: dict[str, Fading] = {}
        self._soft_as: dict[tuple[str, str], Fading] = {}
        self._last: dict[str, int] = {}

    def forget(self) -> None:
        """Forget what was only suggested."""
        if self._last:
            self._soft, self._soft_as, self._last = {}, {}, {}

    def remember(self, best: Weighed, day: int, chance: float) -> None:
        """Remember a suggestion, as softly as it is likely."""
        self._soft.setdefault(best.target, Fading()).add(day, chance / 2)
        key = best.form.key, best.target
        self._soft_as.setdefault(key, Fading()).add(day, chance / 2)
        self._last[best.target] = day

    def weigh(self, row: Sequence[Word], day: int) -> list[list[Weighed]]:
        """For each name that a text may hold, the records that it may mean."""
        memory = self.memory
        found = []
        sure: list[tuple[int, str]] = []
        for form in memory.forms(row):
            candidates = memory.candidates(form, row)
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
        common = (
            math.log((named + 0.3) / (seen - named + 0.3)) / 3 if seen else 0.0,
            self._so(form.key, articled=word.before in ARTICLES),
            0.0 if times else math.log1p(seen - named),
            length - 1.0,
            1.0 if len(form.key) <= 3 else 0.0,
            float(form.inflected),
            float(word.before in ARTICLES),
            float(not word.before and length == 1),
            float(after),
            float(previous is not None and previous.capital and title not in TITLES),
            math.log1p(len(candidates) - 1),
            *self._common(form.key, alone=length == 1),
        )
        now: dict[str, tuple[float, float]] = {}
        for id_ in candidates:
            fade = memory.faded.get(id_)
            soft = self._soft.get(id_)
            a, b = fade.on(day) if fade else (0.0, 0.0)
            c, d = soft.on(day) if soft else (0.0, 0.0)
            fade = memory.faded_as.get((form.key, id_))
            soft = self._soft_as.get((form.key, id_))
            e, f = fade.on(day) if fade else (0.0, 0.0)
            g, h = soft.on(day) if soft else (0.0, 0.0)
            now[id_] = (a + c + 2 * (e + g), b + d + 2 * (f + h))
        near = sum(value for value, _ in now.values()) + 0.5
        far = sum(value for _, value in now.values()) + 0.5
        latest = max((self._when(id_) for id_ in candidates), default=0)
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

    def _so(self, key: str, *, articled: bool) -> float:
        """Whether the form was linked where it stood after an article, or without, as it does here."""
        so = self.memory.so.get((key, articled))
        return math.log((so[0] + 0.3) / (so[1] - so[0] + 0.3)) / 3 if so else 0.0

    def _common(self, key: str, *, alone: bool) -> tuple[float, float]:
        """How often a word follows an article, and how often it is written small: a common word."""
        memory = self.memory
        stood = memory.stood.get(key, 0) if alone else 0
        articled = memory.articled.get(key, 0) / (stood + 2) if stood else 0.0
        return articled, math.log1p(memory.lower.get(key, 0)) / 3 if alone else 0.0

    def _when(self, id_: str) -> int:
        return max(self.memory.last.get(id_, 0), self._last.get(id_, 0))

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
            after,
            before,
            rivals,
            articled,
            ordinary,
        ) = common
        count = memory.linked[form.key][id_] if times else 0
        total = memory.total.get(id_, 0)
        when = self._when(id_)
        since = math.log1p(abs(day - when)) / 10 if when else 0.0
        kind = memory.kind.get(id_, "person")
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
            math.log1p(total),
            since,
            0.0 if when else 1.0,
            1.0 if when and when == latest else 0.0,
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
        )  # fmt: skip

    def why(self, best: Weighed) -> tuple[str, ...]:
        """What speaks for a record, in words."""
        form, id_, features = best
        value = dict(zip(FEATURES, features, strict=True))
        times = self.memory.times.get(form.key, 0)
        linked = self.memory.linked.get(form.key)
        count = linked[id_] if linked else 0
        why = [f"“{form.key}” was linked to it {count} times of {times}"] if count else []
        for feature, said in _SAID:
            if value[feature] > 0:
                why.append(said)
        return tuple(why) or (f"“{form.key}” may be a form of its name",)


_SAID: Final = (
    ("whole", "the words are its whole name"), ("single", "the word is one of its names"),
    ("thing whole", "the words are its name"), ("surname", "the word is its surname"),
    ("forename", "the word is its first name"), ("short", "the words may abbreviate its name"),
    ("named here whole", "its whole name stands in the same entry"),
    ("within the week", "it was named within the week"), ("company", "it is named beside others who are named here"),
    ("title agrees", "the title before it agrees"), ("title disagrees", "but the title before it does not agree"),
    ("not alive", "but it was not there at that time"),
)  # fmt: skip
