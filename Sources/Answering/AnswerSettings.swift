/// The times and bounds of answering.
package struct AnswerSettings: Sendable {
    /// The longest wait for a visitor who goes on typing.
    package var settleMillisecondsMax = 8_000
    package var settlePollMilliseconds = 150
    /// From the start of an answer to its end, after which the conversation goes to a person.
    package var answerSecondsMax = 20
    /// How long the right to answer holds; longer than an answer may take.
    package var leaseSeconds = 30
    /// Conversations answered at the same time.
    package var runsMax = 64
    /// How often the owed answers are looked up, so that a lost wake-up loses nothing.
    package var sweepMilliseconds = 2_000
    package var sweepConversationsMax = 256

    package init() {}
}
