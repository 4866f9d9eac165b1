"""From an essay to its quotations: candidates of all kinds, weighed, and the best set of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.trace import announced, beside, deciding, unannounced
from carnet.trace.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.trace.candidate import Candidate
    from carnet.trace.search import Search


def decide(search: Search) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates that are quotations, in order; and the marked ones that are not."""
    marked = announced.candidates(search)
    weigh(search, marked)
    deciding.set_trust(marked, search.spans)
    for one in marked:
        one.odds = deciding.odds(one)
    first = deciding.best_set(likely(marked), value)
    firm = [(one.start, one.end) for one in first if one.matched > 0.8 * one.size]
    rest = unannounced.candidates(search, firm)
    weigh(search, rest)
    for one in rest:
        one.odds = deciding.odds(one)
    now = deciding.best_set([*likely(marked), *_stronger(rest, first)], value)
    sure = [one for one in now if one.odds > 0.9]
    late = beside.candidates(search, now)
    weigh(search, late)
    for one in late if marked else ():
        one.trust, one.strange = marked[0].trust, marked[0].strange
    for one in (*marked, *rest):
        if beside.is_near(one, sure):
            one.near = True
            one.odds = deciding.odds(one)
    for one in late:
        one.near = beside.is_near(one, sure)
        one.odds = deciding.odds(one)
    every = [*marked, *late]
    found = deciding.best_set([*likely(every), *_stronger(rest, first)], value)
    chosen = set(map(id, found))
    return found, [one for one in every if id(one) not in chosen]


def likely(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are likely enough to be reported."""
    return [one for one in candidates if deciding.likely(one)]


def _stronger(rest: Iterable[Candidate], first: Sequence[Candidate]) -> list[Candidate]:
    """Likely unannounced candidates that do not merely rival announced ones."""
    out = []
    for one in likely(rest):
        rivals = [two for two in first if two.start < one.end and one.start < two.end]
        # what stands between marks is not joined with what stands round them
        if any(
            two.sure and two.size > 0.3 * one.size and two.matched > 0.6 * two.size
            for two in rivals
        ):
            continue
        if one.bits > 1.6 * sum(two.bits for two in rivals):
            out.append(one)
    return out


def value(one: Candidate) -> float:
    """What a candidate is worth in the choice among those that overlap."""
    return (max(one.bits, 1.0) + (6.0 if one.kind else 0.0)) * (1.0 if one.sure else 0.6)
