import Conversations
import FoundationEssentials
import LanguageModel
import Yams

extension Rules {
    /// Reads the rules at `path`.
    package static func read(_ path: String) throws(RulesFailure) -> Rules {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: Array(data), as: UTF8.self)
        else { throw RulesFailure(file: path, line: 1, problem: .unreadable) }
        return try Rules(text, file: path)
    }

    /// `text` is the content of `file`, which failures name.
    package init(_ text: String, file: String) throws(RulesFailure) {
        guard text.utf8.count <= Self.bytesMax else {
            throw RulesFailure(file: file, line: 1, problem: .tooLong)
        }
        var reader = RulesFile(file: file)
        (version, rules) = try reader.read(text)
        hash = ContentHash.short(text)
    }
}

/// Reads the YAML of the rules, and says of every mistake where it is.
struct RulesFile {
    static let idCharactersMax = 60

    private let file: String
    private var ids: Set<String> = []
    private var phrases = 0

    init(file: String) { self.file = file }

    mutating func read(_ text: String) throws(RulesFailure) -> (version: Int, rules: [Rules.Rule]) {
        let root = try compose(text)
        let top = try mapping(root, allowed: ["version", "rules"], needed: ["version", "rules"])
        guard let node = top["version"], let version = node.scalar.flatMap({ Int($0.string) }),
            Rules.versionRange.contains(version)
        else { throw failure(top["version"] ?? root, .badVersion) }
        guard let list = top["rules"], let nodes = list.sequence, !nodes.isEmpty else {
            throw failure(top["rules"] ?? root, .empty("rules"))
        }
        guard nodes.count <= Rules.rulesMax else { throw failure(list, .tooMany("rules", Rules.rulesMax)) }
        var rules: [Rules.Rule] = []
        for node in nodes { rules.append(try rule(node)) }
        return (version, rules)
    }

    private mutating func rule(_ node: Node) throws(RulesFailure) -> Rules.Rule {
        let keys = ["id", "reason", "detect", "phrases", "unless"]
        let values = try mapping(node, allowed: keys, needed: ["id", "reason"])
        let id = values["id"]?.scalar?.string ?? ""
        let isAllowed = id.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
        guard !id.isEmpty, id.count <= Self.idCharactersMax, isAllowed else {
            throw failure(values["id"] ?? node, .badID)
        }
        guard ids.insert(id).inserted else { throw failure(values["id"] ?? node, .repeatedID(id)) }
        guard let reason = values["reason"]?.scalar.flatMap({ HandoffReason(rawValue: $0.string) }),
            Rules.reasons.contains(reason)
        else { throw failure(values["reason"] ?? node, .badReason) }
        if let detector = values["detect"], detector.scalar?.string != "card_number" {
            throw failure(detector, .badDetector)
        }
        let phrases = try values["phrases"].map { node throws(RulesFailure) in try self.list(node, "phrases")
        }
        let exceptions = try values["unless"].map { node throws(RulesFailure) in try self.list(node, "unless")
        }
        guard phrases != nil || values["detect"] != nil else { throw failure(node, .missingKey("phrases")) }
        return Rules.Rule(
            id: id, reason: reason, phrases: phrases ?? [], exceptions: exceptions ?? [],
            detectsCardNumbers: values["detect"] != nil)
    }

    /// A list of phrases, or one for each language; all of them are looked for in every text.
    private mutating func list(_ node: Node, _ key: String) throws(RulesFailure) -> [Phrase] {
        guard case .mapping(let languages) = node else { return try flatList(node, key) }
        var found: [Phrase] = []
        for (name, list) in languages {
            let tag = name.scalar?.string ?? ""
            guard tag.count == 2, tag.allSatisfy({ $0.isLowercase && $0.isASCII }) else {
                throw failure(name, .unknownKey(tag, allowed: ["en", "de", "es", "fr"]))
            }
            found += try flatList(list, tag)
        }
        guard !found.isEmpty else { throw failure(node, .empty(key)) }
        return found
    }

    private mutating func flatList(_ node: Node, _ key: String) throws(RulesFailure) -> [Phrase] {
        guard let nodes = node.sequence else { throw failure(node, .notAList(key)) }
        guard !nodes.isEmpty else { throw failure(node, .empty(key)) }
        var found: [Phrase] = []
        for node in nodes {
            guard let text = node.scalar?.string, let phrase = Phrase(text) else {
                throw failure(node, .badPhrase)
            }
            phrases += 1
            guard phrases <= Rules.phrasesMax else {
                throw failure(node, .tooMany("phrases", Rules.phrasesMax))
            }
            found.append(phrase)
        }
        return found
    }

    private func compose(_ text: String) throws(RulesFailure) -> Node {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let (line, problem) = Self.place(of: error)
            throw RulesFailure(file: file, line: line, problem: .invalidYAML(problem))
        }
        guard let root else { throw RulesFailure(file: file, line: 1, problem: .empty("rules")) }
        return root
    }

    private func mapping(
        _ node: Node, allowed: [String], needed: [String]
    ) throws(RulesFailure) -> [String: Node] {
        guard case .mapping(let mapping) = node else { throw failure(node, .notAMapping) }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard allowed.contains(name) else { throw failure(key, .unknownKey(name, allowed: allowed)) }
            values[name] = value
        }
        for key in needed where values[key] == nil { throw failure(node, .missingKey(key)) }
        return values
    }

    private func failure(_ node: Node, _ problem: RulesFailure.Problem) -> RulesFailure {
        RulesFailure(file: file, line: node.mark?.line ?? 1, problem: problem)
    }

    /// The line, from 1, and the parser's own words, which never quote the file.
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
