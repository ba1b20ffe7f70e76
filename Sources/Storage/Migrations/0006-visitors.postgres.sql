-- min_reader_version: 1
-- What a visitor or the host product said of the visitor: shown to the team, and never trusted unless signed.

-- A visitor's person is erased by deleting the row.
CREATE TABLE visitor_profile (
    site BIGINT NOT NULL REFERENCES site (id),
    visitor TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C",
    email TEXT COLLATE "C",
    is_verified BIGINT NOT NULL,
    attributes TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (site, visitor)
);

-- The page that the visitor was last seen on, and how many this episode took. Until now it was the page of the
-- visitor's last message.
ALTER TABLE conversation ADD COLUMN page_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN pages BIGINT NOT NULL DEFAULT 0;
UPDATE conversation SET page_seq = visitor_seq;

-- A visitor's earlier conversations, the latest first.
CREATE INDEX conversation_by_visitor ON conversation (site, visitor, updated_at, id);
-- How long people waited lately: few events are of this type, and only they cost a write.
CREATE INDEX event_assigned ON event (site, at) WHERE type = 'assigned';
