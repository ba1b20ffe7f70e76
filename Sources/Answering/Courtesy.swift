/// Greetings and thanks, answered in kind: nobody searches a knowledge base for "hello".
package enum Courtesy: Hashable, Sendable {
    case greeting
    case thanks
    case farewell

    /// Longer messages hold more than a courtesy.
    private static let wordsMax = 5

    /// `nil` when the text is anything more than a courtesy.
    package init?(_ text: String) {
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "\u{2019}" }.map(String.init)
        guard !words.isEmpty, words.count <= Self.wordsMax, words.allSatisfy(Self.isKnown) else { return nil }
        if words.contains(where: Self.thanksWords.contains) {
            self = .thanks
        } else if words.contains(where: Self.farewellWords.contains) {
            self = .farewell
        } else if words.contains(where: Self.greetingWords.contains) {
            self = .greeting
        } else {
            return nil
        }
    }

    package var reply: String {
        switch self {
        case .greeting: "Hello. What can I help you with?"
        case .thanks: "You are welcome. Is there anything else?"
        case .farewell: "Goodbye. Write here whenever something comes up."
        }
    }

    private static func isKnown(_ word: String) -> Bool {
        greetingWords.contains(word) || thanksWords.contains(word) || farewellWords.contains(word)
            || fillerWords.contains(word)
    }

    private static let greetingWords: Set = [
        "hi", "hello", "hey", "hiya", "howdy", "greetings", "hallo", "moin", "servus", "hola", "buenas",
        "bonjour",
        "salut", "morning", "afternoon", "evening", "tag", "guten", "buenos",
    ]
    private static let thanksWords: Set = [
        "thanks", "thank", "thx", "ty", "cheers", "danke", "dankeschön", "gracias", "merci", "perfect",
        "great",
        "awesome", "super",
    ]
    private static let farewellWords: Set = [
        "bye", "goodbye", "ciao", "tschüss", "adios", "adiós", "revoir",
    ]
    private static let fillerWords: Set = [
        "good", "there", "you", "so", "very", "much", "a", "lot", "all", "team", "everyone", "again", "ok",
        "okay",
        "that", "that's", "helped", "schön", "vielen", "muchas", "días", "dias", "au", "beaucoup", "morgen",
        "abend",
    ]
}
