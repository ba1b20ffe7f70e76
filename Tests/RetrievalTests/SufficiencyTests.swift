import Knowledge
import Retrieval
import Testing

struct SufficiencyTests {
    private struct Counts: CustomStringConvertible {
        var right = 0
        var wrongArticle = 0
        var falseAnswers = 0
        var needlessHandoffs = 0
        var rightHandoffs = 0

        var description: String {
            """
            answered right \(right), from another article \(wrongArticle), the unanswerable \(falseAnswers); \
            handed over rightly \(rightHandoffs), needlessly \(needlessHandoffs)
            """
        }
    }

    private func measure(_ questions: [(text: String, articles: [String])]) -> (
        counts: Counts, misses: [String]
    ) {
        var counts = Counts()
        var misses: [String] = []
        for (text, articles) in questions {
            let findings = Handbook.snapshot.search(Query(text: text), limit: 5)
            let (sufficiency, evidence) = Sufficiency.of(findings)
            let found = findings.hits.first?.passage.article.value
            var answered = false
            if case .sufficient = sufficiency { answered = true }
            let isRight = articles.contains(found ?? "")
            switch (answered, articles.isEmpty) {
            case (true, true): counts.falseAnswers += 1
            case (true, false): if isRight { counts.right += 1 } else { counts.wrongArticle += 1 }
            case (false, true): counts.rightHandoffs += 1
            case (false, false): counts.needlessHandoffs += 1
            }
            if answered == articles.isEmpty || (answered && !isRight) {
                let matched = findings.hits.first?.matchedTerms ?? []
                misses.append("\(text) -> \(sufficiency) \(found ?? "-") \(matched) \(evidence.coverage)")
            }
        }
        return (counts, misses)
    }

    @Test func `the gate tells answerable questions from look-alikes`() {
        #expect(Handbook.revisions.count == 12)
        for (name, questions) in [
            ("tuning", HandbookQuestions.tuning), ("held out", HandbookQuestions.heldOut),
        ] {
            let (counts, misses) = measure(questions)
            print("gate, \(name), \(questions.count) questions: \(counts)")
            for miss in misses { print("  \(miss)") }
            let answerable = Double(questions.count { !$0.articles.isEmpty })
            let unanswerable = Double(questions.count) - answerable
            #expect(Double(counts.right) >= 0.65 * answerable)
            #expect(Double(counts.falseAnswers) <= 0.06 * unanswerable)
            #expect(Double(counts.wrongArticle) <= 0.07 * answerable)
        }
    }
}
