-- min_reader_version: 1
-- The people of the team, their sessions and their invitations. Tokens are kept as hashes only.

CREATE TABLE person (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT,
    is_disabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (site, id),
    UNIQUE (site, email)
) STRICT;

CREATE TABLE session (
    site INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    person TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (site, token_hash),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
) STRICT;

CREATE INDEX session_by_person ON session (site, person);
CREATE INDEX session_by_expiry ON session (site, expires_at);

CREATE TABLE invitation (
    site INTEGER NOT NULL REFERENCES site (id),
    token_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (site, token_hash),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
) STRICT;

CREATE INDEX invitation_by_person ON invitation (site, person, kind);
