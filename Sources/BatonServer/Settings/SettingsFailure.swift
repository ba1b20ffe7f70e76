import Knowledge

/// What is wrong with a setting, where, and what to do.
package struct SettingsFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let place: String
    package let reason: String

    package var description: String { "\(place): \(reason)" }

    static func unknown(_ name: String, at place: String, known: [String]) -> SettingsFailure {
        let near = known.map { (name: $0, distance: EditDistance.between(name, $0)) }.min {
            $0.distance < $1.distance
        }
        let hint =
            near.flatMap { $0.distance <= suggestionDistanceMax ? " Did you mean \($0.name)?" : nil } ?? ""
        return SettingsFailure(
            place: place, reason: "there is no setting \(name).\(hint) `baton serve --help` lists them.")
    }

    private static let suggestionDistanceMax = 3
}
