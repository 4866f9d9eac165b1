"""What stands beside a date in a heading: place, weekday, hour, style of the calendar, "if I live"."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.atoms import WITHIN
from carnet.dates.written.grammar import Grammar, Item, Joined
from carnet.dates.written.shelf import LANGUAGES
from carnet.dates.written.tokens import Token, roman

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language

OUTER = frozenset("#*_=~>|\"“”„«»'‘’-–—.,;:•·+¶")  # may stand around a heading
MARKS = OUTER | frozenset("()[]{}/?&†✝‹›")
_BREAKS = frozenset(".:;—–)]")  # where a place after a date may end
_IN_PLACES = frozenset(",.-–'’&()/\"“”„«»‹›‘")
_EMPHASIS = dict.fromkeys(map(ord, "_*+"))
_STYLES = {"os": "julian", "ns": "gregorian"}
_MOST_PLACE_WORDS = 6
_LONGEST_PLACE = 8  # tokens
_LONGEST_ASIDE = 24  # tokens in brackets

# Small words inside the names of places, in any of the languages: names travel.
_PARTICLES = frozenset(
    (
        "of", "the", "on", "in", "at", "near", "upon", "and", "off", "with", "de", "du", "des",
        "la", "le", "les", "l", "d", "en", "sur", "sous", "a", "au", "aux", "et", "pres", "chez",
        "par", "lez", "saint", "an", "am", "der", "die", "das", "den", "dem", "im", "bei", "beim",
        "von", "ob", "und", "zu", "zum", "zur", "i", "o", "el", "los", "las", "del", "y", "di",
        "della", "dei", "al", "e", "da", "do", "dos", "te", "op", "aan", "bij", "het", "van",
        "nad", "pod", "na", "w", "we", "z", "ze",
    )
)  # fmt: skip


@cache
def _never_places() -> frozenset[str]:
    """Words that open a line of prose in some language, or are its weekdays."""
    words: set[str] = set()
    for language in LANGUAGES.values():
        words |= language.no_place
        words.update(word for word in language.weekday_numbers if len(word) > 3)
    return frozenset(words - _PARTICLES)


@cache
def tolerated(language: Language) -> frozenset[str]:
    """Words that may stand before a date, whether or not they have a capital."""
    books = (
        *language.said.values(),
        language.weekday_book,
        language.feast_book,
        language.number_book,
    )
    within = (word for book in books for row in book.values() for words, _ in row for word in words)
    return language.vocabulary.union(
        within,
        language.small_words, language.inner, language.of_day, language.clock, _PARTICLES,
        language.number_book, language.roughly, language.between, language.ordinals, ("s", "o", "c"),
    )  # fmt: skip


class Beside(NamedTuple):
    """What stands before or after a date; `stop` is the place after the last token that is of it."""

    stop: int
    place: tuple[int, int] | None = None  # tokens
    weekday: int | None = None
    named_at: int = -1  # the token of that weekday
    style: str = ""
    doubtful: bool = False
    alive: bool = False
    night: bool = False
    unsure: str = ""


class Line:
    """One line read in one language."""

    def __init__(
        self, row: Sequence[Token], language: Language, order: str, *, whole: bool
    ) -> None:
        """`whole`: the line must be a heading through and through; else prose may follow it."""
        self.row = row
        self.language = language
        self.grammar = Grammar(row, language, order)
        self.whole = whole

    def year_alone(self, at: int, *, marked: bool) -> tuple[Joined, int] | None:
        """A year that is `marked` as one, if only by a word before it: ANNÉE 1853."""
        small = self.language.articles | self.language.prepositions | self.language.inner
        about = ""
        start = at
        while at < len(self.row) and not self.row[at].number >= 0:
            word = self.row[at].word
            if word in self.language.year:
                marked = True
            elif word in self.language.about:
                marked, about = True, self.row[at].text
            elif word not in small and self.row[at].text not in ".,'’":
                return None
            at += 1
        year = self.grammar.year(at)
        if year and self.grammar.word(year[1]) in self.language.after_year:
            marked, year = True, (year[0], year[1] + 1)
        if not (marked and year) or (start and not about):
            return None
        return Joined((Item(year=year[0], about=about),), ()), year[1]

    def deepest(self, most: int) -> int:
        """How far a date may be looked for: past a small word that no heading has, it is prose."""
        likely, alive = tolerated(self.language), self.language.said["if_alive"]
        for at, token in enumerate(self.row[:most]):
            if token.is_mark:
                if token.text in ("(", "["):
                    return most  # an aside may hold anything
            elif token.word in alive:
                return most  # what follows is said of living, up to the next mark
            elif (token.number < 0 and token.word not in likely) and (
                not token.capital or token.word in self.language.no_place
            ):
                return at + 1
        return most

    def before(self, end: int) -> Beside | None:
        """What the tokens up to a date say; None where there is prose among them."""
        found = self._beside(0, end, before=True)
        return found if found.stop == end else None

    def after(self, start: int) -> Beside:
        """What stands behind a date, as far as it belongs to the heading."""
        return self._beside(start, len(self.row), before=False)

    def _beside(self, start: int, end: int, *, before: bool) -> Beside:
        language, grammar = self.language, self.grammar
        place: tuple[int, int] | None = None
        first = -1  # of the place
        weekday: int | None = None
        named_at = -1
        style = unsure = ""
        doubtful = alive = night = False
        at, loose = start, -1
        while at < end:
            token = self.row[at]
            word = token.word
            named = grammar.weekday(at) if weekday is None else None
            if named is not None and named[1] <= end:
                weekday, named_at, at = named[0], at, named[1]
            elif token.is_mark:
                if token.text not in MARKS or self._dots(at, end):
                    break
                doubtful = doubtful or token.text == "?"
                at += 1
            elif token.number >= 0:
                past = self._clock(at, end, sure=before)
                if past is None:
                    break
                at = past
            elif (past := grammar.said("old_style", at)) and past <= end:
                style, at = "julian", past
            elif (past := grammar.said("new_style", at)) and past <= end:
                style, at = "gregorian", past
            elif word in _STYLES and "." in token.text:
                style, at = _STYLES[word], at + 1
            elif (past := grammar.said("if_alive", at)) and past <= end:
                alive, at = True, self._rest_of_condition(past, end)
            elif (past := grammar.said("today", at)) and past <= end:
                at = past
            elif not self.whole and (past := grammar.said("unsure", at)) and past <= end:
                unsure, at = " ".join(each.text for each in self.row[at:past]), past
            elif word in language.of_day or (at == 0 and before and self._numbering(at, end)):
                night = night or word in language.night
                at += 1
            elif self._goes_on(place, at, before=before) and (
                stop := self._place(at, end, before=before)
            ):
                first = at if first < 0 else first
                place, at = (first, stop), stop
            elif word in language.small_words or word in language.inner or word == "s":
                night = night or word in language.night
                loose = at if loose < 0 else loose
                at += 1
                continue
            else:
                break
            if not token.is_mark:
                loose = -1
        if at < end and loose >= 0 and not before:
            at = loose  # what follows is prose, and so are its small words
        if at < end and (past := self._aside(start, at, end)):
            rest = self._beside(past, end, before=before)
            place, named_at = place or rest.place, max(named_at, rest.named_at)
            weekday = rest.weekday if weekday is None else weekday
            at = rest.stop
            alive, night = alive or rest.alive, night or rest.night
        if place and at < end and not before and not self._set_off(place, at):
            place, at = None, first  # what follows is prose, and so is its first word
        return Beside(at, place, weekday, named_at, style, doubtful, alive, night, unsure)

    def _goes_on(self, place: tuple[int, int] | None, at: int, *, before: bool) -> bool:
        """Whether a place may begin here, or one after a date go on: Ysn. Pol."""
        if place is None:
            return True
        return not (before or self.whole) and at - place[1] <= 1 and at - place[0] < _LONGEST_PLACE

    def _aside(self, start: int, at: int, end: int) -> int | None:
        """The end of a bracket behind a date, where what stopped the reading stands in one."""
        if self.whole:
            return None
        opened = next((n for n in range(at, start - 1, -1) if self.row[n].text in "([)]"), None)
        if opened is None or self.row[opened].text in ")]":
            return None
        closing = {"(": ")", "[": "]"}[self.row[opened].text]
        for n in range(at, min(end, opened + _LONGEST_ASIDE)):
            if self.row[n].text == closing:
                return n + 1
        return None

    def _dots(self, at: int, end: int) -> bool:
        """Whether dots stand for words left out."""
        return self.row[at].text == "." and at + 1 < end and self.row[at + 1].text == "."

    def _rest_of_condition(self, at: int, end: int) -> int:
        """Past "If I still live here": what is said up to the next mark."""
        while at < end and self.row[at].is_word and not self.row[at].capital:
            at += 1
        return at

    def _set_off(self, place: tuple[int, int], at: int) -> bool:
        """Whether brackets or a dash part a place from the prose that follows it."""
        first, stop = place
        closed = self.row[stop].text if stop < len(self.row) else ""
        if first and self.row[first - 1].text in "([" and closed in (")", "]", "."):
            return True
        return any(self.row[n].text in "—–-:" for n in range(stop, at))

    def _numbering(self, at: int, end: int) -> bool:
        """A Roman number before the date: entries are sometimes counted."""
        token = self.row[at]
        after = self.row[at + 1] if at + 1 < end else None
        parted = after is None or not after.glued or after.text in ".)"
        return token.text.isupper() and 0 < roman(token.text) < 400 and parted

    def _clock(self, at: int, end: int, *, sure: bool) -> int | None:
        """Past an hour: 10:30, 10 h 30, 7 p.m., 8 Uhr."""
        if self.row[at].number > 24:
            return None
        timed = False
        at += 1
        if at + 1 < end and (self.row[at].text in ":." or self.row[at].word == "h"):
            minute = self.row[at + 1]
            if 0 <= minute.number < 60 and len(minute.text) == 2:
                timed = self.row[at].text != "."
                at += 2
        if at < end and self.row[at].word in self.language.clock:
            return at + 1
        if at < end and self.row[at].word == "o":
            beyond = self.grammar.skip(at + 1, "'’")
            if self.grammar.word(beyond) in ("clock", "c") and beyond < end:
                return beyond + 1
        return at if timed and not sure else None

    def _place(self, at: int, end: int, *, before: bool) -> int | None:
        """The end of a place's name that begins here."""
        found = self._place_within(at, end, before=before)
        if found is not None or before or self.whole:
            return found
        stop = at
        while stop < end and not (self.row[stop].text in _BREAKS and stop > at):
            if self.row[stop].number >= 0 or (stop > at and self._said_with_date(stop)):
                break
            stop += 1
        if self._initials(at, end):
            return self._initials(at, end)
        return self._place_within(at, stop, before=before) if stop < end else None

    def _initials(self, at: int, end: int) -> int | None:
        """The end of a place's initials: Y. P."""
        stop = at
        while (
            stop + 1 < end
            and len(self.row[stop].word) == 1
            and self.row[stop].capital
            and self.row[stop + 1].text == "."
        ):
            stop += 2
        letters = self.row[at]
        if stop == at and "." in letters.text and letters.text.isupper():
            return at + 1  # Y.P. closed up
        return stop if stop > at else None

    def _place_within(self, at: int, end: int, *, before: bool) -> int | None:
        first = self.row[at]
        if not first.capital and (before or first.word not in _PARTICLES):
            return None
        names = words = 0
        stop = at
        while at < end:
            token = self.row[at]
            language = self.language
            if token.is_mark:
                if token.text not in _IN_PLACES:
                    break
            elif names and not before and self._said_with_date(at):
                break
            elif (
                token.number >= 0
                or token.word in language.no_place
                or token.word in _never_places()
            ):
                return None
            elif token.word in language.weekday_numbers or (
                token.word in language.articles and self._opens_date(at, end)
            ):
                break
            else:
                if not token.capital and token.word not in _PARTICLES:
                    return None
                words += 1
                if token.capital and len(token.word) > 1 and token.word not in _PARTICLES:
                    names += 1
                if token.capital:
                    stop = at + 1
            at += 1
        return stop if names and words <= _MOST_PLACE_WORDS else None

    def _said_with_date(self, at: int) -> bool:
        """Whether words stand here that are said with a date: morning, if I live."""
        word = self.row[at].word
        after_mark = self.row[at - 1].is_mark
        return after_mark and (
            self.grammar.said("if_alive", at) is not None or word in self.language.of_day
        )

    def _opens_date(self, at: int, end: int) -> bool:
        """Whether only marks and weekdays part a small word from the date: "Paris, le samedi"."""
        return all(
            token.is_mark or token.word in self.language.weekday_numbers
            for token in self.row[at + 1 : end]
        )


def balanced(row: Sequence[Token]) -> bool:
    """Whether brackets close."""
    texts = [token.text for token in row]
    return texts.count("(") == texts.count(")") and texts.count("[") == texts.count("]")


def elided(row: Sequence[Token]) -> bool:
    """Whether dots stand for words left out."""
    return (".", ".") in pairwise(token.text for token in row)


def phrase_ends(line: Line, at: int) -> bool:
    """Whether a phrase that ends here is not the beginning of a sentence: "Samme Dag Aften" is a
    heading, as "Same day." is.
    """
    while at < len(line.row) and line.row[at].word in line.language.of_day:
        at += 1
    if at >= len(line.row):
        return True
    token = line.row[at]
    return token.is_mark and token.text not in WITHIN - {".", "-", "–"}


def place_name(line: str, row: Sequence[Token], place: tuple[int, int]) -> str:
    """The place that stands at the beginning of `line`, without marks of emphasis in it."""
    first, stop = place
    name = line[: row[stop - 1].end - row[first].start]
    if name.count("(") > name.count(")") and stop < len(row) and row[stop].text == ")":
        name += ")"
    return name.translate(_EMPHASIS)
