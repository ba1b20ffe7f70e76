/// What comes back, in order: the head once, then the body in pieces that are cut anywhere.
package enum OutboundEvent: Sendable, Hashable {
    case head(OutboundHead)
    /// Never empty.
    case bytes([UInt8])
}

/// The head of a response.
package struct OutboundHead: Sendable, Hashable {
    package let status: Int
    package let headers: [OutboundHeader]

    package init(status: Int, headers: [OutboundHeader]) {
        self.status = status
        self.headers = headers
    }

    /// The first value of a header, found whatever the case of its name.
    package subscript(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
