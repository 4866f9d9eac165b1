"""Days counted, and named, in three calendars. Integers only, so nothing is ever rounded.

A day is a *Julian day number* (JDN): the count of days from 1 January 4713 BC of the Julian
calendar, used here for the whole civil day. Years are astronomical: 0 is 1 BC, -1 is 2 BC.

The methods are the arithmetic of counting from 1 March, so that the leap day comes last
(E. G. Richards, "Calendars", in *Explanatory Supplement to the Astronomical Almanac*, 3rd ed.,
2013, ch. 15; E. M. Reingold and N. Dershowitz, *Calendrical Calculations*, 4th ed., 2018).

To add a calendar: three functions and a row in `CALENDARS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Callable

_MARCH_1_YEAR_0_GREGORIAN = 1_721_120
_MARCH_1_YEAR_0_JULIAN = 1_721_118
_VENDEMIAIRE_1_YEAR_1 = 2_375_840  # 22 September 1792
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def weekday(jdn: int) -> int:
    """The day of the week of a Julian day number: Monday is 0, Sunday is 6."""
    return jdn % 7


def _from_march(year: int, month: int, day: int) -> tuple[int, int]:
    """The year that begins on 1 March, and how many days of it have gone."""
    if month > 2:
        return year, (153 * month - 457) // 5 + day - 1
    return year - 1, (153 * month + 1379) // 5 + day - 1


def _to_january(year: int, days: int) -> tuple[int, int, int]:
    """The inverse of `_from_march`."""
    month = (5 * days + 2) // 153
    day = days - (153 * month + 2) // 5 + 1
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)


def gregorian_to_jdn(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian calendar: its leap rule is taken to hold before 1582 too."""
    year, days = _from_march(year, month, day)
    return _MARCH_1_YEAR_0_GREGORIAN + 365 * year + year // 4 - year // 100 + year // 400 + days


def gregorian_from_jdn(jdn: int) -> tuple[int, int, int]:
    """Year, month and day in the proleptic Gregorian calendar."""
    cycles, days = divmod(jdn - _MARCH_1_YEAR_0_GREGORIAN, 146_097)
    centuries = min(days // 36_524, 3)  # the fourth century of a cycle is a day longer
    fours, days = divmod(days - 36_524 * centuries, 1_461)
    years = min(days // 365, 3)  # and so is the fourth year of four
    return _to_january(400 * cycles + 100 * centuries + 4 * fours + years, days - 365 * years)


def julian_to_jdn(year: int, month: int, day: int) -> int:
    """The proleptic Julian calendar, with years that begin on 1 January."""
    year, days = _from_march(year, month, day)
    return _MARCH_1_YEAR_0_JULIAN + 365 * year + year // 4 + days


def julian_from_jdn(jdn: int) -> tuple[int, int, int]:
    """Year, month and day in the proleptic Julian calendar."""
    fours, days = divmod(jdn - _MARCH_1_YEAR_0_JULIAN, 1_461)
    years = min(days // 365, 3)
    return _to_january(4 * fours + years, days - 365 * years)


def _republican_new_year(year: int) -> int:
    """1 Vendémiaire of a Republican year.

    The law fixed it by the true autumn equinox at Paris, which made the years III, VII, XI and XV
    sextile: this holds for the years I to XIV in which the calendar was in force. From XVI on
    Romme's rule of 1795 is followed (every fourth year from XX, as in the Gregorian calendar);
    it gives 16 Floréal 79 as 6 May 1871, as the *Journal officiel* of the Commune printed it.
    """
    past = year - 1
    sextile = year // 4 if year <= 16 else past // 4 - past // 100 + past // 400
    return _VENDEMIAIRE_1_YEAR_1 + 365 * past + sextile


def republican_to_jdn(year: int, month: int, day: int) -> int:
    """The French Republican calendar; month 13 holds the complementary days."""
    return _republican_new_year(year) + 30 * (month - 1) + day - 1


def republican_from_jdn(jdn: int) -> tuple[int, int, int]:
    """Year, month and day in the French Republican calendar; a year below 1 is before its era."""
    year = (jdn - _VENDEMIAIRE_1_YEAR_1) // 366 + 1  # never too late, so the loop only goes up
    while _republican_new_year(year + 1) <= jdn:
        year += 1
    month, day = divmod(jdn - _republican_new_year(year), 30)
    return year, month + 1, day + 1


def _gregorian_month(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month]


def _julian_month(year: int, month: int) -> int:
    return 29 if month == 2 and year % 4 == 0 else _LENGTHS[month]


def _republican_month(year: int, month: int) -> int:
    if month <= 12:
        return 30
    return _republican_new_year(year + 1) - _republican_new_year(year) - 360


class Calendar(NamedTuple):
    """How days are named. `month_days(year, month)` is the length of a month in days."""

    name: str
    to_jdn: Callable[[int, int, int], int]
    from_jdn: Callable[[int], tuple[int, int, int]]
    month_days: Callable[[int, int], int]
    months: int
    first_year: int
    last_year: int  # of those that can have months and days
    in_edtf: bool  # its dates can be written with the digits of EDTF


CALENDARS = {
    calendar.name: calendar
    for calendar in (
        Calendar(
            "gregorian",
            gregorian_to_jdn,
            gregorian_from_jdn,
            _gregorian_month,
            12,
            -9999,
            9999,
            in_edtf=True,
        ),
        Calendar(
            "julian",
            julian_to_jdn,
            julian_from_jdn,
            _julian_month,
            12,
            -9999,
            9999,
            in_edtf=True,
        ),
        Calendar(
            "french republican",
            republican_to_jdn,
            republican_from_jdn,
            _republican_month,
            13,
            1,
            999,
            in_edtf=False,
        ),
    )
}


def calendar_named(name: str) -> Calendar:
    """The calendar of that name; `DateError` where Carnet has none."""
    try:
        return CALENDARS[name]
    except KeyError:
        known = ", ".join(CALENDARS)
        raise DateError(f"{name!r} is no calendar", mend=f"Use one of: {known}.") from None
