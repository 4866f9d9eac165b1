"""Entries that the structure states, and whose dates it leaves to the words.

An encoder writes `<div type="entry">` with "2 March 1645" over the first and "3d." over the next,
and types no `@when`. The words are read by the same search as prose, over the whole sequence, with
two things known beforehand: where the headings stand, and that nothing inside an entry is one.

Where the structure dates most entries, one that it leaves undated was left so by somebody who knew.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from carnet.days.prose import read_sequence
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.days.doubt import Understood


def date_by_words(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The document's pieces, those that state no date with the date that their words say."""
    pieces = list(document.pieces)
    entries = [n for n, piece in enumerate(pieces) if piece.kind == "entry"]
    lacking = {n for n in entries if _is_undated(pieces[n]) and _may_say(pieces[n], len(entries))}
    if not lacking or 2 * len(lacking) < len(entries):
        return document.pieces, ()
    starts = [piece.start for piece in pieces]
    findings: list[Finding] = []
    for said in read_sequence(document, options, _Stated(document)):
        n = bisect_right(starts, said.head.start) - 1
        if n in lacking and said.when.known:
            lacking.discard(n)
            pieces[n] = _dated(pieces[n], said)
            findings += [
                Finding(document.source, pieces[n].locator, "date", message, said.head.start, said.head.end)
                for message in said.doubts
            ]  # fmt: skip
    return tuple(pieces), tuple(findings)


def _is_undated(piece: Piece) -> bool:
    return piece.when is None or not piece.when.known


def _may_say(piece: Piece, entries: int) -> bool:
    """Whether words may date an entry: its heading, or its beginning where it is one of several. A
    lone text without a heading may be a whole notebook, and begin with any day.
    """
    return piece.heading is not None or entries > 1


def _dated(piece: Piece, said: Understood) -> Piece:
    heading = piece.heading or (said.head.start, said.head.end)
    return piece._replace(when=said.when, heading=heading)


class _Stated:
    """Where the headings of stated entries may stand, for the search to keep to."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._pieces = document.pieces
        self._starts = [piece.start for piece in document.pieces]

    def __call__(self, start: int) -> bool | None:
        """Whether a heading stands at `start`: it does, it does not, or (None) it may."""
        piece = self._pieces[max(0, bisect_right(self._starts, start) - 1)]
        if piece.kind != "entry":
            return None  # a month or a year over the entries
        if piece.heading is not None:
            return start < piece.heading[1]
        return not self._text[piece.start : start].strip()


__all__ = ["date_by_words"]
