-- min_reader_version: 1
-- What the search index keeps between starts.

-- Vectors by the SHA-256 of the text that they were made from: a cache, rebuilt by embedding again.
-- Only articles and their phrasings are embedded into it, so that no row holds or reveals a person's words.
CREATE TABLE article_vector (
    embedder TEXT NOT NULL,
    content_key TEXT NOT NULL,
    vector BLOB NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (embedder, content_key)
) STRICT;

-- What an index was made of: ids and numbers of revisions, the embedder, constants. Kept, so that an old
-- decision can be replayed; it holds no words of a person.
CREATE TABLE snapshot (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    manifest TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (site, id)
) STRICT;
