"""What was found out about blocks in earlier builds, so that an edit reads one block and not all.

For each block, known by its key: its terms by list, and a sign of each such set. Kept beside the
ledger; lost or broken, all is found out again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from carnet.publishers.disk import place
from carnet.publishers.site.search.blocks import Block, texts_of
from carnet.publishers.site.search.lists import Terms, terms_in
from carnet.search.facts import UNDATED, bounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carnet.edition import Edition

_SIGNS = "signs-2.json"
_TIME = "time"  # stands among the names of lists, which all have a hyphen
MOST = 1 << 21  # code points of texts that are kept for those who need them next
FEWEST = 4
"""Blocks that are worth lists of the terms in them."""


class Memory:
    """Of one site; without a folder it forgets."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._edition: Edition | None = None
        self._blocks: list[Block] = []
        self._signs: dict[str, dict[str, str]] = {}  # of a block by its key: list, sign
        self._terms: dict[str, dict[str, Any]] = {}  # the same: list, terms
        self._known = Terms()
        self._length = 0
        self.texts: dict[str, list[str]] = {}  # of blocks that were read just now, by key
        self.names: list[str] = []

    def recall(self, edition: Edition, blocks: Sequence[Block]) -> dict[str, bytes]:
        """The lists there must be, each with the key of what it says."""
        if len(blocks) < FEWEST:
            blocks = ()  # they are all looked into
        old = self._kept()
        self._edition, self._blocks = edition, list(blocks)
        self._signs = {}
        said: dict[str, list[str]] = {}
        for n, block in enumerate(blocks):
            key = block.key.hex()
            signs = self._signs[key] = old.get(key) or self._find_out(block)
            for name, sign in signs.items():
                if name != _TIME:
                    said.setdefault(name, []).append(f"{n} {sign}")
        if self._signs.keys() != old.keys():
            self._keep(_SIGNS, self._signs)
            for gone in old.keys() - self._signs.keys():
                self._forget(gone)
        self._known = Terms()  # all words of the edition take room, and are not needed again
        self.names = sorted(said)
        return {name: "\n".join(said[name]).encode() for name in self.names}

    def times(self) -> list[list[int]]:
        """For each block the first and last day that something in it may be of; else nothing."""
        if not self.names:
            return []
        of = (self._signs[block.key.hex()][_TIME] for block in self._blocks)
        return [list(map(int, both.split())) for both in of]

    def terms(self, name: str) -> dict[int, list[str]]:
        """The terms of one list in each block."""
        out = {}
        for n, block in enumerate(self._blocks):
            key = block.key.hex()
            sign = self._signs[key].get(name)
            if sign is None:
                continue
            if key not in self._terms:
                self._terms[key] = self._read(f"{key}.json")
            if _sign(self._terms[key].get(name)) != sign:  # the file is not what it was
                self._find_out(block)
            out[n] = self._terms[key][name].split(" ")
        return out

    def let_go(self) -> None:
        """Keep no terms and texts: what needed them has been made."""
        self._terms = {}
        self.texts = {}

    def _find_out(self, block: Block) -> dict[str, str]:
        assert self._edition is not None
        key = block.key.hex()
        texts = texts_of(self._edition, block)
        self._length += sum(map(len, texts))
        if self._length < MOST:
            self.texts[key] = texts
        found = terms_in(texts, self._known)
        terms = self._terms[key] = {name: " ".join(held) for name, held in found.items()}
        self._keep(f"{key}.json", terms)
        signs = {name: _sign(held) for name, held in terms.items()}
        signs[_TIME] = _time(block)
        return signs

    # ------------------------------------------------------------------ the folder

    def _kept(self) -> dict[str, dict[str, str]]:
        """The signs of earlier builds."""
        return {key: of for key, of in self._read(_SIGNS).items() if isinstance(of, dict)}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            read = json.loads((self._folder / name).read_text("utf-8")) if self._folder else {}
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def _keep(self, name: str, data: object) -> None:
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                text = json.dumps(data, ensure_ascii=False)
                place(str(self._folder / name), text.encode("utf-8", "surrogatepass"))

    def _forget(self, key: str) -> None:
        if self._folder is not None:
            with suppress(OSError):
                (self._folder / f"{key}.json").unlink(missing_ok=True)


def _time(block: Block) -> str:
    known = [both for both in map(bounds_of, block.lines) if both != UNDATED]
    return f"{min(a for a, _ in known)} {max(b for _, b in known)}" if known else ""


def _sign(terms: object) -> str:
    return blake2b(str(terms).encode("utf-8", "replace"), digest_size=8).hexdigest()
