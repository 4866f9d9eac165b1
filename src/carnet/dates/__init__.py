"""Dates as writers leave them: exact, partial, doubtful, ranges, in three calendars.

`When` is the value, EDTF (ISO 8601-2) its spelling. `from_attributes` reads the dates that TEI
states, `read_date` a heading in words, and `say` puts a date into words again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS, weekday
from carnet.dates.edtf import Extent
from carnet.dates.point import Point
from carnet.dates.stated import from_attributes
from carnet.dates.when import When
from carnet.demand import on_demand

if TYPE_CHECKING:
    from carnet.dates.display import month_name, say, weekday_name
    from carnet.dates.written import Glimpse, Reading, day_and_weekday, read_date

UNKNOWN = When()

__all__ = [
    "CALENDARS",
    "UNKNOWN",
    "Extent",
    "Glimpse",
    "Point",
    "Reading",
    "When",
    "day_and_weekday",
    "from_attributes",
    "month_name",
    "read_date",
    "say",
    "weekday",
    "weekday_name",
]

_IN_WORDS = {
    "Glimpse": "written",
    "Reading": "written",
    "day_and_weekday": "written",
    "month_name": "display",
    "read_date": "written",
    "say": "display",
    "weekday_name": "display",
}

__getattr__ = on_demand(__name__, _IN_WORDS)
