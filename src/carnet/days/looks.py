"""What a beginning looks like as a heading, and how much that speaks for it.

All weights are log odds, before anything is known of this book; its own habits are added to them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.tokens import roman_day

if TYPE_CHECKING:
    from carnet.dates.written.tokens import Token
    from carnet.days.beginning import Beginning
    from carnet.days.core import Core

_OPENERS = frozenset("_*+=~[(<{#>\"'“„«‘")
_SETTINGS = {
    "alone": 1.8, "dash": 1.8, "line": 0.2, "mark": 0.6, "stop": -0.2, "comma": -3.0, "text": -4.6,
}  # fmt: skip
_SAID = {  # weekday, month, day, year
    "WMDY": 2.0, "MDY": 1.2, "WMD": 1.5, "MD": 0.3, "WMY": 0.5, "MY": 0.0, "WM": -0.5, "M": -1.0,
    "WD": 0.3, "D": -2.0, "Y": -2.0, "W": -1.2, "same": -1.0, "next": -1.5, "undated": -0.5,
    "WDY": 0.0, "DY": -2.0,
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
_PAGE = re.compile(
    r"\b(?:page|pp?\.|Seite|S\.)\s?\d{1,4}\.?\s*$"
    r"|(?:\s{2,}|\.{3,}|(?:\. ){2,})\s*\[?(?:\d{1,4}|[ivxlc]+)\]?\s*$"
)
_REFERENCES = frozenset(
    ("see", "cf", "vide", "voir", "voyez", "siehe", "vgl", "vergleiche", "vedi", "vease", "veja",
     "zie", "zob")
)  # fmt: skip
_MOST_PROSE = 6  # words; more say no more
_CLOSED = 24  # code points behind a date in which its bracket is closed
_FAR = 6  # tokens before a date that are not prose


class Shape(NamedTuple):
    """What a beginning looks like. A writer's headings mostly look alike."""

    setting: str  # alone, line, dash, mark, stop, comma, text
    opener: str  # the mark that it begins with
    blank: bool  # whether a blank line stands before it
    lead: str  # what stands before its date: "", name, prose
    said: str  # W, M, D, Y, whichever is said first; or same, next, undated, section

    @property
    def of_its_own(self) -> bool:
        """Whether it has a line of its own."""
        return self.setting in ("alone", "line")

    @property
    def set_off(self) -> bool:
        """Whether it is set off well from what stands around it."""
        return (
            self.setting in ("alone", "line", "dash", "mark")
            and self.blank
            and self.lead != "prose"
        )

    @property
    def why(self) -> str:
        """How it is set off, as a reason."""
        return _WHY[self.setting]


SECTION = Shape("alone", "", blank=True, lead="", said="section")


def shape_of(
    beginning: Beginning, core: Core, setting: str, before: int, weekday: int | None
) -> Shape:
    """The shape of a beginning with so many words of prose before its date."""
    opener = beginning.head[0] if beginning.head[0] in _OPENERS else ""
    lead = "prose" if before else "name" if core.first > 1 else ""
    said = parts_said(core, weekday)
    first = said[:1] if said.isupper() else said
    return Shape(setting, opener, beginning.spot.blank, lead, first)


def parts_said(core: Core, weekday: int | None) -> str:
    """Which of weekday, month, day and year are said, by their first letters; else the kind."""
    if core.joined is None:
        return "W" if core.kind == "weekday" else core.kind
    items = core.items
    return (
        ("W" if weekday is not None else "")
        + ("M" if any(item.month is not None for item in items) else "")
        + ("D" if any(item.day is not None for item in items) else "")
        + ("Y" if any(item.year is not None for item in items) else "")
    )


def is_page(text: str) -> bool:
    """Whether a line ends in a page's number, as in a table of contents."""
    return _PAGE.search(text) is not None


def prior(
    beginning: Beginning, core: Core, shape: Shape, said: str, before: int, after: int
) -> float:
    """How likely such a beginning is a heading; `before` and `after` are words of prose in it."""
    spot = beginning.spot
    odds = _SETTINGS[shape.setting] + _SAID.get(said, 0.0)
    odds += 0.5 if spot.blank else -1.5 if spot.stop else -4.0
    odds += 0.3 if shape.opener else 0.0
    if before:
        odds -= 2.0 + 0.4 * before
    elif core.first > _FAR:
        odds -= 0.5
    odds -= 0.4 * min(after, _MOST_PROSE)
    if is_page(beginning.head[: beginning.line]) or (beginning.short and is_page(beginning.head)):
        odds -= 5.0
    return (
        odds
        + _of_its_words(beginning, core, said, before, alone=shape.setting in ("alone", "line"))
        + _of_sentences(beginning, core, shape, before)
    )


def _of_its_words(
    beginning: Beginning, core: Core, said: str, before: int, *, alone: bool
) -> float:
    """What the words before and behind a date say against it."""
    row, follows = beginning.row, beginning.token(core.last)
    first = _first_word(beginning)
    odds = 0.0
    if follows is not None and follows.is_word:
        evening = follows.word in beginning.language.of_day and alone
        if core.joined is None and core.kind != "weekday" and not evening:
            odds -= 5.0  # "the same course as before"
        if core.season_alone:
            odds -= 8.0  # "Spring in the Woods" is a title
    if first is not None and first.word in _REFERENCES:
        odds -= 5.0
    if core.first > 2 and len(row) > 1 and row[0].number >= 0 and row[1].text in ".)":
        odds -= 3.0  # an item of a list that names a date
    if before and row[0].text == "[" and row[1].number >= 0:
        odds -= 3.0  # a note that does
    if row[0].text in "-–—" and said in ("M", "W"):
        odds -= 3.0  # "--Marche." is what somebody says
    if core.first > 1 and row[core.first - 1].text == "(":
        odds -= 3.0  # a title with its date in brackets
    return odds


def _of_sentences(beginning: Beginning, core: Core, shape: Shape, before: int) -> float:
    """What says that a beginning is, or is within, a sentence."""
    language, first = beginning.language, _first_word(beginning)
    odds = 0.0
    roman = core.first == beginning.opened and first is not None and roman_day(first.word)
    if first is not None and first.is_word and first.text[:1].islower() and not roman:
        small = first.word in language.articles or language.small_months
        odds -= 0.3 if small and core.first <= 1 else 2.5
    if shape.opener == "[" and shape.setting not in ("alone", "line"):
        behind = beginning.row[core.last - 1].end
        if "]" not in beginning.head[: behind + _CLOSED]:
            odds -= 6.0  # "[June, 1786. — A vacancy occurred …]" is what an editor tells
    if shape.setting in ("text", "comma"):
        if core.first and not before:
            odds -= 0.7
        if first is not None and first.word in language.prepositions:
            odds -= 2.0  # "On 4 May we went"
    return odds


def _first_word(beginning: Beginning) -> Token | None:
    return beginning.token(beginning.opened)
