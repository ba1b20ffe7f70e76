package import Knowledge

extension Store: Library {
    package func revisions() async throws -> [Revision] {
        try await read { sql in
            try sql.query(
                RevisionRow.current + " WHERE a.site = $1 ORDER BY a.id", [.int(Self.site)], RevisionRow.read)
        }
    }

    package func revision(_ id: ArticleID) async throws -> Revision? {
        try await read { sql in
            try sql.first(
                RevisionRow.current + " WHERE a.site = $1 AND a.id = $2", [.int(Self.site), .text(id.value)],
                RevisionRow.read)
        }
    }

    package func version() async throws -> Int64 {
        try await read { sql in try Self.libraryVersion(on: sql) }
    }

    package func publish(_ articles: [Article], atMilliseconds: Int64) async throws -> PublishReport {
        try await write { sql in
            var added: [ArticleID] = []
            var changed: [ArticleID] = []
            var unchanged: [ArticleID] = []
            for article in articles {
                switch try RevisionRow.publish(article, at: atMilliseconds, on: sql) {
                case .added: added.append(article.id)
                case .changed: changed.append(article.id)
                case .unchanged: unchanged.append(article.id)
                }
            }
            if added.count + changed.count > 0 {
                let version = try Self.libraryVersion(on: sql) + 1
                try Meta.set("library_version", to: String(version), on: sql)
            }
            return PublishReport(added: added, changed: changed, unchanged: unchanged)
        }
    }

    /// 0 before the first publication.
    private static func libraryVersion(on sql: any SQL) throws -> Int64 {
        guard let text = try Meta.value("library_version", on: sql) else { return 0 }
        guard let version = Int64(text) else { throw StoreError.unreadableRow }
        return version
    }
}
