import Conversations
package import LanguageModel
package import Retrieval

extension Assistant {
    /// What an answer would have shown, written and checked as for a visitor, but for nobody.
    package struct Rehearsal: Sendable, Hashable {
        package var shown = 0
        /// Of those shown: sentences that their sources do not say. Quotations are held against them too.
        package var unsupported = 0
        /// Sentences that the check stopped.
        package var withheld = 0
        /// All that was shown, with its markers; empty where no sentence was.
        package var text = ""
        /// Why the model gave no answer; then `fallback` wrote it.
        package var failure: String?
    }

    /// What the answer to a question that passed the gate would take; `nil` where no model is asked.
    package func cost(of query: Query, _ findings: Findings) -> AnswerCost? {
        let basis = basis(text: query.text, context: query.context, page: nil, findings)
        return answerer.cost(of: basis.question, from: basis.sources)
    }

    /// Writes the answer to a question that passed the gate.
    package func rehearse(_ query: Query, _ findings: Findings) async -> Rehearsal {
        let basis = self.basis(text: query.text, context: query.context, page: nil, findings)
        do {
            return try await rehearse(basis, with: answerer)
        } catch {
            var second = (try? await rehearse(basis, with: fallback ?? ExtractiveAnswerer())) ?? Rehearsal()
            second.failure = (error as? ModelFailure ?? .broken).rawValue
            return second
        }
    }

    private func rehearse(_ basis: Basis, with answerer: any Answerer) async throws -> Rehearsal {
        let draft = try await answerer.draft(basis.question, from: basis.sources)
        var screening = Screening(basis.check(draft))
        let audit = basis.audit(draft)
        var (rehearsal, answer) = (Rehearsal(), AnswerText())
        do {
            loop: for try await sentence in draft.sentences {
                switch screening.judge(sentence) {
                case .show(let sentences):
                    rehearsal.shown += sentences.count
                    for one in sentences { _ = answer.add(one) }
                    rehearsal.unsupported += sentences.count {
                        if case .unsupported = audit.judge($0) { true } else { false }
                    }
                case .wait: break
                case .end: break loop
                }
            }
        } catch let stop as DraftStop {
            screening.stop(stop)
        }
        _ = answer.finish()
        rehearsal.text = answer.text
        rehearsal.withheld = screening.checks.unsupported
        return rehearsal
    }
}
