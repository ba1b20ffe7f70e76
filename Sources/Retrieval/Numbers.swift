/// Questions for a quantity, and texts that hold one.
enum Numbers {
    /// Whether `words`, folded, ask how many or how much.
    static func areAskedFor(_ words: [String], language: String) -> Bool {
        let phrases = phrases[language] ?? []
        return words.indices.contains { index in
            phrases.contains { phrase in words[index...].starts(with: phrase) }
        }
    }

    /// Whether a text names a quantity, in digits or in words.
    static func areIn(_ text: String) -> Bool {
        text.utf8.contains { (0x30...0x39).contains($0) }
            || Words.split(text).contains { words.contains($0.text) }
    }

    private static let phrases: [String: [[String]]] = [
        "en": [["how", "many"], ["how", "much"]], "de": [["wie", "viele"], ["wie", "viel"], ["wieviel"]],
        "es": [["cuantos"], ["cuantas"], ["cuanto"], ["cuanta"]], "fr": [["combien"]],
    ]

    private static let words: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "hundred",
        "thousand",
        "million", "unlimited", "zwei", "drei", "vier", "funf", "sechs", "zehn", "hundert", "tausend",
        "unbegrenzt",
        "dos", "tres", "cuatro", "cinco", "seis", "diez", "cien", "mil", "ilimitado", "deux", "trois",
        "quatre", "cinq",
        "dix", "cent", "mille", "illimite",
    ]
}
