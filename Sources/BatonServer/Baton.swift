import Answering
package import Conversations
package import Edge
import Foundation
import Gateway
import Handoff
package import Identity
import Knowledge
package import LanguageModel
package import Logging
package import Retrieval
import ServiceLifecycle
package import Storage
import UnixSignals
import Web

/// The whole program, wired: the only place that knows every room.
package struct Baton: Sendable {
    package let settings: Settings
    /// What is in force, with what the console set.
    package let live: LiveSettings
    package let store: Store
    package let access: Access
    package let recorder: Recorder
    package let index: SearchIndex
    /// What the operator should know; empty when all is as it should be.
    package let notes: [String]
    private let surroundings: Surroundings
    private let edge: EdgeServer
    private let address: PublicAddress
    private let background: [any Service]
    private let follower: LibraryFollower
    private let answerer: LiveAnswerer
    private let embedding: EmbeddingRoom
    private let mail: MailRoom
    private let certainty: CertaintyRoom
    let nodes: NodeRoom

    /// What a test replaces: time, chance, and the answerer.
    package struct Surroundings: Sendable {
        package var clock: any WallClock = SystemClock()
        package var newID: @Sendable () -> String = RandomID.next
        /// A random number, 0 up to but not 1: which answers are drawn to be judged.
        package var chance: @Sendable () -> Double = { .random(in: 0..<1) }
        /// Instead of the one that the settings choose.
        package var answerer: (any Answerer)?
        package var location: StoreLocation?
        package var limits = EdgeLimits()
        package var logger = Logger(label: "baton")
        /// Instead of loading them anew.
        private(set) var files: PageFiles?
        private static let shared = Result { try PageFiles.load() }

        package init() {}

        /// Servers of one process load the pages once: that is half a second of a debug build.
        package mutating func shareFiles() throws { files = try Self.shared.get() }
    }

    /// Opens the data folder and takes the library in. Nothing listens yet.
    package init(settings: Settings, surroundings: Surroundings = Surroundings()) async throws {
        self.settings = settings
        self.surroundings = surroundings
        let location = surroundings.location ?? settings.location
        // The key of the secrets lies there, wherever the rows are.
        if location != .memory { try DataFolder.create(settings.data) }
        store = try await Store.open(
            location,
            options: StoreOptions(
                isExclusive: true, node: surroundings.newID(), newEpoch: { "e-" + surroundings.newID() }))
        let (clock, shelf) = (surroundings.clock, Shelf())
        let vault = try await Self.vault(settings, store)
        access = Access(directory: store, clock: clock, vault: vault, newID: surroundings.newID)
        recorder = Recorder(journal: store, feed: Feed(), clock: clock)
        address = PublicAddress(url: settings.publicAddress, allowedOrigins: settings.allowedOrigins)
        embedding = try EmbeddingRoom(settings, logger: surroundings.logger)
        index = SearchIndex()
        let indexer = Indexer(
            index: index, source: embedding, cache: store, archive: store,
            folder: location == .memory ? nil : VectorFolder(settings.data + "/vectors"),
            now: { clock.now().milliseconds })
        follower = LibraryFollower(
            library: store, indexer: indexer, index: index, shelf: shelf, clock: clock,
            logger: surroundings.logger)
        let (address, presence) = (address, PresenceBoard(clock: clock))
        let live = LiveSettings(settings, address: address, vault: vault)
        self.live = live
        let stored = live.take(try await store.settings())
        let articles = ArticleFinder(index: index, shelf: shelf)
        let board = try await Self.board(
            settings, surroundings, recorder: recorder, store: store, access: access, presence: presence,
            articles: articles, live: live)
        nodes = NodeRoom(surroundings, recorder: recorder, store: store, board: board)
        let (choice, complaint) = try AnswererChoice.starting(live, logger: surroundings.logger)
        answerer = LiveAnswerer(choice)
        notes = [embedding.note, choice.note, stored?.complaint, complaint].compactMap(\.self)
        certainty = CertaintyRoom(
            store: store, recorder: recorder, index: index, live: live, logger: surroundings.logger)
        let (agents, access, certainty) = (AgentSockets(), access, certainty)
        let assistant = Assistant(
            index: index, answerer: surroundings.answerer ?? answerer, rules: choice.rules,
            ownNames: { live.current.ownNames }, answerMin: { certainty.threshold(of: $0, under: $1) },
            rewriter: { [answerer] in answerer.choice.rewriter })
        let gaps = GapRoom(
            surroundings, store, recorder: recorder, index: index, certainty: certainty, live: live,
            follower: follower, assistant: assistant, writer: { [answerer] in answerer.choice.writer })
        let desk = ConsoleSettings(
            live: live, store: store, clock: clock,
            answerer: surroundings.answerer == nil ? answerer : nil,
            notice: { indexer.progress?.sentence }, logger: surroundings.logger)
        let watch = Self.watch(
            surroundings, store, agents: agents, access: access, board: board,
            settingsChanged: { try await desk.reload() },
            calibrationChanged: { try await certainty.follow() })
        mail = try await MailRoom(
            surroundings: surroundings, recorder: recorder, store: store, address: address, nodes: nodes,
            options: { live.current.mail }, shownSeq: { board.seenByVisitor(in: $0) })
        background =
            nodes.services
            + Self.background(
                live, surroundings, recorder: recorder, store: store, assistant: assistant,
                presence: presence, follower: follower, watch: watch, nodes: nodes,
                answering: { certainty.answering(live.current) })
            + [mail.service] + gaps.services(mail: mail, leads: nodes.leads)
            + certainty.services(library: store, leads: nodes.leads)
            + [Self.retention(live, surroundings, store, leads: nodes.leads)]
        edge = try Self.edge(
            settings, surroundings, board: board, shelf: shelf, store: store, index: index, indexer: indexer,
            agents: agents, desk: desk, certainty: certainty.desk, gaps: gaps, mail: mail)
    }

    /// Serves until SIGTERM or SIGINT, or until the task is cancelled; then drains and closes the store.
    ///
    /// - Parameter ready: called once the server listens.
    package func run(signals: Bool = true, ready: @escaping @Sendable (Started) async throws -> Void)
        async throws
    {
        try await follower.load()
        try await certainty.follow()
        try await nodes.start()
        let announcer = Announcer { [self] in
            let port = try await edge.boundPort()
            address.set(url: settings.address(port: port))
            try await store.remember(publicAddress: address.url)
            try await ready(Started(url: address.url, demoURL: demoURL(port: port), port: port))
        }
        // Stopped in reverse: the edge drains first, while everything behind it still works.
        let services: [any Service] = background + [edge, announcer]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .ignore) },
                gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [], logger: surroundings.logger))
        do {
            try await group.run()
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func close() async {
        await answerer.choice.close()
        await mail.close()
        await nodes.close()
        await embedding.close()
        await store.close()
    }

    /// Where a started server is reached.
    package struct Started: Sendable {
        package let url: String
        package let demoURL: String
        package let port: Int
    }

    /// The demo page stands on the other loopback name, so that the widget is really embedded across origins.
    private func demoURL(port: Int) -> String {
        let url = address.url
        return url.contains("//127.0.0.1")
            ? url.replacingOccurrences(of: "//127.0.0.1", with: "//localhost") : url
    }
}

/// Says once that the server listens, then waits for the end like every service.
private struct Announcer: Service {
    let announce: @Sendable () async throws -> Void

    func run() async throws {
        try await announce()
        try await gracefulShutdown()
    }
}
