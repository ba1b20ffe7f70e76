package import Embedding
package import Outbound
import Synchronization

/// Vectors from an OpenAI-compatible endpoint, for those who run a larger model than ours.
package final class EndpointEmbedder: Embedder {
    /// Vectors of other sizes are none.
    package static let dimensionsRange = 2...8_192
    /// Texts of one request. Small, since a question may have to wait for one.
    static let textsPerRequestMax = 16
    /// Longer texts are cut: passages are shorter, and servers refuse what their model cannot read.
    static let textCharactersMax = 2_000
    /// How long a visitor's question waits for its vector before it is searched by words.
    static let questionMillisecondsMax = 2_500
    /// How long a batch of the library's texts may take with all its tries.
    static let batchMillisecondsMax = 120_000
    static let tryMillisecondsMax = 30_000
    static let responseBytesMax = 16 << 20

    package let id: String
    package let dimensions: Int
    package let languages: Set<String>
    private let requests: EmbeddingRequests
    private let memory = VectorMemory()
    private let turns = EmbeddingTurns()

    private init(_ requests: EmbeddingRequests, dimensions: Int, languages: Set<String>) {
        let settings = requests.settings
        id = Self.id(settings, dimensions: dimensions)
        self.dimensions = dimensions
        self.languages = languages
        self.requests = requests
    }

    /// Names the vectors: those of another host, another model or another size are never compared.
    private static func id(_ settings: EndpointSettings, dimensions: Int) -> String {
        "\(idPrefix)\(settings.address.host)/\(settings.model)/\(dimensions)"
    }

    private static let idPrefix = "endpoint/"

    /// The model that made the vectors named `id`, when that was one at this address; `nil` otherwise.
    package static func model(of id: String, at address: EndpointAddress) -> (name: String, dimensions: Int)?
    {
        let start = "\(idPrefix)\(address.host)/"
        guard id.hasPrefix(start), let slash = id.lastIndex(of: "/"),
            let dimensions = Int(id[id.index(after: slash)...]), dimensionsRange.contains(dimensions)
        else { return nil }
        let name = id[..<slash].dropFirst(start.count)
        return name.isEmpty ? nil : (String(name), dimensions)
    }

    /// Asks for the vectors of two short texts: whether it answers, and of what size its vectors are.
    ///
    /// - Parameters:
    ///   - client: made with `EndpointSettings.outbound`, for this endpoint alone.
    ///   - languages: primary tags of what the model was made for.
    ///   - dimensions: what an earlier look found; a model of another size is another model.
    package static func connect(
        _ settings: EndpointSettings, client: OutboundClient, languages: Set<String>,
        dimensions: Int? = nil, time: MonotonicTime = .system(),
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        report: @escaping @Sendable (EndpointNotice) -> Void = { _ in }
    ) async throws(EmbeddingFailure) -> EndpointEmbedder {
        let requests = EmbeddingRequests(
            settings, client: client, time: time, random: random, report: report)
        let found = try await requests.vectors(of: probes, dimensions: dimensions, isUrgent: true)
        guard let first = found.first, let last = found.last, first != last else {
            throw .endpoint(.noDirection)
        }
        return EndpointEmbedder(requests, dimensions: first.count, languages: languages)
    }

    private static let probes = ["How do I reset my password?", "A parcel is late after nine days."]

    package func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        isUrgent ? try await question(texts) : try await batches(texts)
    }

    private func question(_ texts: [String]) async throws(EmbeddingFailure) -> [[Float]] {
        let known = texts.map(memory.vector)
        let unknown = zip(texts, known).filter { $0.1 == nil }.map(\.0)
        let number = turns.begin()
        defer { turns.end(number) }
        var made: [[Float]] = []
        for batch in Self.batches(unknown) {
            made += try await requests.vectors(of: batch, dimensions: dimensions, isUrgent: true)
        }
        for (text, vector) in zip(unknown, made) { memory.keep(vector, of: text) }
        var rest = made[...]
        return known.map { $0 ?? rest.popFirst() ?? [] }
    }

    private func batches(_ texts: [String]) async throws(EmbeddingFailure) -> [[Float]] {
        var made: [[Float]] = []
        for batch in Self.batches(texts) {
            await turns.yieldToQuestions()
            guard !Task.isCancelled else { throw .cancelled }
            made += try await requests.vectors(of: batch, dimensions: dimensions, isUrgent: false)
        }
        return made
    }

    private static func batches(_ texts: [String]) -> [[String]] {
        stride(from: 0, to: texts.count, by: textsPerRequestMax).map { start in
            Array(texts[start..<min(start + textsPerRequestMax, texts.count)])
        }
    }

    /// What is sent of a text: servers refuse an empty one.
    static func sent(_ text: String) -> String {
        let cut = String(text.prefix(textCharactersMax))
        return cut.contains { !$0.isWhitespace } ? cut : "-"
    }
}
