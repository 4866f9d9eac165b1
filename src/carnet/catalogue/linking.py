"""Which record each mention names, once the register and the decisions have had their say.

A recogniser says what it found when an entry is read. What that leads to may change afterwards
without the entry: a record is added, merged, given a further id; a person confirms, rejects or
relinks. Then only the mentions that this reaches are written again, and the digests of their
entries, by which publishers know what to make anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carnet.catalogue.store import digest_with
from carnet.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.catalogue.store import Catalogue
    from carnet.decisions import Decision
    from carnet.register import Register

_MENTION = 'start, "end", text, kind, ref, target, by, standing, score'


def link(
    catalogue: Catalogue, register: Register, decisions: Sequence[Decision], *, anew: bool
) -> None:
    """Bring the mentions up to date with a register that has changed (`anew`), and with decisions."""
    touched: set[int] = set()
    if anew:
        touched |= _undo(catalogue)
        touched |= _resolve(catalogue, register)
    touched |= _decide(catalogue, register, decisions)
    digest_again(catalogue, touched)


def _resolve(catalogue: Catalogue, register: Register) -> set[int]:
    """Stated references lead where the register now says; suggestions to what is still there."""
    touched: set[int] = set()
    db = catalogue.db
    for ref, target in db.execute(
        "SELECT DISTINCT ref, target FROM mentions WHERE standing = 'stated' AND ref IS NOT NULL"
    ).fetchall():
        now = register.resolve(ref)
        if now != target:
            where = "standing = 'stated' AND ref = ? AND target IS ?"
            touched |= _set_target(catalogue, now, where, (ref, target))
    for (target,) in db.execute(
        "SELECT DISTINCT target FROM mentions WHERE standing <> 'stated' AND target IS NOT NULL"
    ).fetchall():
        now = register.living(target)
        if now != target:
            touched |= _set_target(catalogue, now, "standing <> 'stated' AND target = ?", (target,))
    return touched


def _set_target(
    catalogue: Catalogue, now: str | None, where: str, given: tuple[Any, ...]
) -> set[int]:
    rows = catalogue.db.execute(
        f"SELECT rowid, entry FROM mentions WHERE {where}",  # noqa: S608 - our own words
        given,
    ).fetchall()
    catalogue.db.executemany(
        "UPDATE mentions SET target = ? WHERE rowid = ?", [(now, row) for row, _ in rows]
    )
    return {entry for _, entry in rows}


def _undo(catalogue: Catalogue) -> set[int]:
    """Mentions as their recognisers found them: what was decided is decided anew."""
    db = catalogue.db
    held = db.execute("SELECT rowid, entry, found FROM mentions WHERE found IS NOT NULL").fetchall()
    for row, _, found in held:
        if found:
            db.execute(
                "UPDATE mentions SET target = ?, by = ?, standing = ?, score = ?, found = NULL WHERE rowid = ?",
                (*json.loads(found), row),
            )
        else:
            db.execute("DELETE FROM mentions WHERE rowid = ?", (row,))
    return {entry for _, entry, _ in held}


def _decide(catalogue: Catalogue, register: Register, decisions: Sequence[Decision]) -> set[int]:
    del catalogue, register, decisions
    return set()


def digest_again(catalogue: Catalogue, entries: Iterable[int]) -> None:
    """The digests of entries whose mentions have changed."""
    db = catalogue.db
    for n in sorted(entries):
        own = db.execute("SELECT own FROM entries WHERE n = ?", (n,)).fetchone()
        if own is not None:
            rows = db.execute(f"SELECT {_MENTION} FROM mentions WHERE entry = ?", (n,))  # noqa: S608
            digest = digest_with(own[0], [Mention(*row) for row in rows])
            db.execute("UPDATE entries SET digest = ? WHERE n = ?", (digest, n))
