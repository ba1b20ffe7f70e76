import Conversations
import Foundation
import Identity
import Storage
import Web

/// What `baton doctor` looks at. It changes nothing but what opening the database changes.
package struct Checkup: Sendable {
    /// Below this much free space a busy day could fill the disk.
    static let freeMebibytesMin = 500
    /// Connections, files and the database itself need this many beside the sockets.
    static let spareDescriptors = 200

    package struct Finding: Sendable, Hashable {
        package let subject: String
        package let isGood: Bool
        package let says: String

        static func good(_ subject: String, _ says: String) -> Finding {
            Finding(subject: subject, isGood: true, says: says)
        }

        static func bad(_ subject: String, _ says: String) -> Finding {
            Finding(subject: subject, isGood: false, says: says)
        }
    }

    let force: SettingsInForce
    var settings: Settings { force.settings }

    package init(_ force: SettingsInForce) { self.force = force }

    package func run() async -> [Finding] {
        var findings = stored() + [folder(), disk(), port(), descriptors(), pages()]
        if !settings.tlsCertificate.isEmpty {
            findings += [file(settings.tlsCertificate), file(settings.tlsKey)]
        }
        let postgres = await postgres()
        findings += postgres.findings
        return await findings + [await weights()] + answering() + [mail()]
            + (postgres.mayOpen ? database() : [])
    }

    private func stored() -> [Finding] {
        force.complaint.map { [.bad("settings", "the console's do not hold together: \($0)")] } ?? []
    }

    private func folder() -> Finding {
        do throws(DataFolderFailure) {
            try DataFolder.create(settings.data)
            return .good("data folder", "\(settings.data) can be written.")
        } catch {
            return .bad("data folder", error.description)
        }
    }

    private func disk() -> Finding {
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: settings.data),
            let bytes = (attributes[.systemFreeSize] as? NSNumber)?.int64Value
        else { return .bad("disk", "the free space cannot be read.") }
        let mebibytes = bytes / (1 << 20)
        guard mebibytes >= Self.freeMebibytesMin else {
            return .bad("disk", "\(mebibytes) MiB are free: make it \(Self.freeMebibytesMin) at least.")
        }
        return .good("disk", "\(mebibytes) MiB are free.")
    }

    private func port() -> Finding {
        guard settings.port != 0 else { return .good("port", "any free one.") }
        guard PortProbe.isFree(host: settings.host, port: settings.port) else {
            return .bad(
                "port",
                "\(settings.host):\(settings.port) is taken (by a running Baton?) or not allowed: "
                    + "stop it, or choose another with --port."
            )
        }
        return .good("port", "\(settings.host):\(settings.port) is free.")
    }

    private func descriptors() -> Finding {
        let limit = OpenFiles.limit
        let needed = settings.connectionsMax + Self.spareDescriptors
        guard limit >= needed else {
            return .bad(
                "open files",
                "the limit is \(limit), \(settings.connectionsMax) connections need \(needed): "
                    + "raise it (ulimit -n) or lower connections_max."
            )
        }
        return .good("open files", "the limit is \(limit).")
    }

    private func pages() -> Finding {
        do throws(AssetsFailure) {
            return .good("pages", "\(try Assets.load().files.count) files.")
        } catch {
            return .bad("pages", error.description)
        }
    }

    private func file(_ path: String) -> Finding {
        FileManager.default.isReadableFile(atPath: path)
            ? .good("TLS", "\(path) can be read.")
            : .bad("TLS", "\(path) cannot be read: check the path and permissions.")
    }

    private func database() async -> [Finding] {
        do {
            return try await settings.withStore { await contents(of: $0) + key(of: $0) }
        } catch {
            return [.bad("database", "\(error)")]
        }
    }

    /// Of SQLite there is one folder, with the one key in it.
    private func key(of store: Store) async -> [Finding] {
        guard store.isShared else { return [] }
        do {
            try await VaultKey.check(folder: settings.data, store: store)
            return [.good("secrets.key", "it is the one of this database, or will be.")]
        } catch {
            return [.bad("secrets.key", "\(error)")]
        }
    }

    private func contents(of store: Store) async -> [Finding] {
        do {
            try await store.checkWritable()
            let articles = try await store.revisions().count
            let people = try await store.users()
            let differences = try await store.verifyReadModels()
            let active = people.filter { !$0.isDisabled }
            return [
                .good("database", "\(settings.location.path) can be read and written."),
                differences.isEmpty
                    ? .good("read models", "they agree with the log.")
                    : .bad(
                        "read models",
                        "\(differences.count) conversations differ from the log: restart with a backup."),
                articles > 0
                    ? .good("library", "\(articles) articles.")
                    : .bad("library", "it is empty: `baton import FOLDER` fills it."),
                active.contains { $0.role == .administrator }
                    ? .good("people", "\(active.count) can sign in.")
                    : .bad(
                        "people",
                        "there is no administrator yet: open the set-up link that `baton serve` prints."),
                try await certainty(of: store),
            ]
        } catch {
            return [.bad("database", "\(error)")]
        }
    }
}
