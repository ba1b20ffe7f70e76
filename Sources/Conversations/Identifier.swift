/// A validated opaque identifier; `Kind` keeps a message id from being passed where a conversation id
/// belongs.
///
/// Ids are minted by whoever creates the thing, often a client, so the alphabet and the length are checked
/// here.
package struct Identifier<Kind>: Hashable, Sendable, CustomStringConvertible {
    package static var charactersMin: Int { 8 }
    package static var charactersMax: Int { 64 }

    package let value: String

    /// `nil` unless `value` is 8 to 64 characters of `A-Z a-z 0-9 - _`.
    package init?(_ value: String) {
        let bytes = value.utf8
        guard bytes.count >= Self.charactersMin, bytes.count <= Self.charactersMax,
            bytes.allSatisfy(Self.isAllowed)
        else { return nil }
        self.value = value
    }

    package var description: String { value }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an identifier")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Identifier where Kind == Visitor {
    package static var verifiedPrefix: String { "u-" }

    /// Whether only a host product's token, or a link, may speak for this visitor. Ids of others are random
    /// and never begin so.
    package var isVerified: Bool { value.hasPrefix(Self.verifiedPrefix) }
}

/// A visitor of a host page, known by a signed token.
package enum Visitor {}
/// A human on the support team.
package enum Agent {}

package typealias ConversationID = Identifier<Conversation>
package typealias MessageID = Identifier<Message>
package typealias VisitorID = Identifier<Visitor>
package typealias AgentID = Identifier<Agent>
/// The id that a client gives to one thing it asks for, so that asking twice does it once.
package typealias ClientID = MessageID
