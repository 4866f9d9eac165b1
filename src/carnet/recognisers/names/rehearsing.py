"""Links that are known are hidden, and asked for: so weights are learned.

A rehearsal goes through texts as if they were taken up again after long: the links of their first
part are known, those of the rest are asked. Or as if half of all people were new since then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from carnet.recognisers.names.asawhole import (
    Evidence,
    Unlinked,
    evidence,
    fit_whole,
    questions_of_forms,
    shipped_whole,
    weigh,
)
from carnet.recognisers.names.features import COMMON, pack_common, pack_own
from carnet.recognisers.names.firstlook import FirstLook, Text, shipped
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.forms import keys_of
from carnet.recognisers.names.learned import Learned
from carnet.recognisers.names.looked import Looking
from carnet.recognisers.names.together import (
    Rehearsed,
    fit_speaking,
    questions,
    shipped_again,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.recognisers.names.memory import Memory

_ENOUGH: Final = 400  # names that were answered from which an archive's own weights are learned
_NEW: Final = 0.3  # as much as a name counts one of a rehearsal in which half of all people are new
_EACH: Final = 3  # and every third of these is enough
_PULL: Final = 80.0  # answers that outweigh what others' diaries taught the second look
_PULL_FORMS: Final = 20.0  # and what they taught of forms never linked
_PARTS: Final = 10
_WARM: Final = 2  # of these parts teach no weights: too little is known then


class Rehearsal:
    """Names of which the answers are known, as questions for both looks."""

    def __init__(self, memory: Memory) -> None:
        self._kind, self._house = memory.kind, memory.house
        self.looking = Looking()
        self.groups: list[Group] = []
        self._asked: list[Group] = []
        self._numbers: list[int] = []  # of the names that were asked for
        self._counted: list[int] = []
        self._new: list[tuple[int, tuple[float, float]]] = []

    def add(self, group: Group, *, counted: bool, new: tuple[float, float] | None) -> None:
        """Add the name that was looked at last: `new`, what is known of its form as an abbreviation,
        where that was never linked.
        """
        number = self.looking.names - 1
        if new is not None:
            self._new.append((len(self._asked), new))
        self._asked.append(group)
        self._numbers.append(number)
        if counted:
            self.groups.append(group)
            self._counted.append(number)

    def done(self, weights: Sequence[float]) -> tuple[Rehearsed, Evidence]:
        """It as a first look with these weights leaves it, and what speaks for forms never linked."""
        looked = self.looking.done(self._kind, self._house)
        odds, right = np.zeros(len(looked.name)), np.ones(len(looked.name))
        if self._asked:
            asked = np.isin(looked.name, np.array(self._numbers))
            rows = np.concatenate([group.rows for group in self._asked])
            odds[asked] = np.einsum("ij,j->i", rows, np.asarray(weights))
            right[asked] = np.concatenate([group.right for group in self._asked])
        counted = np.array(self._counted, dtype=np.int64)
        looked = looked._replace(odds=odds)
        of_forms = evidence(looked, self._unlinked(weights), self.looking.forms)
        return Rehearsed(looked, right, counted, of_forms.at), of_forms

    def _unlinked(self, weights: Sequence[float]) -> Unlinked:
        """What is weighed of forms that were never linked."""
        common = len(COMMON)
        of_common, out = np.asarray(weights)[:common], Unlinked()
        for n, form in self._new:
            rows = self._asked[n].rows
            shared = float(rows[0, :common] @ of_common)
            out.add(self._numbers[n], shared, rows[:, common:], form)
        return out


def learn_weights(look: FirstLook, texts: Sequence[Text], half: int) -> Learned | None:
    """Take texts in, and learn the weights from them, where there are answers enough. So many texts are
    `half` of the entries: a long one is several texts.
    """
    # as if it were taken up again after long, and as if half the records were new since
    rehearsals = [rehearse(look, texts, hidden=hidden, known=half) for hidden in (None, 0, 1)]
    groups = list(rehearsals[0].groups)
    for held in rehearsals[1:]:
        groups += [group._replace(weight=_NEW * _EACH) for group in held.groups[::_EACH]]
    groups += gone_through(look, texts, _PARTS, _WARM)
    if sum(group.right.any() for group in groups) < _ENOUGH:
        return None
    first = fit(groups, shipped())
    done = [held.done(first) for held in rehearsals]
    of_forms = [q for held, forms in done for q in questions_of_forms(*held[:3], forms)]
    whole = fit_whole(of_forms, shipped_whole(), _PULL_FORMS) if of_forms else shipped_whole()
    asked = [q for held in done for q in questions(as_wholes(*held, whole))[::_EACH]]
    asked = [question._replace(weight=float(_EACH)) for question in asked]
    return Learned.rounded(first, fit_speaking(asked, shipped_again(), _PULL), whole)


def as_wholes(held: Rehearsed, of_forms: Evidence, weights: Sequence[float]) -> Rehearsed:
    """A rehearsal in which forms that were never linked are weighed as wholes."""
    return held._replace(looked=weigh(held.looked, of_forms, weights))


def rehearse(
    look: FirstLook, texts: Sequence[Text], *, hidden: int | None, known: int,
    forms: tuple[int, int] | None = None,
) -> Rehearsal:  # fmt: skip
    """Go through texts as if the links of the first so many were known and no others; where a
    half of the records (0 or 1) is `hidden`, of these only the links to the other half; or without
    those of one part of all `forms`: which, of how many.
    """
    other = FirstLook(look.memory.copy(), look.weights)
    other.few = look.few
    held = Rehearsal(other.memory)
    for n, text in enumerate(texts):
        if n < known:
            seen = text if hidden is None else _without_half(text, hidden)
            if forms is not None:
                seen = _without_forms(seen, *forms)
            other.take(seen)
            other.known(held.looking, n, seen, seen.links)
        else:
            _ask(other, text, n, held)
    return held


def gone_through(look: FirstLook, texts: Sequence[Text], parts: int, warm: int) -> list[Group]:
    """Take texts in, part by part, as if at work on them: each part is weighed with what was known
    before it. Those after the `warm` first ones become questions.
    """
    held = Rehearsal(look.memory)
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
    for weighed in look.weigher.weigh(row, text.day):
        if look.few:
            look.remember(weighed, text.day)
        form, targets = weighed.form, weighed.targets
        start, end = row[form.first].start, row[form.last - 1].end
        here = [link for link in text.links if link.start < end and start < link.end]
        said = {link.target for link in here}
        unsure = said == {""} and any(look.memory.unsure(form.key, link) for link in here)
        held.looking.add(n, text.day, form.key, targets)
        common = pack_common(*weighed.common)
        rows = np.frombuffer(b"".join([common + pack_own(*own) for own in weighed.own]))
        right = np.array([float(target in said) for target in targets])
        new = look.as_abbreviation(form) if look.is_new(form) else None
        group = Group(rows.reshape(len(targets), -1), right)
        held.add(group, counted=not unsure and (bool(here) or text.whole), new=new)


def _without_half(text: Text, which: int) -> Text:
    """A text without the links to half the records: it is not known whom these words name."""
    links = (
        link._replace(target="")
        if link.target and crc32(link.target.encode()) % 2 == which
        else link
        for link in text.links
    )
    return text._replace(links=tuple(links))


def _without_forms(text: Text, which: int, of: int) -> Text:
    """A text without the links of some forms: it is not known whom these name."""
    links = (
        link._replace(target="")
        if link.target
        and crc32(" ".join(keys_of(text.text[link.start : link.end])).encode()) % of == which
        else link
        for link in text.links
    )
    return text._replace(links=tuple(links))
