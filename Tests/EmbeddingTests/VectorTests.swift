import Kernels
import Testing

@testable import Embedding

@Suite(.enabled(if: Files.haveWeights, Files.skipReason))
struct VectorTests {
    static let cosineMin: Float = 0.999

    private static func cosine(_ left: [Float], _ right: [Float]) -> Float {
        let dot = zip(left, right).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        let lengths = [left, right].map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        return dot / (lengths[0] * lengths[1])
    }

    @Test(arguments: InstructionSet.available)
    func `vectors are those of the public implementation`(set: InstructionSet) async throws {
        let reference = try Reference.shared.get()
        #expect(reference.vectors.count >= 50)
        let model = try MiniLM.load(Files.weights, on: set)
        defer { model.close() }
        let vectors = try await model.vectors(of: reference.vectors.map(\.text), isUrgent: false)
        for (vector, wanted) in zip(vectors, reference.vectors) {
            #expect(Self.cosine(vector, wanted.floats) >= Self.cosineMin, "\(set): \(wanted.text.prefix(40))")
        }
    }

    @Test(arguments: InstructionSet.available)
    func `a text has the same vector alone and in company`(set: InstructionSet) async throws {
        let model = try MiniLM.load(Files.weights, on: set)
        defer { model.close() }
        let texts = try Reference.shared.get().vectors.prefix(12).map(\.text) + ["", "x"]
        let together = try await model.vectors(of: texts, isUrgent: false)
        for (text, vector) in zip(texts, together) {
            #expect(try await model.vectors(of: [text], isUrgent: true) == [vector])
        }
    }

    @Test func `vectors have length 1, and the model says what it is`() async throws {
        let model = try MiniLM.load(Files.weights)
        defer { model.close() }
        let vectors = try await model.vectors(
            of: ["hello", "", String(repeating: "a b ", count: 9000)], isUrgent: true)
        for vector in vectors {
            #expect(vector.count == model.dimensions)
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        }
        #expect(model.dimensions == 384)
        #expect(model.languages == ["en"])
        #expect(model.id.hasPrefix("all-minilm-l6-v2/1/"))
    }

    @Test func `the same question again gives the same vector without the model`() async throws {
        let model = try MiniLM.load(Files.weights)
        let first = try await model.vectors(of: ["where is my order"], isUrgent: true)
        model.close()
        #expect(try await model.vectors(of: ["where is my order"], isUrgent: true) == first)
        await #expect(throws: EmbeddingFailure.closed) {
            try await model.vectors(of: ["where is my order", "another"], isUrgent: true)
        }
    }
}
