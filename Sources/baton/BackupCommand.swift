import ArgumentParser
import BatonServer
import Foundation
import Identity
import Storage

private let contents = """
    In the file: conversations with the addresses that visitors left, articles and their vectors, the team \
    with its hashed passwords, settings that were made in the console, and the keys that sign visitors in. \
    Keep it as safe as the server itself.

    Not in it: baton.yaml and the files that it names (the model's key, the mail password, certificates), \
    Prompts, the weights in Models, and secrets.key in the data folder. Secrets that were typed into the \
    console can be read with that key alone: keep a copy of it in another place than the backups, or type \
    them in again after a restore.

    Of PostgreSQL it is a copy of one moment, as an SQLite file; `baton copy` puts it into an empty database.
    """

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the whole database into one file, also while Baton is serving.",
        discussion: contents)

    @OptionGroup var options: DataOptions
    @Argument(help: "The file to make. Its folder must be there.") var file: String
    @Flag(help: "Replace the file if it is there.") var force = false

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            let begin = ContinuousClock.now
            let display = CopyDisplay()
            defer { display.finish() }
            let made = try await Backup.make(
                of: settings.location, to: file, replacing: force, options: display.options)
            display.finish()
            let seconds = (ContinuousClock.now - begin).formatted(
                .units(allowed: [.seconds], width: .wide, fractionalPart: .show(length: 1)))
            say("\(file): \(made.bytes.formatted(.byteCount(style: .file))) in \(seconds), checked.")
            say("\(made.conversations) conversations are in it.")
            await noteInAudit(.backup, file, in: settings.location)
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database. Stop the server first.",
        discussion: """
            The backup is checked before anything is changed, and the database that was there is kept beside \
            it. Open chats notice when the server is back, load the restored history, and send again what \
            they had not been able to send. What was written after the backup began is gone from the server.

            Into PostgreSQL, a backup is brought by `baton copy --from sqlite:FILE` and an empty database.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "A file that `baton backup` made.") var file: String

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            guard case .file(let database) = settings.location else {
                throw BackupFailure.noFile(path: settings.location.path, backup: file)
            }
            try DataFolder.create(settings.data)
            let stamp = Date.now.formatted(
                .iso8601.year().month().day().time(includingFractionalSeconds: false)
                    .dateSeparator(.omitted).timeSeparator(.omitted))
            let restored = try await Restore.run(
                file, into: database, stamp: stamp, newEpoch: Settings.newEpoch())
            say("Restored \(restored.conversations) conversations into \(database).")
            if let kept = restored.keptAt {
                say("What was there before is kept as \(kept): delete it when you no longer need it.")
            }
            await noteInAudit(.restore, file, in: settings.location)
            say("Next: `baton doctor`, then start the server. Open chats load the restored history.")
        }
    }
}
