"""Who is meant: every record that a form may name is weighed, and the best is suggested.

The records that a form may name, and "nobody of the register", share one certainty between them: a
conditional logit (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974)
of what the archive's own links say: how often this form stood for this record and when last, how
lately the record was named, whom it is named beside, whether it was alive, what word stands before.
The weights are learned from the archive itself where it has links enough, else those that were
learned from other diaries serve.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from carnet.recognisers.names.asawhole import Unlinked, Wholes, evidence, shipped_whole, weigh
from carnet.recognisers.names.dwelling import moves
from carnet.recognisers.names.features import reasons
from carnet.recognisers.names.firstlook import FirstLook, Text
from carnet.recognisers.names.looked import Looking
from carnet.recognisers.names.namebook import Form
from carnet.recognisers.names.parting import parts
from carnet.recognisers.names.pile import Found, Pile, Place, span
from carnet.recognisers.names.together import settle, shipped_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.learned import Learned
    from carnet.recognisers.names.memory import Link, Memory

ENOUGH: Final = 200
"""Links from which an archive's own weights are better than others'."""
_MANY: Final = 4 * ENOUGH  # links from which what only seems likely is no ground for more
_LIKELY: Final = 0.3  # a place is as likely as this, if the writer is to have moved there
_AFTER: Final = 0.85  # how sure it is that a move was rightly understood
_TAUGHT: Final = 800  # so many texts, the latest, teach the weights


class Suggestion(NamedTuple):
    """A stretch of a text, the record that it seems to name, and how likely that is."""

    start: int
    end: int
    kind: str
    target: str
    score: float
    why: tuple[str, ...]


class Linker(FirstLook):
    """Suggests records for names. `learn` first, then `suggest_all`, or `suggest` one text after the
    other in the order of the days.
    """

    def __init__(
        self, memory: Memory | None = None, weights: Sequence[float] | None = None
    ) -> None:
        super().__init__(memory, weights)
        self.again = shipped_again()
        self.whole = shipped_whole()
        self.wholes = Wholes()

    def learn(
        self, texts: Iterable[Text], *, weights: bool = True, kept: Learned | None = None
    ) -> Learned | None:
        """Learn from texts in the order of their days: their links and, where these are enough,
        the weights, unless some are `kept`. Gives the weights that then hold, where they are the
        archive's own.

        The texts are gone through in parts, as an editor would: each part is weighed with what was
        known before it, and only then its links are taken in. Where there are few links, suggestions are
        remembered softly; where there are many, that would only make a mistake grow.
        """
        divided = [[part for _, part in parts(text)] for text in texts]
        latest = [len(each) for each in divided[-_TAUGHT:]]
        taught, half = sum(latest), sum(latest[: len(latest) // 2])
        texts = [part for each in divided for part in each]
        # that it is not known whom some words name is no answer
        links = sum(bool(link.target) or not link.kind for text in texts for link in text.links)
        self.few = links < _MANY
        enough = weights and links >= ENOUGH
        if kept is not None or not enough:
            for text in texts:
                self.take(text)
        else:
            # takes long to load
            from carnet.recognisers.names.rehearsing import learn_weights  # noqa: PLC0415

            for text in texts[:-taught]:
                self.take(text)
            kept = learn_weights(self, texts[-taught:], half)
        if kept is None or not enough:
            return None
        self.weights, self.again, self.whole = kept
        return kept

    # ------------------------------------------------------------------ suggesting

    def suggest(self, text: str, day: int, *, least: float = 0.5) -> list[Suggestion]:
        """The likeliest record of each name in a text, where it is at least so likely: a first look,
        with what is known from the texts before it alone.
        """
        row = self.memory.rows.of(text, self.memory.small)
        found = []
        for weighed in self.weigher.weigh(row, day):
            at, chance = self.remember(weighed, day)
            form, target, best = weighed.form, weighed.targets[at], np.array([weighed.own[at]])
            found.append(Found(*span(row, form), form, target, int(reasons(best)[0]), chance))
        self._follow(text, day, found)
        return self._suggested(text, day, found, least)

    def suggest_all(
        self, texts: Sequence[Text], *, least: float = 0.5, step: Callable[[int], None] | None = None
    ) -> list[list[Suggestion]]:  # fmt: skip
        """The likeliest record of each name in all texts, which are in the order of their days, by a
        second look at all of them. What is linked in them is known. `step` is told how many texts
        were looked at.
        """
        self.memory.book.settle()  # nothing more is learned
        divided = [list(parts(text)) for text in texts]
        held = self._suggest_parts(divided, least, step)
        return [
            [
                one._replace(start=one.start + start, end=one.end + start)
                for start, _ in each
                for one in next(held)
            ]
            for each in divided
        ]

    def _suggest_parts(
        self, divided: Sequence[Sequence[tuple[int, Text]]], least: float, step: Callable[[int], None] | None
    ) -> Iterator[list[Suggestion]]:  # fmt: skip
        """What is suggested for each part of all texts."""
        looking, unlinked = Looking(), Unlinked()
        pile = Pile(self.weights, looking, unlinked)
        texts: list[Text] = []
        for done, each in enumerate(divided):
            if step is not None:
                step(done)
            for _, text in each:
                n = len(texts)
                texts.append(text)
                if not _wholly_known(text):
                    self._look(n, text, pile)
                self.known(looking, n, text, text.links)
        pile.settle()
        looked = looking.done(self.memory.kind, self.memory.house)
        of_forms = evidence(looked, unlinked, looking.forms)
        looked, at = weigh(looked, of_forms, self.whole), of_forms.at
        del of_forms  # it is large
        linked = sorted({t.day for t in texts if t.links})
        chance = settle(looked, self.again, linked, at)
        self.wholes = Wholes(looked, at, chance, looking)
        found: list[list[Found]] = [[] for _ in texts]
        for n, best in pile.best(looked, chance):
            found[n].append(best)
        for text, held in zip(texts, found, strict=True):
            self._follow(text.text, text.day, sorted([*held, *_links(text)]))
            yield self._suggested(text.text, text.day, held, least)

    def _look(self, n: int, text: Text, pile: Pile) -> None:
        """Look at a text for the first time."""
        row = self.memory.rows.of(text.text, self.memory.small)
        asked = partial(_asked, self.memory, row, text) if text.links or text.whole else None
        for weighed in self.weigher.weigh(row, text.day, asked):
            if self.few:
                self.remember(weighed, text.day)
            form = weighed.form
            place = Place(n, text.day, *span(row, form), form)
            here = _over(text, place.start, place.end)
            nobody = not all(link.kind for link in here)  # it names nobody of the register
            new = self.as_abbreviation(form) if self.is_new(form) else None
            pile.add(place, weighed, new, nobody=nobody, whole=bool(here))

    def _suggested(
        self, text: str, day: int, found: Sequence[Found], least: float
    ) -> list[Suggestion]:
        """What of it is likely enough, once it is known where the writer lives."""
        out = []
        for one in found:
            target, chance = self._at_home(one, day)
            if chance < least:
                continue
            form, end = one.form, one.end
            if form.dotted:
                end += text[end : end + 1] == "."
            kind = self.memory.kind.get(target, "person")
            why = self.weigher.why(form, target, one.why)
            if (times := self.wholes.times(form.key)) > 1:
                why = (*why, f"it suits all {times} “{form.key}” best")
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
        if not home:
            return one.target, one.chance
        chance = max(one.chance, min(one.any, 1.0))  # which of them is meant is known
        return home, chance if home == one.target else chance * _AFTER


def _over(text: Text, start: int, end: int) -> list[Link]:
    """The links of a text that lie on a stretch of it."""
    return [link for link in text.links if link.start < end and start < link.end]


def _asked(memory: Memory, row: Sequence[Word], text: Text, form: Form) -> bool:
    """Whether it is asked for whom a form stands: not where that is known, nor where all names are
    linked and it is not, nor where it is marked as what none of its records is.
    """
    here = _over(text, *span(row, form))
    if not here or any(link.target for link in here):
        return not here and not text.whole
    return any(not link.kind or memory.unsure(form.key, link) for link in here)


def _wholly_known(text: Text) -> bool:
    """Whether nothing is to be asked of a text: every name in it is linked."""
    return text.whole and all(link.target for link in text.links)


def _links(text: Text) -> list[Found]:
    """The links of a text, of which nothing is asked: they tell whither the writer moved."""
    form = Form(0, 0, "")
    return [Found(k.start, k.end, form, k.target, 0, 1.0) for k in text.links if k.target]
