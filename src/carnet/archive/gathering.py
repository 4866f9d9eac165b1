"""What is to become sources: files that were named, folders and patterns, and what has a reader.

A file that was named must have a reader, or nothing is taken. A folder and a pattern are taken for
what can be read in them; what is left out is named, with the reason.
"""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carnet.archive.sources import check_names
from carnet.errors import Refused, SourceError
from carnet.readers import HEAD, choose
from carnet.registry import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEND = "Save it as plain text, Markdown or TEI."
_WRITTEN_WITH = frozenset((".doc", ".docx", ".odt", ".pages", ".rtf", ".wpd"))
_MEND_WRITTEN = "Open it in your word processor and save it as plain text (.txt) in UTF-8."
_TERMS = frozenset(("copying", "licence", "license", "notice"))  # files that come with a box
_MAGIC = frozenset("*?[")


class Left(NamedTuple):
    """Something that was not taken, and why."""

    name: str
    why: str


class Gathered(NamedTuple):
    """`files`: each with what it shall be called; `left`: what of folders and patterns is not taken."""

    files: list[tuple[Path, str]]
    left: list[Left]


class _Found(NamedTuple):
    path: Path
    name: str
    named: bool  # it was named itself, so that it is taken or refused


def gather(paths: Sequence[Path]) -> Gathered:
    """The files that were named or found, each of which has a reader.

    Raises `SourceError`, or `Refused` with what each reader says, where a file that was named cannot
    be read, and where a folder or a pattern holds nothing that can.
    """
    left: list[Left] = []
    files: list[tuple[Path, str]] = []
    seen: dict[str, Path] = {}
    for path in paths:
        before, had = len(files), len(left)
        any_named = False
        for found in _found(path, left):
            any_named |= found.named
            try:
                check_names([found.name])
                _accept(found.path, found.name)
            except SourceError as error:
                if found.named:
                    raise
                left.append(Left(str(found.path), error.what))
                continue
            other = seen.setdefault(found.name, found.path)
            if other is not found.path:
                if not same(found.path, other):
                    raise SourceError(
                        f"two files have the name {found.name}", where=str(found.path),
                        mend="Rename one of them.",
                    )  # fmt: skip
                continue
            files.append((found.path, found.name))
        if len(files) == before and not any_named and not seen:
            of = "the folder" if path.is_dir() else "the pattern"
            said = f": {left[had].name}: {left[had].why}" if left[had:] else ""
            raise SourceError(f"{of} holds no file that can be read{said}", where=str(path))
    return Gathered(files, left)


def _found(path: Path, left: list[Left]) -> Iterator[_Found]:
    if path.is_dir():
        yield from _in_folder(path, path.resolve().name, left)
    elif path.is_file():
        if path.name.startswith("."):
            raise SourceError(
                "hidden files are not read",
                where=str(path),
                mend="Rename it without the first dot.",
            )
        yield _Found(path, path.name, named=True)
    elif _MAGIC & set(str(path)):
        yield from _fitting(path, left)
    else:
        raise SourceError("there is no such file", where=str(path), mend="Check the name.")


def _in_folder(folder: Path, called: str, left: list[Left]) -> Iterator[_Found]:
    """The files of a folder and of those in it, in the order of their names."""

    def closed(error: OSError) -> None:
        left.append(Left(str(error.filename), f"cannot be opened: {error.strerror}"))

    for at, folders, files in os.walk(folder, onerror=closed):
        here = Path(at)
        for name in sorted((*folders, *files)):
            path = here / name
            if name.startswith("."):
                left.append(Left(str(path), "hidden files are not read"))
            elif path.is_symlink():
                left.append(Left(str(path), "links are not followed"))
            elif path.is_file():
                if not path.suffix and name.lower() in _TERMS:
                    left.append(Left(str(path), "it tells the terms of use, and is no notebook"))
                    continue
                inside = path.relative_to(folder).as_posix()
                yield _Found(path, f"{called}/{inside}", named=False)
            elif name in files:
                left.append(Left(str(path), "it is no ordinary file"))
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def _fitting(pattern: Path, left: list[Left]) -> Iterator[_Found]:
    """The files that fit a pattern, called as they are from the first folder that it does not spell
    out.
    """
    parts = pattern.parts
    plain = next(i for i, part in enumerate(parts) if _MAGIC & set(part))
    base = Path(*parts[:plain])
    for fit in sorted(glob.glob(str(pattern), recursive=True)):  # noqa: PTH207 - `**` and plain names alike
        path = Path(fit)
        name = path.relative_to(base).as_posix() if parts[:plain] else path.as_posix()
        if path.is_symlink():
            left.append(Left(fit, "links are not followed"))
        elif path.is_dir():
            if "**" not in parts:
                yield from _in_folder(path, name, left)
        elif path.is_file():
            yield _Found(path, name, named=False)


def _accept(path: Path, name: str) -> None:
    """Whether a file has a reader; raises where it has none."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror}", where=str(path)) from error
    if not head:
        raise SourceError("the file is empty", where=str(path), mend="Leave it out.")
    try:
        choose(name, head, shelf("carnet.readers").values())
    except Refused as error:
        written = path.suffix.lower() in _WRITTEN_WITH
        raise Refused(str(path), error.reasons, mend=_MEND_WRITTEN if written else MEND) from None


def same(one: Path, other: Path) -> bool:
    """Whether two files have the same bytes."""
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
