"""What dates in a row amount to: one `When`, or none where something is missing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS, weekday
from carnet.dates.edtf import Extent
from carnet.dates.feasts import feast_day
from carnet.dates.point import DAY, YEAR, Point, bounds, check
from carnet.dates.when import When
from carnet.dates.written.grammar import Joined
from carnet.dates.written.shelf import LANGUAGES
from carnet.errors import DateError

CENTURY = 0b1100  # the bits of a year without its century: '41
_REFORM = 1752

if TYPE_CHECKING:
    from carnet.dates.written.grammar import Item
    from carnet.dates.written.language import Language


def dated(joined: Joined, calendar: str, language: Language, written: str) -> When | None:
    """The `when` that items in a row amount to, or None."""
    first = joined.items[0]
    small = written.islower() and first.day is None and not first.feast
    if small and (not language.small_months or written.startswith("may ")):
        return None  # "march 1941" may be the end of a sentence
    if "same" in joined.joins:
        return _said_twice(joined, calendar, written)
    return _row(joined, calendar, written)


def _said_twice(joined: Joined, calendar: str, written: str) -> When | None:
    """A date with itself in another calendar behind it: 12 vendémiaire an IV (4 octobre 1795)."""
    cut = joined.joins.index("same")
    one = Joined(joined.items[: cut + 1], joined.joins[:cut])
    two = Joined(joined.items[cut + 1 :], joined.joins[cut + 1 :])
    if not one.items[-1].republican:
        one, two = two, one
    beside = _row(two, "gregorian", written) if "same" not in two.joins else None
    if beside is not None and beside.bounds and all(item.year is None for item in one.items):
        year, _, _ = CALENDARS["french republican"].from_jdn(beside.bounds[0])
        one = Joined(tuple(item._replace(year=year) for item in one.items), one.joins)
    when = _row(one, calendar, written)
    if when is not None and beside is not None and beside.bounds != when.bounds:
        return when.less_sure(f"the date beside it, {beside}, is another day", 0.5)
    return when


def _row(joined: Joined, calendar: str, written: str) -> When | None:
    """Dates in one calendar."""
    items = _filled(joined, calendar)
    if items is None:
        return None
    why: list[str] = []
    sure = 1.0
    if items[0].republican:
        calendar = "french republican"
    elif calendar == "french republican":
        calendar = "gregorian"  # whose months these are
    if any(item.dual for item in items):
        calendar = "julian"
        why.append("the year is written in two styles, so the date is in the Old Style")
    if any(item.numbered for item in items):
        items, calendar, sure = _numbered(items, calendar, why)
    points = [_point(item) for item in items]
    why += [f"“{item.about}” makes it approximate" for item in items if item.about]
    why += [f"“{item.part}” is a part of it" for item in items if item.part]
    why += [_feast_why(item) for item in items if item.feast]
    if items[0].blank == CENTURY:
        sure = min(sure, 0.5)
        why.append("the century is not written")
    elif items[0].blank:
        why.append("the year is not written in full")
    try:
        if joined.joins == ("/",) and _two_styles(points):
            when = When(Extent(points[0]), "julian", written, tuple(why), sure)
            return when.less_sure(
                "the day is written in two styles, of which the first is old", 0.9
            )
        if joined.joins == ("to",) and joined.items[0].year is None and _turned(points):
            points[0] = points[0]._replace(year=points[0].year - 1)
            sure = 0.8
            why.append("it ends in the year written, so it begins in the one before")
        extent = _extent(points, joined.joins, calendar)
        if extent is None:
            return None
        when = When(extent, calendar, written, tuple(why), sure)
    except DateError:
        return _impossible(items, calendar, written)
    for item, point in zip(items, points, strict=True):
        if item.weekday is not None:
            when = held_against(when, point, item.weekday)
        if item.feast:
            when = _held_against_feast(when, item, point)
    return when


def _feast_why(item: Item) -> str:
    return f"the feast ({item.feast}) is named"


def _held_against_feast(when: When, item: Item, point: Point) -> When:
    if point.unspecified or (point.month, point.day) == feast_day(
        item.feast, point.year, when.calendar
    ):
        return when
    return when.less_sure(f"the feast named ({item.feast}) is on another day", 0.7)


def _numbered(items: list[Item], calendar: str, why: list[str]) -> tuple[list[Item], str, float]:
    """Months that have numbers only: until 1751 the first was March among English Friends."""
    turned = []
    for item in items:
        year, month = item.year, item.month
        if item.numbered and year is not None and month is not None and year < _REFORM:
            turned.append(item._replace(month=(month + 1) % 12 + 1, year=year + (month > 10)))
        else:
            turned.append(item)
    if turned == items:
        why.append("the month is numbered")
        return items, calendar, 0.95
    why.append("the month is numbered, and before 1752 the first was March")
    return turned, "julian", 0.7


def _filled(joined: Joined, calendar: str) -> list[Item] | None:
    """Items with the months and years that their neighbours give; None where one is not full."""
    items = list(joined.items)
    year = month = None
    blank = 0
    republican = False
    for n in reversed(range(len(items))):  # 29, 30, 31 octobre 1870
        item = items[n]
        if item.year is None:
            item = item._replace(year=year, blank=blank)
        if item.month is None and month is not None and not item.feast:
            item = item._replace(month=month, republican=republican)
        year, blank = item.year, item.blank
        month = None if item.month_first or item.day is None else item.month
        republican = item.republican
        items[n] = item
    for n, item in enumerate(items[1:], 1):  # May 3–5, 1941
        before = items[n - 1]
        if item.month is None and before.month_first:
            items[n] = item._replace(month=before.month, month_first=True)
        if item.year is None and before.year_first:  # 1941. május 3–5.
            items[n] = items[n]._replace(year=before.year, year_first=True)
    if any(item.year is None for item in items):
        return None
    items = [on_its_day(item, calendar) for item in items]
    kinds = {(item.month is None, item.day is None, item.republican) for item in items}
    if len(kinds) > 1:
        return None
    if any(item.day is not None and (item.month is None or item.month > 20) for item in items):
        return None
    if any(item.feast and item.day is None for item in items):
        return None
    if any(item.dual and not _before_lady_day(item) for item in items):
        return None
    return items


def on_its_day(item: Item, calendar: str) -> Item:
    """An item whose year is known, with its day if that hangs on the year: a day that hangs on the year: of a feast that moves, or counted back from 1 March."""
    assert item.year is not None
    if calendar not in ("gregorian", "julian"):
        calendar = "gregorian"
    if item.feast and item.month is None and item.day is None and not item.blank:
        month, day = feast_day(item.feast, item.year, calendar)
        return item._replace(month=month, day=day)
    if item.before_march and item.day is not None:
        leap = CALENDARS[calendar].month_days(item.year, 2) == 29
        return item._replace(day=item.day + 1, before_march=False) if leap else item
    return item


def _before_lady_day(item: Item) -> bool:
    """Whether the year that began on 25 March was still the old one."""
    return item.month is not None and (item.month, item.day or 0) < (3, 25)


def _point(item: Item) -> Point:
    assert item.year is not None
    point = Point(item.year, item.month, item.day, item.blank << 4)
    if item.about:
        point = point.doubted(approximate=True, uncertain=False)
    doubt = (YEAR if item.doubtful_year else 0) | (DAY if item.doubtful_day else 0)
    return point._replace(uncertain=doubt & point.parts)


def _extent(points: list[Point], joins: tuple[str, ...], calendar: str) -> Extent | None:
    """An interval or a set, as the joins say; days that follow each other are an interval."""
    if len(points) == 1:
        return Extent(points[0])
    kinds = set(joins)
    if kinds == {"or"}:
        return Extent(members=tuple(Extent(point) for point in points))
    if kinds == {"to"}:
        return Extent(points[0], points[1]) if len(points) == 2 and points[0] != points[1] else None
    for point in points:
        check(point, CALENDARS[calendar])
    ends = [bounds(point, calendar) for point in points]
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
    if points[0].day is None or points[0].unspecified:
        return False
    julian, gregorian = When(Extent(points[0]), "julian"), When(Extent(points[1]))
    return julian.bounds == gregorian.bounds


def _impossible(items: list[Item], calendar: str, written: str) -> When | None:
    """31 April 1941 is no day: the month is kept, the day is not made up."""
    item = items[0]
    if len(items) > 1 or item.day is None or item.month is None:
        return None
    try:
        when = When(Extent(_point(item._replace(day=None, doubtful_day=False))), calendar, written)
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
    if point is None or point.day is None or point.unspecified:
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
