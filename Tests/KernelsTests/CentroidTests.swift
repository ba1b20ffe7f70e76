import Kernels
import Testing

struct CentroidTests {
    @Test func `the centroid lies in the middle and has length 1`() throws {
        let centroid = try #require(Centroid.of([[1, 0], [0, 1]]))
        #expect(difference(centroid, [0.707_106_8, 0.707_106_8]) < 1e-6)
        #expect(Centroid.of([[0.6, 0.8]]) == [0.6, 0.8])
    }

    @Test func `nothing, and what cancels out, has no centroid`() {
        #expect(Centroid.of([]) == nil)
        #expect(Centroid.of([[1, 0], [-1, 0]]) == nil)
        #expect(Centroid.of([[.nan, 0]]) == nil)
    }
}
