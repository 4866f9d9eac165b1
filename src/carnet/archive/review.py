"""The queue of doubts: what a person should be asked, and in which order.

The order is that of what an answer is worth: how many mentions it settles, times how unsure each
is. A suggestion with a score of 0.5 is as unsure as can be; one of 0.98 hardly is; a mention without
any record settles itself only when somebody says whom it means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from carnet.archive.naming import on_mention, on_record
from carnet.errors import DecisionError
from carnet.register.likeness import duplicates, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.catalogue import Catalogue
    from carnet.decisions import Decision
    from carnet.model import Mention
    from carnet.register import Record, Register

AROUND: Final = 40  # code points shown on either side of a mention
SHOWN: Final = 3  # mentions shown with a question
_UNLINKED: Final = 0.5  # what a mention without a record is worth beside one that is wholly unsure


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question, the mentions that its answer settles, and what that is worth."""

    kind: str  # suggested, unlinked, shared, duplicate
    question: str
    lines: tuple[str, ...]
    places: tuple[tuple[str, int, int], ...]  # entry, start, end
    target: str  # the record that is suggested; of a duplicate, the one that remains
    other: str  # of a duplicate, the one that would be merged
    worth: float

    def as_row(self) -> dict[str, Any]:
        """The fields of `carnet review --format jsonl`."""
        return {
            "kind": self.kind, "question": self.question, "mentions": len(self.places), "worth": self.worth,
            "target": self.target or None, "other": self.other or None, "lines": list(self.lines),
            "places": [{"entry": e, "start": s, "end": t} for e, s, t in self.places],
        }  # fmt: skip


def queue(
    catalogue: Catalogue, register: Register, unknown: Sequence[dict[str, Any]] = ()
) -> list[Doubt]:
    """Every doubt there is, the most valuable first. `unknown`: groups of names that are linked to
    nothing; those that fit some records of the register are asked about as well.
    """
    groups: dict[tuple[str, str, str, str], list[tuple[str, Mention]]] = {}
    counts: dict[str, int] = {}
    for entry, m in catalogue.all_mentions():
        if m.target is not None and m.standing != "rejected":
            counts[m.target] = counts.get(m.target, 0) + 1
        if m.standing == "suggested" and m.target is not None:
            groups.setdefault(("suggested", m.kind, folded(m.text), m.target), []).append(
                (entry, m)
            )
        elif m.standing != "rejected" and m.target is None:
            name = m.ref or folded(m.text)
            groups.setdefault(("unlinked", m.kind, name, ""), []).append((entry, m))
    doubts = [_asked(catalogue, register, key, held) for key, held in groups.items()]
    doubts += [doubt for group in unknown if (doubt := _shared(catalogue, register, group))]
    doubts += _twins(register, counts)
    return sorted(doubts, key=lambda d: (-d.worth, d.question, d.places))


def _asked(
    catalogue: Catalogue, register: Register, key: tuple[str, str, str, str], held: list[tuple[str, Mention]]
) -> Doubt:  # fmt: skip
    kind, what, _, target = key
    first = held[0][1]
    times = f"{len(held):,} times" if len(held) > 1 else "once"
    if kind == "suggested":
        question = f"“{first.text}” ({times}): {described(register.records[target])}?"
        worth = sum(1 - abs(2 * m.score - 1) for _, m in held)
    else:
        said = f", as {first.ref}" if first.ref else ""
        question = f"“{first.text}” ({what}, {times}{said}): who or what is it? n for nothing of the register"
        worth = _UNLINKED * len(held)
    places = tuple((entry, m.start, m.end) for entry, m in held)
    return Doubt(
        kind,
        question,
        tuple(_around(catalogue, places[:SHOWN])),
        places,
        target,
        "",
        round(worth, 3),
    )


def _shared(catalogue: Catalogue, register: Register, group: dict[str, Any]) -> Doubt | None:
    """Who is named by words that several records share, or that abbreviate some name; None where all
    these places have been linked or changed since, or no such record is left.
    """
    fits = [register.records[id_] for id_ in group["fits"] if id_ in register.records]
    said = group["text"]
    places = []
    for id_, start, end in group.get("places", ()):
        text, taken = catalogue.text_of(id_), catalogue.mentions(id_)
        same = " ".join(text[start:end].split()) == said
        if same and not any(m.start < end and start < m.end for m in taken):
            places.append((id_, start, end))
    if not fits or not places:
        return None
    times = f"{len(places):,} times" if len(places) > 1 else "once"
    question = f"“{said}” ({times}): who is it? {'; '.join(map(described, fits))}"
    return Doubt(
        "shared", question, tuple(_around(catalogue, places[:SHOWN])), tuple(places), "", "",
        round(_UNLINKED * len(places), 3),
    )  # fmt: skip


def each(catalogue: Catalogue, doubt: Doubt) -> list[Doubt]:
    """The same question of each of its mentions by itself."""
    lines = _around(catalogue, doubt.places)
    return [
        replace(doubt, lines=(line,), places=(place,), worth=doubt.worth / len(doubt.places))
        for place, line in zip(doubt.places, lines, strict=True)
    ]


def _around(catalogue: Catalogue, places: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """Each place with the words about it."""
    for id_, start, end in places:
        for entry, _, _ in catalogue.entries([id_]):
            left = " ".join(entry.text[max(0, start - AROUND) : start].split())
            right = " ".join(entry.text[end : end + AROUND].split())
            said = " ".join(entry.text[start:end].split())
            yield f"{entry.when.edtf or 'undated'}  … {left} [{said}] {right} …"


def described(record: Record) -> str:
    """A record in a few words: name, years, id."""
    years = f", {record.begin}–{record.end}" if record.begin or record.end else ""
    return f"{record.name}{years} ({record.id})"


def _twins(register: Register, counts: dict[str, int]) -> Iterator[Doubt]:
    for pair in duplicates(register):
        one, other = register.records[pair.one], register.records[pair.other]
        if counts.get(one.id, 0) < counts.get(other.id, 0):
            one, other = other, one
        question = f"Are these one? {described(one)}; {described(other)}"
        worth = pair.score * (1 + min(counts.get(one.id, 0), counts.get(other.id, 0)))
        yield Doubt("duplicate", question, pair.why, (), one.id, other.id, round(worth, 3))


def answered(
    catalogue: Catalogue, register: Register, doubt: Doubt, said: str, by: str
) -> list[Decision]:
    """The decisions that an answer stands for; `DecisionError` where it makes no sense."""
    if doubt.kind == "duplicate":
        if said == "y":
            return [on_record(register, "merge", doubt.other, doubt.target, by)]
        if said == "n":
            return [on_record(register, "distinct", doubt.other, doubt.target, by)]
        raise DecisionError("the answer is y or n")
    if said == "y" and doubt.kind == "suggested":
        kind, value = "confirm", doubt.target
    elif said == "n" and doubt.kind != "shared":
        kind, value = "reject", doubt.target
    elif said == "n":
        raise DecisionError("nothing is suggested", mend="Give the id of a record, or s.")
    elif said == "y":
        raise DecisionError("nothing is suggested", mend="Give the id of a record, or n.")
    else:
        kind, value = "relink", said
    made = []
    for id_, start, end in doubt.places:
        for entry, _, _ in catalogue.entries([id_]):
            made.append(on_mention(catalogue, register, entry, (start, end), kind, value, by))
    return made
