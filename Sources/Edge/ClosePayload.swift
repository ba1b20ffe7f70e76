/// The body of a close frame: nothing, or a code and a reason (RFC 6455, 5.5.1).
package enum ClosePayload: Equatable {
    case empty
    case code(Int, reason: String)
    /// Malformed; `answer` is the code to close with.
    case invalid(answer: Int)

    /// A control frame carries at most 125 bytes, two of them the code.
    package static let reasonBytesMax = 123

    package init(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        let head = Array(bytes.prefix(2))
        guard head.count == 2 else {
            self = .invalid(answer: CloseCode.protocolError)
            return
        }
        let code = Int(head[0]) << 8 | Int(head[1])
        guard CloseCode.isAllowedOnWire(code) else {
            self = .invalid(answer: CloseCode.protocolError)
            return
        }
        guard let reason = String(validating: bytes.dropFirst(2), as: UTF8.self) else {
            self = .invalid(answer: CloseCode.invalidText)
            return
        }
        self = .code(code, reason: reason)
    }

    /// The bytes to send; a reason that is too long is cut at a character.
    package static func bytes(code: Int, reason: String) -> [UInt8] {
        var bytes = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
        for character in reason {
            guard bytes.count - 2 + character.utf8.count <= reasonBytesMax else { break }
            bytes += character.utf8
        }
        return bytes
    }
}
