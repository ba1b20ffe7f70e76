-- min_reader_version: 1
-- Questions that people answered by naming an article, and what became of each as a phrasing of that article.

-- A person's words, without personal data: a conversation that is erased takes its rows along, and they say which
-- articles must lose a phrasing.
CREATE TABLE phrasing (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    -- Of the event `decided`.
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    article TEXT NOT NULL,
    -- 'proposed', 'taken' or 'left'.
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (site, conversation, seq),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX phrasing_by_state ON phrasing (site, state, at, conversation, seq);
