import BatonServer
import BatonTesting
import Conversations
import Foundation
import Knowledge
import Storage
import Testing

/// What the help centre answers over HTTP, without a browser.
@Suite(.timeLimit(.minutes(2)))
struct HelpCentreTests {
    private static let articles: [Article] = TestServer.handbook + hostile + others
    private static let payload = "<img src=x onerror=alert(1)>"

    private static var hostile: [Article] {
        [
            article(
                "hostile", "Break \(payload) and \"quotes\"",
                "\(payload) [link](javascript:alert(1)) installing a greenhouse.\n\n"
                    + "![Pixel \"](https://evil.example/pixel.png) ![Own](/own.png)\n\n"
                    + "## A \(payload)\n\nText."
            )
        ]
    }
    private static var others: [Article] {
        [
            article(
                "einbau", "Einbau des Chats", "Der Chat wird mit einem Skript eingebaut.", language: "de"),
            article("secret", "Greenhouse secrets", "Only for us: greenhouse.", audience: .agents),
        ]
    }

    private static func article(
        _ id: String, _ title: String, _ text: String, language: String = "en", audience: Audience = .everyone
    ) -> Article {
        guard let id = ArticleID(id) else { preconditionFailure("no article id") }
        return Article(id: id, title: title, language: language, audience: audience, markdown: text)
    }

    private func search(_ server: TestServer, _ query: String) async throws -> HTTPAnswer {
        let escaped = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await TestHTTP.get(port: server.port, "/api/help/search?q=\(escaped)")
    }

    private func found(_ answer: HTTPAnswer) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        let results = try #require(object?["results"] as? [[String: Any]])
        return results.compactMap { $0["article"] as? String }
    }

    @Test func `a search finds articles that everybody may read, as somebody types and without a script`()
        async throws
    {
        try await TestServer.run(articles: Self.articles) { server in
            #expect(try await found(search(server, "install baton")).first == "install")
            #expect(try await found(search(server, "inst")).first == "install")
            #expect(try await found(search(server, "greenhouse")) == ["hostile"])
            #expect(try await found(search(server, "skript eingebaut")).first == "einbau")
            #expect(try await found(search(server, "zzzqqq xylophone")) == [])
            #expect(try await found(search(server, "   ")) == [])
            let long = String(repeating: "install ", count: 400)
            #expect(try await found(search(server, long)).first == "install")
            let page = try await TestHTTP.get(port: server.port, "/help/search?q=install")
            #expect(page.status == 200)
            #expect(page.text.contains("<mark>Install</mark> Baton"))
            #expect(page.text.contains("noindex"))
            let none = try await TestHTTP.get(port: server.port, "/help/search?q=xylophone")
            #expect(none.text.contains("Nothing was found for “xylophone”"))
        }
    }

    @Test func `what was written as markup stays text on every page`() async throws {
        try await TestServer.run(articles: Self.articles) { server in
            let query = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22%27greenhouse"
            for path in [
                "/help", "/help/hostile", "/help/search?q=\(query)",
                "/help/search?q=\(query)&language=%22%3E",
                "/help/%3Cimg%20src%3Dx%3E", "/sitemap.xml",
            ] {
                let text = try await TestHTTP.get(port: server.port, path).text
                #expect(!text.contains("<img src=x"), "\(path)")
                #expect(!text.contains("javascript:alert"), "\(path)")
            }
        }
    }

    @Test func `an article names its place, its language and its neighbours`() async throws {
        try await TestServer.run(articles: Self.articles) { server in
            let url = server.origin
            let page = try await TestHTTP.get(port: server.port, "/help/install").text
            #expect(page.contains("<link rel=\"canonical\" href=\"\(url)/help/install\">"))
            #expect(page.contains("<meta property=\"og:title\" content=\"Install Baton\">"))
            #expect(page.contains("<time datetime="))
            #expect(page.contains("data-article=\"install\" data-revision=\"1\""))
            #expect(page.contains("data-attributes=\"{&quot;article&quot;:&quot;install&quot;}\""))
            let hostile = try await TestHTTP.get(port: server.port, "/help/hostile").text
            #expect(hostile.contains("<em>Pixel &quot;</em> <img src=\"/own.png\" alt=\"Own\" />"))
            #expect(!hostile.contains("evil.example"))
            let german = try await TestHTTP.get(port: server.port, "/help/einbau").text
            #expect(german.contains("<article class=\"content\" lang=\"de\" dir=\"ltr\">"))
        }
    }

    @Test func `what was taken back is gone, what never was is not found, and both lead on`() async throws {
        try await TestServer.run(articles: Self.articles) { server in
            let missing = try await TestHTTP.get(port: server.port, "/help/install-batn")
            #expect(missing.status == 404)
            #expect(missing.text.contains("Perhaps you meant") && missing.text.contains("/help/install"))
            #expect(missing.text.contains("name=\"q\""))
            let inner = try await TestHTTP.get(port: server.port, "/help/secret")
            #expect(inner.status == 404 && !inner.text.contains("Greenhouse secrets"))
            let data = try #require(ArticleID("data"))
            _ = try await server.baton.store.publish(
                Publication([], removing: [data]), atMilliseconds: 2)
            let gone = try await eventually {
                let answer = try await TestHTTP.get(port: server.port, "/help/data")
                return answer.status == 410 ? answer : nil
            }
            #expect(gone.text.contains("name=\"q\""))
        }
    }

    @Test func `the site map names every readable article with its day, and robots are told of it`()
        async throws
    {
        try await TestServer.run(articles: Self.articles) { server in
            let map = try await TestHTTP.get(port: server.port, "/sitemap.xml")
            #expect(map.header("content-type") == "application/xml; charset=utf-8")
            #expect(map.text.contains("<loc>\(server.origin)/help/install</loc><lastmod>20"))
            #expect(!map.text.contains("secret"))
            let robots = try await TestHTTP.get(port: server.port, "/robots.txt").text
            #expect(robots.contains("Sitemap: \(server.origin)/sitemap.xml"))
        }
    }

    @Test func `an answer to "did this help" counts once, and what nobody may read takes none`() async throws
    {
        try await TestServer.run(articles: Self.articles) { server in
            func say(_ body: String, origin: String? = nil) async throws -> Int {
                try await TestHTTP.post(
                    port: server.port, "/api/help/helped",
                    headers: [("Origin", origin ?? server.origin), ("Content-Type", "application/json")],
                    body: body
                ).status
            }
            func body(_ article: String, _ helped: Bool, revision: Int = 1, visit: String = "visit-0001")
                -> String
            {
                "{\"article\":\"\(article)\",\"revision\":\(revision),\"helped\":\(helped),"
                    + "\"visit\":\"\(visit)\"}"
            }
            #expect(try await say(body("install", true)) == 204)
            #expect(try await say(body("install", true)) == 204)
            #expect(try await say(body("install", false)) == 204)
            #expect(try await say(body("secret", true)) == 404)
            #expect(try await say(body("install", true, revision: 7)) == 404)
            #expect(try await say(body("install", true, visit: "<b>")) == 400)
            #expect(try await say("{") == 400)
            #expect(try await say(String(repeating: "x", count: 600)) == 413)
            #expect(try await say(body("install", true), origin: "https://evil.example") == 403)
            let install = try #require(ArticleID("install"))
            #expect(
                try await server.baton.store.tally(of: install) == [
                    HelpedTally(revision: 1, helped: 0, notHelped: 1)
                ])
        }
    }

    @Test func `searches and answers have a pace for each address`() async throws {
        let clock = ManualClock()
        try await TestServer.run(articles: Self.articles, adjust: { $0.clock = clock }) { server in
            var status = 200
            let client = try await TestHTTP.connect(port: server.port)
            defer { client.close() }
            for _ in 0...240 where status == 200 {
                status = try await client.get("/api/help/search?q=a").status
            }
            #expect(status == 429)
            let page = try await client.get("/help/search?q=install")
            #expect(page.status == 429 && page.text.contains("Too many searches"))
            #expect(try await client.get("/help/install").status == 200)
        }
    }

    @Test func `pages and scripts are packed for those who take it, and known again by their tag`()
        async throws
    {
        // Without vectors: what is related would change while they are made.
        try await TestServer.run(flags: ["--weights", ""], articles: Self.articles) { server in
            for path in ["/help/install", "/help", "/assets/help/help.css", "/widget.js", "/demo"] {
                let plain = try await TestHTTP.get(port: server.port, path)
                let varies = path == "/widget.js" ? "Accept-Language" : "Accept-Encoding"
                #expect(plain.header("content-encoding") == nil && plain.header("vary") == varies)
                let gzip = [("Accept-Encoding", "br, gzip;q=0.8")]
                let packed = try await TestHTTP.get(port: server.port, path, headers: gzip)
                #expect(packed.header("content-encoding") == "gzip", "\(path)")
                #expect(packed.body.starts(with: [0x1F, 0x8B]) && packed.body.count < plain.body.count)
                let tag = try #require(packed.header("etag"))
                #expect(tag != plain.header("etag"))
                for known in [tag, "W/\(tag)", plain.header("etag") ?? "", "\"other\", \(tag)"] {
                    let again = try await TestHTTP.get(
                        port: server.port, path, headers: gzip + [("If-None-Match", known)])
                    #expect(again.status == 304 && again.body.isEmpty, "\(path) \(known)")
                    #expect(again.header("etag") == tag && again.header("vary") == varies)
                    #expect(again.header("content-encoding") == nil)
                }
                let client = try await TestHTTP.connect(port: server.port)
                defer { client.close() }
                let head = try await client.request("HEAD", path, headers: gzip)
                #expect(head.status == 200 && head.header("content-encoding") == "gzip")
                #expect(head.header("content-length") == "\(packed.body.count)")
            }
            let refused = try await TestHTTP.get(
                port: server.port, "/help/install", headers: [("Accept-Encoding", "gzip;q=0, *;q=0")])
            #expect(refused.header("content-encoding") == nil)
            // An answer may hold what is secret beside what was asked: its length must not tell.
            let api = try await TestHTTP.get(
                port: server.port, "/api/help/search?q=install", headers: [("Accept-Encoding", "gzip")])
            #expect(api.header("content-encoding") == nil && api.header("vary") == nil)
        }
    }
}
