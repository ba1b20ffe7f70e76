/// One WebSocket frame as bytes (RFC 6455, 5.2), written and read apart from the server's own code.
package struct WireFrame: Sendable, Equatable {
    package enum Opcode {
        package static let continuation: UInt8 = 0
        package static let text: UInt8 = 1
        package static let binary: UInt8 = 2
        package static let close: UInt8 = 8
        package static let ping: UInt8 = 9
        package static let pong: UInt8 = 10
    }

    package var isFinal: Bool
    /// The three reserved bits, in the low bits of the byte.
    package var reserved: UInt8
    package var opcode: UInt8
    package var payload: [UInt8]

    package init(_ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true, reserved: UInt8 = 0) {
        self.isFinal = isFinal
        self.reserved = reserved
        self.opcode = opcode
        self.payload = payload
    }

    package static func text(_ text: String) -> WireFrame { WireFrame(Opcode.text, Array(text.utf8)) }

    package static func close(_ code: Int, _ reason: String = "") -> WireFrame {
        WireFrame(Opcode.close, [UInt8(code >> 8), UInt8(code & 0xff)] + Array(reason.utf8))
    }

    /// As a client sends it; `mask: nil` breaks the rule that clients mask.
    package func bytes(mask: [UInt8]? = [0x37, 0xfa, 0x21, 0x3d]) -> [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch payload.count {
        case ...125: bytes.append(maskBit | UInt8(payload.count))
        case ...65_535: bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default:
            bytes.append(maskBit | 127)
            bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// Takes one whole unmasked frame from the front of `bytes`; nil while it is incomplete.
    static func take(from bytes: inout [UInt8]) throws -> WireFrame? {
        guard bytes.count >= 2 else { return nil }
        guard bytes[1] & 0x80 == 0 else { throw WireError.malformed("a server must not mask") }
        var length = Int(bytes[1])
        var start = 2
        if length >= 126 {
            let width = length == 126 ? 2 : 8
            guard bytes.count >= 2 + width else { return nil }
            length = bytes[2..<(2 + width)].reduce(0) { $0 << 8 | Int($1) }
            start += width
        }
        guard bytes.count >= start + length else { return nil }
        defer { bytes.removeFirst(start + length) }
        return WireFrame(
            bytes[0] & 0x0f, Array(bytes[start..<(start + length)]), isFinal: bytes[0] & 0x80 != 0,
            reserved: bytes[0] >> 4 & 0x7)
    }
}
