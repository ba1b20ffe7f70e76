import Knowledge

/// The units of one passage that answer a question, in reading order.
///
/// What counts is what a unit says beyond the title and the heading: under "Keyboard shortcuts" the line
/// that happens to hold the word "shortcuts" is no better than the others.
struct Quotation {
    /// Less than this share of the question is no reason to prefer one unit to another.
    static let gainMin = 0.1
    /// A single sentence shorter than this is quoted with the one after it.
    static let curtWords = 12
    /// Sentences quoted when title and heading alone meet the question.
    static let openingSentences = 2
    /// Below this share of the question in title and heading, and with no unit that stands out, the passage
    /// was found by its meaning: all of it is quoted, since words do not tell where in it the answer is.
    static let signpostMin = 0.5
    /// A bulleted list or table up to this length is quoted whole; of a longer one, the best items.
    static let bulletsWholeMax = 6
    static let bulletsMax = 3

    let units: [PassageUnit]

    var text: String { units.map(\.text).joined(separator: "\n") }

    init(_ source: Source, question: Question) {
        var selection = Selection(source, question: question)
        selection.chooseCore()
        selection.addSentences()
        selection.addBlocks()
        units = selection.chosen.sorted().map { selection.units[$0] }
    }
}

/// The choice in the making, as indices into the passage's units.
private struct Selection {
    let units: [PassageUnit]
    private(set) var chosen: Set<Int> = []
    private let signpost: String
    private let question: Question
    /// The share of the question that title and heading meet, 0...1.
    private let known: Double
    /// What each unit says of the question beyond title and heading, 0...1.
    private let gains: [Double]

    init(_ source: Source, question: Question) {
        let (units, signpost) = (source.passage.units, source.signpost)
        let known = question.relevance(signpost)
        gains = units.map { question.relevance(signpost + "\n" + $0.text) - known }
        self.units = units
        self.known = known
        self.signpost = signpost
        self.question = question
    }

    /// The unit that says most, with the list that it is part of; the opening when none stands out.
    mutating func chooseCore() {
        guard let best = units.indices.max(by: { (gains[$0], $1) < (gains[$1], $0) }) else { return }
        if gains[best] < Quotation.gainMin, known < Quotation.signpostMin {
            chosen = Set(units.indices)
            return
        }
        let start = gains[best] >= Quotation.gainMin ? best : 0
        switch units[start].kind {
        case .code: chosen = [start]
        case .step, .bullet: chosen = list(units[start].block)
        case .sentence:
            let count = start == best && gains[best] >= Quotation.gainMin ? 1 : Quotation.openingSentences
            chosen = Set(units.indices.dropFirst(start).prefix(count).filter { isNeighbour($0, of: start) })
        }
    }

    /// Steps read only together; of a long list, or of a table, the items that stand out.
    private func list(_ block: Int) -> Set<Int> {
        let items = units.indices.filter { units[$0].block == block }
        if items.contains(where: { units[$0].kind == .step }) { return Set(items) }
        // Every row of a table repeats the columns' names: only the difference to the poorest row tells.
        let (low, high) = (items.map { gains[$0] }.min() ?? 0, items.map { gains[$0] }.max() ?? 0)
        let isTable = items.allSatisfy { units[$0].text.contains(": ") }
        let standOut = items.filter {
            high - low >= Quotation.gainMin && gains[$0] - low >= 0.6 * (high - low)
        }
        if standOut.isEmpty || (!isTable && items.count <= Quotation.bulletsWholeMax) {
            return Set(items.prefix(Quotation.bulletsWholeMax))
        }
        return Set(standOut.sorted { (gains[$0], $1) > (gains[$1], $0) }.prefix(Quotation.bulletsMax))
    }

    /// Sentences that add to what is chosen, and a neighbour where one alone would be curt or hang in the
    /// air.
    mutating func addSentences() {
        while chosen.count(where: { units[$0].kind == .sentence }) < ExtractiveAnswerer.sentencesMax {
            guard let next = richestSentence() else { break }
            chosen.insert(next)
        }
        if chosen.count == 1, let only = chosen.first, units[only].kind == .sentence,
            units[only].text.wordCount < Quotation.curtWords, isNeighbour(only + 1, of: only)
        {
            chosen.insert(only + 1)
        }
        for index in chosen where index > 0 && leansBack(units[index]) && isNeighbour(index - 1, of: index) {
            chosen.insert(index - 1)
        }
    }

    private func richestSentence() -> Int? {
        let said = signpost + "\n" + chosen.sorted().map { units[$0].text }.joined(separator: "\n")
        let known = question.relevance(said)
        let open = units.indices.filter { units[$0].kind == .sentence && !chosen.contains($0) }
        let gains = open.map { question.relevance(said + "\n" + units[$0].text) - known }
        guard let best = gains.indices.max(by: { (gains[$0], $1) < (gains[$1], $0) }),
            gains[best] >= Quotation.gainMin
        else { return nil }
        return open[best]
    }

    /// A sentence that introduces a list or code brings it along, and the other way round.
    mutating func addBlocks() {
        for index in chosen.sorted() {
            let unit = units[index]
            if unit.kind != .sentence {
                if let introduction = introduction(of: unit.block) { chosen.insert(introduction) }
            } else if index + 1 < units.count, units[index + 1].block != unit.block {
                let next = units[index + 1]
                if next.kind == .code {
                    chosen.insert(index + 1)
                } else if next.kind != .sentence, unit.introduces {
                    chosen.formUnion(list(next.block))
                }
            }
        }
    }

    /// The sentence right before a list or a code block: with a colon before a list, any before code.
    private func introduction(of block: Int) -> Int? {
        guard let first = units.firstIndex(where: { $0.block == block }), first > 0 else { return nil }
        let before = units[first - 1]
        return before.introduces || (before.kind == .sentence && units[first].kind == .code) ? first - 1 : nil
    }

    /// Whether `index` is a unit of the same paragraph, list or code.
    private func isNeighbour(_ index: Int, of other: Int) -> Bool {
        units.indices.contains(index) && units[index].block == units[other].block
    }

    /// Whether a sentence cannot be understood without the one before it.
    private func leansBack(_ unit: PassageUnit) -> Bool {
        unit.kind == .sentence && Self.backward.contains(unit.text.prefix { $0.isLetter }.lowercased())
    }

    private static let backward: Set<String> = [
        "it", "they", "this", "these", "that", "those", "then", "there", "he", "she", "both", "otherwise",
        "however",
        "also", "er", "sie", "es", "dies", "dann", "sonst", "dabei", "esto", "ello", "luego", "cela",
        "ensuite",
        "ils", "elle", "elles", "il",
    ]
}
