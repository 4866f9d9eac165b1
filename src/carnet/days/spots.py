"""Where a heading may stand: at the beginning of a paragraph, or of a line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates.written.shelf import LANGUAGES
from carnet.dates.written.sieve import may_be_date, opens_with_date

if TYPE_CHECKING:
    from collections.abc import Iterator


HEAD = 160  # code points of a paragraph's beginning that are looked at; no heading is longer

# White space before a line, with the tags that a broken file left there.
_INDENT = re.compile(
    r"(?:[^\S\n]|(</?[a-z]{1,12}(?:\s[\w:]{1,20}=\"[^\"<>\n]{0,40}\"){0,6}\s?/?>))*"
).match
_NEAR = 60  # code points of a long paragraph in which its date begins

_NUMBERED = re.compile(r"[0-9]{1,2}\)\s").match
_STOP = re.compile(r"[.!?:;…”\"»)\]_*-]\s*$")


class Spot(NamedTuple):
    """The beginning of a line, without the white space before it.

    `line` is where the line ends, `end` where its paragraph does. `blank` tells whether a blank
    line, or nothing, stands before it, and `gap` how many lines; `stop` whether the line before
    ends as a sentence does.
    """

    start: int
    line: int
    end: int
    blank: bool
    stop: bool
    within: bool = False  # at a sentence within a paragraph, which is not looked at unless asked


@cache
def time_words() -> frozenset[str]:
    """Folded words of which a heading has one at least, unless it is all figures."""
    words: set[str] = set()
    for language in LANGUAGES.values():
        words |= language.signs | language.weekday_numbers.keys() | language.part
        for kind in ("same_day", "next_day", "undated"):
            words |= language.said[kind].keys()
    return frozenset(words - {"in", "at", "the", "a", "le", "la", "au", "en", "de", "der", "am"})


def spots(text: str, start: int, end: int, *, numbered: bool = False) -> Iterator[Spot]:
    """The places in `text[start:end]` that could begin with a date. Linear in the text.

    `numbered`: paragraphs that begin as the items of lists do, "3) Rain", are among them.
    """
    waiting: list[tuple[int, int, bool, bool]] = []
    blank, before = True, (start, start)
    at = start
    while at < end:
        left, right = at, _line_end(text, at, end)
        if text[at] == "<" or text[at].isspace():
            inner = _INDENT(text, at, end)
            if inner is not None:
                left, blank = inner.end(), blank or inner[1] is not None
                right = right if left <= right else _line_end(text, left, end)
        begun, at = at, right + 1
        if left == right:
            if waiting:
                yield from _closed(text, waiting, begun)
                waiting = []
            blank = True
            continue
        head = text[left : min(right, left + HEAD)]
        if blank and (_may(head, right - left) or (numbered and _NUMBERED(head))):
            waiting.append((left, right, True, True))
        elif not blank and opens_with_date(head):
            stop = _STOP.search(text, max(before[0], before[1] - 4), before[1])
            waiting.append((left, right, False, stop is not None))
        blank, before = False, (left, right)
    yield from _closed(text, waiting, end)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return found if found >= 0 else end


def _closed(text: str, waiting: list[tuple[int, int, bool, bool]], end: int) -> Iterator[Spot]:
    """The spots of a paragraph whose end is known. A long one begins with its date or has none."""
    for left, line, blank, stop in waiting:
        if end - left <= HEAD or not blank or may_be_date(text[left : left + _NEAR]):
            yield Spot(left, line, end, blank, stop)


def _may(head: str, length: int) -> bool:
    """Whether a date may stand at the beginning, or at the end of a short line."""
    return may_be_date(head) or (_NEAR < length <= HEAD and may_be_date(head[-_NEAR:]))
