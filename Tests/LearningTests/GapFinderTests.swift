import Conversations
import Kernels
import Learning
import Testing

/// Which questions become one gap, and that gaps keep their names.
@Suite struct GapFinderTests {
    private static func question(_ number: Int, _ topic: Int, gap: String? = nil, pinned: Bool = false)
        -> GapFinder.Question
    {
        var numbers = SplitMix64(seed: UInt64(number))
        var vector = (0..<16).map { _ in Float.random(in: -0.15...0.15, using: &numbers) }
        vector[topic] += 1
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return GapFinder.Question(
            id: EscalationID(conversation: id("conversation-\(number)"), seq: 1),
            vector: vector.map { $0 / length }, gap: gap.flatMap(GapID.init), isPinned: pinned)
    }

    private static func found(_ questions: [GapFinder.Question]) -> [Int: [Int]] {
        var next = 0
        let gaps = GapFinder.gaps(of: questions) {
            next += 1
            return GapID(of: "new \(next)")
        }
        var members: [GapID: [Int]] = [:]
        for (index, question) in questions.enumerated() {
            if let gap = gaps[question.id] { members[gap, default: []].append(index) }
        }
        return Dictionary(members.values.map { ($0.first ?? -1, $0) }, uniquingKeysWith: { $1 })
    }

    @Test func `questions about the same thing become one gap`() {
        let questions = [0, 1, 0, 2, 1, 0].enumerated().map { Self.question($0.offset, $0.element) }
        #expect(Self.found(questions) == [0: [0, 2, 5], 1: [1, 4], 3: [3]])
        #expect(Self.found([]).isEmpty)
    }

    @Test func `a gap keeps its name from run to run, also when new questions come to it`() throws {
        let before = (0..<6).map { Self.question($0, $0 % 2, gap: $0 % 2 == 0 ? "even" : "odd") }
        let after = before + (6..<10).map { Self.question($0, $0 % 2) }
        let gaps = GapFinder.gaps(of: after) { GapID(of: "unwanted") }
        for (index, question) in after.enumerated() {
            #expect(gaps[question.id] == GapID(index % 2 == 0 ? "even" : "odd"))
        }
    }

    @Test func `what an editor put somewhere stays there`() {
        var questions = (0..<6).map { Self.question($0, 0, gap: "one") }
        questions[2] = Self.question(2, 0, gap: "apart", pinned: true)
        let gaps = GapFinder.gaps(of: questions) { GapID(of: "new") }
        #expect(gaps[questions[2].id] == GapID("apart") && gaps[questions[3].id] == GapID("one"))
    }

    @Test func `a new question goes to the gap it is like, or to none`() {
        let middles = Dictionary(
            uniqueKeysWithValues: (0..<3).map { topic in
                (
                    GapID(of: "\(topic)"),
                    GapFinder.middle(of: (0..<4).map { Self.question(10 * topic + $0, topic).vector })
                )
            })
        #expect(GapFinder.gap(of: Self.question(99, 1).vector, among: middles) == GapID(of: "1"))
        #expect(GapFinder.gap(of: Self.question(98, 7).vector, among: middles) == nil)
        #expect(GapFinder.gap(of: [1, 0], among: middles) == nil)
    }

    @Test func `vectors of another size are left where they are`() {
        let odd = GapFinder.Question(
            id: EscalationID(conversation: id("conversation-9"), seq: 1), vector: [1, 0], gap: nil,
            isPinned: false)
        let gaps = GapFinder.gaps(of: [Self.question(0, 0), odd]) { GapID(of: "new") }
        #expect(gaps.count == 1 && gaps[odd.id] == nil)
    }
}
