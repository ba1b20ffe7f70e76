import Foundation
import Knowledge
import Retrieval
import Testing

private let sharedQuestions = ProcessInfo.processInfo.environment["BATON_SHARED"].map {
    "\($0)/data/questions"
}

/// The gate on thousands of real questions, some topics missing from the library. The questions are not part
/// of this repository: without the folder that holds them the suite is skipped.
@Suite(.enabled(if: sharedQuestions != nil, "BATON_SHARED does not name the shared question sets"))
struct SharedQuestionsTests {
    private static let phrasingsPerArticle = 10

    private struct Row {
        let text: String
        let label: String
    }

    private func rows(_ name: String) throws -> [Row] {
        let folder = try #require(sharedQuestions)
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            guard let comma = line.lastIndex(of: ",") else { return nil }
            return Row(text: String(line[..<comma]), label: String(line[line.index(after: comma)...]))
        }
    }

    /// One article a topic: its name as the title and ten phrasings as the text.
    private func library() throws -> Snapshot {
        let topics = Dictionary(grouping: try rows("banking77oos_train.csv"), by: \.label)
        return Snapshot(
            topics.sorted { $0.key < $1.key }.enumerated().compactMap { index, topic in
                ArticleID("topic-\(index)").map { id in
                    let phrasings = spread(topic.value).map { "- \($0.text)" }
                    let article = Article(
                        id: id, title: topic.key.replacing("_", with: " "),
                        markdown: phrasings.joined(separator: "\n"))
                    return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
                }
            })
    }

    /// Neighbours in the file are much alike: takes them from all over it.
    private func spread(_ rows: [Row]) -> [Row] {
        let step = max(1, rows.count / Self.phrasingsPerArticle)
        return stride(from: 0, to: rows.count, by: step).prefix(Self.phrasingsPerArticle).map { rows[$0] }
    }

    private func answered(_ rows: [Row], from snapshot: Snapshot) -> (all: Int, right: Int, first: Int) {
        var (all, right, first) = (0, 0, 0)
        for row in rows {
            let findings = snapshot.search(Query(text: row.text), limit: 5)
            let isRight = findings.hits.first?.articleTitle == row.label.replacing("_", with: " ")
            if isRight { first += 1 }
            guard case .sufficient = Sufficiency.of(findings).sufficiency else { continue }
            all += 1
            if isRight { right += 1 }
        }
        return (all, right, first)
    }

    @Test func `the gate answers known topics far more often than unknown look-alikes`() throws {
        let snapshot = try library()
        let known = try rows("banking77oos_test.csv")
        let unknown = try rows("banking77oos_id-oos_test.csv")
        let (inScope, outOfScope) = (answered(known, from: snapshot), answered(unknown, from: snapshot))
        print(
            """
            gate, shared questions: first hit right \(inScope.first);\
             of \(known.count) on \(snapshot.articleCount) known topics answered \
            \(inScope.all), right \(inScope.right); of \(unknown.count) look-alikes answered \(outOfScope.all)
            """)
        let (knownShare, unknownShare) = (
            Double(inScope.all) / Double(known.count), Double(outOfScope.all) / Double(unknown.count)
        )
        #expect(knownShare > 1.5 * unknownShare)
        #expect(Double(inScope.right) > 0.7 * Double(inScope.all))
    }
}
