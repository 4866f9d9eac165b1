"""Readers: each makes a `Document` of one kind of source.

To add one, write a class with the attributes and the two methods of `Reader` and name it under
the entry point `carnet.readers`; nothing here needs an edit. Readers keep no state: one of a
kind serves every source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from carnet.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carnet.model import Document

HEAD = 4096
"""How many bytes of a source's beginning a reader is shown when it is asked for a claim."""


class Claim(NamedTuple):
    """How sure a reader is that a source is of its kind: 0 refuses, 1 is certain; and why."""

    strength: float
    reason: str


class Reader(Protocol):
    """What reads one kind of source."""

    name: str  # as on its shelf, and in `Document.reader`
    version: str  # changes whenever the same source would give another document
    suffixes: tuple[str, ...]  # in lower case with the dot; "" for names without one

    def claims(self, name: str, head: bytes) -> Claim:
        """Whether the source named `name`, beginning with `head`, is of this kind.

        By convention 0.9 and more says that the content shows it, 0.5 to 0.8 that the name's
        suffix does, less that the reader can make do. It must not raise, nor take long.
        """
        ...

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document that the source holds. `source` is its path inside `sources/`, with `/`.

        `options` is what the archive says of its sources (`language`, `calendar`, `encoding` …);
        what a reader does not know it leaves alone. Raises `SourceError` where nothing can be
        read; every lesser trouble is a finding.
        """
        ...


@runtime_checkable
class Joining(Protocol):
    """What a reader may have besides: it knows which of several files in one source are one text."""

    def read_together(
        self, source: str, files: Mapping[str, bytes], options: Mapping[str, Any]
    ) -> Iterable[tuple[Sequence[str], Document]]:
        """Of the files, by their names, those that belong together, and the document that they
        are. Its locators begin with the name of a file; its `meta["members"]` has each name with
        the number of the file's first element. Files of no such document are read one by one.
        """
        ...


@runtime_checkable
class Some(Protocol):
    """What a reader of small files may have besides: it reads some of them together, each step for
    all before the next (see `carnet.together`). That must come to the same as `read` for each.
    """

    def read_some(
        self, sources: Sequence[tuple[str, bytes]], options: Mapping[str, Any]
    ) -> Sequence[Document]:
        """The documents of some sources, each its name and its bytes, in their order. May raise where
        one of them cannot be read: then each is read alone.
        """
        ...


def choose(name: str, head: bytes, readers: Iterable[Reader]) -> Reader:
    """The reader with the strongest claim to a source that begins with `head` (`HEAD` bytes).

    Raises `Refused`, with each reader's reason, where none claims it or where two claim it
    equally: a silent choice between them would be a guess.
    """
    bids = [(reader, reader.claims(name, head)) for reader in readers]
    strongest = max((claim.strength for _, claim in bids), default=0.0)
    if strongest <= 0:
        raise Refused(
            name,
            {reader.name: claim.reason for reader, claim in bids},
            mend="Save it as plain text, Markdown or TEI.",
        )
    best = [(reader, claim) for reader, claim in bids if claim.strength == strongest]
    if len(best) > 1:
        raise Refused(
            name,
            {reader.name: f"claims it equally, {claim.reason}" for reader, claim in best},
            mend="Rename the file so that its suffix tells which is meant.",
        )
    return best[0][0]
