import LanguageModel

/// A first text for the article that a gap lacks, made without a model: what people answered, and what was
/// asked. Personal data is taken out of it.
package struct Outline: Hashable, Sendable {
    package static let repliesMax = 12
    package static let phrasingsMax = 25
    static let titleCharactersMax = 80

    /// A question with the answers that people gave, which the text rests on.
    package struct Evidence: Hashable, Sendable {
        package let id: EscalationID
        package let text: String
        package let replies: [String]

        package init(id: EscalationID, text: String, replies: [String]) {
            self.id = id
            self.text = text
            self.replies = replies
        }
    }

    package let title: String
    /// Markdown.
    package let text: String
    package let phrasings: [String]
    /// What an editor has to decide, in words.
    package let unsure: [String]

    /// - Parameter evidence: the gap's questions, the one in the middle first.
    package init(name: String?, evidence: [Evidence]) {
        let questions = Self.unique(evidence.map { PersonalData.cleared($0.text) })
        let replies = Self.unique(evidence.flatMap(\.replies).map(PersonalData.cleared))
        title = Self.title(name ?? questions.first ?? "")
        // A question with a number of an order, or a name's address, is not what others will ask.
        let general = Self.unique(evidence.map(\.text).filter { PersonalData.found(in: $0).isEmpty })
        phrasings = Array(general.filter { $0.count <= Self.phrasingCharactersMax }.prefix(Self.phrasingsMax))
        text = Self.text(questions, Array(replies.prefix(Self.repliesMax)))
        unsure = Self.unsure(replies, evidence)
    }

    static let phrasingCharactersMax = 300
    private static let questionsShownMax = 5

    private static func title(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard let first = line.first else { return "" }
        return String((first.uppercased() + line.dropFirst()).prefix(titleCharactersMax))
    }

    private static func text(_ questions: [String], _ replies: [String]) -> String {
        guard let first = replies.first else {
            let asked = questions.prefix(questionsShownMax).map { "- \($0)" }
            return (["Nobody of the team has answered this yet. People asked:", ""] + asked)
                .joined(separator: "\n")
        }
        let others = replies.dropFirst()
        guard !others.isEmpty else { return first }
        return first + "\n\n## What else was answered\n\n" + others.joined(separator: "\n\n")
    }

    private static func unsure(_ replies: [String], _ evidence: [Evidence]) -> [String] {
        var unsure: [String] = []
        if replies.isEmpty { unsure.append("No person has answered these questions yet.") }
        if replies.count == 1 { unsure.append("This rests on one person's answer.") }
        let numbers = replies.map(numbers).filter { !$0.isEmpty }
        if let first = numbers.first, numbers.contains(where: { $0.isDisjoint(with: first) }) {
            let all = Set(numbers.flatMap(\.self)).sorted().prefix(6).joined(separator: ", ")
            unsure.append("People answered with different numbers: \(all).")
        }
        let silent = evidence.count(where: \.replies.isEmpty)
        if silent > 0, !replies.isEmpty {
            unsure.append("\(silent) of \(evidence.count) questions were never answered by a person.")
        }
        return unsure
    }

    private static func numbers(_ text: String) -> Set<String> {
        Set(
            text.split { !$0.isNumber && $0 != "." }.map { $0.drop { $0 == "." } }.filter { !$0.isEmpty }.map(
                String.init))
    }

    /// Each text once, whatever its capitals and spaces.
    private static func unique(_ texts: [String]) -> [String] {
        var seen = Set<String>()
        return texts.filter { text in
            let key = key(text)
            return !key.isEmpty && seen.insert(key).inserted
        }
    }

    /// The same for texts that differ in capitals and spaces alone.
    static func key(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
