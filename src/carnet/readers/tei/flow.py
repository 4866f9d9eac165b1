"""From a TEI tree to reading text: one walk in document order.

White space follows TEI P5, 1.3.1.1.6 ("XML Whitespace"): runs of it are one space, none counts at
the edges of a block, and `xml:space="preserve"` keeps what stands inside. Notes leave the line of
the text and are read after the unit they belong to, as in a book. Every code point that is copied
is recorded in a run, so that it can find its way home.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from carnet.dates.stated import from_attributes
from carnet.model import Finding, Omission, Page, Span
from carnet.readers.tei.apart import bound_notes
from carnet.readers.tei.elements import (
    ACTS,
    MARK_KINDS,
    NAME_KINDS,
    OMISSIONS,
    RENDERED,
    RENDITIONS,
    RS_KINDS,
)
from carnet.readers.tei.units import Opening, Unit

if TYPE_CHECKING:
    from carnet.dates import When

WHITE: Final = " \t\r\n"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
XML_ID, XML_LANG, XML_SPACE = XML + "id", XML + "lang", XML + "space"
HYPHENS: Final = "-\u00ad\u2010¬⸗"  # at the end of a line that `break="no"` says to join
ALWAYS_HYPHENS: Final = "\u00ad¬⸗"  # these say so themselves

_RAGGED = re.compile(r"[ \t\r\n]{2,}")
_WORDS = re.compile(r"[^ \t\r\n]+(?:[ \t\r\n][^ \t\r\n]+)*")
_EVEN = {9: 32, 10: 32, 13: 32}

_new = tuple.__new__  # `Span(…)` without its Python: there are many

_NOTHING_THERE: Final = ("empty", "blank")  # gaps of the paper, not of the text
Element = Any  # lxml has no type of its own for elements, comments and the rest taken together
Choice = tuple[str, ...]
WRITTEN: Final[Choice] = ("orig", "sic", "abbr", "lem", "unclear", "seg")
REGULARISED: Final[Choice] = ("reg", "corr", "expan", "lem", "unclear", "seg")
_OTHER_READING: Final = {
    "reg": ("regularised", "the editors' regular spelling, kept beside the written one"),
    "corr": ("corrected", "the editors' correction, kept beside the written word"),
    "expan": ("expanded", "the editors' expansion, kept beside the abbreviation"),
    "orig": ("written", "the written spelling, kept beside the regular one"),
    "sic": ("written", "the written word, kept beside the correction"),
    "abbr": ("written", "the abbreviation, kept beside its expansion"),
    "rdg": ("variant", "another witness's reading"),
}


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


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


@lru_cache(maxsize=256)
def _name_kind(tag: str, kind: str | None) -> str:
    """What a name names, by its element, or by the `@type` of one that names all sorts."""
    own = NAME_KINDS.get(local(tag))
    words = (kind or "").lower().replace(",", " ").split()
    return own or next((RS_KINDS[word] for word in words if word in RS_KINDS), "name")


class Flow:
    """The state of one walk. `read` walks a tree; the attributes hold what was found."""

    def __init__(self, source: str, units: dict[Element, Unit], prefer: Choice = WRITTEN) -> None:
        self.source = source
        self.units = units
        self.prefer = prefer
        self.out: list[str] = []
        self.pos = 0
        self.runs: list[tuple[int, int, int, int]] = []
        self.words: list[int] = []  # where each copied stretch that is not white space begins
        self.spans: list[Span] = []
        self.pages: list[Page] = []
        self.omissions: list[Omission] = []
        self.findings: list[Finding] = []
        self.openings: list[Opening] = []
        self.dates: list[tuple[int, int, When | None, Element]] = []
        self.heads: list[tuple[int, int, bool]] = []  # start, end, whether it is a `head`
        self._number = 0
        self._preserve = False
        self._in_unit = False
        self._hold: tuple[str, int, int] | None = None  # white space not yet written
        self._gap = ""  # a block's edge not yet written
        self._fresh = True  # white space here is at the edge of a block
        self._notes: list[tuple[Element, int, int, bool]] = []
        self._bound: dict[Element, list[Element]] = {}  # notes that stand apart, by their `ref`
        self._apart: dict[Element, int] = {}  # those notes, each with its number
        self._nested: list[tuple[Element, int]] = []
        self._note_count = 0
        self._hand: tuple[str, int] | None = None
        self._ranges: dict[str, tuple[str, int]] = {}  # id of the end -> kind, words so far
        self._unknown: set[str] = set()

    # ------------------------------------------------------------------ writing

    def here(self) -> int:
        """Where the next word will begin, as far as can be told before it is there."""
        if self._gap:
            return self.pos + (len(self._gap) if self.pos else 0)
        return self.pos + (len(self._hold[0]) if self._hold else 0)

    def _begun(self, words: int) -> int:
        """Where what has been copied since there were `words` stretches begins."""
        return self.words[words] if len(self.words) > words else self.here()

    def _write(self, text: str, node: int) -> None:
        core = text.strip(WHITE)
        if not core:
            if not self._fresh and self._hold is None:
                self._hold = (text if self._preserve else " ", node, 0)
            return
        lead = 0 if core is text else text.find(core[0])
        at, out = self.pos, self.out
        if self._gap:
            if at:
                out.append(self._gap)
                at += len(self._gap)
            self._gap = ""
        else:
            hold = self._hold
            if lead and hold is None and not self._fresh:
                hold = (text[:lead] if self._preserve else " ", node, 0)
            if hold is not None:
                held, home, offset = hold
                out.append(held)
                if home >= 0:
                    self.runs.append((at, len(held), home, offset))
                at += len(held)
        self._fresh = False
        size = len(core)
        self.words.append(at)
        if self._preserve or ("\n" not in core and "  " not in core and "\t" not in core):
            self.runs.append((at, size, node, lead))
        elif not _RAGGED.search(core):
            core = core.translate(_EVEN)
            self.runs.append((at, size, node, lead))
        else:
            core = self._write_ragged(core, node, lead, at)
        out.append(core)
        self.pos = at + len(core)
        end = lead + size
        if end < len(text):
            self._hold = (text[end:] if self._preserve else " ", node, end)
        else:
            self._hold = None

    def _write_ragged(self, core: str, node: int, lead: int, at: int) -> str:
        """Copy a stretch to a place; runs of white space in it become one space each."""
        parts = []
        for piece in _WORDS.finditer(core):
            words = piece[0].translate(_EVEN)
            # all but the last piece take along the first white space behind them
            length = len(words) + (piece.end() < len(core))
            self.runs.append((at, length, node, lead + piece.start()))
            parts.append(words)
            at += length
        return " ".join(parts)

    def _edge(self, gap: str) -> None:
        """A block begins or ends here."""
        if len(gap) > len(self._gap):
            self._gap = gap
        self._hold = None
        self._fresh = True

    def _join(self, element: Element) -> None:
        """A word goes on over the end of a line: its hyphen and the white space go."""
        self._hold = None
        self._fresh = True
        if self.out and self.out[-1] and self.out[-1][-1] in HYPHENS and not self._gap:
            hyphen = self.out[-1][-1]
            self.out[-1] = self.out[-1][:-1]
            self.pos -= 1
            start, length, node, offset = self.runs.pop()
            if length > 1:
                self.runs.append((start, length - 1, node, offset))
            self._pull_back()
            self._omit("hyphen at the end of a line", hyphen, element)

    def _pull_back(self) -> None:
        """Spans that ended on a character now gone end before it."""
        for i in range(len(self.spans) - 1, -1, -1):
            span = self.spans[i]
            if span.end <= self.pos:
                break
            self.spans[i] = span._replace(start=min(span.start, self.pos), end=self.pos)

    # ------------------------------------------------------------------ saying

    def _place(self, element: Element) -> str:
        return f"line {element.sourceline}"

    def _omit(self, reason: str, text: str, element: Element) -> None:
        self.omissions.append(Omission(reason, text, self._place(element)))

    def _find(self, kind: str, message: str, element: Element) -> None:
        at = self.here()
        self.findings.append(Finding(self.source, self._place(element), kind, message, at, at))

    def _span(self, words: int, kind: str, value: str = "") -> None:
        start = self._begun(words)
        self.spans.append(_new(Span, (start, max(start, self.pos), kind, value)))

    # ------------------------------------------------------------------ walking

    def walk(self, element: Element, number: int) -> None:
        """The text and the children of an element, but not its tail."""
        text = element.text
        if text:
            self._write(text, 2 * number)
        known = _DISPATCH.get
        for child in element:
            n = self._number
            self._number = n + 1
            tag = child.tag
            act = known(tag) or _dispatch(tag)
            act(self, child, n)
            if self._ranges and child.get(XML_ID) in self._ranges:
                self._end_range(child.get(XML_ID))
            tail = child.tail
            if tail:
                self._write(tail, 2 * n + 1)

    def read(self, root: Element) -> None:
        """Walk a whole `text` element; numbers count its elements in document order."""
        self._number = 1
        self._bind(root)
        self.open("other", root)
        if (lang := root.get(XML_LANG)) is not None:
            self.spans.append(Span(0, 0, "language", lang))
        if root in self.units:
            self._unit(root, 0, self.units[root])
        else:
            self.walk(root, 0)
        self.close()

    def _bind(self, root: Element) -> None:
        """Find notes that stand apart, so that each can be read with the text that refers to it."""
        self._bound = bound_notes(root, self.units)
        if self._bound:
            notes = {note for notes in self._bound.values() for note in notes}
            self._apart = {note: n for n, note in enumerate(root.iter()) if note in notes}

    def open(self, kind: str, element: Element, unit: Unit | None = None) -> None:
        """From the next word on, text belongs to this piece."""
        if self._notes:
            self._read_notes()
        if self._hand:
            self._end_hand()
        self._edge("\n\n")
        before = len(self.words), len(self.dates), len(self.heads)
        self.openings.append(Opening(before[0], kind, element, before[1], before[2], unit))

    def close(self) -> None:
        """The end of the document: what was put off is read, what is open is closed."""
        self._read_notes()
        while self._bound:  # of these the `ref` stands in what is not read
            ref = next(iter(self._bound))
            self.open("back", _parent(self._bound[ref][0]))
            self._refer(ref)
            self._read_notes()
        self._end_hand()
        for end in list(self._ranges):
            kind, words = self._ranges.pop(end)
            self._span(words, kind)
            self.findings.append(
                Finding(
                    self.source, "", "markup", f"a {kind} stretch has no end: there is no #{end}"
                )
            )
        if any(span[1] > self.pos for span in self.spans):
            self.spans = [
                span
                if span.end <= self.pos
                else span._replace(start=min(span.start, self.pos), end=self.pos)
                for span in self.spans
            ]
        self.spans.sort(key=itemgetter(1), reverse=True)
        self.spans.sort(key=itemgetter(0))  # of those that begin together the longest first

    def _unit(self, element: Element, number: int, unit: Unit) -> None:
        """One entry: its text, then its notes, then entries that were nested in it."""
        self.open("entry", element, unit)
        waiting, self._nested = self._nested, []
        outside, self._in_unit = self._in_unit, True
        self._inside(element, number, "\n\n")
        self._in_unit = outside
        nested, self._nested = self._nested, waiting
        for inner, base in nested:
            after, self._number = self._number, base + 1
            self._find("nested entry", "an entry stands inside another; it is read after it", inner)
            self._unit(inner, base, self.units[inner])
            self._number = after
        self.open("other", _parent(element))

    def _inside(self, element: Element, number: int, gap: str) -> int:
        """Walk a block; returns the count of words before it."""
        preserve = self._preserve
        if (space := element.get(XML_SPACE)) is not None:
            self._preserve = space == "preserve"
        self._edge(gap)
        words = len(self.words)
        self.walk(element, number)
        self._said(element, words)
        self._edge(gap)
        self._preserve = preserve
        return words

    def _said(self, element: Element, words: int) -> None:
        """What attributes that any element may carry say of its text."""
        attributes = element.attrib
        if attributes:  # three look-ups cost more than this
            if (lang := attributes.get(XML_LANG)) is not None:
                self._span(words, "language", lang)
            if (hand := attributes.get("hand")) is not None:
                self._span(words, "hand", hand)
            if (rend := attributes.get("rend") or attributes.get("rendition")) is not None:
                self._rendered(rend, words)

    def _rendered(self, rend: str, words: int) -> None:
        kind = _rendition(rend)
        if kind:
            self._span(words, kind)

    # ------------------------------------------------------------------ one act each

    def _inline(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        if (lang := element.get(XML_LANG)) is not None:
            self._span(words, "language", lang)

    def _mark(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        name = local(element.tag)
        kind = MARK_KINDS.get(name)
        if kind:
            value = element.get("place") or element.get("reason") or element.get("cert") or ""
            self._span(words, kind, element.get(XML_LANG) or "" if kind == "foreign" else value)
        elif element.get("rend") is None and element.get("rendition") is None:
            self._span(words, "italic")  # `hi` that does not say how
        self._said(element, words)

    def _name(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        self._named(element, words)

    def _named(self, element: Element, words: int) -> None:
        get = element.get
        kind = _name_kind(element.tag, get("type"))
        refs = get("ref") or get("key") or ""
        if not refs and kind == "work":
            refs = get("corresp") or get("sameAs") or ""
        start = self.words[words] if len(self.words) > words else self.here()
        end = max(start, self.pos)
        if " " in refs or not refs.isprintable():
            for ref in refs.split() or ("",):
                self.spans.append(Span(start, end, kind, ref))
        else:
            self.spans.append(_new(Span, (start, end, kind, refs)))
        if (lang := get(XML_LANG)) is not None:
            self.spans.append(Span(start, end, "language", lang))

    def _date(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        start = self._begun(words)
        end = max(start, self.pos)
        attributes = element.attrib
        when: When | None = None
        if attributes:
            stated = attributes.items()
            when, problem = from_attributes({local(k): v for k, v in stated})
            if problem:
                self._find("date", problem, element)
            if (
                calendar := attributes.get("calendar") or attributes.get("datingMethod")
            ) is not None:
                self.spans.append(Span(start, end, "calendar", calendar))
        self.spans.append(Span(start, end, "date", (when.edtf if when else None) or ""))
        self.dates.append((start, end, when, element))

    def _link(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        target = element.get("target")
        if target:
            self._span(words, "link", target)
        if element.get("ref") or element.get("key"):
            self._named(element, words)
        if element in self._bound:
            self._refer(element)

    def _refer(self, ref: Element) -> None:
        """Notes that stand apart are read where they are referred to."""
        for note in self._bound.pop(ref):
            anchor = self.here() if self._fresh else self.pos
            self._notes.append((note, self._apart[note], anchor, False))

    def _block(self, element: Element, number: int) -> None:
        if (unit := self.units.get(element)) is not None:  # its day runs in; others follow it
            self.open("entry", element, unit)
        words = self._inside(element, number, "\n\n")
        name = local(element.tag)
        kind = {"lg": "verse", "list": "list", "table": "table"}.get(name, "p")
        self._span(words, kind)
        if name in ("opener", "dateline", "byline"):
            self.heads.append((self._begun(words), self.pos, False))
        elif name in ("person", "place", "org", "event") and element.get(XML_ID):
            self._span(words, "record", element.get(XML_ID))

    def _head(self, element: Element, number: int) -> None:
        words = self._inside(element, number, "\n\n")
        self._span(words, "head")
        self.heads.append((self._begun(words), self.pos, True))

    def _line(self, element: Element, number: int) -> None:
        words = self._inside(element, number, "\n")
        if local(element.tag) in ("l", "row"):
            self._span(
                words, "line" if element.tag.endswith("l") else "row", element.get("n") or ""
            )

    def _item(self, element: Element, number: int) -> None:
        self._span(self._inside(element, number, "\n"), "item")

    def _cell(self, element: Element, number: int) -> None:
        if not self._fresh:
            self._hold = ("\t", -1, 0)
        words = len(self.words)
        self.walk(element, number)
        self._span(words, "cell")

    def _division(self, element: Element, number: int) -> None:
        unit = self.units.get(element)
        if unit is None:
            name = local(element.tag)
            if name in ("front", "back"):
                self.open(name, element)
                self._inside(element, number, "\n\n")
                self.open("other", _parent(element))
            elif self.units and not self._in_unit:
                self.open("other", element)
                self._inside(element, number, "\n\n")
                self.open("other", _parent(element))
            else:
                self._inside(element, number, "\n\n")
        elif unit.nested:
            self._nested.append((element, number))
            self._skip(element)
        else:
            self._unit(element, number, unit)

    def _skip(self, element: Element) -> None:
        """Count what is not walked now, so that numbers stay those of document order."""
        self._number += sum(1 for _ in element.iterdescendants())

    def _note(self, element: Element, number: int) -> None:
        if element not in self._apart:
            self._notes.append(
                (element, number, self.here() if self._fresh else self.pos, self._preserve)
            )
        self._skip(element)

    def _read_notes(self) -> None:
        """Notes that were met since the last piece began, each with its anchor."""
        while self._notes:
            notes, self._notes = self._notes, []
            for element, number, anchor, preserve in notes:
                self._note_count += 1
                label = str(self._note_count)
                after, self._number = self._number, number + 1
                kept, self._preserve = self._preserve, preserve
                self._hold = None
                words = self._inside(element, number, "\n\n")
                self._number, self._preserve = after, kept
                if len(self.words) == words:
                    continue  # a note without words
                self.spans.append(Span(anchor, anchor, "noteref", label))
                self._span(words, "note", label)
                by = element.get("resp") or element.get("type") or ""
                if element.get("hand"):
                    by = element.get("hand")
                if by:
                    self._span(words, "by", by)

    def _choice(self, element: Element, number: int) -> None:
        """One reading is text; the others are kept beside it, each with its reason."""
        children = [child for child in element if isinstance(child.tag, str)]
        rank = {name: i for i, name in enumerate(self.prefer)}
        chosen = min(
            children,
            key=lambda c: (rank.get(local(c.tag), 9), c.get("cert") != "high"),
            default=None,
        )
        words = len(self.words)
        others = []
        if chosen is None:
            self.walk(element, number)
            return
        self._stray(element.text, 2 * number)
        for child in element:
            n = self._number
            self._number = n + 1
            if child is chosen or not isinstance(child.tag, str):
                _dispatch(child.tag)(self, child, n)
            else:
                self._skip(child)
                others.append(child)
            self._stray(child.tail, 2 * n + 1)
        for other in others:
            kind, reason = _OTHER_READING.get(local(other.tag), ("variant", "another reading"))
            text = " ".join("".join(other.itertext(etree.Element, etree.Entity)).split())
            self._span(words, kind, text)
            if text:
                self._omit(reason, text, other)
            self._names_within(other, words)

    def _names_within(self, element: Element, words: int) -> None:
        """Names in a reading that is not the text still name something here."""
        for child in element.iter():
            if (
                isinstance(child.tag, str)
                and ACTS.get(local(child.tag)) == "name"
                and child.get("ref")
            ):
                self._named(child, words)

    def _subst(self, element: Element, number: int) -> None:
        """What was struck out and what took its place. Layout between them is not text (`subst`
        holds elements only), but a whole word that replaces a whole word stays apart from it.
        """
        whole = self._fresh or self._hold is not None or bool(self._gap)
        self._stray(element.text, 2 * number)
        for child in element:
            n = self._number
            self._number = n + 1
            if whole and not self._fresh and self._hold is None:
                self._hold = (" ", -1, 0)
            _dispatch(child.tag)(self, child, n)
            self._stray(child.tail, 2 * n + 1)

    def _stray(self, text: str | None, node: int) -> None:
        """Words where TEI allows elements only: kept, since nothing is lost."""
        if text and text.strip(WHITE):
            self._write(text, node)

    def _omitted(self, element: Element, _number: int) -> None:
        self._skip(element)
        text = "".join(element.itertext(etree.Element, etree.Entity)).strip()
        if not text:
            return
        name = local(element.tag)
        self._omit(OMISSIONS.get(name, f"not words of the text: {name}"), text, element)

    def _break(self, element: Element, number: int) -> None:
        self.walk(element, number)
        last = self.out[-1][-1:] if self.out else ""
        if element.get("break") == "no" or (last and last in ALWAYS_HYPHENS and not self._gap):
            self._join(element)
        elif not self._fresh:
            self._hold = ("\n", -1, 0)
        self.spans.append(Span(self.here(), self.here(), "line", element.get("n") or ""))

    def _page(self, element: Element, number: int) -> None:
        self.walk(element, number)
        if element.get("break") == "no":
            self._join(element)
        elif not self._fresh and self._hold is None:
            self._hold = (" ", -1, 0)
        if local(element.tag) == "pb":
            at = self.here()
            value = element.get("n") or ""
            self.spans.append(Span(at, at, "page", value))
            self.pages.append(Page(at, value, element.get("facs") or ""))

    def _point(self, element: Element, number: int) -> None:
        words = len(self.words)
        self.walk(element, number)
        name = local(element.tag)
        if name == "gap" and element.get("reason") not in _NOTHING_THERE:
            size = " ".join(
                filter(None, (element.get("quantity"), element.get("unit"), element.get("extent")))
            )
            reason = element.get("reason") or ""
            self._span(words, "gap", f"{reason}, {size}" if reason and size else reason or size)
        elif name in ("graphic", "media"):
            self._span(words, "figure", element.get("url") or "")
        elif name == "g" and len(self.words) == words:
            self._span(words, "sign", element.get("ref") or element.get("type") or "")

    def _figure(self, element: Element, number: int) -> None:
        words = self._inside(element, number, "\n\n")
        described = " ".join(
            " ".join(d.itertext()).strip() for d in element if local(str(d.tag)) == "figDesc"
        )
        self._span(words, "figure", " ".join(described.split()))

    def _hand_shift(self, element: Element, number: int) -> None:
        self._end_hand()
        new = element.get("new") or element.get("hand") or element.get("resp") or ""
        if new:
            self._hand = (new, len(self.words))
        self.walk(element, number)

    def _end_hand(self) -> None:
        if self._hand:
            hand, words = self._hand
            self._hand = None
            if len(self.words) > words:
                self._span(words, "hand", hand)

    def _range(self, element: Element, number: int) -> None:
        kind = {"delSpan": "deleted", "addSpan": "added"}.get(local(element.tag), "unclear")
        target = (element.get("spanTo") or "").lstrip("#")
        if target:
            self._ranges[target] = (kind, len(self.words))
        self.walk(element, number)

    def _end_range(self, end: str) -> None:
        kind, words = self._ranges.pop(end)
        self._span(words, kind)

    def _void(self, element: Element, number: int) -> None:
        self.walk(element, number)

    def _stranger(self, element: Element, number: int) -> None:
        """An element that the table does not have: its text stays, and a finding says so."""
        name = local(element.tag)
        if name not in self._unknown:
            self._unknown.add(name)
            self._find(
                "markup",
                f"the element {name} is not known here; its text is kept as it stands",
                element,
            )
        self.walk(element, number)

    def _comment(self, element: Element, _number: int) -> None:
        text = (element.text or "").strip()
        if text:
            self._omit("comment of an encoder", text, element)

    def _instruction(self, element: Element, _number: int) -> None:
        self._omit(
            "processing instruction", f"{element.target} {element.text or ''}".strip(), element
        )

    def _entity(self, element: Element, number: int) -> None:
        self._find(
            "markup", f"the entity {element.text} is not defined; it is kept as written", element
        )
        self._write(element.text, 2 * number)


_ACT = Callable[[Flow, Element, int], None]
_METHODS: Final[dict[str, _ACT]] = {
    "inline": Flow._inline,
    "mark": Flow._mark,
    "name": Flow._name,
    "date": Flow._date,
    "link": Flow._link,
    "block": Flow._block,
    "line": Flow._line,
    "cell": Flow._cell,
    "item": Flow._item,
    "head": Flow._head,
    "division": Flow._division,
    "note": Flow._note,
    "choice": Flow._choice,
    "subst": Flow._subst,
    "omit": Flow._omitted,
    "break": Flow._break,
    "page": Flow._page,
    "point": Flow._point,
    "hand": Flow._hand_shift,
    "range": Flow._range,
    "void": Flow._void,
    "figure": Flow._figure,
}
_DISPATCH: dict[Any, _ACT] = {
    etree.Comment: Flow._comment,
    etree.PI: Flow._instruction,
    etree.Entity: Flow._entity,
}


def _dispatch(tag: Any) -> _ACT:
    """The act for a tag as lxml writes it; remembered, since books repeat themselves."""
    act = _DISPATCH.get(tag)
    if act is None:
        act = _METHODS.get(ACTS.get(local(tag), ""), Flow._stranger)
        if len(_DISPATCH) < 4096:  # hostile files invent names without end
            _DISPATCH[tag] = act
    return act
