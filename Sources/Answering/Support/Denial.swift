/// A "not" and the words that it may speak of.
struct Denial: Hashable, Sendable {
    static let wordsAfter = 4
    static let wordsBefore = 3

    /// Terms that come after it in its clause.
    let after: Set<String>
    /// Those and the ones shortly before it.
    let around: Set<String>
    /// The first term after it: what it denies for certain.
    let head: String?

    /// The part of a sentence between two marks, or words such as "but".
    struct Clause: Hashable, Sendable {
        let terms: Set<String>
        let denials: [Denial]
    }

    static func clauses(of text: String, reader: TermReader) -> [Clause] {
        let own = words(negations[reader.language] ?? "")
        return clauses(text).map { words in
            let denials = words.indices.compactMap { index -> Denial? in
                guard common.contains(words[index]) || own.contains(words[index]) else { return nil }
                let next = index + 1 < words.count ? words[index + 1] : ""
                // "Not only", and a "no" that answers the question and says nothing by itself.
                guard !(words[index] == "not" && next == "only"), words.count > 1 else { return nil }
                let after = terms(words[(index + 1)...].prefix(wordsAfter), reader)
                let before = terms(words[..<index].suffix(wordsBefore), reader)
                let head = words[(index + 1)...].lazy.compactMap(reader.stem).first
                return Denial(after: after, around: after.union(before), head: head)
            }
            return Clause(terms: terms(words[...], reader), denials: denials)
        }
    }

    /// English words that deny, which are no words of content.
    static func isCommon(_ word: String) -> Bool { common.contains(word) }

    private static func terms(_ words: ArraySlice<String>, _ reader: TermReader) -> Set<String> {
        Set(reader.terms(words.joined(separator: " ")))
    }

    /// Folded words between the marks and words that divide thoughts.
    private static func clauses(_ text: String) -> [[String]] {
        PlainWords.fold(text).split { ",;.:!?()\u{2013}\u{2014}\n".contains($0) }.flatMap { part in
            PlainWords.of(String(part)).split { dividers.contains($0) }.map(Array.init)
        }
    }

    private static let dividers: Set<String> = ["but", "aber", "sondern", "pero", "sino", "mais"]

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(separator: " ").map(String.init))
    }

    /// Of English, which turns up in texts of every language.
    private static let common = words(
        """
        not no never cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt \
        mustnt havent hasnt neither nor none nothing nobody without unable
        """)

    private static let negations = [
        "de": "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand ohne weder",
        "es": "nunca jamas sin ni ningun ninguna ninguno nada nadie tampoco",
        "fr": "ne n pas jamais sans aucun aucune ni rien",
    ]
}
