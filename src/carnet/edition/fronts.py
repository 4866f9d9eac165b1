"""Pages about an edition, written by its editors in Markdown: an introduction, its principles.

They are the editors' own and no sources; but an editor may quote. A page that repeats what is
sealed is held back as a whole, with a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carnet.model import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FOLDER = "pages"
_RUN = 6
"""So many words in a row that are sealed are a quotation; a sealed passage of fewer words is known
by all of them."""

_WORD = re.compile(r"\w+")


class FrontPage(NamedTuple):
    """One page. Spans count in `text`, which does not hold the title."""

    name: str  # of its file, without `.md`
    title: str  # its first heading; may be empty
    text: str
    spans: tuple[Span, ...]


def front_page(name: str, text: str, spans: Iterable[Span]) -> FrontPage:
    """A page from the reading text of its file: a heading that opens it is its title."""
    spans = sorted(spans)
    head = next((span for span in spans if span.kind == "head"), None)
    if head is None or text[: head.start].strip():
        return FrontPage(name, "", text, tuple(spans))
    start = head.end + len(text[head.end :]) - len(text[head.end :].lstrip())
    kept = (
        span._replace(start=span.start - start, end=span.end - start)
        for span in spans
        if span.start >= start
    )
    title = " ".join(text[head.start : head.end].split())
    return FrontPage(name, title, text[start:], tuple(kept))


def open_fronts(
    pages: Sequence[FrontPage], sealed: Iterable[str], named: Callable[[str], bool]
) -> Iterator[FrontPage | Finding]:
    """The pages that may be shown; of each other one a finding that does not repeat its words.
    `named` says whether words name a record that is sealed.
    """
    held = repeating(sealed if pages else (), named)
    for page in pages:
        if held(" ".join((page.title, page.text, *(span.value for span in page.spans)))):
            message = "the page repeats words that are sealed, and is held back"
            yield Finding(f"{FOLDER}/{page.name}.md", "", "seal", message)
        else:
            yield page


def repeating(sealed: Iterable[str], named: Callable[[str], bool]) -> Callable[[str], bool]:
    """Tells whether a text repeats any of these sealed ones, or names a record that is sealed."""
    runs: set[tuple[str, ...]] = set()
    for text in sealed:
        words = _words(text)
        if words:
            size = min(_RUN, len(words))
            runs |= {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}
    sizes = {len(run) for run in runs}

    def held(said: str) -> bool:
        words = _words(said)
        return named(said) or any(
            tuple(words[n : n + size]) in runs for size in sizes for n in range(len(words))
        )

    return held


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
