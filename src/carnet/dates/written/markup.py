"""Tokens without what transcribers and printers put among them: `_May_ 3[1]`, `19[42]`, `165⁹⁄₆₀`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.dates.written.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKUP = frozenset("_*+=~|#")
_NOTES = frozenset("*†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SMALL = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)  # join words, or may part them
_CLEAN = UNSEEN | _MARKUP | _NOTES | frozenset("[^")


def plain(row: Sequence[Token]) -> list[Token]:
    """The tokens of a line without marks of emphasis and anchors of notes.

    Figures that an editor supplied are joined with those that stand: `19[42]` is 1942.
    """
    if _CLEAN.isdisjoint([token.text for token in row]):
        return list(row)
    kept: list[Token] = []
    at = 0
    loose = False  # whether a space stands before the marks that were dropped last
    while at < len(row):
        token = row[at]
        text = token.text
        if text in UNSEEN:
            at += 1
        elif text in _MARKUP and _withholds(row, at):
            kept.append(token)
            at += 1
        elif text in _MARKUP:
            loose = loose or not token.glued
            at += 1
            continue
        elif text in _SMALL and (found := _fraction(row, at, kept)):
            at = found
        elif text in _NOTES and kept and token.glued:
            at += 1
        elif (text == "^" and (found := _raised_note(row, at))) or (
            text == "[" and (found := _supplied(row, at, kept) or _anchor(row, at, kept))
        ):
            at = found
        else:
            # What follows dropped marks is written up against what stands before them, unless a
            # space stands before the marks.
            kept.append(token._replace(glued=False) if loose and token.glued else token)
            at += 1
        loose = False
    return kept


def _withholds(row: Sequence[Token], at: int) -> bool:
    """Whether a mark stands for digits kept back: 18**, 187*."""
    first = at
    while first > 0 and row[first].glued and row[first - 1].text == row[at].text:
        first -= 1
    if first == 0 or not row[first].glued or len(row[first - 1].text) not in (2, 3):
        return False
    if any(token.text == row[at].text for token in row[: first - 1]):
        return False  # **March 18** is in bold
    twice = at > first or (
        at + 1 < len(row) and row[at + 1][0] == row[at].text and row[at + 1].glued
    )
    return row[first - 1].number >= 10 and twice


def _fraction(row: Sequence[Token], at: int, kept: list[Token]) -> int | None:
    """165⁹⁄₆₀: the year 1659/60. Its figures are put in place of the number before."""
    if not kept or kept[-1].number < 10 or not row[at].glued:
        return None
    end = at
    while end < len(row) and (row[end].text in _SMALL or row[end].text in "⁄/") and row[end].glued:
        end += 1
    above, slash, below = (
        "".join(token.text for token in row[at:end]).replace("⁄", "/").partition("/")
    )
    number = kept[-1].text + above.translate(_RAISED)
    if not slash or len(number) != 4 or len(below) not in (1, 2):
        return None
    later = below.translate(_RAISED)
    start = kept[-1].start
    cut, stop = row[end - 1].start, row[end - 1].end
    kept[-1] = Token(number, start, cut, number, int(number), kept[-1].glued)
    kept.append(Token("/", cut, cut, "", -1, glued=True))
    kept.append(Token(later, cut, stop, later, int(later), glued=True))
    return end


def _raised_note(row: Sequence[Token], at: int) -> int | None:
    """The end of ^1 or ^{12}."""
    braced = at + 1 < len(row) and row[at + 1].text == "{"
    number = at + 2 if braced else at + 1
    if number >= len(row) or row[number].number < 0 or not row[at].glued:
        return None
    return number + 2 if braced else number + 1


def _anchor(row: Sequence[Token], at: int, kept: list[Token]) -> int | None:
    """The end of an anchor: [1], [A], [*] written up against a word."""
    if not row[at].glued or not kept or at + 2 >= len(row) or row[at + 2].text != "]":
        return None
    inner = row[at + 1]
    named = len(inner.text) == 1 or inner.number >= 0
    return at + 3 if named and inner.text not in "?!" else None


def _supplied(row: Sequence[Token], at: int, kept: list[Token]) -> int | None:
    """The end of a year of which an editor supplied two figures: 19[42], 19[42?], [19]42."""
    if at + 2 >= len(row) or len(row[at + 1].text) != 2 or row[at + 1].number < 0:
        return None
    inner = row[at + 1]
    asked = row[at + 2].text == "?"
    close = at + 3 if asked else at + 2
    if close >= len(row) or row[close].text != "]":
        return None
    if row[at].glued and kept and len(kept[-1].text) == 2 and 10 <= kept[-1].number <= 21:
        first = kept.pop()
        number, start, stop, end = first.text + inner.text, first.start, row[close].end, close + 1
    elif (
        close + 1 < len(row)
        and row[close + 1].glued
        and len(row[close + 1].text) == 2
        and row[close + 1].number >= 0
        and 10 <= inner.number <= 21
    ):
        number, start = inner.text + row[close + 1].text, row[at].start
        stop, end = row[close + 1].end, close + 2
    else:
        return None
    year = Token(number, start, stop, number, int(number), glued=False)
    if asked:  # as if all of it were in brackets
        kept.append(Token("[", start, start, "", -1, glued=False))
        kept += (
            year,
            Token("?", stop, stop, "", -1, glued=True),
            Token("]", stop, stop, "", -1, glued=True),
        )
    else:
        kept.append(year)
    return end
