"""What the beginning of a paragraph says of a day, and what it looks like as a heading."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.grammar import Grammar, Item, Joined
from carnet.dates.written.language import fold
from carnet.dates.written.meaning import CENTURY
from carnet.dates.written.misprints import mended
from carnet.dates.written.roman import COUNTED_FROM, EVE
from carnet.dates.written.shelf import LANGUAGES
from carnet.dates.written.tokens import Token, roman, tokens
from carnet.days.plain import WRAPS, head_of, plain
from carnet.days.spots import HEAD, time_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.language import Language
    from carnet.days.spots import Spot

_OPENERS = frozenset("_*+=~[(<{#>\"'“„«‘")
_DASH = re.compile(r"\s*[_*+\])]*[.,:;]?[_*+\])]*\s*(?:--+|[—–―])\s*(?=\S)")
_CUT = re.compile(
    r"(?:[\w_*)\]]\s?[.,:;!?][_*)\]]*\s*(?=--+|[—―])|[_*)\]]\s*(?=--+|[—–―]))(?P<dash>)"
)
_BRACKETED = re.compile(r"\s?\([^()\n]{1,40}\)")
_PAGE = re.compile(
    r"\b(?:page|pp?\.|Seite|S\.)\s?\d{1,4}\.?\s*$|(?:\s{2,}|\.{3,}|(?:\. ){2,})\s*\[?(?:\d{1,4}|[ivxlc]+)\]?\s*$"
)
_VOICED = 14  # tokens that tell the language
_FIRST_WORDS = 4  # of them, those before a number of which small words tell it
_FRONT = 12  # tokens of a long paragraph in which its date begins
_RUN_IN = 110  # code points; a run-in heading is no longer
_YEARS = re.compile(r"(?<![\d.,])(1[0-9]{3}|20[0-9]{2})(?![\d])")


class Head(NamedTuple):
    """A paragraph's beginning that bears a date, or part of one.

    `start` to `end` is the heading in the text, marks included. `joined` holds the date's items as
    written, which may lack month and year; it is None for "the same day". `shape` is what it
    looks like, `prior` how likely such a look is a heading's before anything else is known
    (log odds). `kind` is `date`, `same` or `section` (a year or a span over what follows).
    """

    start: int
    end: int
    spot: Spot
    kind: str
    joined: Joined | None
    language: Language
    weekday: int | None
    run: str  # alone, line, dash, mark, stop, comma, text
    shape: tuple[str, ...]
    prior: float
    years: tuple[int, ...]  # years of four digits in a section's heading
    masked: str  # a year partly withheld, as EDTF: 19XX
    doubtful: bool
    looks: tuple[str, ...]  # reasons, in words
    near: tuple[str, ...] = ()  # misprints that were read as what was meant
    hour: bool = False  # an evening, a night: said with a day
    bare: bool = False  # a day's number and nothing more: it may number anything


@cache
def _of_words() -> dict[str, tuple[Language, ...]]:
    """Which languages know a word as a month, a weekday or a season. Words of one or two letters,
    and the first of a feast's several ("Good Friday"), are too many things.
    """
    known: dict[str, list[Language]] = {}
    for language in LANGUAGES.values():
        feasts = language.feast_book
        several = {word for word in feasts if all(others for others, _ in feasts[word])}
        several -= language.month_numbers.keys() | language.season_codes.keys()
        for word in language.signs - several | language.weekday_numbers.keys() | language.part:
            if len(word) > 2 and word.isalpha():
                known.setdefault(word, []).append(language)
    for word in COUNTED_FROM:
        if len(word) > 3:
            known.setdefault(word, []).append(LANGUAGES["la"])
    return {word: tuple(languages) for word, languages in known.items()}


@cache
def _of_small_words() -> dict[str, tuple[Language, ...]]:
    """Which languages know a word as one that stands beside a day's number, or begins a feast."""
    known: dict[str, list[Language]] = {}
    for language in LANGUAGES.values():
        small = language.small_words | language.inner | language.ordinals
        for word in small | language.feast_book.keys():
            known.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in known.items()}


def read_head(text: str, spot: Spot, likely: Sequence[Language], order: str) -> Head | None:
    """What a paragraph's beginning says of its day; None where it says nothing."""
    head, mask = head_of(text, spot)
    cut = _CUT.search(head)
    if cut is not None and cut.start():
        dated = head[: cut.start("dash")]
    else:
        dated = head if spot.end - spot.start <= HEAD else head[:_RUN_IN]
    row = plain(tokens(dated) or tokens(dated[:60]))
    if not row:
        return None
    # a long paragraph begins with its date or has none: most of what is looked at ends here
    front = row if spot.end - spot.start <= HEAD else row[:_FRONT]
    words = time_words()
    if not any(token.number >= 0 or token.word in words for token in front):
        return None
    best: Head | None = None
    for language in _languages(front, likely):
        found = _Reader(head, row, language, order, spot, mask).read()
        if found is None or _half(found):
            found = _mended(head, row, language, likely, order, spot, mask) or found
        if found is not None and (best is None or _better(found, best)):
            best = found
    return best


def _better(found: Head, best: Head) -> bool:
    """Whether a reading is likelier than another. A year over what follows is the last resort: in
    the wrong language any full date looks like one.
    """
    if "section" in (found.kind, best.kind):
        return best.kind == "section" != found.kind
    return found.prior > best.prior + 0.01


def _half(head: Head) -> bool:
    """Whether a month stands without its day, which a misprint may hide: "December ll", "1 5th"."""
    if head.joined is None:
        return head.kind in ("weekday", "section")
    item = head.joined.items[0]
    return (item.day is None and item.year is None) or head.bare or head.run == "text"


def _mended(
    head: str, row: list[Token], language: Language, likely: Sequence[Language], order: str,
    spot: Spot, mask: str,
) -> Head | None:  # fmt: skip
    """The beginning read with its misprints mended, if that makes a better date of it."""
    front = row[:8]
    named = bool(front) and front[0].word in language.weekday_numbers
    if not (spot.blank or named) or not any(
        token.number >= 0 or token.text in _LIKE for token in front
    ):
        return None
    repaired = mended(front, language, likely)
    if repaired is None:
        return None
    found = _Reader(head, [*repaired.row, *row[8:]], language, order, spot, mask).read()
    if found is None or found.joined is None or _half(found) or found.bare:
        return None
    return found._replace(near=tuple(repaired.reasons.values()), prior=found.prior - 0.3)


def _languages(row: Sequence[Token], likely: Sequence[Language]) -> Sequence[Language]:
    """Those whose words stand in the row, the likely ones first. Of numbers with small words alone
    ("Le 6.") those that have the small words; of bare figures the likeliest.
    """
    known, small = _of_words(), _of_small_words()
    voices: Counter[Language] = Counter()
    foremost: tuple[Language, ...] = ()  # that know the first word of time
    weak: Counter[Language] = Counter()
    for n, token in enumerate(row[:_VOICED]):
        if token.number < 0 and token.word:
            speaking = known.get(token.word, ())
            voices.update(speaking)
            if token.word in COUNTED_FROM and n < _FIRST_WORDS:
                weak[LANGUAGES["la"]] += 4
            foremost = foremost or speaking
            if n < _FIRST_WORDS:
                weak.update(small.get(token.word, ()))
    rank = {language: n for n, language in enumerate(likely)}
    first = likely[:1] or tuple(LANGUAGES.values())[:1]
    if not voices:
        ordered = sorted(weak, key=lambda language: (rank.get(language, 99), -weak[language]))
        return tuple(dict.fromkeys((*first, *ordered[:2])))
    ordered = sorted(
        voices,
        key=lambda language: (rank.get(language, 99), -2 * voices[language] - weak[language]),
    )
    inside = [language for language in ordered if language in rank][:2]
    if not inside:
        return [*likely[:1], *ordered[: 2 if likely else 3]]
    better = [
        language
        for language in ordered
        if language not in inside and language in foremost
        and (weak[language] > weak[inside[0]] or inside[0] not in foremost)
    ]  # fmt: skip
    return inside + better[:1]


class _Core(NamedTuple):
    """The date proper: its tokens and what they say."""

    first: int
    last: int  # the token after it
    joined: Joined | None
    kind: str


class _Reader:
    """One beginning read in one language."""

    def __init__(
        self, head: str, row: Sequence[Token], language: Language, order: str, spot: Spot, mask: str
    ) -> None:
        self.mask = mask
        self.doubtful = False
        self.head = head
        self.row = row
        self.language = language
        self.grammar = Grammar(row, language, order)
        self.spot = spot
        self.short = spot.end - spot.start <= HEAD
        self.single = self.short and spot.line >= spot.end - 1
        small = language.articles | language.prepositions | language.inner | language.of_day
        self.small = small | language.clock | {"s", "o", "c"}

    def read(self) -> Head | None:
        core = self._core()
        if core is None:
            return self._section()
        head = self.head
        row, language = self.row, self.language
        after = row[core.last - 1].end if core.last else 0
        line = min(self.spot.line - self.spot.start, len(head))
        prose_before = self._prose(0, core.first)
        run, end = self._run(core, after, line)
        if prose_before and run in ("alone", "line"):
            begin = row[core.first].start
            if self._today(core.first) or (self.single and head[begin - 1] in WRAPS):
                # "I have skipped three days. To-day, July 21": the day of writing, or set off by marks
                prose_before = 0
        inside = next((n for n in range(core.last, len(row)) if row[n].start >= end), len(row))
        prose_after = self._prose(core.last, inside)
        bare = self._bare(core, weekday := self._weekday(0, inside, core))
        if bare and run in ("alone", "line") and any(t.is_word for t in row[core.last : inside]):
            run, end = "stop", after  # "1. Flour." is an item in a list
        if self.mask and run in ("comma", "text"):
            run = "stop"
        if core.joined is None and core.kind == "weekday" and weekday is None:
            return None
        opener = head[0] if head[0] in _OPENERS else ""
        parts = _parts(core, weekday)
        prior, looks = self._prior(core, run, prose_before, prose_after, opener, parts, head[:line])
        words = {token.word for token in row[core.last : inside]}
        bracket = head[after : after + 3].lstrip()
        doubtful = (
            self.doubtful
            or bracket.startswith(("?", "[?", "(?"))
            or bool(re.match(r"\s*\[\d{1,4}\s?\?\]", head[after:]))
        )
        return Head(
            self.spot.start, self.spot.start + end, self.spot, core.kind, core.joined, language,
            weekday, run, (run, opener, "blank" if self.spot.blank else "", _lead(prose_before, core.first), parts[:1]),
            prior, (), self.mask, doubtful, looks,
            (), bool(words & (language.of_day | language.clock)), bare,
        )  # fmt: skip

    def _bare(self, core: _Core, weekday: int | None) -> bool:
        if core.joined is None or weekday is not None:
            return False
        return all(item.month is None and item.year is None for item in core.joined.items)

    # ------------------------------------------------------------------ the date proper

    def _core(self) -> _Core | None:
        row, language = self.row, self.language
        fallback: _Core | None = None
        limit = len(row) if self.short else min(len(row), _FRONT)
        opened = next((n for n, token in enumerate(row) if token.word), 0)
        for at in range(limit):
            token = row[at]
            if not token.word and token.text not in "([":
                continue
            if at and token.word and row[at - 1].word and row[at - 1].end == token.start:
                continue  # a27, 2I
            found = self.grammar.joined(at) if self._begins(token) else None
            if found is not None:
                joined, last = found
                joined, last = self._short_weekday(*self._dual(*self._whole(joined, last)))
                if self._then_feast(joined) or (len(joined.items) > 1 and self._hour(last)):
                    first = self.grammar.item(at)
                    if first is not None:
                        joined, last = Joined((first[0],), ()), first[1]
                if self._dated(joined, at, last, opened):
                    joined, last = self._weekday_after(joined, last)
                    core = _Core(at, last, joined, "date")
                    if self.single and (later := self._today_after(last, limit)):
                        return later
                    if joined.items[-1].month is not None or not self.single:
                        return core
                    fallback = fallback or core  # "the 1st holiday, 18 April": a month may follow
            if fallback is None and at <= opened + 3:
                # "Sun." and "Mar." are words too: an abbreviation alone is no heading
                if (
                    token.word in language.weekday_numbers
                    and len(token.text) > 3
                    and self._meant(at)
                ):
                    fallback = _Core(at, at + 1, None, "weekday")
                elif at == opened and (phrase := self._phrase(at))[1]:
                    fallback = _Core(at, phrase[1], None, phrase[0])
                elif (
                    at == opened
                    and (year := self.grammar.year(at))
                    and not self._years_after(year[1])
                ):
                    fallback = _Core(at, year[1], Joined((Item(year=year[0]),), ()), "date")
        return fallback

    def _dated(self, joined: Joined, at: int, last: int, opened: int) -> bool:
        """Whether items in a row are a date rather than any number."""
        first = joined.items[0]
        if any(item.feast for item in joined.items) and at > opened + 2 and first.year is None:
            return False
        if any(item.feast for item in joined.items):
            return self._feast_meant(joined, last)
        if any(item.month is not None for item in joined.items):
            return self._month_meant(joined, at, last)
        if first.day is None:
            return False
        after = self.row[last] if last < len(self.row) else None
        if first.weekday is not None and self.row[last - 1].text == ".":
            return True  # 5 Fr.
        if self._hour(last):
            return False
        if first.weekday is not None:
            return True
        if at > opened and not self._opens(opened, at):
            return False
        number = self.row[last - 1]
        ordinal = number.word in self.language.ordinals or number.text in "º°"
        return ordinal or after is None or after.text in ".,;:-–—"

    def _short_weekday(self, joined: Joined, last: int) -> tuple[Joined, int]:
        """A lone day with two letters of its weekday behind it: "5 Fr."."""
        item, row = joined.items[0], self.row
        if (
            item.numbered
            and row[last - 2].text == "Mo"
            and item == Item(None, item.month, numbered=True)
        ):
            item, last = (
                Item(item.month),
                last - 2,
            )  # a Monday: Friends wrote their months with a day
        if len(joined.items) > 1 or item != Item(item.day) or last + 1 >= len(row):
            return joined, last
        name = row[last]
        if not (name.capital and len(name.word) == 2 and row[last + 1].text == "."):
            return joined, last
        for number, names in enumerate(self.language.weekdays):
            if fold(names[0])[:2] == name.word:
                return Joined((item._replace(weekday=number),), ()), last + 2
        return joined, last

    def _feast_meant(self, joined: Joined, last: int) -> bool:
        """Whether a feast is a date rather than the beginning of a title or a sentence."""
        if any(item.day is not None and not item.feast for item in joined.items) or last >= len(
            self.row
        ):
            return True
        after = self.row[last]
        named = any(item.year is not None for item in joined.items)
        return (
            named
            or not after.is_word
            or after.word in self.small
            or after.word in self.language.of_day
        )

    def _weekday_after(self, joined: Joined, last: int) -> tuple[Joined, int]:
        """A date in figures with its weekday behind it: "29/7 Donnerstag"."""
        item, row = joined.items[0], self.row
        if (
            len(joined.items) > 1
            or item.weekday is not None
            or item.month is None
            or last >= len(row)
        ):
            return joined, last
        number = self.language.weekday_numbers.get(row[last].word)
        if number is None or not self._meant(last) or row[last - 1].is_word:
            return joined, last
        return Joined((item._replace(weekday=number),), ()), last + 1

    def _season_alone(self, core: _Core) -> bool:
        if core.joined is None or len(core.joined.items) > 1:
            return False
        item = core.joined.items[0]
        return item.month is not None and item.month > 20 and item.year is None

    def _opens(self, opened: int, at: int) -> bool:
        """Whether nothing but small words that announce a day stand before it: "Le 6", "A dì 6"."""
        before = self.row[opened:at]
        return (
            before[0].capital
            and before[-1].word in self.language.articles
            and all(token.word in self.language.small_words for token in before)
        )

    def _dual(self, joined: Joined, last: int) -> tuple[Joined, int]:
        """A month in a year of two styles, "January 1659–60": the later year, the Old Style."""
        item = joined.items[-1]
        row = self.row
        if item.dual or item.year is None or item.month is None or last + 1 >= len(row):
            return joined, last
        mark, second = row[last], row[last + 1]
        if mark.text not in "-–/" or not (mark.glued and second.glued):
            return joined, last
        if second.number < 0 or not str(item.year + 1).endswith(second.text):
            return joined, last
        if item.month > 3:
            return joined, last
        item = item._replace(year=item.year + 1, dual=True)
        return Joined((*joined.items[:-1], item), joined.joins), last + 2

    def _whole(self, joined: Joined, last: int) -> tuple[Joined, int]:
        """Items without what is said of the heading as a whole: a withheld year, a doubtful day."""
        out = []
        for item in joined.items:
            if item.blank and item.blank != CENTURY and item.year is not None:
                figures = zip(f"{item.year:04d}", f"{item.blank:04b}", strict=True)
                self.mask = "".join("X" if bit == "1" else figure for figure, bit in figures)
                item = item._replace(year=None, blank=0)  # noqa: PLW2901
            if item.doubtful_day:
                self.doubtful = True
                item = item._replace(doubtful_day=False)  # noqa: PLW2901
            out.append(item)
        return Joined(tuple(out), joined.joins), last

    def _today_after(self, start: int, limit: int) -> _Core | None:
        """A date that "to-day" stands before, after one that is only spoken of."""
        for at in range(start, limit):
            if self.row[at].word and self._today(at) and self._begins(self.row[at]):
                found = self.grammar.joined(at)
                if found is not None and found[0].items[0].month is not None:
                    joined, last = self._whole(*found)
                    return _Core(at, last, joined, "date")
        return None

    def _begins(self, token: Token) -> bool:
        """Whether a date can begin with a token: most words are spared a closer look."""
        if token.number >= 0 or not token.word or token.word in self.language.vocabulary:
            return True
        language = self.language
        if language.code == "la" and (token.word in COUNTED_FROM or token.word in EVE):
            return True
        if token.word in language.number_book or token.word in language.about | language.part:
            return True
        return token.word in language.between or (len(token.word) <= 6 and roman(token.word) > 0)

    def _then_feast(self, joined: Joined) -> bool:
        """Whether a full day has a feast behind it: "24 December. Christmas Eve is horrid"."""
        item = joined.items[0]
        return (
            len(joined.items) == 1 and bool(item.feast) and item.day is not None and not item.part
        )

    def _years_after(self, at: int) -> bool:
        """Whether another year follows, as in "1894-1895": a span over what follows."""
        return any(len(token.text) == 4 and token.number > 999 for token in self.row[at : at + 3])

    def _hour(self, at: int) -> bool:
        after = self.row[at] if at < len(self.row) else None
        clock = self.language.clock | self.language.of_day
        if after is None:
            return False
        if after.text == "." and after.glued and at + 1 < len(self.row):
            minute = self.row[at + 1]
            return minute.glued and len(minute.text) == 2 and 0 <= minute.number < 60
        return after.word in clock or after.text in ":%°"

    def _month_meant(self, joined: Joined, at: int, last: int) -> bool:
        """A month alone may be another word: "may", "mars", "sep"."""
        if any(item.day is not None or item.year is not None for item in joined.items):
            return True
        token = self.row[last - 1]
        name = next((t for t in self.row[at:last] if t.word in self.language.month_numbers), token)
        if not name.capital and not self.language.small_months:
            return False
        if name.word == "may" or len(name.text) < 4:
            after = self.row[last] if last < len(self.row) else None
            return after is None or after.is_mark
        return True

    def _meant(self, at: int) -> bool:
        token = self.row[at]
        after = self.row[at + 1] if at + 1 < len(self.row) else None
        if len(token.text) > 3:
            return token.capital or self.language.small_months
        return token.capital and (after is None or after.text in ".,:;-–—")

    def _phrase(self, at: int) -> tuple[str, int]:
        """A phrase that stands for a date, as "the same day", and the token after it."""
        for name, kind in _PHRASES:
            last = self._said(name, at)
            if last and not (kind == "same" and self.row[at].word in _HOURS and last == at + 1):
                return kind, last
        return "", 0

    def _said(self, name: str, at: int) -> int:
        """Past one of the language's phrases of that name, or 0."""
        words = [token.word for token in self.row[at : at + 10] if token.word]
        if not words:
            return 0
        for others, _value in self.language.said[name].get(words[0], ()):
            if tuple(words[1 : 1 + len(others)]) == others:
                left = len(others) + 1
                while left and at < len(self.row):
                    left -= bool(self.row[at].word)
                    at += 1
                return at
        return 0

    def _today(self, first: int) -> bool:
        """Whether the word before the date is "to-day"."""
        words = [token.word for token in self.row[max(0, first - 4) : first] if token.word]
        return bool(words) and (
            words[-1] in _TODAY or words[-2:] in (["to", "day"], ["aujourd", "hui"])
        )

    def _weekday(self, first: int, last: int, core: _Core) -> int | None:
        if core.joined is not None and core.joined.items[0].weekday is not None:
            return core.joined.items[0].weekday
        for n in range(first, last):
            token = self.row[n]
            if token.word in self.language.weekday_numbers and self._meant(n):
                return self.language.weekday_numbers[token.word]
        return None

    # ------------------------------------------------------------------ what is around it

    def _prose(self, first: int, last: int) -> int:
        """How many words of prose stand among these tokens: those that no heading needs."""
        count = 0
        for n in range(first, last):
            token = self.row[n]
            if not token.is_word or token.capital or len(token.word) < 2:
                continue
            if token.word in self.small or token.word in _LITTLE:
                continue
            if token.word in self.language.weekday_numbers:
                continue
            count += 1
        return count

    def _run(self, core: _Core, after: int, line: int) -> tuple[str, int]:
        """How the heading is set off from the prose, and where it ends (in the head)."""
        head = self.head
        beside = _BRACKETED.match(head, after)
        if beside is not None:  # "8th (Lord's day). In the morning"
            after = beside.end()
        whole = self.spot.line - self.spot.start <= HEAD
        if whole and line >= after:
            rest = [n for n in range(core.last, len(self.row)) if self.row[n].start < line]
            prose = self._prose(core.last, core.last + len(rest))
            names = sum(self.row[n].is_word for n in rest)
            ended = head[line - 1 : line] in '.,;:!?)]_*+”"»' or names <= 4
            fits = prose <= (names <= 3) + self._alive_words(rest) and names <= 14 and ended
            if fits and not _DASH.search(head, after, line):
                end = len(head[:line].rstrip())
                return ("alone" if self.spot.line >= self.spot.end - 1 else "line"), end
        for dash in _DASH.finditer(head, after, min(len(head), after + _RUN_IN)):
            stretch = next(
                (n for n in range(core.last, len(self.row)) if self.row[n].start >= dash.start()),
                len(self.row),
            )
            if self._prose(core.last, stretch) <= 2:
                closed = _closing(head, dash.start())
                return "dash", closed
            break
        end = after
        while end < len(head) and head[end] in ".,;:?!":
            end += 1
        closed = end
        while closed < len(head) and head[closed] in '_*+])”"»’':
            closed += 1
        if closed > end:
            while closed < len(head) and head[closed] in ".,;:":
                closed += 1
            return "mark", closed
        if head[closed : closed + 1] == "\t":
            return "dash", closed
        if all(not token.is_word for token in self.row[core.first : core.last]) and (
            core.last - core.first > 2
        ):
            return "stop", after  # figures alone, 3/5 or 3.5.41, are set off by themselves
        if self.row[core.last - 1].text == ".":  # of a weekday cut short
            return "stop", after
        mark = head[after : after + 1]
        if mark in (".", ":", ";") or head[after : after + 2].strip() == "…":
            return "stop", end
        if after >= line:
            return "line", after
        return ("comma" if mark == "," else "text"), after

    def _alive_words(self, rest: Sequence[int]) -> int:
        return 4 if any(self._said("if_alive", n) for n in rest) else 0

    def _prior(
        self, core: _Core, run: str, before: int, after: int, opener: str, parts: str, line: str
    ) -> tuple[float, tuple[str, ...]]:
        spot = self.spot
        prior = _RUNS[run] + _PARTS.get(parts, 0.0)
        prior += 0.5 if spot.blank else -1.5 if spot.stop else -4.0
        if opener:
            prior += 0.3
        if before:
            prior -= 2.0 + 0.4 * before
        elif core.first > 6:
            prior -= 0.5
        prior -= 0.4 * min(after, 6)
        if _PAGE.search(line) or (self.short and _PAGE.search(self.head)):
            prior -= 5.0
        follows = self.row[core.last] if core.last < len(self.row) else None
        if (
            core.joined is None
            and core.kind != "weekday"
            and follows is not None
            and follows.is_word
        ):
            prior -= 5.0  # "the same course as before"
        first = next((token for token in self.row if token.word), None)
        if first is not None and first.is_word and not first.capital:
            small = first.word in self.language.articles or self.language.small_months
            prior -= 0.3 if small and core.first <= 1 else 2.5
        listed = len(self.row) > 1 and self.row[0].number >= 0 and self.row[1].text in ".)"
        if core.first > 2 and listed:
            prior -= 3.0  # an item of a list that names a date
        if before and self.row[0].text == "[" and self.row[1].number >= 0:
            prior -= 3.0  # a note that does
        if first is not None and first.word in _REFERENCES:
            prior -= 5.0
        if follows is not None and follows.is_word and self._season_alone(core):
            prior -= 8.0  # "Spring in the Woods" is a title
        if core.first > 1 and self.row[core.first - 1].text == "(":
            prior -= 3.0  # a title with its date in brackets
        if run in ("text", "comma"):
            if core.first and not before:
                prior -= 0.7
            if first is not None and first.word in self.language.prepositions:
                prior -= 2.0  # "On 4 May we went": a sentence
        return prior, (_WHY[run],)

    # ------------------------------------------------------------------ years over what follows

    def _section(self) -> Head | None:
        """A line alone that gives a year: "ANNÉE 1853", "1659/60", "Book II. 1914-1915"."""
        head, spot = self.head, self.spot
        if not spot.blank or spot.line - spot.start > 70 or spot.line < spot.end - 1:
            return None
        years = tuple(int(year) for year in _YEARS.findall(head))
        words = [token for token in self.row if token.is_word]
        if not 1 <= len(years) <= 2 or len(words) > 6 or self._prose(0, len(self.row)) > 2:
            return None
        if _PAGE.search(head):
            return None
        end = len(head.rstrip())
        return Head(
            spot.start, spot.start + end, spot, "section", None, self.language, None, "alone",
            ("section",), 0.0, years, "", doubtful=False, looks=(),
        )  # fmt: skip


def _closing(head: str, at: int) -> int:
    """Past the marks that close a heading, before its dash."""
    while at < len(head) and head[at] in "_*+]).,:;":
        at += 1
    return at


def _lead(prose: int, first: int) -> str:
    return "prose" if prose else "name" if first > 1 else ""


def _parts(core: _Core, weekday: int | None) -> str:
    if core.joined is None:
        return "W" if core.kind == "weekday" else core.kind
    item = core.joined.items
    said = "W" if weekday is not None else ""
    said += "M" if any(i.month is not None for i in item) else ""
    said += "D" if any(i.day is not None for i in item) else ""
    return said + ("Y" if any(i.year is not None for i in item) else "")


_PHRASES = (("same_day", "same"), ("next_day", "next"), ("undated", "undated"))
_REFERENCES = frozenset(
    (
        "see",
        "cf",
        "vide",
        "voir",
        "voyez",
        "siehe",
        "vgl",
        "vergleiche",
        "vedi",
        "vease",
        "veja",
        "zie",
        "zob",
    )
)
_HOURS = frozenset(
    ("later", "spater", "dopo", "later", "pozniej", "позже", "postea", "depois", "despues")
)
_LIKE = frozenset(("l", "ll", "I", "II", "O", "lst", "Il", "lI", "ay"))
_TODAY = frozenset(
    (
        "today",
        "aujourdhui",
        "heute",
        "hoy",
        "oggi",
        "hoje",
        "dzis",
        "dzisiaj",
        "vandaag",
        "hodie",
        "сегодня",
    )
)
_LITTLE = frozenset(
    (
        "and",
        "or",
        "et",
        "ou",
        "und",
        "oder",
        "of",
        "the",
        "is",
        "it",
        "today",
        "already",
        "aus",
        "to",
        "day",
        "morrow",
        "aujourd",
        "hui",
        "heute",
        "hoy",
        "oggi",
        "hoje",
        "dzis",
        "vandaag",
    )
)

# How much each look speaks for a heading, as log odds; the book's own habits are added to these.
_RUNS = {
    "alone": 1.8, "dash": 1.8, "line": 0.2, "mark": 0.6, "stop": -0.2, "comma": -3.0, "text": -4.6,
}  # fmt: skip
_PARTS = {
    "WMDY": 2.0, "MDY": 1.2, "WMD": 1.5, "MD": 0.3, "WMY": 0.5, "MY": 0.0, "WM": -0.5, "M": -1.0,
    "WD": 0.3, "D": -2.0, "Y": -2.0, "W": -1.2, "same": -1.0, "next": -1.5, "undated": -0.5, "WDY": 0.0, "DY": -2.0,
}  # fmt: skip
_WHY = {
    "alone": "it stands on a line of its own",
    "line": "it fills the first line of a paragraph",
    "dash": "it begins a paragraph and is set off by a dash",
    "mark": "it begins a paragraph and is set off by marks",
    "stop": "it begins a paragraph and a full stop follows",
    "comma": "it begins a paragraph",
    "text": "it begins a paragraph",
}
