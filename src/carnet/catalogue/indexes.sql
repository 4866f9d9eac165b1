-- What makes look-ups quick.
CREATE INDEX entries_by_source ON entries (source, ordinal);
CREATE INDEX mentions_by_target ON mention_rows (target) WHERE target IS NOT NULL;
