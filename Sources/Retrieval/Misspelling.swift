/// How far a word may be from the one that was meant, and how far it is.
enum Misspelling {
    /// Shorter words are too near to one another, and longer ones are no words.
    static let lettersRange = 4...32
    /// From this length on two slips are likelier than another word.
    static let lettersForTwo = 8

    /// Slips that a word of so many letters may hold; 0 where none is looked for.
    static func slipsMax(letters: Int) -> Int {
        guard lettersRange.contains(letters) else { return 0 }
        return letters < lettersForTwo ? 1 : 2
    }

    /// The optimal string alignment distance (Damerau's, in which no letter moves twice): letters added,
    /// left out, replaced, or swapped with their neighbour. `nil` when it is more than `slipsMax`.
    static func slips(
        from written: [Unicode.Scalar], to meant: ArraySlice<Unicode.Scalar>, slipsMax: Int
    ) -> Int? {
        guard abs(written.count - meant.count) <= slipsMax else { return nil }
        let base = meant.startIndex
        var (before, last) = ([Int](), Array(0...meant.count))
        for row in written.indices {
            var next = [row + 1]
            next.reserveCapacity(meant.count + 1)
            for column in 0..<meant.count {
                let letter = meant[base + column]
                var least = min(
                    last[column] + (written[row] == letter ? 0 : 1), last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, written[row] == meant[base + column - 1], written[row - 1] == letter {
                    least = min(least, before[column - 1] + 1)
                }
                next.append(least)
            }
            // A swap reaches back two rows, so one row beyond the bound is not yet the end.
            if min(next.min() ?? 0, last.min() ?? 0) > slipsMax { return nil }
            (before, last) = (last, next)
        }
        let slips = last[meant.count]
        return slips <= slipsMax ? slips : nil
    }
}
