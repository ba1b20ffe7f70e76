import Calibration
import Conversations
import Knowledge
import Retrieval
import Simulation
import Storage

/// A support desk day by day: its questions, its people, and what is learned of them in the evening.
struct SimulatedDesk: Sendable {
    private static let daySeconds = 86_400
    private static let opensSeconds = 8 * 3600
    private static let closesSeconds = 20 * 3600
    private static let eveningSeconds = 22 * 3600

    private let baton: SimulatedBaton
    private let stream: TicketStream
    private let plan: SimulationPlan
    private let learns: Bool
    private let people: SimulatedPeople
    private var editor: SimulatedEditor
    private var run: SimulatedRun
    /// The tickets that are not asked yet begin here.
    private var next = 0
    /// When each topic without an article first failed, and when its article came, in days since the start.
    private var failed: [ArticleID: Double] = [:]
    private var live: [ArticleID: Double] = [:]

    init(
        _ baton: SimulatedBaton, _ stream: TicketStream, plan: SimulationPlan, learns: Bool, seed: Int
    ) throws {
        (self.baton, self.stream, self.plan, self.learns) = (baton, stream, plan, learns)
        people = try SimulatedPeople(baton)
        editor = SimulatedEditor(baton, stream, plan: plan)
        run = SimulatedRun(seed: seed, weeks: plan.weeks)
    }

    /// The questions of the day.
    mutating func live(through day: Int) async throws -> Int {
        let first = next
        let today = stream.tickets[first...].prefix { $0.day == day }.count
        while next < first + today {
            let ticket = stream.tickets[next]
            let open = Self.closesSeconds - Self.opensSeconds
            baton.clock.set(
                seconds: day * Self.daySeconds + Self.opensSeconds + (next - first) * open / max(1, today))
            let ending = try await people.take(
                ticket, stream.people[next], topics: editor.published)
            run.weeks[ticket.week - 1].count(ticket, ending)
            if ending != .resolved, let topic = ticket.topic, editor.published[topic] == nil {
                failed[topic] = failed[topic] ?? now
            }
            next += 1
        }
        try await evening(of: day)
        return today
    }

    private var now: Double {
        Double(baton.clock.now().seconds(since: SimulatedClock.start)) / Double(Self.daySeconds)
    }

    private mutating func evening(of day: Int) async throws {
        baton.clock.set(seconds: day * Self.daySeconds + Self.eveningSeconds)
        if learns {
            try await editor.work(on: day)
            try await baton.takeLibraryIn()
            for topic in editor.published.keys where live[topic] == nil { live[topic] = now }
        }
        try await baton.watch()
        guard (day + 1).isMultiple(of: 7) else { return }
        let model = baton.index.confidence.version
        let standing = baton.certainty.board.standing(of: nil, under: model)
        run.thresholds.append(
            .init(
                week: day / 7 + 1, value: standing.threshold, basis: standing.basis.rawValue, model: model))
    }

    /// What became of all of it.
    func finished() async throws -> SimulatedRun {
        var run = run
        for (topic, day) in failed.sorted(by: { $0.key < $1.key }) {
            if let end = live[topic] {
                run.daysToLive.append(max(0, end - day))
            } else {
                run.daysStillOpen.append(Double(plan.days) - day)
            }
        }
        let revisions = try await baton.store.revisions()
        run.articles = revisions.count
        run.phrasings = revisions.reduce(0) { $0 + $1.article.phrasings.count }
        run.verdicts = editor.verdicts
        return run
    }
}
