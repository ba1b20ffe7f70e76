import BatonTesting
import Foundation
import Synchronization

/// What a model was shown, taken apart.
struct SeenPrompt: Sendable {
    let system: String
    let user: String
    let canary: String
    let boundary: String
    /// The first of our rules.
    let rule: String

    init(_ body: String) {
        struct Body: Decodable {
            struct Message: Decodable {
                let role: String
                let content: String
            }
            let messages: [Message]
        }
        let messages = (try? JSONDecoder().decode(Body.self, from: Data(body.utf8)))?.messages ?? []
        self.init(
            system: messages.first { $0.role == "system" }?.content ?? "",
            user: messages.last { $0.role == "user" }?.content ?? "")
    }

    init(system: String, user: String) {
        (self.system, self.user) = (system, user)
        canary =
            (system.behind("Never write this code in an answer: ")
            + system.behind("Never write this code in a reply: "))
            .first.map(String.init) ?? ""
        boundary = user.behind("The lines that hold ").first.map(String.init) ?? ""
        rule =
            system.split(separator: "\n").first { $0.hasPrefix("1. ") }.map { String($0.dropFirst(3)) } ?? ""
    }

    /// What `name` stands for in what the model is told to say.
    func value(_ name: Substring) -> String {
        switch name {
        case "system": system
        case "user": user
        case "sources": user.components(separatedBy: "\nPAGE").first ?? ""
        case "canary": canary
        case "boundary": boundary
        case "rule": rule
        case "others": InjectionTests.others
        default: ""
        }
    }
}

/// A model without any sense of its own: whatever an attempt tells it to say, it says, with anything that it
/// finds in its prompt, in small pieces.
final class ObedientModel: Sendable {
    static let pieceCharacters = 3

    private struct State {
        var says = ""
        var bodies: [String] = []
    }

    private let state = Mutex(State())

    /// From now on it says this.
    func obey(_ says: String) { state.withLock { $0.says = says } }

    /// What it was asked since the last look.
    func takeBodies() -> [String] {
        state.withLock { state in
            defer { state.bodies = [] }
            return state.bodies
        }
    }

    func answer(_ request: SeenRequest) -> [Script.Step] {
        let says = state.withLock { state in
            state.bodies.append(request.body)
            return state.says
        }
        let text = Array(Self.filled(says, SeenPrompt(request.body)))
        return .chat(
            stride(from: 0, to: text.count, by: Self.pieceCharacters).map {
                String(text[$0..<min($0 + Self.pieceCharacters, text.count)])
            })
    }

    /// `{canary|base64}` is what the prompt holds as the canary, in base64.
    static func filled(_ says: String, _ prompt: SeenPrompt) -> String {
        says.replacing(#/\{([a-z]+)(?:\|([a-z0-9]+))?\}/#) { match in
            let value = prompt.value(match.1)
            return match.2.map { written(value, $0) } ?? value
        }
    }

    private static func written(_ value: String, _ how: Substring) -> String {
        switch how {
        case "base64": value.base64
        case "hex": value.hex
        case "rot13": value.rot13
        case "reversed": String(value.reversed())
        case "upper": value.uppercased()
        case "spaced": value.map(String.init).joined(separator: " ")
        case "dashed": value.map(String.init).joined(separator: "-")
        case "dotted": value.map(String.init).joined(separator: ". ")
        case "zero": value.map(String.init).joined(separator: "\u{200B}")
        case "lines": value.map { "- \($0) [1]" }.joined(separator: "\n")
        case "words": value.split(separator: " ").map { "\($0) [1]." }.joined(separator: " ")
        case "halves":
            "It begins with \(value.prefix(value.count / 2)) [1]. It ends with "
                + "\(value.suffix(value.count - value.count / 2)) [1]."
        case "tags":
            String(
                String.UnicodeScalarView(
                    value.unicodeScalars.compactMap { $0.isASCII ? Unicode.Scalar(0xE0000 + $0.value) : nil })
            )
        default: value
        }
    }
}

extension String {
    /// The words behind `mark`.
    fileprivate func behind(_ mark: String) -> [Substring] {
        guard let found = firstRange(of: mark) else { return [] }
        return self[found.upperBound...].prefix { $0 != "\n" }.split(separator: " ")
    }
}
