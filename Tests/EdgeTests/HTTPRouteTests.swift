import BatonTesting
import Edge
import Testing

/// What a handler sees of a request, and what the client sees of its answer.
@Suite(.timeLimit(.minutes(1)))
struct HTTPRouteTests {
    private static let report = Route("GET", "/help/:id") { request in
        .json([
            "method": request.method, "path": request.path, "id": request.parameters["id"] ?? "-",
            "q": request.query["q"] ?? "-", "empty": request.query["empty"] ?? "-",
            "host": request.host ?? "-", "origin": request.origin ?? "-",
            "session": request.cookies["session"] ?? "-", "list": request.header("X-List") ?? "-",
            "secure": request.isSecure ? "yes" : "no", "address": request.remoteAddress,
        ])
    }

    private static let hello = Route("GET", "/hello") { _ in .text("hello") }

    private static let post = Route("POST", "/post", bodyBytesMax: 1_000) { request in
        .text("\(request.body.count)")
    }

    @Test func `a handler sees captures, query, cookies and headers decoded`() async throws {
        try await withEdge(routes: [Self.report]) { edge in
            let answer = try await TestHTTP.get(
                port: edge.port, "/help/caf%C3%A9?q=a%26b+c&q=second&empty&x=%zz",
                headers: [
                    ("Host", "help.example"), ("Origin", "https://shop.example"),
                    ("Cookie", "a=1; session=abc=="), ("X-List", "one"), ("x-list", "two"),
                ])
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "application/json")
            #expect(
                answer.text == """
                    {"address":"127.0.0.1","empty":"","host":"help.example","id":"café","list":"one, two",\
                    "method":"GET","origin":"https://shop.example","path":"/help/caf%C3%A9","q":"a&b c",\
                    "secure":"no","session":"abc=="}
                    """)
        }
    }

    @Test func `what two stars match is under their name`() async throws {
        let asset = Route("GET", "/assets/**") { request in .text(request.parameters["**"] ?? "-") }
        try await withEdge(routes: [asset]) { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/assets/js/a%20b.js")
            #expect(answer.text == "js/a b.js")
        }
    }

    @Test func `one connection serves many requests, also when they are sent at once`() async throws {
        try await withEdge(routes: [Self.hello, Self.post]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            for size in [0, 1, 1_000] {
                let answer = try await client.post("/post", body: String(repeating: "b", count: size))
                #expect(answer.text == "\(size)")
            }
            try await client.connection.send(
                String(repeating: "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n", count: 20))
            for _ in 0..<20 {
                let answer = try await client.answer()
                #expect(answer.text == "hello")
            }
        }
    }

    @Test func `HEAD answers like GET without the body`() async throws {
        try await withEdge(routes: [Self.hello]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let head = try await client.request("HEAD", "/hello")
            #expect(head.status == 200)
            #expect(head.header("content-length") == "5")
            let get = try await client.get("/hello")
            #expect(get.text == "hello")
        }
    }

    @Test(arguments: ["TRACE", "DELETE", "OPTIONS", "PUT"])
    func `a method that a path does not have is 405 and told which it has`(method: String) async throws {
        try await withEdge(routes: [Self.hello]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let answer = try await client.request(method, "/hello", headers: [("X-Secret", "do not echo")])
            #expect(answer.status == 405)
            #expect(answer.header("allow") == "GET, HEAD")
            #expect(!answer.text.contains("do not echo"))
        }
    }

    @Test func `an unknown path is 404, in the product's own words if it has some`() async throws {
        try await withEdge { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/nothing")
            #expect(answer.status == 404)
            #expect(answer.text == "{\"error\":\"There is nothing at this address.\"}")
        }
        try await withEdge(notFound: { .html("<p>no \($0.path)</p>", status: 404) }) { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/nothing")
            #expect(answer.status == 404)
            #expect(answer.text == "<p>no /nothing</p>")
        }
    }

    @Test func `a thrown failure is its status and message, any other error says nothing`() async throws {
        struct Internal: Error { let password = "hunter2" }
        let failing = Route("GET", "/fail") { request in
            if request.query["how"] == "known" {
                throw HTTPFailure(status: 409, message: "Somebody was first.")
            }
            throw Internal()
        }
        try await withEdge(routes: [failing]) { edge in
            let known = try await TestHTTP.get(port: edge.port, "/fail?how=known")
            #expect(known.status == 409)
            #expect(known.text == "{\"error\":\"Somebody was first.\"}")
            let unknown = try await TestHTTP.get(port: edge.port, "/fail")
            #expect(unknown.status == 500)
            #expect(unknown.text == "{\"error\":\"Something went wrong on our side.\"}")
        }
    }

    @Test func `every kind of answer is decorated and a name may repeat`() async throws {
        let decorate: EdgeServer.Decorate = { _, response in
            var response = response
            response.headers += [
                ("X-Content-Type-Options", "nosniff"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
            ]
            return response
        }
        try await withEdge(routes: [Self.hello, Self.post], decorate: decorate) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let answers = [
                try await client.get("/hello"), try await client.get("/nothing"),
                try await client.get("/post"),
                try await client.post("/post", body: String(repeating: "b", count: 1_001)),
            ]
            #expect(answers.map(\.status) == [200, 404, 405, 413])
            for answer in answers {
                #expect(answer.header("x-content-type-options") == "nosniff")
                #expect(answer.headers("set-cookie") == ["a=1", "b=2"])
                #expect(answer.header("server") == "edge")
                #expect(answer.header("date") != nil)
            }
        }
    }

    @Test func `a line break in a header value adds no header`() async throws {
        let redirect = Route("GET", "/go") { request in .redirect(to: request.query["to"] ?? "") }
        try await withEdge(routes: [redirect]) { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/go?to=/x%0d%0aSet-Cookie:%20a=1")
            #expect(answer.status == 303)
            #expect(answer.headers("set-cookie").isEmpty)
        }
    }

    @Test func `a response may end its connection`() async throws {
        let bye = Route("GET", "/bye") { _ in
            var response = Response.text("bye")
            response.headers.append(("Connection", "close"))
            return response
        }
        try await withEdge(routes: [bye]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let answer = try await client.get("/bye")
            #expect(answer.text == "bye")
            #expect(try await client.connection.readToEnd() == [])
        }
    }
}
