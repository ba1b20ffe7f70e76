import ArgumentParser
import BatonServer
import Conversations
import Identity
import Storage

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Take everything that came from one person out of Baton.",
        discussion: """
            PERSON is an e-mail address, as the visitor or your product gave it, or a visitor's id. Their \
            conversations lose all words: theirs, the Assistant's and the team's, with notes, pages and \
            addresses; so do the vectors that were made of them and the phrasings that articles took over. \
            What happened stays in the log without words, so that counts stay true. A running server needs \
            no stop. Backups and exports that were made before still hold the words: delete those yourself.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "An e-mail address, or a visitor's id.") var person: String
    @Flag(help: "Say whom it fits, and change nothing.") var dryRun = false
    @Flag(help: "Do not ask.") var yes = false

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            try await settings.withStore { store in
                let eraser = Eraser(store: store, clock: SystemClock())
                let found = try await eraser.visitors(of: person)
                guard !found.isEmpty else {
                    say("Nobody here has the address or id \(person). Nothing was changed.")
                    return
                }
                for visitor in found { say(Self.line(visitor)) }
                if dryRun { return }
                guard yes || Self.isSure(found.count) else {
                    say("Nothing was changed.")
                    return
                }
                for visitor in found {
                    let report = try await eraser.erase(visitor.id)
                    for line in Self.lines(report) { say(line) }
                    try await store.note(
                        AuditEntry(
                            at: SystemClock().now(), actor: .commandLine, action: .personErased,
                            subject: visitor.id.value,
                            detail: "\(report.conversations) conversations, \(report.erased.texts) texts"))
                }
                say("Delete backups and exports that were made before: they still hold these words.")
            }
        }
    }

    private static func line(_ visitor: FoundVisitor) -> String {
        let profile = visitor.profile
        let name = [profile?.name, profile?.email].compactMap(\.self).joined(separator: ", ")
        let proof = profile?.isVerified == true ? "vouched for by your product" : "only said by the visitor"
        let who = name.isEmpty ? "no name or address" : "\(name) (\(proof))"
        return "\(visitor.id)  \(who)  \(counted(visitor.conversations, "conversation"))"
    }

    private static func counted(_ count: Int, _ word: String) -> String {
        "\(count) \(word)\(count == 1 ? "" : "s")"
    }

    private static func isSure(_ count: Int) -> Bool {
        let whom = count == 1 ? "this visitor" : "these \(count) visitors"
        say("Their words cannot be brought back. Erase \(whom)? Type yes to go on:")
        return readLine() == "yes"
    }

    private static func lines(_ report: Eraser.Report) -> [String] {
        var lines = [
            "Erased: \(counted(report.erased.texts, "text")) in "
                + "\(counted(report.conversations, "conversation")), "
                + "\(counted(report.erased.vectors, "vector")), "
                + "\(counted(report.phrasings, "phrasing")) of articles, "
                + "\(counted(report.profiles, "profile"))."
        ]
        if !report.articles.isEmpty {
            lines.append(
                "These articles were written from what was said there. Read them, for names that a person "
                    + "put in: \(report.articles.sorted().joined(separator: ", ")).")
        }
        if !report.drafts.isEmpty {
            lines.append(
                "So were these drafts, which wait on their gaps: "
                    + "\(report.drafts.sorted().joined(separator: ", ")).")
        }
        return lines
    }
}
