"""Reading and writing the catalogue's tables."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from carnet.dates import UNKNOWN, When
from carnet.errors import CatalogueError
from carnet.model import Entry, Finding, Matter, Mention, Omission, Span
from carnet.text import opening_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

VERSION = "2"  # of the schema and of what is written into it; another makes a new file
_TABLES = Path(__file__).with_name("tables.sql")
_INDEXES = Path(__file__).with_name("indexes.sql")  # of a fresh catalogue made last, all at once
_TOKEN = re.compile(r"\w+")
_ECHO = 6  # words in a row by which a text is known again
_ECHO_LENGTH = 28  # code points that they must have
_BATCH = 256  # entries that wait to be written together
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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

_ENTRY_COLUMNS = (
    'n, id, source, ordinal, locator, start, "end", edtf, calendar, gregorian, sure, written, why, '
    "order0, order1, order2, head_start, head_end, title, opening, language, author, words, text, spans, "
    "pages, own, digest"
)
_TEXT = 23  # the place of `text` among them
_INSERT_ENTRY = f"INSERT INTO entries ({_ENTRY_COLUMNS}) VALUES ({','.join('?' * 28)})"  # noqa: S608


_as = tuple.__new__  # a row as one of the tuples below: `_make` without its Python, for thousands


class Seen(NamedTuple):
    """What tells whether a source must be read again."""

    n: int
    name: str
    size: int
    mtime: int
    sha256: str
    decided: str


class SourceRow(NamedTuple):
    """A source as it was when it was last read."""

    n: int
    name: str
    size: int
    mtime: int
    sha256: str
    decided: str
    vouched: str
    added: str
    reader: str
    length: int
    title: str
    author: str
    licence: str
    credit: str
    meta: str  # JSON


class LineRow(NamedTuple):
    """As little of an entry as its line in a list needs, and its place in time."""

    id: str
    edtf: str | None
    calendar: str
    heading: str
    title: str
    opening: str
    source: str
    words: int
    language: str
    author: str
    order0: int
    order1: int
    order2: int
    digest: bytes


class EntryRow(NamedTuple):
    """An entry without its text and spans."""

    id: str
    source: str
    edtf: str | None
    calendar: str
    order0: int
    order1: int
    order2: int
    written: str
    title: str
    opening: str
    words: int
    language: str
    author: str
    start: int
    end: int
    sure: float
    why: str  # JSON
    digest: bytes
    head_start: int | None
    gregorian: str | None
    locator: str


class Catalogue:
    """One open catalogue. Use as a context manager; `commit` makes changes lasting."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the catalogue at `path`; `fresh` begins a new one that `commit` moves there.

        Raises `CatalogueError` where it is missing, broken, or of another version.
        """
        self.path = path
        self.fresh = fresh
        self._at = path.with_name(f"{path.name}.new") if fresh else path
        self._next = 1
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
                self._begin_anew() if fresh else self._take_up()
            except BaseException:
                self.close()
                raise
        except sqlite3.Error as error:
            raise CatalogueError(
                f"the catalogue cannot be used ({error})", where=str(path),
                mend="Delete the folder .carnet and run carnet build; nothing of yours is in it.",
            ) from error  # fmt: skip
        self.db.execute("PRAGMA temp_store=MEMORY")
        self.db.execute("PRAGMA cache_size=-16000")
        self._entries: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []

    def _begin_anew(self) -> None:
        self.db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
        )
        self.db.executescript(_TABLES.read_text(encoding="utf-8"))
        self.db.execute("INSERT INTO meta VALUES ('version', ?)", (VERSION,))

    def _take_up(self) -> None:
        if self.meta("version") != VERSION:
            raise CatalogueError(
                "the catalogue is another version's", where=str(self.path), mend="Run carnet build."
            )
        query = "SELECT coalesce(max(n), 0) + 1 FROM entries"
        self._next = self.db.execute(query).fetchone()[0]

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
        self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make what was written lasting: all of it, or at a kill none of it."""
        self.flush()
        if self.fresh:
            self.db.executescript(_INDEXES.read_text(encoding="utf-8"))
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

    # ------------------------------------------------------------------ writing

    def forget(self, source: int) -> None:
        """Remove everything that was read from a source."""
        self.db.execute(
            "INSERT INTO fulltext (fulltext, rowid, text) SELECT 'delete', n, text FROM entries WHERE source = ?",
            (source,),
        )
        self.db.execute(
            "DELETE FROM mentions WHERE entry IN (SELECT n FROM entries WHERE source = ?)",
            (source,),
        )
        for table in ("entries", "matter", "findings", "omissions"):
            self.db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608
        self.db.execute("DELETE FROM sources WHERE n = ?", (source,))

    def touch(self, source: int, mtime: int) -> None:
        """The file was written again with the same bytes."""
        self.db.execute("UPDATE sources SET mtime = ? WHERE n = ?", (mtime, source))

    def add_source(self, row: tuple[Any, ...]) -> int:
        """A `SourceRow` without its number, which is returned."""
        cursor = self.db.execute(
            "INSERT INTO sources (name, size, mtime, sha256, decided, vouched, added, reader, length, "
            "title, author, licence, credit, meta) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            row,
        )
        return cursor.lastrowid or 0

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
        rows, mentions = self._entries, self._mentions
        for ordinal, entry, head, pages, named in entries:
            n = self._next
            self._next += 1
            when = entry.when
            head_start, head_end = head or (None, None)
            edtf = when.edtf
            gregorian = edtf if when.calendar == "gregorian" else when.gregorian
            spans = _encode(entry.spans)
            values = (
                entry.id, source, ordinal, entry.locator, entry.start, entry.end, edtf,
                when.calendar, gregorian, when.sure, when.written,
                _encode(when.why) if when.why else "[]",
                *when.sort_key, head_start, head_end, entry.title,
                opening_words(entry.text, head_end or 0), entry.language, entry.author,
                len(entry.text.split()), entry.text, spans,
                _encode(pages) if pages else "[]",
            )  # fmt: skip
            # each column but those that are told from others
            said = (
                f"{entry.id}\0{entry.source}\0{facts}\0{values[2:18]}\0{values[19:21]}"
                f"\0{spans}\0{values[-1]}\0{entry.text}"
            ).encode("utf-8", "surrogatepass")
            own = blake2b(said, digest_size=16).digest()
            rows.append((n, *values, own, digest_with(own, named)))
            mentions.extend([(n, *mention, None) for mention in named])
        if len(self._entries) >= _BATCH:
            self.flush()

    @property
    def next_entry(self) -> int:
        """The number that the next entry will have: those that were there have smaller ones."""
        return self._next

    def flush(self) -> None:
        """Write the entries that wait: thousands of small inserts are dear, a few large ones are not."""
        rows, self._entries = self._entries, []
        mentions, self._mentions = self._mentions, []
        if rows:
            self.db.executemany(_INSERT_ENTRY, rows)
            self.db.executemany(
                "INSERT INTO fulltext (rowid, text) VALUES (?, ?)",
                [(row[0], row[_TEXT]) for row in rows],
            )
        if mentions:
            self.db.executemany("INSERT INTO mentions VALUES (?,?,?,?,?,?,?,?,?,?,?)", mentions)

    def add_matter(self, source: int, matter: Iterable[tuple[int, Matter]]) -> None:
        self.db.executemany(
            "INSERT INTO matter VALUES (?,?,?,?,?,?,?,?)",
            [
                (source, n, m.kind, m.locator, m.start, m.end, m.text, _encode(m.spans))
                for n, m in matter
            ],
        )

    def add_findings(self, source: int | None, findings: Iterable[Finding]) -> None:
        self.db.executemany(
            "INSERT INTO findings VALUES (?,?,?,?,?,?,?,?)",
            [
                (source, f.source, f.locator, f.entry, f.start, f.end, f.kind, f.message)
                for f in findings
            ],
        )

    def replace_general_findings(self, findings: Iterable[Finding]) -> None:
        """Those that are about the archive as a whole."""
        self.db.execute("DELETE FROM findings WHERE source IS NULL")
        self.add_findings(None, findings)

    def add_omissions(self, source: int, omissions: Iterable[Omission]) -> None:
        self.db.executemany(
            "INSERT INTO omissions VALUES (?,?,?,?)",
            [(source, o.locator, o.reason, o.text) for o in omissions],
        )

    # ------------------------------------------------------------------ reading

    def seen(self) -> dict[str, Seen]:
        """Every source by name, with what tells whether its file has changed."""
        found = self.db.execute("SELECT n, name, size, mtime, sha256, decided FROM sources")
        return {row[1]: _as(Seen, row) for row in found}

    def sources(self) -> Iterator[SourceRow]:
        """Every source, by name."""
        columns = ", ".join(SourceRow._fields)
        query = f"SELECT {columns} FROM sources ORDER BY name"  # noqa: S608 - our own names
        yield from map(SourceRow._make, self.db.execute(query))

    def vouched(self, source: int) -> tuple[str, str]:
        """What the manifest says of a source, as it was at the last build: SHA-256, since when."""
        query = "SELECT vouched, added FROM sources WHERE n = ?"
        sha, added = self.db.execute(query, (source,)).fetchone()
        return sha, added

    def ids_of(self, source: int) -> list[tuple[str, str]]:
        """The id and the locator of each entry of a source, in its order."""
        query = "SELECT id, locator FROM entries WHERE source = ? ORDER BY ordinal"
        return self.db.execute(query, (source,)).fetchall()

    def credits(self) -> list[tuple[str, str, str, str, str]]:
        """Name, title, author, licence and credit of every source, by name."""
        query = "SELECT name, title, author, licence, credit FROM sources ORDER BY name"
        return self.db.execute(query).fetchall()

    def credit(self, source: str) -> tuple[str, str, str, str] | None:
        """Title, author, licence and credit of one source."""
        query = "SELECT title, author, licence, credit FROM sources WHERE name = ?"
        found: tuple[str, str, str, str] | None = self.db.execute(query, (source,)).fetchone()
        return found

    def illustrated(self, folder: str) -> list[str]:
        """The entries that name a file in this folder as an image."""
        query = "SELECT id FROM entries WHERE pages LIKE ? OR spans LIKE ?"
        like = f"%{folder}/%"
        return [row[0] for row in self.db.execute(query, (like, like))]

    def echoes(self, words: str) -> set[str]:
        """The entries that hold six words in a row of these, in any spelling of their letters.

        Fewer are no sign: diaries have their formulas.
        """
        said = _TOKEN.findall(words)
        phrases = {" ".join(said[i : i + _ECHO]) for i in range(len(said) - _ECHO + 1)}
        asked = sorted(phrase for phrase in phrases if len(phrase) >= _ECHO_LENGTH)
        found: set[str] = set()
        for i in range(0, len(asked), _BATCH):
            query = " OR ".join(f'"{phrase}"' for phrase in asked[i : i + _BATCH])
            rows = self.db.execute(
                "SELECT e.id FROM fulltext f JOIN entries e ON e.n = f.rowid WHERE fulltext MATCH ?",
                (query,),
            )
            found.update(row[0] for row in rows)
        return found

    def has_source(self, source: str) -> bool:
        """Whether a source of that name was found when the archive was last built."""
        row = self.db.execute("SELECT 1 FROM sources WHERE name = ?", (source,)).fetchone()
        return row is not None

    def readers_of(self, ids: Sequence[str]) -> dict[str, str]:
        """By id, name and version of the reader of its source, for a few hundred entries."""
        query = (
            "SELECT e.id, s.reader FROM entries e JOIN sources s ON s.n = e.source "  # noqa: S608
            f"WHERE e.id IN ({','.join('?' * len(ids))})"
        )
        return dict(self.db.execute(query, ids).fetchall())

    def lines(self) -> list[LineRow]:
        """A line for every entry, in the order of the sources."""
        found = self.db.execute(
            "SELECT e.id, e.edtf, e.calendar, e.written, e.title, e.opening, s.name, e.words, "
            "e.language, e.author, e.order0, e.order1, e.order2, e.digest "
            "FROM sources s JOIN entries e ON e.source = s.n ORDER BY s.name, e.ordinal"
        )
        return [_as(LineRow, row) for row in found]

    def rows(self) -> list[EntryRow]:
        """Every entry without its text, in the order of the sources."""
        found = self.db.execute(
            "SELECT e.id, s.name, e.edtf, e.calendar, e.order0, e.order1, e.order2, e.written, "
            'e.title, e.opening, e.words, e.language, e.author, e.start, e."end", e.sure, e.why, '
            "e.digest, e.head_start, e.gregorian, e.locator "
            "FROM sources s JOIN entries e ON e.source = s.n ORDER BY s.name, e.ordinal"
        )
        return [_as(EntryRow, row) for row in found]

    def entries(
        self, ids: Sequence[str]
    ) -> Iterator[tuple[Entry, tuple[int, int] | None, list[Any]]]:
        """Whole entries by id, in the order asked for; with each its heading and its pages."""
        for row in self._entry_rows(ids):
            (eid, source, locator, start, end, text, edtf, calendar, sure, written, why, title,
             language, author, spans, head_start, head_end, pages) = row  # fmt: skip
            when = make_when(edtf, calendar, sure, written, why)
            head = None if head_start is None else (head_start, head_end)
            heading = "" if head is None else " ".join(text[slice(*head)].split())
            yield (
                Entry(
                    eid, source, locator, start, end, text, when, heading, title, language, author,
                    tuple(map(Span._make, json.loads(spans))),
                ),
                head,
                json.loads(pages),
            )  # fmt: skip

    def _entry_rows(self, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for i in range(0, len(ids), _BATCH):
            some = ids[i : i + _BATCH]
            found = self.db.execute(
                'SELECT e.id, s.name, e.locator, e.start, e."end", e.text, e.edtf, e.calendar, e.sure, e.written, '  # noqa: S608
                "e.why, e.title, e.language, e.author, e.spans, e.head_start, e.head_end, e.pages "
                "FROM entries e JOIN sources s ON s.n = e.source WHERE e.id IN "
                f"({','.join('?' * len(some))})",
                some,
            )
            rows = {row[0]: row for row in found}
            yield from (rows[id_] for id_ in some if id_ in rows)

    def texts(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Id and reading text of entries, in the order asked for."""
        for i in range(0, len(ids), _BATCH):
            some = ids[i : i + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, text FROM entries WHERE id IN ({marks})"  # noqa: S608
            found = dict(self.db.execute(query, some))
            yield from ((id_, found[id_]) for id_ in some if id_ in found)

    def stretches(self, ids: Iterable[str]) -> Iterator[tuple[str, int, str]]:
        """Id, place in the source's reading text, and text of entries, in the order asked for."""
        for id_ in ids:
            row = self.db.execute("SELECT start, text FROM entries WHERE id = ?", (id_,)).fetchone()
            if row is not None:
                yield id_, row[0], row[1]

    def mentions(self, id_: str) -> list[Mention]:
        """The mentions of one entry, in the order of its text."""
        return self.mentions_of([id_])[id_]

    def mentions_of(self, ids: Sequence[str]) -> dict[str, list[Mention]]:
        """The mentions of each of some entries (at most a few hundred), in the order of its text."""
        out: dict[str, list[Mention]] = {id_: [] for id_ in ids}
        found = self.db.execute(
            'SELECT e.id, m.start, m."end", m.text, m.kind, m.ref, m.target, m.by, m.standing, m.score '  # noqa: S608
            "FROM entries e JOIN mentions m ON m.entry = e.n "
            f"WHERE e.id IN ({','.join('?' * len(out))}) "
            'ORDER BY e.id, m.start, m."end" DESC, m.rowid',
            list(out),
        )
        for id_, *mention in found:
            out[id_].append(_as(Mention, mention))
        return out

    def all_mentions(self) -> Iterator[tuple[str, Mention]]:
        for row in self.db.execute(
            'SELECT e.id, m.start, m."end", m.text, m.kind, m.ref, m.target, m.by, m.standing, m.score '
            "FROM mentions m JOIN entries e ON e.n = m.entry JOIN sources s ON s.n = e.source "
            'ORDER BY s.name, e.ordinal, m.start, m."end" DESC, m.rowid'
        ):
            yield row[0], Mention(*row[1:])

    def naming(self, names: Iterable[str], ids: Iterable[str]) -> list[str]:
        """The entries that may name records of these names and ids: all that do are among them."""
        found = set()
        for id_ in ids:
            found |= set(self.db.execute("SELECT entry FROM mentions WHERE target = ?", (id_,)))
            like = f"%{_like(id_)}%"
            for column in ("m.ref LIKE ?", "e.spans LIKE ?"):
                query = f"SELECT e.n FROM entries e LEFT JOIN mentions m ON m.entry = e.n WHERE {column} ESCAPE '\\'"  # noqa: S608
                found |= set(self.db.execute(query, (like,)))
        for name in names:
            words = _TOKEN.findall(name)
            if words:
                phrase = '"' + " ".join(word.replace("_", " ") for word in words) + '"'
                query = "SELECT rowid FROM fulltext WHERE fulltext MATCH ?"
                found |= set(self.db.execute(query, (phrase,)))
                longest = _like(max(words, key=len))
                query = "SELECT n FROM entries WHERE spans LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\'"
                found |= set(self.db.execute(query, (f"%{longest}%", f"%{longest[:3]}%-%")))
        asked = ",".join(str(n) for (n,) in sorted(found))
        query = f"SELECT id FROM entries WHERE n IN ({asked})"  # noqa: S608 - numbers
        return [row[0] for row in self.db.execute(query)]

    def text_of(self, id_: str) -> str:
        """The text of one entry; nothing where there is no such entry."""
        row = self.db.execute("SELECT text FROM entries WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else ""

    def uses(self, *, suggested: bool = True) -> list[tuple[str, str, int]]:
        """For each record that an entry names: its id, the entry, and how often; with what is only
        suggested, or without.
        """
        return self.db.execute(
            "SELECT m.target, e.id, count(*) FROM mentions m JOIN entries e ON e.n = m.entry "
            "WHERE m.target IS NOT NULL AND m.standing NOT IN ('rejected', ?) GROUP BY m.target, m.entry",
            ("rejected" if suggested else "suggested",),
        ).fetchall()

    def matter(self, source: str | None = None) -> Iterator[Matter]:
        """Front, back and other matter, of one source or of all."""
        where = "WHERE s.name = ?" if source is not None else ""
        for name, locator, kind, start, end, text, spans in self.db.execute(
            'SELECT s.name, m.locator, m.kind, m.start, m."end", m.text, m.spans '  # noqa: S608
            f"FROM matter m JOIN sources s ON s.n = m.source {where} ORDER BY s.name, m.ordinal",
            (source,) if source is not None else (),
        ):
            yield Matter(
                name, locator, kind, start, end, text, tuple(map(Span._make, json.loads(spans)))
            )

    def matter_sources(self) -> dict[str, int]:
        """Which sources have matter, and how many pieces of it."""
        return dict(
            self.db.execute(
                "SELECT s.name, count(*) FROM matter m JOIN sources s ON s.n = m.source GROUP BY m.source"
            ).fetchall()
        )

    def findings(self) -> Iterator[Finding]:
        for row in self.db.execute(
            'SELECT f.named, f.locator, f.kind, f.message, f.start, f."end", coalesce(f.entry, '
            "(SELECT e.id FROM entries e WHERE e.source = f.source AND f.start IS NOT NULL "
            'AND e.start <= f.start AND f.start < max(e."end", e.start + 1) LIMIT 1)) '
            "FROM findings f ORDER BY f.named, f.start, f.rowid"
        ):
            yield Finding(*row)

    def omissions(self) -> Iterator[tuple[str, Omission]]:
        for name, locator, reason, text in self.db.execute(
            "SELECT s.name, o.locator, o.reason, o.text FROM omissions o JOIN sources s ON s.n = o.source "
            "ORDER BY s.name, o.rowid"
        ):
            yield name, Omission(reason, text, locator)


def _like(text: str) -> str:
    """Text that means itself in a LIKE, its letters beyond ASCII in any dress."""
    text = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "".join(sign if sign.isascii() else "%" for sign in text)


def digest_with(own: bytes, mentions: Sequence[Mention]) -> bytes:
    """The digest of an entry with its mentions, in the order of its text."""
    if not mentions:
        return own
    said = "\0".join(sorted([repr(tuple(mention)) for mention in mentions]))
    return blake2b(own + said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def make_when(edtf: str | None, calendar: str, sure: float, written: str, why: str = "[]") -> When:
    """A `when` from the catalogue's columns."""
    if edtf is None:
        return (
            When(written=written, why=tuple(json.loads(why)), sure=sure)
            if written or why != "[]"
            else UNKNOWN
        )
    return When.parse(edtf, calendar, written=written, why=tuple(json.loads(why)), sure=sure)


__all__ = ["Catalogue", "EntryRow", "SourceRow", "digest_with", "make_when"]
