-- min_reader_version: 1
-- Questions that the Assistant failed, and the gaps that they show.

-- Made from the log by a subscriber, and made anew from it at any time but for where it was put: references and
-- numbers, no text.
CREATE TABLE escalation (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    -- Of the event `decided`.
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    gap TEXT,
    -- An editor put it there.
    is_pinned INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX escalation_by_time ON escalation (site, at, conversation, seq);
CREATE INDEX escalation_by_gap ON escalation (site, gap, at, conversation, seq);

-- Vectors of these questions. They are made of a person's words: a conversation that is erased takes its rows along.
CREATE TABLE escalation_vector (
    site INTEGER NOT NULL,
    embedder TEXT NOT NULL,
    conversation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- Of the escalation.
    at INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (site, embedder, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT;

CREATE INDEX escalation_vector_by_time ON escalation_vector (site, embedder, at, conversation, seq);

-- What is said of a gap: words that several people used, and what an editor says.
CREATE TABLE gap (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX gap_by_change ON gap (site, changed_at, id);
