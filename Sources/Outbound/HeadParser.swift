/// Puts a response's head together from the lines that libcurl hands over.
struct HeadParser {
    enum Step: Equatable {
        case more
        case head(OutboundHead)
        /// More bytes than allowed.
        case tooLarge
    }

    private let bytesMax: Int
    private var bytes = 0
    private var status = 0
    private var headers: [OutboundHeader] = []
    private var isComplete = false

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// One line with its end. Lines after the head are trailers: counted and dropped.
    mutating func receive(_ line: some Collection<UInt8>) -> Step {
        bytes += line.count
        guard bytes <= bytesMax else { return .tooLarge }
        guard !isComplete else { return .more }
        let text = String(decoding: line, as: UTF8.self).trimmed
        if text.hasPrefix("HTTP/") {
            // A new status line begins a new head: what came before was an interim one, 1xx.
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = []
        } else if !text.isEmpty {
            append(text)
        } else if status >= 200 {
            isComplete = true
            return .head(OutboundHead(status: status, headers: headers))
        }
        return .more
    }

    private mutating func append(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return }
        let value = String(text[text.index(after: colon)...]).trimmed
        headers.append(OutboundHeader(String(text[..<colon]).trimmed.lowercased(), value))
    }
}

extension String {
    /// Without spaces, tabs and line ends around it. A CR and LF are one character to Swift.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
