internal import Hummingbird
package import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The inbound side of Baton: HTTP and WebSocket on one port, from bind to drained.
package final class EdgeServer: Service {
    package typealias NotFound = @Sendable (Request) -> Response
    package typealias Decorate = @Sendable (Request, Response) -> Response

    let configuration: EdgeConfiguration
    let routes: [Route]
    let sockets: [SocketRoute]
    let notFound: NotFound?
    let decorate: Decorate?
    let logger: Logger
    let registry: SocketRegistry
    let listening = Listening()
    private let onDrain: (@Sendable () -> String?)?

    /// - Parameters:
    ///   - notFound: answers requests that no route matches.
    ///   - decorate: sees every answer last, refused upgrades included: the place for security headers.
    ///   - onDrain: a text message for every socket, sent before the close frame 1001.
    package init(
        configuration: EdgeConfiguration,
        routes: [Route],
        sockets: [SocketRoute],
        notFound: NotFound? = nil,
        decorate: Decorate? = nil,
        onDrain: (@Sendable () -> String?)? = nil,
        logger: Logger
    ) {
        self.configuration = configuration
        self.routes = routes
        self.sockets = sockets
        self.notFound = notFound
        self.decorate = decorate
        self.onDrain = onDrain
        self.logger = logger
        self.registry = SocketRegistry(limits: configuration.limits)
    }

    /// Sockets that are open, or whose session is still ending.
    package var openSockets: Int { registry.openSockets }

    /// Waits until the server listens; throws what `run` throws when it cannot.
    package func boundPort() async throws -> Int {
        try await listening.port()
    }

    /// Serves until graceful shutdown, then: accepts nobody, says goodbye to every socket, waits for their
    /// closing up to `drainSeconds`, returns. Cancellation closes everything at once.
    package func run() async throws {
        do {
            try await serve()
            await finish()
            listening.ended(EdgeError.stopped)
        } catch {
            await finish()
            let meaning =
                EdgeError(binding: error, host: configuration.host, port: configuration.port) ?? error
            listening.ended(error is CancellationError ? EdgeError.stopped : meaning)
            throw meaning
        }
    }

    private func serve() async throws {
        let application = try makeApplication()
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            self.registry.drain(farewell: self.onDrain?())
        }
    }

    private func finish() async {
        if !registry.isDraining { registry.abortAll() }
        await registry.emptied()
    }
}
