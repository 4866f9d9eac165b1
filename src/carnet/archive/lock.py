"""One at a time: who changes an archive holds it."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carnet.errors import CarnetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the archive for this build: two at a time would undo each other's work."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CarnetError(
                "another build of this archive is under way", where=str(folder.parent),
                mend="Wait for it to end, then try again.",
            ) from None  # fmt: skip
        yield
    finally:
        os.close(handle)
