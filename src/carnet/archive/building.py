"""Bringing the catalogue up to date with the files: only what changed is read again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.archive.arriving import Coming, Read, loaded, read_all
from carnet.archive.ingest import credits_of, cut, header_facts, newcomers, recognise, store
from carnet.archive.settled import making
from carnet.archive.sources import Row, Sources, Stat, replaced
from carnet.archive.sources import digest as _digest_of
from carnet.archive.suggesting import FILE as SUGGESTED
from carnet.archive.suggesting import take_up
from carnet.catalogue import Catalogue, Seen
from carnet.catalogue.linking import digest_again, link
from carnet.days.decided import SHAPING
from carnet.decisions import ON_MENTIONS, ON_RECORDS
from carnet.errors import CatalogueError
from carnet.model import Finding
from carnet.register import LISTS, EntryRegister, Register, only_counts
from carnet.register.faults import faults
from carnet.register.ids import Ids, remember
from carnet.registry import shelf
from carnet.together import together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carnet.archive.config import Settings
    from carnet.decisions import Decision
    from carnet.publishers import Progress
    from carnet.register import Newcomer


@dataclass(slots=True)
class Updated:
    """What bringing the catalogue up to date did."""

    read: int = 0
    kept: int = 0
    removed: int = 0
    unread: int = 0  # sources that could not be opened
    redirects: dict[str, str] = field(default_factory=dict)  # retired id -> living id
    replaced: dict[str, str] = field(default_factory=dict)  # old source -> the one now read


def open_catalogue(path: Path, settings: Settings) -> Catalogue:
    """The catalogue there is, or a fresh one where that cannot serve."""
    try:
        catalogue = Catalogue(path)
    except CatalogueError:
        return Catalogue(path, fresh=True)
    if catalogue.meta("making") == making() and catalogue.meta("reading") == settings.reading:
        return catalogue
    catalogue.close()
    return Catalogue(path, fresh=True)


class Update:
    """One run over the sources. `run` leaves the catalogue committed and as the files are."""

    def __init__(
        self, catalogue: Catalogue, settings: Settings, sources: Sources, register_path: Path,
        decisions: Sequence[Decision], general: Sequence[Finding], progress: Progress,
        found: dict[str, Stat] | None = None,
    ) -> None:  # fmt: skip
        """`found` are the sources, where it is known which there are."""
        self.catalogue = catalogue
        self.settings = settings
        self.sources = sources
        self.folder = str(sources.folder)
        self.register_path = register_path
        self.suggested = catalogue.path.with_name(SUGGESTED)
        self.decisions = decisions
        self.general = general
        self.progress = progress
        self.done = Updated()
        self.seen = catalogue.seen()
        self.known: dict[str, Seen] = {}  # those of them that are read again, or gone
        self.found = sources.found() if found is None else found

    def run(self) -> Updated:
        """Read what changed, forget what is gone, write both down."""
        state = self._state()
        self.as_before = as_before = self.catalogue.meta("state") == state
        if as_before:
            self.done.redirects = json.loads(self.catalogue.meta("redirects"))
            self.done.replaced = json.loads(self.catalogue.meta("replaced"))
        else:
            self.done.replaced = replaced(self.manifest)
        self.vouched: list[Row] = []
        self.today = date.today().isoformat()  # noqa: DTZ011 - the editor's own day
        before = self.seen.stats
        if self.found.keys() - before.keys():
            self._follow_renamed()
        gone_by = self.done.replaced
        decided = self._decided()
        digests = {name: _digest(taken) for name, taken in decided.items()}
        was = self.seen.decided
        again = {name for name in was.keys() | digests.keys() if was.get(name) != digests.get(name)}
        again |= self.seen.unread  # these may have been mended without a trace
        todo = [
            name
            for name, stat in self.found.items()
            if (before.get(name) != stat or name in again) and name not in gone_by
        ]
        left = before.keys() - self.found.keys() | (gone_by.keys() & before.keys())
        self.known = self.catalogue.seen_of((*todo, *left))
        gone = [self.known[name] for name in sorted(left)]
        self.done.kept = len(self.found) - len(gone_by.keys() & self.found.keys()) - len(todo)
        self.linked = self._linked()
        self.same_register = self.catalogue.meta("linked") == self.linked
        if as_before and self.same_register and not todo and not gone:
            return self.done
        self.readers = list(shelf("carnet.readers").values())
        self.recognisers = list(shelf("carnet.recognisers").values())
        self._write(todo, gone, decided)
        return self.done

    @cached_property
    def manifest(self) -> dict[str, Row]:
        """Read when it is first needed: after a small edit the catalogue knows what it says."""
        return self.sources.manifest()

    @cached_property
    def register(self) -> EntryRegister:
        """Read when it is first needed, likewise."""
        return EntryRegister.read(self.register_path)

    @cached_property
    def records(self) -> Register:
        """The people, places, works, organisations and events; read when first needed."""
        return Register.read(self.register_path.parent, self.decisions)

    def _redirects(self) -> Mapping[str, str]:
        """Retired ids of entries, and where they lead after what was just read."""
        if "register" in self.__dict__:
            return self.register.redirects
        return self.done.redirects or json.loads(self.catalogue.meta("redirects") or "{}")

    def _faults(self) -> list[Finding]:
        """What is wrong with the register's tables."""
        return [*self.records.findings, *faults(self.records)]

    def _linked(self) -> str:
        """What decides which record each mention has, beside the sources."""
        taken = [d for d in self.decisions if d.kind in ON_MENTIONS | ON_RECORDS]
        state = register_state(self.register_path.parent, taken)
        return json.dumps([state, _stamp(self.suggested)])

    def _state(self) -> str:
        """What else than the sources decides what the catalogue holds."""
        stamps = [self.sources.path, self.register_path]
        return json.dumps([_stamp(path) for path in stamps] + [_digest(self.general)])

    def _follow_renamed(self) -> None:
        """A file that lies under another name now is known by its bytes: the new name is vouched
        for in place of the old one, so that ids, decisions and above all seals go along.
        """
        missing = {
            (row.bytes, row.sha256): row
            for row in self.manifest.values()
            if row.path not in self.found and row.path not in self.done.replaced
        }
        sizes = {size for size, _ in missing}
        for name, stat in self.found.items() if missing else ():
            size, _ = stat
            if name in self.manifest or size not in sizes:
                continue
            sha = _digest_of(self.sources.folder / name)
            old = missing.pop((size, sha), None)
            if old is not None:
                self.vouched.append(Row(name, sha, size, self.today, old.path))
                self.done.replaced[old.path] = name
        self.manifest.update((row.path, row) for row in self.vouched)

    def _forerunners(self, name: str) -> list[str]:
        """The sources that this one replaces, and those that they replaced."""
        out = [old for old, new in self.done.replaced.items() if new == name]
        return [first for old in out for first in (*self._forerunners(old), old)]

    def _decided(self) -> dict[str, list[Decision]]:
        """The decisions that shape entries, by the source that they are about now."""
        out: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            if decision.kind in SHAPING or decision.kind == "date":
                name = decision.source
                while name in self.done.replaced:
                    name = self.done.replaced[name]
                out.setdefault(name, []).append(decision)
        return out

    def _write(
        self,
        todo: Sequence[str],
        gone: Sequence[Seen],
        decided: Mapping[str, Sequence[Decision]],
    ) -> None:
        self.catalogue.begin()
        first = self.catalogue.next_entry
        for row in gone:
            # its ids sleep in the register: should the file come back, they and their seals hold
            self.catalogue.forget(row.n)
        self.done.removed = len(gone)
        done = 0
        for some in together(todo, lambda name: self.found[name][0]):
            self.progress("reading", done, len(todo))
            self._read(some, decided)
            done += len(some)
        self.progress("reading", len(todo), len(todo))
        taken = [d for d in self.decisions if d.kind in ON_MENTIONS]
        self.catalogue.settle()
        found = take_up(
            self.catalogue, self.suggested, self.records, anew=not self.same_register, since=first
        )
        lost = link(
            self.catalogue, self.records, taken, self._redirects(), anew=not self.same_register,
            since=first,
        )  # fmt: skip
        digest_again(self.catalogue, found)
        self.catalogue.replace_general_findings([*self.general, *self._faults(), *lost])
        self._remember()
        # ids first: a build that is killed here finds them again, and gives no entry a second one
        if "register" in self.__dict__:
            self.register.save(self.register_path)
            self.done.redirects = self.register.redirects
        if self.vouched:
            self.sources.vouch(self.vouched)
        for key, value in (
            ("making", making()), ("reading", self.settings.reading), ("state", self._state()),
            ("linked", self._linked()), ("names", ""),
            ("redirects", json.dumps(self.done.redirects)), ("replaced", json.dumps(self.done.replaced)),
        ):  # fmt: skip
            self.catalogue.set_meta(key, value)
        self.catalogue.commit()

    def _read(self, names: Sequence[str], decided: Mapping[str, Sequence[Decision]]) -> None:
        """Some sources into the catalogue; one that cannot be read leaves a finding there."""
        coming = []
        for name in names:
            size, mtime = self.found[name]
            one = loaded(f"{self.folder}/{name}", name, size, decided.get(name, ()))
            before = self.known.get(name)
            if (
                before is not None
                and one.error is None
                and before.sha256 == one.sha256
                and before.decided == _digest(one.decisions)
            ):
                self.catalogue.touch(before.n, mtime)
            else:
                coming.append(one)
        read_all(coming, self.readers, self.settings.options)
        reads = [one.outcome() for one in coming]
        facts = [header_facts(read.document.meta) for read in reads]
        placed = [self._place(*found) for found in zip(coming, reads, facts, strict=True)]
        # of what is unreadable today the ids wait until it can be read again
        ids = [
            self._identify(one.name, held, newcomers(read)) if read.document.reader else ()
            for one, read, (_, held) in zip(coming, reads, placed, strict=True)
        ]
        cuts = [
            cut(read, own, one.decisions) for one, read, own in zip(coming, reads, ids, strict=True)
        ]
        for read, found in zip(reads, cuts, strict=True):
            recognise(found, read, self.recognisers, self.records)
        for (number, _), read, found in zip(placed, reads, cuts, strict=True):
            store(self.catalogue, number, read, found)
        self.done.read += len(coming)
        self.done.unread += sum(not one.sha256 for one in coming)

    def _place(self, one: Coming, read: Read, facts: str) -> tuple[int, Sequence[tuple[str, str]]]:
        """A row for a source in place of the one it had: its number, and the entries that were
        there.
        """
        name, sha, document = one.name, one.sha256, read.document
        size, mtime = self.found[name]
        before = self.known.get(name)
        vouched, added = self._vouched(name, sha)
        if sha and vouched != sha:
            read.findings.append(altered(name, added))
        held = self.catalogue.ids_of(before.n) if before is not None and self.as_before else []
        if before is not None:
            self.catalogue.forget(before.n)
        number = self.catalogue.add_source(
            (name, size, mtime, sha, _digest(one.decisions), vouched, added, document.reader,
             len(document.text), *credits_of(document.meta), facts)
        )  # fmt: skip
        return number, held

    def _remember(self) -> None:
        """Write down the ids of records that are new: none is ever given to another."""
        if not self.same_register:
            path = self.register_path.with_name("records.csv")
            held = [(record.id, record.kind) for record in self.records]
            remember(path, Ids.read(path), held, self.today)

    def _vouched(self, name: str, sha: str) -> tuple[str, str]:
        """What the manifest has for a file, and since when; a new file is written into it."""
        before = self.known.get(name)
        if before is not None and self.as_before:
            return self.catalogue.vouched(before.n)
        row = self.manifest.get(name)
        if row is not None:
            return row.sha256, row.added
        if sha:
            self.vouched.append(Row(name, sha, self.found[name][0], self.today, ""))
        return sha, self.today

    def _identify(
        self, name: str, held: Sequence[tuple[str, str]], newcomers: Sequence[Newcomer]
    ) -> Sequence[str]:
        """The ids of a source's entries. Where each is still in its place the catalogue has them,
        and the whole register need not be read for one edit.
        """
        if [locator for _, locator in held] == [new.locator for new in newcomers] and not any(
            only_counts(locator) for _, locator in held
        ):
            return [id_ for id_, _ in held]
        return self.register.identify(name, newcomers, self.today, self._forerunners(name))


def altered(name: str, added: str) -> Finding:
    """A source whose bytes are not those that the manifest vouches for."""
    return Finding(
        name, "", "fixity",
        f"the file was altered since it was added on {added}; to correct a source, put the old file back "
        "and use carnet add --replaces",
    )  # fmt: skip


def _stamp(path: Path) -> list[int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return [0, 0]
    return [stat.st_size, stat.st_mtime_ns]


def register_state(folder: Path, decisions: Sequence[Decision]) -> str:
    """Changes when the tables of the register, or these decisions, do."""
    names = [f"{name}.csv" for name in (*LISTS.values(), "records")]
    return json.dumps([_stamp(folder / name) for name in names] + [_digest(decisions)])


def _digest(things: Sequence[object]) -> str:
    return (
        blake2b(repr(things).encode("utf-8", "replace"), digest_size=12).hexdigest()
        if things
        else ""
    )
