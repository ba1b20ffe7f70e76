-- min_reader_version: 1
-- What became known of the Assistant's decisions, and the models of confidence that were made of it.

-- Made from the log by a subscriber, and made anew from it at any time: references and numbers, no text.
CREATE TABLE outcome (
    site BIGINT NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    -- Of the event `decided`.
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    answer TEXT COLLATE "C",
    confidence DOUBLE PRECISION,
    version TEXT COLLATE "C",
    threshold DOUBLE PRECISION,
    area TEXT COLLATE "C",
    band TEXT COLLATE "C",
    is_held_back BIGINT NOT NULL,
    audit_rate DOUBLE PRECISION,
    question TEXT COLLATE "C" NOT NULL,
    candidate TEXT COLLATE "C",
    measures TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C",
    label TEXT COLLATE "C",
    named_article TEXT COLLATE "C",
    judged_at BIGINT,
    verdicts TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX outcome_by_time ON outcome (site, at, conversation, seq);
CREATE INDEX outcome_waiting ON outcome (site, at, conversation, seq)
    WHERE audit_rate IS NOT NULL AND label IS NULL;
CREATE INDEX outcome_judged ON outcome (site, at, conversation, seq)
    WHERE audit_rate IS NOT NULL AND label IS NOT NULL;

-- Each model of confidence that was ever made: coefficients, the window of data, how well it did.
CREATE TABLE confidence_version (
    site BIGINT NOT NULL REFERENCES site (id),
    name TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, name)
);

CREATE INDEX confidence_version_by_time ON confidence_version (site, made_at, name);

-- Vectors of questions that people found no article for. They are made of a person's words: a conversation
-- that is erased takes its rows along.
CREATE TABLE unanswered_question (
    site BIGINT NOT NULL,
    embedder TEXT COLLATE "C" NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    vector BYTEA NOT NULL,
    is_answered BIGINT NOT NULL,
    PRIMARY KEY (site, embedder, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX unanswered_question_by_time ON unanswered_question (site, embedder, at, conversation, seq);
