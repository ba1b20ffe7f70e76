-- min_reader_version: 1
-- What editors say of questions that every publication is tried on.

CREATE TABLE expectation (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    -- Of the event `decided`.
    seq INTEGER NOT NULL,
    -- An article that answers the question too; '' where the question is no test.
    article TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (site, conversation, seq, article),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;
