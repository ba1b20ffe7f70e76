/// The cheapest way to say a stretch of a text, by dynamic programming over its places.
struct DeflateParse: Sendable {
    private let bytes: [UInt8]
    private let table: RepetitionTable

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        table = RepetitionTable(bytes)
    }

    /// - Parameter cost: by which ways are compared. What comes of it has other counts, hence another cost:
    ///   two or three rounds settle it.
    func tokens(_ range: Range<Int>, _ cost: DeflateCost) -> [DeflateToken] {
        let ofLength = (0...DeflateSymbols.lengthMax).map { length in
            let coded = DeflateSymbols.ofLength[length]
            return length < DeflateSymbols.lengthMin ? 0 : cost.literals[coded.symbol] + Float(coded.bits)
        }
        var best = [Float](repeating: .infinity, count: range.count + 1)
        // How the cheapest way comes to each place: the last step's length, and its distance or 0.
        var steps = [(length: Int32, distance: Int32)](repeating: (0, 0), count: range.count + 1)
        best[0] = 0
        for index in 0..<range.count {
            let (here, place) = (best[index], range.lowerBound + index)
            let literal = here + cost.literals[Int(bytes[place])]
            if literal < best[index + 1] { (best[index + 1], steps[index + 1]) = (literal, (1, 0)) }
            var from = DeflateSymbols.lengthMin
            table.at(place) { longest, distance in
                let to = min(longest, range.count - index)
                guard from <= to else { return }
                let coded = DeflateSymbols.ofDistance(distance)
                let start = here + cost.distances[coded.symbol] + Float(coded.bits)
                for length in from...to where start + ofLength[length] < best[index + length] {
                    best[index + length] = start + ofLength[length]
                    steps[index + length] = (Int32(length), Int32(distance))
                }
                from = to + 1
            }
        }
        return walked(back: steps, range)
    }

    private func walked(
        back steps: [(length: Int32, distance: Int32)], _ range: Range<Int>
    ) -> [DeflateToken] {
        var (tokens, index) = ([DeflateToken](), range.count)
        while index > 0 {
            let (length, distance) = (Int(steps[index].length), Int(steps[index].distance))
            tokens.append(
                distance == 0
                    ? .literal(bytes[range.lowerBound + index - 1])
                    : .repetition(length: length, distance: distance))
            index -= length
        }
        return tokens.reversed()
    }
}
