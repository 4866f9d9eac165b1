"""Full-text search over an edition. What an edition does not show cannot be found or counted.

    found = Search(edition, path).find('plague NEAR "bills of mortality" date:1665')
    found.count, found.facet("year"), list(found.hits(many=20))

The query grammar is in `carnet.search.query`, what a word is in `carnet.search.tokens`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from carnet.search.named import Named
from carnet.search.query import QueryError, parse

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.edition import Edition
    from carnet.search.found import Found as Found
    from carnet.search.found import Hit as Hit


class Search:
    """Searches one edition. The index is taken from `path` where that has the edition's own, else
    made and left there; without a path it is kept in memory.
    """

    def __init__(self, edition: Edition, path: Path | None = None) -> None:
        # arrays take longer to load than all the rest of Carnet: only a search pays for them
        from carnet.search.index import Index, stamp  # noqa: PLC0415

        self._edition = edition
        index = None if path is None else Index.open(path)
        if index is None or index.stamp != stamp(edition):
            index = Index.of(edition, index)
            if path is not None:
                with suppress(OSError):  # a folder that cannot be written to can be searched
                    index.save(path)
        self.index = index
        self._named = Named(edition)

    def find(self, query: str) -> Found:
        """What a query finds. Raises `QueryError`."""
        from carnet.search.found import Found  # noqa: PLC0415

        return Found(self.index, self._edition.texts, self._named, query)


def __getattr__(name: str) -> object:
    if name in ("Found", "Hit"):
        from carnet.search import found  # noqa: PLC0415

        return getattr(found, name)
    raise AttributeError(name)


__all__ = ["Found", "Hit", "QueryError", "Search", "parse"]
