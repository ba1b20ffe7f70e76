-- min_reader_version: 1
-- The published knowledge base. A revision is never changed: an article points to its current one.

CREATE TABLE article (
    site INTEGER NOT NULL REFERENCES site (id),
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (site, id)
) STRICT;

CREATE TABLE revision (
    site INTEGER NOT NULL,
    article TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    product_area TEXT,
    language TEXT NOT NULL,
    audience TEXT NOT NULL,
    markdown TEXT NOT NULL,
    translation_of TEXT,
    content_hash TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (site, article, number),
    FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT;
