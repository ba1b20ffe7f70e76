import Knowledge
import Simulation
import Testing

/// What is asked, of whom, and when.
struct TicketStreamTests {
    private func stream(
        _ plan: SimulationPlan = SmallSet.plan, hopeless: [String] = SmallSet.hopeless, seed: UInt64 = 1
    )
        throws -> TicketStream
    {
        try TicketStream(try SmallSet.all(), unanswerable: hopeless, plan: plan, seed: seed)
    }

    @Test func `half of the topics have an article on the first day, and nothing is asked twice`() throws {
        let stream = try stream()
        #expect(stream.articles.count == 4)
        #expect(stream.articles.allSatisfy { $0.phrasings.count == 3 })
        #expect(stream.tickets.count == 210 && stream.people.count == 210)
        let asked = stream.tickets.map(\.text) + stream.articles.flatMap(\.phrasings)
        #expect(Set(asked).count == asked.count)
        #expect(stream.tickets.map(\.day) == stream.tickets.map(\.day).sorted())
        #expect(Set(stream.tickets.map(\.day)) == Set(0..<21))
    }

    @Test func `a topic of the release is not asked about before it, and has no article`() throws {
        let stream = try stream()
        #expect(stream.newTopics.count == 1)
        #expect(stream.newTopics.isDisjoint(with: stream.articles.map(\.id)))
        let new = stream.tickets.filter(\.isNew)
        #expect(!new.isEmpty && new.allSatisfy { $0.week >= 2 })
    }

    @Test func `about as many questions have no answer as the plan says`() throws {
        let count = try stream().tickets.count { $0.topic == nil }
        #expect((8...28).contains(count), "\(count)")
        let hidden = try stream(hopeless: [])
        #expect((8...28).contains(hidden.tickets.count { $0.topic == nil }))
        // The topic that they are of is nobody's any more.
        #expect(Set(hidden.tickets.compactMap(\.topic)).count <= 7)
    }

    @Test
    func `a topic of which many questions have no answer has none, and a wrong label takes no topic away`()
        throws
    {
        let all = try SmallSet.all()
        let cards = all.filter { $0.topic.value == "cards" }.map(\.text)
        let hours = all.filter { $0.topic.value == "hours" }.map(\.text)
        let stream = try stream(
            hopeless: SmallSet.hopeless + cards.prefix(cards.count / 2).map { $0.uppercased() + "?" }
                + hours.prefix(1))
        let topics = Set(stream.tickets.compactMap(\.topic?.value))
        #expect(!topics.contains("cards") && topics.contains("hours"))
        #expect(!stream.tickets.contains { $0.topic == nil && $0.text == hours[0] })
    }

    @Test func `a seed gives the same stream, and another one another`() throws {
        #expect(try stream().tickets == stream().tickets)
        #expect(try stream().people == stream().people)
        #expect(try stream().tickets != stream(seed: 2).tickets)
    }

    @Test func `what cannot be simulated is told, with what to do`() throws {
        func lines(_ change: (inout SimulationPlan) -> Void, _ questions: [TopicQuestion]? = nil) throws
            -> String
        {
            var plan = SmallSet.plan
            change(&plan)
            let all = try questions ?? SmallSet.all()
            let error = #expect(throws: SimulationMistake.self) {
                try TicketStream(all, unanswerable: SmallSet.hopeless, plan: plan, seed: 1)
            }
            return error?.description ?? ""
        }
        #expect(try lines { $0.weeks = 0 }.contains("--weeks is a number from 1 to"))
        #expect(try lines { $0.wrongAgentShare = 1.5 }.contains("--wrong-agents is a share"))
        #expect(try lines { $0.wrongAgentShare = .nan }.contains("--wrong-agents is a share"))
        #expect(try lines { $0.ticketsPerWeek = 3 }.contains("--per-week"))
        #expect(try lines { $0.ticketsPerWeek = 700 }.contains("lower --weeks or --per-week"))
        #expect(try lines { $0.unanswerableShare = 0.8 }.contains("--unanswerable"))
        let few = try SmallSet.all().filter { ["cards", "hours"].contains($0.topic.value) }
        #expect(try lines({ _ in }, few).contains("at least 4"))
    }
}
