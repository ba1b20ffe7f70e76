/// What is wrong with a setting, where, and what to do.
package struct SettingsFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let place: String
    package let reason: String

    package var description: String { "\(place): \(reason)" }

    static func unknown(_ name: String, at place: String, known: [String]) -> SettingsFailure {
        let near = known.map { (name: $0, distance: editDistance(name, $0)) }.min {
            $0.distance < $1.distance
        }
        let hint =
            near.flatMap { $0.distance <= suggestionDistanceMax ? " Did you mean \($0.name)?" : nil } ?? ""
        return SettingsFailure(
            place: place, reason: "there is no setting \(name).\(hint) `baton serve --help` lists them.")
    }

    private static let suggestionDistanceMax = 3

    /// Levenshtein's distance, one row at a time.
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
