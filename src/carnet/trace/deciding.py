"""Which candidates are quotations: odds from what each says, and the best set without overlaps.

The weights are learnt, by `bench/trace_learn.py`, from essays whose quotations are known; they lie
beside this module as data. Announced candidates (between marks, blocks) and unannounced ones have
a model each, for a mark is evidence and makes other things evidence, too.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carnet.trace.candidate import Candidate

SURE = 0.5
"""The odds from which a candidate is reported."""

STRANGE = 0.7
"""The same for a marked one in an essay most of whose marks hold words from elsewhere: there is more
there that may be false, and to call it true is worse than to miss a quotation."""

_SHORT = 4  # words
_SURELY = 8.0  # bits beyond chance of words that stand in another order
_TRUSTED = 0.6  # of the longer marked stretches, how many are found where most are
_MANY = 12  # marked stretches from which an essay can be called strange
_ENOUGH = math.log1p(80)  # bits beyond which nothing else makes more of them

NAMES = {
    "announced": (
        "bits", "more bits", "cover", "edits", "size", "exact", "exact size", "tries", "near",
        "near cover", "longest", "few", "elided", "sure", "exact bits", "skipped", "led", "trust",
        "words", "exact words", "whole", "loose", "short", "exact short", "trusted",
        "trusted exact", "trusted short", "trusted exact short", "near exact", "near short",
        "trust bits", "trust cover", "near bits", "elided cover", "skipped bits",
        "ends", "ends inexact", "ends short",
    ),
    "brief": (
        "net", "lead", "share", "missed", "copies", "cover", "edits", "near", "near lead", "trust",
        "trust lead", "led", "words", "ends", "loose", "bits", "skipped", "whole",
    ),
    "unannounced": (
        "bits", "more bits", "cover", "edits", "size", "near", "longest", "elided", "inside", "skipped",
        "crosses", "words", "whole",
    ),
}  # fmt: skip


def features(one: Candidate) -> list[float]:
    """What speaks for and against a candidate; in the order of `NAMES`. Letters that the essay puts
    in brackets speak neither way.
    """
    size = max(one.size - one.supplied, 1)
    cover = min(one.matched / size, 1.0)
    edits = min(max(one.edits - one.supplied, 0) / size, 2.0)
    log = math.log2(size)
    longest = max((block.size for laid in one.laid for block in laid.blocks), default=0)
    elided = float(len(one.laid) > 1)
    skipped = math.log2(1 + sum(laid.skipped for laid in one.laid)) / 4
    bits = math.log1p(max(one.bits, 0.0))
    more = min(max(one.bits, 0.0), 120.0) / 20
    some = min(bits, _ENOUGH)
    near = float(one.near)
    words = min(one.words, 8) / 4
    if not one.kind:
        return [
            bits, more, cover, edits, log, near, math.log2(longest + 1), elided, float(one.inside), skipped,
            float(one.crosses), words, one.whole,
        ]  # fmt: skip
    if one.wording is not None:
        said, all_, next_, chance, copies = one.wording
        lead = min(max(said - next_, 0.0), 30.0) / 10
        return [
            (said - chance) / 10, lead, said / max(all_, 1.0), min(one.words * (1 - one.whole), 6.0),
            math.log2(1 + copies), cover, edits, near, near * lead, one.trust, one.trust * lead,
            float(one.led), words, one.ends, math.log2(1 + max(one.loose - one.supplied, 0)), bits,
            skipped, one.whole,
        ]  # fmt: skip
    # an essay that quotes the notebooks again and again is believed more readily
    trusted = min(max((one.trust - _TRUSTED) / 0.3, 0.0), 1.0)
    short = float(one.words <= _SHORT)
    exact = float(one.edits <= one.supplied and cover > 0.99)
    return [
        bits, more, cover, edits, log, exact, exact * log, math.log2(one.tries + 1), near,
        near * cover, min(longest / size, 1.0), float(size < 14), elided, float(one.sure),
        exact * bits, skipped, float(one.led), one.trust,
        words, exact * words, one.whole, math.log2(1 + max(one.loose - one.supplied, 0)),
        short, exact * short, trusted, trusted * exact, trusted * short, trusted * exact * short,
        near * exact, near * short,
        one.trust * some, one.trust * cover, near * some, elided * cover, skipped * some,
        one.ends, one.ends * (1 - cover), one.ends * short,
    ]  # fmt: skip


@cache
def weights() -> dict[str, list[float]]:
    """The learnt weights, the constant first."""
    data = json.loads((files(__package__) / "weights.json").read_text("utf-8"))
    return {name: [float(one) for one in data[name]["weights"]] for name in NAMES}


def model(one: Candidate) -> str:
    """Which model a candidate is judged by."""
    if not one.kind:
        return "unannounced"
    return "announced" if one.wording is None else "brief"


def odds(one: Candidate) -> float:
    """How likely a candidate is to be a quotation, from 0 to 1."""
    constant, *rest = weights()[model(one)]
    total = constant + sum(w * x for w, x in zip(rest, features(one), strict=True))
    if one.permuted and (
        one.near or one.wording is None or one.wording.all > one.wording.chance + _SURELY
    ):
        total = max(total, 1.0)  # all its words stand there, only in another order
    return 1 / (1 + math.exp(-max(min(total, 40.0), -40.0)))


def likely(one: Candidate) -> bool:
    """Whether a candidate is likely enough to be reported."""
    return one.odds >= (STRANGE if one.strange and model(one) == "announced" else SURE)


def set_trust(candidates: Sequence[Candidate], spans: Sequence[tuple[int, int]]) -> None:
    """Tell each announced candidate which part of the essay's longer marked stretches is found."""
    found = {
        (one.start, one.end)
        for one in candidates
        if one.kind and one.bits > 45 and one.matched > 0.75 * (one.size - one.supplied)
    }
    long = [(low, high) for low, high in spans if 30 <= high - low <= 1500]
    # of an essay that marks little, nothing is thought before it is read
    share = (2 + sum(span in found for span in long)) / (3 + len(long))
    strange = len(long) >= _MANY and share < _TRUSTED
    for one in candidates:
        one.trust, one.strange = share, strange


def best_set(
    candidates: Sequence[Candidate], value: Callable[[Candidate], float]
) -> list[Candidate]:
    """The candidates without overlap that are worth most together (weighted intervals)."""
    ordered = sorted(candidates, key=lambda one: (one.end, one.start))
    ends = [one.end for one in ordered]
    total = [0.0]
    taken: list[int] = []
    for nth, one in enumerate(ordered):
        before = bisect_right(ends, one.start, 0, nth)
        with_it = total[before] + value(one)
        taken.append(before if with_it > total[-1] else -1)
        total.append(max(with_it, total[-1]))
    out = []
    at = len(ordered)
    while at:
        if taken[at - 1] >= 0:
            out.append(ordered[at - 1])
            at = taken[at - 1]
        else:
            at -= 1
    return out[::-1]
