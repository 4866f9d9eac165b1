"""Names that no record has, gathered in groups: whom an editor might want to add."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.dates.written import LANGUAGES
from carnet.recognisers.names.forms import (
    ARTICLES,
    FIGURES,
    MEN,
    MONTHS,
    SMALL,
    TITLES,
    WOMEN,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory

_OFTEN: Final = 2  # a group of fewer mentions is proposed only where a title, or a known first name, says that it is one
_RECURS: Final = 4  # times that an abbreviation stands, so that somebody may be meant
_SHORT: Final = 4  # letters of one
_FIT: Final = 8  # records that an abbreviation may mean
_COMMON: Final = 0.15  # a word so often after an article, or written small, is no name
_NAMED: Final = 4  # letters of a day or a month that is no name besides
_DASHES: Final = frozenset("-–—")  # after these no title stands before a name: 9 P.M.--Still
_LONG: Final = 120  # words that tell whether nouns have capitals
_NOUNS: Final = 0.16  # where so many words have capitals, nouns have them


_PARTED: Final = re.compile(
    r"--|['’]s\b|(?<=s)['’]\s"
)  # between two words: two names, or whose thing it is
_OF: Final = frozenset(("zu", "zum", "of", "the", "des", "du", "la", "le", "y", "e", "el", "al"))
_DATED: Final = re.compile(r"\d")  # a month, a house: no name of its own


@cache
def _of_the_calendar() -> frozenset[str]:
    """The names of days and months, folded, but for those that are names of people as well."""
    names = {
        fold(called[0])
        for code, language in LANGUAGES.items()
        if code != "la"  # Martis, Iulio
        for called in (*language.weekdays, *language.months)
    }
    return frozenset(name for name in names if len(name) >= _NAMED) - MONTHS - {"domingo"}


def _entitles(word: Word) -> bool:
    """Whether a word is a title here, and not "Dir" of a German letter."""
    return word.short or word.key != "dir"


def _hours(stretch: Sequence[Word]) -> int:
    """How many of the words tell the half of the day: 11 A.M."""
    noon = len(stretch) > 1 and stretch[0].left in FIGURES and stretch[1].key == "m"
    return 2 if noon and stretch[0].key in ("a", "p") else 0


def _stops(word: Word) -> bool:
    """Whether the full stop after a word ends a sentence, and not an abbreviation."""
    return word.short and word.key not in TITLES and len(word.key) > 2


class _Found(NamedTuple):
    said: str
    entry: str
    start: int
    end: int
    sex: str  # as its title says
    begins: bool  # it opens a sentence
    sure: bool  # a title or a known first name says that it is a name


class Strangers:
    """Gathers, text by text, the words with capitals that no record and no mention accounts for.

    In a language that gives capitals to nouns, only those that stand after a title or beside
    another are taken; elsewhere those that do not begin a sentence.
    """

    def __init__(
        self, memory: Memory, likely: Callable[[str], Sequence[str]] | None = None
    ) -> None:
        """`likely`: the records that a form may mean, the likeliest first, so far as somebody knows."""
        self._memory = memory
        self._likely = likely
        self._found: dict[str, list[_Found]] = {}
        self._short: dict[str, list[_Found]] = {}  # abbreviations that fit some person's name
        self._fits: dict[str, frozenset[str]] = {}
        self._written: tuple[int, int] | None = None  # words with a capital, and all, in all texts

    def look(self, entry: str, text: str, taken: Sequence[tuple[int, int]]) -> None:
        """Take in one text, with the stretches that are accounted for."""
        row = self._memory.rows.of(text)
        spaces = max(30, text.count(" "))
        capitals = sum(word.capital for word in row)
        if self._written is None:
            stood = self._memory.stood.total()
            self._written = stood, stood + self._memory.lower.total()
        if spaces < _LONG < self._written[1] / 10:  # too short to tell: as in all of them
            capitals, spaces = self._written
        nouns = capitals > _NOUNS * spaces
        places = sorted(taken)
        self._abbreviated(entry, text, row, places)
        at = near = 0
        while at < len(row):
            end = at + 1
            while end < len(row) and not row[end].apart and not _stops(row[end - 1]):
                if _PARTED.search(text[row[end - 1].end : row[end].start]):
                    break
                end += 1
            word = row[at]
            alone = end == at + 1 and (nouns or not word.before)
            if alone and word.key not in TITLES and word.before not in TITLES:
                at = end  # of most words that is known at once
                continue
            while near < len(places) and places[near][1] <= word.start:
                near += 1
            free = near >= len(places) or places[near][0] >= row[end - 1].end
            if free and not _DATED.search(text[max(0, word.start - 3) : row[end - 1].end + 3]):
                self._take(entry, text, row[at:end], nouns=nouns)
            at = end

    def _abbreviated(
        self, entry: str, text: str, row: Sequence[Word], places: Sequence[tuple[int, int]]
    ) -> None:
        """Take in words with a full stop that nobody was linked to, and that fit a person's name."""
        for word in row:
            if not word.short or not 1 < len(word.key) <= _SHORT or not word.capital:
                continue
            if not FIGURES.isdisjoint((word.left, word.right)):
                continue  # a month or a measure: 14 Aug., Th. 18
            if any(start < word.end and word.start < end for start, end in places):
                continue
            if word.key not in self._fits:
                self._fits[word.key] = frozenset(self._who(word))
            if self._fits[word.key]:
                end = word.end + 1
                found = _Found(
                    text[word.start : end], entry, word.start, end, "", begins=not word.before, sure=True
                )  # fmt: skip
                self._short.setdefault(word.key, []).append(found)

    def _who(self, word: Word) -> list[str]:
        memory = self._memory
        if word.key in TITLES or word.key in memory.book.linked or memory.lower.get(word.key, 0):
            return []
        return [i for i in memory.book.meant_by(word) if memory.kind.get(i) == "person"]

    def _take(self, entry: str, text: str, stretch: Sequence[Word], *, nouns: bool) -> None:
        stretch, calendar = stretch[_hours(stretch) :], _of_the_calendar()
        while stretch and (
            not stretch[0].capital or stretch[0].key in calendar or self._opens(stretch)
        ):
            stretch = stretch[1:]
        while stretch and not stretch[-1].capital:
            stretch = stretch[:-1]
        titles = [word.key for word in stretch if word.key in TITLES and _entitles(word)]
        if titles:  # what stands before a title is none of the name
            at = next(n for n, word in enumerate(stretch) if word.key == titles[0])
            stretch = stretch[at:]
        elif stretch and stretch[0].before in TITLES and stretch[0].left not in _DASHES:
            titles = [stretch[0].before]  # le père Grimaud
        names = [word for word in stretch if word.key not in TITLES and word.capital]
        if not names or len(names) > 3 or len(names[-1].key) < 3:
            return
        if any(word.key in ARTICLES or word.key in SMALL for word in names):
            return
        if not titles:
            begins = not stretch[0].before
            if (nouns or begins) and len(names) < 2:
                return
            if (stretch[0].before in ARTICLES) or any(map(self._common, names)):
                return
            if nouns and any(word.key in SMALL for word in stretch) and not self._first(names[0]):
                return  # Spuren von Talent
        sex = "f" if WOMEN & set(titles) else "m" if MEN & set(titles) else ""
        start, end = stretch[0].start, stretch[-1].end
        said = " ".join(text[start:end].split())
        sure = bool(titles) or self._first(names[0]) or not (nouns or len(names) < 2)
        found = _Found(said, entry, start, end, sex, begins=not stretch[0].before, sure=sure)
        self._found.setdefault(names[-1].key, []).append(found)

    @staticmethod
    def _opens(stretch: Sequence[Word]) -> bool:
        """Whether a word has a capital only since it opens a sentence: Heard of the King."""
        return not stretch[0].before and len(stretch) > 1 and stretch[1].key in _OF

    def _first(self, word: Word) -> bool:
        """Whether somebody of the register has this first name."""
        return "forename" in self._memory.book.known.get(word.key, {}).values()

    def _common(self, word: Word) -> bool:
        memory = self._memory
        stood = memory.stood.get(word.key, 0)
        return memory.lower.get(word.key, 0) > 0 or (
            stood > 0 and memory.articled.get(word.key, 0) / stood > _COMMON
        )

    def groups(self) -> list[dict[str, Any]]:
        """The groups, those of the most mentions first, each with the records whose names it fits, the
        likeliest first: an abbreviation that recurs, which one link settles, and a name that several
        records share and of which nothing tells whose it is. These have the `places` where just those
        words stand: entry, start, end.
        """
        out = []
        recur = {key: found for key, found in self._short.items() if self._recurs(found)}
        for key, found in self._found.items():
            within = Counter(one.said for one in found if not one.begins)
            if key in recur or any(one.sure for one in found) or within.total() >= _OFTEN:
                out.append(self._group(key, found, within))
        alone = sorted(recur.keys() - self._found.keys())
        out += [self._group(key, recur[key], Counter()) for key in alone]
        for group in out:
            key = group["key"]
            if key in recur:
                group.update(person=True, fits=self._fitting(key, self._fits[key]))
            elif fits := self._named(key, titled=group["person"]):
                group.update(text=group["forms"][0], fits=self._fitting(key, fits))
            if group["fits"]:
                held = self._found.get(key) or recur[key]
                group["places"] = [one[1:4] for one in held if one.said == group["text"]]
        return sorted(out, key=lambda row: (-row["mentions"], row["key"]))

    @staticmethod
    def _recurs(found: Sequence[_Found]) -> bool:
        return len(found) >= _RECURS and len({one.entry for one in found}) > 1

    def _named(self, key: str, *, titled: bool) -> frozenset[str]:
        """The records that have a name, or were called by it; after a title nobody's first name."""
        book = self._memory.book
        known = book.known.get(key, {})
        first = {"forename", "pet"} if titled else set()
        return frozenset((*(i for i in known if known[i] not in first), *book.linked.get(key, ())))

    def _fitting(self, key: str, fits: frozenset[str]) -> list[str]:
        """Of the records that a form fits the likeliest first."""
        likely = list(self._likely(key)) if self._likely else []
        likely = [record for record in likely if record in fits]
        return [*likely, *sorted(fits.difference(likely))][:_FIT]

    @staticmethod
    def _group(key: str, found: Sequence[_Found], within: Counter[str]) -> dict[str, Any]:
        forms = Counter(one.said for one in found)
        sexes = {one.sex for one in found if one.sex}
        fullest = max(
            forms, key=lambda said: (said in within, len(said.split()), forms[said], said)
        )
        return {
            "text": fullest, "mentions": len(found), "entries": len({one.entry for one in found}),
            "forms": [said for said, _ in forms.most_common(8)], "entry": found[0].entry,
            "person": bool(sexes), "sex": sexes.pop() if len(sexes) == 1 else "", "key": key,
            "fits": [],
        }  # fmt: skip
