"""Dates with their reasons: how sure each is, and what a person should look at."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates import UNKNOWN, When
from carnet.dates.calendars import weekday
from carnet.dates.edtf import Extent
from carnet.dates.point import Point
from carnet.dates.written.grammar import Item, Joined
from carnet.dates.written.meaning import dated, doubtful
from carnet.dates.written.shelf import LANGUAGES
from carnet.days.sequence import step
from carnet.errors import DateError

if TYPE_CHECKING:
    from carnet.days.habits import Habits
    from carnet.days.heads import Head
    from carnet.days.meanings import Choice
    from carnet.days.sequence import Path, Role, Search, Taken
    from carnet.model import Document

_WITHIN = "it begins a sentence, as other days of these paragraphs do"
_HEAT = 1.6  # by which odds are drawn together, so that what is said to be sure is right as often


class Understood(NamedTuple):
    """A heading with its date, its reasons and the doubts that become findings."""

    head: Head
    when: When
    role: Role
    may_be_entry: bool  # a section that is an entry where it has prose of its own
    doubts: tuple[str, ...]


def understood(document: Document, search: Search, path: Path, habits: Habits) -> list[Understood]:
    """What the best path amounts to."""
    out: list[Understood] = []
    text = document.text
    days = [t for t in path.taken if t.choice is not None and t.role == "entry"]
    place = {taken.n: n for n, taken in enumerate(days)}
    base = _base_share(path)
    before: When | None = None
    for taken in path.taken:
        head = search.heads[taken.n]
        choice = taken.choice
        if choice is None:
            if taken.role == "section":
                out.append(Understood(head, UNKNOWN, "section", may_be_entry=False, doubts=()))
                continue
            written = text[head.start : head.end]
            if head.kind == "undated":
                when = When(written=written, why=("it says that it has no date",))
                out.append(Understood(head, when, "entry", may_be_entry=False, doubts=()))
                continue
            known = before or UNKNOWN
            when = When(
                known.extent, known.calendar, written, ("the day of the entry before",), 0.9
            )
            out.append(Understood(head, when, "entry", may_be_entry=False, doubts=()))
            continue
        last = following = None
        if taken.n in place:
            n = place[taken.n]
            last = days[n - 1].choice if n else None
            following = days[n + 1].choice if n + 1 < len(days) else None
        slip = _slip_of(search, days, place.get(taken.n, -1))
        meant = _meant(search, head, choice, taken.mask, last, following, slip)
        when, doubts = _when(
            text, search, habits, head, meant or choice, taken.mask, last, following, base, slip,
            misprinted=meant is not None,
        )  # fmt: skip
        # a month or a season may be an entry as well; a year or a stretch of days is not
        wide = any(item.month is None or item.day is not None for item in choice.items)
        out.append(Understood(head, when, taken.role, not wide, doubts))
        if taken.role == "entry":
            before = when
    return out


def _base_share(path: Path) -> float:
    """How likely the year is that was assumed at the beginning, among those that were tried."""
    best = max(path.bases.values())
    weights = [math.exp(min(0.0, score - best) / _HEAT) for score in path.bases.values()]
    return 1.0 / sum(weights)


def _when(
    text: str, search: Search, habits: Habits, head: Head, choice: Choice, mask: str,
    last: Choice | None, following: Choice | None, base: float, slip: int, *, misprinted: bool,
) -> tuple[When, tuple[str, ...]]:  # fmt: skip
    written = text[head.start : head.end]
    calendar = search.means.calendar.name
    why = [_WITHIN if head.spot.within else head.shape.why]
    doubts: list[str] = []
    items = tuple(
        item._replace(about="") if _part(head, item.about) else item for item in choice.items
    )
    items = tuple(item._replace(weekday=None) for item in items)
    joins = head.joined.joins if head.joined is not None else ()
    when = dated(Joined(items, joins), calendar, head.language, written)
    if when is None:
        try:
            item = items[0]
            when = When(Extent(Point(item.year or 0, item.month, item.day)), calendar, written)
        except DateError:
            return UNKNOWN, (f"“{written}” is no date",)
    why += when.why
    sure = min(when.sure, _sure(search, habits, head, choice, mask, last, following, slip))
    if misprinted:
        said = (
            f"“{' '.join(written.split())}” cannot be: the weekday and the order of the entries "
            f"both say day {items[0].day}"
        )
        why.append(said)
        doubts.append(said)
        sure = min(sure, 0.8)
    if head.near:
        why += head.near
        sure = min(sure, 0.93)
    if "year" in choice.inferred:
        sure *= 1.0 if mask else base
        why.append("the year is that of the section or of the dates around it")
    if "month" in choice.inferred:
        why.append("the month is that of the section or of the dates around it")
    if "day" in choice.inferred:
        why.append(
            "the day after the entry before"
            if head.kind == "next"
            else "the next such weekday after the entry before"
        )
        sure = min(sure, 0.85)
    if head.weekday is not None and choice.first == choice.last and not mask:
        names = LANGUAGES["en"].weekdays
        actual = weekday(choice.first)
        if "day" in choice.inferred or misprinted:
            pass
        elif actual == head.weekday:
            why.append("the weekday agrees")
        else:
            said = f"the weekday written is {names[head.weekday][0]}, but that day was a {names[actual][0]}"
            why.append(said)
            doubts.append(said + _likelier(search, head, choice, last, following))
            if slip and (head.weekday - actual) % 7 == slip:
                why.append("the weekdays around it are out by as much")
            else:
                sure = min(sure, 0.8)
    early = last is not None and choice.first < last.first - 31 and choice.last < last.first
    if early and choice.inferred:
        doubts.append("it comes before the date of the entry before it")
    extent = when.extent
    if mask:
        extent = _masked(extent, mask)
        why.append("the year is not given")
        if head.joined is not None and any(_moves(item) for item in head.joined.items):
            extent = _year_of(extent)
    when = When(extent, when.calendar, written, tuple(dict.fromkeys(why)), round(sure, 3))
    if head.doubtful:
        when = doubtful(when)
    return when, tuple(doubts)


def _likelier(
    search: Search, head: Head, choice: Choice, last: Choice | None, following: Choice | None
) -> str:
    """A day near the one written that has its weekday and does not break the order."""
    for shift in (1, -1, 2, -2, 3, -3):
        jdn = choice.first + shift
        after = last is None or jdn > last.first
        before = following is None or jdn < following.first
        if weekday(jdn) == head.weekday and after and before:
            return f"; the {search.means.on(jdn, '').items[0].day}. would agree"
    return ""


def _slip_of(search: Search, days: list[Taken], n: int) -> int:
    """By how much the weekdays around a heading are out, where they are out by the same."""
    around = []
    for near in (n - 2, n - 1, n + 1, n + 2):
        if n >= 0 and 0 <= near < len(days):
            taken = days[near]
            assert taken.choice is not None
            out_by = search.slip(search.heads[taken.n], taken.choice, taken.mask)
            if out_by is not None:
                around.append(out_by)
    common = max(set(around), key=around.count, default=0)
    return common if around.count(common) >= 2 else 0


def _meant(
    search: Search, head: Head, choice: Choice, mask: str, last: Choice | None,
    following: Choice | None, slip: int,
) -> Choice | None:  # fmt: skip
    """The day that was meant where the one printed fits neither its weekday nor its neighbours,
    and one figure changed makes it fit both.
    """
    out_by = search.slip(head, choice, mask)
    if out_by in (None, 0, slip) or last is None or following is None or len(choice.items) > 1:
        return None
    if last.first <= choice.first <= following.first:
        return None
    item = choice.items[0]
    printed = str(item.day)
    fits = []
    for day in range(1, 32):
        other = search.means.filled(
            (item._replace(day=day),), item.year, item.month, choice.inferred
        )
        if other is None or not last.first < other.first < following.first:
            continue
        if _one_figure(printed, str(day)) and search.slip(head, other, mask) in (0, slip):
            fits.append(other)
    return fits[0] if len(fits) == 1 else None


def _one_figure(one: str, other: str) -> bool:
    """Whether one figure changed, lost or added makes the one number of the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:n] + long[n + 1 :] == short for n in range(len(long))
    )


def _part(head: Head, about: str) -> bool:
    return bool(about) and about.lower().strip(".") in head.language.part


def _moves(item: Item) -> bool:
    """Whether it is a feast whose day nobody can tell without its year."""
    return bool(item.feast) and item.day is None


def _year_of(extent: Extent) -> Extent:
    point = extent.start
    return Extent(point and point._replace(month=None, day=None))


def _masked(extent: Extent, mask: str) -> Extent:
    blank = int("".join("1" if digit == "X" else "0" for digit in mask), 2) << 4
    year = int(mask.replace("X", "0"))

    def hidden(point: Point | None) -> Point | None:
        return point and point._replace(year=year, unspecified=point.unspecified | blank)

    members = tuple(
        member._replace(start=hidden(member.start), end=hidden(member.end))
        for member in extent.members
    )
    return extent._replace(start=hidden(extent.start), end=hidden(extent.end), members=members)


def _sure(
    search: Search, habits: Habits, head: Head, choice: Choice, mask: str,
    last: Choice | None, following: Choice | None, slip: int = 0,
) -> float:  # fmt: skip
    """How much likelier this day is than the others, and than no heading, its neighbours held."""
    looks = head.prior + habits.shapes.get(head.shape, 0.0)

    def fits(this: Choice) -> float:
        score = looks + search.link(head, this, last.first if last else None, habits)
        out_by = search.slip(head, this, mask)
        if out_by is not None:
            score += habits.match if out_by in (0, slip) else habits.mismatch
        if following is not None:
            gap = following.first - this.first
            score += step(gap, habits.again)
        return score

    own = fits(choice)
    others = [0.0]
    if following is not None and last is not None:
        others = [step(following.first - last.first, habits.again)]
    if choice.inferred and head.joined is not None and "day" not in choice.inferred:
        year = choice.items[0].year
        month = choice.items[0].month
        for other in search.means.of(head, year, month):
            if other.first != choice.first:
                others.append(fits(other))
    weights = [math.exp(max(-40.0, min(40.0, (score - own) / _HEAT))) for score in others]
    return 1.0 / (1.0 + sum(weights))
