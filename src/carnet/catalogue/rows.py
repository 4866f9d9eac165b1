"""Rows of the catalogue as the rest of Carnet gets them."""

from __future__ import annotations

from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.catalogue.columns import DIGEST
from carnet.dates import UNKNOWN, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.model import Mention

MENTIONS: Final = 26
"""By so many bits the number of an entry is shifted for the numbers of its mentions."""

as_row = tuple.__new__
"""A row as one of the tuples below: `_make` without its Python, for thousands."""


class Seen(NamedTuple):
    """What tells whether a source must be read again."""

    n: int
    name: str
    size: int
    mtime: int
    sha256: str
    decided: str


class AllSeen(NamedTuple):
    """The same of all sources, by name: size and time; which could not be opened; what was decided on
    those about which anything was.
    """

    stats: dict[str, tuple[int, int]]
    unread: set[str]
    decided: dict[str, str]


class SourceRow(NamedTuple):
    """A source as it was when it was last read."""

    n: int
    name: str
    size: int
    mtime: int
    sha256: str
    decided: str
    vouched: str
    added: str
    reader: str
    length: int
    title: str
    author: str
    licence: str
    credit: str
    meta: str  # JSON


class LineColumns(NamedTuple):
    """As little of each entry as its line in a list needs, its place in time and in its source: a
    column for each of these, all in one order.
    """

    id: list[str]
    edtf: list[str | None]
    calendar: list[str]
    heading: list[str]
    title: list[str]
    opening: list[str]
    source: list[str]
    words: list[int]
    language: list[str]
    author: list[str]
    order0: list[int]
    order1: list[int]
    order2: list[int]
    ordinal: list[int]
    digest: list[bytes]

    def taken(self, places: Sequence[int]) -> LineColumns:
        """Some of the lines, or all in another order."""
        if len(places) < 2:  # of one place, `itemgetter` gives no tuple
            return LineColumns(*([column[n] for n in places] for column in self))  # type: ignore[arg-type]
        take = itemgetter(*places)
        return LineColumns(*(list(take(column)) for column in self))


class EntryRow(NamedTuple):
    """An entry without its text and spans."""

    id: str
    source: str
    edtf: str | None
    calendar: str
    written: str
    title: str
    words: int
    language: str
    author: str
    start: int
    end: int
    sure: float
    digest: bytes
    head_start: int | None
    gregorian: str | None
    locator: str


def digest_with(own: bytes, mentions: Sequence[Mention]) -> bytes:
    """The digest of an entry with its mentions, in the order of its text."""
    if not mentions:
        return own
    said = "\0".join(sorted([repr(tuple(mention)) for mention in mentions]))
    return blake2b(own + said.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


def make_when(
    edtf: str | None, calendar: str, sure: float, written: str, why: Sequence[str] = ()
) -> When:
    """A `when` from the catalogue's columns."""
    if edtf is None:
        return When(written=written, why=tuple(why), sure=sure) if written or why else UNKNOWN
    return When.parse(edtf, calendar, written=written, why=tuple(why), sure=sure)
