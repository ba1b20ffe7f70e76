import Conversations
import Knowledge
import Learning

/// Gaps, their questions and what became of drafts, as JSON.
struct GapJSON: Sendable {
    let titles: any ArticleTitles

    func gap(_ entry: GapBook.Entry, question: String?) -> JSON {
        let gap = entry.gap
        let name = gap.givenName ?? (gap.terms.isEmpty ? nil : gap.terms.joined(separator: " "))
        return [
            "id": .string(gap.id.value), "name": .optional(name), "is_named": .bool(gap.givenName != nil),
            "question": .optional(question), "state": .string(gap.state.rawValue),
            "kind": .string(entry.kind.rawValue), "kind_is_given": .bool(gap.givenKind != nil),
            "questions": .count(entry.questions), "conversations": .count(entry.conversations),
            "first_at": .int(entry.firstAt.milliseconds), "last_at": .int(entry.lastAt.milliseconds),
            "areas": .texts(entry.areas), "weeks": .array(entry.weeks.map(JSON.count)),
            "cost": cost(entry.cost), "dismissal": .optional(gap.dismissal?.rawValue),
            "merged_into": .optional(gap.mergedInto?.value), "article": .optional(gap.article?.value),
            "revision": gap.revision.map(JSON.count) ?? .null,
            "verdict": gap.verdict.map(Self.verdict) ?? .null,
            "draft": gap.draft.map(Self.draft) ?? .null,
        ]
    }

    /// A draft that waits, without its text.
    static func draft(_ draft: WaitingDraft) -> JSON {
        func person(_ person: WaitingDraft.Person?) -> JSON {
            person.map { ["id": .string($0.id), "name": .string($0.name)] } ?? .null
        }
        return [
            "id": .string(draft.id), "stage": .string(draft.stage.rawValue),
            "article": .string(draft.article.id.value), "title": .string(draft.article.title),
            "is_new": .bool(draft.basis == 0), "author": person(draft.author),
            "asked_at": .int(draft.askedAt.milliseconds), "at": .int(draft.at.milliseconds),
            "by": person(draft.by), "approved_by": person(draft.approvedBy),
            "publish_at": draft.publishAt.map { .int($0.milliseconds) } ?? .null,
            "word": .optional(draft.word), "obstacle": .optional(draft.obstacle?.rawValue),
            "accepted": .count(draft.accepted.count), "verdict": verdict(draft.verdict),
        ]
    }

    private func cost(_ cost: GapCost) -> JSON {
        [
            "volume": .count(cost.volume), "trend": .number(cost.trend),
            "failure_rate": .number(cost.failureRate), "minutes": .number(cost.minutes),
            "account_value": cost.value.map(JSON.number) ?? .null,
            "is_timed": .bool(cost.isTimed), "score": .number(cost.score),
        ]
    }

    static func verdict(_ verdict: Verdict) -> JSON {
        [
            "word": .string(verdict.word.rawValue), "of": .count(verdict.questions),
            "checked": .optional(verdict.checked), "found": .optional(verdict.found),
            "found_before": .optional(verdict.foundBefore),
            "before": .count(verdict.before), "after": .count(verdict.after),
            "broken": .count(verdict.broken), "tried": .count(verdict.tried),
            "at": .int(verdict.at.milliseconds),
        ]
    }

    func question(_ story: EscalationStory) -> JSON {
        let one = story.filed.escalation
        let page = story.page.map { page -> JSON in
            ["title": .string(page.title), "url": .string(page.url)]
        }
        return [
            "id": .string(one.id.text), "conversation": .string(one.conversation.value),
            "at": .int(one.at.milliseconds), "text": .optional(story.text), "page": page ?? .null,
            "area": .optional(one.area), "causes": .texts(one.causes.map(\.rawValue).sorted()),
            "reason": .optional(one.reason?.rawValue), "confidence": .optional(one.confidence),
            "threshold": .optional(one.threshold), "ranked": ranked(one),
            "answer": .optional(story.answer), "flaw": .optional(one.flaw?.rawValue),
            "replies": .texts(story.replies), "named": .optional(one.named),
            "ending": .string(one.ending.rawValue),
            "minutes": one.handlingSeconds.map { .number(Double($0) / 60) } ?? .null,
            "is_pinned": .bool(story.filed.isPinned),
        ]
    }

    private func ranked(_ escalation: Escalation) -> JSON {
        var articles: [String] = []
        for candidate in escalation.candidates where !articles.contains(candidate.article) {
            articles.append(candidate.article)
        }
        let known = titles.titles(of: articles)
        return .array(articles.map { ["article": .string($0), "title": .optional(known[$0])] })
    }

    /// Articles with how many questions they stand for, the most first.
    func counted(_ articles: [String]) -> JSON {
        var counts: [String: Int] = [:]
        for article in articles { counts[article, default: 0] += 1 }
        let known = titles.titles(of: Array(counts.keys))
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return .array(
            sorted.map { article, count in
                [
                    "article": .string(article), "title": .optional(known[article]), "count": .count(count),
                ]
            })
    }

    static func replay(_ replay: Replay, at: Timestamp) -> JSON {
        let pairs = replay.pairs
        return [
            "questions": .array(pairs.map(pair)), "of": .count(pairs.count),
            "checked": .count(pairs.count(where: \.isChecked)),
            "regression": [
                "tried": .count(replay.regression.count), "broken": .array(replay.broken.map(pair)),
            ],
            "before": sums(pairs.map(\.before)), "after": sums(pairs.map(\.after)),
            "verdict": .string(Verdict(replay, at: at).word.rawValue),
        ]
    }

    private static func sums(_ shown: [Replay.Shown]) -> JSON {
        [
            "answered": .count(shown.count(where: \.isAnswered)),
            "found": .count(shown.count(where: \.isFound)), "right": .count(shown.count(where: \.isRight)),
        ]
    }

    static func pair(_ pair: Replay.Pair) -> JSON {
        [
            "id": .string(pair.question.id), "text": .string(pair.question.text),
            "before": shown(pair.before),
            "after": shown(pair.after),
        ]
    }

    private static func shown(_ shown: Replay.Shown) -> JSON {
        [
            "answered": .bool(shown.isAnswered), "found": .bool(shown.isFound),
            "right": .bool(shown.isRight), "text": .optional(shown.textWord),
            "confidence": .optional(shown.confidence), "article": .optional(shown.article),
            "title": .optional(shown.title),
        ]
    }
}
