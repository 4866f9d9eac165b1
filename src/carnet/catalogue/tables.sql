-- What an archive's files say, in a form that answers quickly. All of it is derived.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (
    n        INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    size     INTEGER NOT NULL,
    mtime    INTEGER NOT NULL,        -- nanoseconds; with size, whether to look again
    sha256   TEXT NOT NULL,
    decided  TEXT NOT NULL,           -- digest of the decisions that shaped its entries
    vouched  TEXT NOT NULL,           -- the SHA-256 that the manifest has for it
    added    TEXT NOT NULL,           -- and since when
    reader   TEXT NOT NULL,
    length   INTEGER NOT NULL,        -- code points of the reading text
    title    TEXT NOT NULL,           -- what its own header says, for lists
    author   TEXT NOT NULL,
    licence  TEXT NOT NULL,
    credit   TEXT NOT NULL,
    meta     TEXT NOT NULL            -- JSON: all that its header says
);

CREATE TABLE entries (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    source   INTEGER NOT NULL REFERENCES sources (n),
    ordinal  INTEGER NOT NULL,        -- place within the source
    locator  TEXT NOT NULL,
    start    INTEGER NOT NULL,        -- code points of the reading text
    "end"    INTEGER NOT NULL,
    edtf     TEXT,                    -- null: unknown
    calendar TEXT NOT NULL,
    gregorian TEXT,
    sure     REAL NOT NULL,
    written  TEXT NOT NULL,
    why      TEXT NOT NULL,           -- JSON list
    order0   INTEGER NOT NULL,        -- `When.sort_key`
    order1   INTEGER NOT NULL,
    order2   INTEGER NOT NULL,
    head_start INTEGER,               -- the heading, in the entry's text
    head_end INTEGER,
    title    TEXT NOT NULL,
    opening  TEXT NOT NULL,           -- the first words after the heading
    language TEXT NOT NULL,
    author   TEXT NOT NULL,
    words    INTEGER NOT NULL,
    text     TEXT NOT NULL,
    spans    TEXT NOT NULL,           -- JSON list of [start, end, kind, value]
    pages    TEXT NOT NULL,           -- JSON list of [start, number, image]
    own      BLOB NOT NULL,           -- digest of all of the above
    digest   BLOB NOT NULL            -- of that and the mentions
);

CREATE TABLE matter (
    source   INTEGER NOT NULL REFERENCES sources (n),
    ordinal  INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    locator  TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    text     TEXT NOT NULL,
    spans    TEXT NOT NULL,
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

CREATE TABLE mentions (
    entry    INTEGER NOT NULL REFERENCES entries (n),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    text     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    ref      TEXT,
    target   TEXT,
    by       TEXT NOT NULL,
    standing TEXT NOT NULL,
    score    REAL NOT NULL,
    found    TEXT                     -- where a decision holds: what a recogniser had said, as
                                      -- JSON, or nothing where it had said nothing
);

CREATE TABLE findings (
    source   INTEGER,                 -- null: about the archive as a whole
    named    TEXT NOT NULL,           -- the file that it is about
    locator  TEXT NOT NULL,
    entry    TEXT,
    start    INTEGER,
    "end"    INTEGER,
    kind     TEXT NOT NULL,
    message  TEXT NOT NULL
);

CREATE TABLE omissions (
    source   INTEGER NOT NULL,
    locator  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    text     TEXT NOT NULL
);

CREATE VIRTUAL TABLE fulltext USING fts5 (
    text, content = 'entries', content_rowid = 'n', tokenize = "unicode61 remove_diacritics 2"
);
