import Yams

/// The lines between two `---` at the top of an article file, as plain texts with their places.
struct FrontMatter {
    enum Key: String, CaseIterable {
        case id
        case title
        case productArea = "product_area"
        case language
        case audience
        case translationOf = "translation_of"
        case phrasings
        case sourceURL = "source_url"

        static var list: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }

        var isList: Bool { self == .phrasings }
    }

    struct Value {
        let text: String
        let line: Int
    }

    private(set) var values: [Key: Value] = [:]
    private(set) var lists: [Key: [Value]] = [:]
    /// Keys that stand there, with a usable value or without.
    private(set) var named: Set<Key> = []
    /// Mistakes in single lines; what is not YAML at all is thrown.
    private(set) var errors: [ArticleFileError] = []

    /// Reads the YAML, whose first line is line `firstLine` of `file`.
    ///
    /// Values are taken as they are written, whatever YAML makes of them: `language: no` is Norwegian here.
    init(yaml: String, firstLine: Int, file: String) throws(ArticleFileError) {
        for (keyNode, valueNode) in try Self.pairs(yaml: yaml, firstLine: firstLine, file: file) {
            let line = Self.line(of: keyNode, firstLine)
            do throws(ArticleFileError) {
                let key = try Self.key(keyNode, file: file, line: line)
                named.insert(key)
                if key.isList {
                    lists[key] = try Self.texts(
                        valueNode, key: key, file: file, line: line, firstLine: firstLine)
                } else {
                    values[key] = try Self.text(valueNode, key: key, file: file, line: line)
                }
            } catch {
                // `titel` is a misspelt title, and not a missing one as well.
                if case .unknownKey(_, let suggestion?) = error.problem, let meant = Key(rawValue: suggestion)
                {
                    named.insert(meant)
                }
                errors.append(error)
            }
        }
    }

    private static func key(_ node: Node, file: String, line: Int) throws(ArticleFileError) -> Key {
        guard case .scalar(let name) = node else {
            throw ArticleFileError(file: file, line: line, problem: .notAMapping)
        }
        guard let key = Key(rawValue: name.string) else {
            let problem = ArticleFileError.Problem.unknownKey(
                name.string, suggestion: suggestion(for: name.string))
            throw ArticleFileError(file: file, line: line, problem: problem)
        }
        return key
    }

    private static func text(
        _ node: Node, key: Key, file: String, line: Int
    ) throws(ArticleFileError) -> Value {
        guard case .scalar(let scalar) = node else {
            throw ArticleFileError(file: file, line: line, problem: .wrongType(key: key.rawValue))
        }
        let text = scalar.string.trimmed
        guard !text.isEmpty, node.tag != Tag(.null) else {
            throw ArticleFileError(file: file, line: line, problem: .emptyValue(key: key.rawValue))
        }
        return Value(text: text, line: line)
    }

    /// The items of a list, each on its own line or not.
    private static func texts(
        _ node: Node, key: Key, file: String, line: Int, firstLine: Int
    ) throws(ArticleFileError) -> [Value] {
        guard case .sequence(let items) = node else {
            let isEmpty = node.tag == Tag(.null)
            throw ArticleFileError(
                file: file, line: line,
                problem: isEmpty ? .emptyValue(key: key.rawValue) : .notAList(key: key.rawValue))
        }
        var texts: [Value] = []
        for item in items {
            let itemLine = Self.line(of: item, firstLine)
            guard case .scalar(let scalar) = item else {
                throw ArticleFileError(file: file, line: itemLine, problem: .notAList(key: key.rawValue))
            }
            // A text folded over several lines is one line.
            let words = item.tag == Tag(.null) ? [] : scalar.string.split(whereSeparator: \.isWhitespace)
            texts.append(Value(text: words.joined(separator: " "), line: itemLine))
        }
        return texts
    }

    private static func line(of node: Node, _ firstLine: Int) -> Int {
        (node.mark?.line ?? 1) + firstLine - 1
    }

    private static func pairs(
        yaml: String, firstLine: Int, file: String
    ) throws(ArticleFileError) -> [(Node, Node)] {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            let (line, problem) = place(of: error)
            throw ArticleFileError(file: file, line: line + firstLine - 1, problem: .invalidYAML(problem))
        }
        guard let root else { return [] }
        guard case .mapping(let mapping) = root else {
            throw ArticleFileError(file: file, line: firstLine, problem: .notAMapping)
        }
        return mapping.map { ($0.key, $0.value) }
    }

    /// The line within the YAML, from 1, and the parser's own words, which never quote the file.
    private static func place(of error: any Error) -> (line: Int, problem: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .duplicatedKeysInMapping(let keys, let context):
            (context.mark.line, "the key `\(keys.first ?? "")` is given twice")
        case .reader(let problem, _, _, _): (1, problem)
        default: (1, "it could not be read")
        }
    }

    private static func suggestion(for name: String) -> String? {
        let folded = name.lowercased().replacing("-", with: "_")
        return Key.allCases.map(\.rawValue)
            .map { (key: $0, distance: EditDistance.between(folded, $0)) }
            .filter { $0.distance <= 2 && $0.distance < $0.key.count }
            .min { $0.distance < $1.distance }?.key
    }
}
