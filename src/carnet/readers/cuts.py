"""From a marked-up text to its reading text: what is syntax is cut, the rest is copied.

A reader of light markup collects its `Marks` in offsets of the decoded file; `excerpt` then
makes the reading text, the runs that lead home, and the way to bring offsets over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from carnet.model import Span
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Swap(NamedTuple):
    """`[start, end)` of the file is written for one character, as `&eacute;` is for `é`."""

    start: int
    end: int
    char: str


@dataclass(slots=True)
class Marks:
    """What is syntax in a file and what it says; offsets count in the decoded file."""

    cuts: list[tuple[int, int]] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    omitted: list[tuple[str, str]] = field(default_factory=list)  # reason, words
    html: list[tuple[int, int]] = field(default_factory=list)  # raw tags, kept as they are

    def cut(self, start: int, end: int) -> None:
        if start < end:
            self.cuts.append((start, end))

    def swap(self, start: int, end: int, char: str) -> None:
        self.swaps.append(Swap(start, end, char))

    def span(self, start: int, end: int, kind: str, value: str = "") -> None:
        self.spans.append(Span(start, end, kind, value))


class Removed:
    """What of a file is not copied as it is: cuts and swaps, in order and apart."""

    __slots__ = ("_ends", "_removals")

    def __init__(self, marks: Marks) -> None:
        found: list[Swap] = []
        cuts = (Swap(start, end, "") for start, end in marks.cuts)
        for removal in sorted([*cuts, *marks.swaps]):
            last = found[-1] if found else None
            if last is None or removal.start >= last.end:
                found.append(removal)
            elif not (removal.char or last.char):  # a cut wins over a swap inside it
                found[-1] = last._replace(end=max(last.end, removal.end))
        self._removals = found
        self._ends = [removal.end for removal in found]

    def left(self, start: int, end: int) -> Iterator[Swap]:
        """What is left of `[start, end)`: swaps, and copies, whose `char` is empty."""
        for i in range(bisect_right(self._ends, start), len(self._removals)):
            removal = self._removals[i]
            if removal.start >= end:
                break
            if start < removal.start:
                yield Swap(start, removal.start, "")
            if removal.char and removal.start >= start:
                yield removal
            start = max(start, removal.end)
        if start < end:
            yield Swap(start, end, "")

    def words(self, text: str, start: int, end: int) -> str:
        """The words that are left of `[start, end)`."""
        return "".join(part.char or text[part.start : part.end] for part in self.left(start, end))


class _Kept(NamedTuple):
    """`[start, end)` of the file is `length` code points of the reading text from `at` on."""

    start: int
    end: int
    at: int
    length: int


class Excerpt:
    """The reading text that is left of a file, and where each part of it came to stand."""

    __slots__ = ("_kept", "_kept_starts", "_parts", "offsets", "text")

    def __init__(self, text: str, removed: Removed, order: Iterable[tuple[int, int]]) -> None:
        """`order` tiles the file: its stretches in the order in which they shall be read."""
        out: list[str] = []
        kept: list[_Kept] = []
        parts: list[tuple[int, int]] = []  # where a stretch begins: in the file, in the reading
        at = 0
        expected = 0
        for start, end in order:
            # A stretch that was moved, or follows one, begins on a line of its own.
            if start != expected and out and not out[-1].endswith("\n"):
                out.append("\n")
                at += 1
            expected = end
            parts.append((start, at))
            for piece in removed.left(start, end):
                words = piece.char or text[piece.start : piece.end]
                out.append(words)
                kept.append(_Kept(piece.start, piece.end, at, len(words)))
                at += len(words)
        self.text = "".join(out)
        self.offsets = OffsetMap((k.at, k.length, 0, k.start) for k in kept)
        self._kept = sorted(kept)
        self._kept_starts = [k.start for k in self._kept]
        self._parts = sorted(parts)

    def start(self, offset: int) -> int:
        """Where a span that begins at `offset` of the file begins in the reading text."""
        part = bisect_right(self._parts, (offset, len(self.text) + 1))
        return self._place(offset, part, bisect_right(self._kept_starts, offset))

    def end(self, offset: int) -> int:
        """Where a span that ends at `offset` of the file ends in the reading text."""
        part = bisect_left(self._parts, (offset, -1))
        return self._place(offset, part, bisect_left(self._kept_starts, offset))

    def span(self, span: Span) -> Span:
        """A span of the file as one of the reading text."""
        start = self.start(span.start)
        return span._replace(start=start, end=max(start, self.end(span.end)))

    def _place(self, offset: int, parts: int, kept: int) -> int:
        """By the last of the first `parts` stretches, and of the first `kept` copies."""
        if not parts:
            return 0
        begins, at = self._parts[parts - 1]
        if not kept or self._kept[kept - 1].start < begins:
            return at
        last = self._kept[kept - 1]
        return last.at + min(offset - last.start, last.length)
