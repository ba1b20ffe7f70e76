import Conversations
import Nodes
import Testing

struct RecentMarksTests {
    @Test func `the safe place is at least half a minute old, and not much older`() {
        var marks = RecentMarks()
        #expect(marks.safe == nil)
        for second in stride(from: 0, through: 600, by: 2) {
            marks.add(LogCursor(transaction: 0, position: Int64(second)), at: moment(second))
        }
        #expect(marks.safe?.position == 570)
    }

    @Test func `while nothing arrives the last safe place stays`() {
        var marks = RecentMarks()
        marks.add(LogCursor(transaction: 0, position: 1), at: moment(0))
        marks.add(LogCursor(transaction: 0, position: 2), at: moment(2))
        marks.add(LogCursor(transaction: 0, position: 9), at: moment(10))
        #expect(marks.safe?.position == 1)
    }

    @Test func `a clock that was set back makes no place safe before its time`() {
        var marks = RecentMarks()
        marks.add(LogCursor(transaction: 0, position: 1), at: moment(1000))
        marks.add(LogCursor(transaction: 0, position: 2), at: moment(10))
        #expect(marks.safe?.position == 1)
    }

    private func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
}
