"""What is sealed on one day: which sources, entries and passages, and which images show them.

What is doubtful stays shut: a seal that has lost its place closes the whole of what it was in, and
says so in a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.edition.cutting import Cut
from carnet.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from carnet.catalogue import Catalogue
    from carnet.decisions import Decision
    from carnet.edition.withheld import Withheld
    from carnet.model import Matter

Closed = dict[str, str]
"""What is closed, and until which day; an empty day is for good."""


def _close(closed: Closed, name: str, until: str) -> None:
    """Of two seals on one thing the later day holds, and no day at all is the latest."""
    before = closed.get(name)
    closed[name] = until if before is None else _later(before, until)


def _later(one: str, other: str) -> str:
    return max(one, other) if one and other else ""


class Seals:
    """The seals that hold. `source_of` says of every entry in the catalogue where it stands;
    `successors` leads from a retired id to the living one, `replaced` from a source to its heir;
    `alike` names the sources that hold entries like those of one that is gone.
    """

    def __init__(
        self, catalogue: Catalogue, source_of: Mapping[str, str], successors: Mapping[str, str],
        replaced: Mapping[str, str], seals: Iterable[Decision], withheld: Withheld | None = None,
        alike: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> None:  # fmt: skip
        self.sources: Closed = {}
        self.entries: Closed = {}
        self.cuts: dict[str, list[Cut]] = {}
        self.matter_cuts: dict[tuple[str, int], list[Cut]] = {}
        self.of_names: dict[str | tuple[str, int], set[Cut]] = {}  # cuts that are names only
        self.images: set[str] = set()
        self.findings: list[Finding] = []
        self._catalogue = catalogue
        self._source_of = source_of
        self._successors = successors
        self._replaced = replaced
        self._alike = alike
        for seal in seals:
            self._apply(seal)
        if withheld:
            self._cut_names(withheld)
        if self.sources or self.entries or self.cuts or self.matter_cuts:
            self._hide_images()

    def _cut_names(self, withheld: Withheld) -> None:
        """Cut out what names a sealed record, wherever it stands; close a source whose own name
        says it.
        """
        for source in self._catalogue.sources():
            if withheld.in_words(source.name):
                _close(self.sources, source.name, "")
                message = "its name is that of a sealed record: it is held back until the file has another"
                self.findings.append(Finding(source.name, "", "seal", message))
        asked = self._catalogue.naming(withheld.names, sorted(withheld.ids))
        for entry, _, _ in self._catalogue.entries(asked):
            cuts = withheld.cuts(entry.text, entry.spans, self._catalogue.mentions(entry.id))
            if cuts:
                self.of_names[entry.id] = set(cuts)
                self.cuts.setdefault(entry.id, []).extend(cuts)
        counts: dict[str, int] = {}
        for matter in self._catalogue.matter():
            n = counts.get(matter.source, 0)
            counts[matter.source] = n + 1
            cuts = withheld.cuts(matter.text, matter.spans)
            if cuts:
                self.of_names[matter.source, n] = set(cuts)
                self.matter_cuts.setdefault((matter.source, n), []).extend(cuts)

    def shows(self, id_: str, source: str) -> bool:
        """Whether an entry may be read at all."""
        return id_ not in self.entries and source not in self.sources

    def _apply(self, seal: Decision) -> None:
        if not seal.entry:
            source = self._source_now(seal.source)
            if seal.has_place:
                self._cut(seal, source, "")
            else:
                _close(self.sources, source, seal.value)
                if not self._catalogue.has_source(source):
                    self._find(source, seal, "is about a source that is not there; what it names")
                    self._hold_lookalikes(seal, source)
            return
        entry = self._successors.get(seal.entry, seal.entry)
        if entry not in self._source_of:
            source = self._source_now(seal.source)
            _close(self.sources, source, seal.value)
            self._find(source, seal, "is about an entry that is no longer there; its whole source")
        elif seal.has_place:
            self._cut(seal, self._source_of[entry], entry)
        else:
            _close(self.entries, entry, seal.value)
        self._hold_echoes(seal, entry)

    def _hold_echoes(self, seal: Decision, entry: str) -> None:
        """What was sealed may come in by another door: its entry falls in two, its file is added
        once more under another name. Entries that say the same and were not there when the seal
        was set are held back until a person has looked at them.
        """
        for id_ in sorted(self._catalogue.echoes(seal.words or seal.exact)):
            if id_ != entry and id_ not in seal.apart and id_ not in self.entries:
                _close(self.entries, id_, seal.value)
                self._find(self._source_of[id_], seal, "has its words in another entry, which", id_)

    def _hold_lookalikes(self, seal: Decision, gone: str) -> None:
        """A file that was renamed and corrected at once is no longer known by its bytes: whatever
        holds an entry like one of its entries is held back until a person has looked.
        """
        for source in sorted(self._alike(gone)):
            if source not in self.sources and self._catalogue.has_source(source):
                _close(self.sources, source, seal.value)
                self._find(
                    source, seal, f"is about {gone}, which is gone; this source is like it, and"
                )

    def _source_now(self, name: str) -> str:
        seen = set()
        while name in self._replaced and name not in seen:
            seen.add(name)
            name = self._replaced[name]
        return name

    def _find(self, source: str, seal: Decision, what: str, entry: str | None = None) -> None:
        message = f"the seal {seal.id} {what} is held back until the decision is withdrawn"
        self.findings.append(Finding(source, "", "seal", message, entry=entry))

    def _cut(self, seal: Decision, source: str, entry: str) -> None:
        """Cut a passage out of its entry, or of a source's matter. Where its words now stand
        elsewhere, or nowhere, the whole is closed; elsewhere they are cut all the same.
        """
        pieces = self._pieces(source)
        place = seal.place_in("".join(text for _, _, text in pieces))
        inside = False
        at = 0
        for id_, ordinal, text in pieces if place is not None else ():
            left, right = max(place[0], at), min(place[1], at + len(text))  # type: ignore[index]
            if left < right:
                cut = Cut(left - at, right - at, seal.value)
                if id_:
                    self.cuts.setdefault(id_, []).append(cut)
                else:
                    self.matter_cuts.setdefault((source, ordinal), []).append(cut)
                inside = inside or not entry or id_ == entry
            at += len(text)
        if not inside and entry:
            _close(self.entries, entry, seal.value)
            self._find(source, seal, "no longer finds its passage; the whole entry", entry)
        elif not inside:
            _close(self.sources, source, seal.value)
            self._find(source, seal, "no longer finds its passage; the whole source")

    def _pieces(self, source: str) -> list[tuple[str, int, str]]:
        """A source's entries and matter in order: id ("" for matter), ordinal, text."""
        ids = [id_ for id_, held in self._source_of.items() if held == source]
        pieces = [
            (e.start, len(e.text), e.id, 0, e.text) for e, _, _ in self._catalogue.entries(ids)
        ]
        matter = enumerate(self._catalogue.matter(source))
        pieces += [(m.start, len(m.text), "", n, m.text) for n, m in matter]
        return [(id_, n, text) for _, _, id_, n, text in sorted(pieces)]

    def _hide_images(self) -> None:
        """An image of a side of paper shows all that stands on it: where any of that is sealed,
        no entry on that side may show it.
        """
        touched = [
            id_
            for id_, source in self._source_of.items()
            if id_ in self.cuts or not self.shows(id_, source)
        ]
        for entry, _, pages in self._catalogue.entries(touched):
            whole = not self.shows(entry.id, entry.source)
            cuts = self.cuts.get(entry.id, ())
            for i, (start, _, image) in enumerate(pages):
                end = next((page[0] for page in pages[i + 1 :] if page[0] > start), len(entry.text))
                if whole or any(cut.start < end and start <= cut.end for cut in cuts):
                    self.images.add(image)
        for source, n in self.matter_cuts:
            self._hide_beside(list(self._catalogue.matter(source))[n])

    def _hide_beside(self, matter: Matter) -> None:
        """Front or back matter may share a side of paper with the entry after or before it."""
        ids = [id_ for id_, source in self._source_of.items() if source == matter.source]
        for entry, _, pages in self._catalogue.entries(ids):
            if pages and entry.start == matter.end:
                self.images |= {image for start, _, image in pages if start == pages[0][0]}
            if pages and entry.end == matter.start:
                self.images.add(pages[-1][2])

    def held_back(self) -> Iterator[tuple[str, str, str]]:
        """What is kept from readers: source, entry or passage; which; until when."""
        for name, until in sorted(self.sources.items()):
            yield "source", name, until
        for id_, until in sorted(self.entries.items()):
            yield "entry", id_, until
        for id_, cuts in sorted(self.cuts.items()):
            if self.shows(id_, self._source_of[id_]):
                yield from (("passage", id_, cut.until) for cut in cuts)
        for (source, _), cuts in sorted(self.matter_cuts.items()):
            if source not in self.sources:
                yield from (("passage", source, cut.until) for cut in cuts)
