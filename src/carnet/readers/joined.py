"""Several files of one source as one document, end to end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carnet.model import Document, Finding, Omission, Page, Part, Span
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_GAP: Final = "\n\n"  # between two files: it stands in neither


def joined(
    source: str, reader: str, found: Iterable[tuple[str, Document]], findings: Sequence[Finding]
) -> Document:
    """One document of many, each under the name of its file; of one that is made of several files
    itself the name is empty, and its own locators name them.
    """
    told = list(findings)
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
        told += [part.lift(source, finding) for finding in document.findings]
        within: list[list[Any]] = [[name, 0]] if name else document.meta["members"]
        members += [[member, node + 2 * base] for member, base in within]
        parts.append(part)
        at += len(document.text)
        node += 2 * max(last // 2 + 1, within[-1][1] + 1)
    return Document(
        source=source,
        reader=reader,
        text="".join(texts),
        offsets=OffsetMap(runs),
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        pages=tuple(pages),
        omissions=tuple(omissions),
        findings=tuple(told),
        meta={**agreed([part.document.meta for part in parts]), "members": members},
        parts=tuple(parts),
    )


def agreed(metas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
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
