/// International bank account numbers (ISO 13616): a country, two check digits, and as many characters as
/// that country's have.
enum IBANFinder {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        text.indices.compactMap { index in
            guard text.isLetter(index), text.isLetter(index + 1), text.isDigit(index + 2),
                text.isDigit(index + 3), !text.isWord(index - 1),
                let length = lengths[text.string(index..<(index + 2)).uppercased()]
            else { return nil }
            return range(in: text, from: index, length: length)
        }
    }

    private static func range(in text: ScannedText, from start: Int, length: Int) -> Range<Int>? {
        var values: [Int] = []
        var index = start
        while values.count < length {
            if let value = value(text, index) {
                values.append(value)
                index += 1
            } else if let scalar = text[index], scalar.isSpace || scalar.isDash,
                value(text, index + 1) != nil
            {
                index += 1
            } else {
                return nil
            }
        }
        return !text.isWord(index) && remainder(values) == 1 ? start..<index : nil
    }

    /// Digits as they are, A to Z as 10 to 35.
    private static func value(_ text: ScannedText, _ index: Int) -> Int? {
        if let digit = text.digit(index) { return digit }
        guard text.isLetter(index), let scalar = text[index] else { return nil }
        return Int(scalar.value | 0x20) - 97 + 10
    }

    /// Modulo 97 (ISO 7064) of the characters with the first four moved to the end.
    private static func remainder(_ values: [Int]) -> Int {
        (values.dropFirst(4) + values.prefix(4)).reduce(0) { rest, value in
            (rest * (value > 9 ? 100 : 10) + value) % 97
        }
    }

    /// From SWIFT's IBAN registry.
    private static let lengths: [String: Int] = Dictionary(
        uniqueKeysWithValues: """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 \
            DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 \
            IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 \
            MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 \
            SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
            """.split(separator: " ").compactMap { entry in
                Int(entry.dropFirst(2)).map { (String(entry.prefix(2)), $0) }
            })
}
