"""Words in another order: a stretch all of whose words stand side by side in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from carnet.trace.brief import LEAST, MOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from carnet.trace.search import Search
    from carnet.trace.sought import Sought
    from carnet.trace.volume import Volume


def moved_near(search: Search, start: int, end: int, low: int, high: int) -> tuple[int, int] | None:
    """The letters of the source, between `low` and `high`, on which all words of letters
    `[start, end)` stand in another order.
    """
    first, last = search.words_in(start, end)
    if not LEAST <= last - first <= MOST:
        return None
    nth = search.corpus.volume_at(low)
    volume, base = search.corpus.volumes[nth], search.corpus.letters_before(nth)
    edges = np.array((low - base, high - base), np.int32)
    left, right = volume.words.begins.searchsorted(edges).tolist()
    return _moved(volume, search.wording.numbers[first:last], left, right, base)


def moved_at(search: Search, start: int, end: int, found: Sought) -> tuple[int, int] | None:
    """The same, where a stretch stands best that has been looked for word by word."""
    if found.all:
        return None
    first, last = search.words_in(start, end)
    many = last - first
    volume, base = search.corpus.volumes[found.volume], search.corpus.letters_before(found.volume)
    low, high = max(found.first - many, 0), found.first + 2 * many
    return _moved(volume, search.wording.numbers[first:last], low, high, base)


def _moved(
    volume: Volume, own: NDArray[np.uint32], low: int, high: int, base: int
) -> tuple[int, int] | None:
    """The letters of words from `low` to `high` of a volume, whose first letter is `base`, that are
    a stretch's words in another order.
    """
    said, many = volume.words.numbers[low:high], len(own)
    if len(said) < many:
        return None
    known = said == own[0]
    for word in own[1:]:
        known |= said == word
    if volume.has_dead:
        known &= volume.living_words(np.arange(low, low + len(said)))
    sums = np.cumsum(known, dtype=np.int32)
    whole = sums[many - 1 :].copy()
    whole[1:] -= sums[:-many]
    likely = np.flatnonzero(whole == many).tolist()
    if not likely:
        return None
    wanted = np.sort(own)
    for at in likely:
        if np.array_equal(np.sort(said[at : at + many]), wanted):
            start, _ = volume.words.span(low + at, len(volume.symbols))
            _, end = volume.words.span(low + at + many - 1, len(volume.symbols))
            return start + base, end + base
    return None
