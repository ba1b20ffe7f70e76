package import LanguageModel

/// What the operator decided about the language model.
package struct ModelSettings: Sendable, Hashable {
    /// Empty for none.
    package var url: String
    package var name: String
    package var keyFile: String
    /// From the environment; never shown.
    package var key: String
    package var auth: String
    package var query: [String]
    package var headers: [String]
    package var tokenField: String
    package var sendsTemperature: Bool
    package var sendsStreamOptions: Bool
    package var asksForLikelihoods: Bool
    package var connectSeconds: Int
    package var firstTokenSeconds: Int
    package var betweenTokensSeconds: Int
    package var requestsMax: Int
    package var queueSeconds: Int
    package var caFile: String
    package var proxy: String
    /// Names of `PersonalData.Kind`.
    package var placeholdersOff: [String]

    package var isConfigured: Bool { !url.isEmpty }

    /// What becomes a placeholder before it leaves.
    package var hides: Set<PersonalData.Kind> {
        Set(PersonalData.Kind.allCases.filter { !placeholdersOff.contains($0.rawValue) })
    }

    func check() throws(SettingsFailure) {
        let kinds = PersonalData.Kind.allCases.map(\.rawValue)
        guard placeholdersOff.allSatisfy(kinds.contains) else {
            throw SettingsFailure(
                place: "placeholders_off", reason: "each is one of \(kinds.joined(separator: ", ")).")
        }
        guard isConfigured else { return }
        guard !name.isEmpty else {
            throw SettingsFailure(place: "model", reason: "model_url needs it: name the model to ask.")
        }
        guard key.isEmpty || keyFile.isEmpty else {
            throw SettingsFailure(
                place: "model_key_file", reason: "\(Setting.keyVariable) is set too: use one of them.")
        }
    }
}
