#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The normalised discounted cumulative gain (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR
/// techniques", 2002) where each result is relevant or not: sum of 1 / log2(rank + 1), against the best
/// order.
package enum NDCG {
    /// 0...1; 0 when nothing is relevant.
    ///
    /// - Parameters:
    ///   - ranks: of the relevant results that were found, from 1.
    ///   - relevant: how many there are to be found.
    ///   - depth: results beyond this rank do not count.
    package static func of(ranks: [Int], relevant: Int, depth: Int = 10) -> Double {
        guard relevant > 0, depth > 0 else { return 0 }
        let best = (1...min(relevant, depth)).reduce(0) { $0 + gain($1) }
        let found = Set(ranks).filter { 1...depth ~= $0 }.sorted().prefix(relevant)
        return found.reduce(0) { $0 + gain($1) } / best
    }

    private static func gain(_ rank: Int) -> Double { 1 / log2(Double(rank) + 1) }
}
