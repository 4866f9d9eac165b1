"""The search page, and what it looks into: the edition in *blocks*, and *lists* of terms that say
which blocks a word is in. All are classic scripts, which a page can load from a disk.

What a block holds depends on its own entries only, and where one block ends and the next begins
on the ids and lengths of the entries thereabouts: an edit makes one block anew, and those lists in
which a word comes or goes.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.publishers.site.parts import Part
from carnet.publishers.site.scripts import lean
from carnet.publishers.site.search.blocks import Block, block_script, cut, texts_of
from carnet.publishers.site.search.lists import list_script, records_script, shelf_script
from carnet.publishers.site.search.memory import Memory
from carnet.search.named import Named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import Published
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.parts import Tools

FOLDER = "search"
PAGE = "search.html"
VERSION = b"5"  # of the form of blocks and lists
_FEW = 2  # blocks whose sources are asked for block by block
STATIC = ("engine.js", "lit.js", "page.js", "query.js", "search.css", "words.js")


class SearchPart(Part):
    """The search page of the site."""

    folders = (FOLDER,)
    files = (PAGE,)

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self._memory = Memory(layout.memory)
        self._blocks: list[Block] = []
        self._named: list[str] = []
        self._records: dict[str, bytes] = {}  # the scripts that say what entries name, by path

    def links(self) -> Sequence[tuple[str, str]]:
        return ((PAGE, "search"),)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        self._blocks = cut(self.layout.edition)
        lists = self._memory.recall(self.layout.edition, self._blocks)
        own = _key(base, VERSION)
        yield PAGE, own
        for name in STATIC:
            yield f"{FOLDER}/{name}", _key(_static(name))
        shelf = [block.name.encode() + block.key for block in self._blocks]
        known = Named(self.layout.edition).of_kind
        self._named = sorted(known)
        for kind in self._named:
            path = f"{FOLDER}/r-{kind}.js"
            self._records[path] = records_script(kind, known[kind], self._blocks)
            yield path, _key(self._records[path])
        yield f"{FOLDER}/shelf.js", _key(VERSION, *shelf, *map(str.encode, (*lists, *self._named)))
        for block in self._blocks:
            yield f"{FOLDER}/b-{block.name}.js", _key(VERSION, block.key)
        for name, key in lists.items():
            yield f"{FOLDER}/{name}.js", _key(VERSION, key)

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        edition = self.layout.edition
        titles: dict[str, str] = {}
        if sum(path.startswith(f"{FOLDER}/b-") for path in due) > _FEW:
            titles.update((source.name, source.title) for source in edition.sources)
        blocks = {f"{FOLDER}/b-{block.name}.js": block for block in self._blocks}
        for path in due:
            name = path.rpartition("/")[2]
            if path == PAGE:
                yield path, tools.templates.page("search")
            elif name in STATIC:
                yield path, _static(name)
            elif name == "shelf.js":
                names, times = self._memory.names, self._memory.times()
                yield path, shelf_script(self._blocks, names, times, self._named)
            elif path in self._records:
                yield path, self._records.pop(path)
            elif path in blocks:
                yield path, self._block(blocks[path], titles)
            else:
                stem = name.removesuffix(".js")
                yield path, list_script(stem, self._memory.terms(stem))
        self._memory.let_go()

    def _block(self, block: Block, titles: dict[str, str]) -> bytes:
        edition = self.layout.edition
        new = {line.source for line in block.lines} - titles.keys()
        titles |= dict.fromkeys(new, "") | edition.titles(sorted(new))
        texts = self._memory.texts.pop(block.key.hex(), None) or texts_of(edition, block)
        return block_script(edition, block, texts, titles)

    def entry(self, entry: Published, tools: Tools) -> str:
        """What lights the place to which a hit leads; the page needs it for nothing else."""
        del entry, tools
        return f'<script defer src="../{FOLDER}/lit.js"></script>\n'


def _static(name: str) -> bytes:
    return lean((Path(__file__).parent / "static" / name).read_text("utf-8"))


def _key(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=12).digest()


__all__ = ["SearchPart"]
