"""What an essay claims of a quotation: the day that it says the words are from.

A date claims a quotation when it stands in brackets right after it, or in the same paragraph before
it with no other quotation between. A year alone is too little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from carnet.dates import When
from carnet.dates.written.grammar import Grammar
from carnet.dates.written.meaning import dated
from carnet.dates.written.shelf import spoken
from carnet.dates.written.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BEFORE = 500  # code points
_AFTER = 90
_LINE = 190  # code points that are read for a date at once
_BETWEEN = ".-/–"  # the figures of a date
_WIDE = 16  # tokens of a date before the name of its month
_IN_YEAR = re.compile(
    r"\b(?:[Ii]n|[Ii]m Jahre?|[Ee]n|[Dd]e|[Oo]f|[Vv]on|anno|year|année|l[’']an)\s+([12]\d{3})\b(?!\s*[-–/])"
)
_BEHIND = 300
_BREAK = re.compile(r"\n[^\S\n]*\n")
_DIGIT = re.compile(r"\d")


_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_DAYS = {word: number for number, word in enumerate(_ORDINALS, 1)}
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s+(?:day\s+)?of\s+(?=[A-Z])",
    re.IGNORECASE,
)

# Names beside a quotation that say whose words it is. A name is one to three capitalised words.
_NAME = r"((?:(?:Mr|Mrs|Dr|Sir|Lady|Lord|Mme|Madame|Monsieur|Frau|Herr)\.?\s+)?[A-ZÀ-ÖØ-ÞА-ЯЁΑ-ΩŁŚŻŠŽČ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-ÞА-ЯЁΑ-ΩŁŚŻŠŽČ][\w-]+){0,2})"
_SAYS = (
    r"(?:said|says|wrote|writes|asked|asks|answered|answers|replied|replies|remarked|remarks|noted|"
    r"notes|observed|observes|cried|cries|told|insists|insisted|dit|écrit|écrivait|demande|répond|"
    r"note|notait|remarque|sagt|sagte|schreibt|schrieb|fragt|fragte|notiert|notierte|meint|meinte|"
    r"dice|dijo|escribe|escribió|anota|anotó|scrive|scrisse|disse|annota|diz|escreve|escreveu|"
    r"schrijft|schreef|zegt|zei|skriver|skrev|säger|sade|siger|sagde|scribit|scripsit|inquit|"
    r"пишет|писал|писала|говорит|сказал|сказала|замечает|γράφει|έγραψε|λέει|pisze|pisał|mówi)"
)
_BEHIND_NAMES = re.compile(rf"[\s\"'”’»›“,.!?]*{_SAYS}\s+{_NAME}")
_NAMED_BEHIND = re.compile(rf"[\s\"'”’»›“,]*{_NAME}\s+{_SAYS}\b")
_BEFORE_NAMES = re.compile(
    rf"{_NAME}(?:[’']s)?(?:\s+{_SAYS}[\w\s]{{0,24}})?\s*[:,]\s*[“„«\"‘'‹>\s]*$"
)


def _figure(found: re.Match[str]) -> str:
    return f"{_DAYS[found[1].lower()]} "


def person(text: str, start: int, end: int) -> str | None:
    """Whose words the essay says that a quotation is, where it names somebody right beside it."""
    behind = text[end : end + 80]
    if found := _BEHIND_NAMES.match(behind) or _NAMED_BEHIND.match(behind):
        return _bare(found[1])
    before = text[max(start - 90, 0) : start]
    found = _BEFORE_NAMES.search(before)
    if found is None:
        return None
    says = re.search(rf"\b{_SAYS}\b", found[0])
    owned = re.search(r"[’']s\s*[:,]", found[0]) and re.search(
        r"\bof\s+$|\bvon\s+$", before[: found.start()]
    )
    return _bare(found[1]) if says or owned else None


def _bare(name: str) -> str | None:
    """A name as it is; no word that is only big because it begins a sentence."""
    words = re.sub(r"[’']s$", "", name).split()
    while words and words[0] in _NO_NAMES:
        words = words[1:]
    return " ".join(words) or None


_NO_NAMES = frozenset(
    [
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "What",
        "Who",
        "Which",
        "One",
        "Another",
        "Nobody",
        "Somebody",
        "And",
        "But",
        "So",
        "Then",
        "When",
        "As",
        "In",
        "On",
        "Il",
        "Elle",
        "On",
        "Ils",
        "Elles",
        "Nous",
        "Je",
        "Tu",
        "Vous",
        "Ce",
        "Cela",
        "Et",
        "Mais",
        "Er",
        "Sie",
        "Es",
        "Man",
        "Wir",
        "Ich",
        "Du",
        "Ihr",
        "Das",
        "Der",
        "Die",
        "Und",
        "Aber",
        "God",
    ]
)


class Claim(NamedTuple):
    """A day, month or the like; `said` is its EDTF. `year` is False where the essay leaves it out."""

    said: str
    when: When | None
    day: int | None = None
    month: int | None = None

    def fits(self, when: When) -> bool:
        """Whether it may be the date of an entry."""
        if self.when is None:
            return True
        ours, theirs = self.when.bounds, when.bounds
        if ours is None or theirs is None:
            return True
        return ours[0] <= theirs[1] and theirs[0] <= ours[1]


def dates(
    text: str,
    spans: Sequence[tuple[int, int]],
    languages: Iterable[str] = (),
    calendar: str = "gregorian",
    years: tuple[int, int] = (1, 0),
) -> list[Claim | None]:
    """For each quotation, in the order of the essay, the date that is claimed for it.

    `years` are the first and last of the archive: another year is not about it.
    """
    tags = tuple(languages) or None
    out: list[Claim | None] = []
    for nth, (start, end) in enumerate(spans):
        before = spans[nth - 1][1] if nth else 0
        after = spans[nth + 1][0] if nth + 1 < len(spans) else len(text)
        behind = text[end : min(end + _BEHIND, after)]
        claim = _after(behind[:_AFTER], tags, calendar) or _before(
            text[max(start - _BEFORE, before) : start], tags, calendar
        )
        claim = claim or _year(text[max(start - _LINE, before) : start], years)
        if claim is None and (after - end > _BEHIND or _BREAK.search(behind)):
            # no other quotation in the paragraph to which it might belong
            claim = _before(_BREAK.split(behind)[0], tags, calendar)
        out.append(claim)
    return out


def _after(text: str, tags: tuple[str, ...] | None, calendar: str) -> Claim | None:
    """A date in brackets, or after a comma, right behind a quotation."""
    if not _DIGIT.search(text):
        return None
    text = text.split("\n\n", maxsplit=1)[0]
    found = re.match(r"[\s\"'”’»›.,;:!?*_]*[(\[]([^()\[\]]{3,60})[)\]]", text)
    if found:
        return _read(found[1], tags, calendar, last=False)
    found = re.match(
        r"[\s\"'”’»›*_]*[,;—–-]\s*(?:(?:on|le|am|of|from|vom|du)\s+)?([^.;()]{3,40})[.;)\n]",
        text + "\n",
    )
    return _read(found[1], tags, calendar, last=False, whole=True) if found else None


def _year(text: str, years: tuple[int, int]) -> Claim | None:
    """A year that the very sentence names which leads into a quotation."""
    sentence = re.split(r"(?<=[.!?;])\s+", text)[-1]
    found = list(_IN_YEAR.finditer(sentence))
    if not found or not years[0] <= int(found[-1][1]) <= years[1]:
        return None
    return Claim(found[-1][1], When.parse(found[-1][1], "gregorian"))


def _before(text: str, tags: tuple[str, ...] | None, calendar: str) -> Claim | None:
    """The last date of the same paragraph before a quotation."""
    text = _BREAK.split(text)[-1]
    for sentence in reversed(re.split(r"(?<=[a-zà-ÿ]{2}[.!?;:])\s+", text)):
        if _DIGIT.search(sentence) and (
            found := _read(sentence[-_LINE:], tags, calendar, last=True)
        ):
            return found
    return None


def _read(
    text: str, tags: tuple[str, ...] | None, calendar: str, *, last: bool, whole: bool = False
) -> Claim | None:
    row = tokens(_ORDINAL.sub(_figure, " ".join(text.split())))
    best: tuple[int, int, When] | None = None
    figures = [
        nth
        for nth, (one, sign, two) in enumerate(zip(row, row[1:], row[2:], strict=False))
        if one.number >= 0 and sign.text in _BETWEEN and two.word
    ]
    for language in spoken(tags):
        signs = sorted(
            {nth for nth, one in enumerate(row) if one.word in language.signs} | {*figures}
        )
        if not signs:
            continue
        grammar = Grammar(row, language, "dmy")
        at = 0
        while at <= signs[-1]:
            coming = signs[bisect_left(signs, at)]
            if coming - at > _WIDE:
                at = coming - _WIDE
            found = grammar.joined(at)
            if found is None:
                at += 1
                continue
            joined, end = found
            when = dated(joined, calendar, language, text) if joined.items[0].month else None
            if when is not None and when.known and not (whole and (at or end < len(row))):
                key = (end, -at)
                if best is None or (key > best[:2]) == last:
                    best = (end, -at, when)
            at = max(end, at + 1)
    return Claim(best[2].edtf or "", best[2]) if best and best[2].edtf else None
