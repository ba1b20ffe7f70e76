/// Whether a question says too little without the turns before it: "and on Docker?", "how do I undo that?".
///
/// Small words tell, in the languages that Baton knows; a complete question after another one is a new topic,
/// and the old one would only lead it astray.
package enum FollowUp {
    /// A question that points back with "it" or begins with "and" may have so many words of its own.
    static let ownWordsMax = 3
    /// With fewer words of its own any question needs the one before.
    static let ownWordsAloneMin = 2

    package static func depends(_ text: String) -> Bool {
        let texts = words(text)
        let language = language(of: text)
        let own = ownWords(texts, language)
        if own < ownWordsAloneMin { return !texts.isEmpty }
        guard own <= ownWordsMax else { return false }
        let begins = openings[language, default: []].contains { texts.starts(with: $0) }
        return begins || pointsBack(texts, language)
    }

    /// Whether a turn names anything: "hello there" is no subject of what follows.
    static func names(_ text: String) -> Bool { ownWords(words(text), language(of: text)) > 0 }

    private static func words(_ text: String) -> [String] {
        Question.words(text).filter { !$0.isIdentifier }.map(\.text)
    }

    static func language(of text: String) -> String {
        Tongue.guess(text, among: languages) ?? languages[0]
    }

    private static func ownWords(_ words: [String], _ language: String) -> Int {
        let (grammar, fillers) = (StopWords.grammar(language), StopWords.fillers(language))
        return words.count { !grammar.contains($0) && !fillers.contains($0) && $0.utf8.count > 1 }
    }

    /// Whether a word stands for something that was named before. "Is it possible to" names nothing.
    private static func pointsBack(_ words: [String], _ language: String) -> Bool {
        let pointers = pointers[language, default: []]
        let empty = emptyPhrases[language, default: []]
        return words.indices.contains { index in
            guard pointers.contains(words[index]) else { return false }
            return !empty.contains { phrase in
                guard let place = phrase.firstIndex(of: words[index]), index >= place else { return false }
                return words[(index - place)...].starts(with: phrase)
            }
        }
    }

    private static let languages = ["en", "de", "es", "fr"]

    private static func phrases(_ text: String) -> [[String]] {
        text.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    private static let openings: [String: [[String]]] = [
        "en": phrases("and, or, but, what about, how about, what if, also, then, so, same"),
        "de": phrases("und, oder, aber, was ist mit, wie ist es mit, auch, dann, sonst"),
        "es": phrases("y, o, pero, que tal, que pasa con, tambien, entonces"),
        "fr": phrases("et, ou, mais, qu en est il, aussi, alors"),
    ]

    private static let pointers: [String: Set<String>] = [
        "en": [
            "it", "its", "that", "this", "them", "they", "their", "those", "these", "there", "one", "ones",
        ],
        "de": [
            "es", "das", "dies", "dieser", "diese", "dieses", "diesen", "sie", "ihn", "ihm", "dort", "davon",
            "dazu", "damit", "dafur",
        ],
        "es": ["lo", "la", "los", "las", "eso", "esto", "esa", "ese", "ello", "alli"],
        "fr": ["ca", "cela", "ceci", "celui", "celle", "y", "en"],
    ]

    /// Phrases in which such a word stands for nothing.
    private static let emptyPhrases: [String: [[String]]] = [
        "en": phrases(
            """
            is it possible, is it ok, is it okay, is it allowed, is it safe, is it true, is there, are there,
            there is, there are, it is possible, does it take to, would it be, is it necessary
            """),
        "de": phrases("gibt es, geht es, ist es moglich, das ist, wie geht das"),
    ]
}
