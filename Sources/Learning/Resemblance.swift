import Answering
package import Knowledge
package import Retrieval

/// A published passage that says the same as a draft, or may contradict it.
package struct Resemblance: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case contradiction
        case duplicate
    }

    /// Between two passages, from which on both are nearly the same.
    package static let cosineMin = 0.85
    /// Passages of the draft that are compared, each with so many published ones.
    package static let passagesMax = 12
    package static let hitsMax = 6
    package static let shownMax = 8

    package let kind: Kind
    package let article: String
    package let title: String
    package let excerpt: String
    /// What the draft says that the passage says otherwise.
    package let sentence: String?
    /// The cosine, -1...1; `nil` where words alone were compared.
    package let score: Double?

    /// - Parameter hits: what was found for the passage, with the draft's own article.
    package static func of(_ passage: Passage, among hits: [Hit], analyzer: Analyzer) -> [Resemblance] {
        hits.filter { $0.passage.article != passage.article }.compactMap { hit in
            let contrary = Sentences.split(passage.text).first { sentence in
                finding(sentence, in: hit, analyzer, cosine: nil) == .otherwise
            }
            let isSame =
                hit.cosine.map { $0 >= cosineMin }
                ?? (finding(passage.text, in: hit, analyzer, cosine: nil) == .says)
            guard contrary != nil || isSame else { return nil }
            return Resemblance(
                kind: contrary == nil ? .duplicate : .contradiction, article: hit.passage.article.value,
                title: hit.articleTitle, excerpt: hit.passage.text, sentence: contrary, score: hit.cosine)
        }
    }

    /// Contradictions first, each article once.
    package static func listed(_ all: [Resemblance]) -> [Resemblance] {
        var seen = Set<String>()
        let sorted = all.filter { $0.kind == .contradiction } + all.filter { $0.kind == .duplicate }
        return Array(sorted.filter { seen.insert($0.article).inserted }.prefix(shownMax))
    }

    private static func finding(
        _ text: String, in hit: Hit, _ analyzer: Analyzer, cosine: Double?
    ) -> Agreement.Finding? {
        Agreement(question: "", replies: [text], analyzer: analyzer)?
            .finding(in: [hit.passage], cosine: cosine)
    }
}
