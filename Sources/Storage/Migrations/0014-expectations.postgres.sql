-- min_reader_version: 1
-- What editors say of questions that every publication is tried on.

CREATE TABLE expectation (
    site BIGINT NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    -- Of the event `decided`.
    seq BIGINT NOT NULL,
    -- An article that answers the question too; '' where the question is no test.
    article TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (site, conversation, seq, article),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);
