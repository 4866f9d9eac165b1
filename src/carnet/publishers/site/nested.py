"""The common case of `body`: paragraphs one after the other, and in each what is nested already.

A tree needs no reckoning of what is open where. What comes out is the same, to the byte; where
that is not certain, nothing comes out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from carnet.publishers.site.boxes import BOXES, DEPTH, LEAVES, NUMBERED, SPACE, number
from carnet.publishers.site.escape import escape, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.publishers.site.boxes import Block, Inline
    from carnet.publishers.site.marks import Sign

_SIGN = -sys.maxsize  # in the place of an inline's end: signs stand before what begins there


def nested(
    text: str,
    blocks: Iterable[Block],
    inlines: Iterable[Inline],
    signs: Iterable[tuple[int, Sign]],
    level: int,
    *,
    numbered: bool,
) -> str | None:
    """The text as HTML, or None where blocks or inlines cross, where words stand in no block, and
    wherever else more must be known to set them.
    """
    if "  \n" in text:
        return None
    # what is still to be set, the first at the end
    due: list[tuple[int, int, bool, int, Any]] = [
        *inlines,
        *((at, _SIGN, not sign.left, n, sign) for n, (at, sign) in enumerate(signs)),
    ]
    due.sort(reverse=True)
    body = _Body(text, due)
    done = paragraphs = 0
    for block in sorted(blocks):
        start, end, kind = block
        gap = text[done:start]
        if start < done or kind not in LEAVES or gap.strip(SPACE) or text[start] in SPACE:
            return None
        opened, closed = (f"<h{level}>", f"</h{level}>") if kind == "head" else BOXES[kind]
        if numbered and kind in NUMBERED:
            paragraphs += 1
            opened = number(paragraphs)
        body.out += (gap, opened)
        if not body.fill(start, end):
            return None
        body.out.append(closed)
        done = end
    rest = text[done:]
    if due or rest.strip(SPACE):
        return None
    body.out.append(rest)
    return "".join(body.out)


class _Body:
    """What is set, one block after the other."""

    def __init__(self, text: str, due: list[tuple[int, int, bool, int, Any]]) -> None:
        self.text = text
        self.out: list[str] = []
        self.due = due
        self.odd = not is_plain(text)

    def fill(self, start: int, end: int) -> bool:
        """Set the words of a block, and what is due in it; False where that takes more."""
        text, due, odd = self.text, self.due, self.odd
        add = self.out.append
        while due and due[-1][0] <= start and due[-1][1] == _SIGN:  # what came before stands here
            sign = due.pop()[4]
            if not sign.within:
                add(sign.html)
        at, limit = start, end
        around: list[tuple[int, str, bool]] = []  # what is open: its end, what closes it, a link?
        while True:
            if due and (due[-1][0] < end or (due[-1][:3] == (end, _SIGN, False))):
                left, right, _, _, thing = due.pop()
            else:
                left, right, thing = end, 0, None
            while around and limit <= left:
                if at < limit:
                    add(escape(text[at:limit]) if odd else text[at:limit])
                    at = limit
                add(around.pop()[1])
                limit = around[-1][0] if around else end
            if left < at:
                return False
            if at < left:
                add(escape(text[at:left]) if odd else text[at:left])
                at = left
            if thing is None:
                return True
            if thing.link and any(link for _, _, link in around):
                return False
            if right == _SIGN:
                add(thing.html)
                continue
            if not left < -right <= limit or text[left] in SPACE or len(around) >= DEPTH:
                return False
            add(thing.first)
            limit = -right
            around.append((limit, thing.close + thing.suffix, thing.link))
