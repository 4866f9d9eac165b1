"""A date put into words, in the languages that Carnet knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS, weekday
from carnet.dates.edtf import Extent, spell
from carnet.dates.point import Point, bounds
from carnet.dates.when import When
from carnet.dates.written.shelf import LANGUAGES, language_of

if TYPE_CHECKING:
    from carnet.dates.written.language import Language

_SEASONS = {code: (code - 21) % 4 for code in range(21, 33)}
_PARTS = ((40, "half"), (37, "third"), (33, "quarter"))
_YEAR_BLANK = 0b1111_00_00


def month_name(month: int, language: str) -> str:
    """The name of a month, 1 to 12; in English for a language that Carnet does not know."""
    return _language(language).months[month - 1][0]


def weekday_name(day: int, language: str) -> str:
    """The name of a weekday, Monday being 0; in English for an unknown language."""
    return _language(language).weekdays[day][0]


def say(when: When, language: str, *, with_weekday: bool = False) -> str:
    """A date in words: "about May 1941", "entre 1847 et 1854", "undatiert".

    `language` is a BCP 47 tag; for one that Carnet does not know, English is spoken. With
    `with_weekday`, single days have theirs. A Republican date is followed by the Gregorian one.
    """
    return _Speaker(_language(language), when.calendar, weekday=with_weekday).when(when)


@lru_cache(maxsize=64)
def _language(tag: str) -> Language:
    return language_of(tag) or LANGUAGES["en"]


def _roman(number: int) -> str:
    from carnet.dates.written.tokens import spelt_roman  # noqa: PLC0415 - few dates need it

    return spelt_roman(number)


class _Speaker:
    """Says dates of one calendar in one language."""

    def __init__(self, language: Language, calendar: str, *, weekday: bool) -> None:
        self.language = language
        self.phrases = language.phrases
        self.calendar = calendar
        self.weekday = weekday

    def when(self, when: When) -> str:
        if not when.known:
            return self.phrases.unknown
        said = self.extent(when.extent)
        if CALENDARS[self.calendar].in_edtf or when.gregorian is None:
            return said
        gregorian = _Speaker(self.language, "gregorian", weekday=self.weekday)
        return f"{said} ({gregorian.extent(When.parse(when.gregorian).extent)})"

    def extent(self, extent: Extent) -> str:
        if extent.members:
            join = self.phrases.all_of if extent.every else self.phrases.one_of
            return join.join(map(self.extent, extent.members))
        start, end = extent.start, extent.end
        if start is not None and end is not None:
            return self.interval(start, end)
        point = start or end
        assert point is not None
        said = self.point(point)
        is_day = point.precision == "day" and not point.approximate
        if start is None:
            return (self.phrases.until_day if is_day else self.phrases.until).format(said)
        if extent.closing:
            return (self.phrases.since_day if is_day else self.phrases.since).format(said)
        return said

    def interval(self, start: Point, end: Point) -> str:
        doubtful = any(start[3:] + end[3:])
        if not doubtful and start.month is None and end.month is None:
            return self.phrases.between.format(first=self.point(start), last=self.point(end))
        one_month = start[:2] == end[:2] and not doubtful and not self.weekday
        if one_month and start.day is not None and end.day is not None and end.month != 13:
            days = self.phrases.span_days.format(first=self.number(start.day), last=end.day)
            return self.named(end, days)
        return self.phrases.span.format(first=self.point(start), last=self.point(end))

    def point(self, point: Point) -> str:
        said = self.bare(point)
        if point.approximate:
            is_day = point.precision == "day"
            said = (self.phrases.about_day if is_day else self.phrases.about).format(said)
        return self.phrases.uncertain.format(said) if point.uncertain else said

    def bare(self, point: Point) -> str:
        """A point without its doubt."""
        if point.unspecified:
            return self.partial(point)
        if not CALENDARS[self.calendar].in_edtf:
            return self.republican(point)
        if point.day is not None:
            said = self.named(point, self.number(point.day))
            if self.weekday:
                jdn, _ = bounds(point, self.calendar)
                name = self.language.weekdays[weekday(jdn)][0]
                said = self.phrases.weekday.format(said, weekday=name)
            return said
        year = self.year(point.year)
        if point.month is None:
            return year
        if point.month <= 12:
            return self.phrases.month.format(month=self.month(point.month), year=year)
        if point.month in _SEASONS:
            season = self.phrases.seasons[_SEASONS[point.month]]
            return self.phrases.season.format(season=season, year=year)
        first, pattern = next(
            (first, getattr(self.phrases, name)) for first, name in _PARTS if point.month >= first
        )
        return str(pattern.format(number=point.month - first + 1, year=year))

    def partial(self, point: Point) -> str:
        """A point with unknown digits; what has no form in words is said in EDTF."""
        month, day, blank = point.month, point.day, point.unspecified
        if blank == _YEAR_BLANK and month is not None:
            if day is None:
                return self.phrases.yearless_month.format(month=self.month(month))
            return self.phrases.yearless_day.format(
                day=self.number(day), month=self.month_of(month)
            )
        if month is not None and not blank & 0b1111 and (within := self.withheld(point)):
            return f"{self.yearless(month, day)}{within}"
        if month is None and blank == 0b0001_00_00 and point.year > 0:
            return self.phrases.decade.format(year=point.year)
        if month is None and blank != _YEAR_BLANK:
            digits = 10 ** (blank >> 4).bit_length() - 1
            ends = sorted((point.year, point.year + (digits if point.year > 0 else -digits)))
            if blank >> 4 in (1, 3, 7):
                first, last = map(self.year, ends)
                return self.phrases.between.format(first=first, last=last)
        if blank in (0b11_11, 0b11_00) and not day:
            return self.year(point.year)
        if blank == 0b11:
            return self.bare(Point(point.year, month))
        return spell(Extent(point._replace(approximate=0, uncertain=0)))

    def yearless(self, month: int, day: int | None) -> str:
        """A month, or a day of it, as it is said before what is known of its year."""
        # in the pattern what follows the comma says that the year is unknown
        if day is None:
            return self.phrases.yearless_month.partition(", ")[0].format(month=self.month(month))
        said = self.phrases.yearless_day.partition(", ")[0]
        return said.format(day=self.number(day), month=self.month_of(month))

    def withheld(self, point: Point) -> str:
        """A year of which the last figures are unknown, or the first two: 19XX, XX34."""
        digits = {0b0001: 10, 0b0011: 100, 0b0111: 1000}.get(point.unspecified >> 4)
        if point.unspecified >> 4 == 0b1100:
            return f" ’{point.year % 100:02}"
        if digits is None or point.year < digits:
            return ""
        first = point.year - point.year % digits
        years = self.phrases.between.format(first=first, last=first + digits - 1)
        return f", {years}"

    def named(self, point: Point, day: str) -> str:
        """A day of a month, its number being put as `day`."""
        assert point.month is not None
        if not CALENDARS[self.calendar].in_edtf:
            month, year = self.language.republican[point.month - 1], _roman(point.year)
            return self.phrases.republican_day.format(day=day, month=month, year=year)
        month, year = self.month_of(point.month), self.year(point.year)
        return self.phrases.day.format(day=day, month=month, year=year)

    def republican(self, point: Point) -> str:
        year = _roman(point.year)
        if point.month is None:
            return self.phrases.republican_year.format(year=year)
        if point.month == 13:
            if point.day is None:
                return self.phrases.complementary_days.format(year=year)
            day = point.day
            counted = self.phrases.first if day == 1 else self.phrases.nth.format(day=day)
            return self.phrases.complementary_day.format(day=counted, year=year)
        if point.day is not None:
            return self.named(point, self.number(point.day))
        month = self.language.republican[point.month - 1]
        return self.phrases.republican_month.format(month=month, year=year)

    def number(self, day: int) -> str:
        return self.phrases.first if day == 1 else str(day)

    def month_of(self, month: int) -> str:
        """A month's name as it stands behind a day."""
        inflected = self.language.months_of
        return inflected[month - 1] if inflected else self.month(month)

    def month(self, month: int) -> str:
        return self.language.months[month - 1][0]

    def year(self, year: int) -> str:
        return str(year) if year > 0 else self.phrases.before_christ.format(year=1 - year)
