"""From a text and the spans over it to HTML, in one pass.

Spans may overlap, nest, cross and repeat as they please: HTML may not. Two rules make one of the
other. *Blocks* (paragraph, heading, quotation, verse, item, cell) and *inlines* (marks, names)
are kept in two lists of what is logically open; the HTML that is open follows them when the next
word is set. An element that another one breaks is closed there and goes on behind it. So what
comes out is nested properly, whatever went in, and no empty element is set.

At most `_DEPTH` elements stand around one word; what is deeper loses its looks, not its words.
That bounds the work for each span, and so the whole is linear but for one sort.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.publishers.site.escape import escape
from carnet.publishers.site.marks import Marks, Sign, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carnet.model import Mention, Span

_DEPTH = 24
_SPACE = " \t\n\f"  # to HTML; to Python there is more
_BLANK = re.compile(r"(\n[ \t\f]*\n[ \t\n\f]*)")

# What stands at one place stands in this order.
_CLOSE_INLINE, _SIGN_LEFT, _CLOSE_BLOCK, _OPEN_BLOCK, _SIGN_RIGHT, _OPEN_INLINE = range(6)

_RANK = {"quote": 0, "verse": 1, "item": 2, "cell": 3, "head": 4, "dateline": 4, "p": 5}
_WRAPS = {"item": ("ul",), "cell": ("table", "tr")}
_LEAVES = frozenset(("p", "head", "dateline", "para"))
_NUMBERED = frozenset(("p", "para"))
_HOLDS_WORDS = _LEAVES | {"item", "cell", "verse"}
_NAMES = frozenset(("person", "place", "work", "organisation", "event", "name"))
_SILENT = _NAMES | {"note", "noteref"}
_BOXES = {
    "p": ("<p>", "</p>"),
    "dateline": ('<p class="dateline">', "</p>"),
    "para": ("<p>", "</p>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "verse": ('<div class="verse">', "</div>"),
    "lines": ('<div class="verse lines">', "</div>"),
    "item": ("<li>", "</li>"),
    "cell": ("<td>", "</td>"),
    "ul": ("<ul>", "</ul>"),
    "table": ('<div class="table"><table>', "</table></div>"),
    "tr": ("<tr>", "</tr>"),
}


class Block:
    """A block that is logically open."""

    __slots__ = ("begun", "kind")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.begun = False


class Inline:
    """An inline that is logically open."""

    __slots__ = ("begun", "tag")

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.begun = False


class Box(NamedTuple):
    """An element that is open in the HTML; one that no span asked for has no block."""

    kind: str
    close: str
    block: Block | None


class Point(NamedTuple):
    """A sign at a place of the text, such as the number of a note."""

    at: int
    sign: Sign


class Stretch(NamedTuple):
    """An element of the caller's own around a stretch of the text."""

    start: int
    end: int
    tag: Tag


def render(
    text: str,
    spans: Iterable[Span],
    mentions: Iterable[Mention],
    marks: Marks,
    *,
    points: Iterable[Point] = (),
    stretches: Iterable[Stretch] = (),
    pages: Sequence[tuple[str, str]] = (),
    heading: tuple[int, int] | None = None,
    level: int = 2,
    numbered: bool = False,
) -> str:
    """The text as HTML. `heading` is the stretch that dates the entry; `level` that of heads.

    With `numbered`, each paragraph has an id (`p1`) and a link to itself.
    """
    spans = list(spans)
    things: list[Block | Inline | Sign] = []
    events: list[tuple[int, int, int, int, int]] = []

    def block(start: int, end: int, kind: str) -> None:
        rank, n = _RANK[kind], len(things)
        things.append(Block(kind))
        events.append((start, _OPEN_BLOCK, -end, rank, n))
        events.append((end, _CLOSE_BLOCK, -start, -rank, -n))

    def inline(start: int, end: int, tag: Tag) -> None:
        n = len(things)
        things.append(Inline(tag))
        events.append((start, _OPEN_INLINE, -end, not tag.link, n))
        events.append((end, _CLOSE_INLINE, -start, -(not tag.link), -n))

    def sign(at: int, sign: Sign) -> None:
        events.append((at, _SIGN_LEFT if sign.left else _SIGN_RIGHT, 0, 0, len(things)))
        things.append(sign)

    things.append(Block("p"))  # so that no number is 0, which has no negative
    size = len(text)
    images = dict(pages) if pages else {}
    paragraphs: list[Span] | None = None
    first, last = heading or (0, 0)
    if first < last and _stands_alone(text, first, last, spans):
        block(first, last, "dateline")
        spans = [span for span in spans if span[2] not in _LEAVES or not first <= span[0] < last]
        first = last = 0
    for start, end, kind, value in spans:
        start, end = max(start, 0), min(end, size)  # noqa: PLW2901
        if kind in _SILENT or start > size:
            continue
        if kind == "page":
            sign(start, marks.page(value, images.get(value, "")))
        elif start >= end:
            shown = marks.sign(kind, value)
            if shown is not None:
                sign(start, shown)
        elif kind in _RANK:
            if kind == "quote":
                if paragraphs is None:
                    paragraphs = sorted(span for span in spans if span[2] == "p")
                if _inside(start, end, paragraphs):
                    inline(start, end, _QUOTE)
                    continue
            block(start, end, kind)
        else:
            tag = marks.tag(kind, value)
            if tag is not None:
                inline(start, end, tag)
    if first < last:
        inline(first, last, _DATELINE)
    for mention in mentions:
        if mention.start < mention.end and mention.standing != "rejected":
            inline(mention.start, min(mention.end, size), marks.name(mention))
    for start, end, tag in stretches:
        inline(start, end, tag)
    for at, shown in points:
        sign(at, shown)
    events.sort()

    lines = any(span[2] == "line" and span[0] < span[1] for span in spans)
    setter = _Setter(level, lines=lines, numbered=numbered)
    acts: tuple[Callable[[Any], None], ...] = (  # in the order of their numbers above
        setter.close_inline, setter.sign, setter.close_block,
        setter.open_block, setter.sign, setter.open_inline,
    )  # fmt: skip
    done = 0
    for at, order, _, _, n in events:
        if at > done:
            setter.words(text[done:at])
            done = at
        acts[order](things[abs(n)])
    if done < size:
        setter.words(text[done:])
    return setter.finish()


_QUOTE = Tag('<span class="quote">', '<span class="quote">', "</span>")
_DATELINE = Tag('<span class="dateline">', '<span class="dateline">', "</span>")


def _stands_alone(text: str, first: int, last: int, spans: Iterable[Span]) -> bool:
    """Whether the words that date an entry have a line, or a paragraph, to themselves."""
    if text[last : last + 1] not in {"", "\n"} or text[max(first - 1, 0) : first] not in {"", "\n"}:
        return False
    leaves = (span for span in spans if span[2] in _LEAVES and span[0] < last and span[1] > first)
    return all(first <= span[0] and span[1] <= last for span in leaves)


def _inside(start: int, end: int, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation is part of a paragraph, not one or more of its own."""
    i = bisect_right(paragraphs, start, key=_start) - 1
    return i >= 0 and end <= paragraphs[i].end and (start, end) != paragraphs[i][:2]


def _start(span: Span) -> int:
    return span[0]


class _Setter:
    """Sets words; opens and closes what must be open around them."""

    def __init__(self, level: int, *, lines: bool, numbered: bool) -> None:
        self._out: list[str] = []
        self._paragraphs = 0 if numbered else -1  # how many have been numbered; -1: they are not
        self._heads = f"<h{level}>", f"</h{level}>"
        self._verse = _BOXES["lines" if lines else "verse"]
        self._blocks: list[Block] = []  # logically open
        self._boxes: list[Box] = []  # open in the HTML
        self._inlines: list[Inline] = []  # logically open
        self._inside = 0  # how many of the inlines are open in the HTML: the first so many
        self._changed = False  # the boxes may not be those that the blocks ask for
        self._waiting: list[str] = []  # signs for the next place that may hold them

    # Words

    def words(self, chunk: str) -> None:
        if not chunk.strip(_SPACE):
            self._space(chunk)
            return
        if self._changed:
            self._settle()
        kind = self._boxes[-1].kind if self._boxes else ""
        if kind in _HOLDS_WORDS and kind != "para":
            self._set(chunk)
            return
        for n, part in enumerate(_BLANK.split(chunk)):
            if n % 2:
                self._space(part)
            elif part.strip(_SPACE):
                if not self._boxes or self._boxes[-1].kind != "para":
                    self._shut(self._depth())
                    self._box("para", None)
                self._set(part)
            else:
                self._out.append(part)

    def _space(self, chunk: str) -> None:
        """White space opens nothing; it may end a row, or a paragraph that no span marks."""
        kind = self._boxes[-1].kind if self._boxes else ""
        lines = chunk.count("\n")
        if (kind == "tr" and lines) or (kind == "para" and lines > 1):
            self._shut(len(self._boxes) - 1)
        self._out.append(chunk)

    def _set(self, words: str) -> None:
        if self._waiting:
            self._out += self._waiting
            self._waiting.clear()
        for inline in self._inlines[self._inside :]:
            self._out.append(inline.tag.again if inline.begun else inline.tag.first)
            inline.begun = True
        self._inside = len(self._inlines)
        words = escape(words)
        # A line that ends in two blanks was meant to end there: Markdown's way to say so.
        self._out.append(words.replace("  \n", "  <br>\n") if "  \n" in words else words)

    def sign(self, sign: Sign) -> None:
        if sign.link:
            self._leave_link()
        self._say(sign.html, only_here=sign.within)

    def _say(self, html: str, *, only_here: bool = False) -> None:
        """Set something here if words may stand here, else before the next words."""
        if not self._changed and self._boxes and self._boxes[-1].kind in _HOLDS_WORDS:
            self._out.append(html)
        elif not only_here:
            self._waiting.append(html)

    def _leave_link(self) -> None:
        for n, inline in enumerate(self._inlines[: self._inside]):
            if inline.tag.link:
                self._pause(n)
                return

    def finish(self) -> str:
        self._shut(0)
        if self._waiting:
            self._out += ("<p>", *self._waiting, "</p>")
        return "".join(self._out)

    # Inlines

    def open_inline(self, inline: Inline) -> None:
        if len(self._inlines) >= _DEPTH:
            return
        if inline.tag.link and any(other.tag.link for other in self._inlines):
            inline.tag = Tag("<span>", "<span>", "</span>")
        self._inlines.append(inline)

    def close_inline(self, inline: Inline) -> None:
        if self._inside and self._inside == len(self._inlines) and self._inlines[-1] is inline:
            del self._inlines[-1]  # as nearly always: the innermost, and it has words
            self._inside -= 1
            self._out.append(inline.tag.close + inline.tag.suffix)
            return
        try:
            n = self._inlines.index(inline)
        except ValueError:
            return
        if n < self._inside:
            self._pause(n + 1)
            self._out.append(inline.tag.close + inline.tag.suffix)
            self._inside = n
        elif inline.begun and inline.tag.suffix:
            self._say(inline.tag.suffix)
        del self._inlines[n]

    def _pause(self, n: int) -> None:
        """Close the inlines from the n-th on, innermost first; they may go on later."""
        for inline in reversed(self._inlines[n : self._inside]):
            self._out.append(inline.tag.close)
        self._inside = min(self._inside, n)

    # Blocks

    def open_block(self, block: Block) -> None:
        if len(self._blocks) >= _DEPTH:
            return
        self._blocks.append(block)
        self._changed = True
        if block.kind == "cell":  # an empty one keeps its place in the row
            self._settle()

    def close_block(self, block: Block) -> None:
        try:
            self._blocks.remove(block)
        except ValueError:
            return
        self._changed = True
        for n, box in enumerate(self._boxes):
            if box.block is block:
                self._shut(n)
                return

    def _settle(self) -> None:
        """Open and close boxes until they are those that the blocks ask for."""
        self._changed = False
        asked = [b for b in self._blocks[:-1] if b.kind not in _LEAVES] + self._blocks[-1:]
        kept = 0
        for n, block in enumerate(asked):
            kept_now = self._past_wraps(kept, block.kind)
            if kept_now < len(self._boxes) and self._boxes[kept_now].block is block:
                kept = kept_now + 1
                continue
            self._shut(kept_now)
            for missing in asked[n:]:
                for wrap in _WRAPS.get(missing.kind, ()):
                    if not self._stands_in(wrap, missing.kind):
                        self._box(wrap, None)
                self._box(missing.kind, missing)
            return
        self._shut(kept)

    def _past_wraps(self, n: int, kind: str) -> int:
        for wrap in _WRAPS.get(kind, ()):
            if n < len(self._boxes) and self._boxes[n].kind == wrap:
                n += 1
        return n

    def _stands_in(self, wrap: str, kind: str) -> bool:
        """Whether the wrapping is there already: as the last box, or just around it."""
        wraps = _WRAPS[kind]
        standing = tuple(box.kind for box in self._boxes[-len(wraps) :])
        upto = wraps.index(wrap) + 1
        return any(standing[-m:] == wraps[:m] for m in range(upto, len(wraps) + 1))

    def _depth(self) -> int:
        """How many boxes stand for blocks: what is beyond them is only wrapping."""
        return max((n + 1 for n, box in enumerate(self._boxes) if box.block), default=0)

    def _box(self, kind: str, block: Block | None) -> None:
        if kind == "head":
            opened, close = self._heads
        else:
            opened, close = self._verse if kind == "verse" else _BOXES[kind]
        if block is not None and block.begun and kind == "p":
            opened = '<p class="on">'
        else:
            if block is not None:
                block.begun = True
            if kind in _NUMBERED and self._paragraphs >= 0:
                self._paragraphs = n = self._paragraphs + 1
                opened = f'<p id="p{n}"><a class="para" href="#p{n}" aria-label="¶ {n}"></a>'
        self._pause(0)
        self._boxes.append(Box(kind, close, block))
        self._out.append(opened)

    def _shut(self, n: int) -> None:
        """Close all boxes from the n-th on, and first the inlines within."""
        if n < len(self._boxes):
            self._pause(0)
            for box in reversed(self._boxes[n:]):
                self._out.append(box.close)
            del self._boxes[n:]
