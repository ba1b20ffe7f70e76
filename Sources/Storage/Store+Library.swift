package import Knowledge

extension Store: Library {
    package func revisions() async throws -> [Revision] {
        try await read { sql in
            try sql.query(RevisionRow.current + " ORDER BY a.id", [.int(Self.site)], RevisionRow.read)
        }
    }

    package func revision(_ id: ArticleID) async throws -> Revision? {
        try await read { sql in
            try sql.first(
                RevisionRow.current + " AND a.id = $2", [.int(Self.site), .text(id.value)], RevisionRow.read)
        }
    }

    package func revision(_ id: ArticleID, number: Int) async throws -> Revision? {
        try await read { sql in
            try sql.first(
                RevisionRow.numbered, [.int(Self.site), .text(id.value), .int(number)], RevisionRow.read)
        }
    }

    package func states() async throws -> [ArticleState] {
        try await read { sql in
            try sql.query(ArticleRow.states, [.int(Self.site)], ArticleRow.readState)
        }
    }

    package func version() async throws -> Int64 {
        try await read { sql in try Self.libraryVersion(on: sql) }
    }

    package func publish(
        _ publication: Publication, atMilliseconds: Int64, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> PublishReport {
        try await write { sql in
            // Inside of the transaction, so that an edit a moment ago is seen as the conflict that it is.
            let states = try sql.query(ArticleRow.states, [.int(Self.site)], ArticleRow.readState)
            let plan = PublicationPlan(publication, states: states)
            for (index, step) in plan.steps.enumerated() {
                try ArticleRow.apply(step, of: publication, at: atMilliseconds, on: sql)
                progress(index + 1)
            }
            if plan.report.hasChanges {
                let version = try Self.libraryVersion(on: sql) + 1
                try Meta.set("library_version", to: String(version), on: sql)
            }
            return plan.report
        }
    }

    /// 0 before the first publication.
    private static func libraryVersion(on sql: any SQL) throws -> Int64 {
        guard let text = try Meta.value("library_version", on: sql) else { return 0 }
        guard let version = Int64(text) else { throw StoreError.unreadableRow }
        return version
    }
}
