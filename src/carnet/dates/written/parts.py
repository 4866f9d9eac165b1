"""The parts of a heading that are there, whether or not they make a full date."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.grammar import Item
from carnet.dates.written.language import fold
from carnet.dates.written.lines import MARKS, OUTER, Beside, Line, phrase_ends, place_name
from carnet.dates.written.markup import plain
from carnet.dates.written.misprints import mended, name_meant
from carnet.dates.written.shelf import LANGUAGES, order_of, spoken
from carnet.dates.written.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carnet.dates.written.language import Language

WINDOW = 160  # code points; a date begins in them, and the rest of a line is not looked at
_WHOLE_NAME = 5  # letters; a shorter weekday that stands alone may be another word
_DEEPEST = 24  # tokens before a date
_KINDS = (("same_day", "same"), ("next_day", "next"), ("undated", "undated"))


class Parts(NamedTuple):
    """What a heading says of its day. Places in the line are code points, `[start, end)`.

    From `start` to `end` is the date itself with its weekday; `reach` is where all that belongs to
    the heading ends: place, hour, "if I live", closing marks. Where `reach` is the line's length,
    the line may be a heading and nothing else. `items` and `joins` are as in `Joined`: an item may
    lack its year, its month, or all but its weekday, and there is none for the kinds `same`,
    `next` and `undated`. Nothing is filled in that is not written.
    """

    start: int
    end: int
    items: tuple[Item, ...]
    joins: tuple[str, ...]
    weekday: int | None  # Monday is 0
    place: str
    language: str
    kind: str  # date, same, next, undated
    night: bool
    alive: bool  # "if I live": written the evening before
    near: tuple[str, ...]  # misprints, each as a reason
    doubtful: bool  # an editor or the writer doubts it: "?", or another day in brackets
    reach: int
    style: str  # "julian" where the Old Style is named, "gregorian" for the New, or ""
    unsure: str  # "perhaps", "I think": the word said


def read_parts(
    line: str, at: int = 0, languages: Iterable[str] | None = None, calendar: str = "gregorian"
) -> list[Parts]:
    """What a date that starts at `at` says, in each language in which it can be one.

    Marks, a weekday, an hour and a place may stand before it, and anything after it: whether the
    line is a heading is for the caller to say. The likeliest reading is the first. `languages` are
    BCP 47 tags, the likeliest first, as for `read_date`; `calendar` is the writer's.
    """
    del calendar  # the words are the same in all
    tags = tuple(languages or ())
    text = line[at : at + WINDOW]
    row = plain(tokens(text))
    while row and row[0].text in OUTER | {"(", "[", "{"} and row[0].text not in ("[", "("):
        row = row[1:]
    if not row:
        return []
    if len(line) > at + WINDOW and row[-1].end == WINDOW:
        row = row[:-1]  # it may be cut
    found: list[Parts] = []
    likely = likely_languages(row, spoken(tags))
    for language in likely:
        found += _read(line, at, row, language, order_of(tags), {})
    if not any(map(_is_month_and_more, found)) or _torn(row) or _odd_places(found):
        for language in likely if tags else spoken(tags):
            if (repaired := mended(row, language, spoken(tags))) is not None:
                found += _read(line, at, repaired.row, language, order_of(tags), repaired.reasons)
    return _distinct(found)


def _is_month_and_more(parts: Parts) -> bool:
    """Whether a reading has more than a number or a name: else a misprint may have hidden them."""
    return any((item.month or item.feast) and (item.day or item.year) for item in parts.items)


def _odd_places(found: Iterable[Parts]) -> bool:
    """Whether what was taken for a place may be a weekday misspelt: Wednseday, June 7."""
    return any(
        parts.weekday is None
        and parts.place.isalpha()
        and name_meant(fold(parts.place), LANGUAGES[parts.language])
        for parts in found
    )


def _torn(row: Sequence[Token]) -> bool:
    """Whether a number may be torn in two, or end in a letter: January 1 5th, 2O."""
    return any(
        len(one.text) == len(two.text) == 1
        and one.number >= 0
        and (two.number >= 0 or (two.glued and two.text in "OoIl"))
        for one, two in pairwise(row)
    )


def likely_languages(row: Sequence[Token], languages: Sequence[Language]) -> list[Language]:
    """The languages of which a line has some word of time, those that have more of them first."""
    if len(languages) == 1:
        return list(languages)
    words = {token.word for token in row if token.is_word}
    codes: dict[str, int] = {}
    lexicon = _lexicon()
    for word in words:
        for code in lexicon.get(word, ()):
            codes[code] = codes.get(code, 0) + 2
    # An ending tells whose number it is: 26th, 1er, 3ten.
    endings = {
        after.word
        for token, after in pairwise(row)
        if token.number >= 0 and after.glued and after.is_word
    }
    known = [language for language in languages if codes.get(language.code)]
    if endings:
        ended = [language for language in languages if not endings.isdisjoint(language.ordinals)]
        known = [*known, *(language for language in ended if language not in known)]
    if not known:
        return [languages[0]]
    if len(known) > 1:
        for word in words:
            for code in _function_words().get(word, ()):
                codes[code] = codes.get(code, 0) + 1
    return sorted(known, key=lambda language: -codes.get(language.code, 0))


@cache
def _lexicon() -> Mapping[str, tuple[str, ...]]:
    """The languages of each word of time."""
    lexicon: dict[str, tuple[str, ...]] = {}
    for code, language in LANGUAGES.items():
        for word in language.vocabulary:
            lexicon[word] = (*lexicon.get(word, ()), code)
    return lexicon


@cache
def _function_words() -> Mapping[str, tuple[str, ...]]:
    """The languages of each small word that prose is full of."""
    lexicon: dict[str, tuple[str, ...]] = {}
    for code, language in LANGUAGES.items():
        small = language.small_words | language.no_place | language.inner | language.both
        for word in small - language.vocabulary:
            lexicon[word] = (*lexicon.get(word, ()), code)
    return lexicon


def _read(
    line: str,
    at: int,
    row: Sequence[Token],
    language: Language,
    order: str,
    reasons: Mapping[int, str],
) -> list[Parts]:
    reader = Line(row, language, order, whole=False)
    parts = next(_dates(reader), None) or _phrase(reader) or _weekday(reader) or _year(reader)
    if parts is None:
        return []
    first, stop, items, joins, kind, before, after = parts
    if reasons and not any(token.start in reasons for token in row[:stop]):
        return []
    near = tuple(reasons[token.start] for token in row[:stop] if token.start in reasons)
    weekday = before.weekday
    if weekday is None and items:
        weekday = items[0].weekday
    if weekday is None:
        weekday = after.weekday
    start = row[before.named_at].start if before.named_at >= 0 else row[first].start
    end = row[stop - 1].end
    if before.weekday is None and after.named_at >= 0 and (not items or items[0].weekday is None):
        end = row[after.named_at].end
    place = before.place or after.place
    where = place_name(line[at + row[place[0]].start :], row, place) if place else ""
    reach = at + (row[after.stop - 1].end if after.stop > stop else row[stop - 1].end)
    reach = _past_marks(line, max(reach, at + end))
    words = {token.word for token in row[: after.stop]}
    night = before.night or after.night or not words.isdisjoint(language.night)
    doubtful = before.doubtful or after.doubtful or any(item.doubtful_day for item in items)
    return [
        Parts(
            at + start, at + end, items, joins, weekday, where, language.code, kind, night,
            before.alive or after.alive, near, doubtful, reach, before.style or after.style,
            before.unsure or after.unsure,
        )
    ]  # fmt: skip


def _past_marks(line: str, at: int) -> int:
    """Past what closes a heading: full stops, brackets, marks of emphasis, white space."""
    while at < len(line) and line[at] in ' \t_*+=~.,;:)]”"»':
        at += 1
    return at


_Found = tuple[int, int, tuple[Item, ...], tuple[str, ...], str, Beside, Beside]


def _dates(reader: Line) -> Iterator[_Found]:
    """Dates before which nothing but the parts of a heading stands."""
    row = reader.row
    for first in range(min(len(row), reader.deepest(_DEEPEST))):
        if row[first].text in MARKS and row[first].text not in ("'", "’"):
            continue
        found = reader.grammar.joined(first)
        if found is None or not _plausible(reader, found[0].items, first, found[1]):
            continue
        before = reader.before(first)
        if before is None:
            return
        joined, stop = found
        yield first, stop, joined.items, joined.joins, "date", before, reader.after(stop)


def _plausible(reader: Line, items: tuple[Item, ...], first: int, stop: int) -> bool:
    """Whether small words are meant as dates: "may", "mars", "march" are also other words."""
    item = items[0]
    named = [token for token in reader.row[first:stop] if token.is_word]
    if (item.month or 0) > 20 and item.year is None:
        ends = stop == len(reader.row) or reader.row[stop].is_mark
        return ends or any(token.capital for token in named)
    month = next((t for t in named if t.word in reader.language.month_numbers), None)
    if month is None or item.year is not None:
        return bool(item.year or item.day or item.month or item.feast)
    if item.day is None and item.weekday is None:
        if month.word not in reader.language.whole_months and len(month.word) < _WHOLE_NAME:
            return False  # set, out, ago
        ends = stop == len(reader.row) or reader.row[stop].is_mark
        return month.capital or (ends and reader.language.small_months and len(month.word) > 2)
    mended_word = len(month.text) < len(month.word)
    return month.capital or mended_word or month.word not in reader.language.ordinary


def _phrase(reader: Line) -> _Found | None:
    """The same day, the next day, undated."""
    row = reader.row
    openings = reader.language.openings
    for first in range(min(len(row), reader.deepest(_DEEPEST))):
        for name, kind in _KINDS if row[first].word in openings else ():
            stop = reader.grammar.said(name, first)
            if stop is not None and phrase_ends(reader, stop):
                before = reader.before(first)
                initials = all(len(token.word) < 3 for token in row[first:stop])
                if before is not None and not (initials and before.place):
                    return first, stop, (), (), kind, before, reader.after(stop)
    return None


def _weekday(reader: Line) -> _Found | None:
    """A weekday alone."""
    row = reader.row
    for first in range(min(len(row), reader.deepest(_DEEPEST))):
        found = reader.grammar.weekday(first)
        if found is not None:
            before = reader.before(first)
            short = row[first].is_word and len(row[found[1] - 1].word) < _WHOLE_NAME
            if before is None or (short and (before.place or not row[first].capital)):
                return None
            items = (Item(weekday=found[0]),)
            return first, found[1], items, (), "date", before, reader.after(found[1])
    return None


def _year(reader: Line) -> _Found | None:
    """A year alone, as sections are headed: 1859, ANNÉE 1853."""
    row = reader.row
    found = reader.year_alone(0, marked=len(row) < 2 or row[1].is_mark)
    if found is None:
        return None
    joined, stop = found
    return 0, stop, joined.items, joined.joins, "date", Beside(0), reader.after(stop)


def _distinct(found: Iterable[Parts]) -> list[Parts]:
    """Each reading once: the longest first, else in the order of the languages."""
    once: dict[object, Parts] = {}
    for parts in found:
        said = (parts.start, parts.end, parts.items, parts.joins, parts.weekday, parts.kind)
        once.setdefault(said, parts)
    return sorted(once.values(), key=_rank)


def _rank(parts: Parts) -> tuple[bool, int, int]:
    said = sum(
        (item.day is not None) + (item.month is not None) + (item.year is not None)
        for item in parts.items
    )
    return bool(parts.near) and said < 2, -said, parts.start - parts.end
