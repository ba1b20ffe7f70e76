import BatonServer
import Foundation
import Simulation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A desk of eight topics and three weeks, through the real rooms.
struct SimulationTests {
    @Test func `a desk that learns resolves more than one whose library stays as it is`() async throws {
        let report = try await SmallSet.report()
        let learning = try #require(report.arm(SimulationReport.learning))
        let frozen = try #require(report.arm(SimulationReport.frozen))
        let (with, without) = (learning.weeks[2].resolved?.mean ?? 0, frozen.weeks[2].resolved?.mean ?? 1)
        #expect(with > without + 0.1, "\(with) \(without)")
        for run in learning.runs {
            #expect(run.weeks.map(\.tickets) == [70, 70, 70])
            #expect(run.weeks.allSatisfy { $0.resolved + $0.wrong + $0.escalated == $0.tickets })
            #expect(run.articles > 4 && run.phrasings > 12)
            #expect(run.verdicts.values.reduce(0, +) == run.articles - 4)
            #expect(!run.daysToLive.isEmpty && run.daysToLive.allSatisfy { $0 > 0 && $0 < 21 })
        }
        #expect(frozen.runs.allSatisfy { $0.articles == 4 && $0.phrasings == 12 && $0.daysToLive.isEmpty })
        try check(report)
    }

    /// What is written of it can be read.
    private func check(_ report: SimulationReport) throws {
        let read = try JSONDecoder().decode(SimulationReport.self, from: try report.json())
        #expect(read == report)
        for text in [SimulationChart(report).svg, svg(in: SimulationPage(report).html)] {
            let parser = XMLParser(data: Data(text.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
        }
        let page = SimulationPage(report).html
        #expect(page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
        #expect(!page.contains("src=") && !page.contains("href="))
        for name in ["learning", "frozen", "point estimate", "week 3", "release weeks 2, 3", "velocity"] {
            #expect(report.table.contains(name), "\(name)")
        }
    }

    private func svg(in page: String) -> String {
        guard let start = page.firstRange(of: "<svg"), let end = page.firstRange(of: "</svg>") else {
            return ""
        }
        return String(page[start.lowerBound..<end.upperBound])
    }

    @Test func `the same seed gives the same run, and slow editors answer later`() async throws {
        var plan = SmallSet.plan
        plan.seeds = 1
        let first = try await SmallSet.report(plan)
        #expect(try await SmallSet.report(plan) == first)
        plan.editorDelayDays = 6
        plan.daysBetweenEdits = 1
        let slow = try await SmallSet.report(plan)
        let days = try #require(slow.arm(SimulationReport.learning)?.runs.first).daysToLive
        #expect(!days.isEmpty && days.allSatisfy { $0 >= 6 })
    }

    @Test func `without learning one desk is run, and its files are named without their folders`()
        async throws
    {
        var plan = SmallSet.plan
        (plan.weeks, plan.seeds) = (1, 1)
        let report = try await SmallSet.report(plan, learns: false)
        #expect(report.arms.map(\.name) == [SimulationReport.frozen])
        #expect(report.files == ["questions.csv"] && report.unanswerableFiles == ["hopeless.csv"])
        #expect(report.arms[0].weeks[0].resolved?.lower == nil)
    }

    @Test func `a file that is not there, and one without topics, are told`() async throws {
        await #expect(throws: QuestionFile.Failure.self) {
            try await SmallSet.bench(["/nowhere/questions.csv"], [], SmallSet.plan)
        }
        try await SmallSet.withFiles { _, hopeless in
            let bench = try await SmallSet.bench(hopeless, [], SmallSet.plan)
            let mistake = await #expect(throws: SimulationMistake.self) { try await bench.run() }
            #expect(mistake?.description.contains("1 topics") == true)
        }
    }
}
