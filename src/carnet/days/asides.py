"""Dates that head no entry because of what they stand over: the dateline that closes a preface, and
the date of a letter that was copied into a diary.

Both look like headings in every way. A dateline at the end has nothing under it but the title of
what comes next; under that of a letter somebody is greeted. A book of letters greets under most of
its dates, and these are its headings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.days.heads import Head

_FIRST = 8  # dates before a diary, at most
_FAR = 400  # code points between a dateline and what follows it
_TITLE = 60  # code points of a line; longer ones are prose
_GREETED = 0.3  # of all likely dates: more, and they are letters throughout
_OF_LETTER = 3.5  # log odds against the date of a letter
_OF_PREFACE = 5.0  # log odds against the dateline of a preface
_LEAST = -2.0  # log odds; what looks less like a heading is not counted

_GREETING = re.compile(
    r"[\s_*“”„«\"'‘]*"
    r"(?:(?:my|mon|ma|mes|mein|meine|mi|mio|mia|meu|minha|mijn|very|très|most|honou?red|mój|moja|muy|"
    r"much|ever|mio)\s+){0,2}"
    r"(?:dear|dearest|sir|sirs|madam|gentlemen|ch[eè]re?s?|monsieur|madame|mademoiselle|"
    r"lieb(?:e|er|ste|ster|es)|geliebte[rs]?|verehrte[rs]?|teure[rs]?|querid[oa]s?|estimad[oa]|señor|"
    r"car[oa]|carissim[oa]|signore?|prezad[oa]|waarde|beste|lieve|geachte|дорог(?:ой|ая|ие)|"
    r"мил(?:ый|ая|ые)|любезн(?:ый|ая|ейший)|милостивый|drog[ia]|kochan[yaei]|szanown[yaei])\b"
    r"(?:[ \t]+[\w.’'-]{1,20}?){0,5}\s?_?(?:[!:—–]|--|\.\s*$|,\s?(?:--|[—–]|$)|,\s(?=(?-i:[A-ZА-ЯÀ-Þ“\"I])))",
    re.IGNORECASE | re.MULTILINE,
)


def weighed_by_what_follows(text: str, heads: Sequence[Head]) -> list[Head]:
    """Heads, those of letters and of prefaces with less that speaks for them."""
    out = list(heads)
    greeted = [n for n, head in enumerate(out) if head.shape.of_its_own and _greets(text, head)]
    likely = sum(head.kind == "date" and head.prior > _LEAST for head in out)
    if greeted and len(greeted) < _GREETED * likely:
        for n in greeted:
            out[n] = out[n]._replace(prior=out[n].prior - _OF_LETTER)
    for n in range(min(_FIRST, len(out) - 1)):
        if _closes(text, out[n], out[n + 1]):
            out[n] = out[n]._replace(prior=out[n].prior - _OF_PREFACE)
    return out


def _greets(text: str, head: Head) -> bool:
    """Whether somebody is greeted under a date."""
    return _GREETING.match(text, head.end, head.end + 4 * _TITLE) is not None


def _is_title(line: str) -> bool:
    """Whether a line is a title rather than a sentence, however short."""
    return len(line) <= _TITLE and (line.isupper() or not line.endswith((".", "!", "?", "…", ",")))


def _closes(text: str, head: Head, following: Head) -> bool:
    """Whether a full date has nothing under it but titles, the last of them over other dates."""
    if not head.shape.of_its_own or head.joined is None or following.start - head.end > _FAR:
        return False
    if head.shape.opener == "#":
        return False  # the title of a section, not its dateline
    item = head.joined.items[-1]
    # what names no day heads a section as often, but not where a place stands before it
    if item.year is None or (item.day is None and not (item.month and head.shape.lead)):
        return False
    lines = [line.strip() for line in text[head.end : following.start].split("\n")]
    titles = [line for line in lines if any(map(str.isalpha, line))]
    if not titles or not all(map(_is_title, titles)):
        return False
    return following.kind == "section" or following.shape != head.shape
