"""Files that only ever grow by whole lines: the register, the decisions, the manifest."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from carnet.errors import CarnetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def append_lines(path: Path, lines: str) -> None:
    """Append whole lines to a file: all of their bytes, or none."""
    _append(path, lines, "", csv_quotes=False)


def append_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Append rows to a CSV file, all of their bytes or none; a new file first gets its columns."""
    _append(path, _as_csv(rows), _as_csv([columns]), csv_quotes=True)


def _as_csv(rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _append(path: Path, lines: str, heading: str, *, csv_quotes: bool) -> None:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        if not size:
            lines = heading + lines
        elif os.pread(handle, 1, size - 1) != b"\n":
            # saved by an editor without its last line end, or cut short: perhaps within quotes,
            # which would swallow what follows
            is_open = csv_quotes and path.read_bytes().count(b'"') % 2
            lines = ('"\n' if is_open else "\n") + lines
        data = lines.encode("utf-8", "surrogateescape")
        if os.write(handle, data) != len(data):
            os.ftruncate(handle, size)
            raise CarnetError("the disk is full", where=str(path), mend="Free some space.")
        os.fsync(handle)
    finally:
        os.close(handle)
