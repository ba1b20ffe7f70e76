package import Conversations
import Foundation
import Identity
import Knowledge
package import Learning
package import Storage

/// Writes what was asked, found, said and known of it as files to train a model with.
package struct TrainingExport: Sendable {
    /// Conversations that are looked for at a time.
    static let pageConversations = 200
    /// Events of one conversation that are read; a longer one is cut.
    static let eventsMax = 5_000

    package struct Range: Sendable {
        package let from: Timestamp
        package let to: Timestamp
        package let area: String?

        package init(from: Timestamp, to: Timestamp, area: String?) {
            self.from = from
            self.to = to
            self.area = area
        }
    }

    package struct Outcome: Hashable, Sendable {
        package var conversations = 0
        package var examples = 0
        package var supervised = 0
        package var preferences = 0
        /// Conversations that were left out: the visitor said no, or took a yes back.
        package var declined = 0
        /// Conversations that were left out: the visitor has not said anything.
        package var unasked = 0

        package var leftOut: Int { declined + unasked }
    }

    private let store: Store
    private let folder: URL
    private let ground: TrainingGround

    package init(store: Store, folder: String, ground: TrainingGround) {
        self.store = store
        self.ground = ground
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    }

    /// Refuses a folder that holds an export: two exports in one file would count questions twice.
    package func write(_ range: Range) async throws -> Outcome {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        guard !files.fileExists(atPath: folder.appending(path: "examples.jsonl").path) else {
            throw ExportRefused(advice: "\(folder.path) holds an export already: name another folder.")
        }
        let all = try Lines(folder.appending(path: "examples.jsonl"))
        let supervised = try Lines(folder.appending(path: "supervised.jsonl"))
        let preferences = try Lines(folder.appending(path: "preferences.jsonl"))
        var outcome = Outcome()
        var passages = PassageTexts(library: store)
        var last: ConversationID?
        while true {
            let page = try await store.conversations(
                from: range.from, to: range.to, after: last, limit: Self.pageConversations)
            guard let end = page.last else { break }
            last = end
            for id in page {
                let made = try await examples(of: id, range, &passages)
                guard !made.isEmpty, try await mayGo(id, &outcome) else { continue }
                outcome.conversations += 1
                for example in made {
                    try all.add(example)
                    outcome.examples += 1
                    if let chat = example.supervised { try supervised.add(chat) }
                    if let pair = example.preference { try preferences.add(pair) }
                }
            }
        }
        (outcome.supervised, outcome.preferences) = (supervised.count, preferences.count)
        for lines in [all, supervised, preferences] { try lines.close() }
        try Data(readme(range, outcome).utf8).write(to: folder.appending(path: "README.md"))
        return outcome
    }

    /// Asks the visitor's last word, which may have been said in another conversation.
    private func mayGo(_ id: ConversationID, _ outcome: inout Outcome) async throws -> Bool {
        let known = try await store.conversation(id, in: .system(reason: "training export"))
        guard let visitor = known?.visitor else { return false }
        let said = try await store.consent(of: visitor)?.isGiven
        if ground.allows(said) { return true }
        outcome.declined += said == false ? 1 : 0
        outcome.unasked += said == nil ? 1 : 0
        return false
    }

    private func examples(
        of id: ConversationID, _ range: Range, _ passages: inout PassageTexts
    ) async throws -> [TrainingExample] {
        let events = try await store.events(
            of: id, after: 0, limit: Self.eventsMax, in: .system(reason: "training export"))
        for event in events {
            guard case .decided(let decision) = event.event.body else { continue }
            for candidate in decision.candidates { try await passages.read(candidate) }
        }
        let texts = passages
        return TrainingExample.of(events) { texts.text(of: $0) }.filter { example in
            example.at >= range.from.milliseconds && example.at < range.to.milliseconds
                && (range.area == nil || example.area == range.area)
        }
    }

    private func consent(_ outcome: Outcome) -> String {
        let basis =
            ground == .ask
            ? "Only visitors whom the chat asked, and who said yes and did not take it back, are in it."
            : "The setting `training_export` said that conversations may be used without asking each visitor."
        return "\(basis) \(outcome.leftOutWords)"
    }

    private func readme(_ range: Range, _ outcome: Outcome) -> String {
        func day(_ at: Timestamp) -> String {
            Date(timeIntervalSince1970: Double(at.milliseconds) / 1000)
                .formatted(.iso8601.year().month().day())
        }
        let area = range.area.map { ", product area \($0)" } ?? ""
        return """
            # Training export

            \(outcome.examples) questions of \(outcome.conversations) conversations from \(day(range.from)) \
            until before \(day(range.to))\(area).

            \(consent(outcome))

            - `examples.jsonl`: a question a line, with its context, the passages that were found, what the \
            Assistant and what people answered, and the outcome: `right` (the visitor or a judge said so), \
            `failed` (with its causes), `unknown`.
            - `supervised.jsonl` (\(outcome.supervised)): `{"messages": [...]}` that end in the answer of a \
            person, or in an answer of the Assistant that is known to be right.
            - `preferences.jsonl` (\(outcome.preferences)): `prompt`, `chosen` (a person's answer) and \
            `rejected` (the Assistant's, which failed).

            E-mail addresses, phone and card numbers, IBANs, keys and IP addresses are replaced by words \
            such as [e-mail]. Names and postal addresses that people typed are not found by Baton: they are \
            still in it.

            `id` is `SEQ.CONVERSATION`. When a person is erased with `baton erase` afterwards, or takes a \
            yes back, delete the lines of their conversations here, or make the export anew.

            """
    }
}

extension TrainingExport.Outcome {
    /// How many conversations were left out, and why.
    package var leftOutWords: String {
        let reasons = [
            declined > 0 ? "\(declined) whose visitor said no" : nil,
            unasked > 0 ? "\(unasked) whose visitor has not answered" : nil,
        ].compactMap(\.self)
        guard !reasons.isEmpty else { return "No conversation was left out for want of consent." }
        return "Left out for want of consent: \(reasons.joined(separator: ", ")) "
            + "(\(leftOut) \(leftOut == 1 ? "conversation" : "conversations"))."
    }
}

/// Why nothing was exported.
package struct ExportRefused: Error, Hashable, Sendable, CustomStringConvertible {
    let advice: String

    package var description: String { advice }
}

/// One JSON value a line.
private final class Lines {
    private let handle: FileHandle
    private let encoder = JSONEncoder()
    private(set) var count = 0

    init(_ place: URL) throws {
        try Data().write(to: place)
        handle = try FileHandle(forWritingTo: place)
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func add(_ value: some Encodable) throws {
        var line = try encoder.encode(value)
        line.append(UInt8(ascii: "\n"))
        try handle.write(contentsOf: line)
        count += 1
    }

    func close() throws { try handle.close() }
}

/// Texts of passages that decisions name, each revision cut once.
private struct PassageTexts {
    static let revisionsMax = 2_000

    private struct Key: Hashable {
        let article: String
        let revision: Int
    }

    let library: any Library
    private var texts: [Key: [String]] = [:]

    init(library: any Library) { self.library = library }

    mutating func read(_ candidate: Decision.Candidate) async throws {
        let key = Key(article: candidate.article, revision: candidate.revision)
        guard texts[key] == nil, let id = ArticleID(candidate.article) else { return }
        if texts.count >= Self.revisionsMax { texts.removeAll() }
        let revision = try await library.revision(id, number: candidate.revision)
        texts[key] = revision.map { Passages.cut($0).map(\.text) } ?? []
    }

    func text(of candidate: Decision.Candidate) -> String? {
        let known = texts[Key(article: candidate.article, revision: candidate.revision)] ?? []
        return known.indices.contains(candidate.passage) ? known[candidate.passage] : nil
    }
}
