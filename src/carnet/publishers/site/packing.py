"""Rows of strings that are like their neighbours, said shortly; `engine.js` and `ways.js` read them again.

Lengths are counted so that both languages agree: what is shared ends before the first character
that JavaScript counts as two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TAIL: Final = re.compile(r"\d\d-\d\d", re.ASCII)
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST: Final = len(_DIGITS) - 1  # characters that are shared, as one digit says it
_TWO: Final = "\U00010000"  # the first character that JavaScript counts as two


def base36(n: int) -> str:
    """A number from 0 on, in the digits 0 to z."""
    out = _DIGITS[n % 36]
    while n := n // 36:
        out = _DIGITS[n % 36] + out
    return out


def begun_alike(values: Iterable[str]) -> list[str]:
    """Each as how many characters it shares with the beginning of the one before, and the rest."""
    out, before = [], ""
    for value in values:
        n = _alike(before, value)
        out.append(_DIGITS[n] + value[n:])
        before = value
    return out


def alike(values: Iterable[str]) -> list[str]:
    """The same, and as a second digit how many it shares with the end of the one before."""
    out, before, backwards = [], "", ""
    n = m = 0
    for value in values:
        turned = value[::-1]
        n = _alike(before, value, n)
        m = _alike(backwards, turned, m, min(len(before), len(value)) - n)
        out.append(_DIGITS[n] + _DIGITS[m] + value[n : len(value) - m])
        before, backwards = value, turned
    return out


def _alike(one: str, two: str, guess: int = 0, most: int = _MOST) -> int:
    """How many characters two strings begin with alike; the guess is the number of the last two."""
    most = min(most, _MOST)
    as_before = guess <= most and one[:guess] == two[:guess] and one[:guess].isascii()
    n = guess if as_before else 0
    for a, b in zip(one[n:most], two[n:most], strict=False):
        if a != b or a >= _TWO:
            break
        n += 1
    return n


def days(edtf: Iterable[str]) -> str:
    """Dates with `|` between them: of one in the same year or month only month and day, or the day."""
    out, before = [], ""
    for when in edtf:
        alike = len(when) == len(before) == len("1941-05-03") and before[:5] == when[:5]
        if not alike or not _TAIL.fullmatch(when, 5):
            out.append(when)
        else:
            out.append(when[8:] if before[:8] == when[:8] else when[5:])
        before = when
    return "|".join(out)


def ids(names: Iterable[str], edtf: Iterable[str]) -> str:
    """Ids with `|` between them: what follows the date with which one begins; `/` before others."""
    return "|".join(
        name[len(when) :] if when and name.startswith(when) else f"/{name}"
        for name, when in zip(names, edtf, strict=True)
    )


def numbers(of: Sequence[int]) -> Any:
    """Numbers of values: one alone where all have it, -1 where each has its own, in order."""
    if not any(of):
        return 0
    return -1 if list(of) == list(range(len(of))) else list(of)
