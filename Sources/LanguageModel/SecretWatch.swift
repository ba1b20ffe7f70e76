/// Watches for secrets in a text that comes character by character, also where they are spaced out.
struct SecretWatch: Sendable {
    static let lettersMin = 8

    private let secrets: [[Unicode.Scalar]]
    private let longest: Int
    private var recent: [Unicode.Scalar] = []

    init(_ secrets: [String]) {
        self.secrets = secrets.map { Self.letters($0) }.filter { $0.count >= Self.lettersMin }
        longest = self.secrets.map(\.count).max() ?? 0
    }

    /// Whether a secret is complete with `scalar`.
    mutating func sees(_ scalar: Unicode.Scalar) -> Bool {
        guard longest > 0 else { return false }
        let letters = Self.letters(String(scalar))
        guard !letters.isEmpty else { return false }
        recent += letters
        if recent.count > longest { recent.removeFirst(recent.count - longest) }
        return secrets.contains { recent.count >= $0.count && recent.suffix($0.count) == $0[...] }
    }

    private static func letters(_ text: String) -> [Unicode.Scalar] {
        text.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    }
}
