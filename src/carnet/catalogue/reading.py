"""Reading from the catalogue: sources, entries, mentions, and what else was found."""

from __future__ import annotations

import json
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from carnet.catalogue.columns import told, unpack
from carnet.catalogue.file import CatalogueFile
from carnet.catalogue.packing import unpack as inflated
from carnet.catalogue.rows import (
    MENTIONS,
    AllSeen,
    EntryRow,
    LineColumns,
    Seen,
    SourceRow,
    as_row,
    make_when,
)
from carnet.model import Entry, Finding, Matter, Mention, Omission, Span, asides_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_AT_ONCE: Final = 256  # entries that are asked for together
_JSON: Final = json.JSONDecoder()
_MENTION: Final = 'm.start, m."end", m.text, m.kind, m.ref, m.target, m.by, m.standing, m.score'


class Reading(CatalogueFile):
    """The half of the catalogue that reads."""

    # ------------------------------------------------------------------ sources

    def seen(self) -> AllSeen:
        """Of every source what tells whether its file has changed."""
        _, sizes, mtimes, lengths, names, decided = unpack(self.db, "sources")
        return AllSeen(
            dict(zip(names, zip(sizes, mtimes, strict=True), strict=True)),
            {name for name, length in zip(names, lengths, strict=True) if not length} if 0 in lengths else set(),
            {name: said for name, said in zip(names, decided, strict=True) if said} if any(decided) else {},
        )  # fmt: skip

    def seen_of(self, names: Iterable[str]) -> dict[str, Seen]:
        """The same of some sources, as far as they are there."""
        query = (
            "SELECT n, name, size, mtime, lower(hex(sha256)), decided FROM sources WHERE name = ?"
        )
        found = (self.db.execute(query, (name,)).fetchone() for name in names)
        return {row[1]: as_row(Seen, row) for row in found if row is not None}

    def sources(self) -> Iterator[SourceRow]:
        """Every source, by name."""
        said = self.said
        for row in self.db.execute(
            "SELECT n, name, size, mtime, lower(hex(sha256)), decided, "
            "lower(hex(coalesce(vouched, sha256))), added, reader, length, title, author, licence, "
            "credit FROM sources ORDER BY name"
        ):
            held = SourceRow._make((*row, self.headers.of(row[0])))
            (*_, added, reader, _, _, author, licence, credit) = row
            yield held._replace(
                added=said[added], reader=said[reader], author=said[author],
                licence=said[licence], credit=said[credit],
            )  # fmt: skip

    def vouched(self, source: int) -> tuple[str, str]:
        """What the manifest says of a source, as it was at the last build: SHA-256, since when."""
        query = "SELECT lower(hex(coalesce(vouched, sha256))), added FROM sources WHERE n = ?"
        sha, added = self.db.execute(query, (source,)).fetchone()
        return sha, self.said[added]

    def ids_of(self, source: int) -> list[tuple[str, str]]:
        """The id and the locator of each entry of a source, in its order."""
        query = "SELECT id, locator FROM entries WHERE source = ? ORDER BY ordinal"
        return self.db.execute(query, (source,)).fetchall()

    def credits(self) -> list[tuple[str, str, str, str, str]]:
        """Name, title, author, licence and credit of every source, by name."""
        said = self.said
        query = "SELECT name, title, author, licence, credit FROM sources ORDER BY name"
        return [
            (name, title, said[author], said[licence], said[credit])
            for name, title, author, licence, credit in self.db.execute(query)
        ]

    def credit(self, source: str) -> tuple[str, str, str, str] | None:
        """Title, author, licence and credit of one source."""
        query = "SELECT title, author, licence, credit FROM sources WHERE name = ?"
        row = self.db.execute(query, (source,)).fetchone()
        if row is None:
            return None
        title, author, licence, credit = row
        return title, self.said[author], self.said[licence], self.said[credit]

    def titles(self, names: Sequence[str]) -> dict[str, str]:
        """The titles of some sources (at most a few hundred), by name."""
        marks = ",".join("?" * len(names))
        query = f"SELECT name, title FROM sources WHERE name IN ({marks})"  # noqa: S608
        return dict(self.db.execute(query, names).fetchall())

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
        return {id_: self.said[reader] for id_, reader in self.db.execute(query, ids)}

    # ------------------------------------------------------------------ entries

    def lines(self) -> LineColumns:
        """A line for every entry, in no order that means anything."""
        (_, source, ordinal, order0, order1, order2, words, calendar, author, ids, edtf, heading, title,
         opening, language, digest) = unpack(self.db, "entries")  # fmt: skip
        name_of = dict(zip(*unpack(self.db, "sources", "n", "name"), strict=True))
        return LineColumns(
            ids, [one or None for one in edtf], told(self.said, calendar), heading, title, opening,
            list(map(name_of.__getitem__, source)), words, language, told(self.said, author),
            order0, order1, order2, ordinal, digest,
        )  # fmt: skip

    def rows(self) -> Iterator[EntryRow]:
        """Every entry without its text, in the order of the sources."""
        said = self.said
        for row in self.db.execute(
            "SELECT e.id, s.name, e.edtf, e.calendar, e.written, "
            'e.title, e.words, e.language, e.author, e.start, e."end", e.sure, '
            "coalesce(e.digest, e.own), e.head_start, nullif(coalesce(e.gregorian, e.edtf), ''), "
            "e.locator FROM sources s JOIN entries e ON e.source = s.n ORDER BY s.name, e.ordinal"
        ):
            held = list(row)
            held[3], held[8] = said[row[3]], said[row[8]]
            yield EntryRow._make(held)

    def entries(
        self, ids: Sequence[str]
    ) -> Iterator[tuple[Entry, tuple[int, int] | None, list[Any]]]:
        """Whole entries by id, in the order asked for; with each its heading and its pages."""
        said, marks_of, read = self.said, self.marks.of, _JSON.raw_decode
        for row in self._entry_rows(ids):
            (eid, source, locator, start, end, text, edtf, calendar, sure, written, title,
             language, author, n, head_start, head_end) = row  # fmt: skip
            spans, pages, why = read(marks_of(n))[0]
            when = make_when(edtf, said[calendar], sure, written, why)
            head = None if head_start is None else (head_start, head_end)
            heading = "" if head is None else " ".join(text[slice(*head)].split())
            yield (
                Entry(
                    eid, source, locator, start, end, text, when, heading, title, language,
                    said[author], tuple(map(as_row, repeat(Span), spans)),
                ),
                head,
                pages,
            )  # fmt: skip

    def _entry_rows(self, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for i in range(0, len(ids), _AT_ONCE):
            some = ids[i : i + _AT_ONCE]
            found = self.db.execute(
                'SELECT e.id, s.name, e.locator, e.start, e."end", b.text, e.edtf, e.calendar, e.sure, e.written, '  # noqa: S608
                "e.title, e.language, e.author, e.n, e.head_start, e.head_end FROM entries e "
                "JOIN bodies b ON b.n = e.n JOIN sources s ON s.n = e.source WHERE e.id IN "
                f"({','.join('?' * len(some))})",
                some,
            )
            rows = {row[0]: row for row in found}
            yield from (rows[id_] for id_ in some if id_ in rows)

    def texts(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Id and reading text of entries, in the order asked for."""
        for i in range(0, len(ids), _AT_ONCE):
            some = ids[i : i + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, text FROM entries JOIN bodies USING (n) WHERE id IN ({marks})"  # noqa: S608
            found = dict(self.db.execute(query, some))
            yield from ((id_, found[id_]) for id_ in some if id_ in found)

    def stretches(self, ids: Iterable[str]) -> Iterator[tuple[str, int, str]]:
        """Id, place in the source's reading text, and text of entries, in the order asked for."""
        for id_ in ids:
            query = "SELECT start, text FROM entries JOIN bodies USING (n) WHERE id = ?"
            row = self.db.execute(query, (id_,)).fetchone()
            if row is not None:
                yield id_, row[0], row[1]

    def text_of(self, id_: str) -> str:
        """The text of one entry; nothing where there is no such entry."""
        query = "SELECT text FROM entries JOIN bodies USING (n) WHERE id = ?"
        row = self.db.execute(query, (id_,)).fetchone()
        return row[0] if row else ""

    def illustrated(self, folder: str) -> list[str]:
        """The entries that name a file in this folder as an image."""
        found = []
        for first, texts in self.marks.all():
            named = [n for n, text in enumerate(texts, first) if f"{folder}/" in text]
            query = f"SELECT id FROM entries WHERE n IN ({','.join(map(str, named))}) ORDER BY n"  # noqa: S608
            found += [id_ for (id_,) in self.db.execute(query)] if named else []
        return found

    def asides(self) -> dict[int, list[tuple[int, int]]]:
        """By the number of an entry the stretches that somebody else tells in it, as an editor does in
        notes: it is said by whom they are, and not that they stand in the manuscript.
        """
        found = {}
        for first, texts in self.marks.all():
            for n, text in enumerate(texts, first):
                if '"by"' in text:
                    stretches = asides_in(Span._make(row) for row in _JSON.raw_decode(text)[0][0])
                    if stretches:
                        found[n] = stretches
        return found

    # ------------------------------------------------------------------ mentions

    def mentions(self, id_: str) -> list[Mention]:
        """The mentions of one entry, in the order of its text."""
        return self.mentions_of([id_])[id_]

    def mentions_of(
        self, ids: Sequence[str], texts: Mapping[str, str] | None = None
    ) -> dict[str, list[Mention]]:
        """The mentions of each of some entries (at most a few hundred), in the order of its text;
        `texts` are those of the entries, for who has them.
        """
        out: dict[str, list[Mention]] = {id_: [] for id_ in ids}
        said = self.said
        found = self.db.execute(
            'SELECT e.id, m.start, m."end", m.text, m.kind, m.ref, m.target, m.by, m.standing, m.score '  # noqa: S608
            f"FROM entries e JOIN mention_rows m "
            f"ON m.n >= e.n << {MENTIONS} AND m.n < (e.n + 1) << {MENTIONS} "
            f"WHERE e.id IN ({','.join('?' * len(out))}) "
            'ORDER BY e.id, m.start, m."end" DESC, m.n',
            list(out),
        )
        whole = dict(self.texts(ids)) if texts is None else texts
        for id_, start, end, text, kind, ref, target, by, standing, score in found:
            words = whole[id_][start:end] if text is None else text
            if not words.isalnum():
                words = " ".join(words.split())
            out[id_].append(
                as_row(
                    Mention,
                    (start, end, words, said[kind], ref, target, said[by], said[standing], score),
                )
            )
        return out

    def all_mentions(self) -> Iterator[tuple[str, Mention]]:
        for row in self.db.execute(
            f"SELECT e.id, {_MENTION} "  # noqa: S608 - our own words
            "FROM mentions m JOIN entries e ON e.n = m.entry JOIN sources s ON s.n = e.source "
            'ORDER BY s.name, e.ordinal, m.start, m."end" DESC, m.n'
        ):
            yield row[0], Mention(*row[1:])

    def uses(self, *, suggested: bool = True) -> list[tuple[str, str, int]]:
        """For each record that an entry names: its id, the entry, and how often; with what is only
        suggested, or without. Words that a source marks with two addresses of one record count once.
        """
        return self.db.execute(
            "SELECT m.target, e.id, count(DISTINCT (m.start * 4294967296 + m.\"end\") * 2 + (m.standing = 'stated')) "
            "FROM mentions m JOIN entries e ON e.n = m.entry "
            "WHERE m.target IS NOT NULL AND m.standing NOT IN ('rejected', ?) GROUP BY m.target, m.entry",
            ("rejected" if suggested else "suggested",),
        ).fetchall()

    # ------------------------------------------------------------------ the rest

    def matter(self, source: str | None = None) -> Iterator[Matter]:
        """Front, back and other matter, of one source or of all."""
        where = "WHERE s.name = ?" if source is not None else ""
        for name, locator, kind, start, end, text, spans in self.db.execute(
            'SELECT s.name, m.locator, m.kind, m.start, m."end", m.text, m.spans '  # noqa: S608
            f"FROM matter m JOIN sources s ON s.n = m.source {where} ORDER BY s.name, m.ordinal",
            (source,) if source is not None else (),
        ):
            held = tuple(map(Span._make, json.loads(inflated(spans)[0])))
            yield Matter(name, locator, kind, start, end, text, held)

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
            "FROM findings f ORDER BY f.named, f.start, f.source, f.ordinal"
        ):
            yield Finding(*row)

    def omissions(self) -> Iterator[tuple[str, Omission]]:
        for name, locator, reason, text in self.db.execute(
            "SELECT s.name, o.locator, o.reason, o.text FROM omissions o JOIN sources s ON s.n = o.source "
            "ORDER BY s.name, o.ordinal"
        ):
            yield name, Omission(self.said[reason], text, locator)
