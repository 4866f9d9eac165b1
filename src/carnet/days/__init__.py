"""Days: from a document to its entries, each with its `when`.

A document whose structure states its entries (`pieces`) keeps them; what its dates say is held
against the words beside them and against the sequence. Prose is searched for headings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.model import Document, Finding, Piece


_LINES = 300  # code points


def find_pieces(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Pieces that tile the reading text, from 0 to its end, and what a person should look at."""
    if document.parts:
        return _of_parts(document, options)
    pieces, findings = _found(document, options)
    return _in_languages(document, pieces, options), findings


def _of_parts(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The pieces of every file that a source holds, one after the other. The gap between two files
    goes with the one before it.
    """
    pieces: list[Piece] = []
    findings: list[Finding] = []
    for part in document.parts:
        at, _, inner = part
        if not inner.text:
            continue
        if pieces:
            pieces[-1] = pieces[-1]._replace(end=at)
        found, doubts = find_pieces(inner, options)
        author = str(inner.meta.get("author") or "")
        pieces += [
            piece._replace(
                start=piece.start + at, end=piece.end + at, locator=part.locate(piece.locator),
                heading=piece.heading and (piece.heading[0] + at, piece.heading[1] + at),
                author=piece.author or (author if piece.kind == "entry" else ""),
            )
            for piece in found
        ]  # fmt: skip
        findings += [part.lift(document.source, finding) for finding in doubts]
    return tuple(pieces), tuple(findings)


def _found(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    # what reads dates in words is loaded where there are words to read: many diaries never need it
    if not document.pieces:
        from carnet.days.prose import find_headings  # noqa: PLC0415

        return find_headings(document, options)
    doubts: tuple[Finding, ...] = ()
    entries = [piece for piece in document.pieces if piece.kind == "entry"]
    if any(piece.when is None or not piece.when.known for piece in entries):
        from carnet.days.worded import date_by_words  # noqa: PLC0415

        pieces, doubts = date_by_words(document, options)
        document = replace(document, pieces=pieces)
    if len(entries) > 1 or any(span.kind == "calendar" for span in document.spans):
        from carnet.days.stated import check_stated  # noqa: PLC0415

        pieces, found = check_stated(document)
        return pieces, doubts + found
    return document.pieces, doubts


def _in_languages(
    document: Document, pieces: tuple[Piece, ...], options: Mapping[str, Any]
) -> tuple[Piece, ...]:
    """Pieces with their languages: what the source states, else the archive's only one, else what
    the words themselves tell; where they are too few, that of the entries around.
    """
    if all(piece.language or piece.kind != "entry" for piece in pieces):
        return pieces
    stated = str(document.meta.get("language") or options.get("language") or "")
    if stated:
        return tuple(
            piece if piece.language or piece.kind != "entry" else piece._replace(language=stated)
            for piece in pieces
        )
    # who states its language does not pay for those of the world
    from carnet.language import MOST, language_of, with_neighbours  # noqa: PLC0415

    likely = tuple(options.get("languages") or ())
    told = []
    for piece in pieces:
        if piece.kind == "entry":
            start = piece.heading[1] if piece.heading else piece.start
            opening = document.text[start : min(start + MOST, piece.end)]
            # most entries tell in their first lines
            tag = piece.language or language_of(opening[:_LINES], likely)
            told.append(tag or (language_of(opening, likely) if len(opening) > _LINES else ""))
    languages = iter(with_neighbours(told))
    return tuple(
        piece._replace(language=next(languages)) if piece.kind == "entry" else piece
        for piece in pieces
    )


__all__ = ["find_pieces"]
