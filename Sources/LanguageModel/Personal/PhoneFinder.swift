/// Telephone numbers, known by how they are written or by the word in front of them.
///
/// A bare row of digits may be an order or an invoice, so it counts only behind a `+`, behind `00` or `0`, in
/// the groups that one country's numbers have, or where the text says that it is a telephone.
enum PhoneFinder {
    /// ITU-T E.164.
    static let digitsMax = 15
    static let digitsMin = 7
    /// With `00` in front.
    static let prefixedDigitsRange = 9...17
    /// With a trunk `0` in front.
    static let nationalDigitsRange = 9...12
    /// Between a word such as "phone" and its number.
    static let hintScalarsMax = 28

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < text.indices.upperBound {
            if let range = range(in: text, from: index) {
                found.append(range)
                index = range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private static func range(in text: ScannedText, from start: Int) -> Range<Int>? {
        guard let first = text[start], text.isDigit(start) || first == "+" || first == "(",
            text.beginsNumber(start)
        else { return nil }
        var digit = start
        while let scalar = text[digit], scalar == "+" || scalar == "(", digit - start < 2 { digit += 1 }
        guard text.isDigit(digit) else { return nil }
        let groups = DigitGroups.read(text, from: digit, isSeparator: isSeparator, separatorsMax: 3)
        let written = Written(text, groups.ranges, from: start)
        for count in stride(from: groups.ranges.count, through: 1, by: -1) {
            let end = groups.ranges[count - 1].upperBound
            if written.isPhone(groups: count), !text.isWord(end) { return start..<end }
        }
        return nil
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isSpace || scalar.isDash || "./()".unicodeScalars.contains(scalar)
    }

    /// A row of groups, and what stands around it.
    private struct Written {
        let lengths: [Int]
        let values: [Int]
        let separators: [String]
        let isInternational: Bool
        let hasArea: Bool
        let isHinted: Bool
        let isBesideHan: Bool

        init(_ text: ScannedText, _ ranges: [Range<Int>], from start: Int) {
            lengths = ranges.map(\.count)
            values = ranges.flatMap { $0.compactMap(text.digit) }
            separators = zip(ranges, ranges.dropFirst()).map { text.string($0.upperBound..<$1.lowerBound) }
            let lead = text.string(start..<(ranges.first?.lowerBound ?? start))
            isInternational = lead.contains("+")
            hasArea = lead.hasSuffix("(") && separators.first?.hasPrefix(")") == true
            isHinted = PhoneFinder.isHinted(text, at: start)
            isBesideHan = [start - 1, ranges.last?.upperBound ?? start].contains { index in
                text[index].map { (0x4E00...0x9FFF).contains($0.value) } ?? false
            }
        }

        func isPhone(groups count: Int) -> Bool {
            let lengths = Array(lengths.prefix(count))
            let total = lengths.reduce(0, +)
            if isInternational { return (digitsMin...digitsMax).contains(total) }
            guard !isDate(lengths) else { return false }
            if isHinted, (digitsMin - 1...digitsMax).contains(total) { return true }
            if hasArea, (1...5).contains(lengths[0]), count > 1 { return (8...13).contains(total) }
            if values[0] == 0 { return isPrefixed(lengths, total) }
            return isOfOneCountry(lengths)
        }

        private func isPrefixed(_ lengths: [Int], _ total: Int) -> Bool {
            guard lengths[0] >= 2, values.count > 2 else { return false }
            if values[1] == 0 {
                return values[2] != 0 && prefixedDigitsRange.contains(total)
            }
            // Pairs with one sign between them are a French number, with several a date and a time.
            let signs = Set(separators.prefix(lengths.count - 1))
            if lengths.count > 3, lengths.allSatisfy({ $0 == 2 }), signs.count > 1 { return false }
            return nationalDigitsRange.contains(total) && (lengths.count > 1 || total < 12)
        }

        private func isOfOneCountry(_ lengths: [Int]) -> Bool {
            let first = values[0]
            return switch lengths {
            // North America.
            case [3, 3, 4]: first >= 2 && hasOneSign(lengths)
            case [1, 3, 3, 4]: first == 1 && values[1] >= 2
            // Russia.
            case [1, 3, 3, 2, 2]: first == 7 || first == 8
            // Spain.
            case [3, 2, 2, 2]: first >= 6
            // China, where nothing need stand between the digits.
            case [3, 4, 4]: isChinese
            case [11]: isChinese && isBesideHan
            default: false
            }
        }

        private var isChinese: Bool { values[0] == 1 && values[1] >= 3 }

        private func hasOneSign(_ lengths: [Int]) -> Bool {
            Set(separators.prefix(lengths.count - 1)).count == 1
        }

        /// `01.02.2026 10`, `2026-02-01 10`, `1/2/26`.
        private func isDate(_ lengths: [Int]) -> Bool {
            guard lengths.count >= 3, separators.prefix(2).allSatisfy({ $0.count == 1 && $0 != " " }) else {
                return false
            }
            let isYearLast = lengths[0] <= 2 && lengths[1] <= 2 && lengths[2] == 4
            let isYearFirst = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2
            return isYearLast || isYearFirst || (lengths.count == 3 && lengths.allSatisfy { $0 <= 2 })
        }
    }

    private static func isHinted(_ text: ScannedText, at start: Int) -> Bool {
        let words = text.words(before: start, scalarsMax: hintScalarsMax)
        if words.contains(where: hints.contains) { return true }
        if zip(words, words.dropFirst()).contains(where: { calls.contains("\($0) \($1)") }) { return true }
        return text.has(unspacedHints, before: start, scalarsMax: hintScalarsMax)
    }

    private static let unspacedHints = [
        "\u{7535}\u{8BDD}", "\u{624B}\u{673A}", "\u{96FB}\u{8A71}", "\u{643A}\u{5E2F}", "\u{C804}\u{D654}",
    ]

    private static let hints: Set<Substring> = [
        "tel", "phone", "telephone", "mobile", "cell", "cellphone", "fax", "whatsapp", "telefon",
        "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "rufnummer", "teléfono", "telefono",
        "móvil", "movil", "celular", "téléphone", "portable", "telefone", "telemóvel", "cellulare",
        "telefoon", "телефон", "телефону", "телефона", "тел", "هاتف", "هاتفي", "फ़ोन", "फोन",
    ]

    private static let calls: Set<String> = [
        "call me", "call us", "call my", "ring me", "text me", "reach me", "ruf mich", "rufen sie",
        "rufe mich",
        "llámame al", "llamame al", "llámeme al", "appelez moi", "appelle moi", "rappelez moi", "chiamami al",
        "bel me",
    ]
}
