/// Packs a text as small as DEFLATE allows, at some twenty times the work of zlib: for what is packed once
/// and sent very often. The way of Zopfli (Alakuijala and Vandevenne, "Data compression using Zopfli",
/// 2013): the cheapest way through all repetitions, by costs that are taken from the way before.
enum Deflate {
    /// More make the widget's script 30 bytes shorter, and take as much longer.
    private static let rounds = 3
    /// Tokens below which a block is not divided, and between the places where it may be.
    private static let blockTokensMin = 512
    private static let placesOfBlock = 40
    private static let divisionsMax = 4

    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        let parse = DeflateParse(bytes)
        var writer = DeflateWriter()
        let blocks = divided(settled(parse, bytes.indices, DeflateCost())[...], divisionsMax)
        var start = 0
        for (index, block) in blocks.enumerated() {
            let end = start + block.reduce(0) { $0 + $1.length }
            let tokens = settled(parse, start..<end, DeflateCost(DeflateCounts(block)))
            writer.add(tokens, isLast: index + 1 == blocks.count)
            start = end
        }
        return writer.bytes
    }

    private static func settled(
        _ parse: DeflateParse, _ range: Range<Int>, _ cost: DeflateCost
    ) -> [DeflateToken] {
        var tokens = parse.tokens(range, cost)
        for _ in 1..<rounds { tokens = parse.tokens(range, DeflateCost(DeflateCounts(tokens))) }
        return tokens
    }

    /// Where tables of their own save more than they cost: styles, words and code have other letters.
    private static func divided(
        _ tokens: ArraySlice<DeflateToken>, _ divisions: Int
    ) -> [ArraySlice<DeflateToken>] {
        guard tokens.count >= blockTokensMin, divisions > 0 else { return [tokens] }
        let step = tokens.count / placesOfBlock
        let cuts = stride(from: tokens.startIndex + step, to: tokens.endIndex - step, by: step)
        let best = cuts.map { cut in
            (cut: cut, bits: DeflateCounts(tokens[..<cut]).bits + DeflateCounts(tokens[cut...]).bits)
        }.min { $0.bits < $1.bits }
        guard let best, best.bits < DeflateCounts(tokens).bits else { return [tokens] }
        return divided(tokens[..<best.cut], divisions - 1) + divided(tokens[best.cut...], divisions - 1)
    }
}
