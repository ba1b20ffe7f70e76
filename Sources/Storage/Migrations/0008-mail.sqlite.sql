-- min_reader_version: 1
-- How far each conversation's replies have gone out as mail.

CREATE TABLE mail_progress (
    site INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    mailed_seq INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    PRIMARY KEY (site, conversation),
    FOREIGN KEY (site, conversation) REFERENCES stream (site, id)
) STRICT, WITHOUT ROWID;
