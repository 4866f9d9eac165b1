-- What an archive's files say, in a form that answers quickly. All of it is derived.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What many rows say in the same words, once. Columns that are commented `said` hold its numbers.
CREATE TABLE said (n INTEGER PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE sources (
    n        INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,           -- no two alike
    size     INTEGER NOT NULL,
    mtime    INTEGER NOT NULL,        -- nanoseconds; with size, whether to look again
    sha256   BLOB NOT NULL,           -- empty: it could not be opened
    decided  TEXT NOT NULL,           -- digest of the decisions that shaped its entries
    vouched  BLOB,                    -- the SHA-256 that the manifest has for it, if another
    added    INTEGER NOT NULL,        -- and since when: said
    reader   INTEGER NOT NULL,        -- said
    length   INTEGER NOT NULL,        -- code points of the reading text
    title    TEXT NOT NULL,           -- what its own header says, for lists
    author   INTEGER NOT NULL,        -- said
    licence  INTEGER NOT NULL,        -- said
    credit   INTEGER NOT NULL         -- said
);

-- All that the header of each source says, as JSON: those of the sources from `first` to `last`,
-- deflated together (`packing.py`).
CREATE TABLE headers (
    first    INTEGER PRIMARY KEY,
    last     INTEGER NOT NULL,
    data     BLOB NOT NULL
);

CREATE TABLE entries (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,           -- no two alike
    source   INTEGER NOT NULL REFERENCES sources (n),
    ordinal  INTEGER NOT NULL,        -- place within the source
    locator  TEXT NOT NULL,
    start    INTEGER NOT NULL,        -- code points of the reading text
    "end"    INTEGER NOT NULL,
    edtf     TEXT,                    -- null: unknown
    calendar INTEGER NOT NULL,        -- said
    gregorian TEXT,                   -- null: as `edtf`; empty: unknown
    sure     REAL NOT NULL,
    written  TEXT NOT NULL,
    order0   INTEGER NOT NULL,        -- `When.sort_key`
    order1   INTEGER NOT NULL,
    order2   INTEGER,                 -- null: `-order1`, as for a single day
    head_start INTEGER,               -- the heading, in the entry's text
    head_end INTEGER,
    title    TEXT NOT NULL,
    language TEXT NOT NULL,
    author   INTEGER NOT NULL,        -- said
    words    INTEGER NOT NULL,
    own      BLOB NOT NULL,           -- digest of all the rest
    digest   BLOB                     -- of that and the mentions; null where there are none
);

-- Apart from their lines, which every build reads.
CREATE TABLE bodies (
    n        INTEGER PRIMARY KEY REFERENCES entries (n),
    text     TEXT NOT NULL
);

-- What is said of the text of each entry, as JSON: spans [start, end, kind, value], pages
-- [start, number, image], why the date is what it is; like `headers`.
CREATE TABLE marks (
    first    INTEGER PRIMARY KEY,
    last     INTEGER NOT NULL,
    data     BLOB NOT NULL
);

-- Columns of the two tables above once more, packed, and the first words of each entry after its
-- heading (`columns.py`).
CREATE TABLE packed (
    place    INTEGER PRIMARY KEY,     -- twice the number of the stretch, and 1 for `sources`
    data     BLOB NOT NULL
);

CREATE TABLE matter (
    source   INTEGER NOT NULL REFERENCES sources (n),
    ordinal  INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    locator  TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    text     TEXT NOT NULL,
    spans    BLOB NOT NULL,           -- JSON, deflated
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

-- Those of one entry lie together: their numbers begin at the entry's, shifted by 26 bits.
CREATE TABLE mention_rows (
    n        INTEGER PRIMARY KEY,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    text     TEXT,                    -- null: the words that stand there
    kind     INTEGER NOT NULL,        -- said
    ref      TEXT,
    target   TEXT,
    by       INTEGER NOT NULL,        -- said
    standing INTEGER NOT NULL,        -- said
    score    REAL NOT NULL,
    found    TEXT                     -- where a decision holds: what a recogniser had said, as
                                      -- JSON, or nothing where it had said nothing
);

CREATE VIEW mentions AS
SELECT m.n, m.n >> 26 AS entry, m.start, m."end",
       coalesce(m.text, plain((SELECT substr(e.text, m.start + 1, m."end" - m.start)
                               FROM bodies e WHERE e.n = m.n >> 26))) AS text,
       kinds.text AS kind, m.ref, m.target, makers.text AS by, standings.text AS standing, m.score,
       m.found
FROM mention_rows m
LEFT JOIN said kinds ON kinds.n = m.kind
LEFT JOIN said makers ON makers.n = m.by
LEFT JOIN said standings ON standings.n = m.standing;

CREATE TABLE findings (
    source   INTEGER NOT NULL,        -- 0: about the archive as a whole
    ordinal  INTEGER NOT NULL,
    named    TEXT NOT NULL,           -- the file that it is about
    locator  TEXT NOT NULL,
    entry    TEXT,
    start    INTEGER,
    "end"    INTEGER,
    kind     TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

CREATE TABLE omissions (
    source   INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,
    locator  TEXT NOT NULL,
    reason   INTEGER NOT NULL,        -- said
    text     TEXT NOT NULL,
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

-- Which entries have a word, and no more: where it stands there, the text tells.
CREATE VIRTUAL TABLE fulltext USING fts5 (
    text, content = 'bodies', content_rowid = 'n', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);
