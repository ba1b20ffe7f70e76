import Kernels
import Knowledge

/// A question that the knowledge base can be asked about itself.
struct DayZeroQuestion: Sendable {
    /// What of its article must not be searched when it is asked: else it would find itself.
    enum Origin: Sendable, Hashable {
        case phrasing(Int)
        case passage(Int)
    }

    let article: ArticleID
    let text: String
    let origin: Origin
    /// `nil` until it is made.
    var vector: [Float]?
    /// The fold in which its article is hidden, and so no article answers it.
    let hiddenIn: Int
    /// The fold in which it is asked of its article.
    let askedIn: Int

    /// Names it among the questions of one knowledge base.
    var id: String {
        switch origin {
        case .phrasing(let number): "\(article.value) phrasing \(number)"
        case .passage(let number): "\(article.value) passage \(number)"
        }
    }
}

extension DayZeroQuestion {
    /// Words of a passage's first sentence that make a question, at most.
    static let wordsMax = 24

    /// The questions of some articles, those of one article spread over the folds: phrasings first, and where
    /// there are none what the passages are headed by, or begin with.
    ///
    /// The same for the same articles. Every article has its first question before one has its second.
    static func all(
        _ texts: [SearchTexts], embedded: [ArticleID: [[Float]]], folds: Int, max: Int
    ) -> [DayZeroQuestion] {
        var numbers = SplitMix64(seed: UInt64(texts.count))
        let ordered = texts.sorted { $0.revision.article.id < $1.revision.article.id }
            .shuffled(using: &numbers)
        // An article's phrasings are taken in no order: neighbours in a file are much alike.
        let sources = ordered.enumerated().map { place, one in
            questions(
                of: one, embedded[one.revision.article.id] ?? [], hiddenIn: place % folds, folds, &numbers)
        }
        var chosen: [DayZeroQuestion] = []
        for round in 0..<(sources.map(\.count).max() ?? 0) {
            for source in sources where round < source.count {
                guard chosen.count < max else { return chosen }
                chosen.append(source[round])
            }
        }
        return chosen
    }

    private static func questions(
        of texts: SearchTexts, _ vectors: [[Float]], hiddenIn: Int, _ folds: Int,
        _ numbers: inout SplitMix64
    ) -> [DayZeroQuestion] {
        let article = texts.revision.article
        let phrasings = article.phrasings
        let firstPhrasing = 1 + texts.passages.count
        func question(_ number: Int, _ text: String, _ origin: Origin, _ vector: [Float]?) -> Self {
            Self(
                article: article.id, text: text, origin: origin, vector: vector, hiddenIn: hiddenIn,
                askedIn: (hiddenIn + 1 + number % (folds - 1)) % folds)
        }
        if !phrasings.isEmpty, vectors.count == firstPhrasing + phrasings.count {
            return phrasings.indices.shuffled(using: &numbers).enumerated().map { number, place in
                question(number, phrasings[place], .phrasing(place), vectors[firstPhrasing + place])
            }
        }
        // An article of one passage has nothing left to be found by.
        guard texts.passages.count > 1 else { return [] }
        return texts.passages.indices.shuffled(using: &numbers).enumerated().compactMap { number, place in
            Self.text(of: texts.passages[place]).map { question(number, $0, .passage(place), nil) }
        }
    }

    /// The heading nearest to the passage, or its first sentence.
    private static func text(of passage: Passage) -> String? {
        if let heading = passage.heading?.split(separator: "›").last {
            return heading.trimming(while: \.isWhitespace)
        }
        let sentence = passage.text.prefix { !$0.isNewline && !".?!".contains($0) }
        let words = sentence.split(whereSeparator: \.isWhitespace).prefix(wordsMax)
        return words.count > 1 ? words.joined(separator: " ") : nil
    }
}

extension Substring {
    fileprivate func trimming(while predicate: (Character) -> Bool) -> String {
        var rest = drop(while: predicate)
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return String(rest)
    }
}
