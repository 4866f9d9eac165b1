"""How a file gets onto the disk: whole, or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carnet.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPORARY = ".press-"
"""How the names of files begin that stand beside their place until they are whole."""

# Flags that some systems lack: bytes as they are, and no stepping through a link.
_RAW = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _RAW


def place(target: str, data: bytes) -> None:
    """Write beside the place, then rename: what stands there is whole, old or new.

    By `os.open`, five times as fast as `open` where there are thousands of small files.
    """
    folder, name = os.path.split(target)
    beside = f"{target[: len(target) - len(name)] if folder else ''}{TEMPORARY}{os.getpid()}"
    try:
        handle = os.open(beside, _NEW, 0o644)
    except FileExistsError:  # left by a killed run that had our number
        os.unlink(beside)  # noqa: PTH108
        handle = os.open(beside, _NEW, 0o644)
    try:
        write_all(handle, data)
    finally:
        os.close(handle)
    os.replace(beside, target)  # noqa: PTH105


def write_new(target: str, data: bytes) -> None:
    """Write where nothing stands and nobody looks yet."""
    handle = os.open(target, _NEW, 0o644)
    try:
        write_all(handle, data)
    finally:
        os.close(handle)


def append(target: Path, data: bytes) -> None:
    """Add to the end of a file, and wait until the disk has it."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _RAW, 0o644)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of the bytes; the system may take them in parts."""
    done = os.write(handle, data)
    while done < len(data):
        done += os.write(handle, data[done:])


def holds(target: str, data: bytes) -> bool:
    """Whether this is a plain file, no link, with exactly these bytes."""
    try:
        handle = os.open(target, os.O_RDONLY | _RAW)
    except OSError:
        return False
    with os.fdopen(handle, "rb") as file:
        return file.read(len(data) + 1) == data


@contextmanager
def telling(where: Path | str) -> Iterator[None]:
    """What the system refuses becomes one line for the user."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"cannot be written ({error.strerror or error})",
            where=str(where),
            mend="Check that the folder may be written to and that the disk has room.",
        ) from error
