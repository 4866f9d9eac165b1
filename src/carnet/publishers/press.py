"""The printing press: brings a folder of files to what is planned, and touches nothing that is
right already.

A publisher gives the press its *plan*: every file of the edition, and for each the key of all
that it is made from. The press finds those that are not yet made from that key, asks for their
bytes in bulk, and writes. Where there are thousands of files the plan has *sections*: files that are
planned together only where the key of the section has changed. What the press relies on:

- The **ledger**, a file outside the folder, remembers the key and the checksum of each file. It
  may be lost or broken at any time; then every file is made again, compared, and left alone where
  its bytes are right.
- The **marker**, a hidden file in the folder, says that the folder is ours, and bears a seal: the
  checksum of all checksums. In another folder, or one that came back from a backup, the seal is
  not the ledger's, and the ledger is not believed.
- A path is struck from the ledger before its file is written, and a file is renamed into its
  place when it is whole. Kill the press where you like: the next run ends with the right bytes.
- In a folder that has nothing yet, all is written beside its place, in a hidden folder there, and
  whole folders are renamed: a tenth of the work for each of many small files.
- What is no longer in the plan goes first, before anything is written: a page that has been
  sealed must not outlive a full disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carnet.errors import PublishError
from carnet.publishers import Outcome, Progress, no_progress
from carnet.publishers.disk import TEMPORARY, holds, place, telling, write_new
from carnet.publishers.ledger import Kept, Ledger, Made, Part, checksum, part
from carnet.together import together

if TYPE_CHECKING:
    from collections.abc import Mapping


class Section(NamedTuple):
    """Files whose keys are found out only where `key` has changed: it covers all that they are made
    from. The names of sections, and what is in which, must follow from the edition alone.
    """

    name: str
    key: bytes
    plan: Callable[[], Iterable[tuple[str, bytes]]]


Plan = Iterable[tuple[str, bytes] | Section]
"""Each file's path within the folder, `/` between its parts, and its key; or some in a section."""

Make = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]
"""Gets the paths that are to be made, in the order of the plan; yields each path and its bytes."""

MARKER = ".carnet-site"
_SIGN = "Carnet publishes here. What this folder holds can be deleted and comes back.\n"

# What every file system takes: no device names of Windows, nothing hidden, no dot at the end.
_PART = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))-?\w[\w.+~=@-]{0,200}(?<!\.)",
    re.ASCII | re.IGNORECASE,
)


class Press:
    """`owns` are the sub-folders that hold nothing but this edition; `tops` are the endings of
    names that are the edition's at the top of the folder. All else that lies there is let be.
    """

    def __init__(
        self,
        folder: Path,
        ledger: Path,
        *,
        owns: Sequence[str] = (),
        tops: tuple[str, ...] = (".html", ".css", ".js"),
    ) -> None:
        self._folder = folder.absolute()
        self._base = str(self._folder)
        self._ledger = Ledger(ledger.absolute())
        self._owns = tuple(name.strip("/") for name in owns)
        self._tops = tops

    def run(self, plan: Plan, make: Make, progress: Progress = no_progress) -> Outcome:
        """Bring the folder to what the plan says."""
        sections = _sections(plan)
        self._enter()
        found, links = self._scan()
        known = self._ledger.read(self._seal())
        parts = known.parts if known is not None else {}
        # only where all is as it was left can whole sections be passed over
        as_left = known is not None and not links and not known.struck and found == known.paths
        stale, old = self._stale(sections, parts) if as_left else (list(sections), None)
        if old is None:
            as_left, stale, old = False, list(sections), _read(parts, known)
        if as_left and not stale and parts.keys() == sections.keys():
            return Outcome(self._folder, (), (), len(found))
        wanted = {name: _wanted(sections[name]) for name in stale}
        paths = [path for held in wanted.values() for path in held]
        if not as_left or set(paths) != old.keys():  # else there are as many, and of the same names
            paths += [
                path for name in sections.keys() - wanted.keys() for path in parts[name].paths
            ]
        if len(set(paths)) != len(paths):
            raise ValueError("a plan names the same path twice")
        due = [
            path
            for held in wanted.values()
            for path, key in held.items()
            if path not in found or path not in old or old[path].key != key
        ]
        gone = old.keys() & found if as_left else found
        removed = tuple(sorted((gone - set(paths)) | links))
        if due or removed:
            _check_names(due, paths)

        if known is None:
            self._ledger.write({})
        elif due or removed:
            self._ledger.strike((*removed, *due))
        self._remove(removed)
        if found or links or parts or self._below():
            sums, written = self._write(due, make, found, progress)
        else:
            sums, written = self._write_first(due, make, progress)
        held = {}
        for name, section in sections.items():
            if name in wanted:
                made = {
                    path: Made(key, sums[path] if path in sums else old[path].sum)
                    for path, key in wanted[name].items()
                }
                held[name] = part(section.key.hex(), made)
            else:
                held[name] = parts[name]
        seal = self._ledger.write(held, (self._owns, self._tops))
        if due or removed or seal != self._seal():
            with telling(self._folder / MARKER):
                place(f"{self._base}/{MARKER}", f"{_SIGN}{seal}\n".encode())
        total = sum(len(one.paths) for one in held.values())
        return Outcome(self._folder, tuple(written), removed, total - len(written))

    @staticmethod
    def _stale(
        sections: Mapping[str, Section], parts: Mapping[str, Part]
    ) -> tuple[list[str], dict[str, Made] | None]:
        """The sections that may have changed, and what the ledger says of them and of those that are
        no more; None where it has been spoilt.
        """
        stale = [
            name for name, section in sections.items()
            if name not in parts or parts[name].key != section.key.hex()
        ]  # fmt: skip
        old: dict[str, Made] = {}
        for name in (*stale, *(parts.keys() - sections.keys())):
            if name in parts:
                rows = parts[name].read()
                if rows is None:
                    return stale, None
                old |= rows
        return stale, old

    @classmethod
    def as_left(cls, folder: Path, ledger: Path, seal: str) -> int | None:
        """How many files are in a folder that is as a press left it which gave this seal; None where
        it is not. As when it is run, a file is known by its name.
        """
        press = cls(folder, ledger)
        try:
            known = press._ledger.read(seal)
            if known is None or known.struck or press._seal() != seal:
                return None
            press._owns, press._tops = known.ours
            if any((folder / name).is_symlink() for name in press._owns):
                return None
            found, links = press._scan()
        except PublishError:
            return None
        return len(found) if not links and found == known.paths else None

    def _enter(self) -> None:
        """Make the folder ours, or refuse."""
        folder, marker = self._folder, self._folder / MARKER
        with telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if not marker.is_file():
                if any(not path.name.startswith(TEMPORARY) for path in folder.iterdir()):
                    raise PublishError(
                        "this folder is not empty and was not made by Carnet",
                        where=str(folder),
                        mend="Name an empty folder, or one that does not exist yet.",
                    )
                place(str(marker), _SIGN.encode())
            for name in self._owns:
                part = folder / name
                if part.is_symlink():
                    raise PublishError(
                        "this is a link to another place, and Carnet writes only here",
                        where=str(part),
                        mend="Delete the link.",
                    )
                part.mkdir(exist_ok=True)

    def _seal(self) -> str:
        with telling(self._folder / MARKER):
            text = (self._folder / MARKER).read_text("utf-8", "replace")
        return text.removeprefix(_SIGN).strip() if text.startswith(_SIGN) else ""

    def _scan(self) -> tuple[set[str], set[str]]:
        """The files, and the links, that are the edition's or would pass for it."""
        with telling(self._folder):
            found, links, _ = _names(self._folder, "")
            found = set(filter(self._ours, found))
            links = set(filter(self._ours, links))
            within = [f"{part}/" for part in self._owns] + self._left()
            while within:
                prefix = within.pop()
                files, more, folders = _names(self._folder / prefix, prefix)
                found |= files
                links |= more
                within += folders
        return found, links

    def _left(self) -> list[str]:
        """What a killed run left of a first edition."""
        with os.scandir(self._folder) as names:
            return [
                f"{name.name}/" for name in names
                if name.name.startswith(TEMPORARY) and name.is_dir(follow_symlinks=False)
            ]  # fmt: skip

    def _below(self) -> bool:
        """Whether there are folders within ours."""
        with telling(self._folder):
            return any(_names(self._folder / part, "")[2] for part in self._owns)

    def _ours(self, name: str) -> bool:
        """Whether a name at the top of the folder is the edition's."""
        return name.endswith(self._tops) or name.startswith(TEMPORARY)

    def _remove(self, paths: Iterable[str]) -> None:
        """Take away what is not the edition's, and folders within ours that then hold nothing."""
        paths, left = tuple(paths), self._left()
        if not paths and not left:
            return
        for path in paths:
            with telling(self._folder / path):
                os.unlink(self._folder / path)  # noqa: PTH108
        with telling(self._folder):
            for part in (*self._owns, *left):
                for below, _, _ in os.walk(self._folder / part, topdown=False):
                    ours = Path(below).relative_to(self._folder).as_posix() in self._owns
                    if not ours and not any(Path(below).iterdir()):
                        os.rmdir(below)  # noqa: PTH106

    def _write(
        self, due: Sequence[str], make: Make, found: set[str], progress: Progress
    ) -> tuple[dict[str, str], list[str]]:
        written: list[str] = []

        def put(path: str, data: bytes) -> None:
            if path not in found or not holds(f"{self._base}/{path}", data):
                place(f"{self._base}/{path}", data)
                written.append(path)

        return self._each(due, make, put, progress), written

    def _write_first(
        self, due: Sequence[str], make: Make, progress: Progress
    ) -> tuple[dict[str, str], list[str]]:
        """Write where nobody reads, and rename what is there when all is."""
        beside = self._folder / f"{TEMPORARY}{os.getpid()}"

        def put(path: str, data: bytes) -> None:
            write_new(f"{beside}/{path}", data)

        try:
            with telling(self._folder):
                for name in ("", *self._owns):
                    (beside / name).mkdir(parents=True)
            sums = self._each(due, make, put, progress)
            with telling(self._folder):
                for name in self._owns:
                    (self._folder / name).rmdir()  # not everywhere may it be renamed over
                for name in os.listdir(beside):  # noqa: PTH208
                    (beside / name).replace(self._folder / name)
                beside.rmdir()
        except Exception:
            import shutil  # noqa: PLC0415 - seldom needed

            shutil.rmtree(beside, ignore_errors=True)
            raise
        return sums, list(sums)

    def _each(
        self, due: Sequence[str], make: Make, put: Callable[[str, bytes], None], progress: Progress
    ) -> dict[str, str]:
        """Have all that is due made, and put where it belongs; the checksum of each."""
        sums: dict[str, str] = {}
        for some in together(make(due) if due else (), lambda made: len(made[1])):
            progress("pages", len(sums), len(due))
            sums.update([(path, checksum(data)) for path, data in some])
            for path, data in some:
                try:
                    put(path, data)
                except OSError:
                    with telling(self._folder / path):
                        raise
        if sums.keys() != set(due):
            raise ValueError("a publisher made other files than those it was asked for")
        progress("pages", len(due), len(due))
        return sums


def _names(folder: Path, prefix: str) -> tuple[set[str], set[str], list[str]]:
    """What lies in a folder: plain files, links and other oddities, folders."""
    with os.scandir(folder) as names:
        held = list(names)
    files = {prefix + name.name for name in held if name.is_file(follow_symlinks=False)}
    if len(files) == len(held):
        return files, set(), []
    others = [name for name in held if not name.is_file(follow_symlinks=False)]
    folders = [name for name in others if name.is_dir(follow_symlinks=False)]
    links = {prefix + name.name for name in others if name not in folders}
    return files, links, [f"{prefix}{name.name}/" for name in folders]


def _sections(plan: Plan) -> dict[str, Section]:
    """The sections of a plan by name; what is in none makes up one without a name."""
    sections: dict[str, Section] = {}
    loose: list[tuple[str, bytes]] = []
    for one in plan:
        if not isinstance(one, Section):
            loose.append(one)
        elif one.name in sections or not one.name:
            raise ValueError(f"a plan needs a name of its own for each section: {one.name!r}")
        else:
            sections[one.name] = one
    key = blake2b(digest_size=12)
    for path, own in loose:
        key.update(f"{len(path)} {path}{len(own)} ".encode("utf-8", "surrogatepass"))
        key.update(own)
    return {"": Section("", key.digest(), lambda: loose), **sections}


def _wanted(section: Section) -> dict[str, str]:
    """The files of a section, each with its key."""
    planned = list(section.plan())
    wanted = {path: key.hex() for path, key in planned}
    if len(wanted) != len(planned):
        raise ValueError("a plan names the same path twice")
    return wanted


def _read(parts: Mapping[str, Part], known: Kept | None) -> dict[str, Made]:
    """All that the ledger vouches for."""
    made: dict[str, Made] = {}
    for held in parts.values():
        made |= held.read() or {}
    for path in known.struck if known is not None else ():
        made.pop(path, None)
    return made


def _check_names(due: Iterable[str], wanted: Iterable[str]) -> None:
    """Each a name that every file system can hold, within the folder, and no two alike."""
    for path in due:
        if not all(_PART.fullmatch(part) for part in path.split("/")):
            raise PublishError(
                "this cannot be the name of a file",
                where=repr(path),
                mend="Give the entry or the source another name.",
            )
    alike: dict[str, str] = {}
    for path in wanted:
        if (other := alike.setdefault(path.lower(), path)) != path:
            raise PublishError(
                f"{other} and {path} differ only in small and capital letters",
                where="names of pages",
                mend="Give one of the two entries or sources another name.",
            )
