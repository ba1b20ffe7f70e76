import BatonServer
import BatonTesting
import Foundation
import Identity
import Testing

/// People, roles, sessions and the audit log, as the console asks for them.
@Suite(.timeLimit(.minutes(2)))
struct TeamRoutesTests {
    @Test func `an administrator adds somebody, who shows in the list and signs in by the link`() async throws
    {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let added = try await ada.post(
                "/api/users", #"{"email":"Bob@Example.com","name":"Bob","role":"editor"}"#)
            #expect(added.status == 201)
            #expect(added.text("user.email") == "bob@example.com" && added.text("user.role") == "editor")
            #expect(added.bool("user.invited") == true)
            let token = try #require(added.text("link")?.split(separator: "=").last)
            let redeemed = try await ConsoleClient(server: server).post(
                "/api/redeem", "{\"token\":\"\(token)\",\"password\":\"violet harbour lantern\"}")
            #expect(redeemed.status == 200 && redeemed.cookies.contains("HttpOnly; SameSite=Strict"))
            let bob = try #require(
                try await ada.get("/api/users").rows("users").first {
                    $0["email"] as? String == "bob@example.com"
                })
            #expect(bob["invited"] as? Bool == false && bob["last_seen"] is NSNumber)
            let again = try await ada.post(
                "/api/users", #"{"email":"bob@example.com","name":"B","role":"viewer"}"#)
            #expect(again.status == 409)
            let unknown = try await ada.post(
                "/api/users", #"{"email":"c@example.com","name":"C","role":"root"}"#)
            #expect(unknown.status == 400)
        }
    }

    @Test(arguments: ["agent", "editor", "viewer"])
    func `only administrators look after people and settings`(role: String) async throws {
        try await TestServer.run { server in
            let other = try await server.console("Bob", role: role)
            for path in ["/api/users", "/api/audit", "/api/settings"] {
                #expect(try await other.get(path).status == 403, "\(path)")
                #expect(try await ConsoleClient(server: server).get(path).status == 401, "\(path)")
            }
            for path in ["/api/users", "/api/users/user-1234/role", "/api/settings/try-model"] {
                #expect(try await other.post(path, "{}").status == 403, "\(path)")
                #expect(try await ConsoleClient(server: server).post(path, "{}").status == 401, "\(path)")
            }
        }
    }

    @Test func `a change needs our own page and JSON`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let body = #"{"name":"Eve"}"#
            #expect(try await ada.post("/api/me/name", body, origin: "https://evil.example").status == 403)
            #expect(try await ada.post("/api/me/name", body, origin: "null").status == 403)
            for type in [nil, "text/plain", "application/x-www-form-urlencoded"] as [String?] {
                #expect(try await ada.post("/api/me/name", body, type: type).status == 415)
            }
            #expect(try await ada.post("/api/me/name", "{").status == 400)
            #expect(try await ada.post("/api/me/name", #"{"name":7}"#).status == 400)
            let long = String(repeating: "x", count: 5000)
            #expect(try await ada.post("/api/me/name", "{\"name\":\"\(long)\"}").status == 413)
            #expect(try await ada.get("/api/me").text("user.name") == "Ada")
            #expect(
                try await ada.post("/api/me/name", body, type: "application/json; charset=utf-8").status
                    == 200)
            #expect(try await ada.get("/api/me").text("user.name") == "Eve")
        }
    }

    @Test func `the last administrator stays`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let id = try #require(try await ada.get("/api/me").text("user.id"))
            // Invited, but not able to sign in yet: does not count.
            _ = try await ada.post(
                "/api/users", #"{"email":"c@example.com","name":"C","role":"administrator"}"#)
            let demoted = try await ada.post("/api/users/\(id)/role", #"{"role":"agent"}"#)
            #expect(demoted.status == 409 && demoted.text("error")?.isEmpty == false)
            #expect(try await ada.post("/api/users/\(id)/disabled", #"{"disabled":true}"#).status == 409)
            _ = try await server.console("Bob")
            #expect(try await ada.post("/api/users/\(id)/role", #"{"role":"agent"}"#).status == 204)
            #expect(try await ada.get("/api/users").status == 403)
        }
    }

    @Test func `a disabled user's socket closes within a second without a heartbeat`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let bob = try await server.agent("Bob")
            let row = try #require(
                try await ada.get("/api/users").rows("users").first { $0["name"] as? String == "Bob" })
            let id = try #require(row["id"] as? String)
            let clock = ContinuousClock()
            let begun = clock.now
            #expect(try await ada.post("/api/users/\(id)/disabled", #"{"disabled":true}"#).status == 204)
            #expect(
                try await bob.socket.nextClose() == .closed(code: 4001, reason: "the session has ended"))
            // Half a second's look, and room for a machine with other things to do.
            #expect(clock.now - begun < .seconds(3))
        }
    }

    @Test func `a socket closes when its session's time is up, and not while somebody is there`()
        async throws
    {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let (idle, busy) = (try await server.agent("Ida"), try await server.agent("Bob"))
            clock.advance(seconds: Session.idleHoursMax * 3600 - 60)
            // A frame that a person causes; a ping is none.
            try await busy.send("inbox", ["list": "all", "limit": 1])
            _ = try await busy.next("inbox")
            clock.advance(seconds: 61)
            #expect(try await closed(idle, clock) == .closed(code: 4001, reason: "the session has ended"))
            try await busy.send("inbox", ["list": "all", "limit": 1])
            #expect(try await busy.next("inbox").type == "inbox")
            // However busy: the night ends it.
            clock.advance(seconds: Session.hoursMax * 3600)
            #expect(try await closed(busy, clock) == .closed(code: 4001, reason: "the session has ended"))
        }
    }

    /// A look that was under way while the time moved has seen the old one, and then sleeps until it moves
    /// again.
    private func closed(_ client: TestClient, _ clock: ManualClock) async throws -> TestSocket.Message {
        for _ in 0..<30 {
            clock.advance(milliseconds: 500)
            if let message = try? await client.socket.nextClose(within: .seconds(1)) { return message }
        }
        throw WireError.timedOut("the close")
    }

    @Test func `another role and another process are noticed too`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let bob = try await server.agent("Bob")
            let user = try await server.baton.access.user(email: "bob@example.com")
            // As a command in another process does it: through the database alone.
            try await server.baton.access.setRole(.viewer, of: user, by: .commandLine)
            #expect(
                try await bob.socket.nextClose()
                    == .closed(code: 4000, reason: "your role has changed: connect again"))
            let log = try await ada.get("/api/audit?limit=1")
            let entry = try #require(log.rows("entries").first)
            #expect(entry["action"] as? String == "role_changed")
            #expect(entry["subject"] as? String == "bob@example.com")
            #expect(entry["detail"] as? String == "agent → viewer")
            #expect((entry["actor"] as? [String: Any])?["name"] as? String == "Command line")
        }
    }

    @Test func `sessions are listed, and ended one by one and all but this`() async throws {
        try await TestServer.run { server in
            let first = try await server.console("Ada")
            func signIn() async throws -> ConsoleClient {
                let answer = try await ConsoleClient(server: server).post(
                    "/api/sign-in", #"{"email":"ada@example.com","password":"violet harbour lantern"}"#)
                #expect(answer.status == 200)
                return ConsoleClient(
                    server: server, cookie: String(answer.cookies.prefix { $0 != ";" }))
            }
            let (second, third) = (try await signIn(), try await signIn())
            let rows = try await second.get("/api/me/sessions").rows("sessions")
            #expect(rows.count == 3)
            #expect(rows.filter { $0["current"] as? Bool == true }.count == 1)
            #expect(rows.contains { $0["address"] as? String == "127.0.0.1" })
            let thirds = try await third.get("/api/me/sessions").rows("sessions")
            let id = try #require(thirds.first { $0["current"] as? Bool == true }?["id"] as? String)
            #expect(try await second.post("/api/me/sessions/end", "{\"id\":\"\(id)\"}").status == 204)
            #expect(try await second.post("/api/me/sessions/end", "{\"id\":\"\(id)\"}").status == 404)
            #expect(try await third.get("/api/me").status == 401)
            #expect(try await second.post("/api/me/sessions/end", #"{"all":true}"#).status == 204)
            #expect(try await first.get("/api/me").status == 401)
            #expect(try await second.get("/api/me").status == 200)
        }
    }

    @Test func `a new password needs the old one and ends the other sessions`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            let other = try await server.baton.access.signIn(
                email: "ada@example.com", password: "violet harbour lantern")
            let wrong = try await ada.post(
                "/api/me/password", #"{"current":"guess","new":"another good phrase"}"#)
            #expect(wrong.status == 400)
            let short = try await ada.post(
                "/api/me/password", #"{"current":"violet harbour lantern","new":"short"}"#)
            #expect(short.status == 400 && short.text("error")?.contains("at least") == true)
            let changed = try await ada.post(
                "/api/me/password", #"{"current":"violet harbour lantern","new":"another good phrase"}"#)
            #expect(changed.status == 204)
            #expect(try await server.baton.access.user(ofSession: other.token) == nil)
            #expect(try await ada.get("/api/me").status == 200)
        }
    }

    @Test func `the audit log goes by pages and tells no secret`() async throws {
        try await TestServer.run { server in
            let ada = try await server.console("Ada")
            for number in 0..<5 {
                _ = try await ada.post("/api/me/name", "{\"name\":\"Ada \(number)\"}")
            }
            _ = try await ConsoleClient(server: server).post(
                "/api/sign-in", #"{"email":"my-secret-password","password":"x"}"#)
            let first = try await ada.get("/api/audit?limit=3")
            #expect(first.rows("entries").count == 3)
            let before = try #require(first.number("before"))
            let second = try await ada.get("/api/audit?limit=200&before=\(before)")
            #expect(second.number("before") == nil)
            let ids = (first.rows("entries") + second.rows("entries")).compactMap { $0["id"] as? Int }
            #expect(ids == ids.sorted(by: >) && Set(ids).count == ids.count && ids.count >= 8)
            #expect(!first.text.contains("my-secret-password") && !second.text.contains("my-secret-password"))
            #expect(first.rows("entries").first?["action"] as? String == "sign_in_failed")
            #expect(try await ada.get("/api/audit?before=x").status == 400)
        }
    }
}
