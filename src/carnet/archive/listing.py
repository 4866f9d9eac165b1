"""The tables that `carnet list` and `carnet show` print, as plain rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from carnet.archive.tables import Rows, finding_row
from carnet.errors import CarnetError

if TYPE_CHECKING:
    from collections.abc import Callable

    from carnet.catalogue import Catalogue, EntryRow
    from carnet.edition import Edition


def _entry(row: EntryRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "when": row.edtf,
        "calendar": row.calendar,
        "gregorian": row.gregorian,
        "sure": row.sure,
        "heading": row.written if row.head_start is not None else "",
        "title": row.title,
        "source": row.source,
        "locator": row.locator,
        "start": row.start,
        "end": row.end,
        "words": row.words,
        "language": row.language,
        "author": row.author,
    }


def _entries(catalogue: Catalogue, edition: Edition) -> Rows:
    by_id = {row.id: row for row in catalogue.rows()}
    for line in edition.lines:
        yield _entry(by_id[line.id])


def _matter(catalogue: Catalogue, _edition: Edition) -> Rows:
    for m in catalogue.matter():
        yield {
            "source": m.source, "locator": m.locator, "kind": m.kind, "start": m.start, "end": m.end,
            "words": len(m.text.split()), "text": m.text,
        }  # fmt: skip


def _mentions(catalogue: Catalogue, _edition: Edition) -> Rows:
    for entry, m in catalogue.all_mentions():
        yield {"entry": entry, **m._asdict()}


def _findings(catalogue: Catalogue, edition: Edition) -> Rows:
    for f in (*catalogue.findings(), *edition.findings):
        yield finding_row(f)


def _sources(catalogue: Catalogue, _edition: Edition) -> Rows:
    counts: dict[str, int] = {}
    for row in catalogue.rows():
        counts[row.source] = counts.get(row.source, 0) + 1
    for source in catalogue.sources():
        meta = json.loads(source.meta)
        yield {
            "source": source.name, "reader": source.reader, "entries": counts.get(source.name, 0),
            "length": source.length, "sha256": source.sha256, "title": source.title, "meta": meta,
        }  # fmt: skip


def _omissions(catalogue: Catalogue, _edition: Edition) -> Rows:
    for source, o in catalogue.omissions():
        yield {"source": source, "locator": o.locator, "reason": o.reason, "text": o.text}


KINDS: Final[dict[str, Callable[[Catalogue, Edition], Rows]]] = {
    "entries": _entries,
    "matter": _matter,
    "mentions": _mentions,
    "findings": _findings,
    "sources": _sources,
    "omissions": _omissions,
}


def list_rows(kind: str, catalogue: Catalogue, edition: Edition) -> Rows:
    """The rows of one table."""
    return KINDS[kind](catalogue, edition)


def shown(catalogue: Catalogue, edition: Edition, entry: str) -> dict[str, Any]:
    """One entry with everything that is known of it; `CarnetError` where there is none."""
    living = edition.redirects.get(entry, entry)
    found = next(catalogue.entries([living]), None)
    if found is None:
        raise CarnetError(
            f"there is no entry {entry!r}",
            mend="The ids are the first column of: carnet list DIR entries.",
        )
    whole, _, pages = found
    row = next(row for row in catalogue.rows() if row.id == living)
    return {
        **_entry(row),
        "why": list(whole.when.why),
        "text": whole.text,
        "spans": [span._asdict() for span in whole.spans],
        "mentions": [m._asdict() for m in catalogue.mentions(living)],
        "pages": [{"start": start, "number": number, "image": image} for start, number, image in pages],
        "findings": [f.message for f in catalogue.findings() if f.entry == living],
    }  # fmt: skip
