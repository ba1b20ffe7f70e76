import Testing

@testable import Embedding

struct QueueTests {
    @Test func `urgent texts go before the rest, each kind in its order`() throws {
        var queue = EmbeddingQueue()
        #expect(queue.add(1, ["bulk 1"], isUrgent: false) == nil)
        #expect(queue.add(2, ["bulk 2"], isUrgent: false) == nil)
        #expect(queue.add(3, ["urgent 1"], isUrgent: true) == nil)
        #expect(queue.add(4, ["urgent 2"], isUrgent: true) == nil)
        var order: [Int] = []
        while let work = queue.next() {
            order.append(work.request)
            #expect(queue.finish(work.request, [[1]]) == [[1]])
        }
        #expect(order == [3, 4, 1, 2])
    }

    @Test func `an urgent text comes between the passes of a long request`() throws {
        var queue = EmbeddingQueue()
        let texts = (0..<100).map(String.init)
        _ = queue.add(1, texts, isUrgent: false)
        let first = try #require(queue.next())
        #expect(Array(first.texts) == Array(texts.prefix(EmbeddingQueue.textsPerPassMax)))
        // The pass took fewer than it was offered.
        #expect(queue.finish(1, [[0], [1]]) == nil)
        _ = queue.add(2, ["urgent"], isUrgent: true)
        #expect(queue.next()?.request == 2)
        _ = queue.finish(2, [[9]])
        #expect(queue.next()?.texts.first == "2")
        #expect(queue.finish(1, texts.dropFirst(2).map { [Float($0) ?? 0] })?.count == 100)
        #expect(queue.next() == nil)
    }

    @Test func `each kind has its limit, and room again when texts are done`() {
        var queue = EmbeddingQueue()
        let most = [String](repeating: "a", count: EmbeddingQueue.urgentTextsMax)
        #expect(queue.add(1, most, isUrgent: true) == nil)
        #expect(queue.add(2, ["a"], isUrgent: true) == .busy)
        #expect(queue.add(3, ["a"], isUrgent: false) == nil)
        let many = [String](repeating: "a", count: EmbeddingQueue.bulkTextsMax)
        #expect(queue.add(4, many, isUrgent: false) == .busy)
        #expect(queue.finish(1, most.map { _ in [1] }) != nil)
        #expect(queue.add(5, ["a"], isUrgent: true) == nil)
    }

    @Test func `a removed request is worked on no more`() {
        var queue = EmbeddingQueue()
        _ = queue.add(1, ["a", "b"], isUrgent: false)
        _ = queue.add(2, ["c"], isUrgent: false)
        let isRemoved = [queue.remove(1), queue.remove(1)]
        #expect(isRemoved == [true, false])
        #expect(queue.finish(1, [[1]]) == nil)
        #expect(queue.next()?.request == 2)
    }

    @Test func `a closed queue takes nothing and names those who waited`() {
        var queue = EmbeddingQueue()
        _ = queue.add(1, ["a"], isUrgent: false)
        _ = queue.add(2, ["b"], isUrgent: true)
        #expect(queue.close() == [2, 1])
        #expect(queue.add(3, ["c"], isUrgent: true) == .closed)
        #expect(queue.next() == nil)
    }
}

@Suite(.enabled(if: Files.haveWeights, Files.skipReason))
struct EncoderThreadTests {
    /// Far longer than a test may take, if all of it was done.
    private static let endless = [String](
        repeating: String(repeating: "how do i change my address ", count: 50),
        count: EmbeddingQueue.bulkTextsMax)

    @Test(.timeLimit(.minutes(1)))
    func `an urgent text does not wait for a long request, and a cancelled one ends at once`() async throws {
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let bulk = Task { try await model.vectors(of: Self.endless, isUrgent: false) }
        #expect(try await model.vectors(of: ["hello"], isUrgent: true).count == 1)
        bulk.cancel()
        await #expect(throws: EmbeddingFailure.cancelled) { try await bulk.value }
        #expect(try await model.vectors(of: ["hello again"], isUrgent: false).count == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a task that was cancelled before it asked gets no vectors`() async throws {
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await model.vectors(of: Self.endless, isUrgent: false)
        }
        await #expect(throws: EmbeddingFailure.cancelled) { try await task.value }
    }

    @Test func `too many urgent texts are refused at once`() async throws {
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let texts = (0...EmbeddingQueue.urgentTextsMax).map { "text \($0)" }
        await #expect(throws: EmbeddingFailure.busy) { try await model.vectors(of: texts, isUrgent: true) }
    }

    @Test(.timeLimit(.minutes(1))) func `closing tells those who wait`() async throws {
        let model = try MiniLM.load(Files.weights)
        let bulk = Task { try await model.vectors(of: Self.endless, isUrgent: false) }
        _ = try await model.vectors(of: ["hello"], isUrgent: true)
        model.close()
        await #expect(throws: EmbeddingFailure.closed) { try await bulk.value }
        await #expect(throws: EmbeddingFailure.closed) { try await model.vectors(of: ["b"], isUrgent: false) }
    }

    @Test func `no texts have no vectors, whatever the state`() async throws {
        let model = try MiniLM.load(Files.weights)
        model.close()
        #expect(try await model.vectors(of: [], isUrgent: false) == [])
    }

    @Test func `many askers at once all get their own vectors`() async throws {
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let texts = (0..<40).map { "question number \($0)" }
        let expected = try await model.vectors(of: texts, isUrgent: false)
        try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
            for (index, text) in texts.enumerated() {
                group.addTask { (index, try await model.vectors(of: [text], isUrgent: index % 2 == 0)) }
            }
            for try await (index, vectors) in group { #expect(vectors == [expected[index]]) }
        }
    }
}

struct VectorMemoryTests {
    @Test func `the vector that was not asked for the longest is forgotten first`() {
        let memory = VectorMemory(entriesMax: 2)
        memory.keep([1], of: "a")
        memory.keep([2], of: "b")
        #expect(memory.vector(of: "a") == [1])
        memory.keep([3], of: "c")
        #expect(memory.vector(of: "b") == nil)
        #expect(memory.vector(of: "a") == [1])
        #expect(memory.vector(of: "c") == [3])
    }
}
