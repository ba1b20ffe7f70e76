/// For each place of a text the repetitions that are worth a thought: each is longer than the one before it,
/// which is nearer.
struct RepetitionTable: Sendable {
    /// Earlier places that are looked at for each. Four times as many make the widget's script 6 bytes
    /// shorter.
    static let placesMax = 256
    private static let hashMask = (1 << 15) - 1

    private var starts: [Int] = []
    private var lengths: [UInt16] = []
    /// Less one, so that the furthest fits.
    private var distances: [UInt16] = []

    init(_ bytes: [UInt8]) {
        var heads = [Int32](repeating: -1, count: Self.hashMask + 1)
        var before = [Int32](repeating: -1, count: bytes.count)
        starts.reserveCapacity(bytes.count + 1)
        for place in bytes.indices {
            starts.append(lengths.count)
            guard place + DeflateSymbols.lengthMin <= bytes.count else { continue }
            let hash = Self.hash(bytes, place)
            find(bytes, at: place, from: Int(heads[hash]), before)
            before[place] = heads[hash]
            heads[hash] = Int32(place)
        }
        starts.append(lengths.count)
    }

    /// From the nearest to the longest.
    func at(_ place: Int, _ body: (_ length: Int, _ distance: Int) -> Void) {
        for index in starts[place]..<starts[place + 1] {
            body(Int(lengths[index]), Int(distances[index]) + 1)
        }
    }

    private static func hash(_ bytes: [UInt8], _ place: Int) -> Int {
        ((Int(bytes[place]) << 10) ^ (Int(bytes[place + 1]) << 5) ^ Int(bytes[place + 2])) & hashMask
    }

    private mutating func find(_ bytes: [UInt8], at place: Int, from first: Int, _ before: [Int32]) {
        let longest = min(DeflateSymbols.lengthMax, bytes.count - place)
        var (other, best, left) = (first, DeflateSymbols.lengthMin - 1, Self.placesMax)
        while other >= 0, place - other <= DeflateSymbols.distanceMax, left > 0, best < longest {
            left -= 1
            if bytes[other + best] == bytes[place + best] {
                var length = 0
                while length < longest, bytes[other + length] == bytes[place + length] { length += 1 }
                if length > best {
                    best = length
                    lengths.append(UInt16(length))
                    distances.append(UInt16(place - other - 1))
                }
            }
            other = Int(before[other])
        }
    }
}
