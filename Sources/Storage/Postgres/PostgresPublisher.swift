/// The thread that tells other processes what stands in no log.
struct PostgresPublisher: Sendable {
    /// Told in one transaction.
    static let framesPerCommitMax = 64

    let address: PostgresAddress
    let node: String

    /// Serves until the box is closed and empty. While the server is away, what was to be told is lost.
    func serve(_ outbox: Outbox) {
        var connection: PostgresConnection?
        defer { connection?.close() }
        while let frames = outbox.take(framesMax: Self.framesPerCommitMax) {
            do {
                let open = try connection ?? opened()
                connection = open
                try tell(frames, on: open)
            } catch {
                // Frames are about this moment: they are not tried again.
                connection?.close()
                connection = nil
                if outbox.isClosed { return }
            }
        }
    }

    private func opened() throws -> PostgresConnection {
        let connection = try PostgresConnection.open(address, limits: PostgresListener.limits)
        try connection.execute("SET application_name = 'baton publisher'", [])
        // A frame need not survive a power cut, and must not wait for the disk.
        try connection.execute("SET synchronous_commit = off", [])
        return connection
    }

    private func tell(_ frames: [String], on connection: PostgresConnection) throws {
        let payloads = frames.map { "f \(node) \($0)" }.filter { $0.utf8.count < Self.payloadBytesMax }
        try connection.begin(.write)
        _ = try connection.commit(after: payloads.map { Statement(Dialect.announce, [.text($0)]) })
    }

    /// PostgreSQL's own bound is 8,000.
    private static let payloadBytesMax = 7_990
}
