"""What is doubtful about a date, and why it is what it is, in readable words.

Reasons come from other floors, in English. One that is among our words is told in every language:
the English string of a `reason.` row is the pattern by which it is known again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from carnet.publishers.site.escape import escape
from carnet.publishers.site.strings import table
from carnet.publishers.site.words import Words, literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.dates import When

_SURE = 0.9
"""A date that is likelier than this is not called uncertain: a reader who is warned of everything is
warned of nothing. Its record says how sure it is all the same.
"""
_WIDE = {
    "month": "doubt.month",
    "season": "doubt.season",
    "year": "doubt.year",
    "decade": "doubt.decade",
    "interval": "doubt.interval",
}


def doubts(when: When) -> list[str]:
    """What is doubtful about a date, as specs; nothing for one certain day."""
    if not when.known:
        return ["doubt.undated"]
    found = []
    if when.approximate:
        found.append("doubt.approximate")
    if when.uncertain or when.sure < _SURE:
        found.append("doubt.uncertain")
    if when.precision != "day":
        found.append(_WIDE.get(when.precision, "doubt.partial"))
    return found


@lru_cache(maxsize=256)
def reason(words: Words, said: str) -> str:
    """A reason as HTML: in words of our own that can be put into another language, or as it is."""
    for key, pattern, names in _patterns():
        found = pattern.fullmatch(said)
        if found:
            put = "".join(f"|{name}={literal(found[name])}" for name in names)
            return words.tell(key + put)
    language = "" if words.language == "en" else ' lang="en"'
    return f"<span{language}>{escape(said)}</span>"


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    found = []
    for key, row in table().items():
        if key.startswith("reason."):
            names = tuple(re.findall(r"\{(\w+)\}", row[0]))
            parts = re.split(r"\{(\w+)\}", row[0])
            pattern = "".join(
                f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)
            )
            found.append((key, re.compile(pattern, re.DOTALL), names))
    return found
