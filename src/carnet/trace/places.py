"""Letters of the source as what they stand on: stretches of entries, and the words round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.trace.quotation import Part

if TYPE_CHECKING:
    from carnet.trace.corpus import Corpus
    from carnet.trace.laid import Laid


class Places:
    """The places of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Letters of the source as code points."""
        return self.corpus.char(start), self.corpus.char(end - 1) + 1

    def place(self, laid: Laid) -> list[Part]:
        """The stretches of entries that a piece lies on."""
        return self.parts(*self.chars(laid.text, laid.text_end))

    def parts(self, start: int, end: int) -> list[Part]:
        """Code points of the corpus as stretches of entries."""
        out = []
        for unit, at, _, text in self.corpus.places(start, end):
            left = at + len(text) - len(text.lstrip())
            right = at + len(text.rstrip())
            if left < right:
                out.append(
                    Part(
                        unit.entry, left, right, unit.source, unit.home(left), unit.home(right, end=True),
                        text.strip(),
                    )
                )  # fmt: skip
        return out

    def between(self, start: int, end: int) -> str:
        """The words of the source between two letters, both excluded."""
        if end <= start:
            return ""
        left, right = self.chars(start - 1, end + 1)
        return self.corpus.text(left + 1, right - 1).strip()

    def after(self, laid: Laid) -> str:
        """What follows in the entry."""
        left, right = self.chars(laid.text_end - 1, laid.text_end)
        _, _, stop, _ = self.corpus.unit_at(left)
        return self.corpus.text(right, min(right + 60, stop))

    def unit(self, letter: int) -> int:
        """Where the unit begins that a letter of the source is in."""
        return self.corpus.unit_at(self.corpus.char(letter))[1]

    def near(self, laid: Laid) -> str:
        """The entry round a piece."""
        left, right = self.chars(laid.text, laid.text_end)
        _, low, high, _ = self.corpus.unit_at(left)
        return self.corpus.text(max(left - 600, low), min(right + 400, high))
