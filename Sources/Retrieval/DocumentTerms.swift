import Knowledge

/// The terms of a document, and how much each counts in it.
struct DocumentTerms {
    /// Occurrences, with the weights of title and heading.
    private(set) var counts: [String: Int] = [:]
    /// Those that heading or text hold, and not the article's title alone.
    let own: Set<String>

    init(title: [String], heading: [String], text: [String]) {
        for term in title { counts[term, default: 0] += Segment.titleWeight }
        for term in heading { counts[term, default: 0] += Segment.headingWeight }
        for term in text { counts[term, default: 0] += 1 }
        own = Set(heading + text)
    }

    /// In weighted words.
    var length: Int { counts.values.reduce(0, +) }

    /// Those of a segment's document, read anew: a segment keeps them by term only.
    init(_ document: Segment.Document, of entry: Segment.Entry, analyzer: Analyzer) {
        let title = analyzer.terms(entry.title)
        if let passage = document.passage {
            self.init(
                title: title, heading: analyzer.terms(passage.heading ?? ""),
                text: analyzer.terms(passage.text))
        } else {
            self.init(title: title, heading: [], text: entry.phrasings.flatMap { analyzer.terms($0) })
        }
    }
}
