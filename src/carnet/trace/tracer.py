"""The way through: an essay goes in, its quotations come out, each with its verdict."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from carnet.trace import announced, beside, claims, deciding, marks, unannounced, verdict
from carnet.trace.candidate import Candidate, merit, whole
from carnet.trace.corpus import Corpus, Unit
from carnet.trace.essay import squeezed
from carnet.trace.quotation import Change, Near, Part, Quotation
from carnet.trace.search import Search
from carnet.trace.store import corpus
from carnet.trace.weighing import weigh

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.dates import When
    from carnet.edition import Edition
    from carnet.trace.alignment import Laid

MOST_OTHERS = 50
"""Further places that are listed of a formula."""

_COMPARED = 12  # places whose points and capitals are compared
_LEAST_WORDS = 3  # of a marked stretch that is reported where it is not found


class Tracer:
    """Finds quotations of some texts in others.

    `whens` are the dates of entries, against which the essay's own are held; `author` is the writer,
    and `hands` gives the stretches of an entry that are in another hand.
    """

    def __init__(
        self, corpus: Corpus, whens: Mapping[str, When] | None = None,
        languages: Sequence[str] = (), calendar: str = "gregorian", author: str = "",
        hands: Callable[[str], Sequence[tuple[int, int]]] | None = None,
    ) -> None:  # fmt: skip
        self.corpus = corpus
        self.whens = whens or {}
        self.languages = tuple(languages)
        self.calendar = calendar
        self.author = author
        self._hands = hands

    @classmethod
    def from_texts(cls, texts: Mapping[str, str] | Iterable[tuple[str, str]]) -> Tracer:
        """A tracer over plain texts, by name; each is one entry of a source of that name."""
        pairs = texts.items() if hasattr(texts, "items") else texts
        return cls(Corpus.of((Unit(name, name, 0), text) for name, text in pairs))

    @classmethod
    def from_edition(cls, edition: Edition, folder: Path, calendar: str = "gregorian") -> Tracer:
        """A tracer over an edition; its index lies in `folder` and is brought up to date."""
        whens = _Whens(edition)
        facts = edition.facts
        return cls(
            corpus(edition, folder), whens, facts.languages, calendar, facts.author, _hands(edition)
        )

    def trace(
        self, text: str, essay: str = "", blocks: Iterable[tuple[int, int]] = ()
    ) -> list[Quotation]:
        """The quotations of one text, in its order. `blocks` are stretches that its format says are
        quotations. Offsets are code points of `text`.
        """
        search = Search(self.corpus, squeezed(text), blocks)
        found, rejected = decide(search)
        told = claims.dates(
            text, [_span(search, one) for one in found], self.languages, self.calendar, self._years
        )
        out = [
            self._quotation(search, one, essay, claim if one.kind else None)
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
            for one in deciding.best_set(_likely(rest), _value):
                said = self._quotation(search, one, id_, None)
                parts = [part for part in said.parts if part.entry in order and part.entry != id_]
                if parts:
                    out.append(replace(said, parts=tuple(parts)))
        return out

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The first and last year of the entries; nothing where none is dated."""
        years = [when.year for when in self.whens.values() if when.year is not None]
        return (min(years), max(years)) if years else (1, 0)

    # ------------------------------------------------------------------ one quotation

    def _quotation(
        self, search: Search, one: Candidate, essay: str, claim: claims.Claim | None
    ) -> Quotation:
        start, end = _span(search, one)
        laid = _own_pieces(self._fairest(search, one))
        places = [self.place(piece) for piece in laid]
        others = self._others(search, one)
        misattributed = False
        if claim is not None:
            right = [
                self._says(claim, parts) for parts in ([p for ps in places for p in ps], *others)
            ]
            misattributed = not any(right)
            if not right[0] and any(right[1:]):  # the essay says which of its places is meant
                nth = right.index(True) - 1
                chosen, others = others[nth], [
                    [part for parts in places for part in parts],
                    *others[:nth], *others[nth + 1 :],
                ]  # fmt: skip
                places = [chosen]
        said = claim.said if claim else None
        if one.kind and not misattributed:
            every = [part for parts in places for part in parts]
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
        last = int(search.own.home[laid[-1].query_end - 1]) + 1
        if verdict.cut_short(search.text[last : last + 8], after):
            flags.append("cut short")
        altered = any(change.kind not in verdict.SMALL for change in changes)
        return Quotation(
            essay, start, end, search.text[start:end], "altered" if altered else "verbatim",
            elided=elided, misattributed=misattributed, marked=bool(one.kind),
            claimed=said,
            parts=tuple(part for parts in places for part in parts), omitted=tuple(omitted),
            others=tuple(tuple(parts) for parts in others), changes=tuple(changes),
            flags=tuple(flags), score=one.odds,
        )  # fmt: skip

    def _chars(self, start: int, end: int) -> tuple[int, int]:
        """Letters of the source as code points."""
        home = self.corpus.home(start, end)
        return int(home[0]), int(home[-1]) + 1

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
        home = search.own.home
        for left, right in lost:
            start, end = int(home[left]), int(home[right - 1]) + 1
            changes.append(
                Change("insertion", start, end, "", " ".join(search.text[start:end].split()))
            )
        for piece in laid:
            left, right = self._chars(piece.text, piece.text_end)
            start, end = int(home[piece.query]), int(home[piece.query_end - 1]) + 1
            source, quote = self.corpus.text(left, right), search.text[start:end]
            if source == quote:
                continue
            held = marks.brackets(search.text, max(start - 1, 0), end + 1)
            changes += verdict.compare(search.text, start, end, source, held)
        changes.sort(key=lambda change: change.start)
        return changes, verdict.flags(changes)

    def _fairest(self, search: Search, one: Candidate) -> list[Laid]:
        """Of places with the same letters, the one with the same points and capitals, too; and of
        those the one that the candidate was found at.
        """
        if len(one.laid) != 1 or one.edits or one.size > 400:
            return one.laid
        exact = search.exact(one.start, one.end)
        if not 1 < len(exact) <= _COMPARED:
            return one.laid
        laid = [whole(one.start, one.end, at) for at in exact]
        small = {piece.text: len(self._changes(search, [piece])[0]) for piece in laid}
        own = small.get(one.laid[0].text, 99)
        best = min(laid, key=lambda piece: small[piece.text])
        if small[best.text] >= own:
            return one.laid
        one.laid = [best]
        return one.laid

    def _others(self, search: Search, one: Candidate) -> list[list[Part]]:
        """Further places equally right."""
        own = one.text
        found: dict[tuple[int, int], list[Part]] = {}
        if len(one.laid) == 1 and one.edits == 0 and one.size <= 400:
            for at in search.exact(one.start, one.end):
                if at != own[0]:
                    found[at, at] = self.parts(*self._chars(at, at + one.size))
                if len(found) >= MOST_OTHERS:
                    break
        else:
            for laid in one.others[:MOST_OTHERS]:
                if laid and laid[0].text != own[0]:
                    parts = [part for piece in _own_pieces(laid) for part in self.place(piece)]
                    found.setdefault((laid[0].text, laid[-1].text_end), parts)
        return [parts for _, parts in sorted(found.items(), key=lambda pair: pair[0])]

    def _says(self, claim: claims.Claim, parts: Sequence[Part]) -> bool:
        """Whether a claim is true of a place. What cannot be told is let stand."""
        whens = [
            self.whens[part.entry] for part in parts if part.entry and part.entry in self.whens
        ]
        return not whens or any(claim.fits(when) for when in whens)

    def _whose(
        self, text: str, start: int, end: int, parts: Sequence[Part], laid: Sequence[Laid]
    ) -> str | None:
        """Whose words the essay wrongly says these are; None where nothing is wrong. Somebody who is
        not so much as named near the words has not said them; what stands in another hand is not
        the writer's.
        """
        name = claims.person(text, start, end)
        last = self.author.split()[-1] if self.author else ""
        if name and not (set(name.split()) & set(self.author.split())):
            near = "".join(map(self._near, laid))
            return None if name.split()[-1] in near else name
        for part in parts:
            if part.entry and self._hands is not None:
                for left, right in self._hands(part.entry):
                    if left <= part.start and part.end <= right:
                        return last or name
        return None

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


def _hands(edition: Edition) -> Callable[[str], list[tuple[int, int]]]:
    """What of an entry is in another hand than its own."""

    def hands(entry: str) -> list[tuple[int, int]]:
        return [
            (span.start, span.end)
            for one in edition.published([entry])
            for span in one.spans
            if span.kind in ("hand", "by") and span.end > span.start
        ]

    return hands


class _Whens(Mapping[str, "When"]):
    """The dates of an edition's entries, read when they are asked for."""

    def __init__(self, edition: Edition) -> None:
        self._lines = {line.id: line for line in edition.lines}

    def __getitem__(self, id_: str) -> When:
        return self._lines[id_].when

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def decide(search: Search) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates that are quotations, in order; and the marked ones that are not."""
    marked = announced.candidates(search)
    weigh(search, marked)
    deciding.set_trust(marked, search.spans)
    trust = marked[0].trust if marked else 0.0
    for one in marked:
        one.odds = deciding.odds(one)
    first = deciding.best_set(_likely(marked), _value)
    firm = [(one.start, one.end) for one in first if one.matched > 0.8 * one.size]
    rest = unannounced.candidates(search, firm)
    weigh(search, rest)
    for one in rest:
        one.odds = deciding.odds(one)
    now = deciding.best_set([*_likely(marked), *_stronger(rest, first)], _value)
    sure = [one for one in now if one.odds > 0.9]
    late = beside.candidates(search, now)
    weigh(search, late)
    for one in late:
        one.trust = trust
    for one in (*marked, *rest, *late):
        one.near = beside.is_near(one, sure)
        one.odds = deciding.odds(one)
    every = [*marked, *late]
    found = deciding.best_set([*_likely(every), *_stronger(rest, first)], _value)
    chosen = set(map(id, found))
    return found, [one for one in every if id(one) not in chosen]


def _likely(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [one for one in candidates if one.odds >= deciding.SURE]


def _stronger(rest: Iterable[Candidate], first: Sequence[Candidate]) -> list[Candidate]:
    """Likely unannounced candidates that do not merely rival announced ones."""
    out = []
    for one in _likely(rest):
        rivals = [two for two in first if two.start < one.end and one.start < two.end]
        # what stands between marks is not joined with what stands round them
        if any(
            two.sure and two.size > 0.3 * one.size and two.matched > 0.6 * two.size
            for two in rivals
        ):
            continue
        if one.bits > 1.6 * sum(two.bits for two in rivals):
            out.append(one)
    return out


def _value(one: Candidate) -> float:
    """What a candidate is worth in the choice among those that overlap."""
    return (max(one.bits, 1.0) + (6.0 if one.kind else 0.0)) * (1.0 if one.sure else 0.6)


def _span(search: Search, one: Candidate) -> tuple[int, int]:
    """A candidate in code points of the essay: what stands between its marks, or its letters with
    the brackets and points that belong to them.
    """
    if one.span is not None:
        return _trim(search.text, *one.span)
    text, home = search.text, search.own.home
    start, end = int(home[one.start]), int(home[one.end - 1]) + 1
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
