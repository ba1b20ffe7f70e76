package import Knowledge

/// A question whose right article is known, with all that its rank hangs on: it can be ranked by any
/// constants without being asked again.
package struct FusionCase: Sendable, Hashable {
    /// An article that came into question.
    struct Contender: Sendable, Hashable {
        /// -1...1.
        let centroid: Float
        /// -1...1.
        let nearest: Float
        /// Raw BM25, 0 or more.
        let words: Float
        let isOfArea: Bool
        /// What its codes add, 0 or more.
        let codes: Float
        let isRight: Bool
    }

    /// In the order of their places in the index, which decides between equals.
    let contenders: [Contender]
    /// Questions of one group are much alike: they are never on both sides of a fold.
    let group: Int
    /// What it counts, 0 or more: 1, or the inverse of how likely it was to be looked at.
    let weight: Double

    /// The place of the first right article, from 1; `nil` where none came into question.
    func rank(by constants: FusionConstants) -> Int? {
        let scores = contenders.map { one in
            constants.score(
                centroid: one.centroid, nearest: one.nearest, words: one.words, isOfArea: one.isOfArea)
                + one.codes
        }
        let right = contenders.indices.filter { contenders[$0].isRight }
        guard let best = right.max(by: { scores[$0] < scores[$1] }) else { return nil }
        let before = scores.indices.count { other in
            !contenders[other].isRight
                && (scores[other] > scores[best] || scores[other] == scores[best] && other < best)
        }
        return before + 1
    }
}

extension Snapshot {
    /// A question with its right articles, as the search would rank them; `nil` where it is searched by words
    /// alone, and where its language is not known among several.
    ///
    /// - Parameters:
    ///   - vector: the question's, by the snapshot's embedder.
    ///   - group: of questions that are much alike, as those of one conversation.
    package func fusionCase(
        _ query: Query, vector: [Float], right: Set<ArticleID>, group: Int, weight: Double = 1
    ) -> FusionCase? {
        let known = query.language ?? Tongue.guess(query.text, among: languages)
        guard let language = known ?? (languages.count == 1 ? languages.first : nil),
            let index = indexes[language]
        else { return nil }
        let contenders = index.contenders(query, vector: vector, by: constants, right: right)
        guard !contenders.isEmpty else { return nil }
        return FusionCase(contenders: contenders, group: group, weight: weight)
    }
}

extension LanguageIndex {
    /// All articles whose exact vectors are looked at.
    fileprivate func contenders(
        _ query: Query, vector: [Float], by constants: FusionConstants, right: Set<ArticleID>
    ) -> [FusionCase.Contender] {
        let question = Question(query, in: self)
        let sought = sought(query, question, vector: vector, by: constants)
        guard sought.vector != nil else { return [] }
        let found = sweep(sought, limit: 1)
        let near = candidates(found, sought, for: question, limit: Fusion.rescoredMax)
        return near.sorted { $0.entry < $1.entry }.compactMap { candidate in
            guard let (_, entry) = entry(candidate.entry) else { return nil }
            return FusionCase.Contender(
                centroid: candidate.centroid, nearest: candidate.nearest, words: candidate.wordsBest,
                isOfArea: sought.area != nil && entry.area == sought.area,
                codes: candidate.boosted - candidate.score, isRight: right.contains(entry.article))
        }
    }
}
