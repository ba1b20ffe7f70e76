-- min_reader_version: 1
-- What the search index keeps between starts.

-- Vectors by the SHA-256 of the text that they were made from: a cache, rebuilt by embedding again.
-- Only articles and their phrasings are embedded into it, so that no row holds or reveals a person's words.
CREATE TABLE article_vector (
    embedder TEXT COLLATE "C" NOT NULL,
    content_key TEXT COLLATE "C" NOT NULL,
    vector BYTEA NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (embedder, content_key)
);

-- What an index was made of: ids and numbers of revisions, the embedder, constants. Kept, so that an old
-- decision can be replayed; it holds no words of a person.
CREATE TABLE snapshot (
    site BIGINT NOT NULL REFERENCES site (id),
    id TEXT COLLATE "C" NOT NULL,
    manifest TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (site, id)
);
