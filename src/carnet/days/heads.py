"""What the beginning of a paragraph says of a day, and what it looks like as a heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.markup import plain
from carnet.dates.written.misprints import like_figures, mended
from carnet.dates.written.tokens import roman_day, tokens
from carnet.days.beginning import Beginning, Opening
from carnet.days.core import DAY_WORDS, FRONT, Core, find_core
from carnet.days.footnotes import head_of
from carnet.days.looks import SECTION, Shape, parts_said, prior, shape_of
from carnet.days.sections import years_over
from carnet.days.setting import has_dash, past_sign, setting
from carnet.days.spots import HEAD, time_words
from carnet.days.tongues import languages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.grammar import Joined
    from carnet.dates.written.language import Language
    from carnet.dates.written.tokens import Token
    from carnet.days.spots import Spot

_RUN_IN = 72  # code points of a long paragraph that are read
_AT_LEAST = 60  # the same, where in more of them there are too many tokens
_SHORT = 30  # code points of what may stand in a text again and again
_MENDED = 8  # tokens in which misprints are mended
_LESS_SURE = 0.3  # log odds that a misprint takes away
_DASH = re.compile(r"(?:[\w_*)\]]\s?[.,:;!?][_*)\]]*\s*(?=--+|[—―])|[_*)\]]\s*(?=--+|[—–―]))")
_DAY_BEHIND = re.compile(r"[-—―–]+\s?_?[0-9]{1,2}(?:[.,;:]|er\b|st\b|nd\b|rd\b|th\b)")  # May. — 3.
_SPAN_BEHIND = re.compile(r"[-—―–]+\s?_?[^\W\d_]{3,12}\.?_?\s[0-9]{1,2}[a-z]{0,2}\b[^\n]{0,20}\s*")
_ASKED = re.compile(r"\s?\s?[\[(]?\?|\s*\[\d{1,4}\s?\?\]")


_WRAPS = frozenset("_*+=~|")  # transcribers' marks for italics, bold and letter-spacing


class Head(NamedTuple):
    """A paragraph's beginning that bears a date, or part of one.

    `start` to `end` is the heading in the text, marks included. `joined` holds the date's items as
    written, which may lack month and year; there is none for "the same day". `prior` is how likely
    such a look is a heading's before anything else is known (log odds). `kind` is `date`,
    `weekday`, `same`, `next`, `undated`, or `section`: a year or a span over what follows.
    """

    start: int
    end: int
    spot: Spot
    kind: str
    language: Language
    shape: Shape
    prior: float = 0.0
    joined: Joined | None = None
    weekday: int | None = None  # Monday is 0
    years: tuple[int, ...] = ()  # of a section
    masked: str = ""  # a year partly withheld, as EDTF: 19XX
    doubtful: bool = False  # "?", or another day in brackets
    near: tuple[str, ...] = ()  # misprints that were read as what was meant
    hour: bool = False  # an evening, a night: said with a day
    bare: bool = False  # a day's number and nothing more: it may number anything


class Reader:
    """Reads the beginnings of one document; those that are alike to a letter are read once."""

    def __init__(self, likely: Sequence[Language], order: str) -> None:
        self._likely = likely
        self._order = order
        self._read: dict[tuple[object, ...], Head | None] = {}

    def __call__(self, text: str, spot: Spot) -> Head | None:
        """The same as `read_head`."""
        end = spot.end if spot.blank else min(spot.end, spot.line + _SHORT)
        if end - spot.start > 2 * _SHORT:
            return read_head(text, spot, self._likely, self._order)
        size = min(spot.end - spot.start, 2 * HEAD)
        key = text[spot.start : end], size, spot.line - spot.start, spot.blank, spot.stop
        if key not in self._read:
            self._read[key] = read_head(text, spot, self._likely, self._order)
        head = self._read[key]
        if head is None or head.spot is spot:
            return head
        return head._replace(start=spot.start, end=spot.start + head.end - head.start, spot=spot)


def read_head(text: str, spot: Spot, likely: Sequence[Language], order: str) -> Head | None:
    """What a paragraph's beginning says of its day; None where it says nothing.

    `likely` are the languages of the book, `order` that of its figures (`dmy`, `mdy` or "").
    """
    head = head_of(text, spot)
    short = spot.end - spot.start <= HEAD
    dated = _dated(head, short=short)
    row = plain(tokens(dated) or tokens(head[:_AT_LEAST]))
    # a long paragraph begins with its date or has none: most of what is looked at ends here
    front = row if short else row[:FRONT]
    words = time_words()
    best = None
    if _of_time(front, words):
        best = _best(head, row, front, spot, likely, order)
    if (best is None or best.bare) and short and len(dated) < len(head):
        row = plain(tokens(head))  # the date may stand behind the dash: "Day 2 -- June 7"
        if _of_time(row, words):
            best = _best(head, row, row, spot, likely, order) or best
    return best


def _best(
    head: str, row: Sequence[Token], front: Sequence[Token], spot: Spot,
    likely: Sequence[Language], order: str,
) -> Head | None:  # fmt: skip
    """The best reading in any language."""
    best: Head | None = None
    for language in languages_of(front, likely):
        opening = Opening(head, row, spot)
        found = _read(Beginning(opening, language, order))
        if found is None or _half(found):
            found = _mended(opening, language, likely, order) or found
        if found is not None and (best is None or _better(found, best)):
            best = found
    return best


def _of_time(row: Sequence[Token], words: frozenset[str]) -> bool:
    """Whether a figure or a word of time is among tokens."""
    return any(token.number >= 0 or token.word in words for token in row)


def _dated(head: str, *, short: bool) -> str:
    """What may hold the date: what stands before a dash, or as much as a heading may be long."""
    dash = _DASH.search(head) if has_dash(head) else None
    if dash is not None and short and _SPAN_BEHIND.fullmatch(head, dash.end()):
        return head  # a line from one day to another
    if dash is not None and dash.start() and not _DAY_BEHIND.match(head, dash.end()):
        return head[: dash.end()]
    return head if short else head[:_RUN_IN]


def _better(found: Head, best: Head) -> bool:
    """Whether a reading is likelier than another. A year over what follows is the last resort: in
    the wrong language any full date looks like one.
    """
    if "section" in (found.kind, best.kind):
        return best.kind == "section" != found.kind
    if found.bare != best.bare and found.joined is not None and best.joined is not None:
        one, other = found.joined.items[0], best.joined.items[0]
        if one.day == other.day and (one.month or other.month):
            return best.bare  # "Den 8. Martij", where one language knows no such month
    return found.prior > best.prior + 0.01


def _read(beginning: Beginning) -> Head | None:
    """A beginning read in one language."""
    core = find_core(beginning)
    if core is None:
        return _section(beginning)
    spot, row, head = beginning.spot, beginning.row, beginning.head
    set_off, end = setting(beginning, core)
    before = beginning.prose(0, core.first)
    if before and set_off in ("alone", "line") and _of_the_day_of_writing(beginning, core):
        before = 0
    inside = beginning.starting(core.last, end)
    weekday = core.items[0].weekday if core.items else None
    if weekday is None:
        weekday = beginning.weekday(0, inside)
    if core.kind == "weekday" and weekday is None:
        return None
    after = beginning.prose(core.last, inside)
    bare = bool(core.items) and weekday is None and all(
        item.month is None and item.year is None for item in core.items
    ) and not _as_day(beginning, core, set_off)  # fmt: skip
    words = [token.word for token in row[core.last : inside] if token.is_word]
    if bare and words and set_off in ("alone", "line"):
        end = row[core.last - 1].end  # "1. Flour." is an item in a list
        parted = past_sign(head, end)
        set_off, end = ("stop", end) if parted is None else ("dash", parted)
    elif core.mask and set_off in ("comma", "text"):
        set_off = "stop"
    shape = shape_of(beginning, core, set_off, before, weekday)
    odds = prior(beginning, core, shape, parts_said(core, weekday), before, after)
    asked = _ASKED.match(head, row[core.last - 1].end) is not None
    hours = beginning.language.of_day | beginning.language.clock
    return Head(
        spot.start, spot.start + end, spot, core.kind, beginning.language, shape, odds,
        joined=core.joined, weekday=weekday, masked=core.mask, doubtful=core.doubtful or asked,
        hour=not hours.isdisjoint(words), bare=bare,
    )  # fmt: skip


def _as_day(beginning: Beginning, core: Core, set_off: str) -> bool:
    """Whether words make a day of a number that could be any: "Dia 22", "13en dito", "Du 11 au 13"."""
    row, language = beginning.row, beginning.language
    if any(row[at].word in DAY_WORDS for at in range(core.first)):
        return True
    if len(core.items) > 1 and core.first > beginning.opened and "to" in core.joined_by:
        return set_off in ("alone", "dash", "mark")  # "Vom 2. bis zum 23. in Wien" is a sentence
    if any(row[at].word in language.night for at in range(core.first)):
        return True
    if beginning.single and _at_an_hour(beginning, core.last):
        return True
    said = (token.word for token in row[core.first : core.last] if token.is_word)
    joining = language.ordinals | language.both | language.to
    return any(word not in joining and not roman_day(word) for word in said)


def _at_an_hour(beginning: Beginning, at: int) -> bool:
    """Whether a time of day stands here, and nothing behind it: "15, evening"."""
    row = [token for token in beginning.row[at:] if token.is_word]
    return len(row) == 1 and row[0].word in beginning.language.of_day


def _of_the_day_of_writing(beginning: Beginning, core: Core) -> bool:
    """Whether a date that prose stands before is the heading all the same: "I have skipped three
    days. To-day, July 21", or one that marks set off from that prose.
    """
    begin = beginning.row[core.first].start
    return beginning.today(core.first) or (beginning.single and beginning.head[begin - 1] in _WRAPS)


def _section(beginning: Beginning) -> Head | None:
    """A line that gives years to what follows it."""
    years = years_over(beginning)
    if not years:
        return None
    spot = beginning.spot
    end = spot.start + len(beginning.head.rstrip())
    return Head(spot.start, end, spot, "section", beginning.language, SECTION, years=years)


# ---------------------------------------------------------------------- misprints


def _half(head: Head) -> bool:
    """Whether part of a date may be hidden by a misprint: "December ll", "1 5th", "Agust 9"."""
    if head.joined is None:
        return head.kind in ("weekday", "section")
    item = head.joined.items[0]
    return (item.day is None and item.year is None) or head.bare or head.shape.setting == "text"


def _mended(
    opening: Opening, language: Language, likely: Sequence[Language], order: str
) -> Head | None:
    """The beginning read with its misprints mended, if that makes a better date of it."""
    front = opening.row[:_MENDED]
    named = bool(front) and front[0].word in language.weekday_numbers
    if not (opening.spot.blank or named):
        return None
    if not any(token.number >= 0 or like_figures(token.text) for token in front):
        return None
    repaired = mended(front, language, likely)
    if repaired is None:
        return None
    row = [*repaired.row, *opening.row[_MENDED:]]
    found = _read(Beginning(opening._replace(row=row), language, order))
    if found is None or found.joined is None or _half(found):
        return None
    return found._replace(near=tuple(repaired.reasons.values()), prior=found.prior - _LESS_SURE)
