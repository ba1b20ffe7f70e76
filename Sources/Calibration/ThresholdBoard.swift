package import Retrieval
import Synchronization

/// The model that the library itself gives, with its conservative thresholds.
package struct LibraryFit: Sendable {
    package let model: ConfidenceModel
    /// From which confidence on answers may be given; `nil` when the fit supports no threshold.
    package let threshold: @Sendable (ErrorPromise) -> Double?

    package init(model: ConfidenceModel, threshold: @escaping @Sendable (ErrorPromise) -> Double?) {
        self.model = model
        self.threshold = threshold
    }
}

/// The thresholds in force on this node: asked at every question.
package final class ThresholdBoard: Sendable {
    /// The threshold of the standard model, whose numbers promise nothing, at the standard error rate.
    static let standardThreshold = 0.55
    static let standardErrorMax = 0.05
    /// Where next to nothing is sure enough.
    static let standardThresholdMax = 0.95

    private struct Held {
        var state = CalibrationState()
        var library: LibraryFit?
        /// Worked out once for each library and promise: it is asked for at every question.
        var kept: (promise: ErrorPromise, standing: Standing)?

        mutating func initial(_ promise: ErrorPromise) -> Standing {
            if let kept, kept.promise == promise { return kept.standing }
            let standing = ThresholdBoard.initial(library, promise)
            kept = (promise, standing)
            return standing
        }
    }

    private let held = Mutex(Held())
    private let promise: @Sendable () -> ErrorPromise

    /// - Parameter promise: asked each time, as an administrator may change it.
    package init(promise: @escaping @Sendable () -> ErrorPromise) { self.promise = promise }

    package var state: CalibrationState { held.withLock { $0.state } }
    package var library: LibraryFit? { held.withLock { $0.library } }

    package func take(_ state: CalibrationState) { held.withLock { $0.state = state } }
    package func take(_ library: LibraryFit?) {
        held.withLock { held in
            held.library = library
            held.kept = nil
        }
    }

    /// The threshold of an area; of the whole where it has none of its own.
    ///
    /// - Parameter model: the version of the one that gives the confidence.
    package func standing(of area: String?, under model: String) -> Standing {
        let promise = promise()
        let (state, initial) = held.withLock { ($0.state, $0.initial(promise)) }
        guard let decided = state.promise, promise.isKept(by: decided), state.model == model else {
            // Decided for less, or for other confidences: until it is decided anew, the safer of both.
            guard let whole = state.whole, whole.threshold > initial.threshold else { return initial }
            return Standing(threshold: whole.threshold, basis: initial.basis)
        }
        return area.flatMap { state.areas[$0] } ?? state.whole ?? initial
    }

    /// Where nothing was judged yet.
    package static func initial(_ library: LibraryFit?, _ promise: ErrorPromise) -> Standing {
        if let library {
            // A library too hard for the promise answers next to nothing, until people have judged enough.
            return Standing(threshold: library.threshold(promise) ?? standardThresholdMax, basis: .dayZero)
        }
        let strictness = max(0, (standardErrorMax - promise.errorMax) / standardErrorMax)
        let threshold = standardThreshold + strictness * (standardThresholdMax - standardThreshold)
        return Standing(threshold: threshold, basis: .standard)
    }
}
