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
from functools import cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from carnet.recognisers.names.dwelling import moves
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.forms import keys_of
from carnet.recognisers.names.memory import Form, Link, Memory
from carnet.recognisers.names.together import (
    EVIDENCE,
    Looking,
    Rehearsed,
    Row,
    fit_speaking,
    questions,
    settle,
)
from carnet.recognisers.names.weighing import FEATURES, Weighed, Weigher, reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carnet.recognisers.names.forms import Word

ENOUGH: Final = 200  # links from which an archive's own weights are better than others'
_SOFT: Final = 0.8  # a suggestion as likely as this is remembered while the texts are gone through
_LIKELY: Final = 0.3  # a place is as likely as this, if the writer is to have moved there
_AFTER: Final = 0.85  # how sure it is that a move was rightly understood
_NOTICED: Final = 3000
_TAUGHT: Final = 800  # so many texts, the latest, teach the weights
_PULL: Final = 80.0  # answers that outweigh what others' diaries taught the second look
_PARTS: Final = 10
_WARM: Final = 2  # of these parts teach no weights: too little is known then


class Text(NamedTuple):
    """One text with its day (a Julian day number) and what is known to be named in it."""

    text: str
    day: int
    links: tuple[Link, ...] = ()
    whole: bool = True  # every name in it is linked that can be; else nothing follows for the rest


class Found(NamedTuple):
    """A stretch of a text, what it most likely names, and how likely that is."""

    start: int
    end: int
    form: Form
    target: str
    why: int
    chance: float


class _Name(NamedTuple):
    """A name at a first look: in which text it stands, and what it may mean with what speaks for that."""

    text: int
    start: int
    end: int
    form: Form
    targets: tuple[tuple[str, int], ...]


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


@cache
def shipped_again() -> tuple[float, ...]:
    """The weights of the second look that were learned from other diaries."""
    data = json.loads(Path(__file__).with_name("again.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in EVIDENCE)


class Linker:
    """Suggests records for names. `learn` first, then `suggest_all`, or `suggest` one text after the
    other in the order of the days.
    """

    def __init__(
        self, memory: Memory | None = None, weights: Sequence[float] | None = None
    ) -> None:
        self.memory = memory or Memory()
        self.weights = tuple(weights if weights is not None else shipped())
        self.again = shipped_again()
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
        links = sum(len(text.links) for text in texts)
        self._few = links < 4 * ENOUGH
        for text in texts[:-_TAUGHT]:
            self.take(text)
        texts = texts[-_TAUGHT:]
        if not weights or links < ENOUGH:
            for text in texts:
                self.take(text)
            return
        # as if it were taken up again after long, and as if half the records were new since
        rehearsals = [self.rehearse(texts, hidden=hidden) for hidden in (None, 0, 1)]
        groups = [g for r in rehearsals for g in r.groups]
        groups += self.gone_through(texts, _PARTS, _WARM)
        if sum(group.right.any() for group in groups) >= 2 * ENOUGH:
            self.weights = fit(groups, shipped())
            asked = [q for r in rehearsals for q in questions(r.done(self.weights))]
            self.again = fit_speaking(asked, shipped_again(), _PULL)

    def rehearse(
        self, texts: Sequence[Text], *, hidden: int | None, share: float = 0.5
    ) -> Rehearsal:
        """Go through texts as if the links of the first share of them were known and no others; where
        a half of the records (0 or 1) is `hidden`, of these only the links to the other half.
        """
        other = Linker(self.memory.copy(), self.weights)
        other._few = self._few
        held = Rehearsal()
        known = texts[: int(len(texts) * share)]
        for n, text in enumerate(texts):
            if n < len(known):
                seen = text if hidden is None else _without_half(text, hidden)
                other.take(seen)
                other.known(held.looking, n, seen, seen.links, held)
            else:
                other.judged(text, n, held)
        return held

    def gone_through(self, texts: Sequence[Text], parts: int, warm: int) -> list[Group]:
        """Take texts in, part by part; those after the `warm` first ones become questions."""
        held = Rehearsal()
        size = max(1, -(-len(texts) // parts))
        for part in range(0, len(texts), size):
            if part >= size * warm:
                for text in texts[part : part + size]:
                    self.judged(text, 0, held)
            for text in texts[part : part + size]:
                self.take(text)
        return held.groups

    def notice(self, texts: Sequence[str]) -> None:
        """Count the words of any texts of the archive, or of a fair number of them."""
        for text in texts[:: max(1, len(texts) // _NOTICED)]:
            self.memory.notice(text)

    def take(self, text: Text) -> None:
        """Remember one text's links; what was only suggested is forgotten."""
        self.memory.learn(text.text, text.day, text.links, whole=text.whole)
        self._weigher.forget()

    def known(
        self, looking: Looking, n: int, text: Text, links: Iterable[Link], held: Rehearsal | None = None
    ) -> None:  # fmt: skip
        """Tell a second look of links that are known."""
        for link in links:
            form = " ".join(keys_of(text.text[link.start : link.end]))
            if link.target and form:
                looking.add(n, text.day, form, [Row(link.target, 0.0, link.kind != "person", 1)])
                if held is not None:
                    held.rows.append(None)

    def judged(self, text: Text, n: int, held: Rehearsal) -> None:
        """Add the names of a text to a rehearsal, with their answers."""
        import numpy as np  # noqa: PLC0415 - only learning needs it

        row = self.memory.rows.of(text.text, self.memory.small)
        for group in self._weigher.weigh(row, text.day):
            self._remember(group, text.day)
            form = group[0].form
            start, end = row[form.first].start, row[form.last - 1].end
            here = [link for link in text.links if link.start < end and start < link.end]
            targets = {link.target for link in here}
            unsure = targets == {""} and any(link.kind for link in here)
            rows = np.array([weighed.features for weighed in group])
            right = np.array([float(weighed.target in targets) for weighed in group])
            held.add(Group(rows, right), counted=not unsure and (bool(here) or text.whole))
            held.looking.add(n, text.day, form.key, self._rows(group))

    def _rows(self, group: Sequence[Weighed], odds: Sequence[float] = ()) -> list[Row]:
        kind = self.memory.kind
        odds = odds or [0.0] * len(group)
        return [
            Row(weighed.target, odd, kind.get(weighed.target, "person") != "person")
            for weighed, odd in zip(group, odds, strict=True)
        ]

    # ------------------------------------------------------------------ suggesting

    def suggest(self, text: str, day: int, *, least: float = 0.5) -> list[Suggestion]:
        """The likeliest record of each name in a text, where it is at least so likely: a first look,
        with what is known from the texts before it alone.
        """
        row = self.memory.rows.of(text, self.memory.small)
        found = []
        for group in self._weigher.weigh(row, day):
            best, chance = self._remember(group, day)
            why = reasons(best.features)
            found.append(Found(*_span(row, best.form), best.form, best.target, why, chance))
        return self._suggested(text, day, found, least)

    def suggest_all(
        self, texts: Sequence[Text], *, least: float = 0.5, step: Callable[[int], None] | None = None
    ) -> list[list[Suggestion]]:  # fmt: skip
        """The likeliest record of each name in all texts, which are in the order of their days, by a
        second look at all of them. What is linked in them is known. `step` is told how many texts
        were looked at.
        """
        looking = Looking()
        names: list[_Name | None] = []
        for n, text in enumerate(texts):
            if step is not None:
                step(n)
            if _wholly_known(text):
                self.known(looking, n, text, text.links)
            else:
                names += self._look(n, text, looking)
            names += [None] * (looking.names - len(names))
        looked = looking.done()
        chance = settle(looked, self.again, sorted({t.day for t in texts if t.links})).tolist()
        found: list[list[Found]] = [[] for _ in texts]
        at = 0
        for name in names:
            if name is None:
                at += 1
                continue
            here = chance[at : at + len(name.targets)]
            of = here.index(max(here))
            target, why = name.targets[of]
            best = Found(name.start, name.end, name.form, target, why, here[of])
            found[name.text].append(best)
            at += len(here)
        out = []
        for text, held in zip(texts, found, strict=True):
            if _wholly_known(text):
                self._follow(text.text, text.day, _links(text))
            out.append(self._suggested(text.text, text.day, held, least))
        return out

    def _look(self, n: int, text: Text, looking: Looking) -> list[_Name]:
        """Look at a text for the first time."""
        row = self.memory.rows.of(text.text, self.memory.small)
        links = {(link.start, link.end): link for link in text.links if link.target}
        out = []
        for group in self._weigher.weigh(row, text.day):
            odds = self._odds(group)
            if self._few:
                self._remember(group, text.day, odds)
            form = group[0].form
            start, end = _span(row, form)
            here = [link for link in text.links if link.start < end and start < link.end]
            if text.whole and not here:
                continue  # it is no name
            rows = self._rows(group, odds)
            if any(link.target or not link.kind for link in here):
                said = {link.target for link in here}
                rows = [one._replace(said=int(one.record in said)) for one in rows]
                for link in here:
                    if any(one.record == link.target for one in rows):
                        links.pop((link.start, link.end), None)
            looking.add(n, text.day, form.key, rows)
            targets = tuple((w.target, reasons(w.features)) for w in group)
            out.append(_Name(n, start, end, form, targets))
        self.known(looking, n, text, links.values())
        return out

    def _suggested(
        self, text: str, day: int, found: Sequence[Found], least: float
    ) -> list[Suggestion]:
        """What of it is likely enough, once it is known where the writer lives."""
        self._follow(text, day, found)
        out = []
        for one in found:
            target, chance = self._at_home(one, day)
            if chance < least:
                continue
            form, end = one.form, one.end
            if form.short or form.dotted:
                end += text[end : end + 1] == "."
            kind = self.memory.kind.get(target, "person")
            why = self._weigher.why(form, target, one.why)
            out.append(Suggestion(one.start, end, kind, target, round(chance, 4), why))
        return out

    def _follow(self, text: str, day: int, found: Sequence[Found]) -> None:
        """Notice whither the writer moves: what "home" stands for is then another place."""
        if not self.memory.small:
            return
        kind = self.memory.kind
        for start, end in moves(text):
            there = [
                one.target for one in found
                if start <= one.start and one.end <= end and one.chance >= _LIKELY and kind.get(one.target) == "place"
            ]  # fmt: skip
            if there:
                self.memory.dwelling.move(day, there[-1])

    def _at_home(self, one: Found, day: int) -> tuple[str, float]:
        """Words such as "home" mean where the writer lives on that day, so far as that is known."""
        dwelling = self.memory.dwelling
        home = dwelling.on(day) if one.form.key in dwelling.words else ""
        if not home or home == one.target:
            return one.target, one.chance
        return home, one.chance * _AFTER

    def _remember(
        self, group: Sequence[Weighed], day: int, odds: Sequence[float] = ()
    ) -> tuple[Weighed, float]:
        """The best of a group and its chance; where that is great it is remembered softly."""
        odds = odds or self._odds(group)
        top = max(0.0, *odds)
        parts = [math.exp(odd - top) for odd in odds]
        at = max(range(len(group)), key=parts.__getitem__)
        best, chance = group[at], parts[at] / (sum(parts) + math.exp(-top))
        if chance >= _SOFT and self._few:
            self._weigher.remember(best, day, chance)
        return best, chance

    def _odds(self, group: Sequence[Weighed]) -> list[float]:
        weights = self.weights
        return [sum(map(mul, weights, weighed.features)) for weighed in group]


class Rehearsal:
    """Names of which the answers are known, as questions for both looks."""

    def __init__(self) -> None:
        self.looking = Looking()
        self.rows: list[Group | None] = []
        self.groups: list[Group] = []
        self._counted: list[int] = []

    def add(self, group: Group, *, counted: bool) -> None:
        """Add a name."""
        if counted:
            self.groups.append(group)
            self._counted.append(len(self.rows))
        self.rows.append(group)

    def done(self, weights: Sequence[float]) -> Rehearsed:
        """It as a first look with these weights leaves it."""
        import numpy as np  # noqa: PLC0415 - only learning needs it

        odds, right = [np.zeros(0)], [np.zeros(0)]
        for group in self.rows:
            odds.append(group.rows @ np.asarray(weights) if group is not None else np.zeros(1))
            right.append(group.right if group is not None else np.ones(1))
        looked = self.looking.done()._replace(odds=np.concatenate(odds))
        return Rehearsed(looked, np.concatenate(right), np.array(self._counted, dtype=np.int64))


def _without_half(text: Text, which: int) -> Text:
    """A text without the links to half the records: it is not known whom these words name."""
    links = (
        link._replace(target="")
        if link.target and crc32(link.target.encode()) % 2 == which
        else link
        for link in text.links
    )
    return text._replace(links=tuple(links))


def _wholly_known(text: Text) -> bool:
    """Whether nothing is to be asked of a text: every name in it is linked."""
    return text.whole and all(link.target for link in text.links)


def _links(text: Text) -> list[Found]:
    """The links of a text of which nothing is asked: they tell whither the writer moved."""
    if not _wholly_known(text):
        return []
    form = Form(0, 0, "", inflected=False, short=False)
    return [Found(k.start, k.end, form, k.target, 0, 1.0) for k in text.links]


def _span(row: Sequence[Word], form: Form) -> tuple[int, int]:
    return row[form.first].start, row[form.last - 1].end
