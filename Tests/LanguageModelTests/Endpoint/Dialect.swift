import Foundation
import Testing

@testable import LanguageModel

/// A stream of some server's dialect, and what must come of it.
struct Dialect: Sendable, CustomTestStringConvertible {
    let file: String
    let text: String
    let outcome: Outcome
    var contentType: String? = "text/event-stream"
    /// The files end their lines with LF, servers do not always.
    var lineEnd = "\n"

    var testDescription: String { "\(file) \(contentType ?? "-") \(lineEnd.debugDescription)" }

    init(
        _ file: String, _ text: String, _ outcome: Outcome, contentType: String? = "text/event-stream",
        lineEnd: String = "\n"
    ) {
        self.file = file
        self.text = text
        self.outcome = outcome
        self.contentType = contentType
        self.lineEnd = lineEnd
    }

    func bytes() throws -> [UInt8] {
        let url = Bundle.module.resourceURL?.appending(path: "Fixtures/\(file)")
        let bytes = Array(try Data(contentsOf: url ?? URL(filePath: file)))
        return bytes.flatMap { $0 == UInt8(ascii: "\n") ? Array(lineEnd.utf8) : [$0] }
    }

    static let all = [
        Dialect("plain.sse", "Open Settings [12].", .ended(.stop)),
        Dialect("length.sse", "Open Settings", .ended(.length)),
        Dialect("pings.sse", "Open Settings.", .ended(.stop)),
        Dialect("pings.sse", "Open Settings.", .ended(.stop), lineEnd: "\r\n"),
        Dialect("pings.sse", "Open Settings.", .ended(.stop), lineEnd: "\r"),
        Dialect("several-lines.sse", "Open Settings.", .ended(.stop), lineEnd: "\r\n"),
        Dialect("error-field.sse", "", .failed(.rejected), lineEnd: "\r\n"),
        Dialect("usage-null.sse", "Open Settings.", .ended(.stop)),
        Dialect("empty-choices.sse", "Open", .ended(.contentFilter)),
        Dialect("choices-null.sse", "Open Settings.", .ended(.stop)),
        Dialect("no-space.sse", "Open Settings.", .ended(.stop)),
        Dialect("several-lines.sse", "Open Settings.", .ended(.stop)),
        Dialect("letters.sse", "café 😀 日本 👋", .ended(.stop)),
        Dialect("reasoning.sse", "Open Settings.", .ended(.stop)),
        Dialect("tool-calls.sse", "", .ended(.other)),
        Dialect("two-answers.sse", "Open Settings.", .ended(.stop)),
        Dialect("no-done.sse", "Open Settings.", .ended(.stop)),
        Dialect("no-last-line.sse", "Open Settings.", .ended(.stop)),
        Dialect("whole.json", "Open Settings.", .ended(.stop), contentType: "application/json"),
        Dialect("whole.json", "Open Settings.", .ended(.stop)),
        Dialect("plain.sse", "Open Settings [12].", .ended(.stop), contentType: nil),
        Dialect("done-without-reason.sse", "Open", .failed(.truncated)),
        Dialect("cut-between-events.sse", "Open", .failed(.truncated)),
        Dialect("cut-within-an-event.sse", "Open", .failed(.truncated)),
        Dialect("nothing-said.sse", "", .failed(.unreadable)),
        Dialect("error-object.sse", "Open", .failed(.broken)),
        Dialect("error-first.sse", "", .failed(.broken)),
        Dialect("error-string.sse", "Open", .failed(.broken)),
        Dialect("error-field.sse", "", .failed(.rejected)),
        Dialect("object-error.sse", "Open", .failed(.rejected)),
        Dialect("bare-json.sse", "", .failed(.rejected)),
        Dialect("bare-json-within.sse", "Open", .failed(.broken)),
        Dialect("rate-limit-within.sse", "", .failed(.exhausted)),
        Dialect("other-protocol.sse", "", .failed(.unreadable)),
        Dialect("other-protocol-overloaded.sse", "", .failed(.broken)),
        Dialect("lines.ndjson", "", .failed(.unreadable), contentType: "application/x-ndjson"),
        Dialect("lines.ndjson", "", .failed(.unreadable), contentType: "application/json"),
        Dialect("page.html", "", .failed(.unreadable), contentType: "text/html"),
        Dialect("page.html", "", .failed(.unreadable), contentType: nil),
        Dialect("bad-utf8.sse", "Open", .failed(.unreadable)),
        Dialect("half-a-surrogate.sse", "Open", .failed(.unreadable)),
        Dialect("no-json.sse", "Open", .failed(.unreadable)),
    ]
}

/// How a stream came to its end.
enum Outcome: Sendable, Hashable {
    case ended(ChatEnding.Reason)
    case failed(ModelFailure)
    /// Neither: a bug.
    case silent
}

/// What a decoder made of a response.
struct Decoded: Equatable {
    private(set) var text = ""
    private(set) var outcome = Outcome.silent
    private(set) var ending: ChatEnding?
    private(set) var stepsAfterEnd = 0

    /// - Parameter pieceBytes: the bytes come in pieces of this size, 0 for all at once.
    init(_ bytes: [UInt8], pieceBytes: Int, status: Int = 200, contentType: String? = "text/event-stream") {
        var decoder = ChatStreamDecoder(status: status, contentType: contentType)
        let size = pieceBytes == 0 ? max(1, bytes.count) : pieceBytes
        for start in stride(from: 0, to: bytes.count, by: size) {
            for step in decoder.receive(Array(bytes[start..<min(start + size, bytes.count)])) { add(step) }
        }
        for step in decoder.finish() { add(step) }
    }

    private mutating func add(_ step: ChatStreamDecoder.Step) {
        if outcome != .silent { stepsAfterEnd += 1 }
        switch step {
        case .text(let text): self.text += text
        case .likelihood: break
        case .ended(let ending):
            outcome = .ended(ending.reason)
            self.ending = ending
        case .failed(let fault): outcome = .failed(fault.failure)
        }
    }
}
