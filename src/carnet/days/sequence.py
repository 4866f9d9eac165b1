"""Which of the beginnings are headings, and of which day: one search over the whole sequence.

Each beginning is taken for a heading with one of the days that it may mean, or passed over. A path
through all of them is scored by what each looks like, by how its days follow each other and by its
weekdays (all as log odds against a chance likeness), and the best is kept: a beam search (B. T.
Lowerre, *The Harpy speech recognition system*, 1976), with a few states for each beginning. Then
the shapes that the best path took are told apart from those that it left, and it is searched again
with what this book's own headings look like.
"""

from __future__ import annotations

import math
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from carnet.dates.calendars import weekday
from carnet.dates.written.meaning import CENTURY
from carnet.days.meanings import Choice, Meanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.days.habits import Habits
    from carnet.days.heads import Head

_WIDTH = 10  # states kept
_MANY, _NARROW = 6_000, 3  # headings, after which the years are settled; states kept from then on
_DROP = 14.0  # log odds below the best at which a state is given up
_BACK = 6.0  # log odds against a section that goes back in time
_NONE_BACK = 180  # days; an unwritten year that lies further back is another
_NEVER = -(10**9)
_STRAY = 3.0  # log odds against a month of another year, right under a line with a year
_SECTION = 1.5  # log odds that a line with a year and nothing else is over what follows


Role = Literal["entry", "section"]


class Taken(NamedTuple):
    """A head taken for a heading: its number, its day, and how sure."""

    n: int
    choice: Choice | None  # None: the same day as the one before
    mask: str
    role: Role


class _State(NamedTuple):
    score: float
    day: int | None  # of the last heading
    year: int | None  # in force: of the last heading or of a section
    month: int | None
    base: int | None  # the year that was assumed at the beginning; None once a year is written
    slip: int  # by how many days the writer's weekdays are out
    open: tuple[int, int] | None  # a section, or a heading over a month, and whether ...
    role: Role  # ... what it was taken for
    mask: str
    back: tuple[object, ...] | None  # (the way here, what was taken)


class _Option(NamedTuple):
    """A day that a head may mean, with what holds of it wherever a path stands."""

    choice: Choice
    written: bool  # its year
    wide: bool  # a month, a season, a year or many days
    alone: bool  # and on a line of its own: it may be over what follows
    span: bool  # and can be nothing else
    out_by: int | None  # days by which its weekday is out


_Known = dict[tuple[int | None, int | None], list[_Option]]  # by the year and month in force


class Path(NamedTuple):
    """The best way through all heads, and how good it is."""

    score: float
    taken: tuple[Taken, ...]
    bases: Mapping[int | None, float]  # the best score for each year assumed at the beginning


def step(days: int, again: float) -> float:
    """Log odds for a heading so many days after the last, against a date named by chance."""
    if days > 0:
        if days <= 2:
            return 2.6
        if days <= 8:
            return 2.2
        if days <= 31:
            return 1.4
        if days <= 100:
            return 0.6
        if days <= 400:
            return -0.8
        return -2.2 if days <= 1500 else -4.0
    if days == 0:
        return 1.0 + again
    if days >= -4:
        return -1.2
    if days >= -31:
        return -2.4
    return -4.2 if days >= -400 else -6.5


def _slips(out_by: int, last: int, habits: Habits) -> tuple[tuple[int, float], ...]:
    """What a weekday says of the day: (by how much weekdays are out from now on, log odds).

    A writer who has lost a day is out again tomorrow: such slips are one mistake, not many.
    """
    if out_by == last:
        return ((last, habits.match - (0.2 if last else 0.0)),)
    if out_by == 0:
        return ((0, habits.match - 1.0),)
    return ((last, habits.mismatch), (out_by, habits.mismatch - 3.0))


def _written(head: Head) -> tuple[bool, bool]:
    """Whether a head writes a month, and its year in full."""
    if head.joined is None:
        return False, False
    items = head.joined.items
    month = any(item.month is not None for item in items)
    return month, items[-1].year is not None and items[-1].blank != CENTURY


def _mask_of(head: Head, choice: Choice, mask: str) -> str:
    """The mask of a year that is not written in full: of '34 where nothing tells its century, and
    of what follows it, the figures that are known.
    """
    ending = head.joined is not None and any(item.blank == CENTURY for item in head.joined.items)
    known = mask[:2] == "XX" and mask[2:].isdigit()
    return f"XX{(choice.items[0].year or 0) % 100:02d}" if ending or known else mask


class Search:
    """The search over one document's heads."""

    def __init__(
        self, heads: Sequence[Head], calendar: str, bases: Sequence[int | None], mask: str = ""
    ) -> None:
        """`bases` are the years in which the first heading may lie, the likeliest first; `mask`
        stands for the year, as EDTF, where none is known.
        """
        self.heads = heads
        self.means = Meanings(calendar)
        self.bases = bases
        self.mask = mask
        # heads that read alike share what they say (`prose`), and then mean the same
        found: dict[tuple[object, ...], _Known] = {}
        self._alike: list[tuple[bool, bool, _Known]] = []
        for head in heads:
            key = id(head.joined), head.weekday, head.masked, head.shape.of_its_own
            self._alike.append((*_written(head), found.setdefault(key, {})))

    def run(self, habits: Habits) -> Path:
        """The best path."""
        states = [
            _State(-0.4 * rank, None, base, None, base, 0, None, "section", self.mask, None)
            for rank, base in enumerate(self.bases)
        ]
        for n, head in enumerate(self.heads):
            width = _WIDTH if n < _MANY else _NARROW
            states = self._pruned(self._next(n, head, states, habits), width)
        best = max(states, key=lambda state: state.score)
        bases: dict[int | None, float] = {}
        for state in states:
            bases[state.base] = max(bases.get(state.base, -math.inf), state.score)
        taken: list[Taken] = []
        back = best.back
        while back is not None:
            way, what = back
            taken.append(what)  # type: ignore[arg-type]
            back = way  # type: ignore[assignment]
        return Path(best.score, tuple(reversed(taken)), bases)

    # ------------------------------------------------------------------ one step

    def _next(self, n: int, head: Head, states: Sequence[_State], habits: Habits) -> list[_State]:
        out = list(states)
        if head.kind == "section":
            for state in states:
                for year in dict.fromkeys(head.years[:1]):
                    low = self.means.jdn(year, 1, 1)
                    high = self.means.jdn(head.years[-1], 12, 31)
                    out.append(state._replace(
                        score=state.score + _SECTION, year=year, month=None, open=(low, high), role="section",
                        mask="", back=(state.back, Taken(n, None, "", "section")),
                    ))  # fmt: skip
            return out
        looks = head.prior + habits.shapes.get(head.shape, 0.0)
        if looks < -7.0 or (head.bare and head.shape not in habits.bare):
            return out
        if head.kind in ("same", "undated"):
            out += [
                state._replace(
                    score=state.score + looks + 1.5,
                    back=(state.back, Taken(n, None, state.mask, "entry")),
                )
                for state in states
                if state.day is not None or head.kind == "undated"
            ]
            return out
        floor = states[0].score - _DROP
        for state in states:
            # where no year is written none is gone back, unless a section says so
            low = _NEVER if state.open is not None or state.day is None else state.day - _NONE_BACK
            for option in self._options(n, head, state):
                if option.choice.last < low and not option.written:
                    continue
                best = self._take(n, head, option, state, looks, habits, floor, out)
                floor = max(floor, best - _DROP)
        return out

    def _take(
        self, n: int, head: Head, option: _Option, state: _State, looks: float, habits: Habits,
        floor: float, out: list[_State],
    ) -> float:  # fmt: skip
        """Add to `out` what taking a head for a day leads to, but for what scores below `floor` and
        would be given up again. The best score.
        """
        choice, written, alone = option.choice, option.written, option.alone
        follows = self.link(head, choice, state.day, habits)
        if not written and self._announced(option, state):
            # where a section goes back in time, its days go with it
            follows = max(follows, self.link(head, choice, None, habits) - _BACK)
        score = state.score + looks + follows
        if state.day is None and not written and choice.items[0].year != state.year:
            score -= 3.0  # nothing leads from the year that was assumed to another
        still = None
        if state.open is not None:
            weight, still = self._in_section(option, state, habits)
            score += weight
        if score + max(0.0, habits.match) < floor and not alone:
            return score
        mask = head.masked
        if state.mask and not mask and not written:
            mask = _mask_of(head, choice, state.mask)
        last = choice.items[-1]
        base = state.base if not written or head.masked else None
        day = choice.first
        if option.wide:  # what follows may be its first day
            inside = state.day is not None and choice.first <= state.day <= choice.last
            day = state.day if inside and state.day is not None else choice.first - 1
        out_by = None if mask else option.out_by
        slips = ((state.slip, 0.0),) if out_by is None else _slips(out_by, state.slip, habits)
        back = state.back, Taken(n, choice, mask, "entry")
        still = (choice.first, choice.last) if alone else still
        role: Role = "entry" if alone else "section"
        new = tuple.__new__  # twice as fast as the call, and there are many
        best = floor
        for slip, odds in () if option.span else slips:  # a span over what follows is no entry
            whole = score + odds - 1.0 * alone
            if whole >= floor:
                best = max(best, whole)
                out.append(new(
                    _State, (whole, day, last.year, last.month, base, slip, still, role, mask, back),
                ))  # fmt: skip
        if alone:
            month = last.month if len(choice.items) == 1 else choice.items[0].month
            at_first = state.open is not None and state.role == "section" and state.day is None
            strays = at_first and not written and not self._announced(option, state)
            out.append(_State(
                state.score + _SECTION - _STRAY * strays + (0.7 * looks if looks > 0 else looks), state.day, choice.items[0].year, month, base, state.slip,
                (choice.first, choice.last), "section", mask, (state.back, Taken(n, choice, mask, "section")),
            ))  # fmt: skip
        return best

    def _announced(self, option: _Option, state: _State) -> bool:
        """Whether a day lies in the section that is in force."""
        if state.open is None or state.role != "section":
            return False
        return state.open[0] <= option.choice.first and option.choice.last <= state.open[1]

    def _in_section(
        self, option: _Option, state: _State, habits: Habits
    ) -> tuple[float, tuple[int, int] | None]:
        """What the section in force says of a day, and the section after it."""
        assert state.open is not None
        low, high = state.open
        choice, written = option.choice, option.written
        inside = low <= choice.first and choice.last <= high
        if state.role == "entry":
            return (-3.0 if inside else 0.0), None
        if inside:
            weight = 0.8 if not habits.parted else 0.3
            if state.day is not None and choice.first > state.day and not written:
                # a section announces that time has gone
                weight += max(0.0, -step(choice.first - state.day, habits.again))
            return weight, state.open if habits.parted else None
        if written:
            return -1.0, None
        ahead = state.day is not None and 0 < choice.first - state.day <= 62
        return -3.0, state.open if habits.parted and not ahead else None

    def link(self, head: Head, choice: Choice, day: int | None, habits: Habits) -> float:
        """How well a day follows another."""
        score = 0.0
        prose = head.shape.lead == "prose"
        if "day" in choice.inferred:
            # any weekday comes within seven days: only the very next says something
            score += 0.8 if day is not None and choice.first - day <= 1 else -0.3
        elif day is not None and prose:
            # dates named in prose are near the day of writing too, and mostly before it
            gap = choice.first - day
            score += step(gap, habits.again) - 1.0 if gap > 0 else -4.0
        elif day == choice.first == choice.last and not head.spot.blank:
            score -= 2.0  # a line that says again what stands above it
        elif day is not None:
            if choice.first <= day <= choice.last:
                score += 1.6 if choice.last > choice.first else step(0, habits.again)
            else:
                score += step(choice.first - day, habits.again)
            if "year" not in choice.inferred:
                if choice.first - day > 400:
                    score = max(score, -1.2)  # volumes are lost, and years written out
                elif head.shape.setting in ("alone", "dash", "mark") and head.spot.blank:
                    score = max(score, -2.0)  # leaves are bound in any order
            elif choice.last - day < -_NONE_BACK:
                score -= 10.0  # where no year is written, none has been gone back
        return score

    def slip(self, head: Head, choice: Choice, mask: str) -> int | None:
        """By how many days the weekday written is out; None where nothing can be told."""
        if head.weekday is None or mask or choice.first != choice.last or "day" in choice.inferred:
            return None
        return (head.weekday - weekday(choice.first)) % 7

    # ------------------------------------------------------------------ what a head may mean

    def _options(self, n: int, head: Head, state: _State) -> list[_Option]:
        """What a head may mean where a path stands."""
        if head.kind == "next":
            return (
                []
                if state.day is None or state.mask
                else [self._option(head, self.means.on(state.day + 1, "year month day"))]
            )
        if head.kind == "weekday":
            if state.day is None or state.mask or head.weekday is None:
                return []
            ahead = (head.weekday - weekday(state.day) - 1) % 7 + 1
            day = state.day if ahead == 7 and head.hour else state.day + ahead
            return [self._option(head, self.means.on(day, "year month day"))]
        month_written, year_written, known = self._alike[n]
        month = None if month_written else state.month
        year = None if month_written and year_written else state.year
        found = known.get((year, month))
        if found is None:
            meant = self.means.of(head, year, month)
            found = known[year, month] = [self._option(head, choice) for choice in meant]
        return found

    def _option(self, head: Head, choice: Choice) -> _Option:
        wide = choice.last - choice.first > 4
        alone = wide and head.shape.of_its_own
        span = alone and (
            all(item.month is None for item in choice.items)
            or any(item.day for item in choice.items)
        )
        return _Option(
            choice, "year" not in choice.inferred, wide, alone, span, self.slip(head, choice, "")
        )

    # ------------------------------------------------------------------ few states

    def _pruned(self, states: list[_State], width: int) -> list[_State]:
        if len(states) <= 2:
            return states
        states.sort(key=itemgetter(0), reverse=True)
        floor = states[0].score - _DROP
        kept: list[_State] = []
        seen: set[tuple[object, ...]] = set()
        for state in states:
            if state.score < floor or len(kept) >= width:
                break
            key = state[1:8]  # all but the score, the mask and the way here
            if key not in seen:
                seen.add(key)
                kept.append(state)
        return kept
