import Conversations
import Kernels
import Retrieval

/// Decides all thresholds anew from a window of outcomes. Pure.
///
/// Each look tests all that is known at that moment, so that the chance of a threshold in force that errs too
/// often is at most one minus the certainty at any one moment, whatever was decided before.
struct ThresholdDecision: Sendable {
    let promise: ErrorPromise
    let library: LibraryFit?

    private static let weekDays = 7
    private static let weekSeconds = weekDays * 86_400

    var search: BoundSearch {
        BoundSearch(errorMax: promise.errorMax, certainty: promise.certainty)
    }

    /// The state with its thresholds decided anew, and with what that changed where the whole moved.
    ///
    /// - Parameters:
    ///   - window: scored by the model in force; its usable outcomes begin after `state.since`.
    ///   - before: what was answered under the model before, where another one is in force now.
    func decide(
        _ state: CalibrationState, _ window: ScoredWindow, at now: Timestamp,
        instead before: ThresholdMove.Effect? = nil
    ) -> CalibrationState {
        var next = decided(state, window, at: now)
        let initial = ThresholdBoard.initial(library, promise)
        let (was, isNow) = (state.whole ?? initial, next.whole ?? initial)
        // A state that takes a fit has forgotten the model before it.
        let known = before.map { _ in ThresholdMove.Cause.model }
        guard let cause = known ?? next.cause(since: state, from: was, to: isNow) else { return next }
        let last = cause == .model ? before ?? state.moves?.last?.after : nil
        next.note(
            ThresholdMove(
                at: now, cause: cause, version: window.model.version, questions: window.all.count,
                before: last ?? .init(was.threshold, window, search),
                after: .init(isNow.threshold, window, search)))
        return next
    }

    private func decided(
        _ state: CalibrationState, _ window: ScoredWindow, at now: Timestamp
    ) -> CalibrationState {
        var next = state
        let initial = ThresholdBoard.initial(library, promise)
        let before = state.whole ?? initial
        next.promise = promise
        next.model = window.model.version
        let week = window.all.count {
            $0.outcome.isAnswered && now.seconds(since: $0.outcome.at) < Self.weekSeconds
        }
        next.answersPerDay = week / Self.weekDays
        // Where nothing was promised, nothing can drift from it.
        if before.isPromised || before.basis == .drift,
            let drift = DriftWatch(promise: promise).drift(in: window.usable, from: before.threshold)
        {
            return drifted(next, drift, before.threshold, initial.threshold, at: now)
        }
        if let bound = search.choose(window.usable) {
            next.whole = Standing(bound)
        } else if state.whole?.basis != .drift {
            next.whole = unproven(state, window.usable, initial)
        }
        let whole = next.whole ?? initial
        next.areas = areas(window, whole: whole, initial: initial.threshold)
        if whole.threshold != before.threshold || whole.basis != before.basis { next.movedAt = now }
        return next
    }

    /// Where nothing can be shown, the conservative threshold holds: `nil`; unless what was judged so far
    /// speaks against it. It is on the scale of the library's own model, so that for another one the last
    /// threshold holds if that is safer.
    private func unproven(
        _ state: CalibrationState, _ window: [Scored], _ initial: Standing
    ) -> Standing? {
        let last = state.version == nil ? nil : state.whole?.threshold
        let least = max(initial.threshold, last ?? 0)
        let threshold = search.plausible(window, from: least)
        if threshold > least {
            return Standing(
                threshold: threshold, basis: .worse, judged: BoundSearch.judged(window, from: least))
        }
        return least > initial.threshold ? Standing(threshold: least, basis: .dayZero) : nil
    }

    private func drifted(
        _ state: CalibrationState, _ judged: Judged, _ threshold: Double, _ initial: Double,
        at now: Timestamp
    ) -> CalibrationState {
        var next = state
        let safer = DriftWatch.safer(than: threshold, initial: initial)
        next.whole = Standing(threshold: safer, basis: .drift, judged: judged)
        // An area's own threshold was shown on the same outcomes.
        next.areas = next.areas.filter { $0.value.threshold > safer }
        next.drift = .init(
            at: now, area: nil, from: threshold, to: safer, judged: judged.audits, wrong: judged.auditErrors)
        next.since = now
        next.movedAt = now
        return next
    }

    /// Areas that can show a threshold of their own, and those that are shown to be worse than allowed.
    private func areas(
        _ window: ScoredWindow, whole: Standing, initial: Double
    ) -> [String: Standing] {
        let grouped = Dictionary(grouping: window.usable.filter { $0.outcome.area != nil }) {
            $0.outcome.area ?? ""
        }
        let largest = grouped.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .prefix(CalibrationState.areasMax)
        return largest.reduce(into: [:]) { standings, area in
            if let bound = search.choose(area.value) {
                standings[area.key] = Standing(bound)
                return
            }
            let judged = BoundSearch.judged(area.value, from: whole.threshold)
            let least = ClopperPearson.lower(
                errors: judged.auditErrors, of: judged.audits, certainty: promise.certainty)
            guard least > promise.errorMax else { return }
            standings[area.key] = Standing(
                threshold: DriftWatch.safer(than: whole.threshold, initial: initial), basis: .worse,
                judged: judged)
        }
    }
}
