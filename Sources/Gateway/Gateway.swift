package import Edge
package import Web

/// Everything that people and programs can ask of Baton over HTTP and WebSocket, ready for the edge.
package struct Gateway: Sendable {
    package static let drainRetrySeconds = 2

    private let board: Switchboard
    private let access: AccessRoutes
    private let help: HelpCentre
    private let assets: AssetRoutes
    private let pages: PageRoutes
    private let health: HealthRoutes

    package init(
        board: Switchboard, assets: Assets, shelf: Shelf, readiness: @escaping @Sendable () async -> Readiness
    ) throws {
        self.board = board
        access = AccessRoutes(
            access: board.access, address: board.settings.address,
            attempts: AttemptLimiter(clock: board.clock),
            presence: board.presence)
        help = HelpCentre(assets: assets, shelf: shelf, settings: board.liveSettings)
        self.assets = AssetRoutes(assets: assets, widget: try WidgetScripts(assets: assets))
        pages = PageRoutes(assets: assets, settings: board.liveSettings)
        health = HealthRoutes(readiness: readiness)
    }

    package var routes: [Route] {
        help.routes + assets.routes + pages.routes + access.routes + health.routes
    }

    package var sockets: [SocketRoute] {
        SocketRoutes(board: board, accessRoutes: access, sockets: VisitorSockets()).routes
    }

    package func notFound(_ request: Request) -> Response { help.notFound(request) }

    /// Security headers of every answer; a page's own policy stays.
    package func decorated(_ request: Request, _ response: Response) -> Response {
        var response = response
        let common = [
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ]
        response.headers += common.filter { response.header($0.0) == nil }
        if response.header("Content-Security-Policy") == nil {
            response.headers.append(("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
        }
        if request.isSecure {
            response.headers.append(("Strict-Transport-Security", "max-age=31536000"))
        }
        return response
    }

    /// The last words to every socket before the server goes.
    package static var farewell: String { ServerFrame.goingAway(retryAfterSeconds: drainRetrySeconds).text }
}
