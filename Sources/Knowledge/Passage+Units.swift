/// The smallest piece of a passage that can be quoted alone: a sentence, a list item, a code block.
package struct PassageUnit: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case sentence
        case bullet
        /// An item of a numbered list, which reads only in order.
        case step
        case code
    }

    package let kind: Kind
    package let text: String
    /// Counts the paragraphs, lists and code blocks of the passage from 0: units with the same number belong
    /// together.
    package let block: Int
}

extension Passage {
    /// The passage's units in reading order; their texts are the whole of its text but for white space.
    package var units: [PassageUnit] {
        var reader = UnitReader()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
        reader.flush()
        return reader.units
    }
}

/// Reads back the limited Markdown that `Block.text` writes.
private struct UnitReader {
    private(set) var units: [PassageUnit] = []
    private var kind: PassageUnit.Kind?
    private var lines: [Substring] = []
    /// The fence that closes the code being read.
    private var fence: Substring?
    private var block = 0

    mutating func read(_ line: Substring) {
        if let fence {
            lines.append(line)
            if line == fence { self.fence = nil }
            return
        }
        if line == "```" || line == "~~~" {
            // Inside an item the code belongs to the item.
            if kind == nil || kind == .sentence { begin(.code, newBlock: true) }
            fence = line
        } else if let marker = Self.marker(line) {
            begin(marker, newBlock: kind != .bullet && kind != .step)
        } else if line.isEmpty {
            flush()
            kind = nil
            return
        } else if kind == nil || kind == .code {
            begin(.sentence, newBlock: true)
        }
        lines.append(line)
    }

    private mutating func begin(_ kind: PassageUnit.Kind, newBlock: Bool) {
        flush()
        if newBlock, !units.isEmpty { block += 1 }
        self.kind = kind
    }

    mutating func flush() {
        defer { lines = [] }
        guard let kind, !lines.isEmpty else { return }
        let text = lines.joined(separator: "\n")
        let texts = kind == .sentence ? Sentences.split(text.replacing("\n", with: " ")) : [text]
        units += texts.map { PassageUnit(kind: kind, text: $0, block: block) }
    }

    /// The kind of item that a line begins; `nil` when it begins none.
    private static func marker(_ line: Substring) -> PassageUnit.Kind? {
        let text = line.drop { $0 == " " }
        if text.hasPrefix("- ") { return .bullet }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && digits.count <= 9 && text.dropFirst(digits.count).hasPrefix(". ")
            ? .step : nil
    }
}
