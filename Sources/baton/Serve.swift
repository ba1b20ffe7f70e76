import ArgumentParser
import BatonServer
import Foundation
import Identity
import Knowledge
import Logging
import Storage

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve visitors, agents and the help centre.",
        usage: "baton serve [--settings FILE] [--SETTING VALUE ...]",
        discussion: "Settings:\n" + Setting.manual)

    @OptionGroup var options: SettingsOptions
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        try await failing {
            let settings = try await options.read(flags: flags)
            LoggingSystem.bootstrap(StreamLogHandler.standardError)
            var surroundings = Baton.Surroundings()
            surroundings.logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
            let baton = try await Baton(settings: settings, surroundings: surroundings)
            try await importFirst(baton, surroundings)
            try await baton.run { started in try await announce(started, baton) }
        }
    }

    /// A library that is empty starts with the articles of the folder `knowledge_base`.
    private func importFirst(_ baton: Baton, _ surroundings: Baton.Surroundings) async throws {
        let isEmpty = try await baton.store.revisions().isEmpty
        let folder = baton.settings.knowledgeBase
        guard isEmpty else { return }
        guard FileManager.default.fileExists(atPath: folder) else {
            say("The library is empty and there is no folder \(folder): `baton import FOLDER` fills it.")
            return
        }
        let report = try await ArticleImport(library: baton.store, clock: surroundings.clock).run(folder)
        say("Imported \(report.added.count) articles from \(folder).")
    }

    private func announce(_ started: Baton.Started, _ baton: Baton) async throws {
        var lines = [
            "Baton is running. Ctrl+C stops it.",
            "",
            "Help centre   \(started.url)/help",
            "Demo page     \(started.demoURL)/demo",
            "Console       \(started.url)/console",
        ]
        if let token = try await baton.access.setUpToken() {
            lines.append("Set up        \(started.url)/console#set-up=\(token)")
            lines.append("")
            lines.append(
                "Open the set-up link to become the first administrator. It works once, for 24 hours.")
        }
        if baton.settings.isOpenWithoutName {
            lines.append("")
            lines.append("Listening on every address, but only \(started.url) is known as Baton's own:")
            lines.append("set public_url to the address that people will use.")
        }
        if !baton.notes.isEmpty { lines += [""] + baton.notes }
        say(lines.joined(separator: "\n"))
    }
}
