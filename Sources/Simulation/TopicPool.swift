import Kernels
import Knowledge

/// The questions of each topic that have not been asked yet.
struct TopicPool {
    /// In an order that the seed decided.
    private(set) var order: [ArticleID]
    private var rest: [ArticleID: [String]]
    /// How often each topic is asked about: as often as the file does.
    private let weights: [ArticleID: Int]

    /// A topic of which this share of the questions stands among those without an answer has none itself: the
    /// files are of one source. Fewer are mistakes in the labels.
    static let hopelessShareMin = 0.1

    /// - Parameter hopeless: questions without an answer, each once; those of a topic that has one are taken
    ///   out of it.
    init(
        _ questions: [TopicQuestion], hopeless: inout [String], _ numbers: inout SplitMix64
    ) {
        let without = Set(hopeless.map(Self.plain))
        var (seen, all) = (Set<String>(), [ArticleID: [String]]())
        for question in questions {
            let plain = Self.plain(question.text)
            guard !plain.isEmpty, seen.insert(plain).inserted else { continue }
            all[question.topic, default: []].append(question.text)
        }
        all = all.filter { _, texts in
            let shared = texts.count { without.contains(Self.plain($0)) }
            return Double(shared) < Self.hopelessShareMin * Double(texts.count)
        }
        let answered = Set(all.values.joined().map(Self.plain))
        hopeless.removeAll { answered.contains(Self.plain($0)) }
        order = all.keys.sorted().shuffled(using: &numbers)
        for topic in order { all[topic]?.shuffle(using: &numbers) }
        rest = all
        weights = all.mapValues(\.count)
    }

    /// The words of a question; empty where it has none, and is none.
    static func plain(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    /// All that are left.
    var left: Int { order.reduce(0) { $0 + (rest[$1]?.count ?? 0) } }

    mutating func take(_ count: Int, of topic: ArticleID) -> [String] {
        let taken = Array((rest[topic] ?? []).prefix(count))
        rest[topic]?.removeFirst(taken.count)
        return taken
    }

    /// Takes topics away until their questions are as many as the plan has without an answer.
    mutating func hide(
        for plan: SimulationPlan, _ numbers: inout SplitMix64
    ) throws(SimulationMistake) -> [String] {
        let needed = Double(plan.tickets) * plan.unanswerableShare
        var hidden: [String] = []
        while Double(hidden.count) < needed * Self.hiddenSlack, order.count > TicketStream.topicsMin {
            let topic = order.removeLast()
            hidden += rest.removeValue(forKey: topic) ?? []
        }
        guard Double(hidden.count) >= needed else {
            throw SimulationMistake(lines: [
                "There are too few topics to hide some as unanswerable: name more files, or questions "
                    + "without an answer with --unanswerable."
            ])
        }
        return hidden.shuffled(using: &numbers)
    }

    /// A share is drawn by lot, and may be asked for somewhat more often than it says.
    private static let hiddenSlack = 1.15

    /// The next question; `nil` when none is left. A topic that has none left is not asked about any more.
    mutating func draw(
        except hidden: Set<ArticleID>, _ numbers: inout SplitMix64
    ) -> (String, ArticleID?)? {
        let open = order.filter { !hidden.contains($0) && rest[$0]?.isEmpty == false }
        var place = numbers.share() * Double(open.reduce(0) { $0 + (weights[$1] ?? 0) })
        for topic in open {
            place -= Double(weights[topic] ?? 0)
            if place < 0 || topic == open.last { return rest[topic]?.popLast().map { ($0, topic) } }
        }
        return nil
    }
}
