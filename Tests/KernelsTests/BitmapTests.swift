import Kernels
import Testing

struct BitmapTests {
    @Test(arguments: [0, 1, 63, 64, 65, 200])
    func `a full one has as many bits as it counts`(count: Int) {
        #expect(Bitmap(count: count, repeating: true).ones == count)
        #expect(Bitmap(count: count).ones == 0)
    }

    @Test func `bits are set, cleared and combined one by one`() {
        var (first, second) = (Bitmap(count: 130), Bitmap(count: 130))
        for index in [0, 64, 129] { first[index] = true }
        for index in [1, 64] { second[index] = true }
        var both = first
        both.formUnion(second)
        #expect((0..<130).filter { both[$0] } == [0, 1, 64, 129])
        both.formIntersection(second)
        #expect((0..<130).filter { both[$0] } == [1, 64])
        both[64] = false
        #expect(both.ones == 1)
    }
}
