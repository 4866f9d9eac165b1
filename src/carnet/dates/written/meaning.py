"""What dates in a row amount to: one `When`, or none where something is missing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS, weekday
from carnet.dates.edtf import Extent
from carnet.dates.point import YEAR, Point, bounds
from carnet.dates.when import When
from carnet.dates.written.shelf import LANGUAGES
from carnet.errors import DateError

if TYPE_CHECKING:
    from carnet.dates.written.grammar import Item, Joined
    from carnet.dates.written.language import Language


def dated(joined: Joined, calendar: str, language: Language, written: str) -> When | None:
    """The `when` that items in a row amount to, or None."""
    items = _filled(joined)
    if items is None:
        return None
    small = written.islower() and items[0].day is None
    if small and (not language.small_months or written.startswith("may")):
        return None  # "march 1941" may be the end of a sentence
    if items[0].republican:
        return _republican(items, written)
    if calendar == "french republican":
        calendar = "gregorian"  # whose months these are
    why: list[str] = []
    sure = 1.0
    if any(item.dual for item in items):
        calendar = "julian"
        why.append("the year is written in two styles, so the date is in the Old Style")
    points = [_point(item) for item in items]
    why += [f"“{item.about}” makes it approximate" for item in items if item.about]
    try:
        if joined.joins == ("/",) and _two_styles(points):
            when = When(Extent(points[0]), "julian", written)
            return when.less_sure(
                "the day is written in two styles, of which the first is old", 0.9
            )
        if joined.joins == ("to",) and joined.items[0].year is None and _turned(points):
            points[0] = points[0]._replace(year=points[0].year - 1)
            sure = 0.8
            why.append("it ends in the year written, so it begins in the one before")
        extent = _extent(points, joined.joins)
        if extent is None:
            return None
        when = When(extent, calendar, written, tuple(why), sure)
    except DateError:
        return _impossible(items, calendar, written)
    for item, point in zip(items, points, strict=True):
        if item.weekday is not None:
            when = held_against(when, point, item.weekday)
    return when


def _filled(joined: Joined) -> list[Item] | None:
    """Items with the months and years that their neighbours give; None where one is not full."""
    items = list(joined.items)
    year = month = None
    for n in reversed(range(len(items))):  # 29, 30, 31 octobre 1870
        item = items[n]
        if item.year is None:
            item = item._replace(year=year)
        if item.month is None and month is not None:
            item = item._replace(month=month)
        year = item.year
        month = None if item.month_first or item.day is None else item.month
        items[n] = item
    for n, item in enumerate(items[1:], 1):  # May 3–5, 1941
        if item.month is None and items[n - 1].month_first:
            items[n] = item._replace(month=items[n - 1].month, month_first=True)
    if any(item.year is None for item in items):
        return None
    kinds = {(item.month is None, item.day is None, item.republican) for item in items}
    if len(kinds) > 1 and joined.joins != ("same",):
        return None
    if any(item.day is not None and (item.month is None or item.month > 20) for item in items):
        return None
    if any(item.dual and not _before_lady_day(item) for item in items):
        return None
    return items


def _before_lady_day(item: Item) -> bool:
    """Whether the year that began on 25 March was still the old one."""
    return item.month is not None and (item.month, item.day or 0) < (3, 25)


def _point(item: Item) -> Point:
    assert item.year is not None
    point = Point(item.year, item.month, item.day)
    if item.about:
        point = point.doubted(approximate=True, uncertain=False)
    return point._replace(uncertain=YEAR) if item.doubtful_year else point


def _extent(points: list[Point], joins: tuple[str, ...]) -> Extent | None:
    """An interval or a set, as the joins say; days that follow each other are an interval."""
    if len(points) == 1:
        return Extent(points[0])
    kinds = set(joins)
    if kinds == {"or"}:
        return Extent(members=tuple(Extent(point) for point in points))
    if kinds == {"to"}:
        return Extent(points[0], points[1]) if len(points) == 2 and points[0] != points[1] else None
    # Whether days follow each other does not hang on the calendar; that they exist is checked after.
    ends = [bounds(point, "gregorian") for point in points]
    gaps = [right[0] - left[1] for left, right in pairwise(ends)]
    if min(gaps) < 1:
        return None
    if max(gaps) == 1:
        return Extent(points[0], points[-1])
    if kinds != {"and"}:
        return None
    return Extent(members=tuple(map(Extent, points)), every=True)


def _turned(points: list[Point]) -> bool:
    """Whether 28 December – 3 January 1942 begins in the year before the one written."""
    (_, start, *_), (_, end, *_) = points
    return start is not None and end is not None and end < start <= 12


def _two_styles(points: list[Point]) -> bool:
    """Whether two dates are one day, in the Julian and the Gregorian calendar: 3/15 May 1900."""
    julian, gregorian = When(Extent(points[0]), "julian"), When(Extent(points[1]))
    return points[0].day is not None and julian.bounds == gregorian.bounds


def _republican(items: list[Item], written: str) -> When | None:
    """A Republican date, perhaps with the Gregorian one behind it."""
    try:
        when = When(Extent(_point(items[0])), "french republican", written)
        beside = [When(Extent(_point(item))) for item in items[1:]]
    except DateError:
        return None
    if any(other.bounds != when.bounds for other in beside):
        return when.less_sure(f"the date beside it, {beside[0]}, is another day", 0.5)
    return when


def _impossible(items: list[Item], calendar: str, written: str) -> When | None:
    """31 April 1941 is no day: the month is kept, the day is not made up."""
    item = items[0]
    if len(items) > 1 or item.day is None or item.month is None:
        return None
    try:
        when = When(Extent(_point(item._replace(day=None))), calendar, written)
    except DateError:
        return None
    return when.less_sure(f"that month has no day {item.day}", 0.5)


def doubtful(when: When) -> When:
    """The same date under a question mark."""
    start, end = when.start, when.end
    if start is None or (start.uncertain and end is None):
        return when
    extent = when.extent._replace(
        start=start.doubted(approximate=False, uncertain=True),
        end=end and end.doubted(approximate=False, uncertain=True),
    )
    return When(extent, when.calendar, when.written, when.why, when.sure)


def held_against(when: When, point: Point | None, named: int) -> When:
    """Less sure where the weekday that is written is not that of the day."""
    if point is None or point.day is None:
        return when
    year, month, day = point.year, point.month or 1, point.day
    actual = weekday(CALENDARS[when.calendar].to_jdn(year, month, day))
    if actual == named:
        return when
    names = LANGUAGES["en"].weekdays
    why = f"the weekday written is {names[named][0]}, but that day was a {names[actual][0]}"
    if (
        when.calendar == "gregorian"
        and weekday(CALENDARS["julian"].to_jdn(year, month, day)) == named
    ):
        why += " (it is right in the Julian calendar)"
    return when.less_sure(why, 0.5)
