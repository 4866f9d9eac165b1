"""The catalogue: all that an archive's files say, in one SQLite file that can be deleted.

A first build writes a new file and moves it into place; later builds change it in one
transaction. Either way a build that is killed leaves the last good catalogue.
"""

from __future__ import annotations

from carnet.catalogue.rows import AllSeen, EntryRow, LineColumns, Seen, SourceRow, make_when
from carnet.catalogue.store import Catalogue

__all__ = ["AllSeen", "Catalogue", "EntryRow", "LineColumns", "Seen", "SourceRow", "make_when"]
