-- min_reader_version: 1
-- The people of the team, their sessions and their invitations. Tokens are kept as hashes only.

CREATE TABLE person (
    site BIGINT NOT NULL REFERENCES site (id),
    id TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C",
    is_disabled BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (site, id),
    UNIQUE (site, email)
);

CREATE TABLE session (
    site BIGINT NOT NULL,
    token_hash TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (site, token_hash),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
);

CREATE INDEX session_by_person ON session (site, person);
CREATE INDEX session_by_expiry ON session (site, expires_at);

CREATE TABLE invitation (
    site BIGINT NOT NULL REFERENCES site (id),
    token_hash TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (site, token_hash),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
);

CREATE INDEX invitation_by_person ON invitation (site, person, kind);
