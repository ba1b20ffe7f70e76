-- min_reader_version: 1
-- What several processes on one database need: an order of commits, and who is there.

-- The transaction that wrote the row. Positions are handed out before the commit, so that a lower one can
-- appear after a higher one: a reader never goes past the oldest running transaction.
ALTER TABLE event ADD COLUMN txid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX event_by_commit ON event (txid, position);

-- The processes that work on this database.
CREATE TABLE node (
    site BIGINT NOT NULL REFERENCES site (id),
    id TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (site, id)
);

-- When each person of the team was last heard of, by any of the processes.
CREATE TABLE agent_presence (
    site BIGINT NOT NULL REFERENCES site (id),
    agent TEXT COLLATE "C" NOT NULL,
    beat_at BIGINT NOT NULL,
    PRIMARY KEY (site, agent)
);
