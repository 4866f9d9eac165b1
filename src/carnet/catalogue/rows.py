"""Rows of the catalogue as the rest of Carnet gets them."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

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


class LineRow(NamedTuple):
    """As little of an entry as its line in a list needs, and its place in time."""

    id: str
    edtf: str | None
    calendar: str
    heading: str
    title: str
    opening: str
    source: str
    words: int
    language: str
    author: str
    order0: int
    order1: int
    order2: int
    digest: bytes


class EntryRow(NamedTuple):
    """An entry without its text and spans."""

    id: str
    source: str
    edtf: str | None
    calendar: str
    order0: int
    order1: int
    order2: int
    written: str
    title: str
    opening: str
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
    return blake2b(own + said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def make_when(
    edtf: str | None, calendar: str, sure: float, written: str, why: Sequence[str] = ()
) -> When:
    """A `when` from the catalogue's columns."""
    if edtf is None:
        return When(written=written, why=tuple(why), sure=sure) if written or why else UNKNOWN
    return When.parse(edtf, calendar, written=written, why=tuple(why), sure=sure)
