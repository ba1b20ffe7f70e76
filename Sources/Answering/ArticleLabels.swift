import Knowledge
import Retrieval

/// Short names that tell two articles apart: their titles, or more of them where the titles are alike.
enum ArticleLabels {
    /// Words of a passage that the other one does not have.
    static let wordsMax = 3
    /// Shorter ones are seldom what something is about.
    static let wordCharactersMin = 4

    /// `nil` when nothing in their passages differs.
    static func apart(_ one: Hit, _ other: Hit) -> (String, String)? {
        let pairs: [() -> (String, String)?] = [
            { (one.articleTitle, other.articleTitle) },
            { headed(one).flatMap { mine in headed(other).map { (mine, $0) } } },
            {
                worded(one, against: other).flatMap { mine in worded(other, against: one).map { (mine, $0) } }
            },
        ]
        return pairs.lazy.compactMap { $0() }.first {
            !PlainWords.of($0.0).elementsEqual(PlainWords.of($0.1))
        }
    }

    private static func headed(_ hit: Hit) -> String? {
        hit.passage.heading.map { "\(hit.articleTitle): \($0)" }
    }

    /// The words that come most often in its passage and never in the other.
    private static func worded(_ hit: Hit, against other: Hit) -> String? {
        let known = Set(PlainWords.of(other.passage.text))
        var counts: [String: Int] = [:]
        var order: [String] = []
        for word in PlainWords.of(hit.passage.text) where word.count >= wordCharactersMin {
            guard !known.contains(word), word.contains(where: \.isLetter) else { continue }
            if counts[word] == nil { order.append(word) }
            counts[word, default: 0] += 1
        }
        let often = order.enumerated().sorted {
            (-(counts[$0.element] ?? 0), $0.offset) < (-(counts[$1.element] ?? 0), $1.offset)
        }
        let words = often.prefix(wordsMax).map(\.element)
        return words.isEmpty ? nil : "\(hit.articleTitle) (\(words.joined(separator: ", ")))"
    }
}
