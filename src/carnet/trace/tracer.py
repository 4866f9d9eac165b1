"""The way through: an essay goes in, its quotations come out, each with its verdict."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from carnet.trace import claims, deciding, marks, unannounced, verdict
from carnet.trace.candidate import Candidate, merit
from carnet.trace.choosing import decide, likely, value
from carnet.trace.corpus import Corpus, Unit
from carnet.trace.essay import squeezed
from carnet.trace.known import Known, Told
from carnet.trace.pages import pages
from carnet.trace.quotation import Change, Near, Part, Quotation
from carnet.trace.search import Search
from carnet.trace.store import corpus
from carnet.trace.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from carnet.edition import Edition
    from carnet.trace.laid import Laid

MOST_OTHERS = 50
"""Further places that are listed of a formula."""

_COMPARED = 12  # places whose points and capitals are compared
_LONGEST = 400  # letters of a quotation that is looked for elsewhere
_LEAST_WORDS = 3  # of a marked stretch that is reported where it is not found


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
        told = self._told(text, [_span(search, one) for one in found])
        for nth, one in enumerate(found):
            one.laid = self._fairest(
                search, one, [*found[max(nth - 2, 0) : nth], *found[nth + 1 : nth + 3]]
            )
        out = [
            self._quotation(search, one, essay, claim if one.kind else Told())
            for one, claim in zip(found, told, strict=True)
        ]
        out += self._unfound(search, found, rejected, essay)
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
                said = self._quotation(search, one, id_, Told())
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

    # ------------------------------------------------------------------ one quotation

    def _quotation(self, search: Search, one: Candidate, essay: str, told: Told) -> Quotation:
        start, end = _span(search, one)
        laid = _own_pieces(one.laid)
        places = [self.place(piece) for piece in laid]
        others = self._others(search, one)
        every = [part for parts in places for part in parts]
        wrong = [self.known.wrong(told, parts) for parts in (every, *others)]
        misattributed = None not in wrong
        if wrong[0] and not misattributed:  # the essay says which of its places is meant
            nth = wrong.index(None) - 1
            places, others = [others[nth]], [every, *others[:nth], *others[nth + 1 :]]
            every = places[0]
        said = wrong[0] if misattributed else _claimed(told)
        if one.kind and not misattributed:
            whose = self._whose(search.text, start, end, every, laid)
            if whose:
                misattributed, said = True, whose
        elided = False
        omitted: list[str] = []
        for left, right_ in itertools.pairwise(laid):
            gone = self._between(left.text_end, right_.text)
            if any(sign.isalnum() for sign in gone):
                elided = True
                omitted.append(gone)
        changes, flags = self._changes(search, laid, _lost(search, one))
        after = self._after(laid[-1])
        last = int(search.home[laid[-1].query_end - 1]) + 1
        if verdict.cut_short(search.text[last : last + 8], after):
            flags.append("cut short")
        altered = any(change.kind not in verdict.SMALL for change in changes)
        return Quotation(
            essay, start, end, search.text[start:end], "altered" if altered else "verbatim",
            elided=elided, misattributed=misattributed, marked=bool(one.kind),
            claimed=said,
            parts=tuple(every), omitted=tuple(omitted),
            others=tuple(tuple(parts) for parts in others), changes=tuple(changes),
            flags=tuple(flags), score=one.odds,
        )  # fmt: skip

    def _chars(self, start: int, end: int) -> tuple[int, int]:
        """Letters of the source as code points."""
        return self.corpus.char(start), self.corpus.char(end - 1) + 1

    def place(self, laid: Laid) -> list[Part]:
        """The stretches of entries that a piece lies on."""
        return self.parts(*self._chars(laid.text, laid.text_end))

    def parts(self, start: int, end: int) -> list[Part]:
        """Code points of the corpus as stretches of entries."""
        out = []
        for unit, at, _, text in self.corpus.places(start, end):
            left = at + len(text) - len(text.lstrip())
            right = at + len(text.rstrip())
            if left < right:
                out.append(
                    Part(
                        unit.entry, left, right, unit.source, unit.home(left), unit.home(right, end=True),
                        text.strip(),
                    )
                )  # fmt: skip
        return out

    def _between(self, start: int, end: int) -> str:
        """The words of the source between two letters, both excluded."""
        if end <= start:
            return ""
        left, right = self._chars(start - 1, end + 1)
        return self.corpus.text(left + 1, right - 1).strip()

    def _after(self, laid: Laid) -> str:
        """What follows in the entry."""
        left, right = self._chars(laid.text_end - 1, laid.text_end)
        _, _, stop, _ = self.corpus.unit_at(left)
        return self.corpus.text(right, min(right + 60, stop))

    def _changes(
        self, search: Search, laid: Sequence[Laid], lost: Iterable[tuple[int, int]] = ()
    ) -> tuple[list[Change], list[str]]:
        changes: list[Change] = []
        home = search.home
        for left, right in lost:
            start, end = home[left], home[right - 1] + 1
            changes.append(
                Change("insertion", start, end, "", " ".join(search.text[start:end].split()))
            )
        for piece in laid:
            left, right = self._chars(piece.text, piece.text_end)
            start, end = home[piece.query], home[piece.query_end - 1] + 1
            source, quote = self.corpus.text(left, right), search.text[start:end]
            if source == quote:
                continue
            held = marks.brackets(search.text, max(start - 1, 0), end + 1)
            changes += verdict.compare(search.text, start, end, source, held)
        changes.sort(key=lambda change: change.start)
        return changes, verdict.flags(changes)

    def _fairest(self, search: Search, one: Candidate, beside: Sequence[Candidate]) -> list[Laid]:
        """Of places with the same letters, the one that is in an entry with a quotation beside it;
        of those the one with the same points and capitals, too; and of those the one that the
        candidate was found at.
        """
        if len(one.laid) != 1 or one.size > _LONGEST:
            return one.laid
        same = search.same(one.laid[0])
        if not 1 < len(same) <= _COMPARED:
            return one.laid
        laid = [one.laid[0].at(at) for at in same]
        entries = {
            self._unit(two.laid[0].text)
            for two in beside
            if two.laid[0].text_end > two.laid[0].text
        }
        rank = {
            piece.text: (
                self._unit(piece.text) not in entries, len(self._changes(search, [piece])[0]),
                piece.text != one.laid[0].text,
            )
            for piece in laid
        }  # fmt: skip
        return [min(laid, key=lambda piece: rank[piece.text])]

    def _unit(self, letter: int) -> int:
        """Where the unit begins that a letter of the source is in."""
        return self.corpus.unit_at(self.corpus.char(letter))[1]

    def _others(self, search: Search, one: Candidate) -> list[list[Part]]:
        """Further places equally right."""
        own = one.text
        found: dict[tuple[int, int], list[Part]] = {}
        if len(one.laid) == 1 and one.size <= _LONGEST:
            for at in search.same(one.laid[0]):
                if at != own[0]:
                    found[at, at] = self.parts(*self._chars(at, at + own[1] - own[0]))
                if len(found) >= MOST_OTHERS:
                    break
        if one.edits or len(one.laid) > 1:
            for laid in one.others[: MOST_OTHERS - len(found)]:
                if laid and laid[0].text != own[0]:
                    parts = [part for piece in _own_pieces(laid) for part in self.place(piece)]
                    found.setdefault((laid[0].text, laid[-1].text_end), parts)
        return [parts for _, parts in sorted(found.items(), key=lambda pair: pair[0])]

    def _whose(
        self, text: str, start: int, end: int, parts: Sequence[Part], laid: Sequence[Laid]
    ) -> str | None:
        """Whose words the essay wrongly says these are; None where nothing is wrong. Somebody who is
        not so much as named near the words has not said them; what stands in another hand is not
        the writer's.
        """
        name = claims.person(text, start, end)
        last = self.known.author.split()[-1] if self.known.author else ""
        if name and not (set(name.split()) & set(self.known.author.split())):
            near = "".join(map(self._near, laid))
            return None if name.split()[-1] in near else name
        return (last or name) if any(map(self.known.in_another_hand, parts)) else None

    def _near(self, laid: Laid) -> str:
        """The entry round a piece."""
        left, right = self._chars(laid.text, laid.text_end)
        _, low, high, _ = self.corpus.unit_at(left)
        return self.corpus.text(max(left - 600, low), min(right + 400, high))

    # ------------------------------------------------------------------ what is not there

    def _unfound(
        self, search: Search, found: Sequence[Candidate], rejected: Sequence[Candidate], essay: str
    ) -> list[Quotation]:
        taken = [(one.start, one.end) for one in found]
        best: dict[tuple[int, int], Candidate] = {}
        for one in rejected:
            key = one.start, one.end
            if key not in best or merit(one.laid) > merit(best[key].laid):
                best[key] = one
        out = []
        reach = 0
        for span in search.marked:
            if not span.sure and span.kind != "block":
                continue
            start, end = search.letter(span.start), search.letter(span.end)
            if end <= start or start < reach or any(a < end and start < b for a, b in taken):
                continue
            if search.essay.words(start, end) < _LEAST_WORDS:
                continue
            reach = end
            near = best.get((start, end))
            nearest = None
            if near is not None and near.matched >= 0.3 * near.size:
                parts = [part for piece in _own_pieces(near.laid) for part in self.place(piece)]
                if parts:
                    nearest = Near(parts[0], min(near.matched / max(near.size, 1), 0.99))
            left, right = _trim(search.text, span.start, span.end)
            out.append(
                Quotation(
                    essay, left, right, search.text[left:right], "unfound", nearest=nearest,
                    score=1.0 - (near.odds if near else 0.0),
                )
            )  # fmt: skip
        return out


def _claimed(told: Told) -> str | None:
    """What is claimed, in the essay's order of weight."""
    claim = told.date or told.page
    return claim.said if claim else None


def _span(search: Search, one: Candidate) -> tuple[int, int]:
    """A candidate in code points of the essay: what stands between its marks, or its letters with
    the brackets and points that belong to them.
    """
    if one.span is not None:
        return _trim(search.text, *one.span)
    text, home = search.text, search.home
    start, end = home[one.start], home[one.end - 1] + 1
    if start and text[start - 1] == "[" and "]" in text[start : end + 1]:
        start -= 1
    if text[end : end + 1] == "]" and "[" in text[start:end]:
        end += 1
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space, and signs of a block quotation, at its ends."""
    while start < end and (text[start].isspace() or text[start] in ">\u00a0\u202f"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u00a0\u202f"):
        end -= 1
    return start, end


def _lost(search: Search, one: Candidate) -> list[tuple[int, int]]:
    """The pieces of a marked quotation that found no place."""
    if one.span is None:
        return []
    return [
        (start, end)
        for start, end in search.pieces(*one.span)
        if not any(laid.query < end and start < laid.query_end for laid in one.laid)
    ]


def _own_pieces(laid: Sequence[Laid]) -> list[Laid]:
    return [one for one in laid if one.text_end > one.text]
