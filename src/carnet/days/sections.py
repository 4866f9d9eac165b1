"""Years over what follows: "ANNÉE 1853", "1659/60", "Book II. 1914-1915"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.dates.written.tokens import roman_year
from carnet.days.looks import is_page

if TYPE_CHECKING:
    from carnet.days.beginning import Beginning

YEARS = re.compile(r"(?<![\d.,])(1[0-9]{3}|20[0-9]{2})(?![\d])")
_ROMAN = re.compile(r"\bM[DCLXVI]{3,}\b")
_LONGEST = 70  # code points
_MOST_WORDS = 6
_MOST_PROSE = 2


def _written(year: int) -> bool:
    """Whether a number may be the year of a diary."""
    return 1000 <= year < 2100


def years_over(beginning: Beginning) -> tuple[int, ...]:
    """The years, one or two, that a line alone gives to what follows; none where it gives none."""
    head, spot, row = beginning.head, beginning.spot, beginning.row
    if not spot.blank or spot.line - spot.start > _LONGEST or spot.line < spot.end - 1:
        return ()
    years = tuple(int(year) for year in YEARS.findall(head))
    if not years:
        years = tuple(filter(_written, map(roman_year, _ROMAN.findall(head))))
    if not 1 <= len(years) <= 2 or is_page(head):
        return ()
    words = sum(token.is_word for token in row)
    prose = beginning.prose(0, len(row))
    return years if words <= _MOST_WORDS and prose <= _MOST_PROSE else ()
