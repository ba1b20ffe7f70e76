/// The words of a segment as they are written, by first letter and length: where the word is found that
/// somebody misspelt.
///
/// Terms alone would not do: a slip near a word's end keeps the stemmer from its work, and `configuraton` is
/// far from `configur`.
struct Lexicon: Sendable {
    /// Words that one look-up compares at most, some milliseconds of work.
    static let comparisonsMax = 20_000

    /// A word that was found for a misspelt one.
    struct Match: Hashable {
        let word: String
        let term: String
        /// 1 or 2.
        let slips: Int
    }

    private struct Place: Hashable {
        let first: Unicode.Scalar
        let letters: Int
    }

    /// Words of one length, one behind the other.
    private struct Row {
        var letters: [Unicode.Scalar] = []
        var terms: [String] = []
    }

    private var rows: [Place: Row] = [:]

    /// - Parameter words: folded words with their terms; those that nobody looks for are left out.
    init(_ words: [String: String] = [:]) {
        for (word, term) in words.sorted(by: { $0.key < $1.key }) {
            let letters = Array(word.unicodeScalars)
            guard let first = letters.first, Misspelling.lettersRange.contains(letters.count) else {
                continue
            }
            rows[Place(first: first, letters: letters.count), default: Row()].letters += letters
            rows[Place(first: first, letters: letters.count), default: Row()].terms.append(term)
        }
    }

    /// Every word with its term.
    var words: [String: String] {
        var words: [String: String] = [:]
        for (place, row) in rows {
            for (index, term) in row.terms.enumerated() {
                let letters = row.letters[(index * place.letters)..<((index + 1) * place.letters)]
                words[String(String.UnicodeScalarView(letters))] = term
            }
        }
        return words
    }

    /// The words with as few slips as any and the same first letter.
    func nearest(to word: String) -> [Match] {
        let written = Array(word.unicodeScalars)
        var slipsMax = Misspelling.slipsMax(letters: written.count)
        guard slipsMax > 0, let first = written.first else { return [] }
        var (found, comparisons) = ([Match](), 0)
        // The likeliest lengths first.
        for letters in (-slipsMax...slipsMax).sorted(by: { abs($0) < abs($1) }).map({ written.count + $0 }) {
            guard let row = rows[Place(first: first, letters: letters)] else { continue }
            for (index, term) in row.terms.enumerated() {
                comparisons += 1
                guard comparisons <= Self.comparisonsMax else { return found }
                let meant = row.letters[(index * letters)..<((index + 1) * letters)]
                guard let slips = Misspelling.slips(from: written, to: meant, slipsMax: slipsMax) else {
                    continue
                }
                if slips < slipsMax || found.isEmpty { found.removeAll { $0.slips > slips } }
                slipsMax = slips
                found.append(
                    Match(word: String(String.UnicodeScalarView(meant)), term: term, slips: slips))
            }
        }
        return found
    }
}
