/// What stands below the front matter, read line by line.
struct PromptBody {
    private enum Part: String, CaseIterable {
        case system = "System"
        case user = "User"
    }

    private let file: String
    private let task: Prompt.Task
    private let wordsMax: Int
    private var part: Part?
    private var lines: [Part: [(number: Int, text: String)]] = [:]
    private var last = 1

    init(file: String, task: Prompt.Task, wordsMax: Int) {
        self.file = file
        self.task = task
        self.wordsMax = wordsMax
    }

    mutating func read(_ line: String, number: Int) throws(PromptFailure) {
        last = number
        if let begun = Part.allCases.first(where: { line == "# \($0.rawValue)" }) {
            part = begun
            lines[begun] = []
        } else if let part {
            lines[part, default: []].append((number, line))
        } else if !line.allSatisfy(\.isWhitespace) {
            throw PromptFailure(file: file, line: number, problem: .wordsBeforePart)
        }
    }

    func parts(
        declaring inputs: Set<Prompt.Input>
    ) throws(PromptFailure) -> (system: PromptText, user: PromptText) {
        var used: Set<Prompt.Input> = []
        let system = try text(.system, declaring: inputs, used: &used)
        let user = try text(.user, declaring: inputs, used: &used)
        for input in task.inputs where !used.contains(input) {
            throw PromptFailure(file: file, line: last, problem: .missingInput(input.rawValue))
        }
        guard lines[.system, default: []].contains(where: { $0.text.contains(Prompt.refusal) }) else {
            throw PromptFailure(file: file, line: last, problem: .missingRefusal)
        }
        return (system, user)
    }

    private func text(
        _ part: Part, declaring inputs: Set<Prompt.Input>, used: inout Set<Prompt.Input>
    ) throws(PromptFailure) -> PromptText {
        guard let found = lines[part] else {
            throw PromptFailure(file: file, line: last, problem: .missingPart(part.rawValue))
        }
        func isBlank(_ line: (number: Int, text: String)) -> Bool { line.text.allSatisfy(\.isWhitespace) }
        let kept = Array(found.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
        guard !kept.isEmpty else {
            throw PromptFailure(file: file, line: last, problem: .emptyPart(part.rawValue))
        }
        var pieces: [PromptText.Piece] = []
        for (index, line) in kept.enumerated() {
            if index > 0 { pieces.append(.words("\n")) }
            pieces += try self.pieces(line.text, number: line.number, declaring: inputs, used: &used)
        }
        return PromptText(pieces: pieces)
    }

    /// A brace that does not hold a name alone is a brace.
    private func pieces(
        _ line: String, number: Int, declaring inputs: Set<Prompt.Input>, used: inout Set<Prompt.Input>
    ) throws(PromptFailure) -> [PromptText.Piece] {
        var pieces: [PromptText.Piece] = []
        var rest = line[...]
        while let open = rest.firstIndex(of: "{") {
            let inner = rest[rest.index(after: open)...].prefix { $0.isLetter || $0 == "_" }
            let isName = !inner.isEmpty && inner.endIndex < rest.endIndex && rest[inner.endIndex] == "}"
            guard isName else {
                pieces.append(.words(String(rest[...open])))
                rest = rest[rest.index(after: open)...]
                continue
            }
            pieces.append(.words(String(rest[..<open])))
            pieces.append(try piece(String(inner), number: number, declaring: inputs, used: &used))
            rest = rest[rest.index(after: inner.endIndex)...]
        }
        pieces.append(.words(String(rest)))
        return pieces.filter { $0 != .words("") }
    }

    private func piece(
        _ name: String, number: Int, declaring inputs: Set<Prompt.Input>, used: inout Set<Prompt.Input>
    ) throws(PromptFailure) -> PromptText.Piece {
        if name == PromptHeader.Key.wordsMax.rawValue { return .words("\(wordsMax)") }
        guard let input = Prompt.Input(rawValue: name), task.inputs.contains(input) else {
            throw PromptFailure(file: file, line: number, problem: .unknownInput(name, of: task))
        }
        guard inputs.contains(input) else {
            throw PromptFailure(file: file, line: number, problem: .undeclaredInput(name))
        }
        used.insert(input)
        return .open(input)
    }
}
