package import Conversations
import LanguageModel

/// What always goes to a person, whatever the articles say: read from a file and checked when Baton starts.
package struct Rules: Sendable, Hashable {
    static let bytesMax = 256 * 1024
    static let rulesMax = 200
    static let phrasesMax = 4_000
    static let versionRange = 1...1_000_000
    /// The reasons that a rule may give: the others are for Baton to find.
    static let reasons: [HandoffReason] = [.sensitive, .policy, .unsupportedRequest]

    /// One thing that goes to a person.
    package struct Rule: Sendable, Hashable {
        package let id: String
        package let reason: HandoffReason
        let phrases: [Phrase]
        /// A sentence that holds one of these is none of it: "how do I ...".
        let exceptions: [Phrase]
        let detectsCardNumbers: Bool

        func applies(to text: String, _ sentences: [SentenceWords]) -> Bool {
            if detectsCardNumbers, CardNumber.isIn(text) { return true }
            return sentences.contains { sentence in
                phrases.contains { $0.isIn(sentence) } && !exceptions.contains { $0.isIn(sentence) }
            }
        }
    }

    package let version: Int
    /// Of the whole file.
    package let hash: String
    let rules: [Rule]

    /// What decision records call it, such as `rules@1#a1b2c3d4e5f60718`.
    package var reference: String { "rules@\(version)#\(hash)" }

    /// The rule that applies to the latest words of a visitor: of several the gravest, then the first.
    package func first(in texts: [String]) -> Rule? {
        let read = texts.map { ($0, SentenceWords.all(in: $0)) }
        let found = rules.filter { rule in read.contains { rule.applies(to: $0.0, $0.1) } }
        return Self.reasons.lazy.compactMap { reason in found.first { $0.reason == reason } }.first
    }
}
