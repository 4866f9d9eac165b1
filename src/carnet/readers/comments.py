"""Comments in Markdown: what stands between two `%%` is for the writer's own eyes, as in Obsidian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carnet.readers.cuts import Marks

_OPEN = re.compile(r"(?<!\S)%%(?!%)|^[ \t]*(?:```|~~~)", re.MULTILINE)
_CLOSE = re.compile(r"%%(?![^\s.,;:!?)])")
_WORDS = re.compile(r"\S")


def without_comments(text: str, start: int, marks: Marks) -> str:
    """The text from `start` on with its comments blanked out, to a letter as long; what they say is
    named as left out. A mark that has no second is text, and so is what stands in fenced code.
    """
    if text.count("%%", start) < 2:
        return text
    parts: list[str] = []
    at, place, fenced = 0, start, False
    while mark := _OPEN.search(text, place):
        place = mark.end()
        if "%" not in mark[0]:
            fenced = not fenced
        elif not fenced:
            closing = _CLOSE.search(text, place)
            if closing is None:
                break
            opened, place = mark.start(), closing.end()
            marks.cut(*_of_its_own(text, opened, place))
            marks.omitted.append(("comment", text[opened:place]))
            parts += text[at:opened], _WORDS.sub(" ", text[opened:place])
            at = place
    parts.append(text[at:])
    return "".join(parts)


def _of_its_own(text: str, start: int, end: int) -> tuple[int, int]:
    """A comment with its line's end where nothing else stands on its lines."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    alone = not text[first:start].strip() and not text[end:last].strip()
    return (first, last) if alone else (start, end)
