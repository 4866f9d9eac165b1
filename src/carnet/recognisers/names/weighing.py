"""What speaks for each record that a form may name, in figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.beside import beside, is_given
from carnet.recognisers.names.fading import Fading
from carnet.recognisers.names.features import in_words
from carnet.recognisers.names.forms import (
    ARTICLES,
    FIGURES,
    FORMAL,
    INSIDE,
    MONTHS,
    TITLES,
    WOMEN,
    core,
)
from carnet.recognisers.names.namebook import SHORT
from carnet.recognisers.names.naming import KINDS_OF_PLACE
from carnet.recognisers.names.of_form import of_form
from carnet.recognisers.names.of_record import About, Here, OfRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory
    from carnet.recognisers.names.namebook import Form

_TAUGHT: Final = 200  # links that tell better than a rule what stands after articles
_MOSTLY: Final = 0.4  # a word that so often follows an article is a thing
_COMPANY: Final = 24  # records that are clearly named in the same text
_NOBODY: Final[Counter[str]] = Counter()
_WINDS: Final = frozenset("nsewo")  # letters of a compass: N.N.W., S.O.
# adjectives with a capital that are surnames as well: the French are not Sir John French
_PEOPLES: Final = frozenset(
    (
        *("french", "english", "german", "british", "indian", "irish", "welsh", "welch", "scotch", "dutch"),
        *("danish", "swiss", "flemish", "turkish", "polish", "spanish", "american", "austrian", "belgian"),
        *("russian", "prussian", "italian", "greek", "roman", "latin", "norman", "saxon", "swedish", "christian"),
    )
)  # fmt: skip
_WORD: Final = 4  # letters of a word that more likely ends a sentence


class Weighed(NamedTuple):
    """One name, the records that it may mean, and what speaks for them: the COMMON figures, which they
    share, and of each its OWN.
    """

    form: Form
    targets: tuple[str, ...]
    common: tuple[float, ...]
    own: list[tuple[float, ...]]


class Weigher:
    """Weighs forms with a memory, and with what was only suggested since that was last added to."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._soft: dict[str | tuple[str, str], Fading] = {}
        self._last: dict[str, int] = {}
        self._of_record = OfRecord(memory)

    def forget(self) -> None:
        """Forget what was only suggested, and what was looked up."""
        self._of_record.forget()
        if self._last:
            self._soft, self._last = {}, {}

    def remember(self, form: Form, target: str, day: int, chance: float) -> None:
        """Remember that a form seems to mean a record, as softly as that is likely."""
        for key in (target, (form.key, target)):
            self._soft.setdefault(key, Fading()).add(day, chance / 2)
        self._last[target] = day

    def why(self, form: Form, id_: str, said: int) -> tuple[str, ...]:
        """What speaks for a record, in words; `said` is what `reasons` made of its features."""
        times = self.memory.times.get(form.key, 0)
        linked = self.memory.book.linked.get(form.key)
        count = linked[id_] if linked else 0
        why = [f"“{form.key}” was linked to it {count} times of {times}"] if count else []
        return (*why, *in_words(said)) or (f"“{form.key}” may be a form of its name",)

    # ------------------------------------------------------------------ weighing

    def weigh(
        self, row: Sequence[Word], day: int, asked: Callable[[Form], bool] | None = None
    ) -> list[Weighed]:
        """For each name that a text may hold, the records that it may mean; or for those that are
        `asked` for: the others only stand beside them.
        """
        memory, book = self.memory, self.memory.book
        found = []
        sure: list[str] = []
        for form in book.forms(row):
            candidates = book.candidates(form, row)
            if self._thing(form, row):
                kind = memory.kind
                candidates = {i: how for i, how in candidates.items() if kind.get(i) != "person"}
            candidates = self._likely(form, row, candidates)
            if form.last - form.first > 1:
                candidates = self._hers(form, row, candidates)
            elif form.key in MONTHS and not FIGURES.isdisjoint(
                (row[form.first].left, row[form.first].right)
            ):
                continue  # 1st August
            if candidates:
                found.append((form, candidates))
                if len(candidates) == 1:
                    sure.append(next(iter(candidates)))
        if not found:
            return []
        company = tuple(dict.fromkeys(sure[:_COMPANY]))
        keys = {word.key for word in row}
        keys |= {key[:-1] for key in keys if key.endswith("s")}
        here = Here(row, day, frozenset(keys), company, set(), set())
        groups = []
        for form, candidates in found:
            if asked is None or asked(form):
                groups.append(self._group(here, form, candidates))
            if len(candidates) == 1:
                id_ = next(iter(candidates))
                (here.whole if form.last - form.first > 1 else here.single).add(id_)
        return groups

    def _likely(
        self, form: Form, row: Sequence[Word], candidates: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Without those that only a part of the form's own words names: the Ross Sea is not Ross Island,
        no wind from S.W. is Silas Wright, and the "Ville." that ends a sentence abbreviates nothing.
        """
        said = form.key
        if form.last - form.first == 1 and form.first and not row[form.first].apart:
            said = f"{row[form.first - 1].key} {said}"
        if self.memory.is_writer(said):
            return {i: how for i, how in candidates.items() if how == "linked"}
        last = row[form.last - 1]
        if form.short and form.last - form.first > 1:
            letters = {word.key for word in row[form.first : form.last]}
            stood = self.memory.stood.get(last.key, 0)
            ends = (
                form.dotted
                and len(last.key) >= _WORD
                and 2 * self.memory.dotted.get(last.key, 0) < stood
            )
            if letters <= _WINDS or ends:
                return {i: how for i, how in candidates.items() if not how.startswith(SHORT)}
        if form.key in _PEOPLES and _title(form, row)[1] not in TITLES:
            return {i: how for i, how in candidates.items() if how != "surname"}
        if form.last < len(row):
            following = row[form.last]
            if following.capital and not following.apart and following.key in KINDS_OF_PLACE:
                return {i: how for i, how in candidates.items() if how != "part"}
        return candidates

    def _hers(
        self, form: Form, row: Sequence[Word], candidates: Mapping[str, str]
    ) -> Mapping[str, str]:
        """The women of the surname, where a woman's title stands before the name of a man: her husband's."""
        sex, kind = self.memory.sex, self.memory.kind
        if _title(form, row)[1] not in WOMEN or any(sex.get(id_) != "m" for id_ in candidates):
            return candidates
        surname = form._replace(key=form.key.rpartition(" ")[2], short=False, like=False)
        women = {
            id_: how for id_, how in self.memory.book.candidates(surname, row).items()
            if sex.get(id_) != "m" and kind.get(id_) == "person"
        }  # fmt: skip
        return women or candidates

    def _thing(self, form: Form, row: Sequence[Word]) -> bool:
        """Whether a word that was never linked is no person: it mostly stands after an article, as
        it does here.
        """
        memory, key = self.memory, form.key
        if form.last - form.first > 1 or key in memory.times or memory.links >= _TAUGHT:
            return False
        if key in memory.definite:
            return False
        stood = memory.stood.get(key, 0)
        after = row[form.first].before in ARTICLES
        return after and stood > 1 and memory.articled.get(key, 0) >= _MOSTLY * stood

    def _group(self, here: Here, form: Form, candidates: Mapping[str, str]) -> Weighed:
        memory, row = self.memory, here.row
        word = row[form.first]
        previous, title = _title(form, row)
        now, near, far = self._counts(candidates, form.key, here.day)
        when = self._when(candidates)
        cores = memory.cores.get(core(form.key), _NOBODY)
        common, articled = of_form(memory, form, row, previous, len(candidates))
        about = About(
            form=form,
            times=memory.times.get(form.key, 0),
            cores=cores,
            core=cores.total(),
            near=near + 0.5,
            far=far + 0.5,
            latest=max(when.values(), default=0),
            kinds=memory.after.get(word.before) if word.before else None,
            title=title,
            formal=title in FORMAL and is_given(form.key),
            # nobody stands after "im", and few after "der"
            article=0.0
            if memory.book.slavic or form.key in memory.definite
            else (word.before in ARTICLES) + float(word.before in INSIDE),
            articled=0.0 if form.key in memory.definite else articled,
            beside=beside(form, row),
        )
        figures = self._of_record.figures(here, about, candidates, now, when)
        return Weighed(form, tuple(candidates), common, figures)

    def _counts(
        self, ids: Iterable[str], form: str, day: int
    ) -> tuple[dict[str, tuple[float, float]], float, float]:
        """How often each record was named of late, now and these years, and all of them; by this form
        it counts thrice.
        """
        faded, faded_as, soft = self.memory.faded, self.memory.faded_as, self._soft
        out, all_near, all_far = {}, 0.0, 0.0
        for id_ in ids:
            near = far = 0.0
            if id_ in faded:
                near, far = faded[id_].on(day)
            if id_ in soft:
                a, b = soft[id_].on(day)
                near, far = near + a, far + b
            if (near or far) and (form, id_) in faded_as:
                a, b = faded_as[form, id_].on(day)
                near, far = near + 2 * a, far + 2 * b
            if soft and (form, id_) in soft:
                a, b = soft[form, id_].on(day)
                near, far = near + 2 * a, far + 2 * b
            out[id_] = near, far
            all_near += near
            all_far += far
        return out, all_near, all_far

    def _when(self, ids: Iterable[str]) -> dict[str, int]:
        """When each record was last named."""
        last, softly = self.memory.last, self._last
        if not softly:
            return {id_: last.get(id_, 0) for id_ in ids}
        return {id_: max(last.get(id_, 0), softly.get(id_, 0)) for id_ in ids}


def _title(form: Form, row: Sequence[Word]) -> tuple[Word | None, str]:
    """The word before a form where nothing parts them, and what may be a title: Mrs. A. Valpy, and
    Frau Prof. Winter, who is no professor.
    """
    first, at = row[form.first], form.first - 1
    if at < 0 or first.apart:
        return None, first.before
    previous = row[at]
    if at and previous.short and not previous.apart:
        key = row[at - 1].key
        if len(previous.key) == 1 or (previous.key in TITLES and key in WOMEN):
            return previous, key
    return previous, previous.key
