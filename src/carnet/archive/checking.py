"""`carnet check`: is everything as it was left, and does everything still hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.archive.building import altered
from carnet.archive.sources import Sources, digest, replaced
from carnet.errors import CarnetError
from carnet.model import Finding
from carnet.register import EntryRegister

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from carnet.catalogue import Catalogue
    from carnet.edition import Edition
    from carnet.publishers import Progress


def check_archive(
    sources: Sources, catalogue: Catalogue, register: Path, decisions: Sequence[Finding],
    edition: Callable[[], Edition], progress: Progress,
) -> list[Finding]:  # fmt: skip
    """Fixity of every source, then what the last build found, then decisions and ids."""
    findings = list(_fixity(sources, progress))
    files = {finding.source for finding in findings}
    findings += [
        f
        for f in catalogue.findings()
        if not (f.kind == "fixity" and f.source in files) and not f.source.startswith("decisions/")
    ]
    if decisions:
        findings += decisions
    else:
        try:
            findings += edition().findings
        except CarnetError as error:
            findings.append(Finding(error.where, "", "decision", error.what))
    findings += _ids(EntryRegister.read(register), catalogue)
    return findings


def _fixity(sources: Sources, progress: Progress) -> Iterator[Finding]:
    manifest = sources.manifest()
    found = sources.found()
    newer = replaced(manifest)
    for i, (name, row) in enumerate(sorted(manifest.items())):
        if i % 64 == 0:
            progress("checking", i, len(manifest))
        if name not in found and name in newer:
            if manifest[newer[name]].sha256 != row.sha256:  # else it has only another name now
                yield Finding(
                    name,
                    "",
                    "fixity",
                    "a source that was replaced should stay, but the file is gone",
                )
        elif name not in found:
            yield Finding(
                name,
                "",
                "fixity",
                "the file is gone; put it back, or take its line out of sources/manifest.csv",
            )
        elif digest(sources.folder / name) != row.sha256:
            yield altered(name, row.added)
    progress("checking", len(manifest), len(manifest))
    for name in found:
        if name not in manifest:
            yield Finding(
                name, "", "fixity", "the file is not in the manifest yet; carnet build adds it"
            )


def _ids(register: EntryRegister, catalogue: Catalogue) -> Iterator[Finding]:
    for row in catalogue.rows():
        if row.id not in register:
            yield Finding(
                row.source, row.locator, "register",
                "its id is not in register/entries.csv; build again to record it", entry=row.id,
            )  # fmt: skip
