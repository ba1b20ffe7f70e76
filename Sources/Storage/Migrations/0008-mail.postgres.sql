-- min_reader_version: 1
-- Conversations with replies that may have to go out as mail; a row goes once they are settled. What was
-- mailed stands in the log.

CREATE TABLE mail_progress (
    site BIGINT NOT NULL,
    conversation TEXT COLLATE "C" NOT NULL,
    -- When the first of the unsettled replies was written.
    waiting_since BIGINT NOT NULL,
    -- The last of them.
    last_seq BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (site, conversation),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
);

CREATE INDEX mail_progress_by_wait ON mail_progress (site, waiting_since);
