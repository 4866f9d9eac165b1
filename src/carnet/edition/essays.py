"""Essays on the notebooks that an archive keeps, as texts that may be published with them.

They are other people's words and no sources; but who quotes may quote what was sealed since. An
essay that repeats what is sealed is held back as a whole, with a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carnet.edition.fronts import repeating
from carnet.model import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FOLDER = "essays"


class EssayText(NamedTuple):
    """One essay. `spans` (how it is set) and `blocks` (what its format says is quoted) count in
    `text`, which does not hold the title.
    """

    name: str  # its path in the folder of essays
    title: str  # may be empty
    author: str  # may be empty
    text: str
    spans: tuple[Span, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()


def open_essays(
    essays: Iterable[EssayText | Finding],
    sealed: Iterable[str],
    named: Callable[[str], bool],
) -> Iterator[EssayText | Finding]:
    """The essays that may be shown; of each other one a finding that does not repeat its words.
    `named` says whether words name a record that is sealed.
    """
    held = repeating(sealed, named)
    for essay in essays:
        if isinstance(essay, Finding):
            yield essay
            continue
        values = (span.value for span in essay.spans)
        if held(" ".join((essay.name, essay.title, essay.author, essay.text, *values))):
            message = "the essay repeats words that are sealed, and is held back"
            yield Finding(f"{FOLDER}/{essay.name}", "", "seal", message)
        else:
            yield essay
