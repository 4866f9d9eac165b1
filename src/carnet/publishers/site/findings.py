"""What a person should look at, as a page for those who edit. It is there only where it was asked
for, and nothing leads to it; what may be on it is the edition's to say.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.site.parts import Part, Tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.model import Finding

PAGE = "findings.html"


class Findings(Part):
    """The page of findings."""

    files = (PAGE,)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        review = self.layout.edition.review
        if review is not None:
            key = blake2b(base + repr(list(review)).encode("utf-8", "replace"), digest_size=12)
            yield PAGE, key.digest()

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        kinds: dict[str, list[tuple[Finding, str, str]]] = {}
        for finding in self.layout.edition.review or ():
            entry = finding.entry if finding.entry in self.layout.place_of else ""
            slug = self.layout.slugs.get(finding.source, "")
            kinds.setdefault(finding.kind, []).append((finding, entry or "", slug))
        for path in due:
            yield path, tools.templates.page("findings", kinds=dict(sorted(kinds.items())))
