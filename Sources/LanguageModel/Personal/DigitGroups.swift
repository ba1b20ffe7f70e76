/// Groups of digits that stand close to one another, as people write long numbers.
struct DigitGroups: Sendable {
    /// More groups than any number has.
    static let groupsMax = 12

    private(set) var ranges: [Range<Int>]

    /// All in `text`, from left to right. None begins within a word, a version or a UUID.
    static func all(
        in text: ScannedText, isSeparator: (Unicode.Scalar) -> Bool, separatorsMax: Int
    ) -> [DigitGroups] {
        var found: [DigitGroups] = []
        var index = 0
        while index < text.indices.upperBound {
            guard text.isDigit(index), text.beginsNumber(index) else {
                index += 1
                continue
            }
            let groups = read(text, from: index, isSeparator: isSeparator, separatorsMax: separatorsMax)
            found.append(groups)
            index = groups.ranges.last?.upperBound ?? index + 1
        }
        return found
    }

    /// Those that begin at `start`, which is a digit.
    static func read(
        _ text: ScannedText, from start: Int, isSeparator: (Unicode.Scalar) -> Bool, separatorsMax: Int
    ) -> DigitGroups {
        var groups = DigitGroups(ranges: [])
        var index = start
        while groups.ranges.count < groupsMax {
            var end = index
            while text.isDigit(end) { end += 1 }
            guard end > index else { break }
            groups.ranges.append(index..<end)
            var next = end
            while let scalar = text[next], next - end < separatorsMax, isSeparator(scalar) { next += 1 }
            guard next > end, text.isDigit(next) else { break }
            index = next
        }
        return groups
    }
}
