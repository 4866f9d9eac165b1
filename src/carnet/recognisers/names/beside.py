"""The names beside a form: Vera Specht, Richard und Vera Specht, Arthur K."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.forms import AND, SMALL, TITLES
from carnet.recognisers.names.given import others, sex_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from carnet.recognisers.names.forms import Word
    from carnet.recognisers.names.memory import Memory
    from carnet.recognisers.names.namebook import Form

_PARTICLES: Final = SMALL - {"of", "the", "y", "e", "al", "el", "bin"}
_NEAR: Final = 3  # signs between two words of one name
_INITIAL: Final = 3  # letters of a word with a full stop that may begin a name


class Beside(NamedTuple):
    """What stands beside a form, each empty where nothing does."""

    before: str  # the word before it that may be of the same name
    after: str  # the word after it
    initial: bool  # of which only the beginning stands there
    shared: str  # the surname of a second person: Richard und Vera Specht
    noble: bool = False  # after it stands a particle and then that word: Paul de Lannoy

    @property
    def speaking(self) -> bool:
        """Whether anything stands there."""
        return bool(self.before or self.after or self.shared)

    def speaks(
        self, key: str, words: AbstractSet[str], last: AbstractSet[str], memory: Memory
    ) -> tuple[float, float]:
        """Whether a word beside it is one of a person's names, and whether it is another's, when all
        words of the person's names and the surnames are these.
        """
        own = other = False
        surname = key.rpartition(" ")[2] in last
        if self.after:
            if self.initial:
                own = any(word.startswith(self.after) and word not in key for word in words)
                other = not own and not surname
            else:
                own = self.after in words or self.after.removesuffix("s") in words
                other = not own and not surname and (self.noble or memory.is_surname(self.after))
        if self.before and not own:
            own = self.before in words
            strange = not own and surname and is_given(self.before)
            other = other or (strange and words.isdisjoint(others(self.before)))
        if self.shared and not (own or surname):
            own = self.shared in words
            other = other or not own
        return float(own), float(other)


_NOTHING: Final = Beside("", "", initial=False, shared="")


def beside(form: Form, row: Sequence[Word]) -> Beside:
    """What stands beside a form in its row."""
    first, last = row[form.first], row[form.last - 1]
    before = ""
    if form.first and not first.apart:
        word = row[form.first - 1]
        if word.capital and not word.short and first.start - word.end < _NEAR:
            before = "" if word.key in TITLES else word.key
    at = form.last
    if at < len(row) and row[at].apart and not row[at].capital:
        at += 1  # "und" of some title
    following = row[at] if at < len(row) else None
    if following is None:
        return _NOTHING._replace(before=before) if before else _NOTHING
    after, initial, shared = "", False, ""
    noble = following.key in _PARTICLES and not following.apart
    while at + 1 < len(row) and row[at].key in _PARTICLES and not row[at + 1].apart:
        at += 1
    if noble and row[at].capital and not row[at].short and not last.short:
        return Beside(before, row[at].key, initial=False, shared="", noble=True)
    if not following.apart:
        if following.capital and following.start - last.end < _NEAR and not last.short:
            after = following.key
            initial = following.short and len(after) <= _INITIAL
            if after in TITLES or (is_given(after) and not initial):
                after, initial = "", False
    elif form.last - form.first == 1 and at + 1 < len(row):
        joined = following.before in AND or following.left == "&"
        surname = row[at + 1]
        if (
            joined and following.start - last.end < 8 and not surname.apart and surname.capital
            and following.key not in TITLES and not following.short
            and surname.start - following.end < _NEAR and is_given(following.key)
        ):  # fmt: skip
            shared = surname.key
    return Beside(before, after, initial, shared)


def is_given(key: str) -> bool:
    """Whether a folded word is a first name."""
    return bool(others(key) or sex_of(key))
