/// Swift source with comments, strings and back-quoted names blanked out, so that only code can match a rule.
///
/// Lines and columns stay where they were. Interpolations are blanked with their string. It works on bytes,
/// since
/// every file is read several times over.
struct SwiftCode {
    private enum Mark {
        static let line = Array("//".utf8)
        static let newline = Array("\n".utf8)
        static let open = Array("/*".utf8)
        static let close = Array("*/".utf8)
        static let quote = Array("\"".utf8)
        static let quotes = Array("\"\"\"".utf8)
        static let backquote = Array("`".utf8)
        static let hash = Array("#".utf8)
        static let escape = Array("\\".utf8)
    }

    private let bytes: [UInt8]
    private var blanked: [UInt8]
    private var position = 0

    static func only(_ text: String) -> String {
        var code = SwiftCode(text)
        while code.position < code.bytes.count { code.step() }
        return String(decoding: code.blanked, as: UTF8.self)
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
        blanked = bytes
    }

    private mutating func step() {
        if stands(Mark.line) {
            skip { $0.stands(Mark.newline) }
        } else if stands(Mark.open) {
            skipBlockComment()
        } else if stands(Mark.quote) || startsRawString {
            skipString()
        } else if stands(Mark.backquote) {
            blank(1)
            skip { $0.stands(Mark.backquote) || $0.stands(Mark.newline) }
            blank(1)
        } else {
            position += 1
        }
    }

    private func stands(_ mark: [UInt8], after offset: Int = 0) -> Bool {
        let start = position + offset
        guard start + mark.count <= bytes.count, bytes[start] == mark[0] else { return false }
        return mark.count == 1 || bytes[start..<start + mark.count].elementsEqual(mark)
    }

    private var hashes: Int { bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count }
    private var startsRawString: Bool { stands(Mark.hash) && stands(Mark.quote, after: hashes) }

    private mutating func blank(_ count: Int) {
        let end = min(position + count, bytes.count)
        for index in position..<end where bytes[index] != UInt8(ascii: "\n") {
            blanked[index] = UInt8(ascii: " ")
        }
        position = end
    }

    private mutating func skip(until isEnd: (SwiftCode) -> Bool) {
        while position < bytes.count, !isEnd(self) { blank(1) }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if stands(Mark.open) {
                depth += 1
                blank(2)
            } else if stands(Mark.close) {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    /// Handles `"..."`, `"""..."""` and both with any number of `#`.
    private mutating func skipString() {
        let hashCount = hashes
        let isMultiline = stands(Mark.quotes, after: hashCount)
        let quotes = isMultiline ? Mark.quotes : Mark.quote
        blank(hashCount + quotes.count)
        while position < bytes.count {
            if !isMultiline, stands(Mark.newline) { return }
            if stands(quotes), hasHashes(hashCount, after: quotes.count) {
                return blank(quotes.count + hashCount)
            }
            blank(stands(Mark.escape) && hasHashes(hashCount, after: 1) ? hashCount + 2 : 1)
        }
    }

    private func hasHashes(_ count: Int, after offset: Int) -> Bool {
        let start = position + offset
        guard start + count <= bytes.count else { return false }
        return bytes[start..<start + count].allSatisfy { $0 == UInt8(ascii: "#") }
    }
}

extension String {
    /// The numbers (from 1) of the lines in which `needle` stands as a word of its own and is not being
    /// declared.
    ///
    /// - Parameter afterDot: whether `x.needle` counts too.
    func linesWithWord(_ needle: String, afterDot: Bool) -> [Int] {
        guard contains(needle) else { return [] }
        return split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            line.hasWord(needle, afterDot: afterDot) ? index + 1 : nil
        }
    }
}

extension StringProtocol {
    func hasWord(_ needle: String, afterDot: Bool) -> Bool {
        var from = startIndex
        while let found = self[from...].firstRange(of: needle) {
            let before = self[..<found.lowerBound]
            let last = before.last ?? " "
            let isWord = !last.isLetter && !last.isNumber && last != "_" && (afterDot || last != ".")
            if isWord, !before.hasSuffix("func ") { return true }
            from = found.upperBound
        }
        return false
    }
}
