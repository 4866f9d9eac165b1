"""The way through: an essay goes in, its quotations come out, each with its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carnet.trace import claims, deciding, unannounced
from carnet.trace.choosing import decide, likely, value
from carnet.trace.corpus import Corpus
from carnet.trace.essay import squeezed
from carnet.trace.known import Known, Told
from carnet.trace.misread import forgiven
from carnet.trace.pages import pages
from carnet.trace.places import Places
from carnet.trace.saying import Saying, span
from carnet.trace.search import Search
from carnet.trace.store import corpus
from carnet.trace.unfound import unfound
from carnet.trace.volume import Unit
from carnet.trace.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from carnet.edition import Edition
    from carnet.trace.laid import Laid
    from carnet.trace.quotation import Part, Quotation


class Tracer:
    """Finds quotations of some texts in others.

    `known` is what the essay's claims are held against: dates, pages, hands. `languages` and
    `calendar` are those of the archive.
    """

    def __init__(
        self, corpus: Corpus, known: Known | None = None, languages: Sequence[str] = (),
        calendar: str = "gregorian",
    ) -> None:  # fmt: skip
        self.corpus = corpus
        self.known = known or Known()
        self.places = Places(corpus)
        self.saying = Saying(self.places, self.known)
        self.languages = tuple(languages)
        self.calendar = calendar

    @classmethod
    def from_texts(cls, texts: Mapping[str, str] | Iterable[tuple[str, str]]) -> Tracer:
        """A tracer over plain texts, by name; each is one entry of a source of that name."""
        pairs = texts.items() if hasattr(texts, "items") else texts
        return cls(Corpus.of((Unit(name, name, 0), text) for name, text in pairs))

    @classmethod
    def from_edition(cls, edition: Edition, folder: Path, calendar: str = "gregorian") -> Tracer:
        """A tracer over an edition; its index lies in `folder` and is brought up to date."""
        return cls(corpus(edition, folder), Known.of(edition), edition.facts.languages, calendar)

    def trace(
        self, text: str, essay: str = "", blocks: Iterable[tuple[int, int]] = ()
    ) -> list[Quotation]:
        """The quotations of one text, in its order. `blocks` are stretches that its format says are
        quotations. Offsets are code points of `text`.
        """
        search = Search(self.corpus, squeezed(text), blocks)
        found, rejected = decide(search)
        self.corpus.give_back()
        told = self._told(text, [span(search, one) for one in found])
        for nth, one in enumerate(found):
            one.laid = self.saying.fairest(
                search, one, [*found[max(nth - 2, 0) : nth], *found[nth + 1 : nth + 3]]
            )
        out = [
            self.saying.quotation(search, one, essay, claim if one.kind else Told())
            for one, claim in zip(found, told, strict=True)
        ]
        out = forgiven(out, self.corpus)
        out += unfound(self.places, search, found, rejected, essay)
        self.corpus.give_back()
        return sorted(out, key=lambda one: (one.start, one.end))

    def trace_itself(self, entries: Iterable[tuple[str, str]]) -> list[Quotation]:
        """What each entry repeats of those before it. `entries` are ids and texts, in order of
        time; each must be an entry of the corpus.
        """
        where = {unit.entry: span for unit, span in self.corpus.units()}
        order: dict[str | None, int] = {}
        out = []
        for nth, (id_, text) in enumerate(entries):
            order[id_] = nth
            if id_ not in where:
                continue
            search = Search(self.corpus, squeezed(text), hidden=where[id_])
            rest = unannounced.candidates(search, ())
            weigh(search, rest)
            for one in rest:
                one.odds = deciding.odds(one)
            for one in deciding.best_set(likely(rest), value):
                said = self.saying.quotation(search, one, id_, Told())
                parts, *others = (
                    tuple(part for part in place if part.entry in order and part.entry != id_)
                    for place in (said.parts, *said.others)
                )
                if parts:
                    out.append(replace(said, parts=parts, others=tuple(filter(None, others))))
        return out

    def _told(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Told]:
        """What the essay claims of each of its quotations."""
        years = self.known.years
        dates = claims.dates(text, spans, self.languages, self.calendar, years)
        return list(map(Told, dates, pages(text, spans, years)))

    def place(self, laid: Laid) -> list[Part]:
        """The stretches of entries that a piece lies on."""
        return self.places.place(laid)
