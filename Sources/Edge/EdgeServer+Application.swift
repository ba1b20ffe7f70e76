internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL

extension EdgeServer {
    /// The Hummingbird application behind this server.
    func makeApplication() throws -> some ApplicationProtocol {
        let limits = configuration.limits
        let tcpConnectionsMax = min(
            limits.connectionsMax + limits.httpConnectionsSpareMax, FileDescriptors.availableForConnections())
        let entrance = Entrance(
            limits: limits,
            isTLS: configuration.tls != nil,
            proxies: try TrustedProxies(configuration.trustedProxies, hopsMax: limits.forwardedHopsMax),
            sockets: Dictionary(sockets.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first }),
            registry: registry,
            decorate: decorate,
            logger: logger)
        let listening = listening
        return Application(
            router: makeRouter(Exchange(entrance: entrance)),
            server: try makeServer(entrance),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: configuration.serverName,
                backlog: Self.backlogConnections,
                availableConnectionsDelegate: .maximum(tcpConnectionsMax, logger: logger)),
            onServerRunning: { channel in listening.began(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Connections that wait in the kernel until they are accepted.
    private static let backlogConnections = 4096

    private func makeServer(_ entrance: Entrance) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder { responder in
            SocketUpgradeChannel(responder: Self.bounded(responder, entrance), entrance: entrance)
        }
        guard let files = configuration.tls else { return plain }
        return try .tls(plain, tlsConfiguration: TLSFiles(files.certificatePath, files.keyPath).load())
    }

    /// One request may not hold its connection longer than `exchangeSeconds`, whether its body trickles in,
    /// its handler hangs or its response is not read.
    private static func bounded(
        _ responder: @escaping HTTPChannelHandler.Responder, _ entrance: Entrance
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            let timer = channel.eventLoop.scheduleTask(in: .seconds(entrance.limits.exchangeSeconds)) {
                channel.close(promise: nil)
            }
            entrance.registry.beginExchange(channel)
            defer {
                timer.cancel()
                entrance.registry.endExchange(channel)
            }
            try await responder(request, writer, channel)
        }
    }
}

// MARK: - Routes

extension EdgeServer {
    private static let usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

    private func makeRouter(_ exchange: Exchange) -> Router<ConnectionContext> {
        let router = Router(context: ConnectionContext.self, options: .autoGenerateHeadEndpoints)
        for route in routes {
            router.on(RouterPath(route.path), method: Self.method(route.method)) { request, context in
                try await exchange.answer(request, context, route)
            }
        }
        for socket in sockets {
            router.on(RouterPath(socket.path), method: .get) { request, context in
                try await exchange.answerWithoutBody(request, context, Self.upgradeRequired)
            }
        }
        refuseOtherMethods(router, exchange)
        router.add(middleware: NotFoundMiddleware(exchange: exchange, notFound: notFound))
        return router
    }

    /// 405 with `Allow` for every usual method that a known path does not have.
    private func refuseOtherMethods(_ router: Router<ConnectionContext>, _ exchange: Exchange) {
        var methodsByPath: [String: Set<String>] = [:]
        for route in routes { methodsByPath[route.path, default: []].insert(route.method.uppercased()) }
        for socket in sockets { methodsByPath[socket.path, default: []].insert("GET") }
        for (path, methods) in methodsByPath {
            let allowed = methods.contains("GET") ? methods.union(["HEAD"]) : methods
            let allow = allowed.sorted().joined(separator: ", ")
            for method in Self.usualMethods where !allowed.contains(method) {
                router.on(RouterPath(path), method: Self.method(method)) { request, context in
                    try await exchange.answerWithoutBody(request, context) { _ in
                        var response = Response.problem(405, "This method is not allowed here.")
                        response.headers.append(("Allow", allow))
                        return response
                    }
                }
            }
        }
    }

    /// An upgrade must be the first request of its connection: a proxy may not reuse connections for it.
    private static func upgradeRequired(_ request: Request) -> Response {
        var response = Response.problem(426, "This path speaks WebSocket, on a connection of its own.")
        response.headers += [("Upgrade", "websocket"), ("Connection", "close")]
        return response
    }

    private static func method(_ name: String) -> HTTPRequest.Method {
        guard let method = HTTPRequest.Method(rawValue: name.uppercased()) else {
            preconditionFailure("'\(name)' is no HTTP method")
        }
        return method
    }
}

/// Runs only for requests that no route matches, because it is added after all routes.
private struct NotFoundMiddleware: RouterMiddleware {
    typealias Context = ConnectionContext

    let exchange: Exchange
    let notFound: EdgeServer.NotFound?

    @concurrent
    func handle(
        _ request: HummingbirdCore.Request, context: ConnectionContext,
        next:
            @concurrent (HummingbirdCore.Request, ConnectionContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        try await exchange.answerWithoutBody(request, context) { request in
            notFound?(request) ?? .problem(404, "There is nothing at this address.")
        }
    }
}
