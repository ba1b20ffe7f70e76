package import Learning

/// A question behind a live rate, with its words.
package struct AskedStory: Sendable {
    package let asked: AskedQuestion
    /// `nil` once it was erased.
    package let text: String?

    package init(asked: AskedQuestion, text: String?) {
        self.asked = asked
        self.text = text
    }
}

/// Who knows what came of publications.
package protocol ProgressDesk: Sendable {
    func progress() async throws -> Progress
    /// The questions behind a gap's live rate, the newest first; `nil` for a gap that is not answered.
    func asked(of gap: GapID, limit: Int) async throws -> [AskedStory]?
    /// What a gap is called where no editor named it: the question in its middle.
    func question(of gap: Gap) async throws -> String?
}
