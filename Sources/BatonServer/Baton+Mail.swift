import Conversations
import FoundationEssentials
import Gateway
import Identity
import Learning
import Logging
import Mail
import Outbound
import ServiceLifecycle
import Storage

extension Baton {
    /// All that has to do with mail. Its transfers have a thread of their own: libcurl stands still while a
    /// mail server says goodbye, and an answer that streams must not wait for that.
    struct MailRoom: Sendable {
        private let client: OutboundClient
        private let desk: MailDesk
        private let trial: MailTrial
        private let options: @Sendable () -> MailOptions
        private let surroundings: Surroundings
        private let address: PublicAddress
        private let nodes: NodeRoom

        /// - Parameters:
        ///   - options: what is in force, asked anew for every mail.
        ///   - shownSeq: how far the visitor has seen the conversation on an open screen.
        init(
            surroundings: Surroundings, recorder: Recorder, store: Store, address: PublicAddress,
            nodes: NodeRoom, options: @escaping @Sendable () -> MailOptions,
            shownSeq: @escaping @Sendable (ConversationID) async -> Int
        ) async throws {
            let key = try await store.secret("conversation_links", create: { Secret.token() })
            let links = ConversationLinks(key: key, clock: surroundings.clock)
            let clock = surroundings.clock
            let logger = surroundings.logger
            client = try OutboundClient()
            trial = MailTrial(client: client, clock: clock)
            self.options = options
            self.surroundings = surroundings
            self.address = address
            self.nodes = nodes
            desk = MailDesk(
                queue: store, recorder: recorder, client: client,
                surroundings: MailDesk.Surroundings(
                    settings: { Self.settings(options(), logger) },
                    shownSeq: shownSeq,
                    name: { id in (try? await store.user(id))?.name ?? "The team" },
                    link: { conversation in
                        let token = links.token(for: conversation.id, of: conversation.visitor)
                        let expiresAt = clock.now().advanced(bySeconds: ConversationLinks.secondsMax)
                        return ("\(address.url)/conversation#\(token)", expiresAt)
                    },
                    site: { Self.site(address) },
                    report: { logger.warning("mail", metadata: ["what": "\($0)"]) }))
        }

        /// Ends the thread of the transfers.
        func close() async { await client.shutdown() }

        var service: any Service {
            LeaderService(
                failure: "mails cannot be looked at", everyMilliseconds: MailDesk.tickMilliseconds,
                leads: nodes.leads, clock: surroundings.clock, logger: surroundings.logger,
                tick: { [desk] in try await desk.tick() })
        }

        /// For the console's button: the steps, up to the first that failed.
        func attempt(_ asked: MailAttempt) async throws(MailAttempt.Refused) -> [MailAttempt.Step] {
            guard let to = MailAddress(name: "", address: asked.to) else {
                throw MailAttempt.Refused(reason: "That does not look like an e-mail address: check it.")
            }
            let settings: MailSettings?
            do throws(SettingsFailure) {
                settings = try options().changed(by: asked.values).read()
            } catch {
                throw MailAttempt.Refused(reason: error.description)
            }
            guard let settings else {
                throw MailAttempt.Refused(reason: "smtp_url: give the server that takes mails.")
            }
            let steps = await trial.send(
                settings, to: to, id: surroundings.newID(), site: Self.site(address))
            return steps.map {
                MailAttempt.Step(
                    name: $0.name, isDone: $0.isDone, detail: $0.detail, milliseconds: $0.milliseconds)
            }
        }

        /// What cannot be used sends nothing; the settings page and `baton doctor` say why.
        private static func settings(_ options: MailOptions, _ logger: Logger) -> MailSettings? {
            do throws(SettingsFailure) {
                return try options.read()
            } catch {
                logger.debug("mail is not usable", metadata: ["why": "\(error)"])
                return nil
            }
        }

        /// Sends what is told about gaps.
        func gaps(_ noticer: GapNoticer) -> GapMailer {
            let (options, logger, address) = (options, surroundings.logger, address)
            return GapMailer(
                noticer: noticer, client: client, clock: surroundings.clock, newID: surroundings.newID,
                settings: { Self.settings(options(), logger).map { ($0, to: options().gapsTo) } },
                address: { (address.url, Self.site(address)) })
        }

        private static func site(_ address: PublicAddress) -> String {
            address.url.split(separator: "/").last.map(String.init) ?? address.url
        }
    }
}
