/// What has come of a response and was not read yet, and how it ended.
struct ResponseBuffer {
    typealias Instant = ContinuousClock.Instant

    enum Ending {
        case complete
        case failed(OutboundFailure)
        case cancelled
    }

    /// What a reader gets.
    enum Next {
        case event(OutboundEvent)
        case end
        case failed(any Error)
        /// Nothing is there yet.
        case wait
    }

    private let unreadBytesMax: Int
    private var head: OutboundHead?
    private var bytes: [UInt8] = []
    private(set) var ending: Ending?
    /// The connection is not read until there is room again.
    private(set) var isPaused = false
    /// Nobody reads any more; what comes is thrown away so that the connection can be used again.
    private(set) var isDrained = false
    /// When the first of the unread bytes came.
    private var filledAt: Instant?
    private var progressBy: Instant?

    init(unreadBytesMax: Int) { self.unreadBytesMax = unreadBytesMax }

    mutating func receive(_ head: OutboundHead) {
        guard ending == nil, !isDrained else { return }
        self.head = head
    }

    /// Takes a piece of the body, or says that there is no room: then the connection pauses and brings the
    /// same piece again.
    mutating func receive(_ piece: UnsafeRawBufferPointer, at now: Instant) -> Bool {
        guard ending == nil, !isDrained else { return true }
        guard bytes.isEmpty || bytes.count + piece.count <= unreadBytesMax else {
            isPaused = true
            return false
        }
        unsafe bytes.append(contentsOf: piece)
        if filledAt == nil, !bytes.isEmpty { filledAt = now }
        return true
    }

    /// The first ending counts, and says so. What came before it can still be read, unless the reader left.
    @discardableResult
    mutating func end(_ ending: Ending) -> Bool {
        guard self.ending == nil else { return false }
        self.ending = ending
        if case .cancelled = ending { forget() }
        return true
    }

    /// Nothing of the rest will be read.
    mutating func drain() {
        isDrained = true
        isPaused = false
        forget()
    }

    private mutating func forget() {
        head = nil
        bytes = []
        filledAt = nil
    }

    mutating func next(at now: Instant) -> Next {
        if let head {
            self.head = nil
            return .event(.head(head))
        }
        if !bytes.isEmpty { return .event(.bytes(take(at: now))) }
        return switch ending {
        case nil: .wait
        case .complete: .end
        case .failed(let failure): .failed(failure)
        case .cancelled: .failed(CancellationError())
        }
    }

    private mutating func take(at now: Instant) -> [UInt8] {
        defer { bytes = [] }
        // Progress is the server's to make: the time that its bytes waited for us does not count.
        if let filledAt, let by = progressBy { progressBy = by.advanced(by: filledAt.duration(to: now)) }
        filledAt = nil
        isPaused = false
        return bytes
    }

    mutating func expectProgress(by moment: Instant?) { progressBy = moment }

    /// When progress is due; `nil` while there is something to read.
    var progressDue: Instant? { filledAt == nil ? progressBy : nil }
}
