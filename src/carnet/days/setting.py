"""How a heading is set off from the prose after it, and where it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carnet.days.spots import HEAD

if TYPE_CHECKING:
    from carnet.days.beginning import Beginning
    from carnet.days.core import Core

_RUN_IN = 110  # code points after a date in which its dash stands
_MARKS = "_*+])"
_DASH = re.compile(
    rf"\s*[{_MARKS}]*[.,:;]?[{_MARKS}]*\s*(?:--+|[—–―])\s*(?=\S)".replace("])]", r"\])]")
)
_EQUALS = re.compile(
    r"\s*[.,:;]?\s(?:=|-)\s+(?=\S)"
)  # right behind a date: "3 Marzo = Neve", "4 - Neve"
_BRACKETED = re.compile(r"\s?\([^()\n]{1,40}\)")
_HOUR = re.compile(r"[ T]\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?\]?|\]")
_DOTS = re.compile(r",?\s?(?:\.\s?\.\s?\.|…)")  # where the editor left something out
_CLOCK = (["'", "clock"], ["’", "clock"])
_LEFT_OPEN = 4  # words; a line that ends without a mark has no more after its date
_HOUR_WORDS = 4  # "8 heures du matin"
_FEW_NAMES = 3  # words, among which one in small letters is no prose yet
_MOST_NAMES = 14
_MOST_PROSE = 2  # words before a dash
_CONDITION = 4  # words of "if I live"
_FIGURES = 2  # tokens; a date in more of them and no words is set off by itself


def past_sign(head: str, after: int) -> int | None:
    """Past a sign that parts a date from what follows it, and is no dash elsewhere."""
    beside = _EQUALS.match(head, after)
    return beside.end() - 1 if beside is not None else None


def has_dash(head: str) -> bool:
    """Whether a dash may stand in a beginning: most have none, and a search for one is dear."""
    return "--" in head or "—" in head or "–" in head or "―" in head


def _dash(head: str, start: int, end: int) -> re.Match[str] | None:
    return _DASH.search(head, start, end) if has_dash(head) else None


def setting(beginning: Beginning, core: Core) -> tuple[str, int]:
    """How it is set off (`alone`, `line`, `dash`, `mark`, `stop`, `comma`, `text`), and its end."""
    head = beginning.head
    after = beginning.row[core.last - 1].end
    beside = _BRACKETED.match(head, after)
    if beside is not None:  # "8th (Lord's day). In the morning"
        after = beside.end()
    after = _past_hour(beginning, core, after)
    if _fills_line(beginning, core, after):
        end = len(head[: beginning.line].rstrip())
        return ("alone" if beginning.spot.line >= beginning.spot.end - 1 else "line"), end
    dash = _dash(head, after, min(len(head), after + _RUN_IN))
    if dash is not None:
        stretch = beginning.starting(core.last, dash.start())
        if beginning.prose(core.last, stretch) <= _MOST_PROSE:
            return "dash", _past(head, dash.start(), "_*+]).,:;")
    parted = past_sign(head, after)
    if parted is not None:
        return "dash", parted
    stop = _past(head, after, ".,;:?!")
    closed = _past(head, stop, '_*+])”"»’')
    if closed > stop:
        return "mark", _past(head, closed, ".,;:")
    if head[closed : closed + 1] == "\t":
        return "dash", closed
    dated = beginning.row[core.first : core.last]
    if len(dated) > _FIGURES and not any(token.is_word for token in dated):
        hour = _HOUR.match(head, after)
        return "stop", hour.end() if hour else after  # 3/5, 3.5.41, [1871-03-18 07:00]
    if dated[-1].text == ".":  # of a weekday cut short
        return "stop", after
    if any(beginning.grammar.said("this_month", at) == core.last for at in _last(core)):
        return "stop", after  # Den 29. dito passeerden wij
    mark = head[after : after + 1]
    if _DOTS.match(head, after):
        return "stop", after
    if mark in (".", ":", ";") or head[after : after + 2].strip() == "…":
        return "stop", stop
    if after >= beginning.line:
        return "line", after
    return ("comma" if mark == "," else "text"), after


def _past_hour(beginning: Beginning, core: Core, after: int) -> int:
    """Past a style or a time of day that stands behind a date, as in "3 May, early"."""
    row, language, grammar = beginning.row, beginning.language, beginning.grammar
    at = grammar.skip(core.last, ",(")
    styled = grammar.said("old_style", at) or grammar.said("new_style", at)
    if styled is not None:
        return max(after, row[styled - 1].end)
    last, hour = at, False
    while last < len(row) and last - at < _HOUR_WORDS and not row[last].is_mark:
        known = row[last].word in language.of_day or row[last].word in language.clock
        if row[last].word == "o" and [token.text for token in row[last + 1 : last + 3]] in _CLOCK:
            last, hour = last + 3, True
            continue
        behind = row[last + 1].word if last + 1 < len(row) else ""
        spelt = behind == "o" or behind in language.clock  # zehn Uhr
        known = known or (spelt and row[last].is_word and not row[last].capital)
        if not known and row[last].number < 0 and row[last].word not in language.small_words:
            return after
        hour = hour or known
        last += 1
    if not hour or (last < len(row) and row[last].text not in ".:;—–"):
        return after
    return max(after, row[last - 1].end)


def _last(core: Core) -> range:
    """The last tokens of a date, in which "of the same month" may stand."""
    return range(max(core.first + 1, core.last - 3), core.last)


def _fills_line(beginning: Beginning, core: Core, after: int) -> bool:
    """Whether the heading is all of its line: nothing but names and small words follow."""
    spot, head, line = beginning.spot, beginning.head, beginning.line
    if spot.line - spot.start > HEAD or line < after or _dash(head, after, line):
        return False
    stop = beginning.starting(core.last, line)
    names = sum(token.is_word for token in beginning.row[core.last : stop])
    if names > _MOST_NAMES:
        return False
    if names > _LEFT_OPEN and head[line - 1 : line] not in '.,;:!?)]_*+”"»':
        return False
    prose = beginning.prose(core.last, stop)
    allowed = names <= _FEW_NAMES
    return prose <= allowed or (
        prose <= allowed + _CONDITION
        and any(beginning.grammar.said("if_alive", at) for at in range(core.last, stop))
    )


def _past(head: str, at: int, marks: str) -> int:
    while at < len(head) and head[at] in marks:
        at += 1
    return at
