"""Words copied from text nodes into one reading text, each with its way home.

White space follows CSS as browsers apply it to HTML: runs of it are one space, none counts at the
edges of a block, and `pre` keeps what stands inside.
"""

from __future__ import annotations

import re
from typing import Final

from carnet.model import Span

WHITE: Final = " \t\r\n\f"
_RAGGED = re.compile(r"[ \t\r\n\f]{2,}")
_WORDS = re.compile(r"[^ \t\r\n\f]+(?:[ \t\r\n\f][^ \t\r\n\f]+)*")
_EVEN: Final = {9: 32, 10: 32, 12: 32, 13: 32}
_LINES: Final = {12: 10, 13: 10}  # where white space is kept


class Writer:
    """The reading text as it grows. `runs`, `spans` and `words` are as in a `Document`: `words`
    holds where each copied stretch that is not white space begins.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pos = 0
        self.runs: list[tuple[int, int, int, int]] = []
        self.words: list[int] = []
        self.spans: list[Span] = []
        self.fresh = True  # white space here is at the edge of a block
        self.preserve = False
        self._hold: tuple[str, int, int] | None = None  # white space not yet written
        self._gap = ""  # a block's edge not yet written

    def here(self) -> int:
        """Where the next word will begin, as far as can be told before it is there."""
        if self._gap:
            return self.pos + (len(self._gap) if self.pos else 0)
        return self.pos + (len(self._hold[0]) if self._hold else 0)

    def anchor(self) -> int:
        """A point that belongs to the word before it, where there is one in this block."""
        return self.here() if self.fresh else self.pos

    def begun(self, words: int) -> int:
        """Where what has been copied since there were `words` stretches begins."""
        return self.words[words] if len(self.words) > words else self.here()

    def span(self, words: int, kind: str, value: str = "") -> None:
        """Something said of all that has been copied since there were `words` stretches."""
        start = self.begun(words)
        self.spans.append(Span(start, max(start, self.pos), kind, value))

    def edge(self, gap: str) -> None:
        """A block begins or ends here."""
        if len(gap) > len(self._gap):
            self._gap = gap
        self._hold = None
        self.fresh = True

    def separate(self, mark: str) -> None:
        """A separator that the source does not have: a new line, or a tab between cells."""
        if not self.fresh:
            self._hold = (mark, -1, 0)

    def write(self, text: str, node: int) -> None:
        """Copy the text of a node."""
        core = text.strip(WHITE)
        if not core:
            if not self.fresh and self._hold is None:
                self._hold = (self._kept(text), node, 0)
            return
        lead = 0 if core is text else text.find(core[0])
        if self._gap:
            if self.pos:
                self.out.append(self._gap)
                self.pos += len(self._gap)
            self._gap = ""
            if self.preserve and lead:  # the first line of `pre` keeps its indent
                lead = text.rfind("\n", 0, lead) + 1
                core = text[lead:].rstrip(WHITE)
        else:
            if lead and not self.fresh and self._hold is None:
                self._hold = (self._kept(text[:lead]), node, 0)
            if self._hold:
                held, home, offset = self._hold
                self.out.append(held)
                if home >= 0:
                    self.runs.append((self.pos, len(held), home, offset))
                self.pos += len(held)
        self._hold = None
        self.fresh = False
        size = len(core)
        self.words.append(self.pos)
        if self.preserve:
            core = core.translate(_LINES)
            self.runs.append((self.pos, size, node, lead))
        elif not _RAGGED.search(core):
            core = core.translate(_EVEN)
            self.runs.append((self.pos, size, node, lead))
        else:
            core = self._ragged(core, node, lead)
        self.out.append(core)
        self.pos += len(core)
        end = lead + size
        if end < len(text):
            self._hold = (self._kept(text[end:]), node, end)

    def _kept(self, white: str) -> str:
        return white.translate(_LINES) if self.preserve else " "

    def _ragged(self, core: str, node: int, lead: int) -> str:
        """Copy a stretch in which runs of white space become one space each."""
        parts = []
        at = self.pos
        for piece in _WORDS.finditer(core):
            words = piece[0].translate(_EVEN)
            # all but the last piece take along the first white space behind them
            length = len(words) + (piece.end() < len(core))
            self.runs.append((at, length, node, lead + piece.start()))
            parts.append(words)
            at += length
        return " ".join(parts)
