import Kernels

/// Unit vectors in clusters, as the texts of some topics make them; the same in every run.
///
/// Two of a cluster have a cosine of about 0.55 and differ from one another by a few hundredths: to put the
/// nearest ten of them in order is harder than with real texts.
struct SyntheticVectors {
    static let dimensions = 384
    private static let rowsPerTopic = 500
    /// The length of what is added to a topic's direction.
    private static let spread: Float = 0.9
    /// The length of what a question differs from a row by.
    private static let distance: Float = 0.5

    private let topics: [[Float]]

    init(rows: Int) {
        topics = (0..<max(1, rows / Self.rowsPerTopic)).map { topic in
            Self.unit(Self.noise(seed: UInt64(topic) << 1 | 1 << 63))
        }
    }

    func row(_ index: Int) -> [Float] {
        var numbers = SplitMix64(seed: UInt64(index))
        let topic = topics[Int(numbers.next() % UInt64(topics.count))]
        return Self.near(topic, Self.spread, seed: UInt64(index) &+ 1 << 40)
    }

    /// What somebody asks whose answer is the row.
    func question(about index: Int) -> [Float] {
        Self.near(row(index), Self.distance, seed: UInt64(index) &+ 1 << 41)
    }

    private static func near(_ vector: [Float], _ length: Float, seed: UInt64) -> [Float] {
        let away = unit(noise(seed: seed))
        return unit(zip(vector, away).map { $0 + length * $1 })
    }

    /// Sums of four even numbers each: as good as normal here.
    private static func noise(seed: UInt64) -> [Float] {
        var numbers = SplitMix64(seed: seed)
        return (0..<dimensions).map { _ in
            let four = numbers.next()
            let sum = (four & 0xFFFF) + (four >> 16 & 0xFFFF) + (four >> 32 & 0xFFFF) + four >> 48
            return Float(sum) - 131_070
        }
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }
}

/// The rows one behind the other, as other people's indexes want them.
struct FloatTable {
    let numbers: AlignedBuffer<Float>
    let rows: Int

    init(_ vectors: SyntheticVectors, rows: Int) {
        self.rows = rows
        numbers = AlignedBuffer(count: rows * SyntheticVectors.dimensions)
        for row in 0..<rows {
            for (index, number) in vectors.row(row).enumerated() {
                numbers[row * SyntheticVectors.dimensions + index] = number
            }
        }
    }
}

/// The questions of a benchmark, spread over the rows.
struct SyntheticQuestions {
    static let count = 200

    let vectors: [[Float]]

    init(_ synthetic: SyntheticVectors, rows: Int) {
        vectors = (0..<Self.count).map { synthetic.question(about: $0 * (rows / Self.count)) }
    }
}
