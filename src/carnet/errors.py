"""What Carnet raises. Doubt about the data is a `Finding`, never an exception: an exception
means that something could not be done, and its one line says what, where and how to mend it.
"""

from __future__ import annotations


def brief(error: object, most: int = 160) -> str:
    """What a library says of its trouble, on one line of at most `most` code points. What stands
    behind the first line is left out: parsers quote the source there, and it may be sealed.
    """
    first = next(iter(str(error).strip().splitlines()), "")
    return " ".join(first.split())[:most]


class CarnetError(Exception):
    """Something could not be done.

    `what` is one sentence; `where` a file, an option or an entry; `mend` what the user can do.
    The text of the exception is the one line that the command line prints.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        line = f"{where}: {what}" if where else what
        if mend:
            line = f"{line.rstrip('.')}. {mend}"
        super().__init__(" ".join(line.split()))


class ArchiveError(CarnetError):
    """The folder is no archive, or its `carnet.toml` cannot be understood."""


class SourceError(CarnetError):
    """A source cannot be read at all (empty, binary, hostile, broken beyond reading)."""


class Refused(SourceError):
    """No reader takes this file; `reasons` tells what each one said."""

    def __init__(self, where: str, reasons: dict[str, str], *, mend: str = "") -> None:
        self.reasons = reasons
        said = "; ".join(f"{reader}: {reason}" for reader, reason in sorted(reasons.items()))
        super().__init__(f"no reader takes this file ({said})", where=where, mend=mend)


class DateError(CarnetError, ValueError):
    """A string that should be a date in EDTF is none."""


class DecisionError(CarnetError):
    """A decision cannot be recorded: its place is not there, or what it says makes no sense."""


class CatalogueError(CarnetError):
    """The catalogue is missing or was written by another version; `carnet build` makes it."""


class PublishError(CarnetError):
    """The edition could not be written where it was asked for."""


class MissingExtra(CarnetError):
    """A part that is not in the core install is needed; `mend` names how to add it."""
