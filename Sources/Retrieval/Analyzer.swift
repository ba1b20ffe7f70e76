/// Turns text into the terms of an index, for one language. Safe to share: the stemmer inside is locked.
package final class Analyzer: Sendable {
    package let language: String

    private let stemmer: Stemmer
    private let grammar: Set<String>
    private let fillers: Set<String>

    /// `language` is a primary tag such as `en`. An unknown one gets no stemming and no stop words.
    package init(language: String) {
        self.language = language
        stemmer = Stemmer(language: language)
        grammar = StopWords.grammar(language)
        fillers = StopWords.fillers(language)
    }

    /// The terms of a text in order, stop words left out, identifiers both whole and in parts.
    package func terms(_ text: String) -> [String] {
        let words = Words.split(text)
        let stems = terms(of: words)
        return words.indices.flatMap { index in
            var terms = isGrammar(words[index]) ? [] : [stems[index]]
            if let compound = compound(words, stems, at: index) { terms.append(compound) }
            return terms
        }
    }

    /// "Backing up", "log in" and "set-up" are also `backup`, `login` and `setup`.
    func compound(_ words: [Word], _ stems: [String], at index: Int) -> String? {
        guard language == "en", index + 1 < words.count, !words[index].isIdentifier, !isGrammar(words[index]),
            Self.particles.contains(words[index + 1].text)
        else { return nil }
        return stems[index] + words[index + 1].text
    }

    private static let particles: Set<String> = ["up", "in", "out", "on", "off", "down"]

    func isFiller(_ word: String) -> Bool { fillers.contains(word) }

    /// Whether a slip in `word` is looked for: in words of letters that say what a text is about, alone.
    func isSpelt(_ word: Word) -> Bool {
        !word.isIdentifier && !word.isPart && !isGrammar(word) && !isFiller(word.text)
            && Misspelling.lettersRange.contains(word.text.unicodeScalars.count)
            && word.text.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
    }

    /// Single letters say nothing; a single digit may be a version or a step.
    func isGrammar(_ word: Word) -> Bool {
        if word.isIdentifier { return false }
        if grammar.contains(word.text) { return true }
        return word.text.utf8.count == 1 && word.text.unicodeScalars.first?.properties.isAlphabetic == true
    }

    /// One term for each word.
    func terms(of words: [Word]) -> [String] {
        let stems = stemmer.stems(of: words.map { accented($0.text) })
        return zip(words, stems).map { word, stem in
            // Numbers and identifiers mean themselves.
            word.isIdentifier ? word.text : Folding.fold(stem)
        }
    }

    /// Snowball's Spanish knows `-ción` by its accent, which folding took away and many people never type.
    private func accented(_ word: String) -> String {
        guard language == "es", word.hasSuffix("cion") || word.hasSuffix("sion") else { return word }
        return word.dropLast(2) + "ón"
    }
}
