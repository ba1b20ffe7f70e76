import Retrieval

extension Store: VectorCache {
    /// One query's worth of keys; its text has as many places, and the last query repeats its last key.
    static let vectorKeysPerQueryMax = 250
    /// One transaction's worth, so that a message never waits long behind a library that is loaded.
    static let vectorsPerCommitMax = 500

    package func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for start in stride(from: 0, to: keys.count, by: Self.vectorKeysPerQueryMax) {
            let chunk = Array(keys[start..<min(start + Self.vectorKeysPerQueryMax, keys.count)])
            let rows = try await read { sql in try VectorRow.vectors(chunk, embedder: embedder, on: sql) }
            for (key, vector) in rows { found[key] = vector }
        }
        return found
    }

    package func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {
        // In the order of the table, so that neighbours share its pages.
        let sorted = vectors.sorted { $0.key < $1.key }
        for start in stride(from: 0, to: sorted.count, by: Self.vectorsPerCommitMax) {
            let chunk = Array(sorted[start..<min(start + Self.vectorsPerCommitMax, sorted.count)])
            try await write { sql in
                for (key, vector) in chunk {
                    try VectorRow.keep(vector, key: key, embedder: embedder, at: atMilliseconds, on: sql)
                }
            }
        }
    }

    /// More kept embedders than these are not asked whether they can still serve.
    static let embeddersMax = 8

    package func embedders() async throws -> [String] {
        var found: [String] = []
        // From one to the next by the key: the table itself may be large.
        while found.count < Self.embeddersMax {
            let last = found.last ?? ""
            guard let next = try await read({ sql in try VectorRow.embedder(after: last, on: sql) }) else {
                break
            }
            found.append(next)
        }
        return found
    }

    package func forget(exceptFor keys: Set<String>, embedder: String) async throws {
        var last = VectorRow.Key(embedder: "", content: "")
        // The table is walked by pages, and only what goes is written: mostly nothing does.
        while true {
            let after = last
            let page = try await read { sql in try VectorRow.keys(after: after, on: sql) }
            guard let end = page.last else { return }
            last = end
            let gone = page.filter { $0.embedder != embedder || !keys.contains($0.content) }
            for start in stride(from: 0, to: gone.count, by: Self.vectorsPerCommitMax) {
                let chunk = gone[start..<min(start + Self.vectorsPerCommitMax, gone.count)]
                try await write { sql in for key in chunk { try VectorRow.forget(key, on: sql) } }
            }
        }
    }
}

extension Store: SnapshotArchive {
    package func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {
        try await write { sql in
            _ = try sql.execute(
                """
                INSERT INTO snapshot (site, id, manifest, made_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (site, id) DO NOTHING
                """, [.int(Self.site), .text(id), .text(manifest), .int(atMilliseconds)])
        }
    }

    package func manifest(_ id: String) async throws -> String? {
        try await read { sql in
            try sql.first(
                "SELECT manifest FROM snapshot WHERE site = $1 AND id = $2", [.int(Self.site), .text(id)]
            ) { try $0.text(0) }
        }
    }
}
