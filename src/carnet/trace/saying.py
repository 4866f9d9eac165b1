"""What is said of a quotation: its parts, what was changed and left out, whether what the essay
claims of it is so, and where else the words stand.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from carnet.trace import claims, marks, verdict
from carnet.trace.quotation import Change, Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.trace.candidate import Candidate
    from carnet.trace.known import Known, Told
    from carnet.trace.laid import Laid
    from carnet.trace.places import Places
    from carnet.trace.quotation import Part
    from carnet.trace.search import Search

MOST_OTHERS = 50
"""Further places that are listed of a formula."""

_COMPARED = 12  # places whose points and capitals are compared
_LONGEST = 400  # letters of a quotation that is looked for elsewhere


class Saying:
    """Says what there is to be said of candidates, on places of a corpus of which something is known."""

    def __init__(self, places: Places, known: Known) -> None:
        self.places = places
        self.known = known

    def quotation(self, search: Search, one: Candidate, essay: str, told: Told) -> Quotation:
        start, end = span(search, one)
        laid = own_pieces(one.laid)
        places = [self.places.place(piece) for piece in laid]
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
            gone = self.places.between(left.text_end, right_.text)
            if any(sign.isalnum() for sign in gone):
                elided = True
                omitted.append(gone)
        changes, flags = self._changes(search, laid, _lost(search, one))
        after = self.places.after(laid[-1])
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
            left, right = self.places.chars(piece.text, piece.text_end)
            start, end = home[piece.query], home[piece.query_end - 1] + 1
            source, quote = self.places.corpus.text(left, right), search.text[start:end]
            if source == quote:
                continue
            held = marks.brackets(search.text, max(start - 1, 0), end + 1)
            changes += verdict.compare(search.text, start, end, source, held)
        changes.sort(key=lambda change: change.start)
        return changes, verdict.flags(changes)

    def fairest(self, search: Search, one: Candidate, beside: Sequence[Candidate]) -> list[Laid]:
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
            self.places.unit(two.laid[0].text)
            for two in beside
            if two.laid[0].text_end > two.laid[0].text
        }
        rank = {
            piece.text: (
                self.places.unit(piece.text) not in entries, len(self._changes(search, [piece])[0]),
                piece.text != one.laid[0].text,
            )
            for piece in laid
        }  # fmt: skip
        return [min(laid, key=lambda piece: rank[piece.text])]

    def _others(self, search: Search, one: Candidate) -> list[list[Part]]:
        """Further places equally right."""
        own = one.text
        found: dict[tuple[int, int], list[Part]] = {}
        if len(one.laid) == 1 and one.size <= _LONGEST:
            for at in search.same(one.laid[0]):
                if at != own[0]:
                    found[at, at] = self.places.parts(*self.places.chars(at, at + own[1] - own[0]))
                if len(found) >= MOST_OTHERS:
                    break
        if one.edits or len(one.laid) > 1:
            for laid in one.others[: MOST_OTHERS - len(found)]:
                if laid and laid[0].text != own[0]:
                    parts = [
                        part for piece in own_pieces(laid) for part in self.places.place(piece)
                    ]
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
            near = "".join(map(self.places.near, laid))
            return None if name.split()[-1] in near else name
        return (last or name) if any(map(self.known.in_another_hand, parts)) else None


def _claimed(told: Told) -> str | None:
    """What is claimed, in the essay's order of weight."""
    claim = told.date or told.page
    return claim.said if claim else None


def span(search: Search, one: Candidate) -> tuple[int, int]:
    """A candidate in code points of the essay: what stands between its marks, or its letters with
    the brackets and points that belong to them.
    """
    if one.span is not None:
        return trim(search.text, *one.span)
    text, home = search.text, search.home
    start, end = home[one.start], home[one.end - 1] + 1
    if start and text[start - 1] == "[" and "]" in text[start : end + 1]:
        start -= 1
    if text[end : end + 1] == "]" and "[" in text[start:end]:
        end += 1
    return start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
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


def own_pieces(laid: Sequence[Laid]) -> list[Laid]:
    """The pieces that have a place."""
    return [one for one in laid if one.text_end > one.text]
