import FoundationEssentials

extension Prompt {
    /// Reads the prompt at `path`.
    package static func read(_ path: String, for task: Task) throws(PromptFailure) -> Prompt {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: Array(data), as: UTF8.self)
        else { throw PromptFailure(file: path, line: 1, problem: .unreadable) }
        return try Prompt(text, for: task, file: path)
    }

    /// `text` is the content of `file`, which failures name.
    package init(_ text: String, for task: Task, file: String) throws(PromptFailure) {
        func failure(_ line: Int, _ problem: PromptFailure.Problem) -> PromptFailure {
            PromptFailure(file: file, line: line, problem: problem)
        }
        guard text.utf8.count <= Self.bytesMax else { throw failure(1, .tooLong) }
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        guard lines.first == "---" else { throw failure(1, .missingFrontMatter) }
        guard let close = lines.dropFirst().firstIndex(of: "---") else {
            throw failure(1, .unclosedFrontMatter)
        }
        let header = try PromptHeader(yaml: lines[1..<close].joined(separator: "\n"), file: file, task: task)
        id = try header.id()
        version = try header.number(.version, in: Self.versionRange)
        tokensMax = try header.number(.tokensMax, in: Self.tokensRange)
        sourcesMax =
            task.keys.contains(.sourcesMax) ? try header.number(.sourcesMax, in: Self.sourcesRange) : 0
        wordsMax = try header.number(.wordsMax, in: Self.wordsRange)
        temperature = try header.temperature()
        hash = ContentHash.short(text)
        let inputs = try header.inputs()
        var body = PromptBody(file: file, task: task, wordsMax: wordsMax)
        for (index, line) in lines.enumerated().dropFirst(close + 1) {
            try body.read(line, number: index + 1)
        }
        (system, user) = try body.parts(declaring: inputs)
    }
}
