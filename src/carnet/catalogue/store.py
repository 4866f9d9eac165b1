"""The catalogue as the rest of Carnet has it: one file, its two halves, and what looks words up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.catalogue import echoes
from carnet.catalogue.reading import Reading
from carnet.catalogue.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterable


class Catalogue(Reading, Writing):
    """All that an archive's files say. Use as a context manager; `commit` makes changes lasting."""

    def echoes(self, words: str) -> set[str]:
        """The entries that hold six words in a row of these, in any spelling of their letters."""
        return echoes.echoes(self, words)

    def naming(self, names: Iterable[str], ids: Iterable[str]) -> list[str]:
        """The entries that may name records of these names and ids: all that do are among them."""
        return echoes.naming(self, names, ids)
