/// Numbers of payment cards.
package enum CardNumber {
    /// ISO/IEC 7812-1: up to 19 digits; the shortest that is issued has 13.
    static let digitsRange = 13...19

    /// Whether a card's number stands in `text`.
    package static func isIn(_ text: String) -> Bool {
        !ranges(in: ScannedText(Array(text.unicodeScalars))).isEmpty
    }

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        DigitGroups.all(in: text, isSeparator: { $0.isSpace || $0.isDash || $0 == "." }, separatorsMax: 1)
            .compactMap { range(in: text, $0) }
    }

    /// The first run of whole groups that is a card: an expiry date or a code may stand behind it.
    private static func range(in text: ScannedText, _ groups: DigitGroups) -> Range<Int>? {
        for start in groups.ranges.indices {
            var digits: [Int] = []
            for end in start..<groups.ranges.count where digits.count <= digitsRange.upperBound {
                digits += groups.ranges[end].compactMap(text.digit)
                let range = groups.ranges[start].lowerBound..<groups.ranges[end].upperBound
                if isCard(digits), !text.isWord(range.upperBound) { return range }
            }
        }
        return nil
    }

    /// Issuers of payment cards begin with 2 to 6; then Luhn's check digit (ISO/IEC 7812-1, annex B).
    private static func isCard(_ digits: [Int]) -> Bool {
        guard digitsRange.contains(digits.count), let first = digits.first, (2...6).contains(first) else {
            return false
        }
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let (offset, digit) = entry
            let doubled = offset % 2 == 1 ? digit * 2 : digit
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0 && Set(digits).count > 1
    }
}
