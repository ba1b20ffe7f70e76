-- min_reader_version: 1
-- What a visitor or the host product said of the visitor: shown to the team, and never trusted unless signed.

CREATE TABLE visitor_profile (
    site INTEGER NOT NULL REFERENCES site (id),
    visitor TEXT NOT NULL,
    name TEXT,
    email TEXT,
    is_verified INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (site, visitor)
) STRICT, WITHOUT ROWID;
