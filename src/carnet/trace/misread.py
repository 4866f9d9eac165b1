"""Where the source itself was badly read, by a recogniser of letters: its errors are not the critic's.

A word of the source that stands there once, which differs from the essay's word by letters that look
alike, while the essay's word is common in the source, is likely to be an error of recognition. One
such word may be anything; a source is noisy where the quotations of an essay show many.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from carnet.trace import verdict
from carnet.trace.normal import letters
from carnet.trace.words import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from carnet.trace.corpus import Corpus
    from carnet.trace.quotation import Change, Quotation

_LIKE = ("ceo0", "aou", "un", "hb", "tfrli1", "sf5", "ft", "gq9", "vy", "8b")
_JOINED = (("rn", "m"), ("ni", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_RARE = 2  # times that an error may stand in the source
_COMMON = 5  # times that the right word must
_TIMES = 20  # as often as its error it stands there, where that is found again and again
_LEAST = 4  # such words before a source is called noisy
_SHARE = 0.01  # of all words of the quotations


def forgiven(found: Sequence[Quotation], corpus: Corpus) -> list[Quotation]:
    """The quotations; where the source is noisy, those that differ by its errors alone are verbatim.
    The changes stay named.
    """
    likely = [
        (nth, change)
        for nth, one in enumerate(found)
        for change in one.changes
        if change.kind in ("spelling", "word") and looks_alike(change.was, change.now)
    ]
    out = list(found)
    if len(likely) < _LEAST:
        return out
    was = _often([change.was for _, change in likely], corpus)
    now = _often([change.now for _, change in likely], corpus)
    sure = (was * _TIMES <= now) | ((was <= _RARE) & (now >= _COMMON))
    words = sum(len(part.text.split()) for one in found for part in one.parts)
    if int(sure.sum()) < max(_LEAST, _SHARE * words):
        return out
    errors: dict[int, list[Change]] = {}
    # a rare word that is right may stand nowhere else
    for (nth, change), wrong in zip(likely, (sure | (was <= _RARE)).tolist(), strict=True):
        if wrong:
            errors.setdefault(nth, []).append(change)
    for nth, own in errors.items():
        one = found[nth]
        rest = [change for change in one.changes if change not in own]
        kept = {*verdict.flags(rest), *(flag for flag in one.flags if flag == "cut short")}
        out[nth] = replace(
            one,
            verdict="altered" if any(c.kind not in verdict.SMALL for c in rest) else "verbatim",
            flags=tuple(flag for flag in one.flags if flag in kept),
        )
    return out


def looks_alike(one: str, two: str) -> bool:
    """Whether two words differ, by but a few letters that look alike."""
    if " " in one or " " in two or one.lower() == two.lower():
        return False
    for said in (str, _shape):
        a, b = said(one.lower()), said(two.lower())
        if len(a) == len(b):
            apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
            few = len(apart) <= max(1, len(a) // 3)
            if few and all(any(x in like and y in like for like in _LIKE) for x, y in apart):
                return True
    return False


def _shape(word: str) -> str:
    """A word with letters that may be two read as one."""
    for two, one in _JOINED:
        word = word.replace(two, one)
    return word


def _often(words: Sequence[str], corpus: Corpus) -> NDArray[np.int64]:
    """How often each of some words stands in the corpus."""
    every = [letters(word).symbols for word in words]
    sizes = np.array([max(len(one), 1) for one in every])
    symbols = np.concatenate([one if len(one) else np.zeros(1, np.uint8) for one in every])
    first = (np.cumsum(sizes) - sizes).astype(np.int32)
    _, spread = corpus.spread(numbered(symbols, first))
    return sum((many for _, many in spread), np.zeros(len(words), np.int64))
