extension LanguageIndex {
    /// Terms that one misspelt word stands for at most.
    static let spellingsMax = 3
    /// Misspelt words of a question that are looked up; more is another language or no language.
    static let misspeltMax = 8

    /// The words that `word`, which the index does not know, was most likely meant to be: the fewest slips,
    /// then the most common, one word a term.
    func spellings(of word: String) -> [Lexicon.Match] {
        guard word.unicodeScalars.allSatisfy(\.properties.isAlphabetic) else { return [] }
        let all = parts.flatMap { $0.segment.lexicon.nearest(to: word) }
        let least = all.map(\.slips).min()
        // A segment keeps the words of articles that are dead by now.
        let living = all.filter { $0.slips == least }.map { (match: $0, documents: containing($0.term)) }
            .filter { $0.documents > 0 }
        var seen = Set<String>()
        return living.sorted { ($1.documents, $0.match.word) < ($0.documents, $1.match.word) }.map(\.match)
            .filter { seen.insert($0.term).inserted }.prefix(Self.spellingsMax).map(\.self)
    }
}

extension LanguageIndex {
    /// `text` with each misspelt word as it was most likely meant: what a vector is made of, since an
    /// embedder reads a slip as another word.
    func respelled(_ text: String) -> String {
        var (looked, isChanged) = (0, false)
        let chunks = text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        let meant = chunks.map { chunk in
            let words = Words.split(String(chunk))
            guard words.count == 1, let word = words.first, looked < Self.misspeltMax,
                analyzer.isSpelt(word), !analyzer.terms(of: words).contains(where: holds),
                Synonyms.of(word.text, language: analyzer.language).isEmpty
            else { return String(chunk) }
            looked += 1
            guard let found = spellings(of: word.text).first else { return String(chunk) }
            isChanged = true
            return found.word + String(chunk.reversed().prefix { !$0.isLetter }.reversed())
        }
        return isChanged ? meant.joined(separator: " ") : text
    }
}
