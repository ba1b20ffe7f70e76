extension EndpointSettings {
    /// What is wrong with the settings, and what to do. It never repeats a value: any may hold a secret.
    package enum Flaw: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case addressCharacters
        case addressScheme
        case addressQuery
        case addressUserInfo
        case addressHost
        case addressPath
        case model
        case header

        package var description: String {
            switch self {
            case .addressCharacters:
                "the address holds spaces or other characters that belong into no address"
            case .addressScheme: "the address must begin with http:// or https://"
            case .addressQuery: "the address must end before \"?\": give the query items in their own setting"
            case .addressUserInfo: "the address holds a name or password: give the key in its own setting"
            case .addressHost: "the address names no host, or a port that is none"
            case .addressPath:
                "give the address without /chat/completions at its end, such as https://api.example.com/v1"
            case .model: "the model's name is empty, too long or holds control characters"
            case .header:
                "an extra header is not well-formed, or is one that Baton itself sends, such as Authorization"
            }
        }
    }
}
