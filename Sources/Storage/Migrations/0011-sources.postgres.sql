-- min_reader_version: 1
-- Articles that come from websites, exports of help desks and tables.

-- The page that a revision was taken from; null for one that was written here.
ALTER TABLE revision ADD COLUMN source_url TEXT COLLATE "C";
-- What the last import read; null for Markdown files, which were the only way until now.
ALTER TABLE article ADD COLUMN imported_from TEXT COLLATE "C";

-- What a web server said of a page when it was imported, so that it can be asked whether that changed.
CREATE TABLE page_visit (
    site BIGINT NOT NULL REFERENCES site (id),
    origin TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    etag TEXT COLLATE "C",
    last_modified TEXT COLLATE "C",
    -- How the page was made into an article: another reader may make more of the same page.
    reader BIGINT NOT NULL,
    visited_at BIGINT NOT NULL,
    PRIMARY KEY (site, origin, url)
);
