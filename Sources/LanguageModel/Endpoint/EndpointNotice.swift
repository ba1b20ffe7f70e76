/// One try that failed, for the log of those who run the server.
package struct EndpointNotice: Sendable, Hashable {
    package static let detailCharactersMax = 300

    package let failure: ModelFailure
    /// From 1.
    package let attempt: Int
    /// `nil` when no status came.
    package let status: Int?
    /// `nil` when this was the last try.
    package let retryMilliseconds: Int?
    /// What the server or libcurl said: one line, cut, without the key. It may repeat a part of the question,
    /// so it is never shown to a visitor and only logged where someone asked for it.
    let detail: String

    init(_ fault: EndpointFault, attempt: Int, retryMilliseconds: Int?, key: APIKey?) {
        failure = fault.failure
        self.attempt = attempt
        status = fault.status
        self.retryMilliseconds = retryMilliseconds
        // Long enough that cutting first cannot hide the key from its removal.
        let said = String(fault.detail.prefix(Self.detailCharactersMax + APIKey.bytesMax))
        let clean = (key?.removed(from: said) ?? said).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        detail = String(clean.prefix(Self.detailCharactersMax))
    }
}

extension EndpointNotice: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        let words = [
            "the model's endpoint failed: \(failure.rawValue)", "try \(attempt)",
            status.map { "status \($0)" },
            retryMilliseconds.map { "again in \($0) ms" },
        ]
        return words.compactMap(\.self).joined(separator: ", ")
    }

    package var debugDescription: String { detail.isEmpty ? description : "\(description): \(detail)" }
}
