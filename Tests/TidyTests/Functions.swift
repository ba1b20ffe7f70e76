/// Where the functions and initialisers of a Swift file begin, and how many lines each takes.
struct Functions {
    let firstLine: Int
    let lines: Int

    static func of(_ text: String) -> [Functions] {
        let code = Array(SwiftCode.only(text).utf8)
        var found: [Functions] = []
        var line = 1
        for index in code.indices {
            if code[index] == Byte.newline { line += 1 }
            guard isDeclaration(at: index, in: code), let length = bodyLines(from: index, in: code) else {
                continue
            }
            found.append(Functions(firstLine: line, lines: length))
        }
        return found
    }

    private enum Byte {
        static let newline = UInt8(ascii: "\n")
        static let space = UInt8(ascii: " ")
    }

    private static let openings = ["func ", "init(", "init?(", "init<"].map { Array($0.utf8) }
    private static let continuations = ["{", "->", "where", "async", "throws", ")"].map { Array($0.utf8) }

    private static func isDeclaration(at index: Int, in code: [UInt8]) -> Bool {
        guard code[index] == UInt8(ascii: "f") || code[index] == UInt8(ascii: "i") else { return false }
        let before = index > 0 ? Character(UnicodeScalar(code[index - 1])) : " "
        guard !before.isLetter, !before.isNumber, before != "_", before != "." else { return false }
        return openings.contains { code[index...].starts(with: $0) }
    }

    /// Lines from the declaration to the end of its body; nil when it has none, as in a protocol.
    private static func bodyLines(from start: Int, in code: [UInt8]) -> Int? {
        var depth = 0
        var lines = 1
        var isInBody = false
        for index in code.indices[start...] {
            switch code[index] {
            case Byte.newline:
                lines += 1
                if !isInBody, depth == 0, !continues(after: index, in: code) { return nil }
            case UInt8(ascii: "("), UInt8(ascii: "["): if !isInBody { depth += 1 }
            case UInt8(ascii: ")"), UInt8(ascii: "]"): if !isInBody { depth -= 1 }
            case UInt8(ascii: "{"):
                // Inside of parentheses it is a default argument's closure.
                if !isInBody, depth > 0 { continue }
                isInBody = true
                depth += 1
            case UInt8(ascii: "}"):
                if !isInBody {
                    guard depth > 0 else { return nil }
                    continue
                }
                depth -= 1
                if depth == 0 { return lines }
            default: break
            }
        }
        return nil
    }

    /// Whether the next line goes on with the signature (`async throws -> Value {`, `where ...`, `{`).
    private static func continues(after newline: Int, in code: [UInt8]) -> Bool {
        let next = code[(newline + 1)...].drop { $0 == Byte.space || $0 == Byte.newline }.prefix(6)
        return continuations.contains { next.starts(with: $0) }
    }
}
