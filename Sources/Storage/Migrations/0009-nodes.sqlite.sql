-- min_reader_version: 1
-- What several processes on one database need: an order of commits, and who is there.

-- The transaction that wrote the row; 0 where positions are handed out in the order of commits, as here.
ALTER TABLE event ADD COLUMN txid INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_by_commit ON event (txid, position);

-- The processes that work on this database.
CREATE TABLE node (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

-- When each person of the team was last heard of, by any of the processes.
CREATE TABLE agent_presence (
    site INTEGER NOT NULL REFERENCES site (id),
    agent TEXT NOT NULL,
    beat_at INTEGER NOT NULL,
    PRIMARY KEY (site, agent)
) STRICT, WITHOUT ROWID;
