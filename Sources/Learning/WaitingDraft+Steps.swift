package import Conversations

/// What is done to a draft that waits.
extension WaitingDraft {
    /// Of the draft with that id: where another one waits by now, nothing is done.
    package enum Step: Hashable, Sendable {
        /// A draft begins to wait, in the place of what was there.
        case submit(WaitingDraft)
        /// A colleague lets it go out, at its time, and accepts that it breaks these questions.
        case approve(String, by: Person, accepting: Set<String>)
        case sendBack(String, by: Person, word: String)
        case withdraw(String, by: Person)
        /// Nobody approved it, and by now somebody has to.
        case demandReview(String)
        /// Its time came, and it does not go out.
        case stop(String, Obstacle)
        /// Nobody went on with it.
        case forget(String)
        /// Phrasings that were somebody's words go out of it.
        case redact(String, [String])

        fileprivate var draft: String? {
            switch self {
            case .submit: nil
            case .approve(let id, _, _), .sendBack(let id, _, _), .withdraw(let id, _), .demandReview(let id),
                .stop(let id, _), .forget(let id), .redact(let id, _):
                id
            }
        }
    }

    /// Why a step is not done.
    package enum Refusal: String, Error, Hashable, Sendable, CaseIterable {
        /// Another draft waits by now, or none: somebody changed it, took it back or published it.
        case gone
        /// Nobody approves what is their own.
        case own
        /// It goes out at this moment.
        case publishing
        /// It waits: first it is taken back.
        case waits
        /// A colleague has to approve it first.
        case needsReview = "needs_review"
        /// There are `waitingMax`.
        case tooMany = "too_many"
    }

    /// The gap's draft after a step; `nil` where none is left.
    package static func after(
        _ step: Step, on draft: WaitingDraft?, at now: Timestamp
    ) throws(Refusal) -> WaitingDraft? {
        if case .submit(let new) = step { return new }
        guard var draft, draft.id == step.draft else { throw .gone }
        switch step {
        case .submit: break
        case .approve(_, let person, let accepted):
            guard draft.stage == .review else { throw .gone }
            guard person.id != draft.author.id else { throw .own }
            draft.move(to: .scheduled, by: person, at: now)
            draft.approvedBy = person
            draft.accepted.formUnion(accepted)
        case .sendBack(_, let person, let word):
            guard draft.stage == .review else { throw .gone }
            draft.move(to: .sentBack, by: person, at: now)
            draft.word = String(word.prefix(wordCharactersMax))
        case .withdraw(_, let person):
            guard draft.isWaiting else { throw .gone }
            draft.move(to: .withdrawn, by: person, at: now)
        case .demandReview:
            guard draft.stage == .scheduled else { throw .gone }
            draft.move(to: .review, by: nil, at: now)
        case .stop(_, let obstacle):
            guard draft.stage == .scheduled else { throw .gone }
            draft.move(to: .stopped, by: nil, at: now)
            draft.obstacle = obstacle
        case .forget: return nil
        case .redact(_, let texts):
            guard let article = PhrasingRule.removing(texts, from: draft.article) else { return draft }
            draft.text = DraftText(article)
        }
        return draft
    }

    private mutating func move(to stage: Stage, by person: Person?, at now: Timestamp) {
        (self.stage, by, at) = (stage, person, now)
        (word, obstacle) = (nil, nil)
        if stage != .scheduled { approvedBy = nil }
    }
}
