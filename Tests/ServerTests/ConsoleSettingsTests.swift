import BatonServer
import BatonTesting
import Foundation
import Identity
import Storage
import Testing

/// Settings of the console: what is refused, who wins, and that a change holds at once.
@Suite(.timeLimit(.minutes(2)))
struct ConsoleSettingsTests {
    @Test func `a change holds at once for whoever comes next`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            #expect(try await ada.setting("greeting")["source"] as? String == "standard")
            let changed = try await ada.set(
                ##"{"greeting":"Good day","assistant_name":"Robin","accent":"#0A7","##
                    + ##""contact_after_seconds":7}"##)
            #expect(changed.status == 200 && changed.number("version") == 1)
            let greeting = try await ada.setting("greeting")
            #expect(greeting["value"] as? String == "Good day" && greeting["source"] as? String == "console")
            #expect(try await ada.setting("accent")["value"] as? String == "#00aa77")
            let welcome = try await server.welcome()
            #expect(welcome["greeting"] as? String == "Good day")
            #expect(welcome["assistant"] as? String == "Robin")
            #expect(welcome["contact_after_seconds"] as? Int == 7)
            #expect(try await ada.set(#"{"greeting":""}"#).status == 200)
            #expect(try await ada.setting("greeting")["source"] as? String == "standard")
            let log = try await ada.get("/api/audit?limit=5").rows("entries")
            #expect(log.first?["action"] as? String == "setting_changed")
            #expect(log.contains { $0["detail"] as? String == "120 → 7" })
        }
    }

    @Test func `of two who edit the same version the second is told what holds now`() async throws {
        try await TestServer.run { server in
            let (ada, bob) = (try await server.console("Ada"), try await server.console("Bob"))
            let version = try await ada.version()
            func body(_ greeting: String) -> String {
                "{\"version\":\(version),\"values\":{\"greeting\":\"\(greeting)\"}}"
            }
            #expect(try await ada.post("/api/settings", body("From Ada")).status == 200)
            let late = try await bob.post("/api/settings", body("From Bob"))
            #expect(late.status == 409 && late.number("version") == version + 1)
            #expect(
                late.rows("settings").contains {
                    $0["key"] as? String == "greeting" && $0["value"] as? String == "From Ada"
                })
            #expect(try await server.welcome()["greeting"] as? String == "From Ada")
            let outcomes = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await ada.post(
                            "/api/settings",
                            "{\"version\":\(version + 1),\"values\":{\"greeting\":\"G\(number)\"}}"
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == 200 }.count == 1 && outcomes.filter { $0 == 409 }.count == 7)
        }
    }

    private static let refused: [(values: String, field: String)] = [
        (#"{"port":9}"#, "port"), (#"{"grting":"x"}"#, "grting"), (#"{"greeting":7}"#, "greeting"),
        (#"{"greeting":["a"]}"#, "greeting"), (#"{"greeting":{"a":1}}"#, "greeting"),
        (#"{"error_rate_percent":0}"#, "error_rate_percent"),
        (#"{"error_rate_percent":61}"#, "error_rate_percent"),
        (#"{"error_rate_percent":"many"}"#, "error_rate_percent"),
        (#"{"error_rate_percent":4.5}"#, "error_rate_percent"), (#"{"accent":"red"}"#, "accent"),
        (##"{"accent":"#12345"}"##, "accent"), (#"{"accent":"url(x)"}"#, "accent"),
        (#"{"hours":"whenever"}"#, "hours"), (#"{"model_auth":"basic"}"#, "model_auth"),
        (#"{"opening_questions":["1","2","3","4","5"]}"#, "opening_questions"),
        (#"{"model_url":"http://127.0.0.1:9/v1"}"#, "model"),
        (#"{"model_url":"ftp://host","model":"m"}"#, "model_url"),
        (#"{"model_url":"http://h/v1","model":"m","model_query":["x"]}"#, "model_query"),
        (#"{"model_url":"http://h/v1","model":"m","model_key":"two words"}"#, "model_key"),
        (#"{"assistant_name":"a\u0007b"}"#, "assistant_name"), (#"{"model_key":"a\u0000"}"#, "model_key"),
    ]

    @Test func `what cannot be is refused at its field and nothing is stored`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            for (values, field) in Self.refused {
                let answer = try await ada.set(values)
                #expect(answer.status == 422, "\(values): \(answer.text)")
                #expect(answer.text("fields.\(field)")?.isEmpty == false, "\(values): \(answer.text)")
            }
            #expect(try await ada.version() == 0)
            let long = String(repeating: "x", count: 1_001)
            #expect(try await ada.set("{\"greeting\":\"\(long)\"}").status == 422)
            let huge = String(repeating: "x", count: 20_000)
            #expect(try await ada.set("{\"greeting\":\"\(huge)\"}").status == 413)
        }
    }

    @Test func `what the operator gave is locked and says where`() async throws {
        try await TestServer.run(flags: ["--greeting", "From the flag"]) { server in
            let ada = try await server.console("Ada")
            let greeting = try await ada.setting("greeting")
            #expect(greeting["locked"] as? Bool == true && greeting["source"] as? String == "flag")
            #expect(greeting["locked_by"] as? String == "the flag --greeting")
            let refused = try await ada.set(#"{"greeting":"Mine"}"#)
            #expect(refused.status == 422)
            #expect(refused.text("fields.greeting")?.contains("--greeting") == true)
            // A page may send back all that it was told.
            let all = try await ada.set(#"{"greeting":"From the flag","assistant_name":"Robin"}"#)
            #expect(all.status == 200)
            #expect(try await server.welcome()["greeting"] as? String == "From the flag")
        }
    }

    @Test func `markup stays text in what is answered`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let markup = "<img src=x onerror=alert(1)>"
            let set = try await ada.set(
                "{\"greeting\":\"\(markup)\",\"opening_questions\":[\"\(markup)\"]}")
            #expect(set.status == 200)
            #expect(try await server.welcome()["greeting"] as? String == markup)
            let page = try await TestHTTP.get(port: server.port, "/help")
            #expect(!page.text.contains(markup))
            let answer = try await TestHTTP.get(
                port: server.port, "/api/settings", headers: [("Cookie", ada.cookie ?? "")])
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("cache-control") == "no-store")
        }
    }

    @Test func `a key is kept sealed, never shown, and stays with its server`() async throws {
        let secret = "sk-very-secret-0123456789"
        let folder = FileManager.default.temporaryDirectory.appending(path: "baton-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let flags = ["--data", folder.path]
        try await TestServer.run(flags: flags, adjust: { $0.location = .file(folder.path + "/baton.db") }) {
            server in
            let ada = try await server.console("Ada")
            let saved = try await ada.set(
                "{\"model_url\":\"http://127.0.0.1:9/v1\",\"model\":\"m\",\"model_key\":\"\(secret)\"}")
            #expect(saved.status == 200 && !saved.text.contains(secret))
            #expect(try await ada.setting("model_key")["value"] as? String == "set")
            #expect(server.baton.live.current.model.key == secret)
            #expect(try await !ada.get("/api/audit").text.contains(secret))
            let moved = try await ada.set(#"{"model_url":"http://evil.example/v1"}"#)
            #expect(moved.status == 422 && moved.text("fields.model_key") != nil)
            let tried = try await ada.post(
                "/api/settings/try-model", #"{"values":{"model_url":"http://evil.example/v1"}}"#)
            #expect(tried.bool("ok") == false && tried.text.contains("enter this anew"))
            let near = try await ada.set(#"{"model_url":"http://127.0.0.1:9/v2","model_key":"set"}"#)
            #expect(near.status == 200)
            #expect(server.baton.live.current.model.key == secret)
            let values = try await server.baton.store.settings().values
            #expect(values["model_key"]?.contains("secret") == false)
        }
        for name in ["baton.db", "baton.db-wal"] {
            let data = FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
            #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/secrets.key")
        #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        // After a restart it is there again; without the file it is not, and the rest is.
        try await TestServer.run(flags: flags, adjust: { $0.location = .file(folder.path + "/baton.db") }) {
            server in #expect(server.baton.live.current.model.key == secret)
        }
        try FileManager.default.removeItem(atPath: folder.path + "/secrets.key")
        try await TestServer.run(flags: flags, adjust: { $0.location = .file(folder.path + "/baton.db") }) {
            server in
            #expect(server.baton.live.current.model.key == "" && server.baton.live.current.model.name == "m")
        }
    }

    @Test func `the environment's key wins and is shown as locked`() async throws {
        let settings = try await Settings.read(environment: ["BATON_MODEL_KEY": "sk-of-the-environment"])
        #expect(settings.model.key == "sk-of-the-environment")
        let flags = ["--model-key-file", "/nowhere"]
        try await TestServer.run(flags: flags) { server in
            let ada = try await server.console("Ada")
            let key = try await ada.setting("model_key")
            #expect(key["locked"] as? Bool == true && key["value"] as? String == "set")
            #expect(try await ada.set(#"{"model_key":"sk-mine"}"#).status == 422)
        }
    }
}

extension TestServer {
    /// What a new visitor's socket is told.
    fileprivate func welcome() async throws -> [String: Any] {
        let socket = try await TestSocket.connect(port: port, path: "/ws/visitor", origin: origin)
        try await socket.send(#"{"type":"hello","v":2}"#)
        let text = try await socket.nextText()
        return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }
}
