"""Trace for an archive: which essays are read, and where the outcome is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from carnet.archive.essays import essays_in
from carnet.errors import SourceError
from carnet.trace.essay import Essay, read_essay
from carnet.trace.tracer import Tracer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.edition import Edition
    from carnet.trace import Quotation

_NAMELESS = "essay"


def trace(
    edition: Edition, index: Path, folder: Path, calendar: str,
    essays: Sequence[str | Path] | str | Path, *, itself: bool = False,
    html: str | Path | None = None,
    annotations: str | Path | None = None,
) -> list[Quotation]:  # fmt: skip
    """The quotations of some essays, or of the essays in `folder`; see `Archive.trace`."""
    tracer = Tracer.from_edition(edition, index, calendar)
    if itself:
        read = list(_entries(edition))
        found = tracer.trace_itself((essay.name, essay.text) for essay in read)
        names = {one.essay for one in found}
        read = [essay for essay in read if essay.name in names]
    else:
        read = list(_essays([essays] if isinstance(essays, (str, Path)) else essays, folder))
        found = [
            one for essay in read for one in tracer.trace(essay.text, essay.name, essay.blocks)
        ]
    if html is not None:
        from carnet.trace.report import report  # noqa: PLC0415 - for those who want one

        Path(html).write_bytes(report(read, found, edition))
    if annotations is not None:
        from carnet.trace.annotations import as_annotations  # noqa: PLC0415

        Path(annotations).write_text(as_annotations(read, found, edition), encoding="utf-8")
    return found


def _essays(given: Iterable[str | Path], folder: Path) -> Iterator[Essay]:
    given = list(given)
    if not given:
        kept = essays_in(folder)
        if not kept:
            raise SourceError(
                "there is no essay in it",
                where=str(folder),
                mend="Name one: carnet trace DIR ESSAY.",
            )
        for path in kept:
            yield read_essay(path, path.relative_to(folder).as_posix())
        return
    names: set[str] = set()
    for one in given:
        if isinstance(one, str) and "\n" in one:
            yield Essay(_NAMELESS, one)
            continue
        path = Path(one)
        name = path.name if path.name not in names else str(path)
        names.add(name)
        yield read_essay(path, name)


def _entries(edition: Edition) -> Iterator[Essay]:
    for one in edition.stretches(line.id for line in edition.lines):
        yield Essay(str(one.entry), one.text)
