"""Stated dates held against the words they stand on and against their neighbours.

An encoder types `@when`, the diarist wrote "Friday 24"; where the two disagree one is a slip.
The words win only where weekday and day of the month agree on one date close by; every
disagreement is a finding, whoever wins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from carnet.dates import When
from carnet.dates.calendars import CALENDARS, Calendar, gregorian_from_jdn, weekday
from carnet.dates.stated import is_julian
from carnet.dates.written import day_and_weekday
from carnet.days.reckoning import (
    MARKED,
    UNCONVERTED,
    Pair,
    as_julian,
    in_julian,
    marked_style,
    style_of,
)
from carnet.model import Document, Finding, Piece

REACH = 16  # days on either side of the expected one in which a slip is looked for
_NUMBER = re.compile(r"\d+")
_GREGORIAN, _JULIAN = CALENDARS["gregorian"], CALENDARS["julian"]


class _Said(NamedTuple):
    """What the words of a heading say of the day."""

    day: int
    weekday: int | None
    month: int | None


def _jdn(when: When) -> int | None:
    """The day of a `when` that is one sure day."""
    if when.precision != "day" or when.bounds is None or when.bounds[0] != when.bounds[1]:
        return None
    return when.bounds[0]


def _said(text: str, piece: Piece, dates: list[tuple[int, int]], foreign: set[int]) -> _Said | None:
    """Day and weekday in the words of the date, or of the heading where no date is marked."""
    if piece.heading is None:
        return None
    left, right = piece.heading
    inside = [span for span in dates if left <= span[0] and span[1] <= right]
    if any(start in foreign for start, _ in inside):
        return None  # two calendars in one heading: two days of the month
    if not inside:
        return _said_in(text[left:right])
    said = _said_in(text[slice(*inside[-1])])
    point = piece.when.start if piece.when is not None else None
    if len(inside) > 1 and said is not None and point is not None and said.day != point.day:
        first = _said_in(
            text[slice(*inside[0])]
        )  # "8th, 9th and 10th", of which the first is stated
        if first is not None and first.day == point.day:
            return first
    return said


def _said_in(words: str) -> _Said | None:
    if len(words) > 120 or len(_NUMBER.findall(words)) != 1:
        return None
    day, day_of_week, month = day_and_weekday(words)
    return None if day is None else _Said(day, day_of_week, month)


def _fits(jdn: int, said: _Said, calendar: Calendar) -> bool:
    _, month, day = calendar.from_jdn(jdn)
    return (
        day == said.day
        and (said.weekday is None or weekday(jdn) == said.weekday)
        and (said.month is None or month == said.month)
    )


def _near(expected: int, said: _Said, reach: int, calendar: Calendar) -> int | None:
    """The one day near `expected` that the words fit; None where there are two, or none."""
    days = range(expected - reach, expected + reach + 1)
    found = [jdn for jdn in days if _fits(jdn, said, calendar)]
    return found[0] if len(found) == 1 else None


def _day_of(jdn: int, calendar: Calendar) -> When:
    return When.day(*calendar.from_jdn(jdn), calendar.name)


def check_stated(document: Document) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The document's pieces with slips of the encoder mended, and a finding for each."""
    entries = [i for i, piece in enumerate(document.pieces) if piece.kind == "entry"]
    if not entries:
        return document.pieces, ()
    spans = document.spans
    dates = [(span.start, span.end) for span in spans if span.kind == "date"]
    named = [(span.start, span.value) for span in spans if span.kind == "calendar"]
    julian = {start for start, name in named if is_julian(name)}
    foreign = {start for start, name in named if not _is_gregorian(name)} - julian
    by_piece = _by_piece(document.pieces, dates)
    marked = {i for i in entries if _starts(document.pieces[i], by_piece.get(i, [])) & julian}
    pieces, calendar = _reckoned(document, entries, by_piece, foreign, marked)
    findings: list[Finding] = []
    last: int | None = None  # the day of the entry before
    for n, i in enumerate(entries):
        piece = pieces[i]
        following = _sure_day(document.text, pieces, entries, n + 1, by_piece, foreign, calendar)
        mended, message = _check(
            document.text, piece, by_piece.get(i, []), foreign, last, following, calendar
        )
        if message:
            findings.append(
                Finding(
                    document.source,
                    piece.locator,
                    "date",
                    message,
                    *(piece.heading or (piece.start, piece.start)),
                )
            )
        if mended is not None:
            pieces[i] = piece = piece._replace(when=mended)
        day = _jdn(piece.when) if piece.when is not None else None
        last = day if day is not None else last
    return tuple(pieces), tuple(findings)


def _is_gregorian(name: str) -> bool:
    return name.strip("# ").lower() in ("gregorian", "greg", "")


def _starts(piece: Piece, dates: list[tuple[int, int]]) -> set[int]:
    """Where the dates in the heading of an entry begin."""
    if piece.heading is None:
        return set()
    left, right = piece.heading
    return {start for start, end in dates if left <= start and end <= right}


def _reckoned(document: Document, entries: list[int], by_piece: dict[int, list[tuple[int, int]]],
              foreign: set[int], marked: set[int]) -> tuple[list[Piece], Calendar]:  # fmt: skip
    """The pieces with their days in the calendar in which the words count, and that calendar.

    `marked` are the entries whose dates are said to be Julian. That most are says so of all; TEI
    means it of the words, many encoders of `@when`, and the words tell which.
    """
    pieces = list(document.pieces)
    pairs = []
    for i in entries:
        when = pieces[i].when
        day = _jdn(when) if when is not None and when.calendar == "gregorian" else None
        said = (
            None if day is None else _said(document.text, pieces[i], by_piece.get(i, []), foreign)
        )
        if day is not None and said is not None:
            pairs.append(Pair(day, *said))
    style = style_of(pairs)
    why = UNCONVERTED
    if style == "gregorian" and 2 * len(marked) > len(entries):
        style, why = marked_style(pairs), MARKED
    if style == "gregorian":
        return pieces, _GREGORIAN
    moved = in_julian if style == "old style" else partial(as_julian, why=why)
    for i in entries:
        when = pieces[i].when
        if when is not None:
            pieces[i] = pieces[i]._replace(when=moved(when))
    return pieces, _JULIAN


def _sure_day(text: str, pieces: list[Piece], entries: list[int], n: int,
              by_piece: dict[int, list[tuple[int, int]]], foreign: set[int],
              calendar: Calendar) -> int | None:  # fmt: skip
    """The day of the n-th entry, unless its own words speak against it."""
    if n >= len(entries):
        return None
    piece = pieces[entries[n]]
    day = _jdn(piece.when) if piece.when is not None else None
    said = _said(text, piece, by_piece.get(entries[n], []), foreign)
    return None if day is None or (said is not None and not _fits(day, said, calendar)) else day


def _by_piece(
    pieces: tuple[Piece, ...], dates: list[tuple[int, int]]
) -> dict[int, list[tuple[int, int]]]:
    """The dates of each piece; both lists run in the order of the text."""
    out: dict[int, list[tuple[int, int]]] = {}
    i = 0
    for span in dates:
        while i + 1 < len(pieces) and span[0] >= pieces[i].end:
            i += 1
        out.setdefault(i, []).append(span)
    return out


def _check(text: str, piece: Piece, dates: list[tuple[int, int]], foreign: set[int],
           last: int | None, following: int | None, calendar: Calendar,
           ) -> tuple[When | None, str]:  # fmt: skip
    """A better date, or None; and what to tell a person, or nothing."""
    said = _said(text, piece, dates, foreign)
    when = piece.when
    if said is None or when is None:
        return None, ""
    written = " ".join(text[slice(*piece.heading)].split()) if piece.heading else ""
    stated = _jdn(when)
    if stated is None:
        if when.edtf is not None:
            return None, ""
        return _infer(written, said, last, calendar)
    if when.calendar == "julian":
        calendar = _JULIAN
    if _fits(stated, said, calendar):
        return None, ""
    if calendar is _JULIAN and _fits(stated, said, _GREGORIAN):
        forgotten = _JULIAN.to_jdn(*gregorian_from_jdn(stated))
        if _in_order(forgotten, stated, last, following):
            mended = replace(
                _day_of(forgotten, _JULIAN), written=when.written, sure=0.9,
                why=(f"the words “{written}”: the file's {when.gregorian} was not converted",),
            )  # fmt: skip
            return mended, (
                f"the file dates “{written}” {when.gregorian}, which is the Julian day, while it "
                f"states all others in the Gregorian calendar; {mended.edtf} Julian is taken"
            )
    _, month, day = calendar.from_jdn(stated)
    if day == said.day and (said.month is None or said.month == month):
        return (
            when.less_sure("the weekday in the text is another", 0.9),
            f"“{written}”: {when.edtf} was another day of the week; the date is kept",
        )
    better = _near(stated, said, REACH, calendar) if said.weekday is not None else None
    if better is not None and _in_order(better, stated, last, following):
        mended = _day_of(better, calendar)
        mended = replace(
            mended, written=when.written, sure=0.8,
            why=(f"the words “{written}” and their weekday, against the file's {when.edtf}",),
        )  # fmt: skip
        return (
            mended,
            f"the file dates “{written}” {when.edtf}; the words fit {mended.edtf}, which is taken",
        )
    borne_out = said.weekday is not None and said.weekday == weekday(stated)
    doubtful = when.less_sure(f"the words say “{written}”", 0.9 if borne_out else 0.6)
    if borne_out:
        return (
            doubtful,
            f"“{written}”: the weekday fits {when.edtf}, the day of the month does not; it is kept",
        )
    return (
        doubtful,
        f"the file dates “{written}” {when.edtf}, which the words do not bear; it is kept",
    )


def _in_order(jdn: int, stated: int, last: int | None, after: int | None) -> bool:
    """A mended date must not stand worse in the sequence than the stated one."""
    breaks = (last is not None and jdn < last) + (after is not None and jdn > after)
    broke = (last is not None and stated < last) + (after is not None and stated > after)
    return breaks <= broke


def _infer(
    written: str, said: _Said, last: int | None, calendar: Calendar
) -> tuple[When | None, str]:
    """A date for words that no date is stated for, from the entry before."""
    if last is None:
        return None, f"“{written}” has no stated date"
    found = _near(last + REACH // 2, said, REACH, calendar)
    if found is None:
        return None, f"“{written}” has no stated date, and the entries around it do not settle it"
    when = replace(
        _day_of(found, calendar), written=written, sure=0.9 if said.weekday is not None else 0.7,
        why=(f"the words “{written}” after {_day_of(last, calendar).edtf}",),
    )  # fmt: skip
    return when, f"no date is stated for “{written}”; {when.edtf} follows from the entry before"
