/// A database copied into an empty one, whichever of the two databases each is, and read back.
package struct Copy: Sendable {
    /// What is done at this moment, of how many rows.
    package struct Progress: Sendable, Hashable {
        package enum Step: Sendable, Hashable { case copying, checking }

        package let step: Step
        package let rows: Int
        package let rowsTotal: Int
    }

    /// A table with its rows, and the SHA-256 of their values in the order of the key.
    package struct Table: Sendable, Hashable {
        package let name: String
        package let rows: Int
        package let sum: String
    }

    package struct Options: Sendable {
        /// Copies one moment of a database at which a server is at work.
        package var isLive = false
        /// The history of the copy gets it: see decision 54.
        package var newEpoch: String
        package var nowMilliseconds: Int64
        package var progress: @Sendable (Progress) -> Void = { _ in }
        /// Asked between two pages.
        package var isInterrupted: @Sendable () -> Bool = { false }

        package init(newEpoch: String, nowMilliseconds: Int64) {
            self.newEpoch = newEpoch
            self.nowMilliseconds = nowMilliseconds
        }
    }

    package let tables: [Table]
    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    package static func run(
        from source: StoreLocation, to target: StoreLocation, options: Options
    ) async throws(CopyFailure) -> Copy {
        try await ThreadGroup.run {
            Result { () throws(CopyFailure) in
                guard source != target else { throw .sameDatabase(path: source.path) }
                let from = try CopySource.open(
                    source, isLive: options.isLive, nowMilliseconds: options.nowMilliseconds)
                defer { from.close() }
                let into = try Self.target(target, options)
                return try Transfer(source: from, target: into, options: options).run()
            }
        }.get()
    }

    private static func target(_ location: StoreLocation, _ options: Options) throws(CopyFailure)
        -> any CopyTarget
    {
        do {
            switch location {
            case .file(let path): return try FileTarget(path, place: .installation)
            case .postgres(let address):
                return try PostgresTarget(address, nowMilliseconds: options.nowMilliseconds)
            case .memory: throw StoreError.cannotOpen(path: location.path)
            }
        } catch {
            throw CopyFailure(error, .target, path: location.path)
        }
    }
}
