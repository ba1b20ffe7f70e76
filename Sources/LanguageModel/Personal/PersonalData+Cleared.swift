extension PersonalData {
    /// `text` with a word for each piece of personal data, for what is read by people and is never restored:
    /// "write to [e-mail]".
    package static func cleared(_ text: String) -> String {
        let scanned = ScannedText(Array(text.unicodeScalars))
        let found = found(in: scanned)
        guard !found.isEmpty else { return text }
        var out = String.UnicodeScalarView()
        var end = 0
        for data in found {
            out += scanned.scalars[end..<data.range.lowerBound]
            out += "[\(data.kind.word)]".unicodeScalars
            end = data.range.upperBound
        }
        out += scanned.scalars[end...]
        return String(out)
    }
}

extension PersonalData.Kind {
    /// As people say it.
    var word: String {
        switch self {
        case .email: "e-mail"
        case .phone: "phone"
        case .card: "card"
        case .iban: "IBAN"
        case .key: "key"
        case .ip: "IP"
        }
    }
}
