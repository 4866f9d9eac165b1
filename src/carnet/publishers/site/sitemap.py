"""A map of the site for those who gather the web: where it has an address of its own."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.site.escape import escape, site_of
from carnet.publishers.site.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.parts import Tools

NAME = "sitemap.xml"
_MOST = 50_000  # addresses that one file may hold, as sitemaps.org has it
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Sitemap(Part):
    """The addresses of what is to be read: entries, and the pages that lead to them. Of very many
    there are several files, and one that lists these.
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._site = site_of(layout.edition.facts.address)
        self._paths = self._read() if self._site else []

    def _read(self) -> list[str]:
        layout = self.layout
        return [
            "", "contents.html", "sources.html", "about.html",
            *(f"contents/{name}.html" for name in layout.years),
            *(f"sources/{slug}.html" for slug in layout.slugs.values()),
            *(f"entries/{id_}.html" for id_ in layout.ids),
        ]  # fmt: skip

    def owns(self, path: str) -> bool:
        return path.endswith(NAME)

    def _names(self) -> list[str]:
        """The files that hold addresses."""
        several = range(1, -(-len(self._paths) // _MOST) + 1)
        return [NAME] if len(several) < 2 else [f"{n}.{NAME}" for n in several]

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        del base
        if self._site:
            key = blake2b("\n".join((self._site, *self._paths)).encode(), digest_size=12).digest()
            names = self._names()
            for name in names if NAME in names else (NAME, *names):
                yield name, key

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        del tools
        names = self._names()
        for path in due:
            if path in names:
                first = names.index(path) * _MOST
                yield path, self._file("urlset", "url", self._paths[first : first + _MOST])
            else:
                yield path, self._file("sitemapindex", "sitemap", names)

    def _file(self, of: str, one: str, paths: Sequence[str]) -> bytes:
        rows = "".join(
            f"<{one}><loc>{escape(f'{self._site}/{path}')}</loc></{one}>\n" for path in paths
        )
        return f"{_HEAD}<{of} {_SPACE}>\n{rows}</{of}>\n".encode()
