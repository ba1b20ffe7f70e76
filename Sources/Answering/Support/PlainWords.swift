import Foundation

/// Text as words without case, accents and punctuation, for comparing what people and models write.
enum PlainWords {
    /// `"Don't close it, s'il vous plaît"` gives `dont close it s il vous plait`.
    static func of(_ text: String) -> [String] {
        fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Lower case without accents; an apostrophe divides words but for the English "n't".
    static func fold(_ text: String) -> String {
        // Most texts are plain ASCII, where folding is lower case.
        if text.utf8.allSatisfy({ $0 < 128 }) { return withoutShortNot(text.lowercased()) }
        let folded = text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return withoutShortNot(folded.replacing("\u{DF}", with: "ss").replacing("\u{2019}", with: "'"))
    }

    private static func withoutShortNot(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "'")) ? text.replacing("n't", with: "nt") : text
    }
}
