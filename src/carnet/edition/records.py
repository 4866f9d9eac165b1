"""The records of the register that may be read, and the passages that name them.

A record is in the edition when a passage that may be read names it, when a place in the edition
stands within it, or when it wrote a work of the edition. As long as nothing is sealed, so is every
other record of the register; where something is, a record that no open passage names may be known
from sealed ones only, and has no page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from carnet.model import Finding
from carnet.register import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from carnet.catalogue import Catalogue
    from carnet.edition.parts import Line, Published
    from carnet.edition.withheld import Withheld
    from carnet.register import Record, Register


_RUN = 6
_WORD = re.compile(r"\w+")


class Passage(NamedTuple):
    """One mention of a record, with a line of its text around it."""

    entry: str
    start: int
    end: int
    left: str
    words: str
    right: str
    standing: str
    by: str
    score: float


class Quoted:
    """Knows what repeats sealed words: six of them in a row, or a whole passage of two or more."""

    def __init__(self, sealed: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in sealed:
            words = _words(text)
            size = min(_RUN, len(words))
            if size > 1:
                self._runs |= {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}
        self._sizes = sorted({len(run) for run in self._runs})

    def in_words(self, text: str) -> bool:
        """Whether a text repeats what is sealed."""
        words = _words(text) if self._runs else []
        return any(
            tuple(words[n : n + size]) in self._runs
            for size in self._sizes
            for n in range(len(words) - size + 1)
        )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


class Records:
    """What an edition knows of the register. `cut` are the entries that are not whole: their
    mentions are taken from what is left of them. `quoted` knows what repeats sealed words; None
    where nothing is sealed. What is only `suggested` counts for an editor.
    """

    def __init__(
        self, catalogue: Catalogue, register: Register, withheld: Withheld, lines: Sequence[Line],
        cut: Iterable[str], published: Callable[[Iterable[str]], Iterator[Published]],
        digest: Callable[[str], bytes], quoted: Quoted | None = None, *, suggested: bool = False,
    ) -> None:  # fmt: skip
        self._catalogue = catalogue
        self._register = register
        self._withheld = withheld
        self._lines = lines
        self._cut = set(cut)
        self._published = published
        self._digest = digest
        self._closed = quoted is not None
        self._quoted = quoted
        self._suggested = suggested
        self._hidden = ("rejected",) if suggested else ("rejected", "suggested")

    @cached_property
    def uses(self) -> Mapping[str, Sequence[int]]:
        """By record the places, in `lines`, of the entries that name it, in the order of time."""
        found: dict[str, list[int]] = {}
        uses, cut = self._catalogue.uses(suggested=self._suggested), self._cut
        place = {line.id: n for n, line in enumerate(self._lines)} if uses or cut else {}
        for target, entry, _ in uses:
            n = place.get(entry)
            if n is not None and entry not in cut:
                found.setdefault(target, []).append(n)
        for whole in self._published([id_ for id_ in cut if id_ in place]):
            for target in {
                m.target for m in whole.mentions if m.target and m.standing not in self._hidden
            }:
                found.setdefault(target, []).append(place[whole.id])
        return {
            target: sorted(held)
            for target, held in found.items()
            if target in self._register.records
        }

    @cached_property
    def held(self) -> Mapping[str, Record]:
        """The records by id, without what they say of those that are not here."""
        register = self._register
        ids = set(register.records) if not self._closed else self._around(set(self.uses))
        held = {}
        for id_, record in register.records.items():
            if id_ not in ids:
                continue
            shown = self._withheld.without(record) if self._withheld else record
            if shown is not None:
                held[id_] = self._silent(shown) if self._quoted else shown
        return held

    def _silent(self, record: Record) -> Record:
        """A record without the paragraphs of its note that repeat sealed words."""
        assert self._quoted is not None
        kept = [p for p in record.note.split("\n\n") if not self._quoted.in_words(p)]
        note = "\n\n".join(kept)
        return record if note == record.note else replace(record, note=note)

    @property
    def findings(self) -> Iterator[Finding]:
        """Notes that are left out, since they repeat words that are sealed."""
        for id_, record in self.held.items():
            whole = self._register.records[id_]
            if self._quoted is not None and any(
                map(self._quoted.in_words, whole.note.split("\n\n"))
            ):
                message = f"the note on {id_} repeats words that are sealed, and is left out"
                yield Finding(f"register/{LISTS[record.kind]}.csv", id_, "seal", message)

    def _around(self, named: set[str]) -> set[str]:
        """These records, the places around them, and who wrote them."""
        waiting = list(named)
        while waiting:
            record = self._register.records[waiting.pop()]
            for ref in (*record.authors, *filter(None, (record.within,))):
                found = self._register.resolve(ref)
                if found is not None and found not in named:
                    named.add(found)
                    waiting.append(found)
        return named

    @cached_property
    def moved(self) -> Mapping[str, tuple[str, ...]]:
        """Retired ids and the records that answer for them; none where a record is gone."""
        out = {}
        for old, successors in self._register.moved.items():
            open_ = tuple(id_ for id_ in successors if id_ in self.held)
            if old not in self._withheld.ids and (open_ or not self._closed):
                out[old] = open_
        return out

    def resolve(self, ref: str) -> Record | None:
        """The record of the edition that a reference names."""
        found = self._register.resolve(ref)
        return self.held.get(found) if found is not None else None

    @cached_property
    def keys(self) -> Mapping[str, bytes]:
        """For each record what changes when anything that its page says changes."""
        digest, lines = self._digest, self._lines
        of_line: dict[int, bytes] = {}
        out = {}
        for id_, record in self.held.items():
            key = blake2b(repr(record).encode("utf-8", "surrogatepass"), digest_size=16)
            for n in self.uses.get(id_, ()):
                said = of_line.get(n)
                if said is None:
                    id_of_line = lines[n].id
                    said = of_line[n] = id_of_line.encode() + digest(id_of_line)
                key.update(said)
            out[id_] = key.digest()
        return out

    def passages(self, ids: Iterable[str], around: int = 70) -> dict[str, list[Passage]]:
        """The passages that name each of these records, in the order of time."""
        wanted = set(ids)
        out: dict[str, list[Passage]] = {id_: [] for id_ in wanted}
        places = sorted({n for id_ in wanted for n in self.uses.get(id_, ())})
        for n in places:
            id_ = self._lines[n].id
            if id_ in self._cut:
                whole = next(self._published([id_]), None)
                text, mentions = (whole.text, whole.mentions) if whole else ("", ())
            else:
                text, mentions = self._catalogue.text_of(id_), tuple(self._catalogue.mentions(id_))
            told = set()  # words with two addresses of one record are one passage
            for m in mentions:
                here = m.target, m.start, m.end, m.standing
                if m.target in wanted and m.standing not in self._hidden and here not in told:
                    assert m.target is not None
                    told.add(here)
                    out[m.target].append(Passage(
                        id_, m.start, m.end, _before(text, m.start, around), " ".join(text[m.start : m.end].split()),
                        _after(text, m.end, around), m.standing, m.by, m.score,
                    ))  # fmt: skip
        return out


def _before(text: str, start: int, around: int) -> str:
    """What stands before a place, from the beginning of a word."""
    left = text[max(0, start - around) : start]
    if start > around:
        left = f"… {left.partition(' ')[2]}" if " " in left else "…"
    return _flat(left)


def _after(text: str, end: int, around: int) -> str:
    right = text[end : end + around]
    if end + around < len(text):
        right = f"{right.rpartition(' ')[0]} …" if " " in right else "…"
    return _flat(right)


def _flat(text: str) -> str:
    """On one line; a space at either end stays one."""
    flat = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and flat else ""
    return f"{before}{flat}{after}"
