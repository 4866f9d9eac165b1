"""Long texts are looked at part by part, each as one text of the same day.

What stands in the same entry speaks for a record, and is no evidence where the entry is a whole
notebook: a voyage of a year, or forty pages of figures under one heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carnet.recognisers.names.firstlook import Text
    from carnet.recognisers.names.memory import Link

_LONG: Final = 4000  # code points of a text that is looked at in parts
_PART: Final = 2000  # and of a part, or more, to the end of a paragraph
_ENDS: Final = ("\n\n", ".\n", ". ", "\n", " ")  # where it may end, the best first


def parts(text: Text) -> Iterator[tuple[int, Text]]:
    """A text in parts, each with its place; one that is not long is one part."""
    if len(text.text) <= _LONG:
        yield 0, text
        return
    start = 0
    links = sorted(text.links)
    while start < len(text.text):
        end = _end(text.text, start, links)
        here = tuple(
            link._replace(start=link.start - start, end=link.end - start)
            for link in links
            if start <= link.start and link.end <= end
        )
        yield start, text._replace(text=text.text[start:end], links=here)
        start = end


def _end(text: str, start: int, links: Iterable[Link]) -> int:
    """Where a part ends that begins at `start`: at no place within a link."""
    least = start + _PART
    if len(text) - least <= _PART:
        return len(text)
    for mark in _ENDS:
        end = text.find(mark, least, least + _PART)
        while end >= 0:
            end += len(mark)
            if not any(link.start < end < link.end for link in links):
                return end
            end = text.find(mark, end, least + _PART)
    return len(text)
