"""`register/records.csv`: every id that a record of the register ever had, append-only.

Columns: `id, kind, first seen`. What stands here is never given to another record, and its page
answers for ever: with the record, with where it went, or with that it is gone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from carnet.errors import ArchiveError
from carnet.growing import append_rows
from carnet.register.record import LISTS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS: Final = ["id", "kind", "first seen"]


class Ids(dict[str, Kind]):
    """The kind of the record that has, or had, each id."""

    @classmethod
    def read(cls, path: Path) -> Ids:
        """The ids in `path`; none where the file is not there yet."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return cls()
        except UnicodeDecodeError:
            raise ArchiveError(
                "this list of ids is not UTF-8", where=str(path), mend="Take it from a copy."
            ) from None
        try:
            rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline="")))
        except csv.Error as error:
            raise ArchiveError(
                f"this list of ids is damaged: {error}",
                where=str(path),
                mend="Take it from a copy.",
            ) from None
        if rows and rows[0][:2] != COLUMNS[:2]:
            raise ArchiveError(
                "this is no list of ids", where=str(path),
                mend=f"The first row must be: {','.join(COLUMNS)}.",
            )  # fmt: skip
        # a row with fewer cells than the first was cut short while it was written
        kinds: Mapping[str, Kind] = {kind: kind for kind in LISTS}
        return cls((row[0], kinds[row[1]]) for row in rows[1:] if len(row) >= 3 and row[1] in kinds)


def remember(
    path: Path, known: Mapping[str, Kind], held: Iterable[tuple[str, Kind]], today: str
) -> int:
    """Write down the ids that are new; gives their number."""
    rows = [(id_, kind, today) for id_, kind in held if id_ not in known]
    if rows:
        path.parent.mkdir(parents=True, exist_ok=True)
        append_rows(path, COLUMNS, rows)
    return len(rows)
