/// A clear wish, in words, to talk to a person. When in doubt it is a question: the button is always there.
package enum PersonRequest {
    private static let wordsMax = 14

    package static func isMade(in text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        guard !words.isEmpty, words.count <= wordsMax else { return false }
        if words.count <= 2, words.contains(where: people.contains) { return true }
        guard !words.contains(where: questionWords.contains) else { return false }
        let line = " " + words.joined(separator: " ") + " "
        return verbs.contains { line.contains(" \($0) ") } && words.contains(where: people.contains)
    }

    private static let people: Set = [
        "human", "person", "agent", "operator", "representative", "someone", "somebody", "mensch", "menschen",
        "mitarbeiter", "humano", "persona", "agente", "humain", "personne", "conseiller",
    ]
    private static let verbs = [
        "talk to", "speak to", "speak with", "talk with", "chat with", "connect me", "transfer me", "want a",
        "need a",
        "get me", "give me", "want to talk", "pass me", "sprechen", "reden", "hablar", "parler",
    ]
    /// "How do I talk to an agent from my code" asks for an article.
    private static let questionWords: Set = [
        "how", "what", "why", "where", "when", "which", "wie", "cómo", "comment",
    ]
}
