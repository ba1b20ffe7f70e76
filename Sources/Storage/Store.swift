import Conversations

/// Baton's data in one SQLite file, in memory, or in PostgreSQL: conforms to the protocols of the rooms that
/// keep
/// something.
///
/// Databases block, so they are asked on threads of their own.
package final class Store: Sendable {
    /// The products that one installation could serve; today there is one.
    static let site: Int64 = 1

    package let epoch: String
    package let location: StoreLocation
    /// Names this process among those that share the database.
    package let node: String
    private let queues: Queues
    private let workers: Workers
    private let commitCount: CommitCount
    let escalationMemo = EscalationMemo()

    /// Jobs on their way to the threads. Some databases have one thread for all three.
    struct Queues: Sendable {
        let reads: JobQueue
        let writes: JobQueue
        let appends: JobQueue
    }

    /// The writers go last when the store closes: only they can move what they wrote into SQLite's file.
    struct Workers: Sendable {
        let writing: ThreadGroup
        let reading: ThreadGroup
    }

    /// Transactions committed since the start; appends that came together share one.
    package var commits: Int { commitCount.value }

    /// Whether other processes may work on the same conversations at the same time.
    package var isShared: Bool { if case .postgres = location { true } else { false } }

    private init(_ opened: Opened, location: StoreLocation, node: String) {
        self.location = location
        self.node = node
        epoch = opened.epoch
        queues = opened.queues
        workers = opened.workers
        commitCount = opened.commits
    }

    deinit {
        queues.reads.close()
        queues.writes.close()
        queues.appends.close()
    }

    /// What an opened database comes with.
    struct Opened: Sendable {
        let epoch: String
        let queues: Queues
        let workers: Workers
        let commits: CommitCount
    }

    /// Opens or creates a database, brings its tables up to date and starts the threads.
    package static func open(_ location: StoreLocation, options: StoreOptions) async throws(StoreError)
        -> Store
    {
        let opened = await ThreadGroup.run { () -> Result<Opened, StoreError> in
            switch location {
            case .file, .memory: OpenedFile.result(location, options).map(\.opened)
            case .postgres(let address): OpenedServer.result(address, options).map(\.opened)
            }
        }
        return Store(try opened.get(), location: location, node: options.node)
    }

    /// Finishes what waits, then lets the database go. What comes later is `.unavailable(.closed)`.
    package func close() async {
        queues.reads.close()
        await workers.reading.finished()
        queues.writes.close()
        queues.appends.close()
        await workers.writing.finished()
    }
}

extension Store {
    /// Runs `body` on a reading connection, in one snapshot.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(Job.Work.read, to: queues.reads, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// Runs `body` in a transaction as if nobody else wrote, and returns after its commit. It may run more
    /// than
    /// once, so that it does nothing but ask the database.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(Job.Work.write, to: queues.writes, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// As `write`, for bodies that throw the refusals of their own room.
    func writeOrRefuse<Refusal: Error, Result: Sendable>(
        _ refusal: Refusal.Type, _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws -> Result {
        do {
            return try await submit(Job.Work.write, to: queues.writes, body)
        } catch let error as Refusal {
            throw error
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// Runs `body` on a writing connection, outside any change.
    func onWriter<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(Job.Work.read, to: queues.writes, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// Stores a change together with those that come at the same time, and returns after their commit.
    func store(_ change: Change) async throws(JournalError) -> Receipt {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                let job = Job(work: .append(change, told: { continuation.resume(returning: $0) })) {
                    continuation.resume(throwing: $0)
                }
                if let why = queues.appends.add(job) {
                    continuation.resume(throwing: JournalError.unavailable(why))
                }
            }
        } catch {
            throw JournalError(storing: error)
        }
    }

    private func submit<Result: Sendable>(
        _ work: (@escaping Job.Body) -> Job.Work, to queue: JobQueue,
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let work = work { sql in
                let result = try body(sql)
                return { continuation.resume(returning: result) }
            }
            let job = Job(work: work) { continuation.resume(throwing: $0) }
            if let why = queue.add(job) { continuation.resume(throwing: JournalError.unavailable(why)) }
        }
    }
}
