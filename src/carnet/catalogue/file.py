"""The catalogue's file: how it is opened, begun, and moved into its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from carnet.catalogue.columns import begin, pack_all, pack_changed, watch
from carnet.catalogue.packing import Bundles, Said
from carnet.errors import CatalogueError

VERSION: Final = "8"  # of the schema and of what is written into it; another makes a new file
_TABLES: Final = Path(__file__).with_name("tables.sql")
_NAMES: Final = Path(__file__).with_name("names.sql")
_INDEXES: Final = Path(__file__).with_name("indexes.sql")  # of a fresh catalogue made last, at once


class CatalogueFile:
    """One open catalogue. Use as a context manager; `commit` makes changes lasting."""

    db: sqlite3.Connection
    said: Said
    marks: Bundles
    headers: Bundles

    _named = True  # whether there are indexes of names

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the catalogue at `path`; `fresh` begins a new one that `commit` moves there.

        Raises `CatalogueError` where it is missing, broken, or of another version.
        """
        self.path = path
        self.fresh = fresh
        self._at = path.with_name(f"{path.name}.new") if fresh else path
        self._next = self._next_source = 1
        if not fresh and not path.exists():
            raise CatalogueError(
                "there is no catalogue yet", where=str(path), mend="Run carnet build."
            )
        try:
            if fresh:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._at.unlink(missing_ok=True)
            self.db = sqlite3.connect(self._at, isolation_level=None)
            try:
                self._prepare()
                self._begin_anew() if fresh else self._take_up()
                self._look_up()
            except BaseException:
                self.close()
                raise
        except sqlite3.Error as error:
            raise CatalogueError(
                f"the catalogue cannot be used ({error})", where=str(path),
                mend="Delete the folder .carnet and run carnet build; nothing of yours is in it.",
            ) from error  # fmt: skip

    def _prepare(self) -> None:
        self.db.execute("PRAGMA temp_store=MEMORY")
        self.db.execute("PRAGMA cache_size=-8000")
        self.db.create_function("plain", 1, _plain, deterministic=True)

    def _begin_anew(self) -> None:
        self.db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
        )
        self.db.executescript(_TABLES.read_text(encoding="utf-8"))
        self.db.execute("INSERT INTO meta VALUES ('version', ?)", (VERSION,))
        self._named = False

    def _take_up(self) -> None:
        if self.meta("version") != VERSION:
            raise CatalogueError(
                "the catalogue is another version's", where=str(self.path), mend="Run carnet build."
            )

    def _look_up(self) -> None:
        self.said = Said(self.db)
        self.marks = Bundles(self.db, "marks", "entries")
        self.headers = Bundles(self.db, "headers", "sources")
        self._next, self._next_source = self.marks.next(), self.headers.next()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def __del__(self) -> None:
        # who forgets to close one in passing leaves no connection behind
        with suppress(AttributeError, sqlite3.Error):
            self.db.close()

    def close(self) -> None:
        """Give up whatever was not committed."""
        with suppress(sqlite3.Error):  # on a full disk even giving up may fail
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
        self.db.close()
        if self.fresh:
            with suppress(OSError):
                self._at.unlink(missing_ok=True)

    def begin(self) -> None:
        """Begin to change it."""
        begin(self.db)
        if not self.fresh:
            watch(self.db)
        self.db.execute("BEGIN IMMEDIATE")

    def flush(self) -> None:
        """Write down what waits."""

    def settle(self) -> None:
        """All sources have been read: from now on they and entries are looked up by their names."""
        self.flush()
        if self.fresh and not self._named:
            self._named = True
            for statement in _NAMES.read_text(encoding="utf-8").split(";\n"):
                self.db.execute(statement)

    def commit(self) -> None:
        """Make what was written lasting: all of it, or at a kill none of it."""
        self.settle()
        if self.fresh:
            pack_all(self.db)
            self.db.executescript(_INDEXES.read_text(encoding="utf-8"))
        else:
            pack_changed(self.db)
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        if not self.fresh:
            return
        self.db.close()
        handle = os.open(self._at, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        with suppress(FileNotFoundError):  # a journal of the old file must not meet the new one
            self.path.with_name(self.path.name + "-journal").unlink()
        self._at.replace(self.path)
        self.fresh = False
        self._at = self.path
        self.db = sqlite3.connect(self.path, isolation_level=None)
        self._prepare()
        self._look_up()

    # ------------------------------------------------------------------ small facts

    @property
    def changed(self) -> int:
        """Another number than before where another connection has changed the catalogue."""
        version: int = self.db.execute("PRAGMA data_version").fetchone()[0]
        return version

    def meta(self, key: str) -> str:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
