"""`register/entries.csv`: the permanent ids of entries, append-only.

Columns: `id, source, locator, first seen, sketch, successor`. The last row of an id is the one
that holds. A row is never changed: an entry that moved (its heading was corrected, its source
replaced) gets a further row; one that is gone gets a row with an empty source and, where its words
live on in another entry, that entry's id as `successor`.

An id is the first known date of the entry and three letters, `1941-05-03-kfw`. Every id has its
letters, taken from a hash of source and locator, so that none tells whether the same day has
other entries: a sealed neighbour is not betrayed by a gap in a count.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from carnet.errors import ArchiveError
from carnet.growing import append_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

COLUMNS = ["id", "source", "locator", "first seen", "sketch", "successor"]
_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels: no words by accident
_SKETCHED = 32  # words of an entry's opening that its sketch is taken from
_KEPT = 6  # hashes in a sketch


class Known(NamedTuple):
    """Where an id was last seen."""

    id: str
    source: str
    locator: str
    first_seen: str
    sketch: str
    successor: str


class Newcomer(NamedTuple):
    """An entry as it was just read, which has yet to be told its id."""

    source: str
    locator: str
    day: str  # the first known date, e.g. 1941-05-03 or 1941-05; empty for none
    text: str


def sketch(text: str) -> str:
    """A few hashes of an entry's opening words: alike texts share most (Broder 1997, bottom-k)."""
    words = text[: _SKETCHED * 12].encode("utf-8", "replace").split(None, _SKETCHED)[:_SKETCHED]
    return " ".join([f"{h:08x}" for h in sorted(set(map(crc32, words)))[:_KEPT]])


def _hashes(text: str) -> set[str]:
    """The hashes of an entry's opening words, from which sketches are taken."""
    words = text[: _SKETCHED * 12].encode("utf-8", "replace").split(None, _SKETCHED)[:_SKETCHED]
    return {f"{crc32(word):08x}" for word in words}


def _rows(data: bytes, path: Path) -> list[list[str]]:
    """The rows of a register, or one clear line on why there are none."""
    rows: list[list[str]] = []
    said = "it holds NUL characters" if b"\0" in data else ""
    try:
        rows.extend(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError:
        said = "it is not UTF-8"
    except csv.Error as error:
        said = f"after row {len(rows):,}, {error}"
    if said:
        raise ArchiveError(
            f"the register is damaged: {said}",
            where=str(path), mend="Take it from a copy, or mend the damaged line.",
        )  # fmt: skip
    return rows


class EntryRegister:
    """The ids of an archive's entries. `rows` holds what is new since it was read."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known: dict[str, Known] = {}
        self._by_source: dict[str, list[str]] = {}
        self._new: list[Known] = []
        for row in known:
            self._place(row)

    def _place(self, row: Known) -> None:
        before = self._known.get(row.id)
        if before is None or before.source != row.source:
            if before is not None and before.source:
                self._by_source[before.source].remove(row.id)
            if row.source:
                self._by_source.setdefault(row.source, []).append(row.id)
        self._known[row.id] = row

    def _append(self, row: Known) -> None:
        self._place(row)
        self._new.append(row)

    @classmethod
    def read(cls, path: Path) -> EntryRegister:
        """The register in `path`; an empty one where the file is not there yet."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return cls()
        rows = _rows(data, path)
        heading = rows[0] if rows else COLUMNS
        if heading[:4] != COLUMNS[:4]:
            raise ArchiveError(
                "this is not a register of entries: its columns are " + ", ".join(heading)[:200],
                where=str(path), mend=f"The first row must be: {','.join(COLUMNS)}.",
            )  # fmt: skip
        width = len(COLUMNS)
        # a row with fewer fields than the first was cut short while it was written
        whole = (row for row in rows[1:] if len(row) >= len(heading))
        return cls(Known(*(row + [""] * width)[:width]) for row in whole)

    def identify(self, source: str, newcomers: Sequence[Newcomer], today: str,
                 instead_of: Sequence[str] = ()) -> list[str]:  # fmt: skip
        """The ids of a source's entries, in their order; old ones where the entry was known.

        `instead_of` names sources that this one replaces: their ids move here.
        """
        ids = self._by_source.get(source, [])
        old = [
            self._known[i] for name in (*instead_of, source) for i in self._by_source.get(name, ())
        ]
        if len(ids) == len(newcomers) == len(old) and all(
            known.locator == new.locator
            and (not only_counts(new.locator) or known.sketch == sketch(new.text))
            for known, new in zip(old, newcomers, strict=True)
        ):
            return list(ids)
        matched = _match(old, newcomers) if old else {}
        out: list[str] = []
        for n, new in enumerate(newcomers):
            known = matched.get(n)
            if known is None:
                row = Known(self._coin(new), source, new.locator, today, sketch(new.text), "")
                self._append(row)
            else:
                row = known._replace(source=source, locator=new.locator)
                if row != known:
                    self._append(row._replace(sketch=sketch(new.text)))
            out.append(row.id)
        living = set(out)
        before = ""
        for known in old:
            if known.id in living:
                before = known.id
            else:
                self._retire(known, before, out, newcomers)
        self._by_source[source] = list(out)
        return out

    def _retire(
        self, known: Known, before: str, ids: Sequence[str], newcomers: Sequence[Newcomer]
    ) -> None:
        """The id is no longer an entry's; it leads on to the entry that has its words, if one has:
        of several the one that stood before it, which it may have been joined to.
        """
        words = known.sketch.split()
        best, successor = 0.0, ""
        for id_, new in zip(ids, newcomers, strict=True):
            held = {f"{crc32(w):08x}" for w in new.text.encode("utf-8", "replace").split()}
            share = sum(word in held for word in words) / (len(words) or 1)
            if share > best or (share == best and id_ == before):
                best, successor = share, id_
        self._append(known._replace(source="", successor=successor if best >= 0.5 else ""))

    def _coin(self, new: Newcomer) -> str:
        """A new id: the date and three letters from a hash, others where those are taken."""
        day = new.day or "undated"
        if day.startswith("-"):  # a command would take it for an option
            day = f"before{day}"
        for attempt in range(10_000):
            seed = f"{new.source}\0{new.locator}\0{attempt}".encode("utf-8", "surrogateescape")
            number = int.from_bytes(blake2b(seed, digest_size=8).digest(), "big")
            letters = ""
            for _ in range(3 + attempt // 2000):
                number, rest = divmod(number, len(_LETTERS))
                letters += _LETTERS[rest]
            coined = f"{day}-{letters}"
            if coined not in self._known:
                return coined
        raise ArchiveError(f"no free id is left for {day}", mend="Split the source by years.")

    @property
    def redirects(self) -> dict[str, str]:
        """Retired ids that lead on to a living one."""
        out = {}
        for id_, known in self._known.items():
            if known.source or not known.successor:
                continue
            seen, successor = {id_}, known.successor
            while (next_ := self._known.get(successor)) and not next_.source:
                if successor in seen:
                    break
                seen.add(successor)
                successor = next_.successor
            if next_ is not None and next_.source:
                out[id_] = successor
        return out

    @property
    def sources(self) -> set[str]:
        """The sources that hold entries, or held them when they were last read."""
        return {source for source, ids in self._by_source.items() if ids}

    def of(self, source: str) -> Sequence[str]:
        """The ids last seen in a source."""
        return self._by_source.get(source, ())

    def row(self, id_: str) -> Known:
        """Where an id was last seen. `KeyError` where it never was."""
        return self._known[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._known

    def __len__(self) -> int:
        return len(self._known)

    def save(self, path: Path) -> None:
        """Append what is new, in one write."""
        if not self._new:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        append_rows(path, COLUMNS, self._new)
        self._new = []


def lookalikes(path: Path, gone: str) -> set[str]:
    """The sources that hold an entry like one that was last seen in the source `gone`: the same
    words, perhaps, in a file that was renamed and corrected at once. By the register in `path`; the
    likeness is that of their openings, and half of it is enough, for what is asked is a doubt.
    """
    known = EntryRegister.read(path)
    by_hash: dict[str, list[Known]] = {}
    for id_ in known.of(gone):
        for h in known.row(id_).sketch.split():
            by_hash.setdefault(h, []).append(known.row(id_))
    found: set[str] = set()
    for source in known.sources - {gone}:
        for id_ in known.of(source):
            hashes = known.row(id_).sketch.split()
            shared = Counter(row.id for h in hashes for row in by_hash.get(h, ()))
            if any(
                2 * count >= max(len(hashes), len(known.row(other).sketch.split()))
                for other, count in shared.items()
            ):
                found.add(source)
                break
    return found


_SAME_PLACE = 0.5  # what an equal locator is worth beside equal words
_SAME_COUNT = 0.05  # what it is worth where it only counts: the third of its kind
_ENOUGH = 0.45  # less than this is no likeness


def _match(old: Sequence[Known], new: Sequence[Newcomer]) -> dict[int, Known]:
    """Which newcomer is which known entry: the best pairs first, by words and by place; then what
    is left over one to one between neighbours that are sure. What is not sure is not matched.
    """
    by_locator: dict[str, list[int]] = {}
    by_hash: dict[str, list[int]] = {}
    for i, known in enumerate(old):
        by_locator.setdefault(known.locator, []).append(i)
        for h in known.sketch.split():
            by_hash.setdefault(h, []).append(i)
    pairs = []
    for n, newcomer in enumerate(new):
        words = _hashes(newcomer.text)
        near = set(by_locator.get(newcomer.locator, ()))
        near.update(i for h in words for i in by_hash.get(h, ()))
        for i in near:
            known = old[i]
            score = _share(known.sketch, words)
            if known.locator == newcomer.locator:
                score += _SAME_COUNT if only_counts(newcomer.locator) else _SAME_PLACE
            if score >= _ENOUGH:
                pairs.append((-score, abs(n - i), n, i))
    matched: dict[int, Known] = {}
    free = dict(enumerate(old))
    for _, _, n, i in sorted(pairs):
        if n not in matched and i in free:
            matched[n] = free.pop(i)
    if not free or len(matched) == len(new):
        return matched
    before = [known.id for known in old]
    after = [matched[n].id if n in matched else f"?{n}" for n in range(len(new))]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for i, n in zip(range(i1, i2), range(j1, j2), strict=True):
                if n not in matched and i in free:
                    matched[n] = free.pop(i)
    return matched


def only_counts(locator: str) -> bool:
    """Whether a locator says no more than where an entry stands among others: `div[3]`."""
    return locator.endswith("]") or "]/" in locator


def _share(known: str, words: set[str]) -> float:
    """The share of a sketch's hashes that are among some words, 0 to 1."""
    hashes = known.split()
    return sum(h in words for h in hashes) / len(hashes) if hashes else 0.0
