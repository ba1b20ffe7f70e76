/// A site's robots.txt (RFC 9309), as far as it speaks to Baton.
package struct RobotsRules: Hashable, Sendable {
    /// RFC 9309, 2.5: at least 500 KiB are read; what is behind them is not.
    package static let bytesMax = 512_000
    static let rulesMax = 5_000
    /// A longer wish is a mistake, or a no that `Disallow` is for.
    package static let delaySecondsMax = 30.0
    package static let productToken = "baton"

    private struct Rule: Hashable, Sendable {
        let isAllowed: Bool
        let pattern: RobotsPattern
    }

    private var rules: [Rule] = []
    private let refusesAll: Bool
    /// Seconds between two requests that the site wishes, at most `delaySecondsMax`.
    package private(set) var delaySeconds: Double?

    /// Nothing is refused: there is no robots.txt (any 4xx).
    package static let none = RobotsRules(refusesAll: false)
    /// The site cannot be asked (any 5xx, or no answer): it may refuse all.
    package static let unreachable = RobotsRules(refusesAll: true)

    private init(refusesAll: Bool) { self.refusesAll = refusesAll }

    /// Every group that names the product counts, or where there is none, every group for all (`*`).
    package init(_ text: String) {
        self.init(refusesAll: false)
        var groups = Groups()
        for line in text.split(whereSeparator: \.isNewline) { groups.read(line) }
        let chosen = groups.own.isNamed ? groups.own : groups.everybody
        rules = chosen.rules.prefix(Self.rulesMax).map { Rule(isAllowed: $0.isAllowed, pattern: $0.pattern) }
        delaySeconds = chosen.delaySeconds.map { min(max($0, 0), Self.delaySecondsMax) }
    }

    /// - Parameter target: path and query, percent-encoded.
    package func allows(_ target: String) -> Bool {
        if refusesAll { return false }
        let path = RobotsPattern.normalized(target)
        if path == Array("/robots.txt".utf8) { return true }
        var best: (length: Int, isAllowed: Bool) = (-1, true)
        for rule in rules where rule.pattern.matches(path) {
            let length = rule.pattern.length
            // The longest wins, and of two as long, the one that allows.
            if length > best.length || (length == best.length && rule.isAllowed) {
                best = (length, rule.isAllowed)
            }
        }
        return best.isAllowed
    }
}

/// The lines of a file, as they come, gathered for us and for everybody.
private struct Groups {
    struct Group {
        var isNamed = false
        var rules: [(isAllowed: Bool, pattern: RobotsPattern)] = []
        var delaySeconds: Double?
    }

    private(set) var own = Group()
    private(set) var everybody = Group()
    /// Whom the group that is being read is for.
    private var (isForUs, isForAll) = (false, false)
    /// Names that follow one another begin one group.
    private var wasName = false

    mutating func read(_ line: Substring) {
        let parts = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 || line.contains(":"), let key = parts.first?.singleSpaced.lowercased() else {
            return
        }
        let value = parts.count == 2 ? parts[1].singleSpaced : ""
        if key == "user-agent" { return name(value) }
        guard ["allow", "disallow", "crawl-delay"].contains(key) else { return }
        wasName = false
        if isForUs { Self.add(key, value, to: &own) }
        if isForAll { Self.add(key, value, to: &everybody) }
    }

    private mutating func name(_ value: String) {
        if !wasName { (isForUs, isForAll) = (false, false) }
        wasName = true
        let token = value.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }.lowercased()
        if token == RobotsRules.productToken { (isForUs, own.isNamed) = (true, true) }
        if value.hasPrefix("*") { isForAll = true }
    }

    private static func add(_ key: String, _ value: String, to group: inout Group) {
        if key == "crawl-delay" {
            group.delaySeconds = Double(value) ?? group.delaySeconds
        } else if !value.isEmpty, group.rules.count < RobotsRules.rulesMax {
            // An empty rule matches nothing.
            group.rules.append((key == "allow", RobotsPattern(value)))
        }
    }
}

/// The path of a rule: `*` stands for anything, a `$` at the end for the end.
struct RobotsPattern: Hashable, Sendable {
    private let pieces: [[UInt8]]
    private let isAnchored: Bool
    /// In octets, which is how rules are compared.
    let length: Int

    init(_ text: String) {
        let isAnchored = text.hasSuffix("$")
        self.isAnchored = isAnchored
        let bytes = Self.normalized(text)
        length = bytes.count
        pieces = bytes.dropLast(isAnchored ? 1 : 0).split(
            separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
        ).map(Array.init)
    }

    /// Each piece is looked for behind the one before: nothing is tried twice, however many stars there are.
    func matches(_ path: [UInt8]) -> Bool {
        guard let first = pieces.first, path.starts(with: first) else { return false }
        var rest = path.dropFirst(first.count)
        let inner = pieces.dropFirst()
        for (index, piece) in inner.enumerated() where !piece.isEmpty {
            if isAnchored, index == inner.count - 1 {
                return rest.count >= piece.count && rest.suffix(piece.count).elementsEqual(piece)
            }
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        // `$` behind a star is met by whatever is left.
        return !isAnchored || rest.isEmpty || (pieces.count > 1 && pieces.last?.isEmpty == true)
    }

    /// RFC 9309, 2.2.2: what needs no encoding is compared decoded, everything else encoded, in capitals.
    static func normalized(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                result += isUnreserved(value) ? [value] : encoded(value)
                index += 3
            } else {
                result += byte < 0x80 ? [byte] : encoded(byte)
                index += 1
            }
        }
        return result
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func encoded(_ byte: UInt8) -> [UInt8] {
        let digits = String(byte, radix: 16, uppercase: true)
        return Array("%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
    }
}
