import BatonTesting
import Foundation
import Identity
import Testing

/// What the tests of the console's routes share: requests as the console sends them.
struct ConsoleClient: Sendable {
    let server: TestServer
    var cookie: String?

    struct Answer: Sendable {
        let status: Int
        let text: String
        let cookies: String

        /// A member of the answer, by a path such as `user.role`.
        func text(_ path: String) -> String? { value(path) as? String }
        func number(_ path: String) -> Int? { (value(path) as? NSNumber)?.intValue }
        func bool(_ path: String) -> Bool? { (value(path) as? NSNumber)?.boolValue }
        func rows(_ path: String) -> [[String: Any]] { value(path) as? [[String: Any]] ?? [] }
        func strings(_ path: String) -> [String] { value(path) as? [String] ?? [] }

        private func value(_ path: String) -> Any? {
            let root = try? JSONSerialization.jsonObject(with: Data(text.utf8))
            return path.split(separator: ".").reduce(root) { ($0 as? [String: Any])?[String($1)] }
        }
    }

    func get(_ path: String) async throws -> Answer {
        Self.answer(try await TestHTTP.get(port: server.port, path, headers: session))
    }

    func post(_ path: String, _ body: String, origin: String? = nil, type: String? = "application/json")
        async throws -> Answer
    {
        var headers = session + [("Origin", origin ?? server.origin)]
        if let type { headers.append(("Content-Type", type)) }
        return Self.answer(try await TestHTTP.post(port: server.port, path, headers: headers, body: body))
    }

    private var session: [(String, String)] { cookie.map { [("Cookie", $0)] } ?? [] }

    private static func answer(_ answer: HTTPAnswer) -> Answer {
        Answer(status: answer.status, text: answer.text, cookies: answer.header("set-cookie") ?? "")
    }

    /// A line of the settings page.
    func setting(_ key: String) async throws -> [String: Any] {
        try await get("/api/settings").rows("settings").first { $0["key"] as? String == key } ?? [:]
    }

    func version() async throws -> Int { try await get("/api/settings").number("version") ?? -1 }

    func set(_ values: String) async throws -> Answer {
        try await post("/api/settings", "{\"version\":\(try await version()),\"values\":\(values)}")
    }
}

extension TestServer {
    /// Somebody who is signed in to the console.
    func console(_ name: String, role: String = "administrator") async throws -> ConsoleClient {
        let role = try #require(User.Role(word: role))
        return ConsoleClient(server: self, cookie: try await signedIn(name, role: role))
    }
}
