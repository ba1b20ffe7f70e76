import BatonServer
import BatonTesting
import Foundation
import Storage
import Testing

/// The address of the database, which may hold a password.
@Suite(.timeLimit(.minutes(2)))
struct StorageSettingTests {
    private static let password = "hunter2-Ge.heim"

    @Test func `no page of the console tells where the rows are`() async throws {
        let flags = ["--storage", "postgres://baton:\(Self.password)@db.example/baton"]
        try await TestServer.run(flags: flags) { server in
            let ada = try await server.console("Ada")
            for path in ["/api/settings", "/api/audit?limit=100", "/readyz", "/healthz"] {
                let text = try await ada.get(path).text
                #expect(!text.isEmpty && !text.contains(Self.password) && !text.contains("db.example"))
            }
            let refused = try await ada.set(#"{"storage":"postgres://elsewhere/baton"}"#)
            #expect(refused.status != 200)
        }
    }

    @Test func `settings that are printed whole do not show it`() async throws {
        let settings = try await Settings.read(
            environment: ["BATON_STORAGE": "postgres://baton:\(Self.password)@db.example/baton"])
        var text = ""
        dump(settings, to: &text)
        text += "\(settings)" + String(reflecting: settings)
        #expect(text.contains("db.example") && !text.contains(Self.password))
        #expect(settings.location.path == "postgres://baton@db.example/baton")
    }

    @Test(arguments: ["flag", "variable", "file"])
    func `several hosts are one address, wherever it is given`(_ place: String) async throws {
        let address = "postgres://baton@db1.example,db2.example:5433/baton"
        let file = FileManager.default.temporaryDirectory.appending(path: "baton-\(UUID().uuidString).yaml")
        try Data("storage: \(address)\n".utf8).write(to: file)
        let settings = try await Settings.read(
            flags: place == "flag" ? ["--storage", address, "--greeting=Hello, you"] : [],
            environment: place == "variable" ? ["BATON_STORAGE": address] : [:],
            file: place == "file" ? file.path : nil)
        try FileManager.default.removeItem(at: file)
        #expect(settings.location == .postgres(try #require(PostgresAddress(address))))
        #expect(settings.location.path.contains("db1.example,db2.example:5433"))
        if place == "flag" { #expect(settings.greeting == "Hello, you") }
    }

    @Test func `without it the rows are in the data folder`() async throws {
        let settings = try await Settings.read(flags: ["--data", "elsewhere"])
        #expect(settings.location == .file("elsewhere/baton.db"))
    }

    @Test(arguments: [
        "postgres://u:p@s@h/d", "postgres://u:1/s@h/d", "postgres://u:%zz@h/d", "postgres://h/d?sslmod=on",
        "postgres:/h/d", "postgres//h/d", "host=h dbname=d", "//h/d", "mysql://h/d",
    ])
    func `what libpq would misread is refused`(_ text: String) async throws {
        await #expect(throws: SettingsFailure.self) {
            try await Settings.read(environment: ["BATON_STORAGE": text])
        }
    }
}
