"""What is known of the entries that quotations are from, and against which an essay's claims are held:
their dates, their pages, whose hand they are in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.trace.pages import volume_of

if TYPE_CHECKING:
    from carnet.dates import When
    from carnet.edition import Edition
    from carnet.trace.claims import Claim
    from carnet.trace.pages import PageClaim
    from carnet.trace.quotation import Part


class Told(NamedTuple):
    """What an essay claims of one quotation."""

    date: Claim | None = None
    page: PageClaim | None = None


def _none(_: str) -> Sequence[tuple[int, str]]:
    return ()


def _no_hands(_: str) -> Sequence[tuple[int, int]]:
    return ()


@dataclass(frozen=True)
class Known:
    """`whens` are the dates of entries; `pages` gives where in an entry each page begins, and its
    number; `hands` the stretches of an entry that are in another hand than the writer's.
    """

    whens: Mapping[str, When] = field(default_factory=dict)
    author: str = ""
    pages: Callable[[str], Sequence[tuple[int, str]]] = _none
    hands: Callable[[str], Sequence[tuple[int, int]]] = _no_hands

    @classmethod
    def of(cls, edition: Edition) -> Known:
        """What an edition says."""

        @lru_cache(maxsize=512)
        def read(entry: str) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
            hands, pages = [], []
            for one in edition.published([entry]):
                pages += [(0, number) for number, _ in one.pages[:1]]
                for span in one.spans:
                    if span.kind == "page":
                        pages.append((span.start, span.value))
                    elif span.kind in ("hand", "by") and span.end > span.start:
                        hands.append((span.start, span.end))
            return hands, sorted(pages, key=lambda page: page[0])

        return cls(
            _Whens(edition),
            edition.facts.author,
            lambda id_: read(id_)[1],
            lambda id_: read(id_)[0],
        )

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and last year of the entries; nothing where none is dated."""
        years = [when.year for when in self.whens.values() if when.year is not None]
        return (min(years), max(years)) if years else (1, 0)

    def wrong(self, told: Told, parts: Sequence[Part]) -> str | None:
        """What is claimed of a place and is not true of it. What cannot be told is let stand."""
        if told.date is not None:
            whens = [
                self.whens[part.entry] for part in parts if part.entry and part.entry in self.whens
            ]
            if whens and not any(map(told.date.fits, whens)):
                return told.date.said
        if told.page is not None:
            volumes = {volume_of(part.source) for part in parts} - {0}
            if told.page.volume and volumes and told.page.volume not in volumes:
                return told.page.said
            pages = [number for part in parts for number in self.pages_of(part)]
            if pages and not told.page.fits(pages):
                return told.page.said
        return None

    def pages_of(self, part: Part) -> list[str]:
        """The numbers of the pages that a stretch of an entry stands on."""
        if not part.entry:
            return []
        begun = list(self.pages(part.entry))
        before = [number for start, number in begun if start <= part.start]
        return before[-1:] + [number for start, number in begun if part.start < start < part.end]

    def in_another_hand(self, part: Part) -> bool:
        return bool(part.entry) and any(
            left <= part.start and part.end <= right for left, right in self.hands(part.entry or "")
        )


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
