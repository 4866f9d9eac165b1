"""Feasts that stand for days: Christmas, Michaelmas, Ash Wednesday.

Only feasts that fall on one day wherever they are kept are here, and those of one country under
its name. Those that move with Easter are counted from it, in the calendar of the writer: the
Easter of a Julian year is the Julian one.

Source of the reckoning of Easter: J.-M. Oudin, as given in the *Explanatory Supplement to the
Astronomical Ephemeris*, 1961, and J. Meeus, *Astronomical Algorithms*, 2nd ed., 1998, ch. 8.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from carnet.dates.calendars import CALENDARS, weekday


class Feast(NamedTuple):
    """A month and day, or (month 0) a number of days after Easter Sunday."""

    month: int
    day: int


_FEASTS = {
    "new year": Feast(1, 1),
    "epiphany eve": Feast(1, 5),
    "epiphany": Feast(1, 6),
    "candlemas": Feast(2, 2),
    "valentine": Feast(2, 14),
    "patrick": Feast(3, 17),
    "joseph": Feast(3, 19),
    "lady day": Feast(3, 25),
    "george": Feast(4, 23),
    "mark": Feast(4, 25),
    "walpurgis": Feast(4, 30),
    "may day": Feast(5, 1),
    "midsummer eve": Feast(6, 23),
    "midsummer": Feast(6, 24),
    "peter and paul": Feast(6, 29),
    "independence": Feast(7, 4),
    "swithin": Feast(7, 15),
    "magdalene": Feast(7, 22),
    "james": Feast(7, 25),
    "olaf": Feast(7, 29),
    "anne": Feast(7, 26),
    "ilya": Feast(7, 20),
    "lammas": Feast(8, 1),
    "transfiguration": Feast(8, 6),
    "lawrence": Feast(8, 10),
    "assumption": Feast(8, 15),
    "bartholomew": Feast(8, 24),
    "nativity of mary": Feast(9, 8),
    "holy cross": Feast(9, 14),
    "matthew": Feast(9, 21),
    "michaelmas": Feast(9, 29),
    "pokrov": Feast(10, 1),
    "luke": Feast(10, 18),
    "kazan": Feast(10, 22),
    "halloween": Feast(10, 31),
    "all saints": Feast(11, 1),
    "all souls": Feast(11, 2),
    "guy fawkes": Feast(11, 5),
    "martinmas eve": Feast(11, 10),
    "martinmas": Feast(11, 11),
    "presentation of mary": Feast(11, 21),
    "catherine": Feast(11, 25),
    "andrew": Feast(11, 30),
    "nicholas": Feast(12, 6),
    "conception": Feast(12, 8),
    "lucy": Feast(12, 13),
    "thomas": Feast(12, 21),
    "day before christmas eve": Feast(12, 23),
    "christmas eve": Feast(12, 24),
    "christmas": Feast(12, 25),
    "stephen": Feast(12, 26),
    "john in christmas": Feast(12, 27),
    "innocents": Feast(12, 28),
    "new year's eve": Feast(12, 31),
    "septuagesima": Feast(0, -63),
    "sexagesima": Feast(0, -56),
    "quinquagesima": Feast(0, -49),
    "fat thursday": Feast(0, -52),
    "shrove monday": Feast(0, -48),
    "shrove tuesday": Feast(0, -47),
    "ash wednesday": Feast(0, -46),
    "palm sunday": Feast(0, -7),
    "maundy thursday": Feast(0, -3),
    "good friday": Feast(0, -2),
    "holy saturday": Feast(0, -1),
    "easter": Feast(0, 0),
    "easter monday": Feast(0, 1),
    "easter tuesday": Feast(0, 2),
    "low sunday": Feast(0, 7),
    "great prayer day": Feast(0, 26),
    "ascension": Feast(0, 39),
    "whit sunday": Feast(0, 49),
    "whit monday": Feast(0, 50),
    "whit tuesday": Feast(0, 51),
    "trinity": Feast(0, 56),
    "corpus christi": Feast(0, 60),
}
# Sundays counted back from Christmas, by the days from the first of Advent.
_ADVENT = {"advent": 0, "second advent": 7, "third advent": 14, "fourth advent": 21}
# Swedish ones, which from 1953 on are kept on the Saturday after 19 June, and on its eve.
_SWEDISH = {"swedish midsummer eve": 23, "swedish midsummer": 24}
_ON_SATURDAYS = 1953
_ORTHODOX = "orthodox "
# Each also as the Orthodox keep it: by the Julian calendar, whichever the writer's is.
FEASTS = (*_FEASTS, *(_ORTHODOX + name for name in _FEASTS), *_ADVENT, *_SWEDISH)


def feast(name: str) -> Feast:
    """The feast of that name, one of `FEASTS`; month 0 where its day hangs on the year."""
    if name.startswith(_ORTHODOX):
        month, day = _FEASTS[name.removeprefix(_ORTHODOX)]
        return Feast(0, 0 if month else day)
    return _FEASTS.get(name) or Feast(0, 0)


def feast_weekday(name: str) -> int | None:
    """The weekday of a feast that has one, Monday being 0, as those that move with Easter have."""
    if name in _ADVENT:
        return 6
    if name in _SWEDISH:
        return None
    month, day = _FEASTS[name.removeprefix(_ORTHODOX)]
    return None if month else (6 + day) % 7


def feast_day(name: str, year: int, calendar: str = "gregorian") -> tuple[int, int]:
    """Month and day of a feast in a year of the writer's calendar, Julian or Gregorian."""
    if name.startswith(_ORTHODOX):
        return _orthodox_day(name.removeprefix(_ORTHODOX), year, calendar)
    if name in _ADVENT:
        return _weekday_from(year, calendar, (11, 27), 6, _ADVENT[name])
    if name in _SWEDISH:
        if year < _ON_SATURDAYS:
            return 6, _SWEDISH[name]
        return _weekday_from(year, calendar, (6, 20), 5, _SWEDISH[name] - 24)
    month, day = _FEASTS[name]
    if month:
        return month, day
    kept = CALENDARS[calendar]
    _, month, day = kept.from_jdn(kept.to_jdn(year, *easter(year, calendar)) + day)
    return month, day


def _weekday_from(
    year: int, calendar: str, first: tuple[int, int], named: int, further: int
) -> tuple[int, int]:
    """The month and day that are `further` days from the first such weekday on or after `first`."""
    kept = CALENDARS[calendar]
    jdn = kept.to_jdn(year, *first)
    _, month, day = kept.from_jdn(jdn + (named - weekday(jdn)) % 7 + further)
    return month, day


def _orthodox_day(name: str, year: int, calendar: str) -> tuple[int, int]:
    if calendar == "julian":
        return feast_day(name, year, calendar)
    julian, written = CALENDARS["julian"], CALENDARS[calendar]
    for begun in (year, year - 1):  # 25 December of the Julian year is in the next January
        found, month, day = written.from_jdn(
            julian.to_jdn(begun, *feast_day(name, begun, "julian"))
        )
        if found == year:
            return month, day
    return feast_day(name, year, "julian")


@lru_cache(maxsize=512)
def easter(year: int, calendar: str = "gregorian") -> tuple[int, int]:
    """Month and day of Easter Sunday, in the Julian calendar by the Julian reckoning."""
    golden = year % 19
    if calendar == "julian":
        moon = (19 * golden + 15) % 30
        sunday = (year + year // 4 + moon) % 7
    else:
        century = year // 100
        moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
        moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
        sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    after = moon - sunday
    month = 3 + (after + 40) // 44
    return month, after + 28 - 31 * (month // 4)
