package import Conversations
import Kernels
package import Retrieval

/// A model of confidence as it is kept: what it was fitted on, how well it does, and why it was taken or not.
package struct ConfidenceVersion: Hashable, Sendable, Codable {
    /// How well confidences do on outcomes that no model was fitted on; all 0...1.
    package struct Metrics: Hashable, Sendable, Codable {
        /// How often a right answer gets the higher confidence of a right and a wrong one.
        package let auroc: Double?
        /// The distance between confidence and the share that is right, over ten bins.
        package let ece: Double?
        /// The mean square of confidence less outcome.
        package let brier: Double?
        /// The largest share of the questions that could be answered at the allowed error rate.
        package let coverage: Double
        /// Outcomes that it was held against.
        package let heldOut: Int

        enum CodingKeys: String, CodingKey {
            case auroc, ece, brier, coverage
            case heldOut = "held_out"
        }

        static let bins = 10

        init(_ judged: [(confidence: Double, isRight: Bool)], errorMax: Double) {
            let scores = BinaryScores(judged.map { (score: $0.confidence, isPositive: $0.isRight) })
            auroc = scores.areaUnderROC
            ece = scores.calibrationError(bins: Self.bins)
            brier = scores.brier
            coverage = scores.coverage(riskMax: errorMax)
            heldOut = judged.count
        }
    }

    package let model: ConfidenceModel
    package let madeAt: Timestamp
    /// The constants of the fusion whose measures it reads: the two are in force together or not at all;
    /// `nil` for the standard ones.
    package var constants: FusionConstants?
    /// How these were found, where this is the version that brought them.
    package var fusion: FusionFit.Found?
    /// Labelled outcomes that it was fitted on; 0 for one that comes from the library alone.
    package var samples = 0
    /// When the first and the last of them were decided.
    package var from: Timestamp?
    package var to: Timestamp?
    /// Judges what it was fitted on; `nil` for one that was not fitted on outcomes.
    package var crossFit: CrossFit?
    package var metrics: Metrics?
    /// The version that was in force then, on the same outcomes.
    package var before: Metrics?
    package var isTaken: Bool
    package var why: String

    package var name: String { model.version }

    package init(_ model: ConfidenceModel, madeAt: Timestamp, isTaken: Bool, why: String) {
        self.model = model
        self.madeAt = madeAt
        self.isTaken = isTaken
        self.why = why
    }
}
