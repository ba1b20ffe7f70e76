import Answering
import Conversations
import Edge
import Gateway
import Handoff
import Identity
import Retrieval
import ServiceLifecycle
import Storage

extension Baton {
    /// By what visitors are known. The keys are made at the first start and kept in the store.
    static func proofs(
        _ settings: Settings, store: Store, clock: any WallClock
    ) async throws -> Switchboard.VisitorProofs {
        let tokenKey = try await store.secret("visitor_tokens", create: { Secret.token() })
        let linkKey = try await store.secret("conversation_links", create: { Secret.token() })
        let secret = try settings.identity.read()
        var host: HostTokens?
        if let secret { host = await HostTokens(secret: secret, visitorKey: tokenKey) }
        return Switchboard.VisitorProofs(
            tokens: VisitorTokens(key: tokenKey), host: host,
            links: ConversationLinks(key: linkKey, clock: clock))
    }

    static func board(
        _ settings: Settings, _ surroundings: Surroundings, recorder: Recorder, store: Store,
        access: Access, presence: PresenceBoard, articles: ArticleFinder, live: LiveSettings
    ) async throws -> Switchboard {
        Switchboard(
            recorder: recorder,
            rooms: Switchboard.Rooms(
                inbox: store, line: store, directory: store, visitors: store, articles: articles),
            access: access, presence: presence,
            identity: try await proofs(settings, store: store, clock: recorder.clock),
            settings: { live.chat }, newID: surroundings.newID, logger: surroundings.logger)
    }

    /// What seals secrets in the database. Nodes of one database must have the same.
    static func vault(_ settings: Settings, _ store: Store) async throws -> Vault {
        if store.location == .memory { return Vault() }
        guard store.isShared else { return Vault(key: try VaultKey.read(folder: settings.data)) }
        return Vault(key: try await VaultKey.shared(folder: settings.data, store: store))
    }

    static func background(
        _ live: LiveSettings, _ surroundings: Surroundings, recorder: Recorder, store: Store,
        assistant: Assistant, presence: PresenceBoard, follower: LibraryFollower,
        watch: ChangeWatch, nodes: NodeRoom, answering: @escaping @Sendable () -> AnswerSettings
    ) -> [any Service] {
        let responder = Responder(
            recorder: recorder, unanswered: store, assistant: assistant,
            settings: answering, nodes: nodes.answering, online: { presence.online.count },
            newID: surroundings.newID, chance: surroundings.chance, logger: surroundings.logger)
        let waitClock = WaitClock(
            line: store, recorder: recorder, presence: presence,
            contactAfterSeconds: { live.chat.contactAfterSeconds })
        return [
            follower, watch, AnsweringService(responder: responder),
            WaitClockService(
                waitClock: waitClock, leads: nodes.leads, clock: surroundings.clock,
                logger: surroundings.logger),
        ]
    }

    static func watch(
        _ surroundings: Surroundings, _ store: Store, agents: AgentSockets, access: Access,
        board: Switchboard, settingsChanged: @escaping @Sendable () async throws -> Void,
        calibrationChanged: @escaping @Sendable () async throws -> Void
    ) -> ChangeWatch {
        let clock = surroundings.clock
        return ChangeWatch(
            store: store, clock: clock, logger: surroundings.logger,
            sessionsAreDue: { agents.isDue(at: clock.now()) },
            accessChanged: {
                try await agents.recheck(access: access, presence: board.presence)
                board.forgetNames()
            }, settingsChanged: settingsChanged, calibrationChanged: calibrationChanged)
    }

    static func edge(
        _ settings: Settings, _ surroundings: Surroundings, board: Switchboard, shelf: Shelf, store: Store,
        index: SearchIndex, indexer: Indexer, agents: AgentSockets, desk: any SettingsDesk,
        certainty: any CertaintyDesk, gaps: GapRoom, mail: MailRoom
    ) throws -> EdgeServer {
        let probe = ReadinessProbe(
            store: store, index: index, indexer: indexer, clock: surroundings.clock)
        let gateway = Gateway(
            board: board, files: try surroundings.files ?? PageFiles.load(), shelf: shelf, index: index,
            feedback: store,
            agents: agents, desk: desk, certainty: certainty, audits: store, gaps: gaps.desk,
            progress: gaps.progress,
            tryMail: { asked async throws(MailAttempt.Refused) in try await mail.attempt(asked) },
            readiness: { await probe.readiness() })
        var limits = surroundings.limits
        limits.connectionsMax = settings.connectionsMax
        limits.connectionsPerAddressMax = settings.connectionsPerAddressMax
        limits.drainSeconds = Double(settings.drainSeconds)
        let tls =
            settings.tlsCertificate.isEmpty
            ? nil : (certificatePath: settings.tlsCertificate, keyPath: settings.tlsKey)
        let configuration = EdgeConfiguration(
            host: settings.host, port: settings.port, tls: tls, trustedProxies: settings.trustedProxies,
            limits: limits, serverName: nil)
        return EdgeServer(
            configuration: configuration, routes: gateway.routes, sockets: gateway.sockets,
            notFound: { gateway.notFound($0) }, decorate: { gateway.decorated($0, $1) },
            onDrain: { Gateway.farewell }, logger: surroundings.logger)
    }
}

extension Settings {
    /// A lease outlives the longest answer by this much, for the store's own delays.
    private static let leaseSlackSeconds = 10

    var answering: AnswerSettings {
        var answering = AnswerSettings()
        answering.answerSecondsMax = answerSecondsMax
        answering.leaseSeconds = answerSecondsMax + Self.leaseSlackSeconds
        return answering
    }
}
