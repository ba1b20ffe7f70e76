/// The largest few of many scores.
package enum TopK {
    /// A score and the index it was found at.
    package struct Entry: Sendable, Hashable {
        package let index: Int
        package let score: Float

        package init(index: Int, score: Float) {
            self.index = index
            self.score = score
        }

        /// Higher scores first; among equals the lower index, so that the same input always gives the same
        /// order.
        func isBefore(_ other: Entry) -> Bool {
            score > other.score || (score == other.score && index < other.index)
        }
    }

    /// The `count` best scores above `floor`, best first. NaN is never selected. Time n log(count), space
    /// `count`.
    package static func select(_ scores: Span<Float>, count: Int, above floor: Float = 0) -> [Entry] {
        var best = Best(count: count, above: floor)
        for index in scores.indices where scores[index] > best.floor {
            best.offer(Entry(index: index, score: scores[index]))
        }
        return best.sorted
    }

    /// The best few of what is offered one after the other, in ascending order of the index.
    package struct Best: Sendable {
        private let count: Int
        /// The root is the entry that would be dropped first.
        private var heap: [Entry] = []
        /// What a score must exceed to be taken.
        package private(set) var floor: Float

        package init(count: Int, above floor: Float) {
            self.count = max(count, 0)
            self.floor = count > 0 ? floor : .infinity
        }

        package var isEmpty: Bool { heap.isEmpty }

        /// Best first.
        package var sorted: [Entry] { heap.sorted { $0.isBefore($1) } }

        package mutating func offer(_ entry: Entry) {
            guard entry.score > floor else { return }
            if heap.count < count {
                heap.append(entry)
                siftUp()
            } else {
                heap[0] = entry
                siftDown()
            }
            if heap.count == count { floor = heap[0].score }
        }

        private mutating func siftUp() {
            var child = heap.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                guard heap[parent].isBefore(heap[child]) else { return }
                heap.swapAt(parent, child)
                child = parent
            }
        }

        private mutating func siftDown() {
            var parent = 0
            while true {
                let left = 2 * parent + 1
                guard left < heap.count else { return }
                let right = left + 1
                let last = right < heap.count && heap[left].isBefore(heap[right]) ? right : left
                guard heap[parent].isBefore(heap[last]) else { return }
                heap.swapAt(parent, last)
                parent = last
            }
        }
    }
}
