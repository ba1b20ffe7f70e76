import ArgumentParser
import BatonServer
import Foundation
import Identity
import Storage

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy everything into an empty database: from SQLite to PostgreSQL, back, or aside.",
        usage: "baton copy [--from DATABASE] [--to DATABASE] [--live]",
        discussion: """
            DATABASE is sqlite:PATH or postgres://user@host/name; without one of the two it is what the \
            setting `storage` says. A password is better given by PGPASSWORD or in ~/.pgpass than in the \
            address, which shows in the list of processes.

            Stop the server first. All rows are read back and compared by number and checksum. Broken off at \
            any moment, it leaves the target as it was: run the same command again. Open chats load their \
            history anew from the copy, and send again what they had not been able to send.
            """)

    @OptionGroup var options: DataOptions
    @Option(help: "The database to read: sqlite:PATH or postgres://user@host/name.") var from: String?
    @Option(help: "The empty database to fill: sqlite:PATH or postgres://user@host/name.") var to: String?
    @Flag(help: "Copy one moment of a database at which a server is at work. What comes later is not in it.")
    var live = false
    @Flag(help: "List each table with its number of rows and its checksum.") var list = false

    func validate() throws {
        guard from != nil || to != nil else {
            throw ValidationError("name the database to read with --from, or the one to fill with --to.")
        }
        for text in [from, to].compactMap(\.self) { _ = try DatabaseArgument.location(text) }
    }

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            let source = try from.map(DatabaseArgument.location) ?? settings.location
            let target = try to.map(DatabaseArgument.location) ?? settings.location
            let display = CopyDisplay()
            defer { display.finish() }
            var options = display.options
            options.isLive = live
            let copy = try await Copy.run(from: source, to: target, options: options)
            display.finish()
            if list {
                for table in copy.tables { say("\(table.sum)  \(table.rows)  \(table.name)") }
            }
            let count = copy.rows.formatted(.number.locale(Locale(identifier: "en_US")))
            say("Copied \(count) rows of \(copy.tables.count) tables into \(target.path), and compared them.")
            if live { say("What was written to \(source.path) since the copy began is not in it.") }
            if live {
                await noteInAudit(.backup, target.path, in: source)
            } else {
                await noteInAudit(.restore, source.path, in: target)
            }
            if target != settings.location { say(Self.next(target)) }
        }
    }

    private static func next(_ target: StoreLocation) -> String {
        switch target {
        case .postgres: "Next: set `storage` to that address, run `baton doctor`, and start the server."
        case .file, .memory:
            "Next: to serve it, remove `storage`, have the file as baton.db in the data folder, and start."
        }
    }
}

/// A database as it is named on the command line.
enum DatabaseArgument {
    private static let filePrefix = "sqlite:"

    /// Never repeats the text: it may hold a password.
    static func location(_ text: String) throws -> StoreLocation {
        if text.hasPrefix(filePrefix) {
            let path = String(text.dropFirst(filePrefix.count))
            var isFolder: ObjCBool = false
            let isThere = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard !path.isEmpty, !(isThere && isFolder.boolValue) else {
                throw ValidationError("sqlite: is followed by a file, such as sqlite:data/baton.db.")
            }
            return .file(path)
        }
        switch StorageSetting(text) {
        case .postgres(let address): return .postgres(address)
        case .file: throw ValidationError("a database is sqlite:PATH or postgres://user@host/name.")
        case .unreadable(let reason):
            guard PostgresAddress.isMeant(by: text) else {
                throw ValidationError("a database is sqlite:PATH or postgres://user@host/name.")
            }
            throw ValidationError(reason)
        }
    }
}
