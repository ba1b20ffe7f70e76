/// A mistake in an article file: where it is and what to do about it.
package struct ArticleFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case tooLong(bytes: Int)
        case notText
        case missingFrontMatter
        case unclosedFrontMatter
        case invalidYAML(String)
        case notAMapping
        case missingKey(String)
        case unknownKey(String, suggestion: String?)
        case wrongType(key: String)
        case emptyValue(key: String)
        case valueTooLong(key: String, charactersMax: Int)
        case badArticleID(key: String)
        case badLanguage
        case badAudience
        case badSourceURL
        case translationOfItself
        case emptyBody
        case duplicateID(ArticleID, firstFile: String)
        case notAList(key: String)
        case tooManyPhrasings(Int)
        case emptyPhrasing
        case phrasingTooLong
        case duplicatePhrasing(firstLine: Int)
    }

    package let file: String
    /// Counts from 1 in the file as it is on disk.
    package let line: Int
    package let problem: Problem

    package init(file: String, line: Int, problem: Problem) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// Where it comes among the mistakes of its file: what is missing has no line of its own.
    var rank: Int {
        if case .missingKey = problem { return .max }
        return line
    }

    package var description: String { "\(file):\(line): \(problem.advice)" }
}

extension ArticleFileError.Problem {
    package var advice: String {
        switch self {
        case .tooLong(let bytes):
            "the file has \(bytes) bytes, allowed are \(Article.bytesMax); split it into several articles"
        case .notText: "the line holds the character U+0000, which is no text; save the file as UTF-8"
        case .missingFrontMatter:
            "no front matter; begin the file with a line `---`, then `id:` and `title:`, then a line `---`"
        case .unclosedFrontMatter: "the front matter is not closed; end it with a line `---`"
        case .invalidYAML(let problem):
            "the front matter is not valid YAML (\(problem)); quote values that hold `:` or `#`"
        case .notAMapping: "the front matter must be lines of the form `key: value`"
        case .emptyBody: "there is no text below the front matter; write the article there"
        case .translationOfItself: "`translation_of` names the article itself; name the article it translates"
        case .duplicateID(let id, let first):
            "the id `\(id)` is already used by \(first); give each article its own"
        default: keyAdvice
        }
    }

    private var keyAdvice: String {
        switch self {
        case .missingKey(let key): "`\(key)` is missing; add a line `\(key): ...` to the front matter"
        case .unknownKey(let key, let suggestion?): "unknown key `\(key)`; did you mean `\(suggestion)`?"
        case .unknownKey(let key, nil):
            "unknown key `\(key)`; allowed are \(FrontMatter.Key.list)"
        case .wrongType(let key): "`\(key)` must be a single text, not a list or a mapping"
        case .emptyValue(let key): "`\(key)` has no value; give it one or remove the line"
        case .valueTooLong(let key, let max): "`\(key)` is longer than \(max) characters; shorten it"
        case .badArticleID(let key):
            "`\(key)` must have \(ArticleID.lengthRange) of the characters a-z, 0-9, `-`"
        case .badLanguage: "`language` must be a primary language tag such as `en` or `de`, without a region"
        case .badAudience:
            "`audience` must be one of \(Audience.list)"
        case .badSourceURL: "`source_url` must be a web address: `https://` and no spaces"
        default: phrasingAdvice
        }
    }

    private var phrasingAdvice: String {
        switch self {
        case .notAList(let key):
            "`\(key)` must be a list of texts: one a line, each after `- `, in quotes where it holds `: `"
        case .tooManyPhrasings(let count):
            "\(count) phrasings, allowed are \(Article.phrasingsMax); keep those that differ most"
        case .emptyPhrasing: "the phrasing is empty; write the question or remove the line"
        case .phrasingTooLong:
            "the phrasing is longer than \(Article.phrasingCharactersMax) characters; shorten it"
        case .duplicatePhrasing(let first): "the phrasing is already in line \(first); remove one of them"
        default: ""
        }
    }
}
