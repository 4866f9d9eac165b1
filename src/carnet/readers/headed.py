"""Entries that are stated by headings with full dates, and the matter between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.dates import When
from carnet.model import Finding, Piece
from carnet.readers.dated import full_within, is_partial, titled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from carnet.readers.dated import Titled


class Heading(NamedTuple):
    """`[start, end)` are its words, which `words` gives without their marks; `line` is where its
    first line begins. `level` runs from 1, the highest.
    """

    line: int
    start: int
    end: int
    level: int
    words: str


_UNDATED = frozenset(
    (
        *("undated", "no date", "n.d", "nd", "sans date", "s.d", "non daté", "undatiert"),
        *("ohne datum", "o. d", "o.d", "sin fecha", "senza data", "sem data", "zonder datum"),
        *("odaterat", "uden dato", "uten dato", "bez daty", "без даты"),
    )
)


def headed(
    source: str,
    headings: Sequence[Heading],
    length: int,
    has_words: Callable[[int, int], bool],
    options: Mapping[str, Any],
) -> tuple[list[Piece], list[Finding]]:
    """Pieces that tile `[0, length)`; none where no heading has a full date.

    A heading with a full date begins an entry. Where one of its level or higher has none: between
    dated ones it begins an undated entry, with a finding; over all of them in level, or before
    the first, it begins other matter. Deeper ones are titles within an entry.

    None either where headings of that level give their date in part: what a reader of prose
    carries over from entry to entry is beyond a reader of structure.
    """
    days = [titled(heading.words, options) for heading in headings]
    dated = [i for i, day in enumerate(days) if day is not None]
    levels = {headings[i].level for i in dated}
    if not dated or any(
        day is None and heading.level in levels and is_partial(heading.words, options)
        for heading, day in zip(headings, days, strict=True)
    ):
        return [], []
    chosen = _chosen(headings, set(dated), levels)
    locators = _locators([headings[i] for i, _ in chosen])
    pieces: list[Piece] = []
    findings: list[Finding] = []
    if has_words(0, headings[chosen[0][0]].line):
        pieces.append(Piece(0, 0, "front", "front"))
    for (i, kind), locator in zip(chosen, locators, strict=True):
        heading, day = headings[i], days[i]
        when, title = (_when(heading, day), day.title) if day else (None, "")
        place = heading.line if pieces else 0
        if kind == "entry" and when is None:
            title = "" if _says_undated(heading) else heading.words
            when = When(written=heading.words, why=("its heading has no date",))
            hidden = full_within(heading.words, options)
            said = f"does not begin with its date, {hidden}" if hidden else "has no date"
            message = f"the heading {heading.words!r} {said}: its entry is undated"
            doubt = "date" if hidden else "undated"
            findings.append(Finding(source, locator, doubt, message, heading.start, heading.end))
        elif when is not None and when.sure < 0.9:
            message = "; ".join(when.why)
            findings.append(Finding(source, locator, "date", message, heading.start, heading.end))
        words = (heading.start, heading.end)
        pieces.append(Piece(place, place, kind, locator, when, words, title))
    ends = [*(piece.start for piece in pieces[1:]), length]
    tiled = [piece._replace(end=end) for piece, end in zip(pieces, ends, strict=True)]
    return _matter_named(tiled, has_words), findings


def _when(heading: Heading, day: Titled) -> When:
    """The date in a heading, with its words and the reason."""
    why = ("a heading with a full date", *day.when.why)
    return replace(day.when, written=day.when.written or heading.words, why=why)


def _says_undated(heading: Heading) -> bool:
    """Whether a heading says in so many words that it has no date."""
    return heading.words.casefold().strip(" .[]()") in _UNDATED


def _chosen(
    headings: Sequence[Heading], dated: set[int], levels: set[int]
) -> list[tuple[int, str]]:
    """The headings that begin a piece, each with `entry` or `other`."""
    first, top = min(dated), min(levels)
    chosen: list[tuple[int, str]] = []
    level, kind = 0, ""  # of the piece that is open
    for i, heading in enumerate(headings):
        if i in dated:
            begins = "entry"
        elif heading.level < top or (
            i < first and not (heading.level in levels and _says_undated(heading))
        ):
            begins = "other" if heading.level <= level or not kind else ""
        elif kind == "entry":
            begins = "entry" if heading.level <= level else ""
        else:
            begins = "entry" if heading.level in levels else ""
        if begins:
            level, kind = heading.level, begins
            chosen.append((i, begins))
    return chosen


def _locators(headings: Sequence[Heading]) -> Iterator[str]:
    """Each heading's words, with a number from the second of the same words on."""
    taken = {"front"}
    seen: Counter[str] = Counter()
    for heading in headings:
        locator = words = " ".join(heading.words.split())
        while locator in taken:  # also where a heading's own words end in "(2)"
            seen[words] += 1
            locator = f"{words} ({seen[words] + 1})"
        taken.add(locator)
        yield locator


def _matter_named(pieces: list[Piece], has_words: Callable[[int, int], bool]) -> list[Piece]:
    """Other matter by its place; what is a heading and nothing else is a heading."""
    entries = [i for i, piece in enumerate(pieces) if piece.kind == "entry"]
    named = []
    for i, piece in enumerate(pieces):
        kind = piece.kind
        if kind == "other" and piece.heading is not None:
            if not has_words(piece.heading[1], piece.end):
                kind = "heading"
            elif i < entries[0]:
                kind = "front"
            elif i > entries[-1]:
                kind = "back"
        named.append(piece._replace(kind=kind))
    return named
