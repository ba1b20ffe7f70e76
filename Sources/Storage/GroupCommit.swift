import Conversations

/// Appends that came together, stored together: one transaction and two round trips for all of them.
///
/// First all heads are moved, then the rows of those who moved theirs are written. Who did not, or stands in
/// the
/// way of the others, is tried alone and hears why.
struct GroupCommit {
    private let appends: [Append]
    /// Names this process in announcements; `nil` where there is no other.
    private let node: String?
    /// In the order of the appends, `nil` while not known. Kept between two tries, so that a second one goes
    /// on
    /// where a lost connection ended the first.
    private(set) var outcomes: [Result<Receipt, any Error>?]
    /// Set once a commit may have happened of which nobody heard.
    private var isSecondTry = false

    init(_ changes: [Change], node: String?) {
        appends = changes.map(Append.init)
        self.node = node
        outcomes = Array(repeating: nil, count: changes.count)
    }

    /// Throws what says something about the connection rather than about one of the appends.
    mutating func run(on connection: any Connection) throws {
        defer { isSecondTry = true }
        do {
            try together(on: connection)
        } catch let failure as SQLFailure where Self.isOfOne(failure, connection.dialect) {
            connection.rollback()
        } catch {
            connection.rollback()
            throw error
        }
        for index in appends.indices where outcomes[index] == nil {
            outcomes[index] = try alone(appends[index], on: connection)
        }
    }

    private mutating func together(on connection: any Connection) throws {
        // In one order on every node: two that lock the same heads never wait for one another in a circle.
        let members = appends.indices
            .filter { outcomes[$0] == nil && appends[$0].isGuardedByHead }
            .sorted { appends[$0].change.conversation.value < appends[$1].change.conversation.value }
        guard !members.isEmpty else { return }
        var statements: [Int: [Statement]] = [:]
        for index in members { statements[index] = try? appends[index].everything() }
        try connection.begin(.write)
        let moved = try connection.pipeline(members.map { appends[$0].guardedHead })
        let winners = zip(members, moved).filter { $1 == 1 && statements[$0] != nil }.map { $0.0 }
        guard winners.count == moved.filter({ $0 == 1 }).count, !winners.isEmpty else {
            return connection.rollback()
        }
        let announced = announcements(of: winners.map { appends[$0].change.conversation })
        let rows = winners.flatMap { statements[$0, default: []] }
        _ = try connection.commit(after: rows + announced)
        for index in winners { outcomes[index] = .success(appends[index].receipt) }
    }

    private func alone(_ append: Append, on connection: any Connection) throws -> Result<Receipt, any Error> {
        do {
            try connection.begin(.write)
            let receipt = try append.run(on: connection)
            let announced = receipt.isRepeat ? [] : announcements(of: [append.change.conversation])
            _ = try connection.commit(after: announced)
            // Of a repeat nobody is told; this one may be the first that anybody hears of it.
            let isRepeat = receipt.isRepeat && !isSecondTry
            return .success(Receipt(seq: receipt.seq, at: receipt.at, isRepeat: isRepeat))
        } catch {
            connection.rollback()
            if let failure = error as? SQLFailure, !Self.isOfOne(failure, connection.dialect) {
                throw failure
            }
            return .failure(error)
        }
    }

    /// Whether the others may go on. PostgreSQL locks rows, SQLite all there is.
    private static func isOfOne(_ failure: SQLFailure, _ dialect: Dialect) -> Bool {
        failure.isLocal || (failure.kind == .locked && dialect == .postgres)
    }

    /// `a NODE ID ID ...`, as few as the size of one allows.
    private func announcements(of conversations: [ConversationID]) -> [Statement] {
        guard let node else { return [] }
        var texts: [String] = []
        for id in Set(conversations.map(\.value)) {
            if let last = texts.last, last.utf8.count + id.utf8.count < Self.announcementBytesMax {
                texts[texts.count - 1] = last + " " + id
            } else {
                texts.append("a \(node) \(id)")
            }
        }
        return texts.map { Statement(Dialect.announce, [.text($0)]) }
    }

    /// PostgreSQL takes less than 8,000.
    static let announcementBytesMax = 7_900
}
