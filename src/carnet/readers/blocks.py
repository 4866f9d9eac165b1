"""The blocks of a Markdown text: headings, paragraphs, lists, quotes, code, notes, definitions.

One pass over the lines, each looked at once. The grammar is CommonMark's where diaries use it,
and gentler where its rules would take words for syntax: indented prose is prose and no code,
numbers at the head of a line stay in the text, a quotation ends where its `>` ends, and a rule
under several lines is a rule and makes no heading of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.readers.cuts import Marks


class Block(NamedTuple):
    """A leaf: `[start, end)` holds its words, but for the container prefixes `masked` in it."""

    kind: Literal["p", "head", "cell", "table"]  # a `table` is one that is kept as it is written
    start: int
    end: int
    masked: tuple[tuple[int, int], ...]
    level: int  # of a heading, 1 to 6; 0 where it stands in a list or quotation, or is none
    line: int  # where its first line begins


class Note(NamedTuple):
    """A footnote's definition: all its lines, and the words in them."""

    start: int
    end: int
    words_start: int
    words_end: int


@dataclass(slots=True)
class Structure:
    """What the lines of a text state."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # label, folded, to target


DEEPEST = 16  # quotations within quotations beyond this are one
_SHORT = 1000  # code points; in a longer line only what stands at its beginning is looked for
_SPACE = re.compile(r"[ \t]*+")
_QUOTE = re.compile(r" {0,3}> ?")
_BULLET = re.compile(r"[-*+](?:[ \t]+|$|(?=\n))")
_NUMBER = re.compile(r"(\d{1,9})[.)][ \t]+(?=\S)")
_HEAD = re.compile(r"(#{1,6})(?:[ \t]+|(?=\n)|$)")
_UNDER = re.compile(r"(?:={2,}|-{2,})[ \t]*")
_FENCE = re.compile(r"`{3,}(?=[^`\n]*(?:\n|$))|~{3,}")
_RULED = re.compile(r"\|(?:[ \t]*+:?-+:?[ \t]*+\|)*+[ \t]*+(?::?-+:?)?")  # under a table's heads
_PIPE = re.compile(r"\\.|(\|)")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,100})\]:[ \t]*")
_LINK = re.compile(
    r"\[([^\[\]^][^\[\]]{0,200})\]:[ \t]*(\S++)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
# What a definition leads to. `[Paris]: arrivée hier` is a diarist's line and defines nothing.
_TARGET = re.compile(
    r"<.*>|[a-z][a-z0-9+.-]*:.*|(?:\.{0,2}/|#|www\.).*|.*\.(?:md|jpe?g|png|gif|html?|pdf)",
    re.IGNORECASE,
)


def folded(label: str) -> str:
    """A link's label as labels are compared."""
    return " ".join(label.split()).casefold()


def scan(text: str, start: int, marks: Marks) -> Structure:
    """The structure of `text` from `start` on; its syntax and containers are put into `marks`."""
    scanner = _Scanner(text, start, marks)
    for line_start, line_end in _lines(text, start):
        scanner.line(line_start, line_end)
    scanner.finish()
    return scanner.found


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    while at < len(text):
        newline = text.find("\n", at)
        end = len(text) if newline < 0 else newline
        yield at, end
        at = end + 1


class _Item(NamedTuple):
    indent: int
    start: int
    number: int  # 0 for a bullet


class _Fence(NamedTuple):
    mark: str
    info: str
    end: int  # of the opening line
    depth: int  # of quotations round it


class _Scanner:
    """The state between two lines."""

    def __init__(self, text: str, start: int, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.found = Structure()
        self.closers = _longest_fences(text, start)
        self.quotes: list[int] = []  # where each open quotation begins
        self.items: list[_Item] = []
        self.fence: _Fence | None = None
        self.note: tuple[str, int, int] | None = None  # label, start, start of its words
        self.words_end = start  # of the last line that had any
        self.blank = True  # whether the line before was blank
        self._no_leaf()

    def _no_leaf(self) -> None:
        self.kind: Literal["p", "table"] = "p"
        self.leaf: list[tuple[int, int]] = []  # the words of each line of the open paragraph
        self.masked: list[tuple[int, int]] = []
        self.leaf_line = 0
        self.bare = False  # the first paragraph of an item or note needs no mark of its own

    def line(self, start: int, end: int) -> None:
        text = self.text
        at, depth = self._quoted(start, end)
        self.marks.cut(start, at)
        words = self._indented(at, end)
        if self.fence is not None:
            self._in_fence(start, words, end)
            return
        if words == end:
            self._end_leaf()
            self._set_depth(depth, at)
            self.blank = True
            return
        last = words + len(text[words:end].rstrip())
        indent = len(text[at:words].expandtabs(4)) if words - at < _SHORT else _SHORT
        if depth != len(self.quotes):
            self._end_leaf()
            self._end_note()
            self._end_items(-1)
            self._set_depth(depth, at)
        if not self._in_note(start, at, words, last, indent):
            self._block(start, at, words, last, indent)
        self.blank = False
        self.words_end = last

    def finish(self) -> None:
        if self.fence is not None:
            self._end_fence(len(self.text))
        self._end_leaf()
        self._end_note()
        self._end_items(-1)
        self._set_depth(0, len(self.text))

    # Containers

    def _quoted(self, start: int, end: int) -> tuple[int, int]:
        """Past the `>` of a line, and how many there are."""
        at, depth = start, 0
        most = self.fence.depth if self.fence else end - start  # in code a `>` is a `>`
        while depth < most and (quote := _QUOTE.match(self.text, at, end)):
            at = quote.end()
            depth += 1
        return at, min(depth, DEEPEST)

    def _indented(self, at: int, end: int) -> int:
        space = _SPACE.match(self.text, at, end)
        assert space is not None
        # A line of other white space (a form feed, say) is blank too.
        return end if self.text[space.end() : end].isspace() else space.end()

    def _set_depth(self, depth: int, at: int) -> None:
        while len(self.quotes) > depth:
            self.marks.span(self.quotes.pop(), self.words_end, "quote")
        while len(self.quotes) < depth:
            self.quotes.append(at)

    def _end_items(self, indent: int) -> None:
        """Ends the items that stand at `indent` or deeper."""
        while self.items and self.items[-1].indent >= indent:
            item = self.items.pop()
            if self.words_end > item.start:
                self.marks.span(item.start, self.words_end, "item", f"{item.number or ''}")

    def _in_note(self, start: int, at: int, words: int, last: int, indent: int) -> bool:
        """Whether a line belongs to a footnote: opens one, or goes on with it."""
        opened = None
        if not self.quotes and indent < 4:
            opened = _NOTE.match(self.text, words, last)
        known = {self.note[0]} if self.note else set()
        if opened and opened[1] not in self.found.notes and opened[1] not in known:
            self._end_leaf()
            self._end_note()
            self._end_items(-1)
            self.marks.cut(start, opened.end())
            self.note = opened[1], start, opened.end()
            self.words_end = opened.end()
            self.bare = True
            if opened.end() < last:
                self._go_on("p", start, opened.end(), last)
            return True
        if self.note is None:
            return False
        if indent < 2 and (self.blank or _HEAD.match(self.text, words, last)):
            self._end_leaf()
            self._end_note()
            return False
        self.marks.cut(at, words)
        self._go_on("p", start, words, last)
        return True

    def _end_note(self) -> None:
        if self.note is None:
            return
        label, start, words = self.note
        end = min(self.text.find("\n", self.words_end) + 1 or len(self.text), len(self.text))
        self.found.notes[label] = Note(start, end, words, max(words, self.words_end))
        self.note = None

    # Leaves

    def _block(self, start: int, at: int, words: int, last: int, indent: int) -> None:
        text = self.text
        short = last - words <= _SHORT
        fence = _FENCE.match(text, words, last) if short else None
        if fence and self._closes_later(fence[0], last):
            self._end_leaf()
            info = text[fence.end() : last].strip()
            self.fence = _Fence(fence[0], info, last, len(self.quotes))
            self.marks.cut(words, last)
            return
        if short and indent < 4 and self._under(words, last):
            return
        if short and (indent < 4 or self.items) and (head := _HEAD.match(text, words, last)):
            self._heading(start, words, head, last, indent)
            return
        if short and _is_rule(text[words:last]):
            self._end_leaf()
            self._end_items(indent)
            return
        link = None if self.leaf or not short else _LINK.fullmatch(text, words, last)
        if link and _TARGET.fullmatch(link[2]):
            self._definition(link)
            return
        if self._item(start, at, words, last, indent):
            return
        if self.blank:
            self._end_items(indent)
        if self.items:
            self.marks.cut(at, words)
        self._go_on("table" if text[words] == "|" else "p", start, words, last)

    def _go_on(self, kind: Literal["p", "table"], line: int, start: int, end: int) -> None:
        """One line more for the open paragraph, or the first of a new one."""
        if self.leaf and kind != self.kind:
            self._end_leaf()
        if self.leaf:
            self.masked.append((line, start))
        else:
            self.kind, self.leaf_line = kind, line
        self.leaf.append((start, end))

    def _end_leaf(self) -> None:
        if self.kind == "table" and self._is_table():
            self._table()
            self._no_leaf()
        elif self.leaf:
            start, end = self.leaf[0][0], self.leaf[-1][1]
            masked = tuple(self.masked) if self.quotes or self.items or self.note else ()
            self.found.blocks.append(Block(self.kind, start, end, masked, 0, self.leaf_line))
            if not self.bare:
                self.marks.span(start, end, "p")
            self._no_leaf()

    def _is_table(self) -> bool:
        """Whether lines that begin with `|` have the rule under the first that makes a table of them."""
        if len(self.leaf) < 2 or self.leaf[1][1] - self.leaf[1][0] > _SHORT:
            return False
        return "-" in self.text[slice(*self.leaf[1])] and bool(
            _RULED.fullmatch(self.text, *self.leaf[1])
        )

    def _table(self) -> None:
        """A row for each line but the rule, its cells apart by tabs."""
        self.marks.span(self.leaf[0][0], self.leaf[-1][1], "table")
        self.marks.cut(self.leaf[0][1], self.leaf[1][1])
        for start, end in (self.leaf[0], *self.leaf[2:]):
            self.marks.span(start, end, "row")
            self._row(start, end)

    def _row(self, start: int, end: int) -> None:
        text, marks = self.text, self.marks
        pipes = [found.start() for found in _PIPE.finditer(text, start, end) if found[1]]
        edges = [*pipes, end] if text[pipes[-1] + 1 : end].strip() else pipes
        cells = []
        for left, right in pairwise(edges):
            words = text[left + 1 : right]
            at = left + 1 + (len(words) - len(words.lstrip()) if words.strip() else 0)
            cells.append((at, at + len(words.strip())))
        marks.cut(start, cells[0][0] if cells else end)
        for n, (at, to) in enumerate(cells):
            after = cells[n + 1][0] if n + 1 < len(cells) else to
            if at < to:
                marks.span(at, to, "cell")
                self.found.blocks.append(Block("cell", at, to, (), 0, start))
            elif after > to:
                marks.span(to, after, "cell")  # an empty one has the tab behind it
            if after > to:
                marks.swap(to, after, "\t")
        if cells:
            marks.cut(cells[-1][1], end)

    def _heading(self, line: int, words: int, head: re.Match[str], last: int, indent: int) -> None:
        self._end_leaf()
        if not self.items or indent <= self.items[-1].indent:
            self._end_items(-1)
        start = head.end()
        closed = self.text[start:last].rstrip("#")
        end = start + len(closed.rstrip()) if not closed or closed[-1] in " \t" else last
        self.marks.cut(words, start)
        self.marks.cut(end, last)
        self._head(len(head[1]), line, start, end)

    def _head(self, level: int, line: int, start: int, end: int) -> None:
        if start < end:
            self.marks.span(start, end, "head", str(level))
            top = not self.quotes and not self.items
            self.found.blocks.append(Block("head", start, end, (), level if top else 0, line))

    def _under(self, words: int, last: int) -> bool:
        """Whether a line of `=` or `-` makes a heading of the one line above it."""
        if len(self.leaf) != 1 or self.kind != "p" or not _UNDER.fullmatch(self.text, words, last):
            return False
        (start, end), line = self.leaf[0], self.leaf_line
        if end - start > _SHORT or (self.items and self.bare):
            return False
        self._no_leaf()
        self.marks.cut(words, last)
        self._head(1 if self.text[words] == "=" else 2, line, start, end)
        return True

    def _item(self, line: int, at: int, words: int, last: int, indent: int) -> bool:
        """Whether a line begins an item, or several within one another."""
        found = False
        while True:
            bullet = _BULLET.match(self.text, words, last)
            number = None if bullet or found else _NUMBER.match(self.text, words, last)
            if bullet is None and (number is None or not self._counts(int(number[1]), indent)):
                break
            self._end_leaf()
            self._end_items(indent)
            if number:  # the number is a word of the text: it stays
                self.marks.cut(at, words)
                self.items.append(_Item(indent, words, int(number[1])))
                found = True
                break
            assert bullet is not None
            found = True
            self.marks.cut(at, bullet.end())
            self.items.append(_Item(indent, bullet.end(), 0))
            indent += bullet.end() - words
            at = words = bullet.end()
            self.words_end = words
            if words >= last:
                return True
        if found:
            self.bare = True
            if head := None if number else _HEAD.match(self.text, words, min(last, words + _SHORT)):
                self._heading(line, words, head, last, indent)
                self.bare = False
            else:
                self._go_on("p", line, words, last)
        return found

    def _counts(self, number: int, indent: int) -> bool:
        """Whether a number at the head of a line is the first of a list, or the next of one."""
        for item in reversed(self.items):
            if item.indent <= indent:
                if item.indent == indent and item.number:
                    return number == item.number + 1
                break
        return number == 1 and not self.leaf

    def _definition(self, link: re.Match[str]) -> None:
        self.found.links.setdefault(folded(link[1]), link[2].strip("<>"))
        self.marks.omitted.append(("link definition", link[0]))
        self.marks.cut(*link.span())

    # Code

    def _closes_later(self, mark: str, after: int) -> bool:
        """Whether an opened fence is closed: one that is not would swallow all days to come."""
        char = mark[0]
        closers = self.closers[char]
        while closers and closers[-1][0] <= after:
            closers.pop()
        return bool(closers) and closers[-1][1] >= len(mark)

    def _in_fence(self, line: int, words: int, end: int) -> None:
        fence = self.fence
        assert fence is not None
        bare = self.text[words:end].rstrip() if end - words <= _SHORT else ""
        if len(bare) >= len(fence.mark) and not bare.strip(fence.mark[0]):
            self.marks.cut(words, end)
            self._end_fence(line - 1)
        self.words_end = end
        self.blank = False

    def _end_fence(self, end: int) -> None:
        """What stands in a fence is verbatim, and no block that the grammar of words is for."""
        assert self.fence is not None
        start = min(self.fence.end + 1, end)
        if start < end:
            self.marks.span(start, end, "code", self.fence.info)
        self.fence = None


def _is_rule(words: str) -> bool:
    """Three or more `-`, `*` or `_`, and nothing else but space between them."""
    if words[0] not in "-*_":
        return False
    marks = words.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and not marks.strip(words[0])


_CLOSER = re.compile(r"^[ \t>]*+(?:(`{3,}+)|(~{3,}+))[ \t]*+$", re.MULTILINE)


def _longest_fences(text: str, start: int) -> dict[str, list[tuple[int, int]]]:
    """For each kind of fence, from the last closing line to the first: where it stands, and the
    length of the longest from there on.
    """
    found: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for closer in _CLOSER.finditer(text, start):
        mark = closer[1] or closer[2]
        found[mark[0]].append((closer.start(closer.lastindex or 0), len(mark)))
    for closers in found.values():
        longest = 0
        for i in reversed(range(len(closers))):
            longest = max(longest, closers[i][1])
            closers[i] = closers[i][0], longest
        closers.reverse()
    return found
