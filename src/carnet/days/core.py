"""The date proper in a paragraph's beginning: where it stands, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.atoms import PLANETS
from carnet.dates.written.grammar import Item, Joined
from carnet.dates.written.language import fold
from carnet.dates.written.meaning import CENTURY
from carnet.dates.written.roman import COUNTED_FROM, EVE
from carnet.dates.written.tokens import roman, roman_day
from carnet.days.beginning import ABBREVIATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates.written.tokens import Token
    from carnet.days.beginning import Beginning

FRONT = 12  # tokens of a long paragraph in which its date begins
_AFTER = 3  # tokens after the first word in which a weekday alone, or a feast, may stand
_LONGEST_ROMAN = 6
_PHRASES = (("same_day", "same"), ("next_day", "next"), ("undated", "undated"))
_SEASONS = 20  # months above it are seasons
_GUTTER = 3  # blanks between a page's number and its running head
# Words behind which a number is a day.
DAY_WORDS = frozenset(("dia", "dias", "di", "adi", "giorno", "giorni", "dnia", "дня"))
# And such behind which it is the number of a journey's day.
_COUNTED = frozenset(("day", "jour", "tag", "dag", "dzien", "день"))
_LAST_DAY = 31
_MOST_NAMES = 3  # words of a place
_LADY_DAY = 3  # the month until which a year has two styles


class Core(NamedTuple):
    """The date proper: its tokens, from `first` up to `last`, and what they say.

    `kind` is `date`, or else `weekday`, `same`, `next` or `undated`, of which nothing is `joined`.
    `mask` is a year partly withheld, as EDTF.
    """

    first: int
    last: int
    joined: Joined | None
    kind: str
    mask: str = ""
    doubtful: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """The dates joined; none where nothing is."""
        return self.joined.items if self.joined is not None else ()

    @property
    def joined_by(self) -> tuple[str, ...]:
        """How the dates are joined."""
        return self.joined.joins if self.joined is not None else ()

    @property
    def season_alone(self) -> bool:
        """Whether it is a season without its year."""
        return len(self.items) == 1 and _season(self.items[0]) and self.items[0].year is None


def find_core(beginning: Beginning) -> Core | None:
    """The first date in a beginning that is meant as one."""
    row, grammar, opened = beginning.row, beginning.grammar, beginning.opened
    fallback: Core | None = None
    limit = len(row) if beginning.short else min(len(row), FRONT)
    for at in range(limit):
        token = row[at]
        if not token.word:
            if token.text not in "([" and token.text not in PLANETS:
                continue
        elif at and row[at - 1].word and row[at - 1].end == token.start:
            continue  # a27, 2I
        if at == opened and _is_page_number(row, at):
            continue
        if at == opened + 1 and token.number >= 0 and _counts_days(row, at):
            continue
        found = grammar.joined(at) if _begins(beginning, token) else None
        core = _dated(beginning, at, *found) if found is not None else None
        if core is not None:
            if fallback is not None and _parted(row, fallback, at):
                return fallback  # 15 — Out at 5 1/2
            if beginning.single and (later := _after_today(beginning, core.last, limit)):
                return later
            if any(item.month is not None for item in core.items) or not beginning.single:
                return core
            fallback = fallback or core  # "the 1st holiday, 18 April": a month may follow
        if fallback is None and at <= opened + _AFTER:
            fallback = _less(beginning, at)
    return fallback


def _parted(row: Sequence[Token], day: Core, at: int) -> bool:
    """Whether a dash parts the number of a day from what is said of it, and another figure there."""
    behind = row[day.last : day.last + 1]
    return bool(behind) and behind[0].text in "—–=" and at > day.last + 1


def _counts_days(row: Sequence[Token], at: int) -> bool:
    """Whether a number counts days: "Day 2. Wednesday, June 7"."""
    after = row[at + 1] if at + 1 < len(row) else None
    return row[at - 1].word in _COUNTED and (after is None or after.is_mark)


def _is_page_number(row: Sequence[Token], at: int) -> bool:
    """Whether a number is parted from the month behind it as a page's is: "22     MAY 1813"."""
    if row[at].number < 0 or at + 1 >= len(row) or not row[at + 1].is_word:
        return False
    return row[at + 1].start - row[at].end >= _GUTTER


def _dated(beginning: Beginning, at: int, joined: Joined, last: int) -> Core | None:
    """Items in a row as a date, if they are meant as one."""
    joined, last = _in_two_styles(beginning.row, joined, last)
    joined, mask, doubtful = _of_the_whole(joined)
    joined, last = _weekday_cut_short(beginning, joined, last)
    if _then_feast(joined) or (len(joined.items) > 1 and beginning.hour(last)):
        first = beginning.grammar.item(at)
        if first is not None:
            joined, last = Joined((first[0],), ()), first[1]
    if not _meant(beginning, joined, at, last):
        return None
    joined, last = _weekday_behind(beginning, joined, last)
    return Core(at, last, joined, "date", mask, doubtful)


def _less(beginning: Beginning, at: int) -> Core | None:
    """What may stand for a date where there is none: a weekday, a phrase, a year."""
    token, grammar = beginning.row[at], beginning.grammar
    # "Sun." and "Mar." are words too: an abbreviation alone is no heading
    named = token.word in beginning.language.weekday_numbers and len(token.text) > ABBREVIATED
    if named and beginning.meant(at):
        return Core(at, at + 1, None, "weekday")
    if at != beginning.opened:
        return None
    for name, kind in _PHRASES:
        last = grammar.said(name, at)
        if last is not None:
            return Core(at, last, None, kind)
    year = grammar.year(at)
    if year is None or _another_year(beginning.row[year[1] : year[1] + 3]):
        return None
    return Core(at, year[1], Joined((Item(year=year[0]),), ()), "date")


def _another_year(row: Sequence[Token]) -> bool:
    """Whether another year follows, as in "1894-1895": a span over what follows."""
    return any(len(token.text) == 4 and token.number > 999 for token in row)


def _begins(beginning: Beginning, token: Token) -> bool:
    """Whether a date can begin with a token: most words are spared a closer look."""
    language, word = beginning.language, token.word
    if token.number >= 0 or not word or word in language.vocabulary:
        return True
    if word in language.number_book or word in language.roughly or word in language.between:
        return True
    if language.code == "la" and (word in COUNTED_FROM or word in EVE):
        return True
    return len(word) <= _LONGEST_ROMAN and (roman(word) > 0 or roman_day(word) > 0)  # xiv, iij


def _after_today(beginning: Beginning, start: int, limit: int) -> Core | None:
    """A date that "to-day" stands before, after one that is only spoken of."""
    for at in range(start, limit):
        token = beginning.row[at]
        if token.word and _begins(beginning, token) and beginning.today(at):
            found = beginning.grammar.joined(at)
            if found is not None and found[0].items[0].month is not None:
                joined, mask, doubtful = _of_the_whole(found[0])
                return Core(at, found[1], joined, "date", mask, doubtful)
    return None


# ---------------------------------------------------------------------- what belongs to a date


def _in_two_styles(row: Sequence[Token], joined: Joined, last: int) -> tuple[Joined, int]:
    """A month in a year of two styles, "January 1659–60": the later year, the Old Style."""
    item = joined.items[-1]
    if item.dual or item.year is None or last + 1 >= len(row):
        return joined, last
    if item.month is None or item.month > _LADY_DAY:
        return joined, last
    mark, second = row[last], row[last + 1]
    if mark.text not in "-–/" or not (mark.glued and second.glued):
        return joined, last
    if second.number < 0 or not str(item.year + 1).endswith(second.text):
        return joined, last
    item = item._replace(year=item.year + 1, dual=True)
    return Joined((*joined.items[:-1], item), joined.joins), last + 2


def _of_the_whole(joined: Joined) -> tuple[Joined, str, bool]:
    """Items without what is said of the heading as a whole, and that: a withheld year as EDTF,
    and whether a day is doubtful.
    """
    items, mask, doubtful = [], "", False
    for item in joined.items:
        if item.blank and item.blank != CENTURY and item.year is not None:
            figures = zip(f"{item.year:04d}", f"{item.blank:04b}", strict=True)
            mask = "".join("X" if bit == "1" else figure for figure, bit in figures)
            items.append(item._replace(year=None, blank=0, doubtful_day=False))
        else:
            items.append(item._replace(doubtful_day=False) if item.doubtful_day else item)
        doubtful = doubtful or item.doubtful_day
    return Joined(tuple(items), joined.joins), mask, doubtful


def _weekday_cut_short(beginning: Beginning, joined: Joined, last: int) -> tuple[Joined, int]:
    """A lone day with two letters of its weekday behind it: "5 Fr."."""
    item, row = joined.items[0], beginning.row
    numbered = Item(None, item.month, numbered=True)
    if item == numbered and item.month is not None and row[last - 2].text == "Mo":
        item, last = Item(item.month), last - 2  # a Monday: Friends wrote months with their days
    if len(joined.items) > 1 or item != Item(item.day) or last + 1 >= len(row):
        return joined, last
    name = row[last]
    if name.capital and len(name.word) == 2 and row[last + 1].text == ".":
        for number, names in enumerate(beginning.language.weekdays):
            if fold(names[0])[:2] == name.word:
                return Joined((item._replace(weekday=number),), ()), last + 2
    return joined, last


def _weekday_behind(beginning: Beginning, joined: Joined, last: int) -> tuple[Joined, int]:
    """A date in figures with its weekday behind it: "29/7 Donnerstag"."""
    item, row = joined.items[0], beginning.row
    if len(joined.items) > 1 or item.weekday is not None or item.month is None:
        return joined, last
    if last >= len(row) or row[last - 1].is_word or not beginning.meant(last):
        return joined, last
    number = beginning.language.weekday_numbers.get(row[last].word)
    if number is None:
        return joined, last
    return Joined((item._replace(weekday=number),), ()), last + 1


def _then_feast(joined: Joined) -> bool:
    """Whether a full day has a feast behind it: "24 December. Christmas Eve is horrid"."""
    item = joined.items[0]
    return len(joined.items) == 1 and bool(item.feast) and item.day is not None and not item.part


# ---------------------------------------------------------------------- whether it is meant


def _meant(beginning: Beginning, joined: Joined, at: int, last: int) -> bool:
    """Whether items in a row are a date rather than any number or name."""
    if any(item.feast for item in joined.items):
        return _feast_meant(beginning, joined, at, last)
    if any(item.month is not None for item in joined.items):
        return _month_meant(beginning, joined, at, last)
    item = joined.items[0]
    return item.day is not None and _day_meant(beginning, item, joined.joins, at, last)


def _feast_meant(beginning: Beginning, joined: Joined, at: int, last: int) -> bool:
    """Whether a feast is a date rather than the beginning of a title or a sentence."""
    if at > beginning.opened + 2 and joined.items[0].year is None:
        return False
    if at and 0 < beginning.row[at - 1].number <= _LAST_DAY:
        return False  # "20 Noël" is no 25 December
    if any(item.year is not None or (item.day and not item.feast) for item in joined.items):
        return True
    after = beginning.token(last)
    return after is None or not after.is_word or not beginning.says_more(after)


def _month_meant(beginning: Beginning, joined: Joined, at: int, last: int) -> bool:
    """A month alone may be another word: "may", "mars", "sep"."""
    if any(item.day is not None or item.year is not None for item in joined.items):
        return True
    language, row = beginning.language, beginning.row
    name = next((t for t in row[at:last] if t.word in language.month_numbers), row[last - 1])
    if not name.capital and not language.small_months:
        return False
    after = beginning.token(last)
    short = name.word == "may" or len(name.text) <= ABBREVIATED
    return not short or after is None or after.is_mark


def _day_meant(
    beginning: Beginning, item: Item, joins: tuple[str, ...], at: int, last: int
) -> bool:
    """A number alone may be any: it is a day with a weekday, an ending, or a mark behind it."""
    number, after = beginning.row[last - 1], beginning.token(last)
    if item.weekday is not None and number.text == ".":
        return True  # 5 Fr.
    if beginning.hour(last):
        return False
    if item.weekday is not None:
        return True
    if at > beginning.opened and not _announced(beginning, at):
        if _named(beginning, at):
            return after is None or after.text == "."
        beside = "to" in joins or beginning.grammar.said("this_month", last - 1) == last
        beside = beside or beginning.grammar.said("this_month", at + 1) == last
        return beside and _opened_with_small_words(beginning, at)
    ordinal = number.word in beginning.language.ordinals or number.text in "º°"
    ordinal = ordinal or beginning.grammar.said("this_month", last - 1) == last
    if after is not None and after.text == "(":  # 16 (Sunday)
        return ordinal or beginning.weekday(last + 1, last + 2) is not None
    return ordinal or after is None or after.text in ".,;:-–—=)"


def _announced(beginning: Beginning, at: int) -> bool:
    """Whether nothing but small words that announce a day stand before it: "Le 6", "A dì 6"."""
    before, language = beginning.row[beginning.opened : at], beginning.language
    return (
        before[0].capital
        and (before[-1].word in language.articles or before[-1].word in DAY_WORDS)
        and all(token.word in language.small_words for token in before)
    )


def _named(beginning: Beginning, at: int) -> bool:
    """Whether nothing but a place stands before the number of a short line: "Rome, 11."."""
    before = beginning.row[beginning.opened : at]
    names = [token for token in before if token.is_word]
    return (
        beginning.single
        and before[-1].text == ","
        and all(token.capital for token in names)
        and len(names) <= _MOST_NAMES
    )


def _opened_with_small_words(beginning: Beginning, at: int) -> bool:
    """Whether nothing but small words stand before a number: "Du 11 au 13"."""
    before = beginning.row[beginning.opened : at]
    return before[0].capital and all(
        token.word in beginning.language.small_words for token in before
    )


def _season(item: Item) -> bool:
    return item.month is not None and item.month > _SEASONS
