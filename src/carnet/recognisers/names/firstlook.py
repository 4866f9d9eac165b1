"""A first look at the names of a text: what each may mean, with what is known from others."""

from __future__ import annotations

import json
import math
from functools import cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.features import COMMON, FEATURES
from carnet.recognisers.names.forms import keys_of
from carnet.recognisers.names.memory import Link, Memory
from carnet.recognisers.names.parting import parts
from carnet.recognisers.names.weighing import Weighed, Weigher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.recognisers.names.looked import Looking
    from carnet.recognisers.names.namebook import Form

_SOFT: Final = 0.8  # a suggestion as likely as this is remembered while the texts are gone through
_BRIEF: Final = 10  # letters of an abbreviation; a longer word ends a sentence
_NOTICED: Final = 3000  # texts whose words are counted


class Text(NamedTuple):
    """One text with its day (a Julian day number) and what is known to be named in it."""

    text: str
    day: int
    links: tuple[Link, ...] = ()
    whole: bool = True  # every name in it is linked that can be; else nothing follows for the rest


def aside(stretches: Iterable[tuple[int, int]], links: Iterable[Link]) -> Iterator[Link]:
    """What another than the writer tells within a text, an editor's note, between the links in it: it
    is not known whom these words name, and nothing follows from that they are not linked.
    """
    taken = sorted((link.start, link.end) for link in links)
    for first, end in stretches:
        start = first
        for a, b in taken:
            if start < a < end:
                yield Link(start, a, "name", "")
            if a < end and b > start:
                start = b
        if start < end:
            yield Link(start, end, "name", "")


@cache
def shipped() -> tuple[float, ...]:
    """The weights that were learned from other diaries: `bench/linking.py --learn` makes them."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    return tuple(float(data.get(name, 0.0)) for name in FEATURES)


class FirstLook:
    """Weighs what each name of a text may mean, with what is known from the texts before it."""

    def __init__(
        self, memory: Memory | None = None, weights: Sequence[float] | None = None
    ) -> None:
        self.memory = memory or Memory()
        self.weights = weights if weights is not None else shipped()
        self.few = True
        """Too few links are known: what seems likely is ground for more."""
        self.weigher = Weigher(self.memory)

    @property
    def weights(self) -> Sequence[float]:
        """How much each of FEATURES weighs."""
        return (*self._common, *self._own)

    @weights.setter
    def weights(self, weights: Sequence[float]) -> None:
        at = len(COMMON)
        self._common, self._own = tuple(weights[:at]), tuple(weights[at:])

    def notice(self, texts: Sequence[str]) -> None:
        """Count the words of any texts of the archive, or of a fair number of them."""
        texts = [part.text for text in texts for _, part in parts(Text(text, 0))]
        for text in texts[:: max(1, len(texts) // _NOTICED)]:
            self.memory.notice(text)

    def take(self, text: Text) -> None:
        """Remember one text's links; what was only suggested is forgotten."""
        self.memory.learn(text.text, text.day, text.links, whole=text.whole)
        self.weigher.forget()

    def remember(self, weighed: Weighed, day: int, odds: Sequence[float] = ()) -> tuple[int, float]:
        """Which record of a name is the likeliest, and its chance; where that is great it is remembered
        softly.
        """
        odds = odds or self.odds(weighed)
        top = max(0.0, *odds)
        parts = [math.exp(odd - top) for odd in odds]
        at = max(range(len(odds)), key=parts.__getitem__)
        chance = parts[at] / (sum(parts) + math.exp(-top))
        if chance >= _SOFT and self.few:
            self.weigher.remember(weighed.form, weighed.targets[at], day, chance)
        return at, chance

    def is_new(self, form: Form) -> bool:
        """Whether a form was never linked."""
        return not form.small and form.key not in self.memory.times

    def as_abbreviation(self, form: Form) -> tuple[float, float]:
        """What all texts say of a form as an abbreviation: nothing where it is none, or of several words."""
        if form.short and len(form.key) <= _BRIEF and " " not in form.key:
            return self.memory.as_abbreviation(form.key)
        return 0.0, 0.0

    def odds(self, weighed: Weighed) -> list[float]:
        """How much speaks for each record of a name, against that nobody of the register is meant."""
        shared, own = sum(map(mul, self._common, weighed.common)), self._own
        return [shared + sum(map(mul, own, figures)) for figures in weighed.own]

    def known(self, looking: Looking, n: int, text: Text, links: Iterable[Link]) -> None:
        """Tell a second look of links that are known."""
        for link in links:
            form = " ".join(keys_of(text.text[link.start : link.end]))
            if link.target and form:
                looking.add(n, text.day, form, [link.target], said=1)
