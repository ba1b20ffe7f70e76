import Conversations
import Synchronization

/// The one writing connection: commits all that waits in one transaction, so that a disk flush serves many.
///
/// Each job has a savepoint of its own: a failing one is undone alone. Nobody is told before the commit.
final class Writer: Sendable {
    /// More askers than this wait for the next commit.
    static let jobsPerCommitMax = 512
    /// Beyond this the store is overloaded and says so.
    static let jobsPendingMax = 4096

    let commits = Atomic(0)
    private let connection: SQLiteConnection

    init(connection: SQLiteConnection) { self.connection = connection }

    /// Serves until the queue is closed and empty, then closes the connection.
    func serve(_ queue: JobQueue) {
        defer { connection.close() }
        while let jobs = queue.take(jobsMax: Self.jobsPerCommitMax) {
            for job in jobs where job.kind == .read { Reader.read(job, on: connection) }
            let writes = jobs.filter { $0.kind == .write }
            if !writes.isEmpty { commit(writes) }
        }
    }

    private func commit(_ jobs: [Job]) {
        do {
            try connection.execute("BEGIN IMMEDIATE", [])
            let tell = try jobs.map(runAlone)
            try connection.execute("COMMIT", [])
            commits.add(1, ordering: .relaxed)
            for tellOne in tell { tellOne() }
        } catch {
            // Some failures end the transaction by themselves.
            if connection.isInTransaction { _ = try? connection.execute("ROLLBACK", []) }
            let reason = JournalError(storing: error)
            for job in jobs { job.fail(reason) }
        }
    }

    /// Throws only what ends the whole transaction.
    private func runAlone(_ job: Job) throws -> @Sendable () -> Void {
        try connection.execute("SAVEPOINT job", [])
        do {
            let tell = try job.run(connection)
            try connection.execute("RELEASE job", [])
            return tell
        } catch {
            if let failure = error as? SQLFailure, !failure.isLocal { throw failure }
            guard connection.isInTransaction else { throw SQLFailure(kind: .other, code: 0) }
            try connection.execute("ROLLBACK TO job", [])
            try connection.execute("RELEASE job", [])
            return { job.fail(error) }
        }
    }
}

/// A reading connection, served by a thread of its own.
struct Reader: Sendable {
    static let connectionsPerStore = 2
    /// Beyond this the store is overloaded and says so.
    static let jobsPendingMax = 4096

    let connection: SQLiteConnection

    /// Serves until the queue is closed and empty, then closes the connection.
    func serve(_ queue: JobQueue) {
        defer { connection.close() }
        while let jobs = queue.take(jobsMax: 1) {
            for job in jobs { Self.read(job, on: connection) }
        }
    }

    /// All queries of one job see the same moment.
    static func read(_ job: Job, on connection: SQLiteConnection) {
        do {
            try connection.execute("BEGIN", [])
            let tell = try job.run(connection)
            try connection.execute("COMMIT", [])
            tell()
        } catch {
            if connection.isInTransaction { _ = try? connection.execute("ROLLBACK", []) }
            job.fail(error)
        }
    }
}

extension JournalError {
    /// What an asker is told about a failure while storing or reading.
    init(storing error: any Error) {
        self =
            switch error {
            case let error as JournalError: error
            case let failure as SQLFailure: .unavailable(failure.why)
            default: .unavailable(.failed)
            }
    }
}
