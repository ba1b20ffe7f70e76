-- min_reader_version: 7
-- What people of the team did that is not part of a conversation, how they sign in, and what was set in the
-- console. A release that does not know the second factor would let people in without it: none may.

CREATE TABLE audit_entry (
    site INTEGER NOT NULL REFERENCES site (id),
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

ALTER TABLE person ADD COLUMN last_seen_at INTEGER;

ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET seen_at = opened_at;

-- The secret is sealed with the key in the data folder; a confirmed one is asked for at every sign-in.
CREATE TABLE person_totp (
    site INTEGER NOT NULL,
    person TEXT NOT NULL,
    secret TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY (site, person),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    site INTEGER NOT NULL,
    person TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (site, person, code_hash),
    FOREIGN KEY (site, person) REFERENCES person (site, id)
) STRICT, WITHOUT ROWID;

-- Lists have a line for each item; secrets are sealed.
CREATE TABLE setting_value (
    site INTEGER NOT NULL REFERENCES site (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (site, key)
) STRICT, WITHOUT ROWID;

-- One number each for `settings` and `access`: who finds it raised looks again.
CREATE TABLE change_counter (
    site INTEGER NOT NULL REFERENCES site (id),
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (site, name)
) STRICT, WITHOUT ROWID;
