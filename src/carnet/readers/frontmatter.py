"""The fields that stand before a Markdown text: between `---` (YAML) or `+++` (TOML).

Of YAML this reads what people write there: `key: value`, quoted words, `[a, b]` and lists with
dashes. Every value is kept as the words it is (`yes` stays `yes`, `1941-05-03` a string). What
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
    fields: dict[str, Any] = {}
    odd: list[str] = []
    key = ""  # the field whose list may follow
    for line in raw.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if named := _KEY.match(line):
            key = named[1].lower()
            value = _value(line[named.end() :])
            if value is None or key in fields:
                odd.append(line)
                key = ""
            else:
                fields[key] = value
            continue
        if not fields and not odd:
            return None  # prose between two rules
        item = _ITEM.match(line)
        entry = _scalar(line[item.end() :]) if item else None
        held = fields.get(key)
        if entry is None or not (held == "" or isinstance(held, list)):
            odd.append(line)
            continue
        if not isinstance(held, list):
            held = fields[key] = []
        held.append(entry)
    problem = f"not understood: {odd[0].strip()[:60]!r}" if odd else ""
    return fields, problem


def _value(words: str) -> str | list[str] | None:
    """A string or an inline list; None for what is neither."""
    words = words.strip()
    if not words.startswith("["):
        return _scalar(words)
    inside = _COMMENT.sub("", words)
    if not inside.endswith("]"):
        return None
    return _listed(inside[1:-1])


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
