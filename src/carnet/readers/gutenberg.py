"""The frame that Project Gutenberg sets round a book: header, licence, and what they state."""

from __future__ import annotations

import re
from typing import NamedTuple


class Frame(NamedTuple):
    """Where the book itself stands, `[start, end)`, and what the header says of it."""

    start: int
    end: int
    meta: dict[str, str]


_HEADER = 40_000  # code points at the front in which the header must end
_START = re.compile(
    r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*(?:\n[^\n]{1,80}){0,2}?\*\*\*[ \t]*$"
    r"|^\*END\*THE SMALL PRINT![^\n]*$",
    re.MULTILINE,
)
_END = re.compile(
    r"^(?:\*\*\* ?END OF (?:THE |THIS )?PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg)",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(r"^(Title|Author|Editor|Translator|Language): *(\S[^\n]{0,300})$", re.MULTILINE)
_LANGUAGES = {
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "latin": "la",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
}


def frame(text: str) -> Frame | None:
    """The book within Project Gutenberg's frame, or None where `text` has no such frame."""
    start = _START.search(text, 0, _HEADER)
    if start is None:
        return None
    end = _END.search(text, start.end())
    meta = {field[1].lower(): field[2].strip() for field in _FIELD.finditer(text, 0, start.start())}
    if language := _LANGUAGES.get(meta.pop("language", "").lower()):
        meta["language"] = language
    return Frame(start.end(), end.start() if end else len(text), meta)
