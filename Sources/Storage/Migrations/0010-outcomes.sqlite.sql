-- min_reader_version: 1
-- What became known of the Assistant's decisions, and the models of confidence that were made of it.

-- Made from the log by a subscriber, and made anew from it at any time: references and numbers, no text.
CREATE TABLE outcome (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    -- Of the event `decided`.
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT,
    confidence REAL,
    version TEXT,
    threshold REAL,
    area TEXT,
    band TEXT,
    is_held_back INTEGER NOT NULL,
    audit_rate REAL,
    question TEXT NOT NULL,
    candidate TEXT,
    measures TEXT NOT NULL,
    source TEXT,
    label TEXT,
    named_article TEXT,
    judged_at INTEGER,
    verdicts TEXT NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX outcome_by_time ON outcome (site, at, conversation, seq);
CREATE INDEX outcome_waiting ON outcome (site, at, conversation, seq)
    WHERE audit_rate IS NOT NULL AND label IS NULL;
CREATE INDEX outcome_judged ON outcome (site, at, conversation, seq)
    WHERE audit_rate IS NOT NULL AND label IS NOT NULL;

-- Each model of confidence that was ever made: coefficients, the window of data, how well it did.
CREATE TABLE confidence_version (
    site INTEGER NOT NULL REFERENCES site (id),
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (site, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX confidence_version_by_time ON confidence_version (site, made_at, name);

-- Vectors of questions that people found no article for. They are made of a person's words: a conversation
-- that is erased takes its rows along.
CREATE TABLE unanswered_question (
    site INTEGER NOT NULL,
    embedder TEXT NOT NULL,
    conversation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    vector BLOB NOT NULL,
    is_answered INTEGER NOT NULL,
    PRIMARY KEY (site, embedder, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT;

CREATE INDEX unanswered_question_by_time ON unanswered_question (site, embedder, at, conversation, seq);
