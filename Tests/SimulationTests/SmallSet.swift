import BatonServer
import BatonTesting
import Foundation
import Knowledge
import Simulation
import Testing

/// Questions on eight topics, made of words that are each topic's own.
enum SmallSet {
    private static let topics = [
        ("parcels", ["parcel", "courier", "delivery"]), ("refunds", ["refund", "money", "repayment"]),
        ("passwords", ["password", "login", "account"]), ("invoices", ["invoice", "receipt", "billing"]),
        ("cards", ["card", "chip", "plastic"]), ("hours", ["sunday", "opening", "closing"]),
        ("discounts", ["coupon", "voucher", "discount"]), ("repairs", ["warranty", "broken", "repair"]),
    ]
    private static let openers = ["tell me about", "question on", "help with", "trouble around", "news of"]
    private static let closers = ["please", "today", "again", "for my order", "this week"]

    private static func questions(_ words: [String]) -> [String] {
        openers.flatMap { opener in
            closers.flatMap { closer in
                [(0, 1), (1, 2), (0, 2)].map { "\(opener) \(words[$0.0]) \(words[$0.1]) \(closer)" }
            }
        }
    }

    static func all() throws -> [TopicQuestion] {
        try topics.flatMap { label, words in
            let topic = try #require(ArticleID(label))
            return questions(words).map { TopicQuestion(text: $0, topic: topic) }
        }
    }

    static var hopeless: [String] { questions(["rabbits", "moon", "weather"]) }

    static var plan: SimulationPlan {
        var plan = SimulationPlan()
        (plan.weeks, plan.ticketsPerWeek, plan.seeds, plan.newWeek) = (3, 70, 2, 2)
        return plan
    }

    /// Writes the questions to files and runs them.
    static func report(_ plan: SimulationPlan = plan, learns: Bool = true) async throws -> SimulationReport {
        try await withFiles { files, hopeless in
            try await bench(files, hopeless, plan).run(learns: learns)
        }
    }

    static func bench(
        _ files: [String], _ hopeless: [String], _ plan: SimulationPlan
    ) async throws -> SimulationBench {
        try SimulationBench(
            settings: try await Settings.read(flags: ["--audit-percent", "20"], environment: [:], file: nil),
            embedder: WordEmbedder(), files: files, unanswerable: hopeless, plan: plan)
    }

    static func withFiles<Result>(
        _ work: ([String], [String]) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "baton-simulation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ rows: [String]) throws -> String {
            let url = folder.appending(path: name)
            try (["text,label"] + rows).joined(separator: "\n").write(
                to: url, atomically: true, encoding: .utf8)
            return url.path
        }
        let questions = try file("questions.csv", try all().map { "\($0.text),\($0.topic.value)" })
        return try await work([questions], [try file("hopeless.csv", hopeless.map { "\($0),none" })])
    }
}
