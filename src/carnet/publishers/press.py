"""The printing press: brings a folder of files to what is planned, and touches nothing that is
right already.

A publisher gives the press its *plan*: every file of the edition, and for each the key of all
that it is made from. The press finds those that are not yet made from that key, asks for their
bytes in bulk, and writes. What it relies on:

- The **ledger**, a file outside the folder, remembers the key and the checksum of each file. It
  may be lost or broken at any time; then every file is made again, compared, and left alone where
  its bytes are right.
- The **marker**, a hidden file in the folder, says that the folder is ours, and bears a seal: the
  checksum of all checksums. In another folder, or one that came back from a backup, the seal is
  not the ledger's, and the ledger is not believed.
- A path is struck from the ledger before its file is written, and a file is renamed into its
  place when it is whole. Kill the press where you like: the next run ends with the right bytes.
- What is no longer in the plan goes first, before anything is written: a page that has been
  sealed must not outlive a full disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from carnet.errors import PublishError
from carnet.publishers import Outcome, Progress, no_progress
from carnet.publishers.disk import TEMPORARY, holds, place, telling
from carnet.publishers.ledger import Ledger, checksum

Plan = Sequence[tuple[str, bytes]]
"""Each file's path within the folder, `/` between its parts, and its key."""

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
        wanted = {path: key.hex() for path, key in plan}
        if len(wanted) != len(plan):
            raise ValueError("a plan names the same path twice")
        self._enter()
        found, links = self._scan()
        known = self._ledger.read(self._seal())
        made = known or {}
        rows = made.get
        due = [
            path
            for path, key in wanted.items()
            if path not in found or rows(path, "").partition(" ")[0] != key
        ]
        removed = tuple(sorted((found - wanted.keys()) | links))
        if not due and not removed and made.keys() == wanted.keys():
            return Outcome(self._folder, (), (), len(wanted))
        _check_names(due, wanted)

        if known is None:
            self._ledger.write({})
        else:
            self._ledger.strike((*removed, *due))
        self._remove(removed)
        sums, written = self._write(due, make, found, progress)
        seal = self._ledger.write(
            {
                path: f"{key} {sums[path]}" if path in sums else made[path]
                for path, key in wanted.items()
            }
        )
        self._put(MARKER, f"{_SIGN}{seal}\n".encode())
        return Outcome(self._folder, tuple(written), removed, len(wanted) - len(written))

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
            within = [f"{part}/" for part in self._owns]
            while within:
                prefix = within.pop()
                files, more, folders = _names(self._folder / prefix, prefix)
                found |= files
                links |= more
                within += folders
        return found, links

    def _ours(self, name: str) -> bool:
        """Whether a name at the top of the folder is the edition's."""
        return name.endswith(self._tops) or name.startswith(TEMPORARY)

    def _remove(self, paths: Iterable[str]) -> None:
        """Take away what is not the edition's, and folders within ours that then hold nothing."""
        paths = tuple(paths)
        if not paths:
            return
        for path in paths:
            with telling(self._folder / path):
                os.unlink(self._folder / path)  # noqa: PTH108
        with telling(self._folder):
            for part in self._owns:
                for below, _, _ in os.walk(self._folder / part, topdown=False):
                    if Path(below) != self._folder / part and not any(Path(below).iterdir()):
                        os.rmdir(below)  # noqa: PTH106

    def _write(
        self, due: Sequence[str], make: Make, found: set[str], progress: Progress
    ) -> tuple[dict[str, str], list[str]]:
        sums: dict[str, str] = {}
        written: list[str] = []
        for path, data in make(due) if due else ():
            if not len(sums) % 256:
                progress("pages", len(sums), len(due))
            sums[path] = checksum(data)
            if path not in found or not holds(f"{self._base}/{path}", data):
                self._put(path, data)
                written.append(path)
        if sums.keys() != set(due):
            raise ValueError("a publisher made other files than those it was asked for")
        progress("pages", len(due), len(due))
        return sums, written

    def _put(self, path: str, data: bytes) -> None:
        try:
            place(f"{self._base}/{path}", data)
        except OSError:
            with telling(self._folder / path):
                raise


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
