"""The grammar of dates in words: the orders in which a date is written, and dates in a row."""

from __future__ import annotations

from typing import NamedTuple

from carnet.dates.feasts import FEASTS, feast, feast_weekday
from carnet.dates.written.atoms import DASHES, JOINTS, Atoms, Year
from carnet.dates.written.republican import complementary_day, republican_date
from carnet.dates.written.roman import counted_back
from carnet.dates.written.tokens import roman, roman_day

_MOST = 8  # dates in one heading


class Item(NamedTuple):
    """One date, perhaps lacking what its neighbour says.

    A feast that moves has its name and, until the year is known, no day.
    """

    day: int | None = None
    month: int | None = None  # 21 to 24: a season; 1 to 13 in a Republican year
    year: int | None = None
    month_first: bool = False
    weekday: int | None = None
    about: str = ""  # the word that makes it approximate
    dual: bool = False  # the year is written in two styles, as 1659/60
    doubtful_year: bool = False
    republican: bool = False
    part: str = ""  # the word that names a part of the month: early, fin, Mitte
    blank: int = 0  # unknown digits of the year, a bit for each: 19XX is 0b0011, '41 is 0b1100
    doubtful_day: bool = False
    feast: str = ""  # one of `carnet.dates.feasts.FEASTS`
    numbered: bool = False  # the month has only its number; before 1752 March was the first
    before_march: bool = False  # counted back from 1 March: a day later in a leap year
    year_first: bool = False  # year, month, day: what follows a dash is another day of them


class Joined(NamedTuple):
    """Dates in a row; `joins` has one of `to and or / same` between each two."""

    items: tuple[Item, ...]
    joins: tuple[str, ...]


class Grammar(Atoms):
    """Reads the dates of one language in one line."""

    def joined(self, at: int) -> tuple[Joined, int] | None:
        """Dates joined by dashes, commas and conjunctions."""
        between = self.word(at) in self.language.between
        first = self.item(at + 1 if between else at)
        if first is None:
            return None
        item, at = first
        items, joins = [item], list[str]()
        while len(items) < _MOST:
            join = self._joined_by(item, at)
            following = self.item(join[1]) if join else None
            if join is None or following is None:
                break
            if item.feast and not following[0].feast and not item.year:
                items[-1] = _with_feast(following[0], item)
            elif following[0].feast and not following[0].year:
                items[-1] = _with_feast(item, following[0])
            elif not self._follows(item, join[0], following):
                break
            else:
                items.append(following[0])
                joins.append(join[0])
            item, at = items[-1], following[1]
        if between and joins == ["and"]:
            joins = ["to"]
        return Joined(tuple(items), tuple(joins)), at

    def item(self, at: int) -> tuple[Item, int] | None:
        """One date, with its weekday and small words before it."""
        weekday, at = self._opening(at)
        about = part = ""
        while self.word(at) in self.language.roughly and self.text(at) != "C":  # of "S. C."
            if self.word(at) in self.language.about:
                about = self.text(at)
            else:
                part = self.text(at)
            at = self.skip(at + 1, ".-–")
            while self.word(at) in self.language.articles or self.word(at) in self.language.inner:
                at = self.skip(at + 1, "'’.")
        if not (part or self._begins(at)):
            return None
        found = (
            self._figures(at)
            or self._counted_back(at)
            or self._feast(at)
            or self._month_number_first(at)
            or self._day_first(at, named=weekday is not None)
            or self._month_first(at)
            or self._year_first(at)
            or self._season(at)
            or (self._part_of_year(at) if part else None)
        )
        if found is None:
            return None
        item, after = found
        if part and (item.day is not None or item.feast):
            about, part = about or part, ""
        if weekday is None:
            weekday = item.weekday
        if weekday == item.weekday and not about and not part:
            return item, after
        return item._replace(weekday=weekday, about=about, part=part), after

    def _begins(self, at: int) -> bool:
        """Whether a date may begin with a token: most words are spared a look at every order."""
        if at >= len(self.tokens):
            return False
        token, language = self.tokens[at], self.language
        if token.number >= 0 or language.code == "la":  # with its Kalends
            return True
        word = token.word
        return word in language.first_words or roman_day(word) > 0 or roman_day(word[:-2]) > 0

    def _opening(self, at: int) -> tuple[int | None, int]:
        """The weekday and the small words before a date."""
        weekday = None
        small = self.language.small_words
        while at < len(self.tokens):
            word = self.tokens[at].word
            if word in self.language.feast_book and self.phrase(at, self.language.feast_book):
                break  # Good Friday is no Friday
            found = self.weekday(at) if weekday is None else None
            if found is not None:
                weekday = found[0]
                at = self._past_another(self.skip(found[1], ".,])"))
                if self.text(at) in DASHES and self.text(at + 1) not in DASHES:
                    at += 1
            elif word and word in small and not self.day(at):
                at = self.skip(at + 1, ".'’,")
            else:
                break
        return weekday, at

    def _past_another(self, at: int) -> int:
        """Past the second of two weekdays: Fri. & Sat. 13th & 14th."""
        if self.text(at) == "&" or self.word(at) in self.language.both:
            found = self.weekday(at + 1)
            if found is not None:
                return self.skip(found[1], ".,])")
        return at

    def _joined_by(self, item: Item, at: int) -> tuple[str, int] | None:
        """How the next date is joined to `item`, and where it begins."""
        past = self.skip(at, ",.(=")
        if item.republican and any(token.text in ",(=" for token in self.tokens[at:past]):
            return "same", past
        join = self._join(at)
        if join is not None or item.day is None:
            return join
        if self.text(at) in ("(", "="):
            found = self.item(at + 1)
            beyond = found[0] if found else Item()
            if beyond.republican:
                return "same", at + 1
            if beyond.day and beyond.month and item.month and not beyond.feast:
                return "/", at + 1  # 28 April (10 May) 1799
        feast_at = at + 1 if self.text(at) in (".", "(") else at
        if self.word(feast_at) not in self.language.feast_book:
            return None
        named = self.phrase(feast_at, self.language.feast_book)
        beyond_it = self.token(named[1]) if named else None
        # What goes on after it is a sentence: "March 8th. Easter does not come until April".
        return ("and", feast_at) if named and (beyond_it is None or beyond_it.is_mark) else None

    def _join(self, at: int) -> tuple[str, int] | None:
        kind = ""
        while at < len(self.tokens):
            text, word = self.tokens[at].text, self.tokens[at].word
            if text in DASHES or word in self.language.to:
                this = "to"
            elif word in self.language.either:
                this = "or"
            elif text == "/":
                this = "/"
            elif text in ",&" or word in self.language.both:
                this = "and"
            elif text == "." and not kind and at + 1 < len(self.tokens):
                at += 1  # 3.–5. Mai
                continue
            else:
                break
            if kind not in ("", "and") and this != kind:
                return None
            kind, at = this, at + 1
        return (kind, at) if kind else None

    def _follows(self, item: Item, join: str, following: tuple[Item, int]) -> bool:
        """Whether what follows a date is another, and no number that begins a sentence."""
        after, at = following
        another = item.year_first and after.month is None and join in ("to", "and")
        if item.year is not None and after.year is None and not (item.republican or another):
            return False  # 3 May 1941, 10 p.m.
        if after.month is None and item.month is not None and after.day is not None:
            if join in ("and", "to") and after.day <= (item.day or 0):
                return False
            word = self.word(at)
            beside = self.language.both | self.language.to | self.language.either
            return not word or word in beside | self.language.of_day or after.weekday is not None
        return True

    # The orders in which a date is written.

    def _day_first(self, at: int, *, named: bool) -> tuple[Item, int] | None:
        found = self.day(at)
        in_figures = found is not None
        found = found or self.spelt_day(at)
        if found is None:
            return None
        day, after_day = found
        doubted = self.doubt(after_day)
        if doubted is not None:
            after_day = doubted
        whole = Item(day, doubtful_day=doubted is not None)
        if (past := self.said("this_month", self.skip(after_day, JOINTS))) is not None:
            return whole, past
        at = self.joint(after_day)
        if special := complementary_day(self, day, at) or republican_date(self, day, at):
            return Item(**special[0]), special[1]
        month = self.month(at) or self._roman_month(at)
        numbered = None if month else self.numbered_month(at)
        if month is None and numbered is None:
            if not (in_figures or (named and len(self.text(after_day - 1)) > 3)):
                return None
            # A lone day may take its year, where the month stood with the day before it.
            year = self.years(self.joint(after_day))
            if year and not year[0].blank and self.text(after_day) in ("", *",[("):
                return _in_year(whole, year[0]), year[1]
            behind = self.text(after_day) == "," and self.weekday(after_day + 1)
            if behind and self.text(behind[1]) in ("", *".:;—–("):
                return whole._replace(weekday=behind[0]), behind[1]  # 5, Sunday.
            return whole, after_day
        number, at = month or numbered or (0, 0)
        whole = whole._replace(month=number, numbered=numbered is not None)
        if (past := self.doubt(at)) is not None:
            at, whole = past, whole._replace(doubtful_day=True)
        if self.text(at) == ":" and self.glued(at) and len(self.text(at + 1)) == 4:
            at += 1  # 15. Sept: 1740
        year = self.years(self.joint(at), dual=True)
        inner = at + 1 if self.text(at) in ("(", ",", "[") else at
        if year is None and (found := self.weekday(inner)):
            if inner > at:
                year = self.years(self.joint(found[1]), dual=True)  # 6 May (Saturday) 1882
            closed = found[1] + (self.text(found[1]) == ")")
            ends = self.text(closed) in ("", *".,:;—–")  # 2 April, Thursday.
            whole = whole._replace(weekday=found[0]) if year or ends else whole
            at = closed if ends and not year else at
        return (whole, at) if year is None else (_in_year(whole, year[0]), year[1])

    def _counted_back(self, at: int) -> tuple[Item, int] | None:
        found = counted_back(self, at) if self.language.code == "la" else None
        return (Item(**found[0]), found[1]) if found else None

    def _roman_month(self, at: int) -> tuple[int, int] | None:
        """A month in Roman capitals before a year: 3 V 1941."""
        text = self.text(at)
        month = roman(text) if text.isupper() and len(text) <= 4 else 0
        if not 1 <= month <= 12:
            return None
        named = self.token(at + 1) is None or self.weekday(self.skip(at + 1, ",(")) is not None
        closed = len(text) > 1 and self.text(at + 1) == "."  # one letter may be a name's
        return (month, at + 1) if named or closed or self.year(at + 1) else None

    def _roman_before_day(self, at: int) -> tuple[int, int] | None:
        """A month in Roman capitals between year and day, as in Hungary: 1942. X. 1."""
        text = self.text(at)
        month = roman(text) if text.isupper() and len(text) <= 4 else 0
        ends = 1 <= month <= 12 and self.text(at + 1) == "."
        return (month, at + 1) if ends and self.day(at + 2) else None

    def _month_number_first(self, at: int) -> tuple[Item, int] | None:
        """Friends' dates: 3rd mo. 5th, 1823."""
        month = self.numbered_month(at)
        if month is None:
            return None
        return self._after_month(Item(None, month[0], numbered=True), month[1])

    def _month_first(self, at: int) -> tuple[Item, int] | None:
        month = self.month(at)
        if month is None:
            special = republican_date(self, None, at)
            return (Item(**special[0]), special[1]) if special else None
        return self._after_month(Item(None, month[0]), month[1])

    def _after_month(self, whole: Item, at: int) -> tuple[Item, int] | None:
        """The day and year that follow a month."""
        after = self.joint(at)
        if self.text(after) == ":" and self.number(after + 1) >= 0 and not self.glued(after + 1):
            after += 1  # Jan: 7
        if after > at and self.word(after) in self.language.articles and self.day(after + 1):
            after += 1  # Décembre. Le 1er
        while (weekday := self.weekday(after)) is not None:  # May, Friday 3
            whole, after = whole._replace(weekday=weekday[0]), self.joint(weekday[1])
        day = self.day(after) or (self.spelt_day(after) if len(self.word(after)) > 1 else None)
        withheld = self.years(after) if day and self.number(after) >= 10 else None
        kept_back = withheld and withheld[0].blank == 0b0011 and self.text(after + 1) not in DASHES
        if day is None or kept_back:
            year = withheld or self.years(after)
            if year is None:
                return (whole, at) if whole.weekday is None else None
            return _in_year(whole, year[0]), year[1]
        number, at = day
        whole = whole._replace(day=number, month_first=True)
        if (past := self.doubt(at)) is not None:
            at, whole = past, whole._replace(doubtful_day=True)
        if (year := self._after_slash(number, at)) is not None:
            return _in_year(whole, year[0]), year[1]
        beyond = self.joint(at)
        while (weekday := self.weekday(beyond)) is not None and whole.weekday is None:
            named = whole._replace(weekday=weekday[0])
            beyond = self.joint(weekday[1])
            if (year := self.years(beyond, dual=True)) is None:
                mark = self.text(weekday[1])  # January 12, Friday.
                return (named, weekday[1]) if not mark or mark in ".,:;–—([" else (whole, at)
            return _in_year(named, year[0]), year[1]
        year = self.years(beyond, dual=True)
        return (whole, at) if year is None else (_in_year(whole, year[0]), year[1])

    def _after_slash(self, day: int, at: int) -> tuple[Year, int] | None:
        """The last figures of a year behind a day: Nov. 6/03. April 10/22 is a day in two styles."""
        year = self.token(at + 1)
        if self.text(at) != "/" or year is None or len(year.text) != 2 or year.number < 0:
            return None
        if self.text(at + 2) == "/" or 10 <= year.number - day <= 13:
            return None
        return Year(year.number, 0b1100), at + 2

    def _year_first(self, at: int) -> tuple[Item, int] | None:
        year = self.year(at)
        if year is None:
            return None
        number, at = year
        while self.word(at) and self.word(at) in self.language.after_year:
            at += 1
        at = self.joint(at)
        month = self.month(at) or self._roman_before_day(at)
        if month:
            day = self.day(self.joint(month[1]))
            if day is None and self.word(month[1]):
                return None
            if day is None:  # 1789. April.
                return Item(None, month[0], number), month[1]
            return Item(day[0], month[0], number, month_first=True, year_first=True), day[1]
        day = self.day(at)
        month = day and self.month(self.joint(day[1]))
        return (Item(day[0], month[0], number), month[1]) if day and month else None

    def _part_of_year(self, at: int) -> tuple[Item, int] | None:
        year = self.years(at)
        return (_in_year(Item(), year[0]), year[1]) if year and not year[0].blank else None

    def _season(self, at: int) -> tuple[Item, int] | None:
        code = self.language.season_codes.get(self.word(at))
        if code is None:
            return None
        after = self.joint(at + 1)
        year = self.years(after)
        if year is None or year[0].blank:
            return Item(None, code), at + 1
        # The winter of 1941/42 belongs to the year in which it begins.
        later = self._later_year(year[0].number, year[1])
        return _in_year(Item(None, code), year[0]), later[1] if later else year[1]

    def _feast(self, at: int) -> tuple[Item, int] | None:
        found = self.phrase(at, self.language.feast_book)
        if found is None:
            return None
        name, at = FEASTS[found[0]], found[1]
        month, day = feast(name)
        item = Item(weekday=feast_weekday(name), feast=name)
        if month:
            item = item._replace(day=day, month=month)
        year = self.years(self.joint(at))
        return (item, at) if year is None else (_in_year(item, year[0]), year[1])

    def _figures(self, at: int) -> tuple[Item, int] | None:
        """Figures alone: 1941-05-03, 3.5.1941, 3. V. 1941, 3/5/41, 2. 9."""
        if self.number(at) < 0 or len(self.tokens) < at + 3:
            return None
        one, mark, two = self.tokens[at : at + 3]
        if mark.text not in ("-", ".", "/"):
            return None
        again, three = self.token(at + 3), self.token(at + 4)
        if again is None or again.text != mark.text or three is None or three.number < 0:
            return self._two_figures(at)
        year: tuple[Year, int] | None = None
        if found := self.year(at + 4):
            year = Year(found[0]), found[1]
        elif len(three.text) == 2 and three.glued == two.glued and (two.glued or mark.text != "-"):
            year = Year(three.number, 0b1100), at + 5
        if one.number + 2 == two.number + 1 == three.number and not two.glued:
            return None  # 7. 8. 9.: three days
        if two.number < 0:
            month = roman(two.text) if two.text.isupper() else 0
            if year is None or len(one.text) > 2 or not 1 <= month <= 12:
                return self._two_figures(at)
            return _in_year(Item(one.number, month), year[0]), year[1]
        widths = len(one.text), len(two.text), len(three.text)
        if widths == (4, 2, 2):
            return Item(three.number, two.number, one.number), at + 5
        if widths[0] > 2 or widths[1] > 2 or year is None:
            return None
        days = self._in_order(one.number, two.number, mark.text)
        return (_in_year(Item(*days), year[0]), year[1]) if days else None

    def _two_figures(self, at: int) -> tuple[Item, int] | None:
        """A day and a month without a year: 2. 9., 3/V."""
        one, mark, two = self.tokens[at : at + 3]
        if len(one.text) > 2 or mark.text == "-" or not 1 <= one.number <= 31:
            return None
        if not two.glued and one.number == two.number - 1 == self.number(at - 2) + 1:
            return None  # 7. 8. 9.: three days
        closed = self.text(at + 3) == "."
        after = at + 4 if closed else at + 3
        month = roman(two.text) if two.is_word and two.text.isupper() else 0
        if 1 <= month <= 12 and (closed or mark.text == "/"):
            year = self.years(self.joint(after))
            whole = Item(one.number, month)
            return (_in_year(whole, year[0]), year[1]) if year else (whole, after)
        if len(two.text) > 2 or two.number < 1 or (mark.text == "." and not closed):
            return None
        following = self.token(after)
        if mark.text == "/" and following is not None and following.number >= 0:
            return self._figures_before_year(at, after)
        if following is not None and (self.month(self.joint(after)) or following.number >= 0):
            return None  # 10/22 April
        if self.glued(after) and self.is_ending(after):
            return None  # 3/4ths
        days = self._in_order(one.number, two.number, mark.text)
        return (Item(*days), after) if days and days[1] <= 12 else None

    def _figures_before_year(self, at: int, after: int) -> tuple[Item, int] | None:
        """A day and a month with a stroke, and the year set off: 6/5 1854, as in Swedish."""
        year = self.year(after)
        days = self._in_order(self.tokens[at].number, self.tokens[at + 2].number, "/")
        if year is None or self.glued(after) or days is None or days[1] > 12:
            return None
        return Item(*days, year[0]), year[1]

    def _in_order(self, one: int, two: int, mark: str) -> tuple[int, int] | None:
        """Day and month of two figures; None where either may be the day."""
        order = self.order
        if mark == "." and order != "mdy":
            order = order or "dmy"
        if one > 12 or one == two:
            order = "dmy"
        elif two > 12:
            order = "mdy"
        if not order:
            return None
        return (one, two) if order == "dmy" else (two, one)


def _in_year(item: Item, year: Year) -> Item:
    return item._replace(
        year=year.number, blank=year.blank, dual=year.dual, doubtful_year=year.doubtful
    )


def _with_feast(item: Item, named: Item) -> Item:
    """A date beside which a feast stands, and the weekday that goes with that."""
    weekday = item.weekday if item.weekday is not None else named.weekday
    return item._replace(feast=named.feast, weekday=weekday)
