/// Levenshtein's distance between two short names, for "did you mean".
package enum EditDistance {
    static let scalarsMax = 64

    /// How many letters must be added, removed or replaced; of longer names only the beginning is looked at.
    package static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars.prefix(scalarsMax))
        let right = Array(right.unicodeScalars.prefix(scalarsMax))
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
