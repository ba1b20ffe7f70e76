/// The moments of one transfer, and when which of its deadlines is due.
struct TransferClock {
    typealias Instant = ContinuousClock.Instant

    /// A deadline and its moment.
    struct Due: Equatable {
        let deadline: OutboundFailure.Deadline
        let at: Instant
    }

    let deadlines: OutboundDeadlines
    private let submittedAt: Instant
    private(set) var startedAt: Instant?
    private(set) var connectedAt: Instant?
    private var headAt: Instant?
    private var lastByteAt: Instant?

    init(_ deadlines: OutboundDeadlines, submittedAt: Instant) {
        self.deadlines = deadlines
        self.submittedAt = submittedAt
    }

    mutating func start(at now: Instant) { startedAt = now }

    /// The first time counts: a connection that turns out dead is replaced within the same transfer.
    mutating func connect(at now: Instant) { connectedAt = connectedAt ?? now }

    mutating func receiveHead(at now: Instant) {
        headAt = headAt ?? now
        lastByteAt = now
    }

    /// Also called when reading goes on after a pause: the silence of a pause is ours.
    mutating func receive(at now: Instant) { lastByteAt = now }

    /// What is due first.
    ///
    /// - Parameters:
    ///   - isPaused: nothing is read from the server just now.
    ///   - progressBy: what the reader set; `nil` while it has something to read.
    func due(isPaused: Bool, progressBy: Instant?) -> Due {
        var first = due(.total, submittedAt, deadlines.totalMillisecondsMax)
        func consider(_ other: Due) { if other.at < first.at { first = other } }
        if let progressBy { consider(Due(deadline: .progress, at: progressBy)) }
        guard let startedAt else {
            consider(due(.queue, submittedAt, deadlines.queueMillisecondsMax))
            return first
        }
        guard let connectedAt else {
            consider(due(.connect, startedAt, deadlines.connectMillisecondsMax))
            return first
        }
        if headAt == nil, let most = deadlines.headMillisecondsMax {
            consider(due(.head, connectedAt, most))
        }
        if !isPaused, let lastByteAt, let most = deadlines.quietMillisecondsMax {
            consider(due(.quiet, lastByteAt, most))
        }
        return first
    }

    private func due(_ deadline: OutboundFailure.Deadline, _ from: Instant, _ milliseconds: Int) -> Due {
        Due(deadline: deadline, at: from.advanced(by: .milliseconds(milliseconds)))
    }
}
