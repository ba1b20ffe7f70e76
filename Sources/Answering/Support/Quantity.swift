/// A number with what it counts, in a form that can be compared: `1,000`, `1.000` and `1 000` are one.
struct Quantity: Hashable, Sendable {
    let value: String
    /// The unit it is measured in, when it is a known one: `minute`, `mb`, `%`, `eur`, or a month's name.
    let unit: String?
    /// The words behind it, when it has no unit: what it counts. None when a mark ends the thought.
    let nouns: [String]
    /// The word before it: what it names, as in "port 8080".
    let before: String?
    var bound: Bound?

    /// What stands before a number that is no exact one.
    enum Bound: Hashable, Sendable {
        case atLeast, atMost, above, below

        static func of(_ words: [String]) -> Bound? {
            let end = words.suffix(2).joined(separator: " ")
            return phrases.first { end == $0.key || end.hasSuffix(" " + $0.key) }?.value
        }

        private static let phrases: [String: Bound] = [
            "at least": .atLeast, "minimum of": .atLeast, "at most": .atMost, "up to": .atMost,
            "maximum of": .atMost, "more than": .above, "over": .above, "less than": .below,
            "fewer than": .below, "under": .below, "mindestens": .atLeast, "hochstens": .atMost,
            "bis zu": .atMost,
            "mehr als": .above, "weniger als": .below, "al menos": .atLeast, "como maximo": .atMost,
            "hasta": .atMost, "mas de": .above, "menos de": .below, "au moins": .atLeast, "au plus": .atMost,
            "jusqu'a": .atMost, "plus de": .above, "moins de": .below,
        ]
    }

    /// Whether one is a lower bound and the other an upper one.
    func contradicts(_ other: Quantity) -> Bool {
        switch (bound, other.bound) {
        case (.atLeast, .atMost), (.atMost, .atLeast), (.above, .below), (.below, .above): true
        default: false
        }
    }

    /// Of the words behind a number this many may say what it counts.
    static let nounsMax = 2

    /// All quantities of a text, written numbers from two to twelve included.
    static func all(in text: String) -> [Quantity] {
        let tokens = tokens(text)
        return tokens.indices.compactMap { read(tokens, at: $0) }
    }

    /// Numbers written as words, which a text with digits does not hold.
    static func isWritten(_ word: String) -> Bool { written[word] != nil }

    /// A word without the punctuation around it, and whether a mark behind it ends the thought.
    private struct Token {
        var text: String
        let isLast: Bool
    }

    private static func tokens(_ text: String) -> [Token] {
        let divided = PlainWords.fold(text).replacing("|", with: " ; ")
        let tokens = divided.split(whereSeparator: \.isWhitespace).map { word in
            let start = word.drop { "([{\"'\u{201C}\u{201E}\u{AB}*_`<~".contains($0) }
            let end = start.reversed().drop { ".,;:!?)]}\"'\u{201D}\u{BB}*_`>\u{2026}".contains($0) }
            let isLast = start.dropFirst(end.count).contains { ".,;:!?)]}".contains($0) }
            return Token(text: String(end.reversed()), isLast: isLast)
        }
        return joined(tokens.filter { !$0.text.isEmpty })
    }

    /// "10 000" is one number.
    private static func joined(_ tokens: [Token]) -> [Token] {
        var out: [Token] = []
        for token in tokens {
            let isGroup = token.text.count == 3 && token.text.allSatisfy(\.isASCIIDigit)
            if isGroup, let last = out.last, !last.isLast, isGroupStart(last.text) {
                out[out.count - 1] = Token(text: last.text + " " + token.text, isLast: token.isLast)
            } else {
                out.append(token)
            }
        }
        return out
    }

    private static func isGroupStart(_ text: String) -> Bool {
        let groups = text.split(separator: " ")
        return (1...3).contains(groups.first?.count ?? 0)
            && groups.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
    }

    private static func read(_ tokens: [Token], at index: Int) -> Quantity? {
        let token = tokens[index].text
        let next = tokens[index].isLast || index + 1 >= tokens.count ? nil : tokens[index + 1].text
        if let value = written[token] { return quantity(value, tail: "", tokens, at: index) }
        if single.contains(token), let unit = next.flatMap(Units.named) {
            return Quantity(value: "1", unit: unit, nouns: [], before: nil)
        }
        guard token.contains(where: \.isASCIIDigit) else { return nil }
        let itself = Quantity(value: token, unit: nil, nouns: [], before: nil)
        let sign = token.prefix { "$\u{20AC}\u{A3}+-\u{2265}\u{2264}~#".contains($0) }
        let rest = token.dropFirst(sign.count)
        let digits = rest.prefix { $0.isASCIIDigit || ".,'\u{2019}:/- ".contains($0) }
        let trimmed = String(digits.reversed().drop { !$0.isASCIIDigit }.reversed())
        guard !trimmed.isEmpty else { return itself }
        let tail = rest.dropFirst(trimmed.count).drop { $0 == "-" || $0 == " " }
        // "2fa", "3rd" and "4xx" mean themselves.
        guard tail.isEmpty || Units.named(String(tail)) != nil else { return itself }
        let currency = sign.compactMap { Units.named(String($0)) }.first
        return quantity(canonical(trimmed), tail: currency ?? String(tail), tokens, at: index)
    }

    private static func quantity(
        _ value: String, tail: String, _ tokens: [Token], at index: Int
    ) -> Quantity {
        var following: [String] = []
        var last = index
        while !tokens[last].isLast, last + 1 < tokens.count, following.count < nounsMax {
            last += 1
            following.append(tokens[last].text)
        }
        let previous = index > 0 && !tokens[index - 1].isLast ? tokens[index - 1].text : nil
        let unit =
            Units.named(tail) ?? following.first.flatMap(Units.named)
            ?? previous.flatMap { Units.months[$0] }
        let isCounted = unit == nil && !following.prefix(1).contains(where: Units.times.contains)
        let nouns = isCounted ? following.filter { $0.allSatisfy(\.isLetter) } : []
        let words = tokens[..<index].suffix(2).map(\.text)
        return Quantity(value: value, unit: unit, nouns: nouns, before: previous, bound: Bound.of(words))
    }

    /// Without separators of thousands; a decimal comma is a point, and zeros behind it go.
    private static func canonical(_ digits: String) -> String {
        let groups = digits.split { ".,' \u{2019}".contains($0) }
        let separators = Set(digits.filter { ".,' \u{2019}".contains($0) })
        let isGrouped =
            groups.count > 1 && separators.count == 1 && (1...3).contains(groups[0].count)
            && groups.dropFirst().allSatisfy { $0.count == 3 }
        if isGrouped { return groups.joined() }
        guard groups.count >= 2, !digits.contains("'"), let last = groups.last else { return digits }
        // "1.234,50", "1,234.50" and "12,5"; "1.2.3" is a version.
        if separators.count == 1, groups.count > 2 { return digits.replacing(",", with: ".") }
        let whole = groups.dropLast().joined()
        let fraction = String(last.reversed().drop { $0 == "0" }.reversed())
        return fraction.isEmpty ? whole : whole + "." + fraction
    }

    private static let single: Set<String> = [
        "a", "an", "one", "ein", "eine", "einer", "einen", "einem", "un", "una", "une",
    ]

    private static let written: [String: String] = {
        let words = [
            "2": "two zwei dos deux", "3": "three drei tres trois", "4": "four vier cuatro quatre",
            "5": "five funf cinco cinq", "6": "six sechs seis six", "7": "seven sieben siete sept",
            "8": "eight acht ocho huit", "9": "nine neun nueve neuf", "10": "ten zehn diez dix",
            "11": "eleven elf once onze", "12": "twelve zwolf doce douze",
        ]
        var table: [String: String] = [:]
        for (value, names) in words {
            for name in names.split(separator: " ") { table[String(name)] = value }
        }
        return table
    }()
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
