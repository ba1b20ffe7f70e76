import Conversations
import Nodes
import Testing

struct NodeBookTests {
    @Test func `a node lives as long as its heartbeat moves, whatever its clock says`() {
        let book = Watch()
        for second in stride(from: 0, through: 60, by: 2) {
            #expect(book.look([beat("b", second + 86_400)], at: moment(second)).isEmpty)
        }
        #expect(!book.isDead("b", at: moment(60)) && !book.isAlone)
    }

    @Test func `a node whose heartbeat stands still is dead after eight seconds, and told once`() {
        let book = Watch()
        var gone: [Int: [String]] = [:]
        for second in stride(from: 0, through: 20, by: 2) {
            let told = book.look([beat("b", 0)], at: moment(second))
            if !told.isEmpty { gone[second] = told }
        }
        #expect(gone == [8: ["b"]])
        #expect(book.isDead("b", at: moment(20)) && book.isAlone)
    }

    @Test func `a node that was only paused lives again`() {
        let book = Watch()
        for second in stride(from: 0, through: 10, by: 2) {
            _ = book.look([beat("b", 0)], at: moment(second))
        }
        #expect(book.isDead("b", at: moment(10)))
        _ = book.look([beat("b", 11)], at: moment(12))
        #expect(!book.isDead("b", at: moment(12)))
    }

    @Test func `whoever could not look for a while declares nobody dead for it`() {
        let book = Watch()
        _ = book.look([beat("b", 0)], at: moment(0))
        #expect(book.look([beat("b", 0)], at: moment(100)).isEmpty)
        #expect(!book.isDead("b", at: moment(100)))
        #expect(book.look([beat("b", 0)], at: moment(104)).isEmpty)
        #expect(book.look([beat("b", 0)], at: moment(108)) == ["b"])
    }

    @Test func `a node that stands in no row is dead once a look came after the question`() {
        let book = Watch()
        _ = book.look([], at: moment(0))
        #expect(!book.isDead("new", at: moment(1)), "its row may have come after the look")
        _ = book.look([], at: moment(2))
        #expect(book.isDead("new", at: moment(3)))
        _ = book.look([beat("new", 3)], at: moment(4))
        #expect(!book.isDead("new", at: moment(4)))
    }

    @Test func `a node that left on purpose is gone at once`() {
        let book = Watch()
        _ = book.look([beat("b", 0)], at: moment(0))
        #expect(book.look([], at: moment(2)) == ["b"])
        #expect(book.isAlone)
    }

    @Test func `nobody is alone before the first look, and a node is never dead for itself`() {
        let book = Watch()
        #expect(!book.isAlone)
        for second in stride(from: 0, through: 20, by: 2) {
            _ = book.look([beat("a", 0)], at: moment(second))
        }
        #expect(book.isAlone && !book.isDead("a", at: moment(20)))
    }

    @Test func `the rows of those who are long dead are removed`() {
        let book = Watch()
        for second in stride(from: 0, through: 598, by: 2) {
            _ = book.look([beat("b", 0)], at: moment(second))
        }
        #expect(book.forgotten(at: moment(599)).isEmpty)
        #expect(book.forgotten(at: moment(600)) == ["b"])
    }

    /// A book that can be asked inside of an expectation.
    private final class Watch {
        private var book = NodeBook(own: "a")
        var isAlone: Bool { book.isAlone }
        func look(_ beats: [NodeBeat], at now: Timestamp) -> [String] { book.look(beats, at: now) }
        func isDead(_ node: String, at now: Timestamp) -> Bool { book.isDead(node, at: now) }
        func forgotten(at now: Timestamp) -> [String] { book.forgotten(at: now) }
    }

    private func beat(_ node: String, _ second: Int) -> NodeBeat {
        NodeBeat(node: node, version: "1", startedAt: moment(0), at: moment(second))
    }

    private func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
}
