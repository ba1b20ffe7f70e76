import Foundation

/// What BERT's uncased tokenizer takes for words, before it looks for word pieces (Devlin et al., 2018, and
/// the code that was published with it).
///
/// Control characters go, white space and punctuation end a word, Chinese characters are words of their own,
/// accents are taken off, and all is lower case.
enum BasicWords {
    /// Of a longer text the rest is not looked at: 256 tokens come from far less.
    static let scalarsMax = 32_768

    /// The words in order, each as UTF-8.
    static func of(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        let endWord = {
            if !word.isEmpty { words.append(word) }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in plain(text) {
            if isSpace(scalar) {
                endWord()
            } else if isPunctuation(scalar) {
                endWord()
                words.append(Array(String(scalar).utf8))
            } else {
                word.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        endWord()
        return words
    }

    /// Cleaned, without accents, in lower case, with spaces around Chinese characters.
    private static func plain(_ text: String) -> String.UnicodeScalarView {
        var clean = String.UnicodeScalarView()
        var isASCII = true
        for scalar in text.unicodeScalars.prefix(scalarsMax) {
            if scalar.isASCII {
                append(scalar, to: &clean)
            } else {
                isASCII = false
                appendForeign(scalar, to: &clean)
            }
        }
        return isASCII ? clean : withoutAccents(String(clean))
    }

    private static func append(_ scalar: Unicode.Scalar, to clean: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d: clean.append(" ")
        case 0..<0x20, 0x7f: break
        case 0x41...0x5a: clean.append(Unicode.Scalar(UInt8(scalar.value + 32)))
        default: clean.append(scalar)
        }
    }

    private static func appendForeign(_ scalar: Unicode.Scalar, to clean: inout String.UnicodeScalarView) {
        if isRemoved(scalar) { return }
        if scalar.properties.isWhitespace {
            clean.append(" ")
        } else if isChinese(scalar) {
            clean.append(" ")
            clean.append(scalar)
            clean.append(" ")
        } else {
            clean.append(scalar)
        }
    }

    /// Foundation has the one published way to take letters and their accents apart.
    private static func withoutAccents(_ text: String) -> String.UnicodeScalarView {
        var plain = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars
        where scalar.properties.generalCategory != .nonspacingMark {
            if scalar.isASCII {
                append(scalar, to: &plain)
            } else {
                plain.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return plain
    }

    private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\u{FFFD}" { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return true
        default: return false
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " : scalar.properties.isWhitespace
    }

    /// In ASCII everything that is neither a letter, a digit nor a space, `$` and `+` too.
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return true
        case 0..<0x80: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// The CJK blocks that BERT was trained with, each character a word; Hangul, Hiragana and Katakana are
    /// not among them.
    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff, 0x20000...0x2a6df, 0x2a700...0x2b73f,
            0x2b740...0x2b81f, 0x2b920...0x2ceaf, 0x2f800...0x2fa1f:
            return true
        default: return false
        }
    }
}
