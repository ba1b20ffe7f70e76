import Conversations

/// The thread that stores appends: all that wait go in one transaction.
struct PostgresAppender: Sendable {
    let line: PostgresLine
    let node: String
    let commits: CommitCount

    /// Serves until the queue is closed and empty, then closes the connection.
    func serve(_ queue: JobQueue) {
        defer { line.close() }
        while let jobs = queue.take(jobsMax: Writer.jobsPerCommitMax) { append(JobBatch(jobs).appends) }
    }

    private func append(_ jobs: [JobBatch.Append]) {
        var group = GroupCommit(jobs.map(\.change), node: node)
        do {
            // An append whose commit nobody heard of is found again by its client's id, or by its head.
            try line.perform { try group.run(on: $0) }
            commits.raise()
            jobs.tell(group.outcomes, orFailWith: SQLFailure.lostConnection)
        } catch {
            jobs.tell(group.outcomes, orFailWith: JournalError(storing: error))
        }
    }
}

/// The thread of all other changes: each in a transaction as if nobody else wrote.
struct PostgresChanger: Sendable {
    let line: PostgresLine
    let commits: CommitCount

    func serve(_ queue: JobQueue) {
        defer { line.close() }
        while let jobs = queue.take(jobsMax: 1) {
            let batch = JobBatch(jobs)
            for (job, body) in batch.writes { change(body, of: job) }
            for (job, body) in batch.reads { PostgresReader(line: line).read(body, of: job) }
        }
    }

    private func change(_ body: Job.Body, of job: Job) {
        do {
            let tell = try line.perform { try Self.transaction(body, on: $0) }
            commits.raise()
            tell()
        } catch {
            job.fail(error)
        }
    }

    private static func transaction(
        _ body: Job.Body, on connection: PostgresConnection
    ) throws -> @Sendable () -> Void {
        let tell: @Sendable () -> Void
        do {
            try connection.begin(.alone)
            tell = try body(connection)
        } catch {
            connection.rollback()
            throw error
        }
        do {
            try connection.commit()
        } catch let failure as SQLFailure where failure.kind == .away {
            // It may have happened, and may not be done a second time.
            throw SQLFailure(kind: .other, code: "08007")
        } catch {
            connection.rollback()
            throw error
        }
        return tell
    }
}

/// A thread that reads.
struct PostgresReader: Sendable {
    static let connectionsPerStore = 4

    let line: PostgresLine

    func serve(_ queue: JobQueue) {
        defer { line.close() }
        while let jobs = queue.take(jobsMax: 1) {
            for (job, body) in JobBatch(jobs).reads { read(body, of: job) }
        }
    }

    func read(_ body: Job.Body, of job: Job) {
        do {
            try line.perform { try Reader.transaction(body, on: $0) }()
        } catch {
            job.fail(error)
        }
    }
}
