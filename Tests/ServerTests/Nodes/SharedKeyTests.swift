import BatonServer
import BatonTesting
import Foundation
import Storage
import Testing

/// Nodes of one database seal their secrets with one key.
struct SharedKeyTests {
    @Test func `a node with another key, or with none, does not start and says which file to copy`()
        async throws
    {
        let url = try await PostgresServer.shared.database()
        let address = try #require(PostgresAddress(url))
        let folders = (1...3).map { _ in
            FileManager.default.temporaryDirectory.appending(path: "baton-" + UUID().uuidString)
        }
        defer { for folder in folders { try? FileManager.default.removeItem(at: folder) } }
        try await TestServer.run(
            flags: ["--data", folders[0].path], adjust: { $0.location = .postgres(address) }
        ) { _ in
            // A folder that was never used.
            let fresh = await Self.complaint(folders[1], address)
            #expect(
                fresh.contains("secrets.key is missing: copy secrets.key from the data folder of another"))
            // One that comes from another installation.
            try FileManager.default.createDirectory(at: folders[2], withIntermediateDirectories: true)
            try Data((0..<32).map { UInt8($0) }).write(to: folders[2].appending(path: "secrets.key"))
            let foreign = await Self.complaint(folders[2], address)
            #expect(foreign.contains("secrets.key is not the one that this database was used with: copy"))
            // What it says helps.
            try FileManager.default.copyItem(
                at: folders[0].appending(path: "secrets.key"), to: folders[1].appending(path: "secrets.key"))
            try await TestServer.run(
                flags: ["--data", folders[1].path], adjust: { $0.location = .postgres(address) }
            ) { server in
                #expect(server.port > 0)
            }
        }
        try await PostgresServer.shared.drop(url)
    }

    /// What a node says that does not start.
    private static func complaint(_ folder: URL, _ address: PostgresAddress) async -> String {
        do {
            try await TestServer.run(
                flags: ["--data", folder.path], adjust: { $0.location = .postgres(address) }
            ) { _ in }
            return "it started"
        } catch {
            return "\(error)"
        }
    }
}
