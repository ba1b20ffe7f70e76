import BatonTesting

/// Bytes that no client may send, and the code that the server closes with.
struct BrokenRule: Sendable, CustomStringConvertible {
    let description: String
    let bytes: [UInt8]
    let code: Int

    init(_ description: String, _ bytes: [UInt8], _ code: Int) {
        self.description = description
        self.bytes = bytes
        self.code = code
    }

    init(_ description: String, _ frame: WireFrame, _ code: Int) {
        self.init(description, frame.bytes(), code)
    }

    static let framing: [BrokenRule] = [
        BrokenRule("unmasked", WireFrame.text("hi").bytes(mask: nil), 1002),
        BrokenRule("RSV1", WireFrame(WireFrame.Opcode.text, [0x68], reserved: 4), 1002),
        BrokenRule("RSV3", WireFrame(WireFrame.Opcode.text, [0x68], reserved: 1), 1002),
        BrokenRule("reserved data opcode", WireFrame(3, [0x68]), 1002),
        BrokenRule("reserved control opcode", WireFrame(11), 1002),
        BrokenRule("fragmented ping", WireFrame(WireFrame.Opcode.ping, [1], isFinal: false), 1002),
        BrokenRule("long ping", WireFrame(WireFrame.Opcode.ping, Array(repeating: 1, count: 126)), 1002),
        BrokenRule("continuation of nothing", WireFrame(WireFrame.Opcode.continuation, [0x68]), 1002),
        BrokenRule(
            "text inside a fragmented text",
            WireFrame(WireFrame.Opcode.text, [0x68], isFinal: false).bytes() + WireFrame.text("new").bytes(),
            1002),
        BrokenRule(
            "frame too big", WireFrame(WireFrame.Opcode.text, Array(repeating: 0x61, count: 65_537)), 1009),
        BrokenRule(
            "2^63 bytes announced", [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
            1009),
    ]

    static let content: [BrokenRule] = [
        BrokenRule("binary", WireFrame(WireFrame.Opcode.binary, [1, 2, 3]), 1003),
        BrokenRule("bad UTF-8", WireFrame(WireFrame.Opcode.text, [0xc3, 0x28]), 1007),
        BrokenRule("surrogate in UTF-8", WireFrame(WireFrame.Opcode.text, [0xed, 0xa0, 0x80]), 1007),
        BrokenRule("half a close code", WireFrame(WireFrame.Opcode.close, [3]), 1002),
        BrokenRule("close code 1005", WireFrame.close(1005), 1002),
        BrokenRule("close code 999", WireFrame.close(999), 1002),
        BrokenRule("close code 5000", WireFrame.close(5000), 1002),
        BrokenRule("close reason not UTF-8", WireFrame(WireFrame.Opcode.close, [0x03, 0xe8, 0xff]), 1007),
    ]
}
