import Conversations
import Synchronization

/// SQLite's one writing connection: commits all that waits together, so that a disk flush serves many.
///
/// Each job has a savepoint of its own: a failing one is undone alone. Nobody is told before the commit.
final class Writer: Sendable {
    /// More askers than this wait for the next commit.
    static let jobsPerCommitMax = 512
    /// Beyond this the store is overloaded and says so.
    static let jobsPendingMax = 4096

    private let commits: CommitCount
    private let connection: SQLiteConnection

    init(connection: SQLiteConnection, commits: CommitCount) {
        self.connection = connection
        self.commits = commits
    }

    /// Serves until the queue is closed and empty, then closes the connection.
    func serve(_ queue: JobQueue) {
        defer { connection.close() }
        while let jobs = queue.take(jobsMax: Self.jobsPerCommitMax) {
            let batch = JobBatch(jobs)
            for (job, body) in batch.reads { Reader.read(body, of: job, on: connection) }
            if !batch.appends.isEmpty { append(batch.appends) }
            if !batch.writes.isEmpty { commit(batch.writes) }
        }
    }

    private func append(_ jobs: [JobBatch.Append]) {
        var group = GroupCommit(jobs.map(\.change), node: nil)
        do {
            try group.run(on: connection)
        } catch {
            jobs.tell(group.outcomes, orFailWith: error)
            return
        }
        commits.raise()
        jobs.tell(group.outcomes, orFailWith: SQLFailure(kind: .other, code: ""))
    }

    private func commit(_ jobs: [JobBatch.Change]) {
        do {
            try connection.begin(.write)
            let tell = try jobs.map { try runAlone($0.body, of: $0.job) }
            try connection.commit()
            commits.raise()
            for tellOne in tell { tellOne() }
        } catch {
            connection.rollback()
            let reason = JournalError(storing: error)
            for (job, _) in jobs { job.fail(reason) }
        }
    }

    /// Throws only what ends the whole transaction.
    private func runAlone(_ body: Job.Body, of job: Job) throws -> @Sendable () -> Void {
        try connection.execute("SAVEPOINT job", [])
        do {
            let tell = try body(connection)
            try connection.execute("RELEASE job", [])
            return tell
        } catch {
            if let failure = error as? SQLFailure, !failure.isLocal { throw failure }
            guard connection.isInTransaction else { throw SQLFailure(kind: .other, code: "") }
            try connection.execute("ROLLBACK TO job", [])
            try connection.execute("RELEASE job", [])
            return { job.fail(error) }
        }
    }
}

/// Transactions that were committed since the start.
final class CommitCount: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func raise() { count.add(1, ordering: .relaxed) }
}

/// Jobs by what they want.
struct JobBatch {
    typealias Change = (job: Job, body: Job.Body)
    typealias Append = (job: Job, change: Conversations.Change, told: @Sendable (Receipt) -> Void)

    private(set) var reads: [Change] = []
    private(set) var writes: [Change] = []
    private(set) var appends: [Append] = []

    init(_ jobs: [Job]) {
        for job in jobs {
            switch job.work {
            case .read(let body): reads.append((job, body))
            case .write(let body): writes.append((job, body))
            case .append(let change, let told): appends.append((job, change, told))
            }
        }
    }
}

extension [JobBatch.Append] {
    /// `outcomes` are in the order of the appends; for those without one it is `error`.
    func tell(_ outcomes: [Result<Receipt, any Error>?], orFailWith error: any Error) {
        for (append, outcome) in zip(self, outcomes) {
            switch outcome {
            case .success(let receipt): append.told(receipt)
            case .failure(let error): append.job.fail(error)
            case nil: append.job.fail(error)
            }
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
            for (job, body) in JobBatch(jobs).reads { Self.read(body, of: job, on: connection) }
        }
    }

    static func read(_ body: Job.Body, of job: Job, on connection: any Connection) {
        do {
            try transaction(body, on: connection)()
        } catch {
            job.fail(error)
        }
    }

    /// All queries of one job see the same moment.
    static func transaction(_ body: Job.Body, on connection: any Connection) throws -> @Sendable () -> Void {
        do {
            try connection.begin(.read)
            let tell = try body(connection)
            try connection.commit()
            return tell
        } catch {
            connection.rollback()
            throw error
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
