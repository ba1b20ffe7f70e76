-- min_reader_version: 1
-- The log of conversations, the texts beside it, and the read model that screens ask for.

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

INSERT INTO site (id, name) VALUES (1, 'default');

-- Installation facts and secrets: epoch, token keys, the library's version.
CREATE TABLE meta (
    site INTEGER NOT NULL REFERENCES site (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (site, name)
) STRICT, WITHOUT ROWID;

-- The head of each stream; the conditional update of `seq` is what lets one of two writers through.
CREATE TABLE stream (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

-- Rows are never deleted, so the highest position plus one is never used twice.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    site INTEGER NOT NULL,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    readership INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (site, stream, seq),
    FOREIGN KEY (site, stream) REFERENCES stream (site, id)
) STRICT;

-- What a client asked for, kept for ever: the same id again gets the first receipt.
CREATE TABLE client_request (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    client_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (site, conversation, client_id),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;

-- The only table that holds a person's words; `seq` is the event that they belong to.
CREATE TABLE message_body (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    message TEXT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    page TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (site, conversation, message, kind),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT;

CREATE UNIQUE INDEX message_body_by_seq ON message_body (site, conversation, seq);

-- The read model: one column for each field of a conversation, rebuilt from its events at any time.
CREATE TABLE conversation (
    site INTEGER NOT NULL,
    id TEXT NOT NULL,
    visitor TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    agent TEXT,
    episode INTEGER NOT NULL,
    visitor_seq INTEGER NOT NULL,
    handled_seq INTEGER NOT NULL,
    needs_answer INTEGER NOT NULL,
    lease_answer TEXT,
    lease_node TEXT,
    lease_visitor_seq INTEGER,
    lease_until INTEGER,
    last_answer TEXT,
    last_message TEXT,
    reason TEXT,
    queued_at INTEGER,
    contact_offered_at INTEGER,
    has_contact INTEGER NOT NULL,
    score INTEGER,
    PRIMARY KEY (site, id),
    FOREIGN KEY (site, id) REFERENCES stream (site, id)
) STRICT;

CREATE INDEX conversation_by_change ON conversation (site, updated_at, id);
-- The partial ones cost a write only for the rows that belong in their list.
CREATE INDEX conversation_resolved ON conversation (site, updated_at, id) WHERE status = 'resolved';
CREATE INDEX conversation_assigned ON conversation (site, agent, updated_at, id) WHERE status = 'assigned';
CREATE INDEX conversation_waiting ON conversation (site, queued_at, id) WHERE status = 'queued';
CREATE INDEX conversation_to_offer ON conversation (site, queued_at, id)
    WHERE status = 'queued' AND contact_offered_at IS NULL;
CREATE INDEX conversation_unanswered ON conversation (site, id) WHERE needs_answer = 1;
