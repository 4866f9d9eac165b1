"""What is learned of one book from a first search: what its headings look like, and what it is
trusted with.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.calendars import weekday

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.days.heads import Head
    from carnet.days.looks import Shape
    from carnet.days.sequence import Path, Search, Taken

_ON = 10  # days by which a number goes on from the day before it
_MOSTLY = 0.7  # of all
_ANNALS = 7  # dates at least
_ORDERLY = 0.85  # of all, which go on
_TURN = 5  # months by which a new year goes back
_HOPELESS = -6.0  # log odds
_LISTS = 0.05  # of numbers closed by brackets: where more dates are written, they number lists
_BARE = 0.8  # log odds for a number alone, where it may be a day


class Habits(NamedTuple):
    """What is known of one book: odds of shapes, how far its weekdays can be trusted."""

    shapes: Mapping[Shape, float]
    match: float
    mismatch: float
    again: float  # odds of a day that comes again
    bare: frozenset[Shape]  # shapes in which a number alone may be a day
    parted: bool  # whether sections give the years, all through

    @classmethod
    def unknown(cls, heads: Sequence[Head] = ()) -> Habits:
        """What is supposed of a book before anything is known of it."""
        return cls(_as_in_annals(heads), 1.8, -2.6, 0.0, frozenset(), parted=False)


def _as_in_annals(heads: Sequence[Head]) -> dict[Shape, float]:
    """Odds of a shape that is poorly set off ("Nov. 3rd, the court rose"), where such dates are many,
    better ones few, and they go on as days do: it is how this book begins its entries.
    """
    poor: dict[Shape, list[tuple[int, int]]] = {}
    better = 0
    for head in heads:
        item = head.joined.items[0] if head.joined is not None else None
        if item is None or item.month is None or item.day is None or head.prior < _HOPELESS:
            continue
        if head.shape.setting == "comma" and head.shape.blank and not head.shape.lead:
            poor.setdefault(head.shape, []).append((item.month, item.day))
        elif head.shape.blank:
            better += 1
    odds = {}
    for shape, days in poor.items():
        on = sum(two >= one or two[0] < one[0] - _TURN for one, two in pairwise(days))
        if len(days) > max(_ANNALS, 2 * better) and on >= _ORDERLY * (len(days) - 1):
            odds[shape] = 3.0
    return odds


def weekday_odds(right: int, wrong: int) -> tuple[float, float]:
    """Log odds that a weekday which agrees, or does not, speaks for a day."""
    share = (right + 9.0) / (right + wrong + 10.0)
    return math.log(share * 7), math.log((1 - share) * 7 / 6)


def weekdays(search: Search, path: Path) -> tuple[int, int]:
    """How many weekdays of a path agree with their days, and how many do not."""
    right = wrong = 0
    for taken in path.taken:
        head = search.heads[taken.n]
        if head.weekday is None or taken.choice is None or taken.mask or taken.role == "section":
            continue
        if taken.choice.first == taken.choice.last and "day" not in taken.choice.inferred:
            if weekday(taken.choice.first) == head.weekday:
                right += 1
            else:
                wrong += 1
    return right, wrong


def learned(search: Search, path: Path) -> Habits:
    """What this book's headings look like, from a first search."""
    entries = [taken for taken in path.taken if taken.role == "entry"]
    days = [taken.choice.first for taken in entries if taken.choice is not None]
    shapes = _odds_of_shapes(search, path, len(days))
    bare = _bare_shapes(search, path, len(days))
    shapes.update(dict.fromkeys(bare, _BARE))  # they were passed over until now
    years = {
        search.heads[taken.n].years
        for taken in path.taken
        if taken.role == "section" and taken.choice is None
    }
    match, mismatch = weekday_odds(*weekdays(search, path))
    again = sum(one == two for one, two in pairwise(days))
    share = (again + 0.5) / (len(days) + 5)
    return Habits(
        shapes, match, mismatch, max(-0.5, min(2.0, 2.0 + math.log(share * 2))),
        frozenset(bare), parted=len(years) > 1,
    )  # fmt: skip


def _odds_of_shapes(search: Search, path: Path, days: int) -> dict[Shape, float]:
    """How much each shape speaks for a heading: how often it was one, and what share of all."""
    kept = {taken.n for taken in path.taken if taken.role == "entry"}
    over = {taken.n for taken in path.taken if taken.role == "section" and _year_alone(taken)}
    yes: Counter[Shape] = Counter()
    no: Counter[Shape] = Counter()
    for n, head in enumerate(search.heads):
        if head.kind == "section" or n in over:
            continue  # a year over what follows looks like no heading, and need not
        (yes if n in kept else no)[head.shape] += 1
    odds = {}
    for shape in yes.keys() | no.keys():
        least = -1.0 if shape.set_off else -2.0 if shape.setting == "alone" else -4.0
        share = math.log((yes[shape] + 0.3) / (days + 1) / 0.15)
        whole = 0.8 * math.log((yes[shape] + 0.7) / (no[shape] + 0.7)) + min(1.0, max(least, share))
        most = 4.0 if yes[shape] > 0.5 * days else 2.5
        odds[shape] = max(-5.0, min(most, whole))
    return odds


def _bare_shapes(search: Search, path: Path, days: int) -> set[Shape]:
    """Shapes in which a number alone may be a day: those in which dates with their months stand
    too, those under headings that name the month, and those that count on from full dates.
    """
    named: Counter[Shape] = Counter()
    over = written = 0
    for taken in path.taken:
        head = search.heads[taken.n]
        alone = taken.choice is not None and _month_alone(head, taken)
        over += alone
        items = head.joined.items if head.joined is not None else ()
        if taken.role == "entry" and any(item.month is not None for item in items):
            named[head.shape] += 1
            written += not alone
    bare = [head.shape for head in search.heads if head.bare]
    # sections name the months and headings only the days: as Pepys is printed
    headed = over > 1 and written < 0.5 * len(bare)
    return {
        shape
        for shape in set(bare)
        if sum(count for other, count in named.items() if other[:-1] == shape[:-1])
        > max(2, days / 5)
        or (headed and shape.setting in ("alone", "dash", "stop"))
        or (headed and shape.setting == "mark" and (shape.opener or written < _LISTS * len(bare)))
        or (over and shape.setting == "alone" and shape.opener == "#")  # set as headings
        or _goes_on(search, path, shape)
    }


def _goes_on(search: Search, path: Path, shape: Shape) -> bool:
    """Whether numbers of this shape count on from the full dates before them, as days do and the
    numbers of a list do not: "5 March 1710 …", "6. …", "9. …". One run of them is enough if the
    next full date goes on from it and dashes set them off, as they do not the items of a list.
    """
    dated = {
        taken.n: taken.choice.items[-1].day
        for taken in path.taken
        if taken.choice is not None and taken.role == "entry"
    }
    last: int | None = None
    fresh = True  # whether the last was a full date
    between = False  # whether a run of numbers stood between two dates that it joins
    firsts: list[bool] = []
    steps: list[bool] = []
    months = {taken.n for taken in path.taken if _month_alone(search.heads[taken.n], taken)}
    for n, head in enumerate(search.heads):
        if n in months:
            last, fresh = 0, True  # a month over its days
        elif (day := dated.get(n)) is not None:
            between = between or (not fresh and last is not None and 0 < day - last <= _ON)
            last, fresh = day, True
        elif head.bare and head.shape == shape and last is not None and head.joined is not None:
            day = head.joined.items[0].day or 0
            on = 0 < day - last <= _ON
            (firsts if fresh else steps).append(on)
            last, fresh = (day if on else last), False
    enough = 0 if between and shape.setting == "dash" else 1
    return len(firsts) > enough and min(
        firsts.count(True) - _MOSTLY * len(firsts), steps.count(True) - _MOSTLY * len(steps)
    ) >= 0  # fmt: skip


def _year_alone(taken: Taken) -> bool:
    """Whether a line is a year and nothing else."""
    return taken.choice is None or all(item.month is None for item in taken.choice.items)


def _month_alone(head: Head, taken: Taken) -> bool:
    """Whether a line is a month and nothing else."""
    choice = taken.choice
    if choice is None or not head.shape.of_its_own or len(choice.items) != 1:
        return False
    return choice.items[0].month is not None and choice.items[0].day is None
