import LanguageModel

/// A server that makes the vectors, as the operator gave it.
package struct EmbeddingSettings: Sendable {
    package var url: String
    package var name: String
    package var keyFile: String
    package var key: String
    package var languages: [String]
    package var caFile: String

    package var isConfigured: Bool { !url.isEmpty }

    /// Told by the environment alone, like the model's key.
    static let variable = Setting.variablePrefix + "EMBEDDING_KEY"

    func check() throws(SettingsFailure) {
        guard isConfigured else { return }
        guard !name.isEmpty else {
            throw SettingsFailure(
                place: "embedding_model", reason: "embedding_url needs it: name the model to ask.")
        }
        guard key.isEmpty || keyFile.isEmpty else {
            throw SettingsFailure(
                place: "embedding_key_file", reason: "\(Self.variable) is set too: use one of them.")
        }
        guard !languages.isEmpty else {
            throw SettingsFailure(
                place: "embedding_languages", reason: "name the languages that the model reads, such as en.")
        }
    }

    /// What is wrong is named by its setting.
    func endpoint() throws(SettingsFailure) -> EndpointSettings {
        let (address, key) = (try address(), try apiKey())
        do throws(EndpointSettings.Flaw) {
            var endpoint = try EndpointSettings(address: address, model: name, key: key)
            endpoint.caFile = caFile.isEmpty ? nil : caFile
            return endpoint
        } catch {
            throw SettingsFailure(place: "embedding_model", reason: error.description + ".")
        }
    }

    private func address() throws(SettingsFailure) -> EndpointAddress {
        guard !url.hasSuffix("/embeddings"), !url.hasSuffix("/embeddings/") else {
            throw SettingsFailure(
                place: "embedding_url",
                reason: "give the address without /embeddings at its end, such as https://api.example.com/v1."
            )
        }
        do throws(EndpointSettings.Flaw) {
            return try EndpointAddress(url)
        } catch {
            throw SettingsFailure(place: "embedding_url", reason: error.description + ".")
        }
    }

    private func apiKey() throws(SettingsFailure) -> APIKey? {
        do throws(APIKey.Flaw) {
            if !keyFile.isEmpty { return try APIKey(file: keyFile) }
            return key.isEmpty ? nil : try APIKey(key)
        } catch {
            let place = keyFile.isEmpty ? Self.variable : "embedding_key_file"
            throw SettingsFailure(place: place, reason: error.description + ".")
        }
    }
}
