"""Sets words in whatever stands around them, however it overlaps, nests, crosses and repeats.

*Blocks* (paragraph, heading, quotation, verse, item, cell) and *inlines* (marks, names) are kept in
two lists of what is logically open; the HTML that is open follows them when the next word is set.
An element that another one breaks is closed there and goes on behind it. So what comes out is
nested properly, whatever went in, and no empty element is set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.publishers.site import boxes
from carnet.publishers.site.boxes import BOXES, DEPTH, LEAVES, NUMBERED, SPACE
from carnet.publishers.site.escape import escape
from carnet.publishers.site.marks import Sign, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BLANK = re.compile(r"(\n[ \t\f]*\n[ \t\n\f]*)")

# What stands at one place stands in this order.
_CLOSE_INLINE, _SIGN_LEFT, _CLOSE_BLOCK, _OPEN_BLOCK, _SIGN_RIGHT, _OPEN_INLINE = range(6)

_RANK = {"quote": 0, "verse": 1, "item": 2, "cell": 3, "head": 4, "dateline": 4, "p": 5}
_WRAPS = {"item": ("ul",), "cell": ("table", "tr")}
_HOLDS_WORDS = LEAVES | {"item", "cell", "verse"}


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


def set_all(
    text: str,
    blocks: Iterable[boxes.Block],
    inlines: Iterable[boxes.Inline],
    signs: Iterable[tuple[int, Sign]],
    level: int,
    *,
    lines: bool,
    numbered: bool,
) -> str:
    """The text as HTML. With `lines`, verse has its lines marked."""
    things: list[Block | Inline | Sign] = [Block("p")]  # no number is 0, which has no negative
    events: list[tuple[int, int, int, int, int]] = []
    for start, end, kind in blocks:
        rank, n = _RANK[kind], len(things)
        things.append(Block(kind))
        events.append((start, _OPEN_BLOCK, -end, rank, n))
        events.append((end, _CLOSE_BLOCK, -start, -rank, -n))
    for start, negative, rank, _, tag in inlines:
        n = len(things)
        things.append(Inline(tag))
        events.append((start, _OPEN_INLINE, negative, rank, n))
        events.append((-negative, _CLOSE_INLINE, -start, -rank, -n))
    for at, sign in signs:
        events.append((at, _SIGN_LEFT if sign.left else _SIGN_RIGHT, 0, 0, len(things)))
        things.append(sign)
    events.sort()

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
    if done < len(text):
        setter.words(text[done:])
    return setter.finish()


class _Setter:
    """Sets words; opens and closes what must be open around them."""

    def __init__(self, level: int, *, lines: bool, numbered: bool) -> None:
        self._out: list[str] = []
        self._paragraphs = 0 if numbered else -1  # how many have been numbered; -1: they are not
        self._heads = f"<h{level}>", f"</h{level}>"
        self._verse = BOXES["lines" if lines else "verse"]
        self._blocks: list[Block] = []  # logically open
        self._boxes: list[Box] = []  # open in the HTML
        self._inlines: list[Inline] = []  # logically open
        self._inside = 0  # how many of the inlines are open in the HTML: the first so many
        self._changed = False  # the boxes may not be those that the blocks ask for
        self._waiting: list[str] = []  # signs for the next place that may hold them

    # Words

    def words(self, chunk: str) -> None:
        if not chunk.strip(SPACE):
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
            elif part.strip(SPACE):
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
        if len(self._inlines) >= DEPTH:
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
        if len(self._blocks) >= DEPTH:
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
        asked = [b for b in self._blocks[:-1] if b.kind not in LEAVES] + self._blocks[-1:]
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
            opened, close = self._verse if kind == "verse" else BOXES[kind]
        if block is not None and block.begun and kind == "p":
            opened = '<p class="on">'
        else:
            if block is not None:
                block.begun = True
            if kind in NUMBERED and self._paragraphs >= 0:
                self._paragraphs += 1
                opened = boxes.number(self._paragraphs)
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
