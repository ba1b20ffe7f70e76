-- min_reader_version: 1
-- The published knowledge base. A revision is never changed: an article points to its current one.

CREATE TABLE article (
    site BIGINT NOT NULL REFERENCES site (id),
    id TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    content_hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, id)
);

CREATE TABLE revision (
    site BIGINT NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    product_area TEXT COLLATE "C",
    language TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    markdown TEXT COLLATE "C" NOT NULL,
    translation_of TEXT COLLATE "C",
    content_hash TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (site, article, number),
    FOREIGN KEY (site, article) REFERENCES article (site, id)
);
