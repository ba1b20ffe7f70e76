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
        guard count > 0 else { return [] }
        var heap: [Entry] = []
        heap.reserveCapacity(min(count, scores.count))
        for index in scores.indices where scores[index] > floor {
            let entry = Entry(index: index, score: scores[index])
            if heap.count < count {
                heap.append(entry)
                siftUp(&heap)
            } else if entry.isBefore(heap[0]) {
                heap[0] = entry
                siftDown(&heap)
            }
        }
        return heap.sorted { $0.isBefore($1) }
    }

    /// Restores the order after an append: the root is the entry that would be dropped first.
    private static func siftUp(_ heap: inout [Entry]) {
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].isBefore(heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private static func siftDown(_ heap: inout [Entry]) {
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
