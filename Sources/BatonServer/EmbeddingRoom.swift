package import Embedding
import Foundation
import LanguageModel
package import Logging
import Outbound
package import Retrieval
import Synchronization

/// The search by meaning as the settings want it: a server's vectors, the model in the process, or none; and
/// the ones that made vectors before.
package final class EmbeddingRoom: EmbedderSource {
    /// How often a server is tried that could not be reached.
    static let retrySeconds = 15

    private struct Server {
        let settings: EndpointSettings
        let client: OutboundClient
        let languages: Set<String>
    }

    private struct State {
        var connected: EndpointEmbedder?
        var failure: EmbeddingFailure?
        var tried: ContinuousClock.Instant?
        /// The model in the process, loaded for vectors that it made before.
        var former: EmbeddingModel.Choice?
    }

    /// What the operator should know, or `nil` when all is as it should be.
    package let note: String?
    private let settings: Settings
    private let server: Server?
    private let local: EmbeddingModel.Choice
    private let logger: Logger
    private let state = Mutex(State())

    /// Throws for a file of weights, an address or a key that cannot be used, each with its place.
    package init(_ settings: Settings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        guard settings.embedding.isConfigured else {
            (server, local) = (nil, try EmbeddingModel.choose(settings))
            note = local.note
            return
        }
        var endpoint = try settings.embedding.endpoint()
        endpoint.hides = settings.model.hides
        if endpoint.address.isInTheClear {
            logger.warning("vectors are asked over http: what visitors write can be read on the way")
        }
        server = Server(
            settings: endpoint, client: try OutboundClient(endpoint.outbound),
            languages: Set(settings.embedding.languages))
        (local, note) = (.unwanted, nil)
    }

    package func wanted() async -> WantedEmbedder {
        guard let server else { return local.embedder.map(WantedEmbedder.ready) ?? .none }
        if let connected = state.withLock({ $0.connected }) { return .ready(connected) }
        let now = ContinuousClock().now
        let isDue = state.withLock { state in
            guard let tried = state.tried else { return true }
            return tried.duration(to: now) >= .seconds(Self.retrySeconds)
        }
        guard isDue else { return .unreachable }
        do throws(EmbeddingFailure) {
            return .ready(try await connect(server))
        } catch {
            let isNews = state.withLock { state in
                state.tried = now
                defer { state.failure = error }
                return state.failure != error
            }
            if isNews { logger.warning("there are no vectors", metadata: ["why": "\(error)"]) }
            return .unreachable
        }
    }

    /// The embedder, once; `nil` when none is wanted. For commands, which do not wait for a better moment.
    package func connected() async throws -> (any Embedder)? {
        guard let server else { return local.embedder }
        return try await connect(server)
    }

    private func connect(_ server: Server) async throws(EmbeddingFailure) -> EndpointEmbedder {
        let made = try await EndpointEmbedder.connect(
            server.settings, client: server.client, languages: server.languages, report: report)
        return state.withLock { state in
            state.failure = nil
            state.connected = state.connected ?? made
            return state.connected ?? made
        }
    }

    private var report: @Sendable (EndpointNotice) -> Void {
        { [logger] notice in
            logger.warning("the embedding server failed", metadata: ["what": "\(notice)"])
            logger.debug(
                "the embedding server failed", metadata: ["detail": "\(notice.debugDescription)"])
        }
    }

    /// Another model at the same server, or the model in the process while a server takes over.
    package func former(_ id: String) async -> (any Embedder)? {
        if let embedder = local.embedder { return embedder.id == id ? embedder : nil }
        guard let server else { return nil }
        if let model = EndpointEmbedder.model(of: id, at: server.settings.address) {
            guard let settings = try? server.settings.of(model: model.name) else { return nil }
            return try? await EndpointEmbedder.connect(
                settings, client: server.client, languages: server.languages,
                dimensions: model.dimensions, report: report)
        }
        let choice =
            state.withLock { $0.former } ?? (try? EmbeddingModel.choose(settings)) ?? .unwanted
        guard let embedder = choice.embedder, embedder.id == id else {
            choice.close()
            return nil
        }
        state.withLock { $0.former = choice }
        return embedder
    }

    /// Ends the threads of the models.
    package func close() async {
        local.close()
        state.withLock { $0.former }?.close()
        await server?.client.shutdown()
    }
}
