"""Who is meant: every record that a form may name is weighed, and the best is suggested.

The records that a form may name, and "nobody of the register", share one certainty between them: a
conditional logit (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974)
of what the archive's own links say: how often this form stood for this record and when last, how
lately the record was named, whom it is named beside, whether it was alive, what word stands before.
The weights are learned from the archive itself where it has links enough, else those that were
learned from other diaries serve.
"""

from __future__ import annotations

import json
import math
from copy import deepcopy
from functools import cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.dwelling import moves
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.memory import Link, Memory
from carnet.recognisers.names.weighing import FEATURES, Weighed, Weigher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENOUGH: Final = 200  # links from which an archive's own weights are better than others'
_SOFT: Final = 0.8  # a suggestion as likely as this is remembered while the texts are gone through
_LIKELY: Final = 0.3  # a place is as likely as this, if the writer is to have moved there
_AFTER: Final = 0.85  # how sure it is that a move was rightly understood
_NOTICED: Final = 3000
_TAUGHT: Final = 1600  # so many texts, the latest, teach the weights
_PARTS: Final = 10
_WARM: Final = 2  # of these parts teach no weights: too little is known then


class Text(NamedTuple):
    """One text with its day (a Julian day number) and what is known to be named in it."""

    text: str
    day: int
    links: tuple[Link, ...] = ()
    whole: bool = True  # every name in it is linked that can be; else nothing follows for the rest


class Suggestion(NamedTuple):
    """A stretch of a text, the record that it seems to name, and how likely that is."""

    start: int
    end: int
    kind: str
    target: str
    score: float
    why: tuple[str, ...]


@cache
def shipped() -> tuple[float, ...]:
    """The weights that were learned from other diaries: `bench/linking.py --learn` makes them."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in FEATURES)


class Linker:
    """Suggests records for names. `learn` first, then `suggest` in the order of the days."""

    def __init__(
        self, memory: Memory | None = None, weights: Sequence[float] | None = None
    ) -> None:
        self.memory = memory or Memory()
        self.weights = tuple(weights if weights is not None else shipped())
        self._weigher = Weigher(self.memory)
        self._few = True  # too few links are known: what seems likely is ground for more

    # ------------------------------------------------------------------ learning

    def learn(self, texts: Iterable[Text], *, weights: bool = True) -> None:
        """Learn from texts in the order of their days: their links and, where these are enough,
        the weights.

        The texts are gone through in parts, as an editor would: each part is weighed with what was
        known before it, and only then its links are taken in. Where there are few links, suggestions are
        remembered softly; where there are many, that would only make a mistake grow.
        """
        texts = list(texts)
        groups: list[Group] = []
        self._few = sum(len(text.links) for text in texts) < 4 * ENOUGH
        for text in texts[:-_TAUGHT]:
            self.take(text)
        texts = texts[-_TAUGHT:]
        if weights:  # once as if it were taken up again after long, once as if at work on it
            again = Linker(deepcopy(self.memory), self.weights)
            again._few = self._few
            groups += again.gone_through(texts, 2, 1)
        groups += self.gone_through(texts, _PARTS, _WARM if weights else _PARTS)
        if sum(group.right.any() for group in groups) >= 2 * ENOUGH:
            self.weights = fit(groups, shipped())

    def gone_through(self, texts: Sequence[Text], parts: int, warm: int) -> list[Group]:
        """Take texts in, part by part; those after the `warm` first ones become questions."""
        groups: list[Group] = []
        size = max(1, -(-len(texts) // parts))
        for part in range(0, len(texts), size):
            if part >= size * warm:
                for text in texts[part : part + size]:
                    groups += self._judged(text)
            for text in texts[part : part + size]:
                self.take(text)
        return groups

    def notice(self, texts: Sequence[str]) -> None:
        """Count the words of any texts of the archive, or of a fair number of them."""
        for text in texts[:: max(1, len(texts) // _NOTICED)]:
            self.memory.notice(text)

    def take(self, text: Text) -> None:
        """Remember one text's links; what was only suggested is forgotten."""
        self.memory.learn(text.text, text.day, text.links, whole=text.whole)
        self._weigher.forget()

    def _judged(self, text: Text) -> list[Group]:
        """The names of a text as questions with their answers."""
        import numpy as np  # noqa: PLC0415 - only learning needs it

        row = self.memory.rows.of(text.text, self.memory.small)
        out = []
        for group in self._weigher.weigh(row, text.day):
            self._remember(group, text.day)
            form = group[0].form
            start, end = row[form.first].start, row[form.last - 1].end
            here = [link for link in text.links if link.start < end and start < link.end]
            targets = {link.target for link in here}
            if here and targets == {""} and any(link.kind for link in here):
                continue
            if not here and not text.whole:
                continue
            out.append(
                Group(
                    np.array([weighed.features for weighed in group]),
                    np.array([float(weighed.target in targets) for weighed in group]),
                )
            )
        return out

    # ------------------------------------------------------------------ suggesting

    def suggest(self, text: str, day: int, *, least: float = 0.5) -> list[Suggestion]:
        """The likeliest record of each name in a text, where it is at least so likely."""
        row = self.memory.rows.of(text, self.memory.small)
        out = []
        found = []
        for group in self._weigher.weigh(row, day):
            best, chance = self._remember(group, day)
            form = best.form
            found.append((row[form.first].start, row[form.last - 1].end, best, chance))
        self._follow(text, day, found)
        for start, last, likely, likelihood in found:
            best, chance = self._at_home(likely, likelihood, day)
            if chance < least:
                continue
            form, end = best.form, last
            if form.short or (len(row[form.last - 1].key) <= 2 and row[form.last - 1].short):
                end += text[last : last + 1] == "."
            kind = self.memory.kind.get(best.target, "person")
            why = self._weigher.why(best)
            out.append(Suggestion(start, end, kind, best.target, round(chance, 4), why))
        return out

    def _follow(
        self, text: str, day: int, found: Sequence[tuple[int, int, Weighed, float]]
    ) -> None:
        """Notice whither the writer moves: what "home" stands for is then another place."""
        if not self.memory.small:
            return
        for start, end in moves(text):
            there = [
                best.target for a, b, best, chance in found
                if start <= a and b <= end and chance >= _LIKELY and self.memory.kind.get(best.target) == "place"
            ]  # fmt: skip
            if there:
                self.memory.dwelling.move(day, there[-1])

    def _at_home(self, best: Weighed, chance: float, day: int) -> tuple[Weighed, float]:
        """Words such as "home" mean where the writer lives on that day, so far as that is known."""
        dwelling = self.memory.dwelling
        if best.form.key not in dwelling.words:
            return best, chance
        home = dwelling.on(day)
        if not home or home == best.target:
            return best, chance
        return best._replace(target=home), chance * _AFTER

    def _remember(self, group: Sequence[Weighed], day: int) -> tuple[Weighed, float]:
        """The best of a group and its chance; where that is great it is remembered softly."""
        best, chance = self._best(group)
        if chance >= _SOFT and self._few:
            self._weigher.remember(best, day, chance)
        return best, chance

    def _best(self, group: Sequence[Weighed]) -> tuple[Weighed, float]:
        """The best of a group and its chance."""
        weights = self.weights
        odds = [sum(map(mul, weights, weighed.features)) for weighed in group]
        top = max(0.0, *odds)
        parts = [math.exp(odd - top) for odd in odds]
        at = max(range(len(group)), key=parts.__getitem__)
        return group[at], parts[at] / (sum(parts) + math.exp(-top))
