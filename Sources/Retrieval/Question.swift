/// A question as one language's index understands it.
struct Question: Sendable {
    /// What a filler counts against a word with content.
    static let fillerShare = 0.15
    /// What a word of an earlier turn counts when the question alone says too little ("and on Docker?").
    static let contextShare = 0.5

    let terms: [QueryTerm]
    /// "How many" and its like: an answer without a number is none.
    let asksForNumber: Bool
    let analyzer: Analyzer
    /// The earlier turns that it needs to be understood, oldest first.
    let subject: [String]
    /// The codes in it, as terms: `e1042`, `--port`.
    let codes: [String]

    /// The weight of a word that one passage alone holds: the scale for `specificity`.
    let rarest: Double

    /// The sum of the terms' weights.
    var weight: Double { terms.reduce(0) { $0 + $1.weight } }

    init(_ query: Query, in index: LanguageIndex) {
        analyzer = index.analyzer
        let own = Self.words(query.text)
        codes = own.filter(\.isCode).map(\.text)
        asksForNumber = Numbers.areAskedFor(own.map(\.text), language: index.analyzer.language)
        var terms = Self.terms(own, in: index, share: 1)
        subject = query.subject
        var known = Set(terms.map(\.term))
        for turn in subject {
            terms += Self.terms(Self.words(turn), in: index, share: Self.contextShare).filter {
                known.insert($0.term).inserted
            }
        }
        self.terms = terms
        rarest = index.idfOfRarest
    }

    /// The share of its codes that `holds` finds, 0...1; 0 without any.
    func codeShare(where holds: (String) -> Bool) -> Double {
        codes.isEmpty ? 0 : Double(codes.count(where: holds)) / Double(codes.count)
    }

    static func words(_ text: String) -> [Word] {
        // A cut may fall inside a character: what is left of it becomes no letter, and so no word.
        let bounded = String(decoding: text.utf8.prefix(Query.textBytesMax), as: UTF8.self)
        return Array(Words.split(bounded).prefix(Query.wordsMax))
    }

    private static func terms(_ words: [Word], in index: LanguageIndex, share: Double) -> [QueryTerm] {
        let analyzer = index.analyzer
        let stems = analyzer.terms(of: words)
        var (seen, misspelt) = (Set<String>(), 0)
        return words.indices.compactMap { position in
            let (word, stem) = (words[position], stems[position])
            guard !analyzer.isGrammar(word), seen.insert(stem).inserted else { return nil }
            let alternatives = alternatives(words, stems, at: position, in: index)
            let isFiller = analyzer.isFiller(word.text)
            // The parts of an identifier are the evidence; the whole only ranks.
            let worth = word.isIdentifier ? 0 : isFiller ? fillerShare : 1
            var isKnown = index.holds(stem) || !alternatives.isEmpty
            var spellings: [String] = []
            if !isKnown, misspelt < LanguageIndex.misspeltMax, analyzer.isSpelt(word) {
                misspelt += 1
                spellings = index.spellings(of: word.text).map(\.term)
                isKnown = !spellings.isEmpty
            }
            let rarity =
                ([stem] + alternatives + spellings).compactMap { index.idf(ofKnown: $0) }.min()
                ?? index.idfOfUnknown
            return QueryTerm(
                word: word.text, term: stem, alternatives: alternatives, spellings: spellings,
                weight: rarity * worth * share,
                isKnown: isKnown, isContent: !isFiller && !word.isIdentifier && share == 1,
                isEarlier: share < 1)
        }
    }

    /// Synonyms that the index holds, and the word written together with its neighbour ("log in", "web
    /// site").
    private static func alternatives(
        _ words: [Word], _ stems: [String], at position: Int, in index: LanguageIndex
    ) -> [String] {
        let analyzer = index.analyzer
        var others = Synonyms.of(words[position].text, language: analyzer.language)
        if others.isEmpty { others = Synonyms.of(stems[position], language: analyzer.language) }
        if position > 0 { others.append(words[position - 1].text + words[position].text) }
        if position + 1 < words.count { others.append(words[position].text + words[position + 1].text) }
        var terms = analyzer.terms(of: others.map { Word(text: $0, isIdentifier: false) })
        if let compound = analyzer.compound(words, stems, at: position) { terms.append(compound) }
        var seen: Set<String> = [stems[position]]
        return terms.filter { index.holds($0) && seen.insert($0).inserted }
    }

    /// The share of the question's weight that `holds` finds, 0...1, and the terms found.
    func coverage(where holds: (String) -> Bool) -> (share: Double, found: [QueryTerm]) {
        var (sum, found) = (0.0, [QueryTerm]())
        for term in terms {
            let share = term.share(where: holds)
            guard share > 0 else { continue }
            sum += share * term.weight
            found.append(term)
        }
        return (weight > 0 ? sum / weight : 0, found)
    }
}
