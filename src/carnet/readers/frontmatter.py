"""The fields that stand before a Markdown text: between `---` (YAML) or `+++` (TOML).

Of YAML this reads what people write there: `key: value`, quoted words, `[a, b]`, lists with dashes,
fields set in under a field, and text after `|` or `>`. Every value is kept as the words it is (`yes` stays `yes`, `1941-05-03` a string). What
goes beyond that is not understood, and said to be so.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, NamedTuple

LONGEST = 100_000  # code points; more than that before a text is no front matter


class FrontMatter(NamedTuple):
    """`[0, end)` of the text. `problem` is a sentence about what is not understood, or empty."""

    end: int
    raw: str
    fields: dict[str, Any]
    problem: str


_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\n")
_BLANK = re.compile(r"\n*+")
_KEY = re.compile(r"""([^\W\d][^:#"'\[\]{}\n]{0,80}?)[ \t]*:(?:[ \t]+|$)""")
_COMMENT = re.compile(r"[ \t]#.*")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+|$)")
_QUOTED = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)')[ \t]*(?:#.*)?""")
_FOLDED = re.compile(r"[|>][+-]?")
_DEEPEST = 8  # fields within fields
_ESCAPED = re.compile(r"\\(.)")


def front_matter(text: str) -> FrontMatter | None:
    """The front matter with which `text` begins, or None where it begins with something else."""
    opened = _FENCE.match(text)
    if opened is None:
        return None
    marks = ("---", "...") if opened[1] == "---" else ("+++",)
    start = at = opened.end()
    while at < min(len(text), LONGEST):
        newline = text.find("\n", at)
        end = len(text) if newline < 0 else newline
        if text[at:end].rstrip() in marks:
            raw = text[start:at]
            found = _toml(raw) if opened[1] == "+++" else _yaml(raw)
            after = _BLANK.match(text, min(end + 1, len(text)))
            return found and after and FrontMatter(after.end(), raw, *found)
        at = end + 1
    return None


def _toml(raw: str) -> tuple[dict[str, Any], str] | None:
    import tomllib  # noqa: PLC0415 - few texts need it, and each start would pay for it

    try:
        return {key: _plain(value) for key, value in tomllib.loads(raw).items()}, ""
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, f"the TOML is broken: {error}"


def _plain(value: Any) -> Any:
    """A value of TOML as strings, lists and dictionaries."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _yaml(raw: str) -> tuple[dict[str, Any], str] | None:
    """The fields, and the first line that is not understood; None where this is no front matter."""
    block = _Block(raw)
    fields = block.mapping(0, 0)
    if not fields and (not block.odd or block.prose):
        return None  # prose between two rules
    problem = f"not understood: {block.odd[0].strip()[:60]!r}" if block.odd else ""
    return fields, problem


class _Block:
    """Lines of YAML, understood by how far they are set in."""

    def __init__(self, raw: str) -> None:
        self.lines = [
            line for line in raw.split("\n") if line.strip() and not line.lstrip().startswith("#")
        ]
        self.at = 0
        self.odd: list[str] = []
        self.prose = bool(self.lines) and _KEY.match(self.lines[0].lstrip()) is None

    def depth(self) -> int:
        """How far the next line is set in; -1 at the end."""
        if self.at >= len(self.lines):
            return -1
        line = self.lines[self.at]
        return len(line) - len(line.lstrip())

    def mapping(self, depth: int, level: int) -> dict[str, Any]:
        """The fields that stand at one depth, and what is set in under each."""
        fields: dict[str, Any] = {}
        while self.depth() >= depth:
            line = self.lines[self.at]
            self.at += 1
            named = _KEY.match(line.strip()) if len(line) - len(line.lstrip()) == depth else None
            if named is None:
                self.odd.append(line)
                continue
            key = named[1].lower()
            value = self.value(line.strip()[named.end() :], depth, level)
            if value is None or key in fields:
                self.odd.append(line)
            else:
                fields[key] = value
        return fields

    def value(self, words: str, depth: int, level: int) -> Any:
        """What a field says: on its own line, or in the lines set in under it."""
        words = words.strip()
        if _FOLDED.fullmatch(words):
            return self.folded(depth, "\n" if words[0] == "|" else " ")
        if words.startswith("["):
            return self.inline(words, depth)
        if words:
            return _scalar(words)
        under = self.lines[self.at].lstrip() if self.at < len(self.lines) else ""
        if self.depth() >= depth and _ITEM.match(under):
            return self.items()
        if self.depth() <= depth:
            return ""
        if under.startswith("["):
            self.at += 1
            return self.inline(under.strip(), depth)
        if level < _DEEPEST and _KEY.match(under):
            return self.mapping(self.depth(), level + 1)
        return ""

    def items(self) -> list[str]:
        """A list with dashes."""
        found: list[str] = []
        depth = self.depth()
        while self.depth() == depth and (item := _ITEM.match(self.lines[self.at])):
            entry = _scalar(self.lines[self.at][item.end() :])
            if entry is None:
                self.odd.append(self.lines[self.at])
            else:
                found.append(entry)
            self.at += 1
        return found

    def inline(self, words: str, depth: int) -> list[str] | None:
        """A list in brackets, which may go on over several lines."""
        inside = _COMMENT.sub("", words)
        while not inside.endswith("]") and self.depth() > depth:
            inside = f"{inside} {_COMMENT.sub('', self.lines[self.at]).strip()}"
            self.at += 1
        return _listed(inside[1:-1].strip().rstrip(",")) if inside.endswith("]") else None

    def folded(self, depth: int, joint: str) -> str:
        """The lines set in under a field, as one text."""
        start = self.at
        while self.depth() > depth:
            self.at += 1
        return joint.join(line.strip() for line in self.lines[start : self.at])


def _listed(words: str) -> list[str] | None:
    """What commas part; a comma within quotation marks does not."""
    found: list[str] = []
    at = 0
    while at < len(words):
        quoted = _QUOTED.match(words, at)
        end = words.find(",", quoted.end() if quoted else at)
        end = len(words) if end < 0 else end
        entry = _scalar(words[at:end])
        if entry is None:
            return None
        found.append(entry)
        at = end + 1
    return found


def _scalar(words: str) -> str | None:
    """The words of one value, without quotation marks and comment; None for a richer value."""
    words = words.strip()
    if words[:1] in ('"', "'"):
        quoted = _QUOTED.fullmatch(words)
        if quoted is None:
            return None
        if quoted[1] is not None:
            return _ESCAPED.sub(_meant, quoted[1])
        return str(quoted[2]).replace("''", "'")
    if words[:1] and words[0] in "&*!|>{}%@`[]":
        return None
    return _COMMENT.sub("", words).strip()


def _meant(escaped: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(escaped[1], escaped[1])
