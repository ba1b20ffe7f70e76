-- min_reader_version: 1
-- Questions that people answered by naming an article, and what became of each as a phrasing of that article.

-- A person's words, without personal data: a conversation that is erased takes its rows along, and they say which
-- articles must lose a phrasing.
CREATE TABLE phrasing (
    site BIGINT NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    -- Of the event `decided`.
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    -- 'proposed', 'taken' or 'left'.
    state TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX phrasing_by_state ON phrasing (site, state, at, conversation, seq);
