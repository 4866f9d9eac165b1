"""Whether a file is one day's page, or tells of several days: the dates it states of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.dates import When
from carnet.dates.written import day_and_weekday, read_date
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carnet.dates.written import Reading
    from carnet.readers.named import Named

LONGEST = 200  # code points; no heading is longer, and a line may have a hundred million
_LINE = re.compile(r"[^\n]+")
_ISO = re.compile(r"[\[(]?(\d{4}-\d\d-\d\d)(?!\d)")
_PARTS = re.compile(r"\s*[:—–|,](?=\s)|\s+-(?=\s)|\s+(?=\()|(?<=^\d{4}-\d\d-\d\d)(?=\s)")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_WORD = re.compile(r"\S+")
_MOST_MARKS = 6  # at which a heading's title is looked for
_MOST_WORDS = 5  # of a date that is looked for among other words
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d?:\d\d[\d:.,]*(?: ?[APap][Mm])?(?:Z|[ +-][\d:]+)?")


def languages(options: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The languages that an archive says it is written in; None where it does not say."""
    return tuple(options.get("languages") or ()) or None


def calendar(options: Mapping[str, Any]) -> str:
    """The calendar that an archive says its writer kept."""
    return str(options.get("calendar") or "gregorian")


def when_named(date: Named, options: Mapping[str, Any]) -> When | None:
    """The date that a file's name states; None where the archive's calendar has no such day."""
    why = (f"the file is named {date.written}",)
    try:
        return When.parse(date.edtf, calendar(options), written=date.written, why=why)
    except DateError:
        return None


def when_stated(value: str, options: Mapping[str, Any], why: str) -> When | None:
    """The date that a field states: EDTF, ISO 8601 with a clock time, or words; else None."""
    value = value.strip()
    if not value or len(value) > LONGEST:
        return None
    clock = _CLOCK.fullmatch(value)
    try:
        when = When.parse(
            clock[1] if clock else value, calendar(options), written=value, why=(why,)
        )
    except DateError:
        reading = read_date(value, languages(options), calendar(options))
        if reading is None:
            return None
        found = reading.when
        return replace(found, written=found.written or value, why=(why, *found.why))
    return when if when.known else None


def full(words: str, options: Mapping[str, Any]) -> Reading | None:
    """The date in a heading, where it is full: nothing of it would have to be carried over."""
    if len(words) > LONGEST or not any(map(str.isdigit, words)):
        return None
    reading = read_date(words, languages(options), calendar(options))
    return reading if reading is not None and is_full(reading.when) else None


class Titled(NamedTuple):
    """A heading of a day's entry: its date, and the title that follows it, if any."""

    when: When
    title: str


def titled(words: str, options: Mapping[str, Any]) -> Titled | None:
    """The full date with which a heading begins, and what stands after a mark that parts them:
    of several marks the last that has nothing but a date, and perhaps a place, before it.

    For a line of prose that would be too bold; a heading is stated to be one.
    """
    if exact := full(words, options):
        return Titled(exact.when, "")
    if len(words) > LONGEST:
        return None
    marks = [mark for mark in _PARTS.finditer(words) if 6 <= mark.start() <= 60]
    for mark in reversed(marks[:_MOST_MARKS]):
        if reading := full(words[: mark.start()], options):
            return Titled(reading.when, _bare(words[mark.end() :].strip()))
    return None


def _bare(title: str) -> str:
    """A title without the brackets that hold all of it."""
    return title[1:-1].strip() if title.find(")") == len(title) - 1 and title[0] == "(" else title


def full_within(words: str, options: Mapping[str, Any]) -> When | None:
    """The full date among the words of a heading that says more: the words that end in its year."""
    if len(words) > LONGEST or (year := _YEAR.search(words)) is None:
        return None
    last = _WORD.match(words, year.end())
    before = words[: last.end() if last else year.end()].split(" ")
    for count in range(_MOST_WORDS, 0, -1):
        if reading := full(" ".join(before[-count:]), options):
            return reading.when
    return None


def is_partial(words: str, options: Mapping[str, Any]) -> bool:
    """Whether a short heading names a day and leaves out its month or year: "3 May"."""
    if len(words) > 40 or not any(map(str.isdigit, words)) or _YEAR.search(words):
        return False
    seen = day_and_weekday(words, languages(options))
    return seen.day is not None and (seen.weekday is not None or seen.month is not None)


def is_full(when: When) -> bool:
    """Whether it has a year and goes down to days."""
    return when.year is not None and when.precision in ("day", "interval")


def tells_of_days(text: str, date: Named, options: Mapping[str, Any]) -> bool:
    """Whether a file named for a date has two dated headings or more of its own.

    A file named for a month or a longer time has them also where it leaves out the year.
    """
    headings = 0
    for line in _short_lines(text):
        if iso := _ISO.match(line):
            headings += when_stated(iso[1], {}, "") is not None
        elif full(line, options):
            headings += 1
        elif not date.is_day and any(map(str.isdigit, line)):
            headings += is_partial(line, options)
        if headings > 1:
            return True
    return False


def _short_lines(text: str) -> Iterator[str]:
    """The lines that are not too long for a heading and follow a blank line, or the top."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        blank = start < 2 or text[start - 2 : start] == "\n\n"
        if end - start <= LONGEST and blank:
            yield line[0].strip()
