-- min_reader_version: 1
-- What people of the team did that is not part of a conversation.

CREATE TABLE audit_entry (
    site INTEGER NOT NULL REFERENCES site (id),
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
