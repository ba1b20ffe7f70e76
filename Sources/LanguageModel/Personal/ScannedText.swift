/// A text as those who look for personal data see it: scalar by scalar, digits of all scripts alike.
struct ScannedText: Sendable {
    let scalars: [Unicode.Scalar]
    /// 0...9, or -1 for what is no decimal digit.
    private let digits: [Int8]

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        digits = scalars.map(Self.digit)
    }

    var indices: Range<Int> { scalars.indices }

    subscript(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    func digit(_ index: Int) -> Int? {
        digits.indices.contains(index) && digits[index] >= 0 ? Int(digits[index]) : nil
    }

    func isDigit(_ index: Int) -> Bool { digits.indices.contains(index) && digits[index] >= 0 }

    /// A letter of ASCII, a digit or `_`. Scripts without spaces between words write an address right beside
    /// their letters, so those letters are none.
    func isWord(_ index: Int) -> Bool {
        guard let scalar = self[index] else { return false }
        return isDigit(index) || scalar.isASCIIWord
    }

    func isLetter(_ index: Int) -> Bool {
        guard let scalar = self[index] else { return false }
        return scalar.isASCIIWord && scalar != "_" && !isDigit(index)
    }

    /// Whether a number may begin here: not within a word, and not behind what makes it a part of something,
    /// such as an order `#12`, a version `1.12` or a group of a UUID.
    func beginsNumber(_ index: Int) -> Bool {
        guard !isWord(index - 1), let before = self[index - 1] else { return index == 0 }
        return switch before {
        case "#": false
        case ".", ",", ":": !isDigit(index - 2)
        case "/": !isWord(index - 2)
        default: !before.isDash || !isWord(index - 2)
        }
    }

    func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range.clamped(to: indices)]))
    }

    /// The words in lower case on the same line within `scalarsMax` before `index`.
    func words(before index: Int, scalarsMax: Int) -> [Substring] {
        let near = string(max(0, index - scalarsMax)..<index)
        let line = near.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        return line.lowercased().split { !$0.isLetter || $0.standsAlone }.map { Substring($0) }
    }

    /// Whether one of `words`, in scripts without spaces, stands within `scalarsMax` before `index`.
    func has(_ words: [String], before index: Int, scalarsMax: Int) -> Bool {
        let near = string(max(0, index - scalarsMax)..<index)
        return words.contains { near.contains($0) }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int8 {
        if scalar.isASCII { return (48...57).contains(scalar.value) ? Int8(scalar.value - 48) : -1 }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
            return -1
        }
        return Int8(value)
    }
}

extension Character {
    /// Of a script that puts no spaces between words: Chinese, Japanese, Korean.
    fileprivate var standsAlone: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        return (0x2E80...0x9FFF).contains(value) || (0xAC00...0xD7AF).contains(value)
    }
}

extension Unicode.Scalar {
    var isASCIIWord: Bool {
        switch value {
        case 48...57, 65...90, 97...122, 95: true
        default: false
        }
    }

    /// What people put between the digits of a number that nobody could read otherwise.
    var isSpace: Bool {
        switch value {
        case 0x20, 0x09, 0xA0, 0x2007, 0x2009, 0x202F: true
        default: false
        }
    }

    var isDash: Bool {
        switch value {
        case 0x2D, 0x2010...0x2014, 0x2212: true
        default: false
        }
    }
}
