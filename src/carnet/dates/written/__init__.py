"""Dates in words: headings of notebooks in many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.demand import on_demand

if TYPE_CHECKING:
    from carnet.dates.written.glimpse import Glimpse, day_and_weekday, names_time
    from carnet.dates.written.grammar import Grammar, Item, Joined
    from carnet.dates.written.heading import Reading, read_date, readings
    from carnet.dates.written.meaning import dated, doubtful
    from carnet.dates.written.parts import Parts, read_parts
    from carnet.dates.written.shelf import LANGUAGES, spoken
    from carnet.dates.written.sieve import may_be_date
    from carnet.dates.written.tokens import tokens

__all__ = [
    "LANGUAGES",
    "Glimpse",
    "Grammar",
    "Item",
    "Joined",
    "Parts",
    "Reading",
    "dated",
    "day_and_weekday",
    "doubtful",
    "may_be_date",
    "names_time",
    "read_date",
    "read_parts",
    "readings",
    "spoken",
    "tokens",
]

_PLACES = {
    "Glimpse": "glimpse",
    "Grammar": "grammar",
    "Item": "grammar",
    "Joined": "grammar",
    "LANGUAGES": "shelf",
    "Parts": "parts",
    "Reading": "heading",
    "dated": "meaning",
    "day_and_weekday": "glimpse",
    "doubtful": "meaning",
    "may_be_date": "sieve",
    "names_time": "glimpse",
    "read_date": "heading",
    "read_parts": "parts",
    "readings": "heading",
    "spoken": "shelf",
    "tokens": "tokens",
}

__getattr__ = on_demand(__name__, _PLACES)
