/// The times and bounds of answering.
package struct AnswerSettings: Sendable {
    /// The longest wait for a visitor who goes on typing.
    package var settleMillisecondsMax = 8_000
    package var settlePollMilliseconds = 150
    /// From the start of an answer to its end, after which the conversation goes to a person.
    package var answerSecondsMax = 20
    /// Of `answerSecondsMax`, the share that a model gets: what it leaves is for whoever steps in, 0...1.
    package var modelShare = 0.75
    /// How long the right to answer holds; longer than an answer may take.
    package var leaseSeconds = 30
    /// Conversations answered at the same time.
    package var runsMax = 64
    /// How often the owed answers are looked up, so that a lost wake-up loses nothing.
    package var sweepMilliseconds = 2_000
    package var sweepConversationsMax = 256

    /// The chance of an answer to be drawn for people to judge, 0...1.
    package var auditRate = 0.0

    package init() {}

    var answerMillisecondsMax: Int { answerSecondsMax * 1000 }
    /// For the model alone.
    package var modelMillisecondsMax: Int { Int(Double(answerMillisecondsMax) * min(max(modelShare, 0), 1)) }
}
