import Gateway
import Handoff
package import Learning

extension Settings {
    private static let openingCharactersMax = 120

    /// What the chat needs of the settings. They were checked when they were read.
    func chat(at address: PublicAddress) -> ChatSettings {
        ChatSettings(
            address: address, assistantName: assistantName, greeting: greeting,
            contactAfterSeconds: contactAfterSeconds, accent: accent.isEmpty ? nil : accent,
            openings: openingQuestions, hours: try? OpeningHours.read(hours),
            hasMail: mail.isConfigured, asksForTraining: trainingGround == .ask)
    }

    package var trainingGround: TrainingGround { TrainingGround(rawValue: trainingExport) ?? .off }

    package var mayExportTraining: Bool { trainingGround != .off }

    func checkChat() throws(SettingsFailure) {
        try Self.check(accent: accent)
        try Self.check(hours: hours)
        try Self.check(openings: openingQuestions)
        _ = try identity.read()
    }

    package static func check(accent: String) throws(SettingsFailure) {
        let digits = accent.dropFirst()
        guard
            accent.isEmpty || (accent.hasPrefix("#") && digits.count == 6 && digits.allSatisfy(\.isHexDigit))
        else {
            throw SettingsFailure(place: "accent", reason: "a colour is written #rrggbb, such as #2f6f4f.")
        }
    }

    package static func check(hours: String) throws(SettingsFailure) {
        do throws(OpeningHours.Unreadable) {
            _ = try OpeningHours.read(hours)
        } catch {
            throw SettingsFailure(place: "hours", reason: error.description)
        }
    }

    package static func check(openings: [String]) throws(SettingsFailure) {
        guard openings.count <= ChatSettings.openingsMax else {
            throw SettingsFailure(
                place: "opening_questions", reason: "at most \(ChatSettings.openingsMax): take some away.")
        }
        guard openings.allSatisfy({ $0.count <= openingCharactersMax }) else {
            throw SettingsFailure(
                place: "opening_questions",
                reason: "each has at most \(openingCharactersMax) characters: shorten it.")
        }
    }
}
