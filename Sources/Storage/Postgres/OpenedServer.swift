import Conversations

/// A PostgreSQL database that was reached, checked and brought up to date, not yet served.
struct OpenedServer: Sendable {
    private let address: PostgresAddress
    private let options: StoreOptions
    private let connection: PostgresConnection
    private let epoch: String

    static func result(_ address: PostgresAddress, _ options: StoreOptions) -> Result<
        OpenedServer, StoreError
    > {
        do {
            return .success(try open(address, options))
        } catch let error as StoreError {
            return .failure(error)
        } catch let failure as SQLFailure {
            return .failure(StoreError(failure, path: address.description))
        } catch {
            return .failure(.failed(code: ""))
        }
    }

    /// Blocks: it waits for the server, and for another process that changes the tables.
    private static func open(_ address: PostgresAddress, _ options: StoreOptions) throws -> OpenedServer {
        let making = try PostgresConnection.open(address, limits: .unhurried)
        defer { making.close() }
        try Migrator(migrations: try Migration.all(dialect: Dialect.postgres.rawValue)).bringUpToDate(making)
        let epoch = try Meta.value("epoch", on: making, orMint: options.newEpoch)
        let connection = try PostgresConnection.open(address, limits: options.postgres)
        return OpenedServer(address: address, options: options, connection: connection, epoch: epoch)
    }

    /// One thread for the appends, one for the other changes, and some that read, each with a connection.
    var opened: Store.Opened {
        let outage = Outage(patienceMilliseconds: options.postgres.patienceMilliseconds)
        let (commits, options) = (CommitCount(), options)
        let line = { (connection: PostgresConnection?, limits: PostgresLimits) in
            PostgresLine(connection, address: address, limits: limits, outage: outage)
        }
        // Heads are locked for moments: who waits longer for one must not keep the others.
        var hasty = options.postgres
        hasty.lockMillisecondsMax = min(hasty.lockMillisecondsMax, Self.headLockMillisecondsMax)
        let queues = Store.Queues(
            reads: JobQueue(jobsMax: Reader.jobsPendingMax), writes: JobQueue(jobsMax: Writer.jobsPendingMax),
            appends: JobQueue(jobsMax: Writer.jobsPendingMax))
        let appender = PostgresAppender(line: line(nil, hasty), node: options.node, commits: commits)
        let changer = PostgresChanger(line: line(connection, options.postgres), commits: commits)
        let readers = (0..<PostgresReader.connectionsPerStore).map { _ in
            PostgresReader(line: line(nil, options.postgres))
        }
        let workers = Store.Workers(
            writing: ThreadGroup([
                { appender.serve(queues.appends) }, { changer.serve(queues.writes) },
            ]), reading: ThreadGroup(readers.map { reader in { reader.serve(queues.reads) } }))
        return Store.Opened(epoch: epoch, queues: queues, workers: workers, commits: commits)
    }

    private static let headLockMillisecondsMax = 1_000
}
