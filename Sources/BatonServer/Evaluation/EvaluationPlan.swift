import Kernels

/// What `baton evaluate` is to ask, and of what it may learn before.
package struct EvaluationPlan: Sendable {
    package static let drawsMax = 100

    /// Questions that had no answer, and how many of them are drawn into the memory.
    package struct Remembered: Sendable {
        let count: Int
        let questions: [LabelledQuestion]

        package init(count: Int, questions: [LabelledQuestion]) {
            self.count = count
            self.questions = questions
        }
    }

    let questions: [LabelledQuestion]
    /// The confidence is fitted on them, instead of on the library itself; empty for none.
    let fitted: [LabelledQuestion]
    /// Questions that were asked before: what share of them has no answer is estimated without a look at
    /// their labels. Empty where it is assumed.
    let traffic: [LabelledQuestion]
    let remembered: Remembered?
    /// How often what is drawn is drawn, 1 or more.
    let draws: Int

    package init(
        questions: [LabelledQuestion], fitted: [LabelledQuestion] = [], traffic: [LabelledQuestion] = [],
        remembered: Remembered? = nil, draws: Int = 1
    ) {
        self.traffic = traffic
        self.questions = questions
        self.fitted = fitted
        self.remembered = remembered
        self.draws = draws
    }

    /// One draw. What is remembered is neither asked nor fitted on: its answer would be known.
    func drawn(_ number: Int) -> (remembered: [String], fitted: [LabelledQuestion], asked: [LabelledQuestion])
    {
        guard let remembered else { return ([], fitted, questions) }
        var numbers = SplitMix64(seed: UInt64(number))
        let some = remembered.questions.shuffled(using: &numbers).prefix(remembered.count).map(\.text)
        let known = Set(some)
        return (
            some, fitted.filter { !known.contains($0.text) }, questions.filter { !known.contains($0.text) }
        )
    }
}
