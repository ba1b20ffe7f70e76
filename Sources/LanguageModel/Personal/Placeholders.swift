/// Stands in for personal data while a text is with somebody else: `<EMAIL_1>` for an address, the same one
/// for the same address throughout a request.
///
/// What the placeholders stand for never leaves: it is kept here, for as long as the answer takes, and holds
/// nothing but what this one request was made of.
package struct Placeholders: Sendable {
    private let kinds: Set<PersonalData.Kind>
    private let isPublic: @Sendable (String) -> Bool
    /// Marks that were there before us. They mean themselves, and no value gets their number.
    private var literal: Set<PlaceholderMark> = []
    private var marks: [PersonalData.Kind: [String: PlaceholderMark]] = [:]
    private var values: [PlaceholderMark: String] = [:]

    /// - Parameters:
    ///   - texts: all that goes along, so that marks in it are told from ours.
    ///   - kinds: what is replaced; the rest stays.
    ///   - isPublic: whether anybody may read a value anyway, because a published article has it.
    package init(
        for texts: [String], kinds: Set<PersonalData.Kind> = Set(PersonalData.Kind.allCases),
        isPublic: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.kinds = kinds
        self.isPublic = isPublic
        for text in texts { literal.formUnion(Self.marks(in: Array(text.unicodeScalars))) }
    }

    /// `text` with a placeholder for each piece of personal data; `text` is one of those it was made for.
    package mutating func redact(_ text: String) -> String {
        let scanned = ScannedText(Array(text.unicodeScalars))
        let found = PersonalData.found(in: scanned).filter { kinds.contains($0.kind) }
        guard !found.isEmpty else { return text }
        var out = String.UnicodeScalarView()
        var end = 0
        for data in found {
            out += scanned.scalars[end..<data.range.lowerBound]
            let value = scanned.string(data.range)
            out += (isPublic(value) ? value : mark(for: value, data.kind).text).unicodeScalars
            end = data.range.upperBound
        }
        out += scanned.scalars[end...]
        return String(out)
    }

    private mutating func mark(for value: String, _ kind: PersonalData.Kind) -> PlaceholderMark {
        if let mark = marks[kind]?[value] { return mark }
        var number = (marks[kind]?.count ?? 0) + 1
        while literal.contains(PlaceholderMark(kind: kind, number: number))
            || values[PlaceholderMark(kind: kind, number: number)] != nil
        {
            number += 1
        }
        let mark = PlaceholderMark(kind: kind, number: number)
        marks[kind, default: [:]][value] = mark
        values[mark] = value
        return mark
    }

    /// `text` with what its placeholders stand for.
    package func restored(_ text: String) -> String {
        var restorer = restorer
        return restorer.read(text) + restorer.finish()
    }

    /// Puts the data back into a text that comes in pieces.
    package var restorer: Restorer { Restorer(self) }

    /// What is shown for `mark`, which was written as `written`.
    func meaning(of mark: PlaceholderMark, written: String) -> String {
        if let value = values[mark] { return value }
        // A placeholder that stands for nothing: a model invented it.
        return literal.contains(mark) ? written : mark.kind.word
    }

    /// Wherever one could begin, also within another.
    private static func marks(in text: [Unicode.Scalar]) -> Set<PlaceholderMark> {
        text.indices.reduce(into: []) { marks, index in
            guard PlaceholderMark.canBegin(with: text[index]) else { return }
            let before = index > 0 ? text[index - 1] : nil
            if case .mark(let mark, _) = PlaceholderMark.read(
                text, from: index, before: before, isWhole: true)
            {
                marks.insert(mark)
            }
        }
    }
}
