"""Days that run on within a paragraph: "Jan. 1st, we … home. Jan. 2nd, the … Jan. 3rd, I …".

Almanacs and annals are kept so, and printed so. A date there begins a sentence, not a paragraph, as
do dates that are only spoken of. So they are looked for in paragraphs alone that begin with a day,
and taken where they look as the beginnings of such paragraphs do, where there are many, and where
they go on from each other as days do. Each is then a heading at its place in the text, and the
entry under it ends where the next one begins; the paragraph itself is left as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from carnet.days.spots import HEAD, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from carnet.days.heads import Head

_LEAST = 4  # dates within paragraphs; fewer may be spoken of
_OFTEN = 0.3  # of all paragraphs that begin with a day, those in which another stands
_ORDERLY = 0.9  # of all, which go on as days do
_TURN = 5  # months by which a new year goes back

# A sentence that begins with a month and a day, or a day and a month: "Jan. 2nd", "2nd of January".
_MONTH_FIRST = re.compile(
    r"(?<=[.!?;:)\]”\"’'…])\s+(?=[^\W\d_]{3,10}\.?,?\s{1,2}_?[0-9]{1,2}(?![0-9]))"
)
_DAY_FIRST = re.compile(
    r"(?<=[.!?;:)\]”\"’'…])\s+(?=[0-9]{1,2}(?:[^\W\d_]{1,3}|[.º°])?\s(?:[^\W\d_]{1,3}\s)?[^\W\d_]{3,10})"
)


def with_runs(
    text: str, heads: Sequence[Head], read: Callable[[str, Spot], Head | None]
) -> list[Head]:
    """The heads with those that run on within their paragraphs, in the order of the text."""
    firsts = [head for head in heads if _begins_day(head)]
    shapes = {head.shape for head in firsts}
    found: list[Head] = []
    running = 0
    for head in firsts:
        inside = [
            each for each in _within(text, head, read) if _begins_day(each) and each.shape in shapes
        ]
        running += bool(inside)
        found += inside
    if len(found) < _LEAST or running < _OFTEN * len(firsts):
        return list(heads)
    days = [_day(head) for head in sorted([*firsts, *found], key=_start)]
    steps = [one < two or two[0] < one[0] - _TURN for one, two in pairwise(days)]
    if steps.count(True) < _ORDERLY * len(steps):
        return list(heads)
    places = {head.start for head in found}
    return sorted([*(head for head in heads if head.start not in places), *found], key=_start)


def _within(text: str, head: Head, read: Callable[[str, Spot], Head | None]) -> Iterator[Head]:
    """What may be a date at the beginning of each sentence of a paragraph."""
    assert head.joined is not None
    pattern = _MONTH_FIRST if head.joined.items[0].month_first else _DAY_FIRST
    places = [match.end() for match in pattern.finditer(text, head.end, head.spot.end)]
    for start, end in pairwise([*places, head.spot.end]):
        # read as what begins something long: lines end anywhere, and none is a heading's own
        far = start + 2 * HEAD
        found = read(text, Spot(start, far, far, blank=True, stop=True))
        if found is not None and found.start == start and found.end <= end:
            line = text.find("\n", start, end)
            line = end if line < 0 else line
            spot = Spot(start, line, end, blank=True, stop=True, within=True)
            yield found._replace(spot=spot)


def _begins_day(head: Head) -> bool:
    """Whether a paragraph begins with the day of a month, and its text runs in behind it."""
    if head.joined is None or len(head.joined.items) != 1 or not head.spot.blank:
        return False
    item = head.joined.items[0]
    run_in = head.shape.setting not in ("alone", "line") and head.shape.lead != "prose"
    return run_in and item.month is not None and item.month <= 12 and item.day is not None


def _day(head: Head) -> tuple[int, int]:
    assert head.joined is not None
    item = head.joined.items[0]
    return item.month or 0, item.day or 0


def _start(head: Head) -> int:
    return head.start
