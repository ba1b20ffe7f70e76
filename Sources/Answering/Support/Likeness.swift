/// Which sentences of the sources are most like another one. A word that stands in few of them counts more.
struct Likeness {
    /// Units that share more than this of what the closest one shares may be meant as well, 0...1.
    static let nearMin = 0.6

    let units: [Ground.Unit]
    private let counts: [String: Int]

    init(_ units: [Ground.Unit]) {
        self.units = units
        counts = units.reduce(into: [:]) { counts, unit in
            for term in unit.terms { counts[term, default: 0] += 1 }
        }
    }

    func closest(_ terms: Set<String>) -> [Ground.Unit] { units(terms) { $0 >= $1 } }

    func near(_ terms: Set<String>) -> [Ground.Unit] { units(terms) { $0 > Self.nearMin * $1 } }

    private func units(_ terms: Set<String>, _ isKept: (Double, Double) -> Bool) -> [Ground.Unit] {
        let weights = units.map { unit in
            unit.terms.intersection(terms).reduce(0.0) { $0 + 1 / Double(counts[$1] ?? 1) }
        }
        guard let best = weights.max(), best > 0 else { return [] }
        return zip(units, weights).filter { isKept($0.1, best) }.map(\.0)
    }
}
