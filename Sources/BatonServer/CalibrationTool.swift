import Calibration
import Conversations
import Foundation
import Identity
import Logging
import Retrieval
package import Storage

/// What `baton calibrate` does, beside a running server or without one; answers are lines for a terminal.
package struct CalibrationTool: Sendable {
    private static let versionsMax = 200

    private let store: Store
    private let calibrator: Calibrator

    package init(settings: Settings, store: Store) {
        self.store = store
        let promise = settings.promise
        let log = CalibrationLog(store: store, clock: SystemClock(), logger: Logger(label: "baton.calibrate"))
        calibrator = Calibrator(
            outcomes: store, ledger: store, board: ThresholdBoard(promise: { promise }),
            clock: SystemClock(), promise: { promise }, report: { await log.note($0) })
    }

    package func fit(isDry: Bool) async throws -> [String] {
        try await calibrator.catchUp()
        let made = isDry ? try await calibrator.dryFit() : try await calibrator.fitNow()
        guard let made else {
            return ["Nothing can be fitted: outcomes of both kinds, right and wrong, are needed first."]
        }
        let verb = made.isTaken ? (isDry ? "would be taken" : "is in force") : "is not taken"
        return ["\(made.name) \(verb): \(made.why)."] + Self.figures(made)
    }

    package func versions() async throws -> [String] {
        let state = try await store.calibration()
        let versions = try await store.versions(limit: Self.versionsMax)
        guard !versions.isEmpty else { return ["No version yet: the first comes with the first start."] }
        return versions.map { version in
            let isInForce = version.name == state.version ?? state.model
            return "\(isInForce ? "*" : " ") \(version.name)  \(Self.day(version.madeAt))  \(version.why)"
        }
    }

    package func use(_ name: String) async throws -> String {
        let isAuto = name == "auto"
        guard try await calibrator.use(isAuto ? nil : name, isPinned: !isAuto) else {
            throw CalibrationToolFailure.unknownVersion(name)
        }
        try await store.note(
            AuditEntry(
                at: SystemClock().now(), actor: .commandLine, action: .confidenceUsed, subject: name))
        return isAuto
            ? "The library's own model is in force, and fits are taken again when they are better."
            : "\(name) is in force until somebody chooses another, or auto."
    }

    package func compare(_ one: String, _ other: String) async throws -> [String] {
        var versions: [ConfidenceVersion] = []
        for name in [one, other] {
            guard let version = try await store.version(name) else {
                throw CalibrationToolFailure.unknownVersion(name)
            }
            versions.append(version)
        }
        let tables = versions.map { version in
            Dictionary(version.model.features.map { ($0.name, $0.weight) }, uniquingKeysWith: { $1 })
                .merging(["(bias)": version.model.bias]) { own, _ in own }
        }
        let names = Set(tables.flatMap(\.keys)).sorted()
        let width = names.map(\.count).max() ?? 0
        let header = Self.padded("", width) + "  " + Self.padded(one, 16) + "  " + other
        let lines = names.map { name in
            Self.padded(name, width) + "  "
                + tables.map { Self.padded($0[name].map(Self.number) ?? "-", 16) }.joined(separator: "  ")
        }
        return [header] + lines + versions.flatMap(Self.figures)
    }

    private static func figures(_ version: ConfidenceVersion) -> [String] {
        let constants = version.constants.map { ["\(version.name): the fusion's constants are \($0.words)."] }
        return (constants ?? []) + confidence(version)
    }

    private static func confidence(_ version: ConfidenceVersion) -> [String] {
        guard let metrics = version.metrics else {
            return ["\(version.name): not held against outcomes, as it comes from the library alone."]
        }
        func line(_ name: String, _ it: ConfidenceVersion.Metrics) -> String {
            "\(name): AUROC \(number(it.auroc)), ECE \(number(it.ece)), Brier \(number(it.brier)), "
                + "coverage \(number(it.coverage)), \(it.heldOut) held-out outcomes"
        }
        return [line(version.name, metrics)] + (version.before.map { [line("before it", $0)] } ?? [])
    }

    private static func number(_ value: Double?) -> String {
        value.map { String(format: "%.3f", $0) } ?? "-"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func day(_ moment: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).formatted(.iso8601)
    }
}

/// What `baton calibrate` was asked for and is not there.
package enum CalibrationToolFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownVersion(String)

    package var description: String {
        switch self {
        case .unknownVersion(let name):
            "There is no version \(name): `baton calibrate versions` lists them."
        }
    }
}
