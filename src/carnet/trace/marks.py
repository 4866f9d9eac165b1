"""Where an essay says that it quotes: quotation marks of all languages, block quotations, ellipses.

Marks are read by their shape and their surroundings, since writers leave some open, print
apostrophes as marks and nest them without end. So a mark may open, may close, or both; every
pair that could be meant is given, the likeliest first. What follows decides which pair it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 12_000  # code points of a quotation
_ENDS = 3  # that one opening mark may have
_SPEAKER = 40  # code points that say who speaks
_PARAGRAPHS = 8  # over how many paragraphs one may run

_FAMILY = {
    "“": "d", "”": "d", "„": "d", "‟": "d", "❝": "d", "❞": "d", "〝": "d", "〞": "d",
    "«": "g", "»": "g", "‹": "h", "›": "h", "‘": "s", "’": "s", "‚": "s", "‛": "s",
    '"': "D", "'": "S", "「": "c", "」": "c", "『": "e", "』": "e", "＂": "D", "`": "s",
    "״": "D",
}  # fmt: skip
_MARK = re.compile("``|''|[" + "".join(map(re.escape, _FAMILY)) + "]")
_OPENS = frozenset("„‚「『‟‛❝〝`")
_CLOSES = frozenset("」』❞〞")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_ELLIPSIS = re.compile(
    r"\[\s*(?:…|\.(?:\s?\.)+|\*(?:\s?\*)+|–|—|-{1,3}|snip)\s*\]"
    r"|\(\s*(?:…|\.(?:\s?\.){1,3})\s*\)|<\s*(?:…|\.{3})\s*>"
    r"|…(?:\s?\.)?|\.(?:\s?\.)+|\*(?:\s*\*)+|·(?:\s?·){2,}|_{3,}|⋯+"
)
_SPEECH = re.compile(
    r"(?:\A|\n)[^\S\n]*[—–―]\s*(\S(?:[^\n—–―]|(?<=\w)[—–―](?=\w)|\n(?=[^\S\n]*[^\s—–―])){4,1500})"
)
_BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")


_POINTED_OUT = re.compile(r"(?:^|[\s(\[“‘„—–-])[«‹](?=[\s\w“‘])")
_POINTED_IN = re.compile(r"(?:^|[\s(\[“‘„—–-])[»›](?=\w)")


class Marked(NamedTuple):
    """A stretch between marks, `[start, end)` without them. `sure`: the likeliest reading of the
    opening mark. `kind`: `marks`, `block` or `dash`.
    """

    start: int
    end: int
    sure: bool
    kind: str

    @property
    def likely(self) -> bool:
        """Whether it is surely meant so: by its marks, or by how it is set."""
        return self.sure or self.kind == "block"


class _Sign(NamedTuple):
    at: int
    family: str
    opens: bool
    closes: bool


def _outward(text: str) -> str:
    """Which guillemets open in a text: those that stand before a word and after a space. Empty where
    it does not say; Swedish has the same on both sides.
    """
    if not any(sign in text for sign in "«»‹›"):
        return ""
    french = len(_POINTED_OUT.findall(text))
    german = len(_POINTED_IN.findall(text))
    if french > 2 * german:
        return "«‹"
    backwards = text.count("«") + text.count("‹")
    return "»›" if german > 2 * french and 2 * backwards > german else ""


def _signs(text: str) -> Iterator[_Sign]:
    length = len(text)
    opening = _outward(text)
    for found in _MARK.finditer(text):
        at, sign = found.start(), found[0]
        if len(sign) == 2:  # ``as typewriters had it''
            yield _Sign(at + (sign == "``"), "T", sign == "``", sign != "``")
            continue
        family = _FAMILY[sign]
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < length else " "
        if family in "sS" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        if family == "D" and "א" <= before <= "ת" and "א" <= after <= "ת":
            continue  # an abbreviation
        opens = not before.isalnum() and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if family in "gh" and opening:
            opens = sign in opening
            closes = not opens
        elif family in "gh":  # French sets them off by spaces, German turns them round
            outward = sign in "«‹"
            opens = outward or (opens and before != "\u00a0")
            closes = not outward or (closes and after != "\u00a0")
            if outward and (before.isspace() or not after.isalnum()):
                closes = closes and not before.isspace()
        elif family == "d":
            if sign == "“":
                # opens in English, closes in German
                opens = opens or not closes
            elif sign == "”":
                opens, closes = opens and not closes, True
        if sign in _OPENS:
            opens, closes = True, False
        if sign in _CLOSES:
            opens, closes = False, True
        if not opens and not closes and family in "dgD":
            opens = closes = True
        if opens or closes:
            yield _Sign(at, family, opens, closes)


def marked(text: str, blocks: Iterable[tuple[int, int]] = ()) -> list[Marked]:
    """All stretches between marks, and block quotations; `blocks` are those that a format states.

    Sorted by start; of those with one start, the likeliest first.
    """
    signs = list(_signs(text))
    breaks = [found.start() for found in _BLANK.finditer(text)]
    ends = [found.end() for found in _BLANK.finditer(text)]
    out: dict[tuple[int, int], Marked] = {}
    families: dict[str, list[_Sign]] = {}
    for sign in signs:
        families.setdefault(sign.family, []).append(sign)
    for found in families.values():
        for nth, sign in enumerate(found):
            if sign.opens:
                for span in _closings(text, found, nth, breaks, ends):
                    out.setdefault((span.start, span.end), span)
    for start, end in _speeches(text):
        out.setdefault((start, end), Marked(start, end, sure=False, kind="dash"))
    for start, end in (*blocks, *_blocks(text, breaks, ends)):
        out.setdefault((start, end), Marked(start, end, sure=True, kind="block"))
    return sorted(out.values(), key=lambda span: (span.start, not span.sure, span.end))


def _closings(
    text: str, signs: list[_Sign], nth: int, breaks: list[int], ends: list[int]
) -> Iterator[Marked]:
    """The stretches that a mark may open."""
    start = signs[nth].at + 1
    depth, given = 0, 0
    settled = False  # whether the likeliest end has been given
    paragraph = bisect_left(breaks, start)
    stop = start + _LONGEST
    for sign in signs[nth + 1 :]:
        if sign.at > stop or given >= (_ENDS if settled else 2 * _ENDS):
            break
        # a new paragraph goes on with the quotation only where it opens with a mark again
        while paragraph < len(breaks) and breaks[paragraph] < sign.at:
            resumes = ends[paragraph] == sign.at and sign.opens
            if not resumes and given == 0 and sign.family in "dgh":
                yield Marked(start, breaks[paragraph], sure=False, kind="open")
            if not resumes or paragraph - bisect_left(breaks, start) > _PARAGRAPHS:
                stop = -1
                break
            paragraph += 1
            depth -= 1
        if stop < 0:
            return
        if sign.closes and sign.at > start:
            if depth <= 0 or not sign.opens:
                likely = depth <= 0 and not settled
                yield Marked(start, sign.at, sure=likely, kind="marks")
                settled |= likely
                given += 1
            depth -= 1
        elif sign.opens:
            depth += 1
    if given == 0 and signs[nth].family in "dgh":
        nearest = next((at for at in breaks[bisect_left(breaks, start) :]), len(text))
        if nearest - start <= _LONGEST:
            yield Marked(start, nearest, sure=False, kind="open")


def _speeches(text: str) -> Iterator[tuple[int, int]]:
    """What a dash at the head of a paragraph announces, up to the next dash that stands apart; and
    up to a comma behind which a few words may say who speaks.
    """
    for found in _SPEECH.finditer(text):
        if any(sign.isalnum() for sign in found[1]):
            start, end = found.span(1)
            yield start, end
            comma = text.rfind(",", start, end)
            if comma > start and end - comma < _SPEAKER:
                yield start, comma


def _blocks(text: str, breaks: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs that are indented where most are not, or whose lines begin with `>`."""
    starts = [0, *ends]
    stops = [*breaks, len(text)]
    indented = []
    plain = 0
    for start, stop in zip(starts, stops, strict=True):
        if stop <= start:
            continue
        line = text.rfind("\n", 0, start) + 1
        lines = text[line:stop].split("\n")
        bare = [one for one in lines if one.strip()]
        if bare and all(one.lstrip().startswith(">") for one in bare):
            yield start, stop
        elif bare and (bare[0][:3].isspace() or bare[0][:1] == "\t" or _all_in(bare)):
            indented.append((start, stop))
        else:
            plain += 1
    if len(indented) < plain:  # else it is how the whole text is set
        yield from indented


def _all_in(lines: list[str]) -> bool:
    return all(line[:2].isspace() for line in lines)


def ellipses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The signs of omission in a stretch, brackets included."""
    stop = len(text) if end is None else end
    return [found.span() for found in _ELLIPSIS.finditer(text, start, stop)]


def brackets(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Bracketed words in a stretch, brackets included; omissions are not among them."""
    stop = len(text) if end is None else end
    return [
        found.span()
        for found in _BRACKET.finditer(text, start, stop)
        if any(sign.isalnum() for sign in found[1])
    ]
