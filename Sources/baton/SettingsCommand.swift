import ArgumentParser
import BatonServer
import Foundation

struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "List all settings with their defaults.")

    @Flag(help: "Print the handbook's page, KnowledgeBase/settings.md, instead.") var markdown = false

    func run() throws {
        FileHandle.standardOutput.write(
            Data((markdown ? SettingsArticle.markdown() : Setting.manual + "\n").utf8))
    }
}
