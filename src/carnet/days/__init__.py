"""Days: from a document to its entries, each with its `when`.

A document whose structure states its entries (`pieces`) keeps them; what its dates say is held
against the words beside them and against the sequence. Prose is searched for headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.model import Document, Finding, Piece


def find_pieces(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Pieces that tile the reading text, from 0 to its end, and what a person should look at."""
    # what reads dates in words is loaded where there are words to read: many diaries never need it
    if not document.pieces:
        from carnet.days.prose import find_headings  # noqa: PLC0415

        return find_headings(document, options)
    if sum(piece.kind == "entry" for piece in document.pieces) > 1:
        from carnet.days.stated import check_stated  # noqa: PLC0415

        return check_stated(document)
    return document.pieces, ()


__all__ = ["find_pieces"]
