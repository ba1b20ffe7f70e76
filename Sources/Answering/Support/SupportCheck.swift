package import Conversations
package import LanguageModel

/// Whether a sentence says no more than the sources that it cites.
///
/// It compares words, so it is a tripwire and no proof: what it lets through can still be wrong, and what it
/// stops can be right. The shares were chosen on the labelled sentences of its tests.
package struct SupportCheck: Sendable {
    package enum Verdict: Hashable, Sendable {
        case supported
        /// It says nothing, such as "Sure!": it is left out and changes nothing.
        case empty
        case unsupported(Decision.Checks.Rejection)
    }

    /// The share of the words that the sentence adds to the question, which its sources must hold.
    package static let claimShareMin = 0.8
    /// The share of all its words, those of the question too: a question is no source.
    package static let contentShareMin = 0.6
    /// The same for a sentence that begins with "Yes" or "No".
    package static let verdictShareMin = 0.8
    /// The share of what a "not" of the source speaks of, from which a sentence without it denies the source.
    static let denialShareMin = 0.5
    /// An introduction without a source is at most this long.
    package static let connectiveWordsMax = 10

    private let grounds: [Ground]
    private let reader: TermReader
    private let asked: Set<String>
    private let connectives: Set<String>
    private let ownNames: Set<String>
    private let given: [String]

    /// - Parameters:
    ///   - sources: what citations count from 1.
    ///   - terms: the stems of a text in `language`, without the words of grammar.
    ///   - ownNames: names that need no source, such as the product's.
    ///   - given: the visitor's own addresses and numbers: no source has them, and saying them back claims
    ///     nothing. What a page said is none of these: anybody can write a page's title.
    package init(
        question: String, sources: [Source], language: String, ownNames: [String] = [],
        given: Set<String> = [], terms: @escaping @Sendable (String) -> [String]
    ) {
        let reader = TermReader(language: language, stems: terms)
        self.reader = reader
        grounds = sources.map { Ground($0, reader: reader) }
        self.ownNames = Set(ownNames.flatMap(PlainWords.of))
        // The longest first: one may be a part of another.
        self.given = given.sorted { ($1.count, $0) < ($0.count, $1) }
        asked = Set(reader.terms(question))
        connectives = Set(reader.terms(Connectives.all))
    }

    package func judge(_ sentence: DraftSentence) -> Verdict {
        guard sentence.citations.allSatisfy({ (1...max(1, grounds.count)).contains($0) }), !grounds.isEmpty
        else { return .unsupported(.unknownCitation) }
        let claim = Claim(
            given.reduce(sentence.text) { $0.replacing($1, with: "") }, language: reader.language)
        let content = Set(reader.terms(claim.contentWords)).subtracting(connectives)
        if content.isEmpty, claim.holdsOnlyWords { return .empty }
        let cited = sentence.citations.map { grounds[$0 - 1] }
        if cited.isEmpty {
            return isConnective(sentence, claim, content) ? .supported : .unsupported(.noCitation)
        }
        // What a source says word for word needs no comparing of clauses, in which a "not" is easily misread.
        // A part of a sentence does: it may have lost the "not".
        let bare = Ground.bare(sentence.text)
        if cited.contains(where: { $0.sentences.contains(bare) }) { return .supported }
        if let rejection = facts(of: claim, in: cited) ?? words(content, claim, in: cited)
            ?? polarity(of: claim, in: cited)
        {
            return .unsupported(rejection)
        }
        return .supported
    }

    /// The share of the sentence's words with content that the sources which it cites hold, 0...1; 1 when it
    /// has none.
    package func support(of sentence: DraftSentence) -> Double {
        let cited = sentence.citations.compactMap { grounds.indices.contains($0 - 1) ? grounds[$0 - 1] : nil }
        let content = Set(reader.terms(Claim(sentence.text, language: reader.language).contentWords))
        return Self.share(of: content, in: cited.reduce(into: Set<String>()) { $0.formUnion($1.terms) })
    }

    /// Whether the sentence denies what its sources say, or says what they deny.
    func contradicts(_ sentence: DraftSentence) -> Bool {
        let cited = sentence.citations.compactMap { grounds.indices.contains($0 - 1) ? grounds[$0 - 1] : nil }
        return polarity(of: Claim(sentence.text, language: reader.language), in: cited) != nil
    }

    /// "To install Baton:" only repeats the question.
    private func isConnective(_ sentence: DraftSentence, _ claim: Claim, _ content: Set<String>) -> Bool {
        sentence.introduces && content.isSubset(of: asked) && claim.quantities.isEmpty && claim.code.isEmpty
            && claim.literals.isEmpty && claim.mailAddresses.isEmpty
            && claim.words.split(separator: " ").count <= Self.connectiveWordsMax
    }

    /// Numbers, addresses, code and names: all of them must be there.
    private func facts(of claim: Claim, in cited: [Ground]) -> Decision.Checks.Rejection? {
        func isAnywhere(_ holds: (Ground) -> Bool) -> Bool { cited.contains(where: holds) }
        for quantity in claim.quantities {
            guard isAnywhere({ $0.holds(quantity, stem: reader.stem) }) else { return .number }
        }
        for address in claim.mailAddresses {
            let address = PlainWords.fold(address)
            guard isAnywhere({ $0.folded.contains(address) }) else { return .address }
        }
        for literal in claim.literals {
            guard isAnywhere({ $0.folded.contains(PlainWords.fold(literal)) }) else { return .link }
        }
        for code in claim.code.map(Ground.plain) where !code.isEmpty {
            // Labels of buttons are quoted in any case; commands mean what they say.
            let isLabel = code.allSatisfy { $0.isLetter || $0 == " " }
            guard isAnywhere({ isLabel ? $0.folded.contains(PlainWords.fold(code)) : $0.text.contains(code) })
            else { return .code }
        }
        for name in claim.names {
            let (plain, stems) = (PlainWords.of(name), reader.terms(name))
            if plain.allSatisfy(ownNames.contains) { continue }
            let isThere = isAnywhere { ground in
                plain.allSatisfy(ground.words.contains)
                    || (!stems.isEmpty && stems.allSatisfy(ground.terms.contains))
            }
            guard isThere else { return .name }
        }
        return nil
    }

    private func words(
        _ content: Set<String>, _ claim: Claim, in cited: [Ground]
    ) -> Decision.Checks.Rejection? {
        guard !content.isEmpty else { return nil }
        let known = cited.reduce(into: Set<String>()) { $0.formUnion($1.terms) }
        let isVerdict = PlainWords.of(claim.words).first.map(Self.verdictWords.contains) ?? false
        let judged = content.subtracting(Self.verdictWords)
        let added = judged.subtracting(asked).subtracting(ownNames)
        let contentMin = isVerdict ? Self.verdictShareMin : Self.contentShareMin
        return Self.share(of: judged, in: known) >= contentMin
            && Self.share(of: added, in: known) >= Self.claimShareMin ? nil : .words
    }

    private static func share(of some: Set<String>, in all: Set<String>) -> Double {
        some.isEmpty ? 1 : Double(some.intersection(all).count) / Double(some.count)
    }

    /// Whether the sentence denies what its sources say, or the other way round, clause by clause.
    private func polarity(of claim: Claim, in cited: [Ground]) -> Decision.Checks.Rejection? {
        let likeness = Likeness(cited.flatMap(\.units))
        let clauses = Denial.clauses(of: claim.words, reader: reader)
        guard clauses.allSatisfy({ agrees($0, likeness) }), !denies(clauses, likeness.units) else {
            return .negation
        }
        let words = Set(PlainWords.of(claim.words))
        let said = Set(reader.terms(claim.words))
        let around = likeness.near(said).reduce(into: Set<String>()) { $0.formUnion($1.words) }
        return likeness.closest(said).contains { Opposites.clash(words, unit: $0.words, source: around) }
            ? .opposite : nil
    }

    private func agrees(_ clause: Denial.Clause, _ likeness: Likeness) -> Bool {
        let closest = likeness.closest(clause.terms)
        let isBacked = clause.denials.allSatisfy { denial in
            closest.contains { unit in
                unit.denials.contains { !$0.around.isDisjoint(with: denial.around) }
            }
        }
        guard isBacked else { return false }
        // One word alone says too little to contradict anything.
        guard clause.denials.isEmpty, clause.terms.count > 1, !closest.isEmpty else { return true }
        return !closest.allSatisfy { unit in
            unit.denials.contains { theirs in
                !theirs.after.isEmpty
                    && Self.share(of: theirs.after, in: clause.terms) >= Self.denialShareMin
            }
        }
    }

    /// Whether the sentence says what its sources only ever deny.
    private func denies(_ clauses: [Denial.Clause], _ units: [Ground.Unit]) -> Bool {
        let denied = Set(units.flatMap(\.denials).compactMap(\.head))
        let open = units.filter(\.denials.isEmpty).reduce(into: Set<String>()) { $0.formUnion($1.terms) }
        let said = clauses.filter(\.denials.isEmpty).reduce(into: Set<String>()) { $0.formUnion($1.terms) }
        return !said.intersection(denied).subtracting(open).isEmpty
    }

    private static let verdictWords: Set<String> = [
        "yes", "no", "yeah", "ja", "nein", "si", "oui", "non", "correct", "right",
    ]
}
