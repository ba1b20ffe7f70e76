import Knowledge

/// Answers with the knowledge base's own words: it needs no model, and cannot say what is not written.
package struct ExtractiveAnswerer: Answerer {
    /// Of one answer, code and both sources included.
    package static let answerWordsMax = 110
    package static let answerCharactersMax = 2_000
    /// Sentences quoted from the best passage, beside a list or a code block that belongs to them.
    package static let sentencesMax = 3
    /// How much of the question a second article must add, 0...1.
    package static let addedRelevanceMin = 0.2

    package let name = "extractive-2"

    package init() {}

    package func draft(_ question: Question, from sources: [Source]) -> Draft {
        let answer = compose(question, from: sources)
        let stream = AsyncThrowingStream<DraftSentence, any Error> { continuation in
            for sentence in answer.sentences { continuation.yield(sentence) }
            continuation.finish()
        }
        return Draft(sources: answer.citations, sentences: stream, isVerbatim: true)
    }

    /// The whole answer at once; empty when there is nothing to quote.
    package func compose(_ question: Question, from sources: [Source]) -> DraftAnswer {
        guard let best = sources.first else { return DraftAnswer(sentences: [], citations: []) }
        let first = Quotation(best, question: question)
        var answer = DraftAnswer(sentences: [], citations: [])
        var room = Room(words: Self.answerWordsMax, characters: Self.answerCharactersMax)
        answer.append(first.units, of: best, room: &room)
        if let (source, units) = addition(to: first, question: question, sources: sources) {
            answer.append(units, of: source, room: &room)
        }
        return answer
    }

    /// The sentence of another article that says most of what the first quotation leaves open.
    private func addition(
        to first: Quotation, question: Question, sources: [Source]
    ) -> (Source, [PassageUnit])? {
        let said = sources[0].signpost + "\n" + first.text
        let known = question.relevance(said)
        var best: (gain: Double, source: Source, unit: PassageUnit)?
        for source in sources.dropFirst() where source.passage.article != sources[0].passage.article {
            for unit in source.passage.units where unit.kind == .sentence && !unit.introduces {
                let gain = question.relevance(said + "\n" + unit.text) - known
                if gain >= Self.addedRelevanceMin, gain > best?.gain ?? 0 { best = (gain, source, unit) }
            }
        }
        return best.map { ($0.source, [$0.unit]) }
    }
}

extension PassageUnit {
    /// "Follow these steps:" says nothing without what comes next.
    var introduces: Bool { kind == .sentence && text.hasSuffix(":") }
}
