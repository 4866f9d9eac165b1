"""Words copied from the text nodes of a tree into one reading text, each with its way home.

Runs of white space are one space, and none counts at the edges of a block, both as browsers have it
(CSS) and as TEI P5 does (1.3.1.1.6, "XML Whitespace"); where it is to be kept, what stands inside
is. A line that breaks between two Chinese or Japanese characters leaves no space there (CSS Text,
"Segment Break Transformation Rules").
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, Final

from carnet.model import Span

if TYPE_CHECKING:
    from carnet.model import Finding

WHITE: Final = " \t\r\n\f"
_RAGGED = re.compile(r"[ \t\r\n\f]{2,}")
_WORDS = re.compile(r"[^ \t\r\n\f]+(?:[ \t\r\n\f][^ \t\r\n\f]+)*")

_EAST: Final = "\u2e80"  # no character of wide scripts comes before it
# Those between which no space is written: without Hangul, which has spaces, and without signs.
_WIDE = (
    "\u2e80-\u303e\u3041-\u312f\u3190-\u31ff\u3220-\u325f\u3280-\u33ff\u3400-\u4dbf\u4e00-\ua4cf"
    "\uf900-\ufaff\ufe30-\ufe6b\uff01-\uff9f\uffe0-\uffe6\U0001b000-\U0001b2ff\U00020000-\U0003fffd"
)
_IS_WIDE = re.compile(f"[{_WIDE}]").match
_BROKEN = re.compile(rf"\n(?=[ \t\r\f]*[{_WIDE}])").search
_BETWEEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\n\f]+(?=[{_WIDE}])")

_new = tuple.__new__  # `Span(…)` without its Python: there are many


def _even(text: str) -> str:
    """Each white space as a space. Four replacements are many times quicker than one `translate`,
    which looks up each character of what is not ASCII throughout.
    """
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")


def _kept(white: str) -> str:
    """White space that is to be kept."""
    if "\r" in white or "\f" in white:
        return white.replace("\r", "\n").replace("\f", "\n")
    return white


def _space(white: str, before: str) -> str:
    """What white space behind a character amounts to: nothing yet, where a line ends behind a wide
    one; what follows decides.
    """
    return "" if before >= _EAST and "\n" in white and _IS_WIDE(before) else " "


class Writer:
    """The reading text as it grows. `runs`, `spans` and `findings` are as in a `Document`; `words`
    holds where each copied stretch that is not white space begins.
    """

    keeps_indent: ClassVar[bool] = False  # of the first line, where white space is kept

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pos = 0
        self.runs: list[tuple[int, int, int, int]] = []
        self.words: list[int] = []
        self.spans: list[Span] = []
        self.findings: list[Finding] = []
        self.fresh = True  # white space here is at the edge of a block
        self.preserve = False
        self.hold: tuple[str, int, int] | None = None  # white space not yet written
        self.gap = ""  # a block's edge not yet written

    def here(self) -> int:
        """Where the next word will begin, as far as can be told before it is there."""
        if self.gap:
            return self.pos + (len(self.gap) if self.pos else 0)
        return self.pos + (len(self.hold[0]) if self.hold else 0)

    def anchor(self) -> int:
        """A point that belongs to the word before it, where there is one in this block."""
        return self.here() if self.fresh else self.pos

    def begun(self, words: int) -> int:
        """Where what has been copied since there were `words` stretches begins."""
        return self.words[words] if len(self.words) > words else self.here()

    def span(self, words: int, kind: str, value: str = "") -> None:
        """Something said of all that has been copied since there were `words` stretches."""
        start = self.begun(words)
        self.spans.append(_new(Span, (start, max(start, self.pos), kind, value)))

    def edge(self, gap: str) -> None:
        """A block begins or ends here."""
        if len(gap) > len(self.gap):
            self.gap = gap
        self.hold = None
        self.fresh = True

    def separate(self, mark: str) -> None:
        """A separator that the source does not have: a new line, or a tab between cells."""
        if not self.fresh:
            self.hold = (mark, -1, 0)

    def write(self, text: str, node: int) -> None:
        """Copy the text of a node."""
        core = text.strip(WHITE)
        if not core:
            if not self.fresh and self.hold is None:
                self.hold = (
                    _kept(text) if self.preserve else _space(text, self._last()),
                    node,
                    0,
                )
            return
        lead = 0 if core is text else text.find(core[0])
        at, out = self.pos, self.out
        if self.gap:
            if at:
                out.append(self.gap)
                at += len(self.gap)
            self.gap = ""
            if lead and self.preserve and self.keeps_indent:
                lead = text.rfind("\n", 0, lead) + 1
                core = text[lead:].rstrip(WHITE)
        else:
            hold = self.hold
            if lead and hold is None and not self.fresh:
                white = text[:lead]
                hold = (_kept(white) if self.preserve else _space(white, self._last()), node, 0)
            if hold is not None:
                held, home, offset = hold
                if not held and not _IS_WIDE(core):
                    held = " "
                if held:
                    out.append(held)
                if home >= 0 and held:
                    self.runs.append((at, len(held), home, offset))
                at += len(held)
        self.fresh = False
        size = len(core)
        self.words.append(at)
        if self.preserve:
            core = _kept(core)
            self.runs.append((at, size, node, lead))
        elif (  # five quick looks, which spare most nodes the rest
            "\n" not in core and "  " not in core and "\t" not in core
            and "\r" not in core and "\f" not in core
        ):  # fmt: skip
            self.runs.append((at, size, node, lead))
        elif not core.isascii() and _BROKEN(core):
            core = self._unbroken(core, node, lead, at)
        elif not _RAGGED.search(core):
            core = _even(core)
            self.runs.append((at, size, node, lead))
        else:
            core = self._ragged(core, node, lead, at)
        out.append(core)
        self.pos = at + len(core)
        end = lead + size
        if end < len(text):
            white = text[end:]
            self.hold = (_kept(white) if self.preserve else _space(white, core[-1]), node, end)
        else:
            self.hold = None

    def _ragged(self, core: str, node: int, lead: int, at: int) -> str:
        """Copy a stretch to a place; runs of white space in it become one space each."""
        parts = []
        for piece in _WORDS.finditer(core):
            words = _even(piece[0])
            # all but the last piece take along the first white space behind them
            length = len(words) + (piece.end() < len(core))
            self.runs.append((at, length, node, lead + piece.start()))
            parts.append(words)
            at += length
        return " ".join(parts)

    def _unbroken(self, core: str, node: int, lead: int, at: int) -> str:
        """Copy a stretch to a place, without the ends of lines between wide characters."""
        parts: list[str] = []
        begin = 0
        breaks = [found.span() for found in _BETWEEN.finditer(core) if "\n" in found[0]]
        for stop, after in [*breaks, (len(core), len(core))]:
            part = self._ragged(core[begin:stop], node, lead + begin, at)
            parts.append(part)
            at += len(part)
            begin = after
        return "".join(parts)

    def _last(self) -> str:
        """The last character that was copied; "" where there is none."""
        return self.out[-1][-1:] if self.out else ""

    def clip(self) -> None:
        """End within the text what was to stand before words that never came; sort the spans, of
        those that begin together the longest first.
        """
        end = self.pos
        if any(span[1] > end for span in self.spans):
            self.spans = [
                span if span.end <= end else span._replace(start=min(span.start, end), end=end)
                for span in self.spans
            ]
        self.spans.sort(key=itemgetter(1), reverse=True)
        self.spans.sort(key=itemgetter(0))
        self.findings = [
            one._replace(start=end, end=end) if (one.start or 0) > end else one
            for one in self.findings
        ]
