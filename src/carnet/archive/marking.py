"""Where names are marked throughout: there, what is not marked is no name.

An encoder who marks people and places goes through a source from its beginning, and may stop before
its end. So a source is looked at in stretches: one of so many words without any mark that the rest
of the source would have a dozen in it was not gone through. Marks of titles and of organisations
alone say nothing of people and places.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.catalogue import Catalogue

PER_MARK: Final = 150  # words, at most, for each marked name of what is wholly marked
_DOZEN: Final = 12  # marks that must be wanting in a stretch that was not gone through
_SHORTEST: Final = 500  # words of it, at least

Row = tuple[int, int, int]
"""Of an entry its number, its words, and how many people and places are marked in it."""


def wholly_marked(catalogue: Catalogue) -> set[int]:
    """The numbers of the entries in which people and places are marked throughout."""
    asked = (
        "SELECT entry, count(*) FROM mentions WHERE standing = 'stated' AND target IS NOT NULL "
        "AND kind IN ('person', 'place') GROUP BY entry"
    )
    marks = dict(catalogue.db.execute(asked))
    rows = catalogue.db.execute("SELECT source, n, words FROM entries ORDER BY source, ordinal")
    return {
        n
        for _, of_source in groupby(rows, key=itemgetter(0))
        for n in gone_through([(n, words, marks.get(n, 0)) for _, n, words in of_source])
    }


def gone_through(rows: Sequence[Row]) -> set[int]:
    """Of the entries of one source, in their order, those that were gone through to their end."""
    marked = sum(marks for *_, marks in rows)
    if not marked:
        return set()
    words = sum(words for _, words, marks in rows if marks)
    least = max(_SHORTEST, _DOZEN * words / marked)
    over = set(_passed_over(rows, least))
    kept = {n: words for n, words, _ in rows if n not in over}
    return set(kept) if marked * PER_MARK >= sum(kept.values()) else set()


def _passed_over(rows: Sequence[Row], least: float) -> Iterator[int]:
    """The entries of each stretch of so many words without a mark."""
    for unmarked, stretch in groupby(rows, key=lambda row: not row[2]):
        held = list(stretch)
        if unmarked and sum(words for _, words, _ in held) >= least:
            yield from (n for n, *_ in held)
