/// Tells which clusters of a new run are which of an older one, so that a cluster keeps its name while rows
/// come and go.
package enum ClusterMatching {
    /// Clusters on one side of a group of overlapping ones up to which the best assignment is found, in a
    /// time that grows with its cube. In a larger group the most alike pairs are taken first.
    package static let assignedMax = 300

    /// The old cluster that each new one continues, each at most once: of all such choices one with the
    /// largest sum of Jaccard indices (shared rows / rows of either). The same input gives the same choice.
    ///
    /// - Parameters:
    ///   - old: the row ids of each cluster.
    ///   - new: the same of the new run; rows may be in one run only.
    ///   - jaccardMin: pairs with less do not count, 0...1; without a shared row they never do.
    /// - Returns: the index in `old` for indices in `new`.
    package static func match(old: [[Int]], new: [[Int]], jaccardMin: Double) -> [Int: Int] {
        var matched: [Int: Int] = [:]
        for group in groups(of: pairs(old.map(Set.init), new.map(Set.init), jaccardMin)) {
            for pair in chosen(of: group) { matched[pair.new] = pair.old }
        }
        return matched
    }

    struct Pair: Hashable {
        let new: Int
        let old: Int
        let jaccard: Double
    }

    /// Ascending by the new cluster, then by the old one.
    private static func pairs(_ old: [Set<Int>], _ new: [Set<Int>], _ jaccardMin: Double) -> [Pair] {
        var holders: [Int: [Int]] = [:]
        for (index, rows) in old.enumerated() { for row in rows { holders[row, default: []].append(index) } }
        return new.enumerated().flatMap { index, rows in
            var shared: [Int: Int] = [:]
            for row in rows { for holder in holders[row] ?? [] { shared[holder, default: 0] += 1 } }
            return shared.sorted { $0.key < $1.key }.compactMap { holder, count in
                let jaccard = Double(count) / Double(rows.count + old[holder].count - count)
                return jaccard >= jaccardMin ? Pair(new: index, old: holder, jaccard: jaccard) : nil
            }
        }
    }

    /// The pairs apart into groups that share no cluster: what is best in each is best for all.
    private static func groups(of pairs: [Pair]) -> [[Pair]] {
        var (byNew, byOld) = (Dictionary(grouping: pairs, by: \.new), Dictionary(grouping: pairs, by: \.old))
        var groups: [[Pair]] = []
        for pair in pairs {
            // What was taken is gone from both tables, so each pair is looked at twice at the most.
            guard var due = byNew.removeValue(forKey: pair.new) else { continue }
            var group: [Pair] = []
            while let next = due.popLast() {
                group.append(next)
                for other in byOld.removeValue(forKey: next.old) ?? [] {
                    due += byNew.removeValue(forKey: other.new) ?? []
                }
            }
            groups.append(group.sorted { ($0.new, $0.old) < ($1.new, $1.old) })
        }
        return groups
    }

    private static func chosen(of group: [Pair]) -> [Pair] {
        let (rows, columns) = (group.map(\.new).numbered, group.map(\.old).numbered)
        let size = max(rows.max() ?? 0, columns.max() ?? 0) + 1
        guard size <= assignedMax else { return greedy(group) }
        var gains = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for (index, pair) in group.enumerated() { gains[rows[index]][columns[index]] = pair.jaccard }
        let assigned = Assignment.best(gains)
        return group.indices.filter { assigned[rows[$0]] == columns[$0] }.map { group[$0] }
    }

    static func greedy(_ group: [Pair]) -> [Pair] {
        let sorted = group.sorted { ($1.jaccard, $0.new, $0.old) < ($0.jaccard, $1.new, $1.old) }
        var (news, olds) = (Set<Int>(), Set<Int>())
        return sorted.filter { pair in
            guard !news.contains(pair.new), !olds.contains(pair.old) else { return false }
            news.insert(pair.new)
            olds.insert(pair.old)
            return true
        }
    }
}
