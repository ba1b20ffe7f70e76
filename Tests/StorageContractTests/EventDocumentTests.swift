import Conversations
import Foundation
import Testing

/// Holds docs/events.md against the codec.
@Suite struct EventDocumentTests {
    private struct Row {
        let type: String
        let version: Int
        let readers: String
        let example: String
    }

    private func rows() throws -> [Row] {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        let document = file.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/events.md")
        let text = try String(contentsOf: document, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("The types") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "`")))
            }
            return Row(
                type: cells[0], version: Int(cells[1]) ?? 0, readers: cells[2], example: cells[4])
        }
    }

    /// One body of each case.
    private func samples() throws -> [EventBody] {
        let message: MessageID = try id("message-1")
        let handedOff = EventBody.HandedOff(reason: .policy, question: [], found: [], online: 0)
        let lease = AnswerLease(
            answer: message, node: "node", visitorSeq: 1, until: Timestamp(milliseconds: 1))
        return [
            .started(visitor: try id("visitor-1")), .visitorSent(message: message),
            .agentSent(message: message), .answerStarted(lease),
            .decided(Decision(question: [], outcome: .answer)),
            .answered(.init(answer: message, citations: [], asksIfHelped: true)),
            .askedBack(AskedBack(message: message, choices: [], other: "Something else")),
            .answerInterrupted(.init(answer: message, why: .lapsed)), .handedOff(handedOff), .contactOffered,
            .contactLeft(message: message), .assigned(agent: try id("agent-ada")), .givenBack, .resolved,
            .reopened(episode: 2), .rated(score: 1), .helped(answer: message, helped: false),
            .consented(training: true),
            .mailed(seqTo: 12), .mailFailed(.init(seqTo: 12, why: .refused, detail: "550")),
            .noted(message: message), .reported(answer: message, flaw: .incorrect),
            .judged(answer: message, verdict: .right),
            .articleNamed(message: message, article: "install"), .pageChanged(message: message),
            .claimed(visitor: try id("u-visitor-1")),
            .askedAgain(.init(decision: 3, conversation: try id("conversation-2"), seq: 9)),
            .redacted(.person),
        ]
    }

    @Test func `the table has every type that is written and no other`() throws {
        let written = try samples().map { try EventCodec.encode($0) }
        #expect(try rows().map(\.type) == rows().map(\.type).uniqued())
        #expect(Set(try rows().map(\.type)) == Set(written.map(\.type)))
        for row in try rows() {
            #expect(written.first { $0.type == row.type }?.version == row.version, "\(row.type)")
        }
    }

    @Test func `every example is read as its type, by whom the table says, and written back as it is`() throws
    {
        for row in try rows() {
            let stored = EncodedEvent(type: row.type, version: row.version, json: row.example)
            let body = EventCodec.decode(stored)
            #expect(try EventCodec.encode(body) == stored)
            if case .unknown = body { Issue.record("\(row.type): the example is not read") }
            #expect(row.readers == (body.readership == .team ? "team" : "everyone"), "\(row.type)")
        }
    }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
