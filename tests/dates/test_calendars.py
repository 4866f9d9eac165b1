"""Days counted in three calendars, against `convertdate` and against published dates."""

import pytest
from convertdate import french_republican, gregorian, julian
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates.calendars import (
    CALENDARS,
    calendar_named,
    gregorian_from_jdn,
    gregorian_to_jdn,
    julian_from_jdn,
    julian_to_jdn,
    republican_from_jdn,
    republican_to_jdn,
    weekday,
)
from carnet.errors import DateError

WIDE = st.integers(-10_000_000, 10_000_000)


@given(WIDE)
def test_gregorian_days_return_home(jdn):
    assert gregorian_to_jdn(*gregorian_from_jdn(jdn)) == jdn


@given(WIDE)
def test_julian_days_return_home(jdn):
    assert julian_to_jdn(*julian_from_jdn(jdn)) == jdn


@given(st.integers(2_375_840, 5_000_000))
def test_republican_days_return_home(jdn):
    year, month, day = republican_from_jdn(jdn)
    assert republican_to_jdn(year, month, day) == jdn
    assert 1 <= day <= CALENDARS["french republican"].month_days(year, month)


@pytest.mark.parametrize("name", sorted(CALENDARS))
@given(data=st.data())
def test_days_follow_each_other(name, data):
    calendar = CALENDARS[name]
    jdn = data.draw(st.integers(2_375_840, 2_700_000))
    year, month, day = calendar.from_jdn(jdn)
    following = calendar.from_jdn(jdn + 1)
    assert following in {
        (year, month, day + 1),
        (year, month + 1, 1),
        (year + 1, 1, 1),
    }
    assert (following[2] == 1) == (day == calendar.month_days(year, month))


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
def test_gregorian_agrees_with_convertdate(year, month, day):
    assert gregorian_to_jdn(year, month, day) == gregorian.to_jd(year, month, day) + 0.5


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
def test_julian_agrees_with_convertdate(year, month, day):
    assert julian_to_jdn(year, month, day) == julian.to_jd(year, month, day) + 0.5


@given(st.integers(1, 14), st.integers(1, 12), st.integers(1, 30))
def test_republican_agrees_with_convertdate_while_it_was_in_force(year, month, day):
    theirs = french_republican.to_jd(year, month, day, method="equinox")
    assert republican_to_jdn(year, month, day) == theirs + 0.5


@pytest.mark.parametrize(
    ("republican", "expected"),
    [
        ((1, 1, 1), (1792, 9, 22)),
        ((2, 11, 9), (1794, 7, 27)),  # 9 Thermidor
        ((3, 13, 6), (1795, 9, 22)),  # the Day of the Revolution in a sextile year
        ((4, 1, 12), (1795, 10, 4)),
        ((8, 2, 18), (1799, 11, 9)),  # 18 Brumaire
        ((14, 4, 10), (1805, 12, 31)),  # the last day
        ((79, 8, 16), (1871, 5, 6)),  # the Commune
    ],
)
def test_republican_days_of_history(republican, expected):
    assert gregorian_from_jdn(republican_to_jdn(*republican)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1660, 1, 1), (1660, 1, 11)),
        ((1700, 2, 29), (1700, 3, 11)),
        ((1752, 9, 2), (1752, 9, 13)),
        ((1917, 10, 25), (1917, 11, 7)),
    ],
)
def test_one_day_in_two_styles(old, new):
    assert julian_to_jdn(*old) == gregorian_to_jdn(*new)


@pytest.mark.parametrize(
    ("day", "expected"),
    [((1941, 5, 3), 5), ((1970, 1, 1), 3), ((2000, 2, 29), 1), ((1582, 10, 15), 4)],
)
def test_weekdays(day, expected):
    assert weekday(gregorian_to_jdn(*day)) == expected


def test_an_unknown_calendar_is_refused_with_the_known_ones():
    with pytest.raises(DateError, match="Use one of: gregorian, julian, french republican"):
        calendar_named("coptic")
