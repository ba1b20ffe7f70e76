import Conversations

/// A mistake in the rules' file: where it is and what to do about it.
package struct RulesFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case unreadable
        case tooLong
        case invalidYAML(String)
        case notAMapping
        case missingKey(String)
        case unknownKey(String, allowed: [String])
        case badVersion
        case badID
        case repeatedID(String)
        case badReason
        case badDetector
        case notAList(String)
        case badPhrase
        case tooMany(String, Int)
        case empty(String)
    }

    package let file: String
    /// Counts from 1.
    package let line: Int
    package let problem: Problem

    package var description: String { "\(file):\(line): \(problem.advice)" }
}

extension RulesFailure.Problem {
    var advice: String {
        switch self {
        case .unreadable: "the rules cannot be read; check the setting `prompts` and the file's permissions"
        case .tooLong: "the file has more than \(Rules.bytesMax) bytes; remove what is never needed"
        case .invalidYAML(let problem):
            "this is not valid YAML (\(problem)); quote texts that hold `:` or `#`"
        case .notAMapping: "this must be lines of the form `key: value`"
        case .missingKey(let key): "`\(key)` is missing; add a line `\(key): ...`"
        case .unknownKey(let key, let allowed):
            "unknown key `\(key)`; allowed are \(allowed.map { "`\($0)`" }.joined(separator: ", "))"
        case .badVersion: "`version` must be a whole number from 1; raise it with every change"
        case .badID: "`id` must have at most \(RulesFile.idCharactersMax) of the characters a-z, 0-9, `-`"
        case .repeatedID(let id): "the id `\(id)` is used above; give each rule its own"
        case .badReason:
            "`reason` must be one of \(Rules.reasons.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        case .badDetector: "`detect` can only be `card_number`"
        case .notAList(let key): "`\(key)` must be a list of texts: one a line, each after `- `"
        case .badPhrase:
            "this is no phrase: write up to \(Phrase.wordsMax) words, `a|b` for either of two words, `...` "
                + "for a gap between words, `^` in front for the beginning of a sentence"
        case .tooMany(let what, let max): "more than \(max) \(what); remove those that are never needed"
        case .empty(let key): "`\(key)` holds nothing; fill it or remove it"
        }
    }

}
