-- min_reader_version: 1
-- Where each revision came from, so that an import never writes over what an editor changed by hand.

-- A JSON list of texts. They are the editor's words; one that is taken over from a conversation must name it.
ALTER TABLE revision ADD COLUMN phrasings TEXT COLLATE "C" NOT NULL DEFAULT '[]';
-- `import` or `console`.
ALTER TABLE revision ADD COLUMN source TEXT COLLATE "C" NOT NULL DEFAULT 'import';

-- The last import of the article's file: its content, when, and the revision that was the current one then.
-- Null for an article that was never imported.
ALTER TABLE article ADD COLUMN imported_hash TEXT COLLATE "C";
ALTER TABLE article ADD COLUMN imported_revision BIGINT;
ALTER TABLE article ADD COLUMN imported_at BIGINT;
-- A removed article is neither shown nor searched; its revisions stay, for what cited them.
ALTER TABLE article ADD COLUMN removed_at BIGINT;

-- Until now an import was the only way in.
UPDATE article SET
    imported_hash = content_hash,
    imported_revision = revision,
    imported_at = (
        SELECT r.updated_at FROM revision r
        WHERE r.site = article.site AND r.article = article.id AND r.number = article.revision);
