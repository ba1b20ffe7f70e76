/// The times and bounds of answering.
package struct AnswerSettings: Sendable {
    /// The longest wait for a visitor who goes on typing.
    package var settleMillisecondsMax = 8_000
    package var settlePollMilliseconds = 150
    /// From the start of an answer to its end, after which the conversation goes to a person.
    package var answerSecondsMax = 20
    /// Of `answerSecondsMax`, the share that a model gets: what it leaves is for whoever steps in, 0...1.
    package var modelShare = 0.75
    /// Of `answerSecondsMax`, the share that a model gets to say a follow-up for the search, 0...1, but no
    /// more than `rewritingMillisecondsLongest`: nothing is shown meanwhile, and the search does without.
    package var rewritingShare = 0.125
    package var rewritingMillisecondsLongest = 2_500
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
    package var rewritingMillisecondsMax: Int {
        min(
            rewritingMillisecondsLongest,
            Int(Double(answerMillisecondsMax) * min(max(rewritingShare, 0), 1)))
    }
    /// For the model alone.
    package var modelMillisecondsMax: Int { Int(Double(answerMillisecondsMax) * min(max(modelShare, 0), 1)) }
}
