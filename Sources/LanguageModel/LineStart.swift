/// What a line of an answer is, known from as few of its first characters as possible.
enum LineStart: Hashable {
    case blank
    case paragraph
    case bullet(indent: Int)
    case step(indent: Int, number: Int)
    case heading
    case row
    case rule
    case fence(Unicode.Scalar)

    static let numberDigitsMax = 3
    static let headingMarksMax = 6

    /// `nil` as long as the next character may change it. `isWhole`: no more characters will come.
    static func of(_ line: [Unicode.Scalar], isWhole: Bool) -> LineStart? {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
        let rest = Array(line.drop { $0 == " " || $0 == "\t" || $0 == ">" })
        guard let first = rest.first else { return isWhole ? .blank : nil }
        switch first {
        case "`", "~": return fence(rest, isWhole: isWhole)
        case "#": return heading(rest, isWhole: isWhole)
        case "|": return .row
        case "-", "*", "_", "+", "\u{2022}": return bullet(rest, indent: indent, isWhole: isWhole)
        case "0"..."9": return step(rest, indent: indent, isWhole: isWhole)
        default: return .paragraph
        }
    }

    /// How many characters stand before the line's own words.
    static func length(of start: LineStart, in line: [Unicode.Scalar]) -> Int {
        let lead = line.prefix { $0 == " " || $0 == "\t" || $0 == ">" }.count
        let rest = line.dropFirst(lead)
        switch start {
        case .bullet: return lead + 2
        case .step: return lead + rest.prefix { $0.properties.numericType != nil }.count + 2
        case .heading: return lead + rest.prefix { $0 == "#" }.count
        case .fence(let mark): return lead + rest.prefix { $0 == mark }.count
        default: return lead
        }
    }

    private static func fence(_ rest: [Unicode.Scalar], isWhole: Bool) -> LineStart? {
        let marks = rest.prefix { $0 == rest[0] }.count
        if marks >= 3 { return .fence(rest[0]) }
        return marks == rest.count && !isWhole ? nil : .paragraph
    }

    private static func heading(_ rest: [Unicode.Scalar], isWhole: Bool) -> LineStart? {
        let marks = rest.prefix { $0 == "#" }.count
        if marks > headingMarksMax { return .paragraph }
        if marks == rest.count { return isWhole ? .blank : nil }
        return rest[marks] == " " ? .heading : .paragraph
    }

    private static func bullet(_ rest: [Unicode.Scalar], indent: Int, isWhole: Bool) -> LineStart? {
        let marks = rest.prefix { $0 == rest[0] }.count
        let canRule = "-*_".unicodeScalars.contains(rest[0])
        if marks == rest.count {
            guard isWhole else { return nil }
            return marks >= 3 && canRule ? .rule : .blank
        }
        if marks == 1, rest[1] == " " || rest[1] == "\t", rest[0] != "_" { return .bullet(indent: indent) }
        if marks >= 3, canRule, rest[marks...].allSatisfy({ $0 == " " }) { return isWhole ? .rule : nil }
        return .paragraph
    }

    private static func step(_ rest: [Unicode.Scalar], indent: Int, isWhole: Bool) -> LineStart? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard digits.count <= numberDigitsMax else { return .paragraph }
        let behind = rest.dropFirst(digits.count)
        guard let stop = behind.first else { return isWhole ? .paragraph : nil }
        guard stop == "." || stop == ")" else { return .paragraph }
        guard let space = behind.dropFirst().first else { return isWhole ? .paragraph : nil }
        let number = Int(String(String.UnicodeScalarView(digits))) ?? 1
        return space == " " || space == "\t" ? .step(indent: indent, number: number) : .paragraph
    }
}
