"""What trace says of a quotation, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Verdict = Literal["verbatim", "altered", "unfound"]

KINDS = ("word", "spelling", "case", "punctuation", "order", "insertion", "omission")
"""The kinds of change."""

FLAGS = ("negation", "number", "silent elision", "cut short")
"""What changes may do to the sense: a negation dropped or added, a number changed, several words
left out without a sign, an end just before the clause that limits it.
"""


class Part(NamedTuple):
    """A stretch of one entry (or of matter: `entry` is None). `start` and `end` count in the
    entry's text, `source_start` and `source_end` in the source's reading text.
    """

    entry: str | None
    start: int
    end: int
    source: str
    source_start: int
    source_end: int
    text: str


class Change(NamedTuple):
    """One difference. `start` and `end` count in the essay; `was` stands in the source, `now` in the
    essay; either may be empty.
    """

    kind: str
    start: int
    end: int
    was: str
    now: str
    bracketed: bool = False  # the essay itself says so, by brackets


class Near(NamedTuple):
    """The nearest passage to something that was not found, and how near, from 0 to 1."""

    part: Part
    likeness: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of an essay. `start` and `end` are code points of the essay, quotation marks
    excluded. `score` is how likely it is to be from the archive, from 0 to 1; of an unfound one, how
    likely it is not to be.
    """

    essay: str
    start: int
    end: int
    quote: str
    verdict: Verdict
    elided: bool = False
    misattributed: bool = False
    marked: bool = True
    claimed: str | None = None
    parts: tuple[Part, ...] = ()
    omitted: tuple[str, ...] = ()
    others: tuple[tuple[Part, ...], ...] = ()
    nearest: Near | None = None
    changes: tuple[Change, ...] = ()
    flags: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def entry(self) -> str | None:
        """The entry that it begins in."""
        return self.parts[0].entry if self.parts else None

    def row(self) -> dict[str, Any]:
        """The fields of `carnet trace --format jsonl`."""
        nearest = None
        if self.nearest is not None:
            nearest = {**self.nearest.part._asdict(), "likeness": round(self.nearest.likeness, 3)}
        return {
            "essay": self.essay,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "verdict": self.verdict,
            "elided": self.elided,
            "misattributed": self.misattributed,
            "claimed": self.claimed,
            "parts": [part._asdict() for part in self.parts],
            "omitted": list(self.omitted),
            "others": [[part._asdict() for part in other] for other in self.others],
            "nearest": nearest,
            "changes": [change._asdict() for change in self.changes],
            "flags": list(self.flags),
            "marked": self.marked,
            "score": round(self.score, 3),
        }
