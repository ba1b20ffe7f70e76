/// Numbers of payment cards in a text: they have no place in a chat.
enum CardNumber {
    /// ISO/IEC 7812: 13 to 19 digits, the first tells the industry.
    static let digitsRange = 13...19

    static func isIn(_ text: String) -> Bool {
        var digits: [Int] = []
        var separators = 0
        for character in text + "." {
            if character.isASCIIDigit, let digit = character.wholeNumberValue {
                digits.append(digit)
                separators = 0
            } else if character == " " || character == "-", !digits.isEmpty, separators == 0 {
                separators += 1
            } else {
                if isCard(digits) { return true }
                digits = []
                separators = 0
            }
        }
        return false
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
