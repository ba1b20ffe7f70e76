package import Calibration
package import Edge
package import Knowledge
package import Retrieval

/// Everything that people and programs can ask of Baton over HTTP and WebSocket, ready for the edge.
package struct Gateway: Sendable {
    package static let drainRetrySeconds = 2

    private let board: Switchboard
    private let access: AccessRoutes
    private let account: AccountRoutes
    private let team: TeamRoutes
    private let settings: SettingsRoutes
    private let agents: AgentSockets
    private let help: HelpCentre
    private let helped: HelpedRoutes
    private let assets: AssetRoutes
    private let pages: PageRoutes
    private let health: HealthRoutes
    private let mail: MailRoutes
    private let certainty: CertaintyRoutes
    private let gaps: GapRoutes
    private let drafts: DraftRoutes
    private let phrasings: PhrasingRoutes
    private let progress: ProgressRoutes

    package init(
        board: Switchboard, files: PageFiles, shelf: Shelf, index: SearchIndex, feedback: any ArticleFeedback,
        agents: AgentSockets, desk: any SettingsDesk, certainty: any CertaintyDesk, audits: any AuditQueue,
        gaps: any GapDesk & PhrasingDesk, progress: any ProgressDesk, tryMail: @escaping MailAttempt.Run,
        readiness: @escaping @Sendable () async -> Readiness
    ) {
        let assets = files.assets
        self.board = board
        self.agents = agents
        let door = ConsoleGuard(access: board.access, address: board.settings.address)
        access = AccessRoutes(
            door: door, attempts: AttemptLimiter(clock: board.clock), presence: board.presence)
        account = AccountRoutes(door: door)
        team = TeamRoutes(door: door, presence: board.presence)
        settings = SettingsRoutes(door: door, desk: desk, trials: AttemptLimiter(clock: board.clock))
        help = HelpCentre(
            assets: assets, shelf: shelf, index: index, address: board.settings.address, clock: board.clock)
        helped = HelpedRoutes(
            shelf: shelf, feedback: feedback, address: board.settings.address, clock: board.clock)
        let chat = board.liveSettings
        let widget = WidgetFiles(files.scripts, accent: { chat().accent })
        self.assets = AssetRoutes(assets: assets, widget: widget)
        pages = PageRoutes(assets: assets, settings: board.liveSettings)
        health = HealthRoutes(readiness: readiness)
        self.certainty = CertaintyRoutes(
            door: door, desk: certainty, audits: AuditPages(board: board, queue: audits))
        let json = GapJSON(titles: shelf)
        self.gaps = GapRoutes(door: door, desk: gaps, json: json)
        phrasings = PhrasingRoutes(door: door, desk: gaps, titles: shelf)
        drafts = DraftRoutes(door: door, desk: gaps, json: json, clock: board.clock)
        self.progress = ProgressRoutes(door: door, desk: progress, json: json)
        mail = MailRoutes(door: door, attempts: AttemptLimiter(clock: board.clock), run: tryMail)
    }

    package var routes: [Route] {
        help.routes + helped.routes + assets.routes + pages.routes + access.routes + account.routes
            + team.routes + settings.routes + mail.routes + certainty.routes
            + gaps.routes + drafts.routes + phrasings.routes + RevisionRoutes(drafts: drafts).routes
            + progress.routes + health.routes
    }

    package var sockets: [SocketRoute] {
        SocketRoutes(board: board, accessRoutes: access, sockets: VisitorSockets(), agents: agents).routes
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
