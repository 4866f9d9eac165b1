"""Which record each mention names, once the register and the decisions have had their say.

A recogniser says what it found when an entry is read. What that leads to may change afterwards
without the entry: a record is added, merged, given a further id; a person confirms, rejects or
relinks. Then only the mentions that this reaches are written again, and the digests of their
entries, by which publishers know what to make anew.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from carnet.catalogue.rows import MENTIONS, digest_with
from carnet.model import Finding, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from carnet.catalogue.store import Catalogue
    from carnet.decisions import Decision
    from carnet.register import Register

_MENTION = 'start, "end", text, kind, ref, target, by, standing, score'


def link(
    catalogue: Catalogue, register: Register, decisions: Sequence[Decision], redirects: Mapping[str, str],
    *, anew: bool, since: int = 0,
) -> list[Finding]:  # fmt: skip
    """Bring the mentions up to date with a register or decisions that have changed (`anew`), and
    with entries that were read again, those from number `since` on. Gives the decisions that have lost
    their words: such a one is never moved to others.
    """
    touched: set[int] = set()
    lost: dict[str, list[str]] = {} if anew else json.loads(catalogue.meta("lost") or "{}")
    if anew:
        touched |= undo(catalogue)
        touched |= _resolve(catalogue, register)
    for n, decision, said in _decide(
        catalogue, register, decisions, redirects, 0 if anew else since
    ):
        lost.pop(decision.id, None)
        if said:
            lost[decision.id] = [decision.source, decision.entry, said]
        if n:
            touched.add(n)
    digest_again(catalogue, touched)
    held = {decision.id for decision in decisions}
    lost = {id_: row for id_, row in lost.items() if id_ in held}
    catalogue.set_meta("lost", json.dumps(lost))
    return [
        Finding(source, "", "decision", said, entry=entry or None)
        for source, entry, said in lost.values()
    ]


def _resolve(catalogue: Catalogue, register: Register) -> set[int]:
    """Stated references lead where the register now says; suggestions to what is still there."""
    db = catalogue.db
    moved: list[tuple[str | None, int]] = []
    known: dict[str, str | None] = {}
    for n, ref, target in db.execute(
        "SELECT n, ref, target FROM mentions WHERE standing = 'stated' AND ref IS NOT NULL"
    ):
        if ref not in known:
            known[ref] = register.resolve(ref)
        if known[ref] != target:
            moved.append((known[ref], n))
    for n, target in db.execute(
        "SELECT n, target FROM mentions WHERE standing <> 'stated' AND target IS NOT NULL"
    ):
        now = register.living(target)
        if now != target:
            moved.append((now, n))
    db.executemany("UPDATE mention_rows SET target = ? WHERE n = ?", moved)
    return {n >> MENTIONS for _, n in moved}


def undo(catalogue: Catalogue) -> set[int]:
    """Mentions as their recognisers found them: what was decided is decided anew."""
    db, number = catalogue.db, catalogue.said.number
    held = db.execute("SELECT n, found FROM mention_rows WHERE found IS NOT NULL").fetchall()
    for n, found in held:
        if found:
            target, by, standing, score = json.loads(found)
            db.execute(
                "UPDATE mention_rows SET target = ?, by = ?, standing = ?, score = ?, found = NULL WHERE n = ?",
                (target, number(by), number(standing), score, n),
            )
        else:
            db.execute("DELETE FROM mention_rows WHERE n = ?", (n,))
    return {n >> MENTIONS for n, _ in held}


def _decide(
    catalogue: Catalogue, register: Register, decisions: Sequence[Decision],
    redirects: Mapping[str, str], since: int,
) -> Iterator[tuple[int, Decision, str]]:  # fmt: skip
    """Apply decisions, in the order in which they were taken: the number of the entry of each, and
    what is wrong with it, if something is.
    """
    by_entry: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_entry.setdefault(redirects.get(decision.entry, decision.entry), []).append(decision)
    for id_, taken in by_entry.items():
        found = catalogue.db.execute(
            "SELECT n, start, text FROM entries JOIN bodies USING (n) WHERE id = ?", (id_,)
        ).fetchone()
        if found is None:
            for decision in taken:
                yield 0, decision, f"{_told(decision)} is about an entry that is no longer there"
            continue
        n, begins, text = found
        if n < since:
            continue
        for decision in taken:
            yield n, decision, _apply(catalogue, register, decision, n, begins, text)


def _told(decision: Decision) -> str:
    words = " ".join(decision.exact.split())[:40]
    return f"the decision {decision.id} ({decision.kind} “{words}”)"


def _apply(
    catalogue: Catalogue, register: Register, decision: Decision, n: int, begins: int, text: str
) -> str:
    """Apply one decision to the mentions of its entry; gives what is wrong with it."""
    start, end = (decision.start or 0) - begins, (decision.end or 0) - begins
    place = replace(decision, start=max(start, 0), end=max(end, 0)).mention_in(text)
    if place is None:
        return f"{_told(decision)} no longer finds its words, and changes nothing"
    target = register.living(decision.value) if decision.value else None
    if decision.value and target is None:
        return f"{_told(decision)} is about the record {decision.value}, which is not there"
    rows = catalogue.db.execute(
        f'SELECT n, {_MENTION}, found FROM mentions WHERE n >= ? AND n < ? AND start = ? AND "end" = ?',  # noqa: S608
        (n << MENTIONS, n + 1 << MENTIONS, *place),
    ).fetchall()
    held = [_Row(row[0], Mention(*row[1:-1]), row[-1]) for row in rows]
    if decision.kind == "reject":
        said = [row for row in held if target is None or row.mention.target == target]
        for row in said:
            _change(catalogue, row, row.mention.target, decision.by, "rejected")
        if not said:  # what was suggested there is derived, and may not have been made yet
            kind = register.records[target].kind if target else "name"
            words = " ".join(text[slice(*place)].split())
            mention = Mention(*place, words, kind, None, target, decision.by, "rejected", 1.0)
            catalogue.add_mentions([(n, mention, "")])
        return ""
    assert target is not None
    old = register.living(decision.record) if decision.record else None
    chosen = _chosen(held, target, old if decision.kind == "relink" else None)
    if chosen is None:
        kind = register.records[target].kind
        words = " ".join(text[slice(*place)].split())
        mention = Mention(*place, words, kind, None, target, decision.by, "confirmed", 1.0)
        catalogue.add_mentions([(n, mention, "")])
        return ""
    _change(catalogue, chosen, target, decision.by, "confirmed")
    for row in held:
        if row is not chosen and row.mention.standing == "suggested" and old is None:
            _change(catalogue, row, row.mention.target, decision.by, "rejected")
    return ""


class _Row(NamedTuple):
    n: int
    mention: Mention
    found: str | None


def _chosen(held: Sequence[_Row], target: str, old: str | None) -> _Row | None:
    """Which of the mentions on the same words is meant: the one of that record, the one that is to
    be relinked, a suggestion, one without a record; else the only one.
    """
    if old is not None:
        return next((row for row in held if row.mention.target == old), None)
    tests: tuple[Callable[[Mention], bool], ...] = (
        lambda m: m.target == target,
        lambda m: m.standing == "suggested",
        lambda m: m.target is None,
    )
    only = held[0] if len(held) == 1 else None
    return next((row for test in tests for row in held if test(row.mention)), only)


def _change(catalogue: Catalogue, row: _Row, target: str | None, by: str, standing: str) -> None:
    m = row.mention
    before = json.dumps([m.target, m.by, m.standing, m.score])
    number = catalogue.said.number
    catalogue.db.execute(
        "UPDATE mention_rows SET target = ?, by = ?, standing = ?, score = 1.0, found = coalesce(found, ?) WHERE n = ?",
        (target, number(by), number(standing), before, row.n),
    )


def digest_again(catalogue: Catalogue, entries: Iterable[int]) -> None:
    """The digests of entries whose mentions have changed."""
    db = catalogue.db
    for n in sorted(entries):
        own = db.execute("SELECT own FROM entries WHERE n = ?", (n,)).fetchone()
        if own is not None:
            rows = db.execute(
                f"SELECT {_MENTION} FROM mentions WHERE n >= ? AND n < ?",  # noqa: S608
                (n << MENTIONS, n + 1 << MENTIONS),
            ).fetchall()
            digest = digest_with(own[0], [Mention(*row) for row in rows]) if rows else None
            db.execute("UPDATE entries SET digest = ? WHERE n = ?", (digest, n))
