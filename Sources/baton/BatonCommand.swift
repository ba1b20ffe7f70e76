import ArgumentParser
import BatonServer
import Foundation
import Logging

@main
struct BatonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baton",
        abstract: "A support agent that answers from your knowledge base and passes the rest to people.",
        discussion: """
            Start with `baton serve`: it makes the data folder, imports the sample knowledge base into \
            an empty library and prints the links. Settings are flags, environment variables (BATON_PORT) \
            or lines of a YAML file (port: 8080); flags win over the environment, the environment over the \
            file.
            """,
        version: Baton.version,
        subcommands: [
            Serve.self, Import.self, ArticleCommand.self, Evaluate.self, Simulate.self, UserCommand.self,
            BackupCommand.self, RestoreCommand.self, CopyCommand.self, MigrateCommand.self,
            CalibrateCommand.self, EraseCommand.self, ExportCommand.self, SettingsCommand.self, Doctor.self,
        ])
}

/// What all commands share: the settings file, and the settings as flags.
struct SettingsOptions: ParsableArguments {
    @Option(
        name: .customLong("settings"),
        help: "A YAML file with settings. Without it, baton.yaml if it is there.")
    var file: String?

    static let fileName = "baton.yaml"

    /// Reads all sources; `flags` are the arguments that the command itself did not know.
    func read(flags: [String]) async throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        let named = file ?? environment["BATON_SETTINGS"]
        let isThere = FileManager.default.fileExists(atPath: Self.fileName)
        return try await Settings.read(
            flags: flags, environment: environment, file: named ?? (isThere ? Self.fileName : nil))
    }
}

/// What commands need that work on the data of a server.
struct DataOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions
    @Option(help: "The folder with everything that Baton keeps.") var data: String?
    @Option(help: "The PostgreSQL database, if it is not the SQLite file in that folder.")
    var storage: String?
    @Option(help: "The address of Baton for people, for links.") var publicURL: String?

    func read() async throws -> Settings {
        let flags = [("--data", data), ("--storage", storage), ("--public-url", publicURL)]
        return try await settings.read(
            flags: flags.flatMap { name, value in value.map { [name, $0] } ?? [] })
    }
}

/// Prints a line at once, also where the output is a file or a pipe.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Says what went wrong in one line and ends with a failure.
func failing<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
        return try await work()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        FileHandle.standardError.write(Data("baton: \(error)\n".utf8))
        throw ExitCode.failure
    }
}
