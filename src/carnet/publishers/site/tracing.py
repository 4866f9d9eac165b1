"""What the essays quote of an edition, found out once and remembered.

It depends on the essays and on what the edition shows, and on nothing else: the index is made anew
whenever anything is traced, so that what was built before has no part in it. Only then is trace
loaded.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.publishers.disk import place
from carnet.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import Edition
    from carnet.trace import Quotation

_VERSION: Final = "1"
_FILE: Final = "quoted.json"
_MOST_CHANGES: Final = 4
_SMALL: Final = ("case", "punctuation")


class Quote(NamedTuple):
    """A quotation of an essay, as far as pages show it. `start` and `end` count in the essay."""

    essay: str
    start: int
    end: int
    verdict: str
    elided: bool
    misattributed: bool
    changes: tuple[tuple[str, str], ...]  # what stands in the notebooks, and in the essay
    parts: tuple[tuple[str, str, int], ...]  # entry (or nothing), source, and where it begins


def traced(edition: Edition, memory: Path | None) -> list[Quote]:
    """The quotations of all essays, in their order; from `memory` where nothing has changed."""
    key = _key(edition)
    known = memory / _FILE if memory is not None else None
    if known is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(known.read_bytes())
            if said["key"] == key:
                return [_quote(row) for row in said["rows"]]
    found = list(_trace(edition, memory))
    if known is not None:
        known.parent.mkdir(parents=True, exist_ok=True)
        place(str(known), json.dumps({"key": key, "rows": found}).encode("ascii"))
    return found


def _key(edition: Edition) -> str:
    home = Path(__file__).parents[2] / "trace"
    made_by = [
        (file.name, file.stat().st_size, file.stat().st_mtime_ns)
        for file in os.scandir(home)
        if file.is_file()
    ]
    digest = blake2b(f"{_VERSION} {VERSION} {sorted(made_by)}".encode(), digest_size=16)
    facts = edition.facts
    said = [(one.name, one.text, one.blocks) for one in edition.essays]
    digest.update(repr((said, facts.author, facts.languages)).encode("utf-8", "surrogatepass"))
    for line in edition.lines:
        digest.update(f"\0{line.id}={line.edtf} {line.calendar}=".encode())
        digest.update(edition.digest(line.id))
    for source in edition.matter_sources:
        digest.update(f"\0{source}=".encode("utf-8", "surrogatepass"))
        digest.update(edition.matter_digest(source))
    return digest.hexdigest()


def _trace(edition: Edition, memory: Path | None) -> Iterator[Quote]:
    # Only what has changed pays for these.
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    from carnet.trace import Tracer  # noqa: PLC0415

    if memory is not None:
        memory.mkdir(parents=True, exist_ok=True)
    index = tempfile.mkdtemp(prefix="trace-", dir=memory)
    calendars = Counter(line.calendar for line in edition.lines).most_common(1)
    try:
        tracer = Tracer.from_edition(
            edition, Path(index), calendars[0][0] if calendars else "gregorian"
        )
        for essay in edition.essays:
            end = 0
            for one in tracer.trace(essay.text, essay.name, essay.blocks):
                if one.verdict != "unfound" and one.parts and one.start >= end:
                    end = one.end
                    yield _shown(one)
    finally:
        shutil.rmtree(index, ignore_errors=True)


def _shown(one: Quotation) -> Quote:
    changes = [(c.was, c.now) for c in one.changes if c.kind not in _SMALL]
    parts = [(part.entry or "", part.source, part.start) for part in one.parts]
    return Quote(
        one.essay, one.start, one.end, one.verdict, one.elided, one.misattributed,
        tuple(changes[:_MOST_CHANGES]), tuple(parts),
    )  # fmt: skip


def _quote(row: Sequence[Any]) -> Quote:
    """A row of the memory; `TypeError` or `ValueError` where it is none."""
    essay, start, end, verdict, elided, misattributed, changes, parts = row
    return Quote(
        essay, start, end, verdict, elided, misattributed,
        tuple((was, now) for was, now in changes),
        tuple((entry, source, start) for entry, source, start in parts),
    )  # fmt: skip
