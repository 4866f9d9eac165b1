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
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.calendars import CALENDARS, weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carnet.dates.calendars import Calendar
    from carnet.dates.written.grammar import Item
    from carnet.days.heads import Head

_WIDTH = 14  # states kept
_DROP = 14.0  # log odds below the best at which a state is given up
_SECTION = 0.4


class Choice(NamedTuple):
    """A day, or days, that a head may mean: items with months and years, Julian day numbers.

    `inferred` names what the head did not say: `year`, `month`, `day`.
    """

    items: tuple[Item, ...]
    first: int
    last: int
    inferred: str


class Taken(NamedTuple):
    """A head taken for a heading: its number, its day, and how sure."""

    n: int
    choice: Choice | None  # None: the same day as the one before
    mask: str
    section: bool


class _State(NamedTuple):
    score: float
    day: int | None  # of the last heading
    year: int | None  # in force: of the last heading or of a section
    month: int | None
    base: int | None  # the year that was assumed at the beginning; None once a year is written
    mask: str
    slip: int  # by how many days the writer's weekdays are out
    open: tuple[int, int] | None  # a section, or a heading over a month, and whether ...
    entry: bool  # ... it was taken for an entry
    back: tuple[object, ...] | None  # (the way here, what was taken)


class Habits(NamedTuple):
    """What is known of one book: odds of shapes, how far its weekdays can be trusted."""

    shapes: Mapping[tuple[str, ...], float]
    match: float
    mismatch: float
    again: float  # odds of a day that comes again
    bare: frozenset[tuple[str, ...]]  # shapes in which a number alone may be a day
    parted: bool  # whether sections give the years, all through

    @classmethod
    def unknown(cls) -> Habits:
        return cls({}, 1.8, -2.6, 0.0, frozenset(), parted=False)


class Path(NamedTuple):
    score: float
    taken: tuple[Taken, ...]
    bases: Mapping[int | None, float]  # the best score for each year assumed at the beginning


def weekday_odds(right: int, wrong: int) -> tuple[float, float]:
    """Log odds that a weekday which agrees, or does not, speaks for a day."""
    share = (right + 9.0) / (right + wrong + 10.0)
    return math.log(share * 7), math.log((1 - share) * 7 / 6)


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


class Search:
    """The search over one document's heads."""

    def __init__(
        self, heads: Sequence[Head], calendar: str, bases: Sequence[int | None], mask: str = ""
    ) -> None:
        """`bases` are the years in which the first heading may lie, the likeliest first; `mask`
        stands for the year, as EDTF, where none is known.
        """
        self.heads = heads
        self.calendar: Calendar = CALENDARS[calendar]
        self.bases = bases
        self.mask = mask
        self._found: dict[tuple[int, int | None, int | None], list[Choice]] = {}

    def run(self, habits: Habits) -> Path:
        """The best path."""
        states = [
            _State(-0.4 * rank, None, base, None, base, self.mask, 0, None, False, None)
            for rank, base in enumerate(self.bases)
        ]
        for n, head in enumerate(self.heads):
            states = self._pruned(self._next(n, head, states, habits))
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

    def _next(
        self, n: int, head: Head, states: Sequence[_State], habits: Habits
    ) -> list[_State]:
        out = list(states)
        if head.kind == "section":
            for state in states:
                for year in dict.fromkeys(head.years[:1]):
                    low = self._jdn(year, 1, 1)
                    high = self._jdn(head.years[-1], 12, 31)
                    out.append(state._replace(
                        score=state.score + _SECTION, year=year, month=None, open=(low, high), entry=False,
                        mask="", back=(state.back, Taken(n, None, "", True)),
                    ))  # fmt: skip
            return out
        looks = head.prior + habits.shapes.get(head.shape, 0.0)
        if looks < -7.0 or (head.bare and head.shape not in habits.bare):
            return out
        for state in states:
            if head.kind == "same":
                if state.day is not None:
                    out.append(state._replace(
                        score=state.score + looks + 1.5, back=(state.back, Taken(n, None, state.mask, False))
                    ))  # fmt: skip
                continue
            for choice in self._choices(n, head, state):
                self._take(n, head, choice, state, looks, habits, out)
        return out

    def _take(
        self, n: int, head: Head, choice: Choice, state: _State, looks: float, habits: Habits,
        out: list[_State],
    ) -> None:  # fmt: skip
        score = state.score + looks + self.link(head, choice, state.day, habits)
        written = "year" not in choice.inferred
        still = None
        if state.open is not None:
            low, high = state.open
            inside = low <= choice.first and choice.last <= high
            if state.entry:
                score -= 3.0 if inside else 0.0
            elif inside:
                score += 0.8 if not habits.parted else 0.3
                still = state.open if habits.parted else None
            elif not written:
                score -= 3.0
                ahead = state.day is not None and 0 < choice.first - state.day <= 62
                still = state.open if habits.parted and not ahead else None
            else:
                score -= 1.0
        mask = head.masked or ("" if written else state.mask)
        last = choice.items[-1]
        base = state.base if not written or head.masked else None
        wide = choice.last - choice.first > 4
        alone = wide and head.run in ("alone", "line")
        day = choice.first
        if wide and state.day is not None and choice.first <= state.day <= choice.last:
            day = state.day
        out_by = self.slip(head, choice, mask)
        slips = ((state.slip, 0.0),) if out_by is None else _slips(out_by, state.slip, habits)
        span = alone and (choice.last - choice.first > 31 or len(choice.items) > 1)
        for slip, odds in () if span else slips:  # a span over what follows is no entry
            out.append(_State(
                score + odds - 1.0 * alone, day, last.year, last.month, base, mask, slip,
                (choice.first, choice.last) if alone else still, alone,
                (state.back, Taken(n, choice, mask, False)),
            ))  # fmt: skip
        if alone:
            month = last.month if len(choice.items) == 1 else choice.items[0].month
            out.append(_State(
                state.score + _SECTION + min(0.0, looks), state.day, choice.items[0].year, month, base, mask, state.slip,
                (choice.first, choice.last), False, (state.back, Taken(n, choice, mask, True)),
            ))  # fmt: skip

    def link(self, head: Head, choice: Choice, day: int | None, habits: Habits) -> float:
        """How well a day follows another."""
        score = 0.0
        prose = "prose" in head.shape
        if day is not None and prose:
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
            elif choice.last - day < -180:
                score -= 10.0  # where no year is written, none has been gone back
        return score

    def slip(self, head: Head, choice: Choice, mask: str) -> int | None:
        """By how many days the weekday written is out; None where nothing can be told."""
        if head.weekday is None or mask or choice.first != choice.last or "day" in choice.inferred:
            return None
        return (head.weekday - weekday(choice.first)) % 7

    # ------------------------------------------------------------------ what a head may mean

    def _choices(self, n: int, head: Head, state: _State) -> list[Choice]:
        if head.kind == "weekday":
            if state.day is None or state.mask or head.weekday is None:
                return []
            ahead = (head.weekday - weekday(state.day) - 1) % 7 + 1
            day = state.day if ahead == 7 and head.hour else state.day + ahead
            return [self._on(day, "year month day")]
        assert head.joined is not None
        items = head.joined.items
        full = all(item.year is not None for item in items[-1:])
        month_known = any(item.month is not None for item in items)
        year, month = state.year, state.month
        if full and month_known:
            year = month = None
        elif month_known:
            month = None
        key = (n, year, month)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = list(self._meanings(head, year, month))
        return found

    def _meanings(self, head: Head, year: int | None, month: int | None) -> Iterable[Choice]:
        assert head.joined is not None
        items = head.joined.items
        if head.masked:
            base = int(head.masked.replace("X", "0"))
            known = year is not None and str(year)[: len(head.masked.rstrip("X"))] == head.masked.rstrip("X")
            years: Sequence[int | None] = [year, year + 1] if known and year else [base + 4]
        elif any(item.year is not None for item in items):
            years = [None]
        elif year is None:
            return
        else:
            years = [year, year + 1, year - 1]
        month_known = any(item.month is not None for item in items)
        has_day = any(item.day is not None for item in items)
        if month_known or not has_day:
            for each in years:
                choice = self._filled(items, each, None, "" if each is None else "year")
                if choice is not None:
                    yield choice
            return
        if month is None:
            return
        for each in years[:1]:
            for shift in (0, 1, -1):
                assert each is not None or year is not None
                carried = (each or year or 0) * 12 + month - 1 + shift
                choice = self._filled(items, carried // 12, carried % 12 + 1, "year month")
                if choice is not None:
                    yield choice

    def _filled(
        self, items: tuple[Item, ...], year: int | None, month: int | None, inferred: str
    ) -> Choice | None:
        """Items with the month and year that neighbours, or the sequence, give them."""
        out = list(items)
        ahead_year, ahead_month = None, None
        for n in reversed(range(len(out))):  # 29, 30, 31 octobre 1870
            item = out[n]
            if item.year is None and ahead_year is not None:
                item = item._replace(year=ahead_year)
            if item.month is None and item.day is not None and ahead_month is not None:
                item = item._replace(month=ahead_month)
            ahead_year = item.year
            ahead_month = None if item.month_first else item.month
            out[n] = item
        carried = month
        now = year
        for n, item in enumerate(out):  # May 3–5
            if item.month is None and item.day is not None and carried is not None:
                item = item._replace(month=carried)
            if item.year is None and now is not None:
                if n and out[n - 1].month is not None and item.month is not None:
                    turned = (item.month or 0) < (out[n - 1].month or 0) - 6
                    item = item._replace(year=now + turned)
                    now += turned
                else:
                    item = item._replace(year=now)
            if item.month is not None and item.day is not None:
                carried = item.month
            now = item.year if item.year is not None else now
            out[n] = item
        if any(item.year is None for item in out):
            return None
        if any(item.day is not None and item.month is None for item in out):
            return None
        ends = [self._bounds(item) for item in out]
        if any(end is None for end in ends):
            return None
        known = [end for end in ends if end is not None]
        return Choice(tuple(out), known[0][0], max(end[1] for end in known), inferred)

    def _bounds(self, item: Item) -> tuple[int, int] | None:
        year, month = item.year or 0, item.month
        if not -9000 < year < 9000:
            return None
        if item.republican:
            republican = CALENDARS["french republican"]
            if month is None or not 1 <= year <= 99:
                return None
            day = republican.to_jdn(year, month, item.day or 1)
            return day, day if item.day else day + 29
        if month is None:
            return self._jdn(year, 1, 1), self._jdn(year, 12, 31)
        if month > 20:
            first = (month - 21) % 4 * 3 + 3
            start = self._jdn(year, first, 1)
            return start, start + 91
        if not 1 <= month <= 12:
            return None
        length = self.calendar.month_days(year, month)
        if item.day is None:
            return self._jdn(year, month, 1), self._jdn(year, month, length)
        if item.day > length and not (month == 2 and item.day == 29):
            return None
        day = self._jdn(year, month, item.day)
        return day, day

    def _on(self, jdn: int, inferred: str) -> Choice:
        from carnet.dates.written.grammar import Item as _Item  # noqa: PLC0415

        year, month, day = self.calendar.from_jdn(jdn)
        return Choice((_Item(day, month, year),), jdn, jdn, inferred)

    def _jdn(self, year: int, month: int, day: int) -> int:
        return self.calendar.to_jdn(year, month, day)

    # ------------------------------------------------------------------ few states

    def _pruned(self, states: list[_State]) -> list[_State]:
        if len(states) <= 2:
            return states
        states.sort(key=lambda state: state.score, reverse=True)
        floor = states[0].score - _DROP
        kept: list[_State] = []
        seen: set[tuple[object, ...]] = set()
        for state in states:
            if state.score < floor or len(kept) >= _WIDTH:
                break
            key = (state.day, state.year, state.month, state.open, state.entry, state.base, state.slip)
            if key not in seen:
                seen.add(key)
                kept.append(state)
        return kept
