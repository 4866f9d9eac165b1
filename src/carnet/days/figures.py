"""Whether 3/5/41 is in May or in March, told by all such figures at the beginnings of lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.days.spots import Spot

_FIGURES = re.compile(
    r"[\W_]{0,3}(?:[^\W\d_]{2,10}[.,]?\s)?([0-9]{1,2})\s?[./-]\s?([0-9]{1,2})(?![0-9:])"
)
_CLEAR = 3  # times as much evidence as for the other order
_MONTHS = 12
_LEAST = 2


def order_of_figures(text: str, places: Iterable[Spot]) -> str:
    """`dmy` or `mdy`, or "" where they do not tell.

    A number above twelve is a day; and of two dates in a row the day changes more than the month.
    """
    pairs = [
        (int(found[1]), int(found[2]))
        for spot in places
        if (found := _FIGURES.match(text, spot.start, spot.line))
    ]
    day_first = sum(one > _MONTHS >= two for one, two in pairs)
    month_first = sum(two > _MONTHS >= one for one, two in pairs)
    for (one, two), (next_one, next_two) in pairwise(pairs):
        if max(one, two, next_one, next_two) <= _MONTHS:
            day_first += two == next_two and next_one > one
            month_first += one == next_one and next_two > two
    if day_first >= max(_LEAST, _CLEAR * month_first):
        return "dmy"
    return "mdy" if month_first >= max(_LEAST, _CLEAR * day_first) else ""
