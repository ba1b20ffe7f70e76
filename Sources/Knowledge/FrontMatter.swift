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

        static var list: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
    }

    struct Value {
        let text: String
        let line: Int
    }

    private(set) var values: [Key: Value] = [:]

    /// Reads the YAML, whose first line is line `firstLine` of `file`.
    ///
    /// Values are taken as they are written, whatever YAML makes of them: `language: no` is Norwegian here.
    init(yaml: String, firstLine: Int, file: String) throws(ArticleFileError) {
        for (keyNode, valueNode) in try Self.pairs(yaml: yaml, firstLine: firstLine, file: file) {
            let line = (keyNode.mark?.line ?? 1) + firstLine - 1
            func fail(_ problem: ArticleFileError.Problem) -> ArticleFileError {
                ArticleFileError(file: file, line: line, problem: problem)
            }
            guard case .scalar(let name) = keyNode else { throw fail(.notAMapping) }
            guard let key = Key(rawValue: name.string) else {
                throw fail(.unknownKey(name.string, suggestion: Self.suggestion(for: name.string)))
            }
            guard case .scalar(let scalar) = valueNode else { throw fail(.wrongType(key: key.rawValue)) }
            let text = scalar.string.trimmed
            guard !text.isEmpty, valueNode.tag != Tag(.null) else {
                throw fail(.emptyValue(key: key.rawValue))
            }
            values[key] = Value(text: text, line: line)
        }
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
