/// Puts personal data back into a text that comes in pieces of any size: what comes out does not depend on
/// where it was cut.
package struct Restorer: Sendable {
    private let placeholders: Placeholders
    /// Held back, since it may be the beginning of a placeholder; at most `PlaceholderMark.scalarsMax`.
    private var pending: [Unicode.Scalar] = []
    private var last: Unicode.Scalar?

    init(_ placeholders: Placeholders) { self.placeholders = placeholders }

    /// What can be shown now that `text` has come; perhaps nothing.
    package mutating func read(_ text: String) -> String {
        pending += text.unicodeScalars
        return advance(isWhole: false)
    }

    /// The rest.
    package mutating func finish() -> String { advance(isWhole: true) }

    private mutating func advance(isWhole: Bool) -> String {
        var out = String.UnicodeScalarView()
        var index = 0
        while index < pending.count {
            guard PlaceholderMark.canBegin(with: pending[index]) else {
                out.append(pending[index])
                last = pending[index]
                index += 1
                continue
            }
            let limit = min(pending.count, index + PlaceholderMark.scalarsMax)
            let isCut = isWhole || limit == index + PlaceholderMark.scalarsMax
            let window = Array(pending[index..<limit])
            switch PlaceholderMark.read(window, from: 0, before: last, isWhole: isCut) {
            case .open:
                pending.removeFirst(index)
                return String(out)
            case .none:
                out.append(pending[index])
                last = pending[index]
                index += 1
            case .mark(let mark, let end):
                let written = String(String.UnicodeScalarView(pending[index..<(index + end)]))
                out += placeholders.meaning(of: mark, written: written).unicodeScalars
                last = pending[index + end - 1]
                index += end
            }
        }
        pending = []
        return String(out)
    }
}
