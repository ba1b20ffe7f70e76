/// Addresses of machines, IPv4 and IPv6. Those that mean "this machine", "every address" or a mask are
/// nobody's, and stay: questions about settings are full of them.
enum IPAddressFinder {
    /// Words in front of four numbers that make them a version.
    private static let versionWords: Set<Substring> = [
        "version", "versions", "v", "ver", "build", "release", "versión", "versione", "versie", "firmware",
    ]

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        text.indices.compactMap { index in
            guard !text.isWord(index - 1) else { return nil }
            return v6(text, from: index) ?? v4(text, from: index)
        }
    }

    private static func v4(_ text: ScannedText, from start: Int) -> Range<Int>? {
        guard text.isDigit(start), text.beginsNumber(start) || text[start - 1] == "/",
            let (octets, end) = octets(text, from: start), !text.isWord(end),
            !(text[end] == "." && text.isDigit(end + 1)), text[end] != "-" || !text.isWord(end + 1)
        else { return nil }
        let isNobodys = octets[0] == 127 || octets[0] == 255 || octets == [0, 0, 0, 0]
        let isVersion = text.words(before: start, scalarsMax: 10).last.map(versionWords.contains) ?? false
        return isNobodys || isVersion ? nil : start..<end
    }

    private static func octets(_ text: ScannedText, from start: Int) -> ([Int], Int)? {
        var octets: [Int] = []
        var index = start
        while true {
            var (value, length) = (0, 0)
            while let digit = text.digit(index), length < 4 {
                (value, length, index) = (value * 10 + digit, length + 1, index + 1)
            }
            guard (1...3).contains(length), value <= 255 else { return nil }
            octets.append(value)
            if octets.count == 4 { return (octets, index) }
            guard text[index] == "." else { return nil }
            index += 1
        }
    }

    /// RFC 4291, section 2.2: eight groups of up to four hexadecimal digits, or fewer around one `::`, the
    /// last two perhaps written as IPv4.
    private static func v6(_ text: ScannedText, from start: Int) -> Range<Int>? {
        var end = start
        while let scalar = text[end], isHex(scalar) || scalar == ":" || scalar == "." { end += 1 }
        while end > start, let last = text[end - 1], last == "." || (last == ":" && text[end - 2] != ":") {
            end -= 1
        }
        guard end > start + 2, !text.isWord(end), text[start - 1] != ":" else { return nil }
        let token = text.string(start..<end)
        guard token.contains(":"), token.contains(where: \.isNumber), token != "::1", isV6(token) else {
            return nil
        }
        return start..<zone(text, from: end)
    }

    private static func isV6(_ token: String) -> Bool {
        let halves = token.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (place, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                let isLast = place == halves.count - 1 && index == parts.count - 1
                if isLast, part.contains(".") {
                    let octets = part.split(separator: ".", omittingEmptySubsequences: false)
                    guard octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(part.count), !part.contains(".") else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }

    /// `%eth0`, the interface of a link-local address.
    private static func zone(_ text: ScannedText, from end: Int) -> Int {
        guard text[end] == "%", text.isWord(end + 1) else { return end }
        var index = end + 1
        while text.isWord(index) { index += 1 }
        return index
    }

    private static func isHex(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 48...57, 65...70, 97...102: true
        default: false
        }
    }
}
