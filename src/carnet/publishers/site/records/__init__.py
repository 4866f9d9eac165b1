"""A page for each person, place, work, organisation and event, and an index of each kind."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from carnet.publishers.site.parts import Part
from carnet.publishers.site.scripts import lean
from carnet.register import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carnet.model import Mention
    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.parts import Tools
    from carnet.register import Kind, Record

VERSION: Final = b"3"
STYLE: Final = "records.css"
CARDS: Final = "cards"
"""The folder of what is shown of a record beside its name, for `cards.js`."""
_PER_SHARD: Final = 100  # cards in a script, or about so many
_MOST_SHARDS: Final = 256
_BATCH: Final = 400
"""Pages whose passages are gathered together: each entry is then read once for all of them."""


class RecordPart(Part):
    """The register on the site."""

    folders = (*LISTS.values(), CARDS)
    files = (STYLE, *(f"{name}.html" for name in LISTS.values()))

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self.records = layout.edition.records
        self._shards = 1

    @cached_property
    def listed(self) -> Mapping[Kind, Sequence[Record]]:
        """By kind the records that an index lists: those that a passage names, and those that stand
        around or behind them.
        """
        records = self.records
        named = {id_ for id_ in records.uses if id_ in records.held}
        waiting = list(named)
        while waiting:
            record = records.held[waiting.pop()]
            for ref in (*record.authors, *filter(None, (record.within,))):
                found = records.resolve(ref)
                if found is not None and found.id not in named:
                    named.add(found.id)
                    waiting.append(found.id)
        by_kind: dict[Kind, list[Record]] = {}
        for kind in LISTS:
            held = [r for r in records.held.values() if r.kind == kind and r.id in named]
            if held:
                by_kind[kind] = held
        return by_kind

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Each page of a record, living or retired, and its id."""
        out = {path_of(record): record.id for record in self.records.held.values()}
        kinds = self.layout.edition.kinds_of_records()
        for old, successors in self.records.moved.items():
            kind = self.records.held[successors[0]].kind if successors else kinds.get(old)
            if kind is not None:
                out.setdefault(f"{LISTS[kind]}/{old_name(old)}.html", old)
        return out

    def links(self) -> Iterable[tuple[str, str]]:
        shown = [name for kind, name in LISTS.items() if kind in self.listed]
        for name in shown[:1] if shown[:1] != ["people"] else shown[:2]:
            yield f"{name}.html", f"records.{name}"

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        if not self._paths:
            return
        own = _key(base, VERSION)
        style = _style()
        yield STYLE, _key(style)
        keys, held = self.records.keys, self.records.held
        kinds = ",".join(self.listed).encode()
        for kind, listed in self.listed.items():
            heads = [
                repr(
                    (
                        r.id,
                        r.name,
                        r.sort,
                        r.forename,
                        r.surname,
                        r.begin,
                        r.end,
                        r.type,
                        len(self.records.uses.get(r.id, ())),
                        [name.text for name in r.names],
                    )
                )
                for r in listed
            ]
            yield f"{LISTS[kind]}.html", _key(own, kinds, *map(_encoded, heads))
        around = self.around
        cards: dict[str, list[bytes]] = {path: [] for path in self.shards}
        for path, id_ in self._paths.items():
            if id_ in held:
                near = [held[other] for other in around.get(id_, ())]
                beside = _encoded(repr([(r.id, r.name, r.begin, r.end, r.type) for r in near]))
                key = _key(own, keys[id_], beside, _encoded(" ".join(self.replaced.get(id_, ()))))
                yield path, key
                if id_ in self.records.uses:
                    cards[self._shard(path)].append(key)
            else:
                names = [(new, held[new].name) for new in self.records.moved[id_]]
                yield path, _key(own, _encoded(repr(names)))

        yield f"{CARDS}/cards.js", _key(_cards_script(len(cards)))
        for path, of_shard in cards.items():
            yield path, _key(*of_shard)

    @cached_property
    def shards(self) -> Mapping[str, list[str]]:
        """The scripts that hold the cards, each with the ids of its records: those that a passage
        names. Their number is a power of two, and told by `cards.js`.
        """
        named = [id_ for id_ in self.records.uses if id_ in self.records.held]
        n = 1
        while n < _MOST_SHARDS and n * _PER_SHARD < len(named):
            n *= 2
        out: dict[str, list[str]] = {f"{CARDS}/{at}.js": [] for at in range(n)}
        self._shards = n
        for id_ in named:
            out[self._shard(path_of(self.records.held[id_]))].append(id_)
        return out

    def _shard(self, path: str) -> str:
        """The script that has the card of a page; `cards.js` finds it in the same way."""
        sign = 0
        for code in path.encode():
            sign = (sign * 31 + code) & 0xFFFF
        return f"{CARDS}/{sign % self._shards}.js"

    @cached_property
    def around(self) -> Mapping[str, Sequence[str]]:
        """By record the others that its page names: those that it refers to, and those that refer
        to it.
        """
        found: dict[str, dict[str, None]] = {}
        records = self.records
        for record in records.held.values():
            refs = (*record.authors, record.within, *(r.target for r in record.relations))
            for ref in refs:
                other = records.resolve(ref) if ref else None
                if other is not None:
                    found.setdefault(record.id, {})[other.id] = None
                    found.setdefault(other.id, {})[record.id] = None
        return {id_: tuple(others) for id_, others in found.items()}

    @cached_property
    def replaced(self) -> Mapping[str, Sequence[str]]:
        """By record the ids that were merged into it."""
        out: dict[str, list[str]] = {}
        for old, successors in sorted(self.records.moved.items()):
            for id_ in successors if len(successors) == 1 else ():
                out.setdefault(id_, []).append(old)
        return out

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        from carnet.publishers.site.records.pages import RecordPages  # noqa: PLC0415 - seldom needed

        pages = RecordPages(self, tools)
        of_records = []
        for path in due:
            name = path.removesuffix(".html")
            if path == STYLE:
                yield path, _style()
            elif path == f"{CARDS}/cards.js":
                yield path, _cards_script(len(self.shards))
            elif path in self.shards:
                yield path, pages.cards(path, self.shards[path])
            elif "/" not in path:
                yield path, pages.index(next(kind for kind, said in LISTS.items() if said == name))
            elif self._paths[path] in self.records.held:
                of_records.append(path)
            else:
                yield path, pages.moved(self._paths[path])
        for n in range(0, len(of_records), _BATCH):
            batch = {path: self._paths[path] for path in of_records[n : n + _BATCH]}
            passages = self.records.passages(batch.values())
            for path, id_ in batch.items():
                yield path, pages.page(self.records.held[id_], passages.pop(id_))

    def record(self, mention: Mention) -> str:
        record = self.records.held.get(mention.target or "")
        return path_of(record) if record is not None else ""


def path_of(record: Record) -> str:
    """The page of a record, from the top of the site."""
    return f"{LISTS[record.kind]}/{record.address}.html"


def old_name(id_: str) -> str:
    """The name of the page of a retired id: that which it had when it was living."""
    from carnet.register.record import page_name  # noqa: PLC0415

    return page_name(id_)


def _style() -> bytes:
    return Path(__file__).with_name(STYLE).read_bytes()


def _cards_script(shards: int) -> bytes:
    """What shows the cards, and in how many scripts they are."""
    script = lean(Path(__file__).with_name("cards.js").read_text("utf-8"))
    return script + f"carnet.cards_in({shards});\n".encode()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _key(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=12).digest()


__all__ = ["RecordPart"]
