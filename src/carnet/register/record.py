"""One record of the register: a person, a place, a work, an organisation or an event, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["person", "place", "work", "organisation", "event"]
LISTS: Final[Mapping[Kind, str]] = {
    "person": "people",
    "place": "places",
    "work": "works",
    "organisation": "organisations",
    "event": "events",
}
"""The kinds of record, and what a list of each is called: its file, its page, its command."""

_PLAIN = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9](?:[a-z0-9_.-]{0,78}[a-z0-9_-])?"
)
_UNSAFE = re.compile(r"[^a-z0-9_-]+")
_LETTERS = "bcdfghjkmnpqrstvwxz"


class Name(NamedTuple):
    """A name of a record. `kind` is a word such as `birth`, `married`, `nickname`, `pseudonym`,
    `initials`; `language` a BCP 47 code; `period` the years of its use, in EDTF. Each may be empty.
    """

    text: str
    kind: str = ""
    language: str = ""
    period: str = ""


class Relation(NamedTuple):
    """How a record stands to the writer (`target` empty) or to another record, and in which years."""

    what: str
    target: str = ""
    period: str = ""


class Authority(NamedTuple):
    """A record's id in a catalogue of the world: `gnd`, `viaf`, `wikidata`, `geonames`, `bnf`, `isni`."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the register knows of one person, place, work, organisation or event.

    `name` is the one that lists show, `sort` the one that they are sorted by. `refs` are further
    ids under which sources refer to it. Dates are EDTF: of a person `begin` is the birth and `end`
    the death; of the others, when it began (of a work: when it was made) and ended. `type` says
    what sort of work, place, organisation or event it is. `within` is the place that holds it, or
    the place of an event or organisation; `authors` are ids of people, or names. `extra` holds the
    columns that are the editor's own.
    """

    id: str
    kind: Kind
    name: str
    sort: str = ""
    variants: tuple[Name, ...] = ()
    forename: str = ""
    surname: str = ""
    begin: str = ""
    end: str = ""
    sex: str = ""
    roles: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    type: str = ""
    authors: tuple[str, ...] = ()
    within: str = ""
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    authorities: tuple[Authority, ...] = ()
    links: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[Name, ...]:
        """Every form of its name, the chief one first; forename and surname are not among them."""
        return (Name(self.name), *self.variants)

    @property
    def address(self) -> str:
        """The name of its page: the id where every file system can hold that, else a likeness of
        it with letters that no other id shares. It depends on nothing but the id, and so lasts.
        """
        return page_name(self.id)


def page_name(id_: str) -> str:
    """A file name for an id, the same for ever and no other id's on any file system."""
    if _PLAIN.fullmatch(id_):
        return id_
    number = int.from_bytes(blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return f"{_UNSAFE.sub('-', id_.lower()).strip('-._')[:60].strip('-._') or 'record'}-{letters}"
