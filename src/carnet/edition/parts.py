"""What an edition is made of, as its readers get it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates import When

if TYPE_CHECKING:
    from carnet.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What an edition says of itself on its cover; from `carnet.toml`."""

    title: str
    subtitle: str = ""
    author: str = ""
    born: str = ""  # EDTF
    died: str = ""  # EDTF
    description: str = ""
    licence: str = ""
    interface: str = "en"  # language of the pages: en, fr, de
    languages: tuple[str, ...] = ()
    address: str = ""  # where it will stand on the web; empty: nowhere yet
    replay_from: str = ""  # the day, ISO, on which a replay of the diary begins; empty: none


class Line(NamedTuple):
    """One entry in a list of entries, in the writer's order of time, without its text.

    `heading` is as written; `opening` the first words after it, at most 80 code points. There are
    thousands of these in every build, so the date is read from its EDTF only when it is asked for.
    """

    id: str
    edtf: str | None  # None: unknown
    calendar: str
    heading: str
    title: str
    opening: str
    source: str
    words: int
    language: str
    author: str

    @property
    def when(self) -> When:
        """The date, without the reasons for it."""
        if self.edtf is None:
            return When(written=self.heading)
        return When.parse(self.edtf, self.calendar)


class Note(NamedTuple):
    """A note that an editor attached (a decision), to a stretch of the entry or to all of it."""

    start: int | None
    end: int | None
    text: str
    by: str
    on: str  # ISO day


@dataclass(frozen=True, slots=True)
class Published:
    """One entry as it may be read. Offsets count in `text`, from which sealed words are gone.

    A stretch that was cut leaves a zero-width span `withheld` whose value is the day until which
    it is sealed, or is empty for good.
    """

    id: str
    text: str
    when: When
    heading: str
    title: str
    source: str
    locator: str
    language: str
    author: str
    words: int
    heading_span: tuple[int, int] | None
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    notes: tuple[Note, ...]
    pages: tuple[tuple[str, str], ...]  # (number, image) of each side of paper it stands on


class SourceLine(NamedTuple):
    """One source as far as it may be named: what its own header says of it."""

    name: str
    title: str
    author: str
    licence: str
    credit: str  # editors, repository, print edition: one line
    entries: int
    words: int


class Stretch(NamedTuple):
    """The text of an entry, or of a piece of matter (`entry` is None), and where it stood.

    `start` is where the whole of it began in the source's reading text, `cuts` the stretches of that
    whole which are sealed and gone from `text`.
    """

    entry: str | None
    source: str
    start: int
    cuts: tuple[tuple[int, int], ...]
    text: str
