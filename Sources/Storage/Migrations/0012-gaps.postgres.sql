-- min_reader_version: 1
-- Questions that the Assistant failed, and the gaps that they show.

-- Made from the log by a subscriber, and made anew from it at any time but for where it was put: references and
-- numbers, no text.
CREATE TABLE escalation (
    site BIGINT NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    -- Of the event `decided`.
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    gap TEXT COLLATE "C",
    -- An editor put it there.
    is_pinned BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX escalation_by_time ON escalation (site, at, conversation, seq);
CREATE INDEX escalation_by_gap ON escalation (site, gap, at, conversation, seq);

-- Vectors of these questions. They are made of a person's words: a conversation that is erased takes its rows along.
CREATE TABLE escalation_vector (
    site BIGINT NOT NULL,
    embedder TEXT COLLATE "C" NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    -- Of the escalation.
    at BIGINT NOT NULL,
    vector BYTEA NOT NULL,
    PRIMARY KEY (site, embedder, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX escalation_vector_by_time ON escalation_vector (site, embedder, at, conversation, seq);

-- What is said of a gap: words that several people used, and what an editor says.
CREATE TABLE gap (
    site BIGINT NOT NULL REFERENCES site (id),
    id TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, id)
);

CREATE INDEX gap_by_change ON gap (site, changed_at, id);
