/// A pointer to sources as models write it: `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[Source 1]`, `【1†source】`.
struct CitationMarker: Hashable {
    /// Longer brackets hold something else.
    static let scalarsMax = 40
    static let numbersMax = 8
    static let digitsMax = 3

    let numbers: [Int]
    /// The index behind it.
    let end: Int

    static let openings: Set<Unicode.Scalar> = ["[", "\u{3010}", "\u{3014}", "\u{FF3B}"]
    static let closings: Set<Unicode.Scalar> = ["]", "\u{3011}", "\u{3015}", "\u{FF3D}"]

    /// The marker that begins at `start`; `nil` when none does.
    init?(in text: [Unicode.Scalar], at start: Int) {
        guard start < text.count, Self.openings.contains(text[start]) else { return nil }
        let limit = min(text.count, start + Self.scalarsMax)
        guard let close = text[start..<limit].firstIndex(where: Self.closings.contains) else { return nil }
        var inner = text[(start + 1)..<close].filter { $0 != " " }
        if let dagger = inner.firstIndex(of: "\u{2020}") { inner = Array(inner[..<dagger]) }
        let lowered = String(String.UnicodeScalarView(inner)).lowercased()
        let prefix = ["sources", "source", "src", "^"].first { lowered.hasPrefix($0) } ?? ""
        guard let numbers = Self.numbers(lowered.dropFirst(prefix.count)) else { return nil }
        self.numbers = numbers
        end = close + 1
    }

    private static func numbers(_ list: Substring) -> [Int]? {
        var numbers: [Int] = []
        for part in list.split(omittingEmptySubsequences: false, whereSeparator: { ",;&+".contains($0) }) {
            let ends = part.split(omittingEmptySubsequences: false) { "-–".contains($0) }
                .map { $0.hasPrefix("^") ? $0.dropFirst() : $0 }
            guard (1...2).contains(ends.count), let first = ends.first.flatMap(number),
                let last = ends.last.flatMap(number), last >= first, last - first < numbersMax
            else { return nil }
            numbers += Array(first...last)
        }
        guard !numbers.isEmpty, numbers.count <= numbersMax else { return nil }
        return numbers
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...digitsMax).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        return Int(text)
    }
}
