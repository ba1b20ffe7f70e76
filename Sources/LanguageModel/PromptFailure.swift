/// A mistake in a prompt's file: where it is and what to do about it.
package struct PromptFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case unreadable
        case tooLong
        case missingFrontMatter
        case unclosedFrontMatter
        case invalidYAML(String)
        case notAMapping
        case missingKey(String)
        case unknownKey(String, suggestion: String?, of: Prompt.Task)
        case badID
        case badNumber(key: String, from: String, to: String)
        case badInputs
        case missingPart(String)
        case emptyPart(String)
        case wordsBeforePart
        case unknownInput(String, of: Prompt.Task)
        case missingInput(String)
        case undeclaredInput(String)
        case missingRefusal
    }

    package let file: String
    /// Counts from 1 in the file as it is on disk.
    package let line: Int
    package let problem: Problem

    package var description: String { "\(file):\(line): \(problem.advice)" }
}

extension PromptFailure.Problem {
    var advice: String {
        switch self {
        case .unreadable: "the prompt cannot be read; check the setting `prompts` and the file's permissions"
        case .tooLong: "the prompt has more than \(Prompt.bytesMax) bytes; shorten it"
        case .missingFrontMatter:
            "no front matter; begin the file with a line `---`, then lines `key: value`, then a line `---`"
        case .unclosedFrontMatter: "the front matter is not closed; end it with a line `---`"
        case .invalidYAML(let problem): "the front matter is not valid YAML (\(problem))"
        case .notAMapping: "the front matter must be lines of the form `key: value`"
        case .missingKey(let key): "`\(key)` is missing; add a line `\(key): ...` to the front matter"
        case .unknownKey(let key, let suggestion?, _): "unknown key `\(key)`; did you mean `\(suggestion)`?"
        case .unknownKey(let key, nil, let task):
            "unknown key `\(key)`; allowed are \(Self.list(task.keys.map { "`\($0.rawValue)`" }))"
        case .badID:
            "`id` must have at most \(Prompt.idCharactersMax) of the characters a-z, 0-9, `-`"
        case .badNumber(let key, let from, let to): "`\(key)` must be a number from \(from) to \(to)"
        case .badInputs: "`inputs` must be a list of names, such as `[sources, question]`"
        default: bodyAdvice
        }
    }

    private var bodyAdvice: String {
        switch self {
        case .missingPart(let part): "there is no line `# \(part)`; put what belongs to it below such a line"
        case .emptyPart(let part): "there is no text below `# \(part)`; write it there"
        case .wordsBeforePart: "this text belongs to nothing; put it below `# System` or `# User`"
        case .unknownInput(let name, let task):
            "`{\(name)}` is nothing that Baton can fill in here; it knows "
                + Self.list((task.inputs.map(\.rawValue) + ["words_max"]).map { "`{\($0)}`" })
        case .missingInput(let name): "`{\(name)}` is used nowhere; put it where its text belongs"
        case .undeclaredInput(let name): "`{\(name)}` is used but not in `inputs`; add it there"
        case .missingRefusal:
            "the text never says \(Prompt.refusal); tell the model to reply so when it finds no answer"
        default: ""
        }
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
