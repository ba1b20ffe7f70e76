import Retrieval

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a gap's questions are about, in a few words that several of them share: a name that no single
/// person wrote.
package enum GapTerms {
    package static let termsMax = 4
    /// A word of one conversation alone may be a name or a number.
    static let conversationsMin = 2
    /// Texts that one gap's words are taken from.
    package static let textsMax = 40

    /// The most telling words of each group of texts, as most of them write it, by class-based TF-IDF
    /// (Grootendorst 2022): how many of a group's texts hold a term, against how many groups do.
    ///
    /// - Parameter groups: of each gap, its questions; texts of one conversation are joined.
    package static func of(_ groups: [[String]]) -> [[String]] {
        let counted = groups.map { counts($0.prefix(textsMax)) }
        var groupsWith: [String: Int] = [:]
        for counts in counted { for term in counts.keys { groupsWith[term, default: 0] += 1 } }
        return counted.map { counts in
            let telling = counts.filter { $0.value.texts >= conversationsMin }
            let scored = telling.map { term, count in
                let rarity = log(Double(groups.count + 1) / Double(groupsWith[term] ?? 1))
                return (term: term, score: Double(count.texts) * (1 + rarity), words: count.words)
            }
            let best = scored.sorted { ($1.score, $0.term) < ($0.score, $1.term) }.prefix(termsMax)
            return best.compactMap { usual($0.words) }
        }
    }

    private struct Count {
        var texts = 0
        var words: [String: Int] = [:]
    }

    private static func counts(_ texts: some Sequence<String>) -> [String: Count] {
        var counts: [String: Count] = [:]
        for text in texts {
            var seen = Set<String>()
            for (term, word) in TopicWords.of(text) {
                if seen.insert(term).inserted { counts[term, default: Count()].texts += 1 }
                counts[term, default: Count()].words[word, default: 0] += 1
            }
        }
        return counts
    }

    private static func usual(_ words: [String: Int]) -> String? {
        words.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
