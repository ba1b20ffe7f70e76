import Knowledge
import Yams

/// The lines between two `---` at the top of a prompt's file.
struct PromptHeader {
    enum Key: String, CaseIterable {
        case id
        case version
        case inputs
        case tokensMax = "tokens_max"
        case sourcesMax = "sources_max"
        case wordsMax = "words_max"
        case temperature
    }

    private let file: String
    private let task: Prompt.Task
    private var values: [Key: Node] = [:]

    /// Line 1 of `yaml` is line 2 of `file`.
    init(yaml: String, file: String, task: Prompt.Task) throws(PromptFailure) {
        self.file = file
        self.task = task
        for (keyNode, value) in try Self.pairs(yaml, file: file) {
            let name = keyNode.scalar?.string ?? ""
            guard let key = Key(rawValue: name), task.keys.contains(key) else {
                let near = task.keys.map(\.rawValue).min {
                    EditDistance.between($0, name) < EditDistance.between($1, name)
                }
                let suggestion = near.flatMap { EditDistance.between($0, name) <= 2 ? $0 : nil }
                throw Self.failure(file, keyNode, .unknownKey(name, suggestion: suggestion, of: task))
            }
            values[key] = value
        }
        for key in task.keys where values[key] == nil {
            throw PromptFailure(file: file, line: 1, problem: .missingKey(key.rawValue))
        }
    }

    func id() throws(PromptFailure) -> String {
        let id = text(.id)
        let isAllowed = id.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
        guard !id.isEmpty, id.count <= Prompt.idCharactersMax, isAllowed else { throw failure(.id, .badID) }
        return id
    }

    func number(_ key: Key, in range: ClosedRange<Int>) throws(PromptFailure) -> Int {
        guard let number = Int(text(key)), range.contains(number) else {
            let (from, to) = ("\(range.lowerBound)", "\(range.upperBound)")
            throw failure(key, .badNumber(key: key.rawValue, from: from, to: to))
        }
        return number
    }

    func temperature() throws(PromptFailure) -> Double {
        guard let number = Double(text(.temperature)), (0...1).contains(number) else {
            throw failure(.temperature, .badNumber(key: "temperature", from: "0", to: "1"))
        }
        return number
    }

    func inputs() throws(PromptFailure) -> Set<Prompt.Input> {
        guard let nodes = values[.inputs]?.sequence, !nodes.isEmpty else {
            throw failure(.inputs, .badInputs)
        }
        var inputs: Set<Prompt.Input> = []
        for node in nodes {
            guard let name = node.scalar?.string else { throw failure(.inputs, .badInputs) }
            guard let input = Prompt.Input(rawValue: name), task.inputs.contains(input) else {
                throw Self.failure(file, node, .unknownInput(name, of: task))
            }
            inputs.insert(input)
        }
        return inputs
    }

    private func text(_ key: Key) -> String { values[key]?.scalar?.string ?? "" }

    private func failure(_ key: Key, _ problem: PromptFailure.Problem) -> PromptFailure {
        PromptFailure(file: file, line: (values[key]?.mark?.line ?? 0) + 1, problem: problem)
    }

    private static func failure(
        _ file: String, _ node: Node, _ problem: PromptFailure.Problem
    ) -> PromptFailure {
        PromptFailure(file: file, line: (node.mark?.line ?? 0) + 1, problem: problem)
    }

    private static func pairs(_ yaml: String, file: String) throws(PromptFailure) -> [(Node, Node)] {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            let (line, problem) = place(of: error)
            throw PromptFailure(file: file, line: line + 1, problem: .invalidYAML(problem))
        }
        guard let root else { return [] }
        guard case .mapping(let mapping) = root else {
            throw PromptFailure(file: file, line: 2, problem: .notAMapping)
        }
        return mapping.map { ($0.key, $0.value) }
    }

    /// The line within the YAML, from 1, and the parser's own words, which never quote the file.
    private static func place(of error: any Error) -> (line: Int, problem: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .duplicatedKeysInMapping(_, let context): (context.mark.line, "a key is given twice")
        default: (1, "it could not be read")
        }
    }
}
