import Conversations
import Synchronization

/// Baton's data in one SQLite file, or in memory: conforms to the protocols of the rooms that keep something.
///
/// SQLite blocks, so it runs on threads of its own: one writes, the others read; in memory one does both.
package final class Store: Sendable {
    /// The products that one installation could serve; today there is one.
    static let site: Int64 = 1

    package let epoch: String
    private let writes = JobQueue(jobsMax: Writer.jobsPendingMax)
    private let reads: JobQueue
    private let writer: Writer
    private let writing: ThreadGroup
    private let reading: ThreadGroup

    /// Transactions committed since the start; appends that came together share one.
    package var commits: Int { writer.commits.load(ordering: .relaxed) }

    private init(_ opened: OpenedFile) {
        epoch = opened.epoch
        let writes = writes
        let writer = Writer(connection: opened.writer)
        self.writer = writer
        let reads = opened.readers.isEmpty ? writes : JobQueue(jobsMax: Reader.jobsPendingMax)
        self.reads = reads
        let lock = opened.lock
        writing = ThreadGroup([{ writer.serve(writes) }]) { lock?.release() }
        reading = ThreadGroup(
            opened.readers.map { connection in { Reader(connection: connection).serve(reads) } })
    }

    deinit {
        reads.close()
        writes.close()
    }

    /// Opens or creates a database, brings its tables up to date and starts the threads.
    package static func open(_ location: StoreLocation, options: StoreOptions) async throws(StoreError)
        -> Store
    {
        let opened = await ThreadGroup.run { OpenedFile.result(location, options) }
        return Store(try opened.get())
    }

    /// Finishes what waits, then lets the file go. What comes later is `.unavailable(.closed)`.
    package func close() async {
        // The writer goes last: only it can move what it wrote from the log into the file.
        reads.close()
        await reading.finished()
        writes.close()
        await writing.finished()
    }
}

extension Store {
    /// Runs `body` on a reading connection, in one snapshot.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(.read, to: reads, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// Runs `body` in the next transaction and returns after its commit.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(.write, to: writes, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// As `write`, for bodies that throw the refusals of their own room.
    func writeOrRefuse<Refusal: Error, Result: Sendable>(
        _ refusal: Refusal.Type, _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws -> Result {
        do {
            return try await submit(.write, to: writes, body)
        } catch let error as Refusal {
            throw error
        } catch {
            throw JournalError(storing: error)
        }
    }

    /// Runs `body` on the writing connection, outside any change.
    func onWriter<Result: Sendable>(
        _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws(JournalError) -> Result {
        do {
            return try await submit(.read, to: writes, body)
        } catch {
            throw JournalError(storing: error)
        }
    }

    private func submit<Result: Sendable>(
        _ kind: Job.Kind, to queue: JobQueue, _ body: @escaping @Sendable (any SQL) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(kind: kind) { sql in
                let result = try body(sql)
                return { continuation.resume(returning: result) }
            } fail: { error in
                continuation.resume(throwing: error)
            }
            if let why = queue.add(job) { continuation.resume(throwing: JournalError.unavailable(why)) }
        }
    }
}
