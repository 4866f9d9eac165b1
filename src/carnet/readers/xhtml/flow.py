"""From the tree of a page to reading text: one walk in document order.

It keeps its own stack, since pages of the web nest as deep as they please. Notes leave the line of
the text and are read after the entry that refers to them, as in a book. What is not text is left
out by name.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from carnet.model import Finding, Omission, Page, Span
from carnet.readers.writing import Writer
from carnet.readers.xhtml.elements import (
    ACTS,
    BACK,
    CLASSES,
    CONTROL,
    FRONT,
    MARKS,
    OMISSIONS,
    VERSE,
    Element,
    declared,
    is_dateline,
    is_page_break,
    kind_of,
    name_kind,
    own_id,
    own_language,
    types,
)
from carnet.readers.xhtml.units import level, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from carnet.dates import When
    from carnet.readers.xhtml.notes import Member, Notes
    from carnet.readers.xhtml.units import Units

_LEAVES = frozenset(("p", "head", "pre", "item", "cell"))


_LONGEST = 300  # code points of a header, with its indents, that is a heading


class Opening(NamedTuple):
    """From the word with this number on, the text belongs to a piece of this kind."""

    kind: str
    element: Element
    member: str
    words: int
    dates: int  # how many dates, and headings, had been read before
    heads: int
    said: bool = True  # it says itself that it is an entry, or is dated


class Date(NamedTuple):
    """A `time` element that was read."""

    start: int
    end: int
    when: When | None


class Head(NamedTuple):
    """A heading that was read."""

    start: int
    end: int
    level: int  # 1 to 6; 0 for a dateline, 7 for a `header` without a heading in it


class _Frame:
    __slots__ = ("children", "close", "element", "number")

    def __init__(self, element: Element, number: int, close: list[Callable[[], None]]) -> None:
        self.element = element
        self.number = number
        self.children: Iterator[Element] = iter(element)
        self.close = close


class _Note(NamedTuple):
    element: Element
    anchor: int


class Flow(Writer):
    """The state of one walk through the pages of a book, read one after the other."""

    keeps_indent = True

    def __init__(self, source: str, units: Units, notes: Notes) -> None:
        super().__init__()
        self.source = source
        self.units = units
        self.notes = notes
        self.styles: Mapping[str, tuple[str, ...]] = {}
        self.pages: list[Page] = []
        self.omissions: list[Omission] = []
        self.openings: list[Opening] = []
        self.dates: list[Date] = []
        self.heads: list[Head] = []
        self.elsewhere: dict[str, int] = {}  # files of notes that are not in this book
        self._stated = bool(units.entries or units.openers)
        self._member = ""
        self._whole = ""
        self._number = 0
        self._in_unit = 0
        self._flat = 0  # the level of the heading that began the entry of a flat page
        self._leaves = 0  # blocks of words that are open
        self._loose = 0  # words since the last edge are those after this one
        self._cells = 0
        self._headers = 0  # short ones that are open
        self._verse = 0
        self._waiting: list[_Note] = []
        self._read: set[Element] = set()
        self._reading: Element = None  # the note that is being read
        self._numbered = 0

    # ------------------------------------------------------------------ pages

    def read(self, member: Member, kind: str = "other") -> None:
        """Walk a page. `kind` is what its words are that belong to no entry."""
        self._member = member.name
        self._whole = kind
        self._number = member.base + 1
        self.open(kind, member.root)
        self._walk(member.root, member.base)
        self._read_notes()

    def leave_out(self, member: Member, reason: str) -> None:
        """A page that is not text."""
        text = " ".join("".join(member.root.itertext()).split())
        if text:
            self.omissions.append(Omission(reason, text, member.name))

    def finish(self) -> str:
        """Close what is open; the reading text."""
        self._read_notes()
        for note in self.notes.numbers:
            if note not in self._read:  # what refers to it stands in what is left out
                self._member = self.notes.pages[note]
                self.open("back", note)
                self._read_note(_Note(note, self.here()))
                self._read_notes()
        self._block_edge("\n\n")
        self.clip()
        return "".join(self.out)

    def open(self, kind: str, element: Element, *, said: bool = True) -> None:
        """From the next word on, text belongs to this piece."""
        self._read_notes()
        self._block_edge("\n\n")
        self.openings.append(
            Opening(
                kind, element, self._member, len(self.words), len(self.dates), len(self.heads), said
            )
        )

    # ------------------------------------------------------------------ saying

    def _place(self, element: Element) -> str:
        line = f"line {element.sourceline or 1}"
        return f"{self._member} {line}" if self._member else line

    def _omit(self, reason: str, element: Element) -> None:
        text = "".join(map(str, element.itertext())).strip()
        if text:
            self.omissions.append(Omission(reason, text, self._place(element)))

    def _find(self, kind: str, message: str, element: Element) -> None:
        at = self.here()
        self.findings.append(Finding(self.source, self._place(element), kind, message, at, at))

    # ------------------------------------------------------------------ walking

    def _walk(self, root: Element, number: int) -> None:
        close = self._begin(root, number)
        if close is None:
            return
        stack = [_Frame(root, number, close)]
        while stack:
            frame = stack[-1]
            child = next(frame.children, None)
            if child is None:
                stack.pop()
                for act in reversed(frame.close):
                    act()
                tail = frame.element.tail
                if stack and tail:
                    self.write(tail, 2 * frame.number + 1)
                continue
            n = self._number
            self._number = n + 1
            close = self._begin(child, n)
            if close is not None:
                stack.append(_Frame(child, n, close))
            elif child.tail:
                self.write(child.tail, 2 * n + 1)

    def _skip(self, element: Element) -> None:
        """Count what is not walked, so that numbers stay those of document order."""
        self._number += sum(1 for _ in element.iterdescendants())

    def _begin(self, element: Element, number: int) -> list[Callable[[], None]] | None:
        """Begin an element: what is to be done at its end, or None where its text is left out."""
        if not isinstance(element.tag, str):
            if element.text and element.text.strip():
                self.omissions.append(
                    Omission("comment or instruction", element.text.strip(), self._place(element))
                )
            return None
        if element in self.notes.numbers and element is not self._reading:
            self._skip(element)  # it is read with its reference
            return None
        name = kind_of(element)
        act = ACTS.get(name, "inline")
        attributes = element.attrib
        if (reason := self._left_out(element, name, act)) is not None:
            self._omit(reason, element)
            self._skip(element)
            return None
        close: list[Callable[[], None]] = []
        if attributes and is_page_break(element):
            self._page(element)
            self._omit("the number of a page of the print edition", element)
            self._skip(element)
            return None
        if act == "link" and (element in self.notes.refs or element in self.notes.back):
            if element in self.notes.refs:
                self._refer(element)
                self._omit("the number of a note", element)
            else:
                self._omit("the way back from a note", element)
            self._skip(element)
            return None
        self._structure(element, close)
        if element is self._reading:
            act = "block"  # a note is no item of a list any more
        words = len(self.words)
        _ACTS[act](self, element, name, close)
        if attributes:
            self._attributes(element, act, close, words)
        if element.text:
            self.write(element.text, 2 * number)
        return close

    def _left_out(self, element: Element, name: str, act: str) -> str | None:
        if act == "omit":
            return OMISSIONS.get(name, CONTROL)
        if not element.attrib:
            return None
        if element.get("hidden") is not None:
            return "hidden from readers"
        style = element.get("style")
        if style is not None and "hidden" in declared(str(style)):
            return "hidden from readers"
        if element.get("type") == "hidden":
            return "hidden from readers"
        return None

    def _structure(self, element: Element, close: list[Callable[[], None]]) -> None:
        """An element that is an entry, begins one, or is front or back matter."""
        if not self._stated and not element.attrib:
            return
        if element in self.units.entries and not self._in_unit:
            self.open("entry", element, said=self.units.entries[element])
            self._in_unit += 1
            close.append(self._end_unit)
        elif element in self.units.openers and not self._in_unit:
            self.open("entry", element)
            self._flat = level(element)
        elif self._flat and level(element) < self._flat:
            self.open(self._whole, element)
            self._flat = 0
        elif not self._in_unit and kind_of(element) in ("section", "body", "div", "article"):
            said = types(element)
            kind = "front" if said & FRONT else "back" if said & BACK else ""
            if kind and kind != self._whole:
                self.open(kind, element)
                outside, self._whole = self._whole, kind
                close.append(lambda: self._end_section(outside, element))
            elif self._stated and kind_of(element) in ("section", "article"):
                self.open(self._whole, element)

    def _end_unit(self) -> None:
        self._in_unit -= 1
        element = self.openings[-1].element
        parent = element.getparent()
        self.open(self._whole, element if parent is None else parent)

    def _end_section(self, outside: str, element: Element) -> None:
        self._whole = outside
        self.open(outside, element)

    def _attributes(
        self, element: Element, act: str, close: list[Callable[[], None]], words: int
    ) -> None:
        """What attributes that any element may carry say of its text."""
        language = own_language(element)
        if language and (act != "block" or kind_of(element) not in ("html", "body")):
            whole = act in _LEAVES or act in ("block", "quote", "list", "table")
            close.append(partial(self._say, words, "language" if whole else "foreign", language))
        said = types(element)
        if said:
            if kind := name_kind(said):
                close.append(partial(self._say, words, kind))
            if said & VERSE:
                self._verse += 1
                close.append(partial(self._end_verse, words))
        if act == "block" or not (element.get("class") or element.get("style")):
            return
        classes = str(element.get("class") or "").lower().split()
        marks = [
            self.styles.get(word) or ((CLASSES[word],) if word in CLASSES else ())
            for word in classes
        ]
        own = MARKS.get(kind_of(element), "")
        close.extend(
            partial(self._say, words, mark)
            for mark in dict.fromkeys(chain(*marks, declared(str(element.get("style") or ""))))
            if mark != own
        )

    def _end_verse(self, words: int) -> None:
        self._verse -= 1
        self._say(words, "verse")

    def _say(self, words: int, kind: str, value: str = "") -> None:
        """Something said of an element's words, where it has any."""
        if len(self.words) > words:
            self.span(words, kind, value)

    # ------------------------------------------------------------------ blocks

    def _block_edge(self, gap: str) -> None:
        """The edge of a block; loose words before it were a paragraph."""
        if not self._leaves and len(self.words) > self._loose:
            start = self.words[self._loose]
            self.spans.append(Span(start, max(start, self.pos), "p"))
        self._loose = len(self.words)
        if self._cells:
            if self.fresh or self._hold_is_tab():
                return
            gap = "\n"
        self.edge(gap)

    def _hold_is_tab(self) -> bool:
        return self.hold is not None and self.hold[0] == "\t"

    def _block(self, element: Element, name: str, close: list[Callable[[], None]]) -> None:
        self._block_edge("\n\n")
        words, heads = len(self.words), len(self.heads)
        over = name in ("header", "hgroup") and len("".join(element.itertext())) <= _LONGEST
        self._headers += over

        def end() -> None:
            self._headers -= over
            self._block_edge("\n\n")
            if (
                name in ("header", "hgroup")
                and len(self.words) > words
                and len(self.heads) == heads
            ):
                self.heads.append(Head(self.begun(words), self.pos, 7))

        close.append(end)

    def _leaf(self, kind: str, gap: str, close: list[Callable[[], None]]) -> None:
        self._block_edge(gap)
        self._leaves += 1
        words = len(self.words)

        def end() -> None:
            self._leaves -= 1
            if len(self.words) > words and kind:
                self.span(words, kind)
            self._loose = len(self.words)
            self._block_edge(gap)
            if not self._leaves and not self._stated:
                self._read_notes()

        close.append(end)

    def _paragraph(self, element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        dateline = element in self.units.datelines or (element.attrib and is_dateline(element))
        self._leaf("head" if self._headers and not dateline else "p", "\n\n", close)
        if dateline:
            words = len(self.words)

            def end() -> None:
                if len(self.words) > words:
                    self.heads.append(Head(self.begun(words), self.pos, 0))

            close.append(end)

    def _item(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self._leaf("item", "\n", close)

    def _head(self, element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        words = len(self.words)
        depth = level(element)

        def end() -> None:
            if len(self.words) > words:
                self.heads.append(Head(self.begun(words), self.pos, depth))

        self._leaf("head", "\n\n", close)
        close.append(end)

    def _wrapped(self, kind: str, gap: str, close: list[Callable[[], None]]) -> None:
        self._block_edge(gap)
        words = len(self.words)

        def end() -> None:
            self._block_edge(gap)
            if len(self.words) > words:
                self.span(words, kind)

        close.append(end)

    def _quote(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self._wrapped("quote", "\n\n", close)

    def _list(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self._wrapped("list", "\n" if self._leaves else "\n\n", close)

    def _table(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self._wrapped("table", "\n\n", close)

    def _row(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self._wrapped("row", "\n", close)

    def _cell(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        self.separate("\t")
        self._cells += 1
        self._leaves += 1
        words = len(self.words)

        def end() -> None:
            self._cells -= 1
            self._leaves -= 1
            self._loose = len(self.words)
            if len(self.words) > words:
                if self.gap == "\n":
                    self.gap, self.fresh = "", False  # the next cell stands in the same line
                self.span(words, "cell")

        close.append(end)

    def _pre(self, _element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        outside = self.preserve

        def end() -> None:
            self.preserve = outside

        self._leaf("p", "\n\n", close)
        self.preserve = True
        close.append(end)

    # ------------------------------------------------------------------ inline

    def _inline(self, element: Element, name: str, close: list[Callable[[], None]]) -> None:
        if name == "abbr" and element.get("title"):
            close.append(partial(self._say, len(self.words), "expanded", str(element.get("title"))))

    def _mark(self, _element: Element, name: str, close: list[Callable[[], None]]) -> None:
        close.append(partial(self._say, len(self.words), MARKS[name]))

    def _link(self, element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        target = element.get("href")
        if target:
            close.append(partial(self._say, len(self.words), "link", str(target).strip()))

    def _time(self, element: Element, _name: str, close: list[Callable[[], None]]) -> None:
        words = len(self.words)

        def end() -> None:
            start = self.begun(words)
            stop = max(start, self.pos)
            when, problem = stated(element)
            if problem:
                self._find("date", problem, element)
            self.spans.append(Span(start, stop, "date", (when.edtf if when else None) or ""))
            self.dates.append(Date(start, stop, when))

        close.append(end)

    def _break(self, _element: Element, _name: str, _close: list[Callable[[], None]]) -> None:
        # two of them are the edge of a paragraph, where people know no other
        again = self.hold is not None and self.hold[:2] == ("\n", -1)
        self.separate("\n\n" if again else "\n")
        if not self.fresh and not self._verse:  # lines of verse are lines of their own
            self.spans.append(Span(self.here(), self.here(), "line"))

    def _rule(self, _element: Element, _name: str, _close: list[Callable[[], None]]) -> None:
        self._block_edge("\n\n")

    def _image(self, element: Element, _name: str, _close: list[Callable[[], None]]) -> None:
        said = " ".join(str(element.get("alt") or element.get("title") or "").split())
        address = str(element.get("src") or element.get("{http://www.w3.org/1999/xlink}href") or "")
        if address.startswith("data:"):
            address = ""
        # between two blocks it belongs to what it follows, if that is of the same piece
        follows = len(self.words) > self.openings[-1].words
        at = self.pos if follows or not self.fresh else self.here()
        self.spans.append(Span(at, at, "figure", said or address.rpartition("/")[2]))

    def _page(self, element: Element) -> None:
        said = element.get("title") or element.get("aria-label") or "".join(element.itertext())
        digits = "".join(filter(str.isdigit, own_id(element)))
        value = " ".join(str(said).split()).strip("[](){}. ") or digits
        for word in ("Pg", "Page", "page", "p."):
            value = value.removeprefix(word).strip()
        at = self.here()
        self.spans.append(Span(at, at, "page", value))
        self.pages.append(Page(at, value, ""))

    # ------------------------------------------------------------------ notes

    def _refer(self, link: Element) -> None:
        note = self.notes.refs[link]
        at = self.anchor()
        if note is None:
            href = str(link.get("href"))
            file = href.partition("#")[0]
            self.elsewhere[file] = self.elsewhere.get(file, 0) + 1
            self.spans.append(Span(at, at, "noteref", href))
        else:
            self._waiting.append(_Note(note, at))

    def _read_notes(self) -> None:
        """Notes that were referred to since the last piece began, each with its anchor. One that
        several places refer to is read once, with the first.
        """
        labels: dict[Element, str] = {}
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for note in waiting:
                if note.element not in self._read:
                    labels[note.element] = self._read_note(note)
                if label := labels.get(note.element):
                    self.spans.append(Span(note.anchor, note.anchor, "noteref", label))

    def _read_note(self, note: _Note) -> str:
        self._read.add(note.element)
        self._reading = note.element
        self._numbered += 1
        label = str(self._numbered)
        number = self.notes.numbers[note.element]
        after, self._number = self._number, number + 1
        page, self._member = self._member, self.notes.pages[note.element]
        kept = self.preserve, self._leaves, self._cells, self._headers, self._verse
        self.preserve, self._leaves, self._cells, self._headers, self._verse = False, 0, 0, 0, 0
        stated_, self._stated = self._stated, True  # notes within it wait
        self._block_edge("\n\n")
        words = len(self.words)
        in_unit, self._in_unit = self._in_unit, 1
        self._walk(note.element, number)
        self._reading = None
        self._block_edge("\n\n")
        self._in_unit, self._stated = in_unit, stated_
        self.preserve, self._leaves, self._cells, self._headers, self._verse = kept
        self._number, self._member = after, page
        if len(self.words) == words:
            return ""
        self.span(words, "note", label)
        return label


_ACTS: Mapping[str, Callable[[Flow, Element, str, list[Callable[[], None]]], None]] = {
    "block": Flow._block,
    "p": Flow._paragraph,
    "head": Flow._head,
    "quote": Flow._quote,
    "list": Flow._list,
    "item": Flow._item,
    "table": Flow._table,
    "row": Flow._row,
    "cell": Flow._cell,
    "pre": Flow._pre,
    "break": Flow._break,
    "rule": Flow._rule,
    "image": Flow._image,
    "link": Flow._link,
    "time": Flow._time,
    "mark": Flow._mark,
    "inline": Flow._inline,
}
