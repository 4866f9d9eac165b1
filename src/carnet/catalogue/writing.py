"""Writing into the catalogue: what was read from the sources, one after the other."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from carnet.catalogue.columns import DIGEST, add_openings
from carnet.catalogue.file import CatalogueFile
from carnet.catalogue.packing import pack
from carnet.catalogue.rows import MENTIONS, digest_with
from carnet.text import opening_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from carnet.model import Entry, Finding, Matter, Mention, Omission

_BATCH: Final = 256  # entries that wait to be written together
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ENTRY_COLUMNS: Final = (
    'n, id, source, ordinal, locator, start, "end", edtf, calendar, gregorian, sure, written, '
    "order0, order1, order2, head_start, head_end, title, language, author, words, own, "
    "digest"
)
_INSERT_ENTRY: Final = f"INSERT INTO entries ({_ENTRY_COLUMNS}) VALUES ({','.join('?' * 23)})"  # noqa: S608
_INSERT_SOURCE: Final = f"INSERT INTO sources VALUES ({','.join('?' * 14)})"  # noqa: S608
_INSERT_BODY: Final = "INSERT INTO bodies VALUES (?,?)"
_INSERT_MENTION: Final = "INSERT INTO mention_rows VALUES (?,?,?,?,?,?,?,?,?,?,?)"


def _one_encoder() -> Callable[[Any], str]:
    """`JSONEncoder.encode` makes an encoder anew for every value, which takes it as long as a short
    value itself does; where Python lets us, one is made for all.
    """
    rest = (None, ":", ",", False, False, False)
    try:
        own = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
            None, _JSON.default, json.encoder.encode_basestring, *rest
        )
        own((), 0)
    except (AttributeError, TypeError):  # another Python
        return _JSON.encode
    return lambda rows: "".join(own(rows, 0))


_encode = _one_encoder()


class Writing(CatalogueFile):
    """The half of the catalogue that writes."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self._entries: list[tuple[Any, ...]] = []
        self._bodies: list[tuple[int, str]] = []
        self._marks: list[str] = []
        self._headers: list[str] = []
        self._openings: list[tuple[int, str]] = []
        self._sources: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []
        super().__init__(path, fresh=fresh)

    def forget(self, source: int) -> None:
        """Remove everything that was read from a source."""
        self.db.execute(
            "INSERT INTO fulltext (fulltext, rowid, text) SELECT 'delete', e.n, b.text "
            "FROM entries e JOIN bodies b ON b.n = e.n WHERE e.source = ?",
            (source,),
        )
        gone = [n for (n,) in self.db.execute("SELECT n FROM entries WHERE source = ?", (source,))]
        for n in gone:
            self.db.execute("DELETE FROM mention_rows WHERE n >= ? AND n < ?", _within(n))
            self.db.execute("DELETE FROM bodies WHERE n = ?", (n,))
        for table in ("entries", "matter", "findings", "omissions"):
            self.db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608
        self.db.execute("DELETE FROM sources WHERE n = ?", (source,))
        if gone:
            self.marks.forget(min(gone), max(gone))
        self.headers.forget(source, source)

    def touch(self, source: int, mtime: int) -> None:
        """The file was written again with the same bytes."""
        self.db.execute("UPDATE sources SET mtime = ? WHERE n = ?", (mtime, source))

    def add_source(self, row: tuple[Any, ...]) -> int:
        """A `SourceRow` without its number, which is returned."""
        (name, size, mtime, sha256, decided, vouched, added, reader, length,
         title, author, licence, credit, meta) = row  # fmt: skip
        number = self.said.number
        n = self._next_source
        self._next_source += 1
        self._sources.append(
            (
                n, name, size, mtime, bytes.fromhex(sha256), decided,
                None if vouched == sha256 else bytes.fromhex(vouched), number(added), number(reader),
                length, title, number(author), number(licence), number(credit),
            ),
        )  # fmt: skip
        self._headers.append(meta)
        if len(self._sources) >= _BATCH:
            self.flush()
        return n

    def add_entries(
        self,
        source: int,
        entries: Iterable[
            tuple[int, Entry, tuple[int, int] | None, Sequence[Any], Sequence[Mention]]
        ],
        facts: str = "",
    ) -> None:
        """Each: ordinal, entry, where its heading stands, its pages, its mentions. `facts` is what
        their pages say of the source; with it they change.
        """
        number = self.said.number
        for ordinal, entry, head, pages, named in entries:
            n = self._next
            self._next += 1
            when, text = entry.when, entry.text
            head_start, head_end = head or (None, None)
            edtf = when.edtf
            calendar = when.calendar
            gregorian = None if calendar == "gregorian" else when.gregorian or ""
            marks = (
                f"[{_encode(entry.spans)},{_encode(pages) if pages else '[]'},"
                f"{_encode(when.why) if when.why else '[]'}]"
            )
            place = (ordinal, entry.locator, entry.start, entry.end)
            first, second, third = when.sort_key
            order = (first, second, None if third == -second else third)
            dated = (edtf, gregorian, when.sure, when.written, *order, head_start, head_end)
            # each column but those that are told from others
            said = (
                f"{entry.id}\0{entry.source}\0{facts}\0{place}\0{calendar}\0{dated}\0{entry.title}"
                f"\0{entry.language}\0{entry.author}\0{marks}\0{text}"
            ).encode("utf-8", "surrogatepass")
            own = blake2b(said, digest_size=DIGEST).digest()
            self._entries.append((
                n, entry.id, source, *place, edtf, number(calendar), *dated[1:], entry.title,
                entry.language, number(entry.author), len(text.split()), own, digest_with(own, named) if named else None,
            ))  # fmt: skip
            self._bodies.append((n, text))
            self._marks.append(marks)
            self._openings.append((n, opening_words(text, head_end or 0)))
            if named:
                self._wait(n << MENTIONS, text, named)
        if len(self._entries) >= _BATCH:
            self.flush()

    def _wait(self, first: int, text: str, named: Sequence[Mention]) -> None:
        number, known = self.said.number, self.said.numbers.get
        self._mentions.extend([
            (n, start, end, None if _stands(text, start, end, words) else words,
             known(kind) or number(kind), ref, target, known(by) or number(by),
             known(standing) or number(standing), score, None)
            for n, (start, end, words, kind, ref, target, by, standing, score)
            in enumerate(named, first)
        ])  # fmt: skip

    @property
    def next_entry(self) -> int:
        """The number that the next entry will have: those that were there have smaller ones."""
        return self._next

    def flush(self) -> None:
        """Write the entries that wait: thousands of small inserts are dear, a few large ones are not."""
        rows, self._entries = self._entries, []
        bodies, self._bodies = self._bodies, []
        openings, self._openings = self._openings, []
        mentions, self._mentions = self._mentions, []
        sources, self._sources = self._sources, []
        headers, self._headers = self._headers, []
        marks, self._marks = self._marks, []
        if sources:
            self.db.executemany(_INSERT_SOURCE, sources)
            self.headers.add(sources[0][0], headers)
        if rows:
            self.db.executemany(_INSERT_ENTRY, rows)
            self.db.executemany(_INSERT_BODY, bodies)
            self.marks.add(rows[0][0], marks)
            add_openings(self.db, openings)
            self.db.executemany("INSERT INTO fulltext (rowid, text) VALUES (?, ?)", bodies)
        if mentions:
            self.db.executemany(_INSERT_MENTION, mentions)

    def add_mentions(self, mentions: Iterable[tuple[int, Mention, str | None]]) -> None:
        """Mentions of entries that are there already: the entry's number, the mention, what a
        recogniser had said where a decision holds.
        """
        after: dict[int, int] = {}
        number = self.said.number
        rows = []
        for entry, mention, found in mentions:
            if entry not in after:
                query = "SELECT max(n) FROM mention_rows WHERE n >= ? AND n < ?"
                last = self.db.execute(query, _within(entry)).fetchone()[0]
                after[entry] = (entry << MENTIONS) - 1 if last is None else last
            after[entry] += 1
            start, end, words, kind, ref, target, by, standing, score = mention
            rows.append(
                (after[entry], start, end, words, number(kind), ref, target, number(by),
                 number(standing), score, found)
            )  # fmt: skip
        self.db.executemany(_INSERT_MENTION, rows)

    def add_matter(self, source: int, matter: Iterable[tuple[int, Matter]]) -> None:
        self.db.executemany(
            "INSERT INTO matter VALUES (?,?,?,?,?,?,?,?)",
            [
                (source, n, m.kind, m.locator, m.start, m.end, m.text,
                 pack([_encode(m.spans)]))
                for n, m in matter
            ],
        )  # fmt: skip

    def add_findings(self, source: int, findings: Iterable[Finding]) -> None:
        """Findings about a source; about the archive as a whole where its number is 0."""
        query = "SELECT coalesce(max(ordinal) + 1, 0) FROM findings WHERE source = ?"
        first = self.db.execute(query, (source,)).fetchone()[0]
        self.db.executemany(
            "INSERT INTO findings VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (source, n, f.source, f.locator, f.entry, f.start, f.end, f.kind, f.message)
                for n, f in enumerate(findings, first)
            ],
        )

    def replace_general_findings(self, findings: Iterable[Finding]) -> None:
        """Those that are about the archive as a whole."""
        self.db.execute("DELETE FROM findings WHERE source = 0")
        self.add_findings(0, findings)

    def add_omissions(self, source: int, omissions: Iterable[Omission]) -> None:
        self.db.executemany(
            "INSERT INTO omissions VALUES (?,?,?,?,?)",
            [
                (source, n, o.locator, self.said.number(o.reason), o.text)
                for n, o in enumerate(omissions)
            ],
        )


def _within(entry: int) -> tuple[int, int]:
    """The numbers that the mentions of an entry may have."""
    return entry << MENTIONS, entry + 1 << MENTIONS


def _stands(text: str, start: int, end: int, words: str) -> bool:
    """Whether the words of a mention are those that stand there."""
    there = text[start:end]
    return there == words or " ".join(there.split()) == words
