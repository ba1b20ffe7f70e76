import Crypto
package import Embedding
import Foundation
import Kernels
package import Knowledge

/// Fits a model on a knowledge base by hiding its articles in turn.
///
/// The articles are divided into folds. With each fold hidden, the questions of its articles are asked and
/// nothing can be right; questions of other articles are asked too, each with the phrasing or the passage
/// that it was taken from left out, and the best article is right or not. So nothing is asked of itself, and
/// nobody has to label anything. Vectors are those of the snapshot.
package struct DayZeroFit: Sendable {
    /// Questions, each asked twice. One search is below a millisecond at 1,000 articles.
    package static let questionsMax = 2_000
    /// With fewer the weights set by hand remain: half of the folds' questions would decide eighteen weights.
    package static let questionsMin = 200
    package static let articlesMin = 20
    /// Parts of the knowledge base that are hidden in turn: a fifth, as in the literature on questions
    /// outside of what is known.
    static let folds = 5
    /// Questions of a hidden article that are remembered at most, where the memory's weight is learned.
    static let rememberedPerArticleMax = 5
    /// No passage that is asked for is shorter, in bytes.
    static let passageBytesMin = 8
    /// The measures that a model uses are those of the best hit alone.
    static let hitsMax = 1

    private let snapshot: Snapshot
    private let texts: [ArticleID: SearchTexts]
    private let embedded: [ArticleID: [[Float]]]
    private let questions: [DayZeroQuestion]
    private let memory: UnansweredMemory?
    private let questionsMin: Int

    /// One question asked once.
    private struct Asked {
        let fold: Int
        let isHidden: Bool
        let sample: ConfidenceSample
    }

    /// - Parameters:
    ///   - revisions: what `snapshot` was made of; articles that are not everybody's are left out.
    ///   - memory: where there is one, the weight of what is remembered is learned as well.
    /// - Returns: `nil` for a library that is too small.
    package init?(
        _ snapshot: Snapshot, of revisions: [Revision], memory: UnansweredMemory? = nil,
        questionsMin: Int = questionsMin
    ) {
        let open = revisions.filter { $0.article.audience == .everyone }
        // A small library is told by counting, before anything is cut.
        let isSmall = open.reduce(0) { $0 + Self.questionsHoped(of: $1.article) } < questionsMin
        guard snapshot.embedder != nil, open.count >= Self.articlesMin, !isSmall else { return nil }
        let embedded = snapshot.embedded(Set(open.map(\.article.id)))
        let texts = open.filter { embedded[$0.article.id] != nil }.map(SearchTexts.init)
        let isWhole = texts.allSatisfy { embedded[$0.revision.article.id]?.count == $0.embedded.count }
        // Another revision than the snapshot's: the next look has both alike.
        guard isWhole, texts.count >= Self.articlesMin else { return nil }
        questions = DayZeroQuestion.all(
            texts, embedded: embedded, folds: Self.folds, max: Self.questionsMax)
        guard questions.count >= questionsMin else { return nil }
        self.questionsMin = questionsMin
        self.snapshot = snapshot
        self.texts = Dictionary(texts.map { ($0.revision.article.id, $0) }) { first, _ in first }
        self.embedded = embedded
        let isAlike = memory?.embedder == snapshot.embedder && memory.map { $0.count > 0 } == true
        self.memory = isAlike ? memory : nil
    }

    /// At most so many questions come of an article.
    private static func questionsHoped(of article: Article) -> Int {
        article.phrasings.isEmpty ? article.markdown.utf8.count / passageBytesMin : article.phrasings.count
    }

    /// Texts of questions that have no vector yet, each once.
    package var textsToEmbed: [String] {
        Array(Set(questions.filter { $0.vector == nil }.map(\.text))).sorted()
    }

    /// Makes the vectors of `textsToEmbed`, behind all that visitors wait for.
    package func vectors(by embedder: any Embedder) async throws -> [String: [Float]] {
        var vectors: [String: [Float]] = [:]
        let texts = textsToEmbed
        for start in stride(from: 0, to: texts.count, by: Indexer.textsPerBatchMax) {
            try Task.checkCancellation()
            let batch = Array(texts[start..<min(start + Indexer.textsPerBatchMax, texts.count)])
            let made = try await embedder.vectors(of: batch, isUrgent: false)
            for (text, vector) in zip(batch, made) { vectors[text] = vector }
        }
        return vectors
    }

    /// Seconds of work for a large knowledge base: not for the cooperative pool.
    ///
    /// - Parameters:
    ///   - vectors: of `textsToEmbed`, by text; questions without one are not asked.
    ///   - traffic: the measures of questions that were asked, the newest first: the share of them that no
    ///     article answers is estimated. Without, it is assumed.
    ///   - isCancelled: asked between the folds.
    package func run(
        vectors: [String: [Float]] = [:], traffic: [[String: Double]] = [],
        isCancelled: () -> Bool = { false }
    ) -> DayZero? {
        let questions = questions.compactMap { question in
            var question = question
            question.vector = question.vector ?? vectors[question.text]
            return question.vector == nil ? nil : question
        }
        guard questions.count >= questionsMin else { return nil }
        var asked: [Asked] = []
        for fold in 0..<Self.folds {
            if isCancelled() { return nil }
            asked += ask(questions, fold)
        }
        let absence = Self.absence(asked)
        let share = UnanswerableShare.rounded(
            absence.map { DayZero.share(of: traffic, by: $0) } ?? UnanswerableShare.assumed)
        let weighted = Self.weighted(asked, share: share)
        let model = ConfidenceModel.fit(weighted.map(\.sample), version: version(share))
        guard let model else { return nil }
        return DayZero(
            model: model, samples: Self.judged(weighted), remembered: memory?.count ?? 0,
            unanswerableShare: share, absence: absence)
    }

    /// The same for the same snapshot, measures, memory and share of questions without an answer.
    private func version(_ share: Double) -> String {
        let isAssumed = share == UnanswerableShare.assumed
        let parts =
            [snapshot.id] + Confidence.features + (memory?.ids ?? []) + (isAssumed ? [] : ["\(share)"])
        let hash = SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))
        return ConfidenceModel.dayZeroPrefix + hash.hexadecimal.prefix(8)
    }

    private func ask(_ questions: [DayZeroQuestion], _ fold: Int) -> [Asked] {
        let hidden = questions.filter { $0.hiddenIn == fold }
        let open = questions.filter { $0.askedIn == fold }
        let without = without(open, hiding: Set(hidden.map(\.article)))
        let remembered = remembered(hidden, fold)
        func asked(_ question: DayZeroQuestion, isHidden: Bool) -> Asked? {
            guard let vector = question.vector else { return nil }
            let findings = without.search(Query(text: question.text), vector: vector, limit: Self.hitsMax)
                .with(unanswered: remembered?.nearest(to: vector, except: question.id)?.cosine)
            guard findings.dense != nil else { return nil }
            let isRight = !isHidden && findings.hits.first?.passage.article == question.article
            let measures = Evidence(findings, model: .byHand, answerMin: 0).measures
            return Asked(
                fold: question.hiddenIn, isHidden: isHidden,
                sample: ConfidenceSample(measures: measures, isRight: isRight))
        }
        return open.compactMap { asked($0, isHidden: false) }
            + hidden.compactMap { asked($0, isHidden: true) }
    }

    /// The snapshot in which some articles are hidden, and others lack what is asked of them.
    private func without(_ open: [DayZeroQuestion], hiding hidden: Set<ArticleID>) -> Snapshot {
        var reduced: [SearchTexts] = []
        var vectors: [ArticleID: [[Float]]] = [:]
        for (article, questions) in Dictionary(grouping: open, by: \.article) {
            guard let whole = texts[article], let all = embedded[article] else { continue }
            let gone = Set(questions.map(\.origin))
            let passages = whole.passages.indices.filter { !gone.contains(.passage($0)) }
            let phrasings = whole.revision.article.phrasings.indices.filter {
                !gone.contains(.phrasing($0))
            }
            reduced.append(
                SearchTexts(
                    whole, passages: passages.map { whole.passages[$0] },
                    phrasings: phrasings.map { whole.revision.article.phrasings[$0] }))
            let firstPhrasing = 1 + whole.passages.count
            vectors[article] =
                [all[0]] + passages.map { all[1 + $0] } + phrasings.map { all[firstPhrasing + $0] }
        }
        return snapshot.replacing(reduced, embedded: vectors, removing: hidden)
    }

    /// A memory of some questions of the hidden articles, as full of them as the real one may be: what is
    /// remembered of few questions must not count as much as what many say.
    private func remembered(_ hidden: [DayZeroQuestion], _ fold: Int) -> UnansweredMemory? {
        guard let memory else { return nil }
        var numbers = SplitMix64(seed: UInt64(fold))
        var few: [DayZeroQuestion] = []
        var counts: [ArticleID: Int] = [:]
        for question in hidden.shuffled(using: &numbers) {
            guard few.count < memory.count else { break }
            guard counts[question.article, default: 0] < Self.rememberedPerArticleMax else { continue }
            counts[question.article, default: 0] += 1
            few.append(question)
        }
        var some = UnansweredMemory(embedder: memory.embedder, dimensions: memory.dimensions)
        for question in few { question.vector.map { some.remember(question.id, vector: $0) } }
        return some
    }

    /// Tells questions whose article is hidden from the others, where both are as many.
    private static func absence(_ asked: [Asked]) -> ConfidenceModel? {
        let samples = weighted(asked, share: 0.5).map {
            ConfidenceSample(measures: $0.sample.measures, isRight: $0.isHidden, weight: $0.sample.weight)
        }
        return ConfidenceModel.fit(samples, version: "absence")
    }

    /// Hidden questions count as much in all as the share says.
    private static func weighted(_ asked: [Asked], share: Double) -> [Asked] {
        let hidden = asked.count(where: \.isHidden)
        guard hidden > 0 else { return asked }
        let weight = share / (1 - share) * Double(asked.count - hidden) / Double(hidden)
        return asked.map { one in
            guard one.isHidden else { return one }
            let sample = ConfidenceSample(
                measures: one.sample.measures, isRight: one.sample.isRight, weight: weight)
            return Asked(fold: one.fold, isHidden: true, sample: sample)
        }
    }

    /// Each question judged by a model that was fitted on the articles of the other folds.
    private static func judged(_ asked: [Asked]) -> [DayZero.Sample] {
        (0..<folds).flatMap { fold -> [DayZero.Sample] in
            let others = asked.filter { $0.fold != fold }.map(\.sample)
            guard let model = ConfidenceModel.fit(others, version: "fold") else { return [] }
            return asked.filter { $0.fold == fold }.map { one in
                DayZero.Sample(
                    confidence: model.probability(one.sample.measures), isRight: one.sample.isRight,
                    isHidden: one.isHidden)
            }
        }
    }
}
