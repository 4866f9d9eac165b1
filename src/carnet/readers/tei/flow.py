"""From a TEI tree to reading text: one walk in document order.

Notes leave the line of the text and are read after the unit they belong to, as in a book. Every
code point that is copied is recorded in a run, so that it can find its way home.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from carnet.model import Finding, Omission, Page, Span
from carnet.readers.tei.acts import DISPATCH, act_for
from carnet.readers.tei.apart import bound_notes
from carnet.readers.tei.elements import (
    RENDERED,
    RENDITIONS,
    XML_ID,
    XML_LANG,
    XML_SPACE,
    Element,
    parent_of,
)
from carnet.readers.tei.readings import WRITTEN, Choice
from carnet.readers.tei.units import Opening, Unit
from carnet.readers.writing import Writer

if TYPE_CHECKING:
    from carnet.dates import When

_HYPHENS: Final = "-\u00ad\u2010¬⸗"  # at the end of a line that `break="no"` says to join


@lru_cache(maxsize=256)  # an edition has few of these, and uses each a thousand times
def _rendition(rend: str) -> str:
    """What a `@rend` means for the reader; nothing for most."""
    for word in rend.lower().replace(";", " ").replace(":", " ").split():
        if (kind := RENDITIONS.get(word.lstrip("#"))) is not None:
            return kind
        for part, meant in RENDERED:
            if part in word:
                return meant
    return ""


class Flow(Writer):
    """The state of one walk. `read` walks a tree; the attributes hold what was found."""

    def __init__(self, source: str, units: dict[Element, Unit], prefer: Choice = WRITTEN) -> None:
        super().__init__()
        self.source = source
        self.units = units
        self.prefer = prefer
        self.pages: list[Page] = []
        self.omissions: list[Omission] = []
        self.openings: list[Opening] = []
        self.dates: list[tuple[int, int, When | None, Element]] = []
        self.heads: list[tuple[int, int, bool]] = []  # start, end, whether it is a `head`
        self.number = 0
        self.in_unit = False
        self.notes: list[tuple[Element, int, int, bool]] = []
        self.bound: dict[Element, list[Element]] = {}  # notes that stand apart, by their `ref`
        self.apart: dict[Element, int] = {}  # those notes, each with its number
        self.nested: list[tuple[Element, int]] = []
        self._note_count = 0
        self.hand: tuple[str, int] | None = None
        self.ranges: dict[str, tuple[str, int]] = {}  # id of the end -> kind, words so far
        self.unknown: set[str] = set()

    # ------------------------------------------------------------------ writing

    def join(self, element: Element) -> None:
        """A word goes on over the end of a line: its hyphen and the white space go."""
        self.hold = None
        self.fresh = True
        if self.out and self.out[-1] and self.out[-1][-1] in _HYPHENS and not self.gap:
            hyphen = self.out[-1][-1]
            self.out[-1] = self.out[-1][:-1]
            self.pos -= 1
            start, length, node, offset = self.runs.pop()
            if length > 1:
                self.runs.append((start, length - 1, node, offset))
            self._pull_back()
            self.omit("hyphen at the end of a line", hyphen, element)

    def _pull_back(self) -> None:
        """Spans that ended on a character now gone end before it."""
        for i in range(len(self.spans) - 1, -1, -1):
            span = self.spans[i]
            if span.end <= self.pos:
                break
            self.spans[i] = span._replace(start=min(span.start, self.pos), end=self.pos)

    # ------------------------------------------------------------------ saying

    def place(self, element: Element) -> str:
        """Where in the source an element stands, as a locator."""
        return f"line {element.sourceline}"

    def omit(self, reason: str, text: str, element: Element) -> None:
        """Say that words are left out, and why."""
        self.omissions.append(Omission(reason, text, self.place(element)))

    def find(self, kind: str, message: str, element: Element) -> None:
        """A finding at this place in the text."""
        at = self.here()
        self.findings.append(Finding(self.source, self.place(element), kind, message, at, at))

    # ------------------------------------------------------------------ walking

    def walk(self, element: Element, number: int) -> None:
        """The text and the children of an element, but not its tail."""
        text = element.text
        if text:
            self.write(text, 2 * number)
        known = DISPATCH.get
        for child in element:
            n = self.number
            self.number = n + 1
            tag = child.tag
            act = known(tag) or act_for(tag)
            act(self, child, n)
            if self.ranges and child.get(XML_ID) in self.ranges:
                self.end_range(child.get(XML_ID))
            tail = child.tail
            if tail:
                self.write(tail, 2 * n + 1)

    def act(self, element: Element, number: int) -> None:
        """Do with an element what is done with those of its kind."""
        act_for(element.tag)(self, element, number)

    def read(self, root: Element) -> None:
        """Walk a whole `text` element; numbers count its elements in document order."""
        self.number = 1
        self._bind(root)
        self.open("other", root)
        if (lang := root.get(XML_LANG)) is not None:
            self.spans.append(Span(0, 0, "language", lang))
        if root in self.units:
            self.unit(root, 0, self.units[root])
        else:
            self.walk(root, 0)
        self.close()

    def _bind(self, root: Element) -> None:
        """Find notes that stand apart, so that each can be read with the text that refers to it."""
        self.bound = bound_notes(root, self.units)
        if self.bound:
            notes = {note for notes in self.bound.values() for note in notes}
            self.apart = {note: n for n, note in enumerate(root.iter()) if note in notes}

    def open(self, kind: str, element: Element, unit: Unit | None = None) -> None:
        """From the next word on, text belongs to this piece."""
        if self.notes:
            self.read_notes()
        if self.hand:
            self.end_hand()
        self.edge("\n\n")
        before = len(self.words), len(self.dates), len(self.heads)
        self.openings.append(Opening(before[0], kind, element, before[1], before[2], unit))

    def close(self) -> None:
        """The end of the document: what was put off is read, what is open is closed."""
        self.read_notes()
        while self.bound:  # of these the `ref` stands in what is not read
            ref = next(iter(self.bound))
            self.open("back", parent_of(self.bound[ref][0]))
            self.refer(ref)
            self.read_notes()
        self.end_hand()
        for end in list(self.ranges):
            kind, words = self.ranges.pop(end)
            self.span(words, kind)
            self.findings.append(
                Finding(
                    self.source, "", "markup", f"a {kind} stretch has no end: there is no #{end}"
                )
            )
        self.clip()

    def unit(self, element: Element, number: int, unit: Unit) -> None:
        """One entry: its text, then its notes, then entries that were nested in it."""
        self.open("entry", element, unit)
        waiting, self.nested = self.nested, []
        outside, self.in_unit = self.in_unit, True
        self.inside(element, number, "\n\n")
        self.in_unit = outside
        nested, self.nested = self.nested, waiting
        for inner, base in nested:
            after, self.number = self.number, base + 1
            self.find("nested entry", "an entry stands inside another; it is read after it", inner)
            self.unit(inner, base, self.units[inner])
            self.number = after
        self.open("other", parent_of(element))

    def inside(self, element: Element, number: int, gap: str) -> int:
        """Walk a block; returns the count of words before it."""
        preserve = self.preserve
        if (space := element.get(XML_SPACE)) is not None:
            self.preserve = space == "preserve"
        self.edge(gap)
        words = len(self.words)
        self.walk(element, number)
        self.said(element, words)
        self.edge(gap)
        self.preserve = preserve
        return words

    def said(self, element: Element, words: int) -> None:
        """What attributes that any element may carry say of its text."""
        attributes = element.attrib
        if attributes:  # three look-ups cost more than this
            if (lang := attributes.get(XML_LANG)) is not None:
                self.span(words, "language", lang)
            if (hand := attributes.get("hand")) is not None:
                self.span(words, "hand", hand)
            rend = attributes.get("rend") or attributes.get("rendition")
            if rend is not None and (kind := _rendition(rend)):
                self.span(words, kind)

    def refer(self, ref: Element) -> None:
        """Notes that stand apart are read where they are referred to."""
        for note in self.bound.pop(ref):
            self.notes.append((note, self.apart[note], self.anchor(), False))

    def skip(self, element: Element) -> None:
        """Count what is not walked now, so that numbers stay those of document order."""
        self.number += sum(1 for _ in element.iterdescendants())

    def read_notes(self) -> None:
        """Notes that were met since the last piece began, each with its anchor."""
        while self.notes:
            notes, self.notes = self.notes, []
            for element, number, anchor, preserve in notes:
                self._note_count += 1
                label = str(self._note_count)
                after, self.number = self.number, number + 1
                kept, self.preserve = self.preserve, preserve
                self.hold = None
                words = self.inside(element, number, "\n\n")
                self.number, self.preserve = after, kept
                if len(self.words) == words:
                    continue  # a note without words
                self.spans.append(Span(anchor, anchor, "noteref", label))
                self.span(words, "note", label)
                by = element.get("resp") or element.get("type") or ""
                if element.get("hand"):
                    by = element.get("hand")
                if by:
                    self.span(words, "by", by)

    def end_hand(self) -> None:
        """The hand that was named last stops here."""
        if self.hand:
            hand, words = self.hand
            self.hand = None
            if len(self.words) > words:
                self.span(words, "hand", hand)

    def end_range(self, end: str) -> None:
        """A stretch that was opened ends at the element of this id."""
        kind, words = self.ranges.pop(end)
        self.span(words, kind)
