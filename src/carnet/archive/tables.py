"""The tables there are, and what is alike in all of them: their columns, and what a finding is in one.

The command line knows them without loading what fills them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.archive.archive import Held
    from carnet.edition import Edition
    from carnet.model import Finding

Rows = Iterator[dict[str, Any]]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "entries": ("id", "when", "heading", "title", "words", "source"),
    "matter": ("source", "locator", "kind", "start", "end", "words"),
    "mentions": ("entry", "text", "kind", "ref", "target", "standing"),
    "findings": ("kind", "source", "locator", "entry", "message"),
    "sources": ("source", "reader", "entries", "length", "title"),
    "omissions": ("source", "locator", "reason", "text"),
    "decisions": ("id", "motivation", "created", "body", "target"),
    "people": ("id", "sort", "born", "died", "mentions", "first", "last", "note"),
    "places": ("id", "sort", "kind", "within", "mentions", "first", "last", "note"),
    "works": ("id", "sort", "authors", "kind", "date", "mentions", "first", "last"),
    "organisations": ("id", "sort", "kind", "mentions", "first", "last", "note"),
    "events": ("id", "sort", "date", "mentions", "first", "last", "note"),
    "unlinked": ("kind", "ref", "mentions", "entry", "text"),
    "orphans": ("kind", "id", "name"),
    "duplicates": ("one", "other", "score", "name", "other_name", "why"),
    "suggestions": ("entry", "text", "kind", "target", "score", "why"),
    "unknown": ("text", "mentions", "entries", "person", "forms", "fits", "entry"),
}
"""Every table there is, with the columns that are shown where all would be too wide."""

SERIOUS: Final = frozenset(("unreadable", "decision", "seal", "register"))
"""Kinds of findings for which a build ends badly: something is wrong, not merely doubtful. A source
that was altered is built as it stands; `check` calls that wrong."""

MINOR: Final = frozenset(("empty", "encoding", "markup", "nested entry", "not read", "undated"))
"""Kinds that tell of the notebooks; `check` shows them and does not call them wrong."""


def serious(findings: Iterable[Finding]) -> list[Finding]:
    """Those for which a build ends badly."""
    return [finding for finding in findings if finding.kind in SERIOUS]


def to_mend(findings: Iterable[Finding]) -> list[Finding]:
    """Those that `check` calls wrong."""
    return [finding for finding in findings if finding.kind not in MINOR]


def finding_row(f: Finding) -> dict[str, Any]:
    """A finding in the fields of `list findings`, wherever it is printed."""
    return {
        "source": f.source, "locator": f.locator, "entry": f.entry, "start": f.start, "end": f.end,
        "kind": f.kind, "message": f.message,
    }  # fmt: skip


def preview_rows(edition: Edition, held: Sequence[Held]) -> Rows:
    """What would be public, then what would be held back, in the same fields."""
    for line in edition.lines:
        yield {
            "public": True, "what": "entry", "which": line.id, "when": line.when.edtf,
            "words": line.words, "until": None,
        }  # fmt: skip
    for what, which, until in held:
        yield {
            "public": False, "what": what, "which": which, "when": None, "words": None,
            "until": until,
        }  # fmt: skip
