/// Texts on their way to the model: two priorities, each bounded, urgent ones first.
///
/// A value without threads; `EncoderThread` asks it what to do next.
struct EmbeddingQueue {
    /// A visitor waits for each of these, some milliseconds a text.
    static let urgentTextsMax = 256
    /// Some minutes of work, and 30 MB of vectors until they are handed over; more comes in several requests.
    static let bulkTextsMax = 20_000
    /// Looked at for one pass of the model; urgent texts wait for at most that.
    static let textsPerPassMax = 32

    private struct Request {
        let texts: [String]
        let isUrgent: Bool
        var vectors: [[Float]] = []
    }

    /// Some texts of one request.
    struct Work {
        let request: Int
        let texts: ArraySlice<String>
    }

    private var requests: [Int: Request] = [:]
    private var urgent: [Int] = []
    private var bulk: [Int] = []
    private var urgentTexts = 0
    private var bulkTexts = 0
    private(set) var isClosed = false

    /// Queues a request under a number that no other one has.
    mutating func add(_ request: Int, _ texts: [String], isUrgent: Bool) -> EmbeddingFailure? {
        guard !isClosed else { return .closed }
        guard
            isUrgent
                ? urgentTexts + texts.count <= Self.urgentTextsMax
                : bulkTexts + texts.count <= Self.bulkTextsMax
        else { return .busy }
        requests[request] = Request(texts: texts, isUrgent: isUrgent)
        if isUrgent {
            urgent.append(request)
            urgentTexts += texts.count
        } else {
            bulk.append(request)
            bulkTexts += texts.count
        }
        return nil
    }

    /// What to do next; `finish` moves the request on.
    func next() -> Work? {
        guard let request = urgent.first ?? bulk.first, let found = requests[request] else { return nil }
        return Work(request: request, texts: found.texts[found.vectors.count...].prefix(Self.textsPerPassMax))
    }

    /// Adds the vectors of the next texts of a request; all of its vectors when they are complete.
    mutating func finish(_ request: Int, _ vectors: [[Float]]) -> [[Float]]? {
        // In place: a copy of thousands of vectors for each pass would add up.
        requests[request]?.vectors += vectors
        // None: it was removed meanwhile.
        guard let found = requests[request], found.vectors.count >= found.texts.count else { return nil }
        remove(request)
        return found.vectors
    }

    /// Forgets a request; `false` when there is none of this number.
    @discardableResult
    mutating func remove(_ request: Int) -> Bool {
        guard let found = requests.removeValue(forKey: request) else { return false }
        if found.isUrgent {
            urgent.removeAll { $0 == request }
            urgentTexts -= found.texts.count
        } else {
            bulk.removeAll { $0 == request }
            bulkTexts -= found.texts.count
        }
        return true
    }

    /// Takes no more requests and gives up those that wait: their numbers.
    mutating func close() -> [Int] {
        isClosed = true
        let waiting = urgent + bulk
        for request in waiting { remove(request) }
        return waiting
    }
}
