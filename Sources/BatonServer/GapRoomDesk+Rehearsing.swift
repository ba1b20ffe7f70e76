import Answering
import Conversations
import Embedding
import Gateway
import Knowledge
import LanguageModel
import Learning
import Retrieval

/// What the model would say with a draft published: one question at a time, so that who waits can stop.
extension GapRoomDesk {
    /// Answers from which the next ones' time is estimated.
    private static let timedMax = 20

    func rehearsal(of draft: ArticleDraft) async throws -> RehearsalPlan? {
        let (trial, ways) = (try await index.trial(revision(of: draft)), ways())
        var plan: RehearsalPlan?
        for question in try await questions(of: draft) {
            let asked = ways.ask(question, of: trial.without(question.text))
            guard asked.isAnswered, let cost = assistant.cost(of: asked.query, asked.findings) else {
                continue
            }
            var known = plan ?? RehearsalPlan(model: cost.model, secondsEach: secondsEach)
            known.add(question, characters: cost.characters, tokensMax: cost.tokensMax)
            plan = known
        }
        return plan
    }

    func rehearse(_ draft: ArticleDraft, _ id: EscalationID) async throws -> Rehearsed? {
        let analyzer = Analyzer(language: draft.article.language)
        guard let story = try await story(of: id),
            let question = await question(story, of: draft, analyzer)
        else { return nil }
        let trial = try await index.trial(revision(of: draft))
        let asked = ways().ask(question, of: trial.without(question.text))
        guard asked.isAnswered else { return Rehearsed(nil) }
        let start = ContinuousClock.now
        let said = await assistant.rehearse(asked.query, asked.findings)
        let spent = (ContinuousClock.now - start) / .seconds(1)
        if said.failure == nil { note(seconds: spent) }
        let finding = said.text.isEmpty ? nil : await finding(said.text, question.known, of: draft)
        return Rehearsed(said, finding: finding, seconds: spent)
    }

    private var secondsEach: Double? {
        let sorted = rehearsedSeconds.sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    private func note(seconds: Double) {
        rehearsedSeconds = rehearsedSeconds.suffix(Self.timedMax - 1) + [seconds]
    }

    private func finding(
        _ text: String, _ known: Replay.Known, of draft: ArticleDraft
    ) async -> Agreement.Finding? {
        guard case .answer(let answer) = known else { return nil }
        let said = Passage(
            article: draft.article.id, revision: draft.basis + 1, ordinal: 0, heading: nil, anchor: nil,
            text: text)
        let vectors = try? await index.embedder?.vectors(of: [answer.text, text], isUrgent: false)
        let ways = ways(
            vectors.map { Dictionary(zip([answer.text, text], $0), uniquingKeysWith: { one, _ in one }) }
                ?? [:])
        return answer.finding(in: [said], cosine: ways.cosine(answer.text, [said]))
    }
}
