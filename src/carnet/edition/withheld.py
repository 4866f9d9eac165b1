"""Records that are sealed: a person, or any other record, that no reader may learn of.

A sealed record is in no page, index, search, feed, file name or list. Its mentions are cut from the
text with their words; so is every other place where one of its names stands, unless a source or an
editor says that another record is meant there. What else would name it (titles, notes, relations of
other records) is left out. Names are known in any case and with or without accents, over a line's
end, with the endings that languages give them, and with hyphens or low lines between their words, as
in names of files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from carnet.edition.calling import Calling, letters
from carnet.edition.cutting import Cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.decisions import Decision
    from carnet.model import Mention, Span
    from carnet.register import Record, Register

SHORTEST: Final = 3
"""Names with fewer letters are cut only where they are marked: they could be anything."""


class Withheld:
    """The records that are sealed on one day, by which names and references they are known."""

    def __init__(
        self, register: Register, seals: Iterable[Decision], languages: Iterable[str] = ()
    ) -> None:
        self.until: dict[str, str] = {}  # by id of the record
        self.ids: set[str] = set()  # living and retired ones
        names: dict[str, str] = {}
        for seal in seals:
            living = register.living(seal.record) or seal.record
            before = self.until.get(living)
            both = before is not None and before and seal.value
            self.until[living] = max(before or "", seal.value) if both or before is None else ""
            self.ids |= {living, seal.record}
            self.ids |= {old for old, new in register.moved.items() if living in new}
            said = [*seal.words.split("\n")]
            record = register.records.get(living)
            if record is not None:
                said += [name.text for name in record.names]
                if record.forename and record.surname:
                    said += [
                        f"{record.forename} {record.surname}",
                        f"{record.surname}, {record.forename}",
                    ]
            whole = (old for id_, old in register.divided.items() if living in register.moved[id_])
            said += [name.text for old in whole for name in old.names]  # it may be any of its parts
            for name in said:
                if sum(sign.isalnum() for sign in name) >= SHORTEST:
                    names[" ".join(letters(name))] = name
        self.names: Sequence[str] = tuple(names.values())
        self._register = register
        self._calling = Calling(self.names, languages)

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def key(self) -> str:
        """Changes when anything that is withheld for these records changes."""
        return repr((sorted(self.ids), self._calling.pattern)) if self.ids else ""

    def named_by(self, ref: str | None, target: str | None = None) -> bool:
        """Whether a reference or a target is that of a sealed record."""
        if target is not None and target in self.ids:
            return True
        if not ref:
            return False
        return ref.strip().lstrip("#") in self.ids or self._register.resolve(ref) in self.ids

    def names_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names of sealed records stand in a text."""
        yield from self._calling.places(text)

    def in_words(self, text: str) -> bool:
        """Whether a title, a note or an address names a sealed record."""
        if not self._calling or not text:
            return False
        if next(self.names_in(text), None) is not None:
            return True
        plain = unquote(text) if "%" in text else text
        return plain != text and self.in_words(plain)  # which may be quoted twice

    def cuts(self, text: str, spans: Sequence[Span], mentions: Sequence[Mention] = ()) -> list[Cut]:
        """The stretches of a text that must go, and until when."""
        until = self._until()
        out = [
            Cut(m.start, m.end, until)
            for m in mentions
            if self.named_by(m.ref, m.target) and m.standing != "rejected"
        ]
        out = [cut for cut in out if cut.end > cut.start]
        for start, end, _, value in spans:  # a picture stands at a point, and its value names it
            if value and (self.named_by(value) or self.in_words(value)):
                out.append(Cut(start, end, until))
        others = [
            m
            for m in mentions
            if m.target and m.target not in self.ids and m.standing in ("stated", "confirmed")
        ]
        for start, end in self.names_in(text):
            if not any(self._of_another(text[start:end], start, end, m) for m in others):
                out.append(Cut(start, end, until))
        return out

    def _of_another(self, words: str, start: int, end: int, mention: Mention) -> bool:
        """Whether a name is another record's here: it is all that names that one, or one of its own
        names has these words. In “Dichler’s sister” it is not the sister's.
        """
        if not (mention.start <= start and end <= mention.end):
            return False
        if (mention.start, mention.end) == (start, end):
            return True
        record = self._register.records.get(mention.target or "")
        own = {word for name in (record.names if record else ()) for word in letters(name.text)}
        return all(any(word.startswith(known) for known in own) for word in letters(words))

    def _until(self) -> str:
        days = set(self.until.values())
        return "" if "" in days or not days else max(days)

    # ------------------------------------------------------------------ other records

    def without(self, record: Record) -> Record | None:
        """Another record, without what it says of sealed ones; None where its own name says it."""
        if record.id in self.ids:
            return None
        if record.kind != "person" and any(self.in_words(name.text) for name in record.names):
            return None
        names_it = self.in_words
        return replace(
            record,
            variants=tuple(n for n in record.variants if record.kind == "person" or not names_it(n.text)),
            relations=tuple(
                r for r in record.relations
                if not (r.target and self.named_by(r.target)) and not names_it(r.what)
            ),
            authors=tuple(a for a in record.authors if not self.named_by(a) and not names_it(a)),
            within="" if record.within and self.named_by(record.within) else record.within,
            note="\n\n".join(p for p in record.note.split("\n\n") if not names_it(p)),
            roles=tuple(role for role in record.roles if not names_it(role)),
            links=tuple(link for link in record.links if not names_it(link)),
            refs=tuple(ref for ref in record.refs if ref not in self.ids),
        )  # fmt: skip

    def as_rows(self) -> Iterator[tuple[str, str, str]]:
        """What is held back: `record`, its id, until when."""
        for id_, until in sorted(self.until.items()):
            yield "record", id_, until
