"""Dates in words: headings of English, French and German notebooks."""

from __future__ import annotations

from carnet.dates.written.glimpse import Glimpse, day_and_weekday, names_time
from carnet.dates.written.heading import Reading, read_date
from carnet.dates.written.shelf import LANGUAGES

__all__ = ["LANGUAGES", "Glimpse", "Reading", "day_and_weekday", "names_time", "read_date"]
