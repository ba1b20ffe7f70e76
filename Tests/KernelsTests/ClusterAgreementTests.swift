import Kernels
import Testing

/// Held against scikit-learn 1.9.1: `v_measure_score`, `homogeneity_score`, `completeness_score`,
/// `adjusted_rand_score`, and purity from `contingency_matrix`.
struct ClusterAgreementTests {
    @Test func `small clusterings agree as scikit-learn says`() {
        let cases: [(found: [Int], known: [Int], expected: [Double])] = [
            ([0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 1, 1, 1]),
            ([0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0, 0.5]),
            ([0, 1, 2, 3], [0, 0, 1, 1], [0.6666666666666666, 1, 0.5, 0, 1]),
            ([0, 1, 0, 1], [0, 0, 1, 1], [0, 0, 0, -0.5, 0.5]),
            (
                [0, 0, 1, 2, 2, 2], [0, 0, 0, 1, 1, 2],
                [
                    0.6853314789615865, 0.6853314789615865, 0.6853314789615865, 0.3181818181818182,
                    0.8333333333333333,
                ]
            ),
            ([5, 5, 5], [7, 7, 7], [1, 1, 1, 1, 1]), ([0, 1, 2], [9, -1, 2], [1, 1, 1, 1, 1]),
            ([], [], [1, 1, 1, 1, 1]), ([3], [4], [1, 1, 1, 1, 1]),
        ]
        for each in cases { expect(ClusterAgreement(found: each.found, known: each.known), each.expected) }
    }

    @Test func `a random clustering of 400 rows agrees as scikit-learn says`() {
        var numbers = SplitMix64(seed: 11)
        var (found, known) = ([Int](), [Int]())
        for _ in 0..<400 {
            let label = Int(numbers.share() * 9)
            found.append(numbers.share() < 0.6 ? label : Int(numbers.share() * 14))
            known.append(label)
        }
        let expected = [
            0.499510551240378, 0.532917054253877, 0.4700452384855919, 0.44747162980754784, 0.7025,
        ]
        expect(ClusterAgreement(found: found, known: known), expected)
        let renamed = ClusterAgreement(found: found.map { 100 - $0 }, known: known.map { $0 * 7 })
        expect(renamed, expected)
    }

    private func expect(_ agreement: ClusterAgreement, _ expected: [Double]) {
        let figures = [
            agreement.vMeasure, agreement.homogeneity, agreement.completeness, agreement.adjustedRand,
            agreement.purity,
        ]
        for (figure, expected) in zip(figures, expected) { #expect(abs(figure - expected) < 1e-12) }
    }
}
