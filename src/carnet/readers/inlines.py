"""The marks within a line of Markdown: emphasis, links, images, names, notes, code, entities.

One pass from left to right. What does not close, or leads nowhere, stays as it is written. Every
search ahead is bounded, or ends at the next mark of its own kind, so that time is linear in the
text whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from carnet.readers.blocks import folded

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from carnet.readers.cuts import Marks

_MARK = re.compile(r"[\\`*_~\[\]<&]|!\[")
_TICKS = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+|~+")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_NAME = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]|\n]{0,300}))?\]\]")
_NOTED = re.compile(r"\[\^([^\[\]\s]{1,100})\]")
_LABEL = re.compile(r"\[([^\[\]]{0,200})\]")
_ADDRESS = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,4000}|[^\s<>@]{1,64}@[^\s<>@]{1,255})>"
)
_TAG = re.compile(r"<(?:!--|[/?!]?[A-Za-z])[^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_POINTED = re.compile(r"<([^<>\n]*)>")
_EDGE = re.compile(r"[()\s]")
_TITLE_ENDS = {'"': '"', "'": "'", "(": ")"}
_DEEPEST = 32  # parentheses within a target
_FARTHEST = 16  # unclosed marks over which a closing one looks back for its own


class _Run(NamedTuple):
    """A run of `*`, `_` or `~`. `[start, end)` is what is not used up of it."""

    start: int
    end: int
    length: int
    opens: bool
    closes: bool


class _Bracket(NamedTuple):
    start: int
    end: int
    image: bool
    runs: int  # how many runs came before


def mark_up(
    text: str, shift: int, notes: Container[str], links: Mapping[str, str], marks: Marks
) -> None:
    """Puts what the marks in `text` say into `marks`; `text` stands at `shift` in the file.

    `notes` holds the labels that have a footnote, `links` the targets of the labels, folded.
    """
    _Line(text, shift, notes, links, marks).read()


class _Line:
    def __init__(
        self,
        text: str,
        shift: int,
        notes: Container[str],
        links: Mapping[str, str],
        marks: Marks,
    ) -> None:
        self.text = text
        self.shift = shift
        self.notes = notes
        self.links = links
        self.marks = marks
        self.runs: list[_Run] = []
        self.brackets: list[_Bracket] = []
        self.shut = 0  # so many of the brackets can open no link: one stands within them
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()  # the ends of titles that come no more

    def read(self) -> None:
        text, at = self.text, 0
        while mark := _MARK.search(text, at):
            at = self._at(mark.start(), mark[0])
        self._emphasis(self.runs)

    def _cut(self, start: int, end: int) -> None:
        self.marks.cut(start + self.shift, end + self.shift)

    def _span(self, start: int, end: int, kind: str, value: str = "") -> None:
        self.marks.span(start + self.shift, end + self.shift, kind, value)

    def _at(self, i: int, mark: str) -> int:
        """Deals with the mark at `i` and says where to go on."""
        match mark:
            case "\\":
                return self._escape(i)
            case "`":
                return self._code(i)
            case "*" | "_" | "~":
                return self._run(i)
            case "<":
                return self._angle(i)
            case "&":
                return self._entity(i)
            case "]":
                return self._close(i)
            case _:
                return self._open(i, image=mark == "![")

    def _escape(self, i: int) -> int:
        following = self.text[i + 1 : i + 2]
        if following in _PUNCTUATION:
            self._cut(i, i + 1)
            return i + 2
        if following == "\n":
            self._cut(i, i + 1)
        return i + 1

    def _code(self, i: int) -> int:
        """Code lies between two runs of backticks of one length; its inside is left alone."""
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        opened = _TICKS.match(self.text, i)
        assert opened is not None
        same = self.ticks.get(len(opened[0]), [])
        k = bisect_right(same, i)
        if k == len(same):
            return opened.end()
        closed = same[k]
        self._cut(i, opened.end())
        self._cut(closed, closed + len(opened[0]))
        self._span(opened.end(), closed, "code")
        return closed + len(opened[0])

    def _angle(self, i: int) -> int:
        if address := _ADDRESS.match(self.text, i):
            self._cut(i, i + 1)
            self._cut(address.end() - 1, address.end())
            target = address[1] if ":" in address[1] else f"mailto:{address[1]}"
            self._span(i + 1, address.end() - 1, "link", target)
            return address.end()
        if tag := _TAG.match(self.text, i):
            self.marks.html.append((i + self.shift, tag.end() + self.shift))
            return tag.end()
        return i + 1

    def _entity(self, i: int) -> int:
        entity = _ENTITY.match(self.text, i)
        if entity is None:
            return i + 1
        from html import unescape  # noqa: PLC0415 - its table of entities is slow to load

        char = unescape(entity[0])
        if len(char) == 1 and (char.isprintable() or char == "\u00a0"):
            self.marks.swap(i + self.shift, entity.end() + self.shift, char)
        return entity.end()

    # Brackets

    def _open(self, i: int, *, image: bool) -> int:
        if named := _NAME.match(self.text, i):
            return self._name(named, embedded=image)
        noted = None if image else _NOTED.match(self.text, i)
        if noted and noted[1] in self.notes:
            self._cut(*noted.span())
            self._span(i, i, "noteref", noted[1])
            return noted.end()
        end = i + 2 if image else i + 1
        self.brackets.append(_Bracket(i, end, image, len(self.runs)))
        return end

    def _name(self, named: re.Match[str], *, embedded: bool) -> int:
        """`[[Name]]`, `[[Name|as shown]]`; `![[picture.jpg]]` shows what it names."""
        start, end = named.span()
        if embedded:
            self._cut(start, end)
            self._span(start, start, "figure", named[1].strip())
            if named[2]:
                self.marks.omitted.append(("picture size", named[2]))
            return end
        shown = 2 if named[2] and named[2].strip() else 1
        self._cut(start, named.start(shown))
        self._cut(named.end(shown), end)
        name = named[1].strip()
        kind = "date" if _is_day(name) else "name"
        self._span(named.start(shown), named.end(shown), kind, name)
        return end

    def _close(self, i: int) -> int:
        if not self.brackets:
            return i + 1
        bracket = self.brackets.pop()
        dead = len(self.brackets) < self.shut and not bracket.image
        self.shut = min(self.shut, len(self.brackets))
        if dead:
            return i + 1
        led = self._target(i + 1) or self._reference(bracket, i)
        if led is None:
            return i + 1
        end, target, reason, omitted = led
        self._cut(bracket.start, bracket.end)
        self._cut(i, end)
        self._span(bracket.end, i, "figure" if bracket.image else "link", target)
        if omitted:
            self.marks.omitted.append((reason, omitted))
        self._emphasis(self.runs[bracket.runs :])  # marks within a link do not pair with others
        del self.runs[bracket.runs :]
        if not bracket.image:
            self.shut = len(self.brackets)
        return end

    def _reference(self, bracket: _Bracket, i: int) -> tuple[int, str, str, str] | None:
        """`[words][label]`, `[label][]` or `[label]` with a definition elsewhere in the text."""
        if not self.links:
            return None
        label = _LABEL.match(self.text, i + 1)
        words = self.text[bracket.end : i] if i - bracket.end <= 200 else ""
        name = label[1] if label and label[1] else words
        target = self.links.get(folded(name))
        if target is None:
            return None
        return label.end() if label else i + 1, target, "link label", label[1] if label else ""

    def _target(self, i: int) -> tuple[int, str, str, str] | None:
        """`(target "title")`: where it ends, the target, why the title is left out, the title."""
        text = self.text
        if text[i : i + 1] != "(":
            return None
        at = self._past_space(i + 1)
        found = self._pointed(at) if text[at : at + 1] == "<" else self._plain(at)
        if found is None:
            return None
        target, at = found
        after = self._past_space(at)
        title = ""
        if after > at and text[after : after + 1] in _TITLE_ENDS:
            close = self._title(after)
            if close < 0:
                return None
            title = text[after + 1 : close]
            after = self._past_space(close + 1)
        if text[after : after + 1] != ")":
            return None
        return after + 1, target, "link title", title

    def _past_space(self, at: int) -> int:
        """Past some white space; more than a line of it parts no target from its title."""
        end = min(at + 200, len(self.text))
        while at < end and self.text[at].isspace():
            at += 1
        return at

    def _pointed(self, at: int) -> tuple[str, int] | None:
        pointed = _POINTED.match(self.text, at)
        return (pointed[1], pointed.end()) if pointed else None

    def _plain(self, at: int) -> tuple[str, int] | None:
        """A target without space; parentheses in it come in pairs."""
        text, depth, start = self.text, 0, at
        for edge in _EDGE.finditer(text, at):
            at = edge.start()
            if edge[0] == "(":
                depth += 1
                if depth > _DEEPEST:
                    return None
            elif edge[0] == ")":
                if depth == 0:
                    return text[start:at], at
                depth -= 1
            else:
                return (text[start:at], at) if depth == 0 else None
        return None

    def _title(self, at: int) -> int:
        """Where the title that opens at `at` closes; below 0 where it does not."""
        mark = _TITLE_ENDS[self.text[at]]
        if mark in self.missing:
            return -1
        close = self.text.find(mark, at + 1)
        if close < 0:
            self.missing.add(mark)
        return close

    # Emphasis

    def _run(self, i: int) -> int:
        run = _RUN.match(self.text, i)
        assert run is not None
        before = self.text[i - 1 : i] or " "
        after = self.text[run.end() : run.end() + 1] or " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        opens, closes = left, right
        if run[0][0] == "_":  # within a word it is a letter
            opens = left and not (right and before.isalnum())
            closes = right and not (left and after.isalnum())
        length = run.end() - i
        if (opens or closes) and (run[0][0] != "~" or length == 2):
            self.runs.append(_Run(i, run.end(), length, opens, closes))
        return run.end()

    def _emphasis(self, runs: list[_Run]) -> None:
        """Pairs the runs. Each mark has a stack of its own; a pair shuts off what it encloses."""
        stacks: dict[str, list[_Run]] = {"*": [], "_": [], "~": []}
        for run in runs:
            mark = self.text[run.start]
            own = stacks[mark]
            left = run
            while left.closes and left.start < left.end:
                k = _opener(own, left)
                if k < 0:
                    break
                opener = own[k]
                del own[k:]
                for stack in stacks.values():
                    while stack and stack[-1].start > opener.start:
                        stack.pop()
                width = 2 if min(opener.end - opener.start, left.end - left.start) > 1 else 1
                inner, outer = opener.end, left.start
                self._cut(inner - width, inner)
                self._cut(outer, outer + width)
                kind = "strike" if mark == "~" else ("italic", "bold")[width - 1]
                self._span(inner, outer, kind)
                if inner - width > opener.start:
                    own.append(opener._replace(end=inner - width))
                left = left._replace(start=outer + width)
            if left.opens and left.start < left.end:
                own.append(left)


def _opener(stack: list[_Run], closer: _Run) -> int:
    """The nearest run that `closer` can close; below 0 where there is none.

    CommonMark's rule of three keeps `**a*b**` whole: a mark that both opens and closes does not
    pair where the lengths add up to a multiple of three, unless both are such.
    """
    for k in range(len(stack) - 1, max(len(stack) - 1 - _FARTHEST, -1), -1):
        both = stack[k].closes or closer.opens
        lengths = stack[k].length, closer.length
        if not both or sum(lengths) % 3 or not (lengths[0] % 3 or lengths[1] % 3):
            return k
    return -1


def _is_day(name: str) -> bool:
    if len(name) != len("1941-05-03") or name[4] != "-":
        return False
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
