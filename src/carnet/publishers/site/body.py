"""From a text and the spans over it to HTML.

Spans may overlap, nest, cross and repeat as they please: HTML may not. Here is told what they ask
for: *blocks*, *inlines* and *signs* at points. Nearly always these are a tree, and `nested` sets
them; else `setting` does, which makes a tree of anything.

At most `DEPTH` elements stand around one word; what is deeper loses its looks, not its words.
That bounds the work for each span, and so the whole is linear but for one sort.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.boxes import LEAVES
from carnet.publishers.site.marks import Marks, Sign, Tag
from carnet.publishers.site.nested import nested
from carnet.publishers.site.setting import set_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.model import Mention, Span
    from carnet.publishers.site.boxes import Block, Inline

_BLOCKS = frozenset(("quote", "verse", "item", "cell", "head", "dateline", "p"))
_NAMES = frozenset(("person", "place", "work", "organisation", "event", "name"))
_SILENT = _NAMES | {"note", "noteref"}


class Point(NamedTuple):
    """A sign at a place of the text, such as the number of a note."""

    at: int
    sign: Sign


class Stretch(NamedTuple):
    """An element of the caller's own around a stretch of the text."""

    start: int
    end: int
    tag: Tag


class Asked(NamedTuple):
    """What spans and mentions ask for, each kind in the order in which it was asked for."""

    blocks: list[Block]
    inlines: list[Inline]
    signs: list[tuple[int, Sign]]
    lines: bool  # verse has its lines marked


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
    blocks, inlines, signs, lines = ask(
        text, spans, mentions, marks,
        points=points, stretches=stretches, pages=pages, heading=heading,
    )  # fmt: skip
    if blocks:
        html = nested(text, blocks, inlines, signs, level, numbered=numbered)
        if html is not None:
            return html
    return set_all(text, blocks, inlines, signs, level, lines=lines, numbered=numbered)


def ask(
    text: str,
    spans: Iterable[Span],
    mentions: Iterable[Mention],
    marks: Marks,
    *,
    points: Iterable[Point] = (),
    stretches: Iterable[Stretch] = (),
    pages: Sequence[tuple[str, str]] = (),
    heading: tuple[int, int] | None = None,
) -> Asked:
    """What spans, mentions and the caller's own elements ask for."""
    blocks: list[Block] = []
    inlines: list[Inline] = []
    signs: list[tuple[int, Sign]] = []
    size = len(text)
    spans = list(spans)
    images = dict(pages) if pages else {}
    paragraphs: list[Span] | None = None
    lines = False
    first, last = heading or (0, 0)
    if first < last and _stands_alone(text, first, last, spans):
        blocks.append((first, last, "dateline"))
        spans = [span for span in spans if span[2] not in LEAVES or not first <= span[0] < last]
        first = last = 0
    n = 0
    for n, (start, end, kind, value) in enumerate(spans, 1):
        if kind in _SILENT or start > size:
            continue
        start, end = max(start, 0), min(end, size)  # noqa: PLW2901
        if kind == "page":
            signs.append((start, marks.page(value, images.get(value, ""))))
        elif start >= end:
            shown = marks.sign(kind, value)
            if shown is not None:
                signs.append((start, shown))
        elif kind in _BLOCKS:
            if kind == "quote":
                if paragraphs is None:
                    paragraphs = sorted(span for span in spans if span[2] == "p")
                if _inside(start, end, paragraphs):
                    inlines.append((start, -end, True, n, _QUOTE))
                    continue
            blocks.append((start, end, kind))
        else:
            lines = lines or kind == "line"
            tag = marks.tag(kind, value)
            if tag is not None:
                inlines.append((start, -end, not tag.link, n, tag))
                if value == "_" and kind == "italic":
                    ends = (at for at in (start, end - 1) if text[at] == "_")
                    inlines += ((at, -at - 1, True, n, _TYPED) for at in ends)
    if first < last:
        n += 1
        inlines.append((first, -last, True, n, _DATELINE))
    name = marks.name
    for n, mention in enumerate(mentions, n + 1):  # noqa: B020 - numbers go on
        start, end, standing = mention[0], mention[1], mention[7]
        if start < end and standing != "rejected":
            tag = name(mention)
            inlines.append((start, -min(end, size), not tag.link, n, tag))
    for n, (start, end, tag) in enumerate(stretches, n + 1):  # noqa: B020
        inlines.append((start, -end, not tag.link, n, tag))
    signs += points
    return Asked(blocks, inlines, signs, lines)


_TYPED = Tag('<span class="typed">', '<span class="typed">', "</span>")
"""An underscore that was typed for italics: it stays in the text, and is not seen."""
_QUOTE = Tag('<span class="quote">', '<span class="quote">', "</span>")
_DATELINE = Tag('<span class="dateline">', '<span class="dateline">', "</span>")


def _stands_alone(text: str, first: int, last: int, spans: Iterable[Span]) -> bool:
    """Whether the words that date an entry have a line, or a paragraph, to themselves."""
    if text[last : last + 1] not in {"", "\n"} or text[max(first - 1, 0) : first] not in {"", "\n"}:
        return False
    leaves = (span for span in spans if span[2] in LEAVES and span[0] < last and span[1] > first)
    return all(first <= span[0] and span[1] <= last for span in leaves)


def _inside(start: int, end: int, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation is part of a paragraph, not one or more of its own."""
    i = bisect_right(paragraphs, start, key=_start) - 1
    return i >= 0 and end <= paragraphs[i].end and (start, end) != paragraphs[i][:2]


def _start(span: Span) -> int:
    return span[0]
