"""Links that are known are hidden, and asked for: so weights are learned.

A rehearsal goes through texts as if they were taken up again after long: the links of their first
part are known, those of the rest are asked. Or as if half of all people were new since then.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from carnet.recognisers.names.firstlook import FirstLook, Text, shipped
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.together import (
    Looking,
    Rehearsed,
    fit_speaking,
    questions,
    shipped_again,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENOUGH: Final = 400  # names that were answered from which an archive's own weights are learned
_NEW: Final = 0.3  # as much as a name counts one of a rehearsal in which half of all people are new
_EACH: Final = 3  # and every third of these is enough
_PULL: Final = 80.0  # answers that outweigh what others' diaries taught the second look
_PARTS: Final = 10
_WARM: Final = 2  # of these parts teach no weights: too little is known then


class Rehearsal:
    """Names of which the answers are known, as questions for both looks."""

    def __init__(self) -> None:
        self.looking = Looking()
        self.groups: list[Group] = []
        self._asked: list[Group] = []
        self._numbers: list[int] = []  # of the names that were asked for
        self._counted: list[int] = []

    def add(self, group: Group, *, counted: bool) -> None:
        """Add the name that was looked at last."""
        number = self.looking.names - 1
        self._asked.append(group)
        self._numbers.append(number)
        if counted:
            self.groups.append(group)
            self._counted.append(number)

    def done(self, weights: Sequence[float]) -> Rehearsed:
        """It as a first look with these weights leaves it."""
        looked = self.looking.done()
        odds, right = np.zeros(len(looked.name)), np.ones(len(looked.name))
        if self._asked:
            asked = np.isin(looked.name, np.array(self._numbers))
            rows = np.concatenate([group.rows for group in self._asked])
            odds[asked] = np.einsum("ij,j->i", rows, np.asarray(weights))
            right[asked] = np.concatenate([group.right for group in self._asked])
        counted = np.array(self._counted, dtype=np.int64)
        return Rehearsed(looked._replace(odds=odds), right, counted)


def learn_weights(look: FirstLook, texts: Sequence[Text], half: int) -> tuple[float, ...] | None:
    """Take texts in, and learn the weights from them: those of the first look are set, those of the
    second are given, where there are answers enough. So many texts are `half` of the entries: a long
    one is several texts.
    """
    # as if it were taken up again after long, and as if half the records were new since
    rehearsals = [rehearse(look, texts, hidden=hidden, known=half) for hidden in (None, 0, 1)]
    groups = list(rehearsals[0].groups)
    for held in rehearsals[1:]:
        groups += [group._replace(weight=_NEW * _EACH) for group in held.groups[::_EACH]]
    groups += gone_through(look, texts, _PARTS, _WARM)
    if sum(group.right.any() for group in groups) < _ENOUGH:
        return None
    look.weights = fit(groups, shipped())
    asked = [q for held in rehearsals for q in questions(held.done(look.weights))[::_EACH]]
    asked = [question._replace(weight=float(_EACH)) for question in asked]
    return fit_speaking(asked, shipped_again(), _PULL)


def rehearse(
    look: FirstLook, texts: Sequence[Text], *, hidden: int | None, known: int
) -> Rehearsal:
    """Go through texts as if the links of the first so many were known and no others; where a
    half of the records (0 or 1) is `hidden`, of these only the links to the other half.
    """
    other = FirstLook(look.memory.copy(), look.weights)
    other.few = look.few
    held = Rehearsal()
    for n, text in enumerate(texts):
        if n < known:
            seen = text if hidden is None else _without_half(text, hidden)
            other.take(seen)
            other.known(held.looking, n, seen, seen.links)
        else:
            _ask(other, text, n, held)
    return held


def gone_through(look: FirstLook, texts: Sequence[Text], parts: int, warm: int) -> list[Group]:
    """Take texts in, part by part, as if at work on them: each part is weighed with what was known
    before it. Those after the `warm` first ones become questions.
    """
    held = Rehearsal()
    size = max(1, -(-len(texts) // parts))
    for part in range(0, len(texts), size):
        if part >= size * warm:
            for text in texts[part : part + size]:
                _ask(look, text, 0, held)
        for text in texts[part : part + size]:
            look.take(text)
    return held.groups


def _ask(look: FirstLook, text: Text, n: int, held: Rehearsal) -> None:
    """Add the names of a text to a rehearsal, with their answers."""
    row = look.memory.rows.of(text.text, look.memory.small)
    for group in look.weigher.weigh(row, text.day):
        look.remember(group, text.day)
        form = group[0].form
        start, end = row[form.first].start, row[form.last - 1].end
        here = [link for link in text.links if link.start < end and start < link.end]
        targets = {link.target for link in here}
        unsure = targets == {""} and any(link.kind for link in here)
        held.looking.add(n, text.day, form.key, look.rows(group))
        figures = array("d")
        for weighed in group:
            figures.extend(weighed.common)
            figures.extend(weighed.own)
        rows = np.frombuffer(figures).reshape(len(group), -1)
        right = np.array([float(weighed.target in targets) for weighed in group])
        held.add(Group(rows, right), counted=not unsure and (bool(here) or text.whole))


def _without_half(text: Text, which: int) -> Text:
    """A text without the links to half the records: it is not known whom these words name."""
    links = (
        link._replace(target="")
        if link.target and crc32(link.target.encode()) % 2 == which
        else link
        for link in text.links
    )
    return text._replace(links=tuple(links))
