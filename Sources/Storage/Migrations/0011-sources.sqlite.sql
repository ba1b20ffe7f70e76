-- min_reader_version: 1
-- Articles that come from websites, exports of help desks and tables.

-- The page that a revision was taken from; null for one that was written here.
ALTER TABLE revision ADD COLUMN source_url TEXT;
-- What the last import read; null for Markdown files, which were the only way until now.
ALTER TABLE article ADD COLUMN imported_from TEXT;

-- What a web server said of a page when it was imported, so that it can be asked whether that changed.
CREATE TABLE page_visit (
    site INTEGER NOT NULL REFERENCES site (id),
    origin TEXT NOT NULL,
    url TEXT NOT NULL,
    article TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    -- How the page was made into an article: another reader may make more of the same page.
    reader INTEGER NOT NULL,
    visited_at INTEGER NOT NULL,
    PRIMARY KEY (site, origin, url)
) STRICT, WITHOUT ROWID;
