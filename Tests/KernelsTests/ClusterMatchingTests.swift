import Testing

@testable import Kernels

struct ClusterMatchingTests {
    private func jaccard(_ left: [Int], _ right: [Int]) -> Double {
        let (left, right) = (Set(left), Set(right))
        return Double(left.intersection(right).count) / Double(left.union(right).count)
    }

    private func total(_ matched: [Int: Int], _ old: [[Int]], _ new: [[Int]]) -> Double {
        matched.reduce(0) { $0 + jaccard(new[$1.key], old[$1.value]) }
    }

    /// The best sum over all ways to give the first new clusters old ones or none.
    private func best(_ old: [[Int]], _ new: [[Int]], _ jaccardMin: Double, free: Set<Int>, from: Int)
        -> Double
    {
        guard from < new.count else { return 0 }
        let without = best(old, new, jaccardMin, free: free, from: from + 1)
        return free.reduce(without) { most, index in
            let gain = jaccard(new[from], old[index])
            guard gain > 0, gain >= jaccardMin else { return most }
            return max(
                most,
                gain + best(old, new, jaccardMin, free: free.subtracting([index]), from: from + 1))
        }
    }

    /// Rows 0..<rows dealt out to `count` clusters.
    private func dealt(_ rows: Int, _ count: Int, _ numbers: inout SplitMix64) -> [[Int]] {
        var clusters = [[Int]](repeating: [], count: count)
        for row in 0..<rows where numbers.share() < 0.9 {
            clusters[Int(numbers.share() * Double(count))].append(row)
        }
        return clusters.filter { !$0.isEmpty }
    }

    @Test(arguments: 0..<60) func `no choice has a larger sum`(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let old = dealt(14, 1 + Int(numbers.share() * 6), &numbers)
        let new = dealt(14, 1 + Int(numbers.share() * 6), &numbers)
        for jaccardMin in [0, 0.2, 0.5] {
            let matched = ClusterMatching.match(old: old, new: new, jaccardMin: jaccardMin)
            #expect(Set(matched.values).count == matched.count)
            #expect(matched.allSatisfy { jaccard(new[$0.key], old[$0.value]) >= jaccardMin })
            let most = best(old, new, jaccardMin, free: Set(old.indices), from: 0)
            #expect(abs(total(matched, old, new) - most) < 1e-9)
        }
    }

    @Test func `the best pair gives way where two others gain more`() {
        // 0 is likest to 0, but then 1 has nothing: 0 -> 1 and 1 -> 0 together are more.
        let old = [[1, 2, 3, 4, 5, 6], [7, 8, 9]]
        let new = [[1, 2, 3, 7, 8, 9], [4, 5, 6]]
        #expect(ClusterMatching.match(old: old, new: new, jaccardMin: 0.1) == [0: 1, 1: 0])
    }

    @Test func `a cluster that was split goes on as its larger part, one that is new as none`() {
        let old = [[1, 2, 3, 4, 5], [10, 11]]
        let new = [[4, 5], [1, 2, 3], [20, 21], [10, 11, 12]]
        #expect(ClusterMatching.match(old: old, new: new, jaccardMin: 0.5) == [1: 0, 3: 1])
        #expect(ClusterMatching.match(old: old, new: new, jaccardMin: 0.7).isEmpty)
    }

    @Test func `nothing, empty clusters and rows named twice do no harm`() {
        #expect(ClusterMatching.match(old: [], new: [], jaccardMin: 0.5).isEmpty)
        #expect(ClusterMatching.match(old: [[]], new: [[], [1]], jaccardMin: 0).isEmpty)
        #expect(ClusterMatching.match(old: [[1, 1, 2]], new: [[2, 1]], jaccardMin: 1) == [0: 0])
    }

    @Test func `a thousand clusters that stay are all found again`() {
        let old = (0..<1000).map { cluster in (0..<4).map { cluster * 4 + $0 } }
        let matched = ClusterMatching.match(old: old, new: old.reversed(), jaccardMin: 0.5)
        #expect(matched == Dictionary(uniqueKeysWithValues: (0..<1000).map { ($0, 999 - $0) }))
    }

    @Test func `where too many overlap, the most alike come first`() {
        // Each new cluster overlaps its own old one and the next, so that all hang together.
        let count = ClusterMatching.assignedMax + 50
        let old = (0..<count).map { cluster in (0..<6).map { cluster * 6 + $0 } }
        let new = (0..<count).map { cluster in (0..<6).map { (cluster * 6 + $0 + 1) % (count * 6) } }
        let matched = ClusterMatching.match(old: old, new: new, jaccardMin: 0)
        #expect(matched == Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, $0) }))
    }
}
