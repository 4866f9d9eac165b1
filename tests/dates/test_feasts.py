"""Feasts: an independent reckoning of Easter, and days that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates import weekday
from carnet.dates.calendars import CALENDARS
from carnet.dates.feasts import FEASTS, easter, feast, feast_day, feast_weekday
from carnet.dates.written import LANGUAGES


def anonymous_gregorian(year):
    """The method that J. H. Butcher printed in 1876, of which the author is not known."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return month, day + 1


def meeus_julian(year):
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return month, day + 1


def test_easter_is_that_of_other_methods():
    for year in range(1000, 2200):
        assert easter(year) == anonymous_gregorian(year)
        assert easter(year, "julian") == meeus_julian(year)


@given(st.integers(1000, 2199), st.sampled_from(FEASTS), st.sampled_from(["gregorian", "julian"]))
def test_feasts_are_days_of_the_year_asked(year, name, calendar):
    month, day = feast_day(name, year, calendar)
    jdn = CALENDARS[calendar].to_jdn(year, month, day)
    assert CALENDARS[calendar].from_jdn(jdn) == (year, month, day)
    named = feast_weekday(name)
    assert named is None or weekday(jdn) == named
    if feast(name).month:
        assert (month, day) == feast(name)


@pytest.mark.parametrize(
    ("name", "year", "calendar", "day"),
    [
        ("easter", 1943, "gregorian", (4, 25)),
        ("easter", 1818, "gregorian", (3, 22)),
        ("easter", 1660, "julian", (4, 22)),
        ("ash wednesday", 1848, "gregorian", (3, 8)),
        ("whit sunday", 1940, "gregorian", (5, 12)),
        ("christmas", 1917, "julian", (12, 25)),
        ("orthodox christmas", 1917, "julian", (12, 25)),
        ("orthodox christmas", 1920, "gregorian", (1, 7)),
        ("orthodox easter", 1920, "gregorian", (4, 11)),
        ("advent", 1864, "gregorian", (11, 27)),
        ("advent", 1900, "gregorian", (12, 2)),
        ("fourth advent", 1905, "gregorian", (12, 24)),
        ("great prayer day", 1864, "gregorian", (4, 22)),
        ("swedish midsummer", 1854, "gregorian", (6, 24)),
        ("swedish midsummer", 1954, "gregorian", (6, 26)),
        ("swedish midsummer eve", 2020, "gregorian", (6, 19)),
    ],
)
def test_feasts_that_are_known(name, year, calendar, day):
    assert feast_day(name, year, calendar) == day


def test_every_feast_that_a_language_names_is_known():
    for language in LANGUAGES.values():
        assert set(language.feasts.values()) <= set(FEASTS), language.code
