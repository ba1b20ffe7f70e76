import Testing

@testable import Edge

/// What is packed by hand is unpacked by zlib as it was.
@Suite struct TightGzipTests {
    /// Texts that reach each kind of table: one byte, runs, words, noise, more than the window.
    static let texts: [[UInt8]] = [
        [0], [7, 7], Array(repeating: 65, count: 3), Array(repeating: 65, count: 100_000),
        Array("abcabcabcabcabc".utf8), Array(0...255), Array((0...255).reversed()) + Array(0...255),
        noise(70_000, of: 256), noise(40_000, of: 3),
        Array("the chat, the widget, the team; ".utf8) + noise(33_000, of: 9)
            + Array("the chat, the widget, the team; ".utf8),
    ]

    /// The same numbers on every machine (SplitMix64).
    private static func noise(_ count: Int, of kinds: UInt64) -> [UInt8] {
        var state: UInt64 = 7
        return (0..<count).map { _ in
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return UInt8((mixed ^ (mixed >> 31)) % kinds)
        }
    }

    @Test(arguments: texts.indices)
    func `zlib unpacks it as it was`(_ index: Int) throws {
        let text = Self.texts[index]
        #expect(Gzip.unpacked(Gzip.framed(text), count: text.count) == text)
    }

    @Test func `a text of words gets smaller than zlib makes it, and noise is left to zlib`() throws {
        let words = [
            "chat", "widget", "visitor", "answer", "person", "(", ") => {\n", "};\n", " = ", "const ",
        ]
        let text = Self.noise(40_000, of: 3).enumerated().flatMap { index, kind in
            Array(words[(Int(kind) * 7 + index * index) % words.count].utf8)
        }
        let tight = try #require(Gzip.tight(text))
        let plain = try #require(Gzip.packed(text, level: Gzip.smallest))
        #expect(tight.count < plain.count && Gzip.unpacked(tight, count: text.count) == text)
        #expect(Gzip.tight([]) == nil)
        let noise = Self.noise(70_000, of: 256)
        #expect(Gzip.tight(noise) == Gzip.packed(noise, level: Gzip.smallest))
    }

    @Test(arguments: [1, 2, 7, 15])
    func `no code is longer than allowed, and all codes together fill the tree`(_ most: Int) {
        // Counts that a plain Huffman code would give long codes.
        let counts = (0..<min(20, 1 << most)).map { 1 << min($0, 40) } + [0]
        let lengths = HuffmanLengths.of(counts, max: most)
        #expect(lengths.last == 0 && lengths.allSatisfy { $0 <= most })
        let filled = lengths.filter { $0 > 0 }.reduce(0.0) { $0 + 1 / Double(1 << $1) }
        #expect(filled == 1 || counts.filter { $0 > 0 }.count == 1)
    }
}
