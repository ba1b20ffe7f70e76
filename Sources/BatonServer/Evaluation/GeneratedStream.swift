import Kernels

/// Questions whose truth is known because it was made: each has a confidence, and a probability that its
/// answer is right.
package struct GeneratedStream: Sendable {
    /// A question; both numbers 0...1.
    typealias Question = (confidence: Double, right: Double)

    package let name: String
    /// Answers of it that are judged.
    package let judged: Int
    /// - Parameter progress: how much of the stream has passed, 0...1.
    let draw: @Sendable (_ numbers: inout SplitMix64, _ progress: Double) -> Question

    /// Most questions are answerable and score high; squares and cubes of a uniform number spread them.
    private static func confidence(_ numbers: inout SplitMix64) -> Double {
        let share = numbers.share()
        return 1 - share * share
    }

    /// `share` of the questions have no answer and look somewhat as if they had.
    private static func lookAlike(_ numbers: inout SplitMix64, share: Double) -> Question {
        let isHopeless = numbers.share() < share
        let confidence = confidence(&numbers)
        return isHopeless ? (confidence * numbers.share(), 0) : (confidence, 0.9 + confidence / 10)
    }

    private static func constant(_ name: String, judged: Int = 1000, right: Double) -> GeneratedStream {
        GeneratedStream(name: name, judged: judged) { numbers, _ in (numbers.share(), right) }
    }

    /// What a bound is tried on, for an allowed rate of `errorMax`.
    static func all(errorMax: Double) -> [GeneratedStream] {
        [
            GeneratedStream(name: "calibrated", judged: 1000) { numbers, _ in
                let confidence = confidence(&numbers)
                return (confidence, confidence)
            },
            constant("few judged", judged: 120, right: 1 - errorMax / 5),
            GeneratedStream(name: "overconfident", judged: 1000) { numbers, _ in
                let confidence = confidence(&numbers)
                return (confidence, confidence * confidence * confidence)
            },
            GeneratedStream(name: "look-alikes", judged: 1000) { numbers, _ in
                lookAlike(&numbers, share: 0.2)
            },
            GeneratedStream(name: "drifting mix", judged: 1000) { numbers, progress in
                lookAlike(&numbers, share: 0.05 + 0.3 * progress)
            },
            constant("just above what is allowed", right: 1 - errorMax * 1.1),
            constant("all right", right: 1), constant("all wrong", right: 0),
        ]
    }
}
