"""Publishers: each gets an `Edition` and a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.edition import Edition

Progress = Callable[[str, int, int], None]
"""`progress(what, done, of)`; called now and then during long work."""


class Outcome(NamedTuple):
    """What publishing did."""

    folder: Path
    written: tuple[str, ...]  # paths within the folder whose bytes changed
    removed: tuple[str, ...]
    kept: int  # files that were right already


class Publisher(Protocol):
    """What makes one form of an edition: a site, a book, an exchange format."""

    name: str
    version: str

    def publish(self, edition: Edition, folder: Path, ledger: Path, progress: Progress) -> Outcome:
        """Write the edition into `folder`; `ledger` is a file of the publisher's own in `.carnet/`
        that remembers what each published file was made from. It may be deleted at any time.
        """
        ...


def no_progress(_what: str, _done: int, _of: int) -> None:
    """For callers that do not look."""


__all__ = ["Outcome", "Progress", "Publisher", "no_progress"]
