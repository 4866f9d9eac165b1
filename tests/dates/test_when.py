"""`When`: what a date means, in every calendar, and how dates are ordered."""

import time

import pytest
from hypothesis import given

from carnet.dates import UNKNOWN, Extent, Point, When, weekday
from carnet.dates.calendars import CALENDARS, gregorian_from_jdn, gregorian_to_jdn, julian_to_jdn
from carnet.errors import DateError
from tests.dates.strategies import days, whens


def test_the_unknown_date():
    assert UNKNOWN.edtf is None
    assert UNKNOWN.gregorian is None
    assert UNKNOWN.bounds is None
    assert UNKNOWN.year is None
    assert UNKNOWN.month is None
    assert UNKNOWN.start is None
    assert UNKNOWN.precision == "unknown"
    assert not UNKNOWN.known
    assert When(written="no date") == UNKNOWN


@pytest.mark.parametrize(
    ("edtf", "calendar", "gregorian"),
    [
        ("1941-05-03", "gregorian", "1941-05-03"),
        ("1660-01-01", "julian", "1660-01-11"),
        ("1660-01", "julian", "1660-01-11/1660-02-10"),
        ("1660", "julian", "1660-01-11/1661-01-10"),
        ("1660-01~", "julian", "1660-01-11~/1660-02-10~"),
        ("1660-01-01?", "julian", "1660-01-11?"),
        ("?1660-01-01", "julian", "1660-01-11?"),
        ("1660-01-XX", "julian", "1660-01-11/1660-02-10"),
        ("166X", "julian", "1660-01-11/1670-01-10"),
        ("1660-01/1660-02", "julian", "1660-01-11/1660-03-10"),
        ("1660-01-01/..", "julian", "1660-01-11/.."),
        ("/1660-01", "julian", "/1660-02-10"),
        ("1700-02-29", "julian", "1700-03-11"),
        ("[1660-01-01,1660-02]", "julian", "[1660-01-11,1660-02-11..1660-03-10]"),
        ("XXXX-01-01", "julian", None),
        ("[XXXX-01-01,1660]", "julian", None),
        ("9999-12-31", "julian", "Y10000"),
        ("1795-10-04", "french republican", "1795-10-04"),
    ],
)
def test_gregorian_form(edtf, calendar, gregorian):
    assert When.parse(edtf, calendar).gregorian == gregorian


def test_a_republican_date_keeps_its_own_days():
    when = When.day(4, 1, 12, "french republican")
    assert when.edtf == when.gregorian == "1795-10-04"
    assert when.start == Point(4, 1, 12)
    assert When.parse("1795-10-04", "french republican").start == Point(4, 1, 12)


def test_a_republican_month_and_year_are_known_again():
    month = When(Extent(Point(4, 1)), "french republican")
    assert month.edtf == "1795-09-23/1795-10-22"
    assert When.parse(month.edtf, "french republican").extent == month.extent
    year = When(Extent(Point(4)), "french republican")
    assert year.precision == When.parse(year.edtf, "french republican").precision == "year"
    extra = When(Extent(Point(3, 13)), "french republican")
    assert When.parse(extra.edtf, "french republican").start == Point(3, 13)


@pytest.mark.parametrize(
    ("year", "month", "day", "calendar"),
    [
        (1941, 2, 29, "gregorian"),
        (1700, 2, 29, "gregorian"),
        (1701, 2, 29, "julian"),
        (4, 13, 6, "french republican"),
        (0, 1, 1, "french republican"),
        (1, 14, 1, "french republican"),
        (10_000, 1, 1, "gregorian"),
        (1941, 0, 1, "gregorian"),
        (1941, 5, -1, "gregorian"),
        (1941, 21, 1, "gregorian"),
        (1941, 5, 3, "coptic"),
    ],
)
def test_a_day_that_is_not_in_the_calendar_cannot_be_made(year, month, day, calendar):
    with pytest.raises(DateError):
        When.day(year, month, day, calendar)


@pytest.mark.parametrize(
    "extent",
    [
        Extent(end=Point(1941)),
        Extent(Point(1941), opening="open"),
        Extent(Point(1941), Point(1942), closing="open"),
        Extent(opening="open"),
        Extent(opening="open", closing="unknown"),
        Extent(Point(1941), members=(Extent(Point(1942)),)),
        Extent(members=(Extent(),)),
        Extent(members=(Extent(Point(1941), closing="unknown"),)),
        Extent(members=(Extent(members=(Extent(Point(1941)),)),)),
        Extent(Point(1941, None, 3)),
        Extent(Point(1941, approximate=1)),
        Extent(Point(1941, unspecified=1)),
        Extent(Point(1941, unspecified=0b0001_00_00)),
        Extent(Point(1941, unspecified=1 << 9)),
        Extent(Point(10**15)),
        Extent(Point(12_340, unspecified=0b0001_00_00)),
    ],
)
def test_what_contradicts_itself_cannot_be_made(extent):
    with pytest.raises(DateError):
        When(extent)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1941-05-03", (1941, 5, 3), (1941, 5, 3)),
        ("1941-05", (1941, 5, 1), (1941, 5, 31)),
        ("1941-05-XX", (1941, 5, 1), (1941, 5, 31)),
        ("1941-05-1X", (1941, 5, 10), (1941, 5, 19)),
        ("1941-02-2X", (1941, 2, 20), (1941, 2, 28)),
        ("1941-XX-31", (1941, 1, 31), (1941, 12, 31)),
        ("19XX-02-29", (1904, 2, 29), (1996, 2, 29)),
        ("194X", (1940, 1, 1), (1949, 12, 31)),
        ("-194X", (-1949, 1, 1), (-1940, 12, 31)),
        ("1941-21", (1941, 3, 1), (1941, 5, 31)),
        ("1941-24", (1941, 12, 1), (1942, 2, 28)),
        ("1943-24", (1943, 12, 1), (1944, 2, 29)),
        ("1941-30", (1941, 12, 1), (1942, 2, 28)),  # summer in the south
        ("1941-36", (1941, 10, 1), (1941, 12, 31)),
        ("1941-38", (1941, 5, 1), (1941, 8, 31)),
        ("1941-41", (1941, 7, 1), (1941, 12, 31)),
        ("1941-05/1941-08", (1941, 5, 1), (1941, 8, 31)),
        ("1941-05/..", (1941, 5, 1), (1941, 5, 31)),
        ("/1941", (1941, 1, 1), (1941, 12, 31)),
        ("[1941-05-03,1940]", (1940, 1, 1), (1941, 5, 3)),
        ("1941~", (1941, 1, 1), (1941, 12, 31)),
    ],
)
def test_bounds(edtf, first, last):
    found = When.parse(edtf).bounds
    assert tuple(map(gregorian_from_jdn, found)) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "precision", "year", "month"),
    [
        ("1941-05-03", "day", 1941, 5),
        ("1941-05-03~", "day", 1941, 5),
        ("1941-05", "month", 1941, 5),
        ("1941-05-XX", "month", 1941, 5),
        ("1941-XX-03", "year", 1941, None),
        ("1941-XX", "year", 1941, None),
        ("1941", "year", 1941, None),
        ("1941-22", "season", 1941, None),
        ("194X", "decade", None, None),
        ("19XX", "century", None, None),
        ("1XXX", "millennium", None, None),
        ("XXXX-09-17", "unknown", None, 9),
        ("1941-05-03/1941-06", "interval", 1941, 5),
        ("../1941-06", "interval", 1941, 6),
        ("[1942,1941-05]", "interval", 1941, 5),
    ],
)
def test_precision_year_and_month(edtf, precision, year, month):
    when = When.parse(edtf)
    assert (when.precision, when.year, when.month) == (precision, year, month)


def test_order_of_an_archive():
    order = [
        "-0043",
        "1940-12-31",
        "194X",
        "1941",
        "1941-01-01",
        "1941-21",
        "1941-05",
        "1941-05-01/1941-05-03",
        "1941-05-01",
        "1941-05-03",
        "XXXX-09-17",
    ]
    order[1], order[2] = order[2], order[1]  # a decade begins before its years
    whens = [*map(When.parse, order), UNKNOWN]
    shuffled = whens[::-1]
    assert sorted(shuffled, key=lambda when: when.sort_key) == whens


@given(whens(), whens())
def test_order_agrees_with_bounds(one, other):
    if one.bounds and other.bounds and one.sort_key[0] == other.sort_key[0]:
        assert (one.sort_key < other.sort_key) == (
            (one.bounds[0], -one.bounds[1]) < (other.bounds[0], -other.bounds[1])
        )
    if not one.known and other.known:
        assert other.sort_key < one.sort_key


@given(whens(unknown=False))
def test_bounds_are_in_order(when):
    first, last = when.bounds
    assert first <= last


@given(days("julian"))
def test_a_julian_day_is_one_gregorian_day(when):
    if not when.gregorian.startswith("Y"):
        there = When.parse(when.gregorian)
        assert there.bounds == when.bounds
        julian = CALENDARS["julian"].from_jdn(there.bounds[0])
        assert When.day(*julian, "julian") == when


@given(whens("julian", unknown=False))
def test_doubt_survives_the_change_of_calendar(when):
    if when.gregorian is not None:
        there = When.parse(when.gregorian)
        assert (there.approximate, there.uncertain) == (when.approximate, when.uncertain)


@given(days("gregorian"))
def test_weekday_of_a_day(when):
    assert weekday(when.bounds[0] + 1) == (weekday(when.bounds[0]) + 1) % 7


def test_equality_is_of_time_and_calendar():
    day = When.day(1941, 5, 3, written="May 3", why=("so it says",), sure=0.5)
    assert day == When.day(1941, 5, 3)
    assert day != When.day(1941, 5, 3, "julian")
    assert day != "1941-05-03"
    assert len({day, When.day(1941, 5, 3), When.parse("1941-05-03")}) == 1


def test_a_reason_adds_a_reason_and_never_certainty():
    when = When.day(1941, 5, 3, sure=0.6, why=("first",))
    assert when.less_sure("second", 0.9).sure == 0.6
    assert when.less_sure("second", 0.1).sure == 0.1
    assert when.less_sure("second", 0.1).why == ("first", "second")


def test_parse_takes_words_and_reasons():
    when = When.parse("1941-05-03", "julian", written="May 3", why=("so",), sure=0.5)
    assert (when.calendar, when.written, when.why, when.sure) == ("julian", "May 3", ("so",), 0.5)


def test_one_day_counts_the_same_in_two_calendars():
    assert When.day(1660, 1, 1, "julian").bounds == When.day(1660, 1, 11).bounds
    assert julian_to_jdn(1660, 1, 1) == gregorian_to_jdn(1660, 1, 11)


def test_before_the_republic_there_is_no_republican_date():
    with pytest.raises(DateError):
        When.parse("1792-09-21", "french republican")
    with pytest.raises(DateError):
        When.parse("XXXX-09-22", "french republican")


def test_a_day_that_no_year_has_is_soon_refused_again():
    start = time.process_time()
    for _ in range(1000):
        with pytest.raises(DateError, match="no day fits"):
            When.parse("XXXX-02-30")
    assert time.process_time() - start < 5
