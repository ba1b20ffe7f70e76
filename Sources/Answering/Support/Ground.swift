import Knowledge
import LanguageModel

/// What one source says, ready to be compared with. Title and heading count as said.
struct Ground: Sendable {
    /// A sentence, item or heading of the source.
    struct Unit: Sendable {
        let terms: Set<String>
        let denials: [Denial]
        let words: Set<String>
    }

    let terms: Set<String>
    /// Folded words.
    let words: Set<String>
    let quantities: Set<Quantity>
    let units: [Unit]
    /// Without back-ticks, white space as single spaces.
    let text: String
    let folded: String
    /// Its whole sentences and items, each as `bare` has it.
    let sentences: Set<String>

    init(_ source: Source, reader: TermReader) {
        let whole = source.signpost + "\n" + source.passage.text
        text = Self.plain(whole)
        folded = PlainWords.fold(text)
        terms = Set(reader.joined(whole))
        words = Set(PlainWords.of(whole))
        quantities = Set(Quantity.all(in: text))
        sentences = Set(source.passage.units.map { Self.bare($0.text) })
        let pieces = source.passage.units.map(\.text) + [source.title, source.passage.heading ?? ""]
        units = pieces.filter { !$0.isEmpty }.map {
            Unit(
                terms: Set(reader.terms($0)),
                denials: Denial.clauses(of: $0, reader: reader).flatMap(\.denials),
                words: Set(PlainWords.of($0)))
        }
    }

    static func plain(_ text: String) -> String {
        text.filter { $0 != "`" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A sentence without what it stands in: list marker, case, and the mark at its end.
    static func bare(_ text: String) -> String {
        var bare = Substring(PlainWords.fold(plain(text)))
        if let marker = bare.prefixMatch(of: #/([-*]|[0-9]+[.)]) /#) {
            bare = bare[marker.range.upperBound...]
        }
        while let last = bare.last, ".!?: ".contains(last) { bare.removeLast() }
        return String(bare)
    }

    /// Whether `quantity` is said here, of the same thing.
    func holds(_ quantity: Quantity, stem: (String) -> String?) -> Bool {
        let same = quantities.filter { $0.value == quantity.value && !quantity.contradicts($0) }
        guard !same.isEmpty else { return false }
        if let unit = quantity.unit {
            // A table names the unit in its head and not behind each number.
            let isNamed = words.contains { Units.named($0) == unit }
            return same.contains { other in
                let countsNothing = other.nouns.first.flatMap(stem) == nil
                return other.unit == unit || (other.unit == nil && countsNothing && isNamed)
            }
        }
        // "Port 8080" names something; "20 agents" counts them, and 20 of anything else are others.
        let nouns = quantity.nouns.first.flatMap(stem) == nil ? [] : quantity.nouns.compactMap(stem)
        let before = quantity.before.flatMap(stem)
        return nouns.isEmpty
            || same.contains { other in
                let others = other.nouns.first.flatMap(stem) == nil ? [] : other.nouns.compactMap(stem)
                let isNamed = before != nil && before == other.before.flatMap(stem)
                return isNamed || (others.isEmpty && other.unit == nil)
                    || !Set(others).isDisjoint(with: nouns)
            }
    }
}
