"""A ZIP as a source: it stays as it was found, and each of its files is read by the reader that
claims it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import CarnetError, Refused, SourceError
from carnet.model import Document, Finding, Omission, Page, Part, Span
from carnet.readers import HEAD, Claim, choose
from carnet.readers.boxes import SIGNATURES, Box, Left
from carnet.registry import shelf
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GAP: Final = "\n\n"  # between two files: it stands in neither
_MOST_NAMED: Final = 40  # files that are not read, and get a finding of their own
_LITTER: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders


class ZipReader:
    """Reads a ZIP of notebooks, with whatever readers there are; one within it is not opened.

    The document's `parts` are those of its files, in the order of their names; locators begin with
    the file's name, and `meta["members"]` has each with the number of its first node in the offset
    map.
    """

    name = "zip"
    version = "1"
    suffixes = (".zip",)

    def claims(self, name: str, head: bytes) -> Claim:
        if not head.startswith(SIGNATURES):
            return Claim(0, "it does not begin as a ZIP does")
        if name.lower().endswith(self.suffixes):
            return Claim(0.6, "its name is that of a ZIP")
        return Claim(0, "it is a ZIP, perhaps of another format, and its name does not end in .zip")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document, or `SourceError` where none of its files can be read."""
        box = Box(source, data)
        readers = [
            reader for reader in shelf("carnet.readers").values() if reader.name != self.name
        ]
        left = list(box.left)
        found: list[tuple[str, Document]] = []
        refused: list[Left] = []
        hidden: list[str] = []
        for name in sorted(box.names, key=lambda name: name.split("/")):
            if any(part.startswith(".") or part in _LITTER for part in name.split("/")):
                hidden.append(name)
                continue
            try:
                document = _read(box, name, readers, options)
            except Refused as error:
                refused.append(Left(name, error.what))
            except SourceError as error:
                left.append(Left(name, error.what))
            else:
                found.append((name, document))
        if not found:
            said = (
                "; ".join(f"{one.name}: {one.why}" for one in [*left, *refused][:3])
                or "it is empty"
            )
            raise SourceError(
                f"no file in this ZIP can be read ({said})", where=source,
                mend="Unpack it and add what is a notebook.",
            )  # fmt: skip
        return _joined(
            source,
            self.name,
            found,
            [
                *_told(source, left, "unreadable"),
                *_told(source, refused, "not read"),
                *_aside(source, hidden),
            ],
        )


def _read(box: Box, name: str, readers: Sequence[Any], options: Mapping[str, Any]) -> Document:
    if box.read(name, 4) in SIGNATURES and name.lower().endswith(".zip"):
        raise Refused(name, {"zip": "a ZIP within a ZIP is not opened; unpack it"})
    reader = choose(name, box.read(name, HEAD), readers)
    try:
        document: Document = reader.read(name, box.read(name), options)
    except (CarnetError, MemoryError):
        raise
    except Exception as error:  # a bug in one reader must not cost the other files
        raise SourceError(f"its reader broke on it ({type(error).__name__}: {error})") from error
    return document


def _told(source: str, left: Sequence[Left], kind: str) -> list[Finding]:
    """A finding for each file that is not read; for the rest of very many, one for all."""
    findings = [
        Finding(source, one.name, kind, f"{one.name}: {' '.join(one.why.split())}")
        for one in left[:_MOST_NAMED]
    ]
    if more := left[_MOST_NAMED:]:
        kinds = Counter(one.name.rpartition(".")[2].lower()[:8] for one in more)
        said = ", ".join(f"{count:,} {suffix}" for suffix, count in kinds.most_common(8))
        findings.append(Finding(source, "", kind, f"{len(more):,} more files ({said})"))
    return findings


def _aside(source: str, hidden: Sequence[str]) -> list[Finding]:
    if not hidden:
        return []
    said = ", ".join(hidden[:5]) + (", …" if len(hidden) > 5 else "")
    return [Finding(source, "", "not read", f"{len(hidden):,} hidden files: {said}")]


def _joined(
    source: str, reader: str, found: Sequence[tuple[str, Document]], findings: list[Finding]
) -> Document:
    """One document of many, end to end."""
    texts: list[str] = []
    runs: list[tuple[int, int, int, int]] = []
    spans: list[Span] = []
    parts: list[Part] = []
    pages: list[Page] = []
    omissions: list[Omission] = []
    members: list[list[Any]] = []
    at = node = 0
    for name, document in found:
        if document.text and at:
            texts.append(_GAP)
            at += len(_GAP)
        texts.append(document.text)
        last = -1
        for run in document.offsets.runs:
            runs.append((run.start + at, run.length, run.node + node, run.offset))
            last = max(last, run.node)
        spans += [Span(s.start + at, s.end + at, s.kind, s.value) for s in document.spans]
        pages += [Page(page.start + at, page.number, page.image) for page in document.pages]
        part = Part(at, name, document)
        omissions += [
            Omission(one.reason, one.text, part.locate(one.locator)) for one in document.omissions
        ]
        findings += [part.lift(source, finding) for finding in document.findings]
        members.append([name, node])
        parts.append(part)
        at += len(document.text)
        node += 2 * (last // 2 + 1)
    text = "".join(texts)
    return Document(
        source=source,
        reader=reader,
        text=text,
        offsets=OffsetMap(runs),
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        pages=tuple(pages),
        omissions=tuple(omissions),
        findings=tuple(findings),
        meta={**_facts([document.meta for _, document in found]), "members": members},
        parts=tuple(parts),
    )


def _facts(metas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What all of the files say alike; and all their languages, the commonest first."""
    facts: dict[str, Any] = {}
    for key in ("title", "author", "licence", "publisher", "credit"):
        said = {str(meta[key]) for meta in metas if meta.get(key)}
        if len(said) == 1:
            facts[key] = said.pop()
    languages = Counter(code for meta in metas for code in meta.get("languages") or ())
    if languages:
        facts["languages"] = [code for code, _ in languages.most_common()]
    return facts
