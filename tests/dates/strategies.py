"""Hypothesis strategies for dates of every kind, in every calendar."""

from __future__ import annotations

from hypothesis import strategies as st

from carnet.dates import UNKNOWN, When
from carnet.dates.calendars import CALENDARS, gregorian_to_jdn, julian_to_jdn, republican_to_jdn
from carnet.dates.edtf import Extent
from carnet.dates.point import Point, bounds

calendars = st.sampled_from(sorted(CALENDARS))

_SPANS = {
    "gregorian": (gregorian_to_jdn(-9999, 1, 1), gregorian_to_jdn(9999, 12, 31)),
    "julian": (julian_to_jdn(-9999, 1, 1), julian_to_jdn(9999, 12, 31)),
    "french republican": (republican_to_jdn(1, 1, 1), republican_to_jdn(999, 12, 30)),
}
_LIKELY = (gregorian_to_jdn(1792, 9, 22), gregorian_to_jdn(2100, 1, 1))


def jdns(calendar="gregorian"):
    """Julian day numbers that the calendar can name, most of them of the years of diaries."""
    return st.one_of(st.integers(*_LIKELY), st.integers(*_SPANS[calendar]))


@st.composite
def _doubt(draw, point):
    if draw(st.booleans()):
        return point
    bits = st.integers(0, 7).map(lambda number: number & point.parts)
    return point._replace(approximate=draw(bits), uncertain=draw(bits))


@st.composite
def _blank(draw, point):
    """Some digits of a valid date unknown; that date stays one of those it may be."""
    given_parts = 8 if point.day is not None else 4 if point.month is None else 6
    mask = draw(st.integers(1, 255)) & (255 << (8 - given_parts)) & 255
    digits = f"{abs(point.year):04d}{point.month or 0:02d}{point.day or 0:02d}"
    left = "".join("0" if mask >> (7 - place) & 1 else digit for place, digit in enumerate(digits))
    year = int(left[:4]) * (-1 if point.year < 0 else 1)
    return Point(
        year,
        None if point.month is None else int(left[4:6]),
        None if point.day is None else int(left[6:]),
        mask,
    )


@st.composite
def points(draw, calendar="gregorian"):
    """A point of any precision, with or without doubt."""
    year, month, day = CALENDARS[calendar].from_jdn(draw(jdns(calendar)))
    kinds = ["day", "day", "month", "year"]
    if CALENDARS[calendar].in_edtf:
        kinds += ["season", "blank", "long"]
    kind = draw(st.sampled_from(kinds))
    point = Point(year, month, day)
    if kind == "month":
        point = Point(year, month)
    elif kind == "year":
        point = Point(year)
    elif kind == "season":
        point = Point(year, draw(st.integers(21, 41)))
    elif kind == "long":
        point = Point(draw(st.integers(10_000, 10**12)) * draw(st.sampled_from((1, -1))))
    elif kind == "blank":
        shape = draw(st.sampled_from((point, Point(year, month), Point(year))))
        point = draw(_blank(shape))
    return draw(_doubt(point))


@st.composite
def intervals(draw, calendar="gregorian", edges=("open", "unknown")):
    """An interval, closed or with an edge at one end."""
    first, last = draw(points(calendar)), draw(points(calendar))
    if draw(st.booleans()):
        edge = draw(st.sampled_from(edges))
        return draw(st.sampled_from((Extent(first, closing=edge), Extent(end=first, opening=edge))))
    if bounds(first, calendar)[0] > bounds(last, calendar)[1]:
        first, last = last, first
    return Extent(first, last)


@st.composite
def sets(draw, calendar="gregorian"):
    """One of, or all of, some points and intervals."""
    member = st.one_of(points(calendar).map(Extent), intervals(calendar, edges=("open",)))
    members = draw(st.lists(member, min_size=1, max_size=4))
    return Extent(members=tuple(members), every=draw(st.booleans()))


def extents(calendar="gregorian"):
    """A point, an interval or a set."""
    return st.one_of(points(calendar).map(Extent), intervals(calendar), sets(calendar))


@st.composite
def whens(draw, calendar=None, *, unknown=True):
    """A `When` of any kind; the calendar is drawn where none is given."""
    named = calendar or draw(calendars)
    if unknown and draw(st.integers(0, 20)) == 0:
        return UNKNOWN
    return When(
        draw(extents(named)),
        named,
        written=draw(st.text(max_size=10)),
        why=tuple(draw(st.lists(st.text(max_size=10), max_size=2))),
        sure=draw(st.floats(0, 1)),
    )


@st.composite
def days(draw, calendar=None):
    """A `When` of one sure day."""
    named = calendar or draw(calendars)
    return When.day(*CALENDARS[named].from_jdn(draw(jdns(named))), named)
