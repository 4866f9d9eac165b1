"""The stretch of time that an entry's date may mean, as two numbers that order days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carnet.dates.calendars import CALENDARS
from carnet.search.query import day_key

if TYPE_CHECKING:
    from carnet.edition import Line

UNDATED: Final = (1, 0)
"""What has no date: a stretch that ends before it begins meets no other."""

_FAR: Final = (1 << 31) - 1  # what an index can hold: four million years
_PLAIN: Final = ("gregorian", "julian")  # calendars whose days EDTF says as they are


def bounds_of(line: Line) -> tuple[int, int]:
    """The keys of the first and the last day that an entry may be of, in the writer's calendar
    (in the Gregorian where EDTF cannot say that one); `UNDATED` where nothing is known.
    """
    edtf = line.edtf
    if edtf is None:
        return UNDATED
    if len(edtf) == 10 and line.calendar in _PLAIN:
        year, month, day = edtf[:4], edtf[5:7], edtf[8:]
        if year.isdigit() and month.isdigit() and day.isdigit() and month <= "13":
            key = day_key(int(year), int(month), int(day))  # nearly all are like this
            return key, key
    when = line.when
    both = when.bounds
    if both is None or when.sort_key[0]:  # in an unknown year
        return UNDATED
    named = CALENDARS[line.calendar if CALENDARS[line.calendar].in_edtf else "gregorian"]
    first, last = (day_key(*named.from_jdn(jdn)) for jdn in both)
    return max(first, -_FAR), min(last, _FAR)
