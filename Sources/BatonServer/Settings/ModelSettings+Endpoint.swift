import LanguageModel
import Outbound

extension ModelSettings {
    /// The endpoint that the settings describe; what is wrong with them is named by its setting.
    func endpoint(answerMilliseconds: Int) throws(SettingsFailure) -> EndpointSettings {
        let (address, key) = (try address(), try apiKey())
        var endpoint: EndpointSettings
        do throws(EndpointSettings.Flaw) {
            endpoint = try EndpointSettings(
                address: address, model: name, key: key, headers: try extraHeaders())
        } catch {
            throw SettingsFailure(
                place: error == .header ? "model_headers" : "model", reason: error.description + ".")
        }
        endpoint.authentication = EndpointSettings.Authentication(rawValue: auth) ?? .bearer
        endpoint.tokenField = EndpointSettings.TokenField(rawValue: tokenField) ?? .maxTokens
        endpoint.sendsTemperature = sendsTemperature
        endpoint.sendsStreamOptions = sendsStreamOptions
        endpoint.asksForLikelihoods = asksForLikelihoods
        endpoint.hides = hides
        endpoint.caFile = caFile.isEmpty ? nil : caFile
        endpoint.proxy = proxy.isEmpty ? nil : proxy
        endpoint.limits.requestsMax = requestsMax
        endpoint.deadlines.queueMillisecondsMax = queueSeconds * 1000
        endpoint.deadlines.connectMillisecondsMax = connectSeconds * 1000
        endpoint.deadlines.firstTokenMillisecondsMax = firstTokenSeconds * 1000
        endpoint.deadlines.betweenTokensMillisecondsMax = betweenTokensSeconds * 1000
        endpoint.deadlines.totalMillisecondsMax = answerMilliseconds
        return endpoint
    }

    private func address() throws(SettingsFailure) -> EndpointAddress {
        var items: [(key: String, value: String)] = []
        for item in query {
            guard let (name, value) = Self.pair(item, "=") else {
                throw SettingsFailure(place: "model_query", reason: "write each as name=value.")
            }
            items.append((name, value))
        }
        do throws(EndpointSettings.Flaw) {
            return try EndpointAddress(url, query: items)
        } catch {
            throw SettingsFailure(place: "model_url", reason: error.description + ".")
        }
    }

    private func apiKey() throws(SettingsFailure) -> APIKey? {
        do throws(APIKey.Flaw) {
            if !keyFile.isEmpty { return try APIKey(file: keyFile) }
            return key.isEmpty ? nil : try APIKey(key)
        } catch {
            let place = keyFile.isEmpty ? Setting.keyVariable : "model_key_file"
            throw SettingsFailure(place: place, reason: error.description + ".")
        }
    }

    private func extraHeaders() throws(EndpointSettings.Flaw) -> [OutboundHeader] {
        var found: [OutboundHeader] = []
        for header in headers {
            guard let (name, value) = Self.pair(header, ":") else { throw .header }
            found.append(OutboundHeader(name, value))
        }
        return found
    }

    private static func pair(_ text: String, _ separator: Character) -> (String, String)? {
        guard let place = text.firstIndex(of: separator), place > text.startIndex else { return nil }
        let value = text[text.index(after: place)...].drop { $0 == " " }
        return (String(text[..<place]), String(value))
    }
}
