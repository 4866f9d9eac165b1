"""Whether there is anything to do at all.

A build follows from the files of the archive, the settings, the day, the program and what the last
build left. Where all of these are as they were, its outcome is that of the last build, which is kept
beside the catalogue: to find this out takes a walk over the files and reads none of them. Whatever
cannot be told so is found out in the long way; so is everything where the note is lost or broken.

A file is known by its size and time. The state of those that a person changes is taken before they are
read, so that what changes during a build is seen by the next; of those that a build itself writes,
afterwards.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import carnet
from carnet.model import Finding
from carnet.publishers import Outcome
from carnet.publishers.disk import place
from carnet.registry import shelf, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.archive.config import Settings
    from carnet.archive.sources import Sources

_FORM: Final = "1"  # of the note
_DERIVED: Final = ("sources", "site", "unsealed")  # sources have been looked at already
_WRITTEN: Final = (  # by a build, beside what it publishes
    "register/entries.csv", "register/records.csv", "sources/manifest.csv",
    ".carnet/catalogue.db", ".carnet/catalogue.db-journal", ".carnet/names.jsonl",
)  # fmt: skip


class Asked(NamedTuple):
    """What a build is asked for."""

    day: str
    unsealed: bool
    findings: bool


class Place(NamedTuple):
    """Where one publisher publishes."""

    publisher: str
    folder: Path
    ledger: Path


class Done(NamedTuple):
    """What is kept of a build that has been done."""

    entries: int
    sources: int
    findings: tuple[Finding, ...]
    published: tuple[Outcome, ...]


def making() -> str:
    """What made the catalogue: another version of any part means making it again.

    Nothing is loaded to tell: built-ins change with Carnet's own version, a stranger's plug-ins
    with the version of the package that they came in.
    """
    return f"carnet {carnet.__version__}; {stamp('carnet.readers')}; {stamp('carnet.recognisers')}"


class State:
    """All that a build follows from, as it is before the build."""

    def __init__(
        self, folder: Path, sources: Sources, settings: Settings, asked: Asked,
        places: Sequence[Place],
    ) -> None:  # fmt: skip
        self.found = sources.found()
        """The sources, for who goes on."""
        self._folder = folder
        self._places = places
        self._note = folder / ".carnet" / ("unsealed.json" if asked.unsealed else "built.json")
        said = blake2b(digest_size=16)
        parts = (
            _FORM,
            sys.version,
            making(),
            stamp("carnet.publishers"),
            _program(),
            settings,
            asked,
            places,
        )
        said.update(repr(parts).encode("utf-8", "surrogatepass"))
        said.update("\0".join(self.found).encode("utf-8", "surrogatepass"))
        said.update(array("q", chain.from_iterable(self.found.values())).tobytes())
        known = {*_DERIVED, *_WRITTEN, *_within(folder, (place.folder for place in places))}
        try:
            for stamped in _walk(str(folder), "", known):
                said.update(repr(stamped).encode("utf-8", "surrogatepass"))
        except OSError:
            self._given = ""  # a folder that cannot be looked into: nothing is known
        else:
            self._given = said.hexdigest()

    def recall(self) -> Done | None:
        """The outcome of the last build, where a build would do nothing."""
        if not self._given:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError):
            note = json.loads(self._note.read_bytes())
            if note["key"] != self._key():
                return None
            outcomes = tuple(map(_as_left, self._places, note["published"]))
            if None not in outcomes:
                findings = tuple(Finding(*row) for row in note["findings"])
                return Done(note["entries"], note["sources"], findings, outcomes)  # type: ignore[arg-type]
        return None

    def keep(self, done: Done) -> None:
        """Note what was done, for the next build."""
        seals = [_seal(place) for place in self._places]
        if not self._given or not all(seals):
            return
        note = {
            "key": self._key(), "entries": done.entries, "sources": done.sources,
            "published": seals, "findings": done.findings,
        }  # fmt: skip
        data = json.dumps(note).encode()
        with suppress(OSError):
            if not self._note.is_file() or self._note.read_bytes() != data:
                place(str(self._note), data)

    def _key(self) -> str:
        """With what builds write, as it is now."""
        own = [_stamp(self._folder / name) for name in _WRITTEN]
        return blake2b(f"{self._given} {own}".encode(), digest_size=16).hexdigest()


def _seal(place: Place) -> str:
    """What a publisher left, in a word; nothing where it does not say."""
    tell = getattr(shelf("carnet.publishers").get(place.publisher), "seal", None)
    return str(tell(place.ledger)) if tell is not None else ""


def _as_left(place: Place, seal: Any) -> Outcome | None:
    """That nothing was to be done, where a publisher finds its folder as it left it."""
    look = getattr(shelf("carnet.publishers").get(place.publisher), "as_left", None)
    kept = look(place.folder, place.ledger, seal) if look is not None else None
    return Outcome(place.folder.absolute(), (), (), kept) if kept is not None else None


@cache
def _program() -> str:
    """The files of Carnet itself: who works on it changes them and no version."""
    said = blake2b(digest_size=16)
    for stamped in _walk(str(Path(carnet.__file__).parent), "", set(), "__pycache__"):
        said.update(repr(stamped).encode())
    return said.hexdigest()


def _within(folder: Path, others: Iterable[Path]) -> Iterator[str]:
    """The paths, from a folder, of those that lie in it."""
    home = folder.absolute()
    for other in others:
        with suppress(ValueError):
            yield other.absolute().relative_to(home).as_posix()


def _walk(root: str, inside: str, but: set[str], never: str = "") -> Iterator[tuple[str, int, int]]:
    """Every file below a folder but hidden ones, those with the paths `but`, and what is called `never`:
    its path, size and time. Links are followed to files; `OSError` where one leads to a folder, or to
    nothing.
    """
    with os.scandir(f"{root}/{inside}") as entries:
        held = sorted(entries, key=lambda entry: entry.name)
    for entry in held:
        name = inside + entry.name
        if entry.name[0] == "." or entry.name == never or name in but:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, f"{name}/", but, never)
        else:
            stat = entry.stat()
            if not entry.is_file():
                raise OSError(name)
            yield name, stat.st_size, stat.st_mtime_ns


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns
