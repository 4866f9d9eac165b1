"""What the form of a name and what stands about it say, whoever is meant: the COMMON figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from carnet.recognisers.names.forms import INSIDE, TITLES
from carnet.recognisers.names.memory import ARTICLED, manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory
    from carnet.recognisers.names.namebook import Form

_BRIEF: Final = 3  # letters
_RIVALS: Final = 6  # more of them say no more
_LIKE_ALL: Final = 2  # times that a form stood otherwise say as much as this


def of_form(
    memory: Memory, form: Form, row: Sequence[Word], previous: Word | None, rivals: int
) -> tuple[tuple[float, ...], float]:
    """The COMMON features, and how often the word follows an article anywhere."""
    key = form.key
    word, last = row[form.first], row[form.last - 1]
    length = form.last - form.first
    times = memory.times.get(key, 0)
    named, seen = memory.named.get(key, 0), memory.seen.get(key, 0)
    title = previous.key if previous is not None else word.before
    after = (
        form.last < len(row) and row[form.last].capital
        and not row[form.last].apart and row[form.last].start - last.end < 3
    )  # fmt: skip
    manner_ = manner(word)
    so = memory.so.get((key, manner_, form.ending))
    # a word in small letters that was linked all the same: it is no wonder that it is common
    alone = length == 1 and not form.small
    often, articled, ordinary = memory.common.get(key) or _common(memory, key)
    if not alone:
        articled = ordinary = 0.0
        if length > 1:
            often = 0.0
    left = _named_about(memory, f"<{word.left}")
    doubt = min(named, seen - named) * 2 / seen if seen else 0.0
    short = form.short or (form.dotted and key not in memory.book.stopped)
    before = previous is not None and previous.capital and title not in TITLES
    return (
        1.0,
        _odds(named, seen, so) if seen else 0.0,
        0.0 if times or not so else math.log1p(so[1] - so[0]),
        length - 1.0,
        1.0 if len(key) <= _BRIEF and not times and not _stated(memory, key) else 0.0,
        math.log(sum(len(w.key) for w in row[form.first : form.last])) if short else 0.0,
        float(form.ending not in ("", "s") and form.ending[:3] != "sch"),
        float(form.ending == "s"),
        float(form.ending[:3] == "sch"),
        float(manner_ == ARTICLED and key not in memory.definite) + (word.before in INSIDE),
        float(not word.before and length == 1),
        left,
        left * doubt,
        _named_about(memory, f">{last.right}"),
        often if times else 0.0,
        often if seen and not times else 0.0,
        often if not seen and not short else 0.0,
        often if not seen and short else 0.0,
        float(after and not form.small),
        float(before and not form.small),
        math.log(min(rivals, _RIVALS)),
        ordinary,
        float(title in TITLES),
        # 14° R., Th. 18
        float((word.left == "0" or last.right == "0") and (short or len(key) < _BRIEF)),
        doubt,
    ), articled


def _stated(memory: Memory, key: str) -> bool:
    """Whether a brief word is a variant that the register states of one person and no other: Tom."""
    known = memory.book.known.get(key, {})
    return len(known) == 1 and len(key) == _BRIEF and set(known.values()) <= {"nick", "single"}


def _named_about(memory: Memory, beside_: str) -> float:
    """Whether names often stand beside this, more than elsewhere."""
    held = memory.stands.get(beside_)
    if held is not None:
        return held
    about = memory.about.get(beside_)
    if not about:
        return 0.0
    named, seen = memory.about[""]
    base = (named + 1) / (seen + 2)
    odds = (about[0] + 4 * base) / (about[1] - about[0] + 4 * (1 - base))
    held = memory.stands[beside_] = math.log(odds * (1 - base) / base) / 3
    return held


def _common(memory: Memory, key: str) -> tuple[float, float, float]:
    """How often a word stands anywhere, how often after an article, and how often it is written small:
    a common word.
    """
    stood = memory.stood.get(key, 0)
    often = math.log1p(1000 * (stood / (memory.noticed + 1))) / 3
    articled = memory.articled.get(key, 0) / (stood + 2) if stood else 0.0
    small = memory.lower.get(key, 0)
    ordinary = math.log1p(small) / 3
    if small < stood and _alone(memory, key):  # Mother, if the register has her by that name
        ordinary *= small / (small + stood)
    held = memory.common[key] = often, articled, ordinary
    return held


def _alone(memory: Memory, key: str) -> bool:
    """Whether the register states a word as somebody's whole name."""
    return not {"single", "nick"}.isdisjoint(memory.book.known.get(key, {}).values())


def _odds(named: int, seen: int, so: Sequence[int] | None) -> float:
    """How likely a form is a name, by how often it was one, above all where it stood as here."""
    if so is None:
        return math.log((named + 0.3) / (seen - named + 0.3)) / 3
    rate = (named + 0.3) / (seen + 0.6)
    return math.log((so[0] + _LIKE_ALL * rate) / (so[1] - so[0] + _LIKE_ALL * (1 - rate))) / 3
