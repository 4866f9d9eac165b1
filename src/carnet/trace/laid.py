"""How a piece of an essay lies on a stretch of the source: blocks of equal letters, in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_FIRM = 8  # letters of a block that vouches for the few beside it


class Block(NamedTuple):
    """`size` letters of the essay from `query` on are those of the source from `text` on."""

    query: int
    text: int
    size: int


@dataclass(frozen=True)
class Laid:
    """A piece of an essay, letters `[query, query_end)`, on letters `[text, text_end)`."""

    query: int
    query_end: int
    text: int
    text_end: int
    blocks: tuple[Block, ...]
    edits: int
    skipped: int = 0  # letters of the source left out without a sign

    def at(self, text: int) -> Laid:
        """The same on another place with the same letters."""
        shift = text - self.text
        blocks = tuple(Block(one.query, one.text + shift, one.size) for one in self.blocks)
        return Laid(
            self.query,
            self.query_end,
            text,
            self.text_end + shift,
            blocks,
            self.edits,
            self.skipped,
        )

    @cached_property
    def matched(self) -> int:
        """Letters in blocks long enough not to be chance, or with but a letter exchanged between
        them and such a one.
        """
        total = 0
        for nth, block in enumerate(self.blocks):
            if block.size > 2 or any(
                other.size > _FIRM
                and other.text - other.query == block.text - block.query
                and other.query in (block.query + block.size + 1, block.query - other.size - 1)
                for other in self.blocks[max(nth - 1, 0) : nth + 2]
            ):
                total += block.size
        return total
