import Embedding
import Foundation
import LanguageModel
import Outbound
import Testing

private let address = ProcessInfo.processInfo.environment["BATON_EMBEDDING_TEST_URL"]

/// Against a real server of vectors, such as llama.cpp's with `--embedding`.
@Suite(
    .timeLimit(.minutes(5)), .serialized,
    .enabled(if: address != nil, "BATON_EMBEDDING_TEST_URL does not name a real server of vectors"))
struct RealEmbeddingTests {
    @Test func `it tells its size, and the same text gives the same direction`() async throws {
        let settings = try EndpointSettings(
            address: EndpointAddress(try #require(address)), model: "any", key: nil)
        let client = try OutboundClient(settings.outbound)
        let embedder = try await EndpointEmbedder.connect(settings, client: client, languages: ["en"])
        let texts = (0..<40).map { "How do I restore backup number \($0)?" }
        let bulk = try await embedder.vectors(of: texts, isUrgent: false)
        let one = try await embedder.vectors(of: [texts[7]], isUrgent: true)
        #expect(bulk.count == texts.count && bulk.allSatisfy { $0.count == embedder.dimensions })
        let cosine = zip(bulk[7], one[0]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(cosine > 0.999)
        print("\(embedder.dimensions) numbers a vector")
        await client.shutdown()
    }
}
