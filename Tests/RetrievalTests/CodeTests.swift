import Knowledge
import Retrieval
import Testing

struct CodeTests {
    private static let texts: [(id: String, text: String)] = [
        ("port", "Error E-1042 means that another program uses the port of the server."),
        ("disk", "Error E-1043 means that the disk of the server is full, and the port is free."),
        ("reset", "ERR_CONN_RESET is what the browser says when the connection breaks."),
        ("closed", "ERR_CONN_CLOSED is what the browser says when the connection ends."),
        ("update", "The update fails with 0x80070005 when access is denied."),
        ("space", "The update fails with 0x80070070 when there is no space."),
        ("old", "Version v4.2.1 has a fault in the import of tables."),
        ("new", "Version v4.3.0 mends the fault in the import of tables."),
        ("fourteen", "On the iPhone 14 open the app and press the side button."),
        ("fifteen", "On the iPhone 15 open the app and press the action button."),
        ("plus", "The C++ library needs a compiler and links against the server."),
        ("sharp", "The C# library needs a compiler and links against the server."),
        ("node", "The node.js library is installed by npm and asks the server."),
        ("flag", "Start the server with --read-only to look without changing anything."),
        ("mail", "Write to billing@example.com about an invoice."),
    ]

    private func snapshot() throws -> Snapshot {
        Snapshot(try Self.texts.map { try Shop.revision($0.id, $0.id, $0.text) })
    }

    private func search(_ text: String) throws -> Findings {
        try snapshot().search(Query(text: text), limit: 5)
    }

    @Test(arguments: [
        ("what does E-1043 mean, the server says the port is used", "disk"), ("error E1042", "port"),
        ("e-1042?", "port"), ("the browser says ERR_CONN_RESET and the connection is closed", "reset"),
        ("0x80070070 when access is denied in the update", "space"),
        ("update stops with 0X80070005", "update"), ("is the import of tables mended in v4.2.1?", "old"),
        ("action button side button iPhone 14", "fourteen"), ("how do I use the iPhone 15", "fifteen"),
        ("do you have a C++ library", "plus"), ("c# compiler", "sharp"), ("library for node.js", "node"),
        ("what is --read-only", "flag"), ("who reads billing@example.com", "mail"),
    ])
    func `the article with the very code comes first`(question: String, article: String) throws {
        #expect(try search(question).hits.first?.passage.article.value == article)
    }

    @Test func `a code wins over nearness in meaning`() async throws {
        let embedded = try await EmbeddedShop.index(
            try Self.texts.map { try Shop.revision($0.id, $0.id, $0.text) })
        let question = "E-1043: another program uses the port of the server, error"
        let (_, findings) = await embedded.search(Query(text: question), limit: 5)
        #expect(findings.hits.first?.passage.article.value == "disk")
        let measures = Sufficiency.of(findings).evidence.measures
        #expect((measures["fused_margin"] ?? 1) <= 0.3)
    }

    @Test(arguments: [
        "what does error E-1999 mean", "ERR_CONN_TIMEOUT in the browser", "update fails with 0x80070099",
        "is there a --verbose flag for the server", "is the import of tables mended in v5.0.0",
    ])
    func `a code that no article has is not answered by another one`(question: String) throws {
        let findings = try search(question)
        #expect(findings.lacksCode)
        if case .sufficient = Sufficiency.of(findings).sufficiency {
            Issue.record("\(question) was answered")
        }
    }

    @Test(arguments: [
        "where is my order A30417, the connection breaks", "I pay 12.50 on 12.10.2026",
        "step-2 and/or top-10",
        "see https://example.com/a_b?c=1", "sign-up for self-hosted", "24/7 at 10:30",
    ])
    func `other numbers and names are no reason to stop`(question: String) throws {
        #expect(try !search(question).lacksCode)
    }
}
