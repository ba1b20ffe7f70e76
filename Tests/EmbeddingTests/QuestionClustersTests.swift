import Foundation
import Kernels
import Testing

@testable import Embedding

private let sharedQuestions = ProcessInfo.processInfo.environment["BATON_SHARED"].map {
    "\($0)/data/questions"
}

/// Whether questions that mean the same come together, on thousands of real ones. They are not part of this
/// repository: without the folder that holds them the suite is skipped.
@Suite(
    .enabled(if: Files.haveWeights, Files.skipReason),
    .enabled(if: sharedQuestions != nil, "BATON_SHARED does not name the shared question sets"))
struct QuestionClustersTests {
    private static let similarityMin: Float = 0.5

    private struct Question {
        let vector: [Float]
        let topic: String
    }

    private func questions() async throws -> [Question] {
        let folder = try #require(sharedQuestions)
        let text = try String(contentsOfFile: "\(folder)/banking77_test.csv", encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().compactMap(Self.row)
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let vectors = try await model.vectors(of: rows.map(\.question), isUrgent: false)
        return zip(vectors, rows).map { Question(vector: $0, topic: $1.topic) }
    }

    /// `question,topic`, the question in quotation marks where it needs them.
    private static func row(_ line: Substring) -> (question: String, topic: String)? {
        guard let comma = line.lastIndex(of: ",") else { return nil }
        let written = line[..<comma]
        let question = written.hasPrefix("\"") ? written.dropFirst().dropLast() : written
        return (String(question).replacing("\"\"", with: "\""), String(line[line.index(after: comma)...]))
    }

    private func agreement(
        _ questions: [Question], by clusters: ([Float], Int) -> [Int]
    ) -> ClusterAgreement {
        let topics = Dictionary(
            uniqueKeysWithValues: Set(questions.map(\.topic)).sorted().enumerated().map { ($1, $0) })
        let found = clusters(questions.flatMap(\.vector), questions.first?.vector.count ?? 1)
        return ClusterAgreement(found: found, known: questions.compactMap { topics[$0.topic] })
    }

    private func averageLinkage(_ vectors: [Float], _ dimension: Int) -> [Int] {
        AverageLinkage.clusters(of: vectors, dimension: dimension, similarityMin: Self.similarityMin)
    }

    /// 600 questions of half of the topics.
    private func draw(_ questions: [Question], seed: UInt64) -> [Question] {
        var numbers = SplitMix64(seed: seed)
        let topics = Set(questions.map(\.topic)).sorted().shuffled(using: &numbers)
        let half = Set(topics.prefix(topics.count / 2))
        return Array(questions.filter { half.contains($0.topic) }.shuffled(using: &numbers).prefix(600))
    }

    @Test func `failed questions come together by what they are about`() async throws {
        let all = try await questions()
        let drawn = (1...20).map { draw(all, seed: $0) }
        #expect(drawn.allSatisfy { $0.count == 600 })
        let mean = drawn.map { agreement($0, by: averageLinkage).vMeasure }.reduce(0, +) / 20
        #expect(mean >= 0.82)
        let ofAll = agreement(all, by: averageLinkage).vMeasure
        #expect(ofAll >= 0.79)
        let twoLevel = agreement(all) {
            LeaderClusters.twoLevel(
                of: $0, dimension: $1, leaderMin: 0.8, similarityMin: Self.similarityMin)
        }
        #expect(twoLevel.vMeasure >= ofAll - 0.01)
    }
}
