package import Answering
import Foundation
package import LanguageModel
import Learning
package import Logging
import Outbound

/// Who writes the answers, as the settings want it: a model with its prompt, or quotation.
package struct AnswererChoice: Sendable {
    package let answerer: any Answerer
    /// Who says follow-ups for the search; `nil` without a model.
    package let rewriter: QueryRewriter?
    /// Who writes drafts of articles; `nil` without a model.
    let writer: DraftWriter?
    package let rules: Rules?
    /// `nil` without a model.
    package let model: EndpointModel?
    /// What the operator should know about the rules, or `nil` when all is as it should be.
    package let note: String?
    private let client: OutboundClient?

    /// Throws for settings, a key, a prompt or rules that cannot be used, each with its place.
    package init(_ settings: Settings, logger: Logger) throws {
        rules = try Self.rules(settings)
        note =
            rules == nil
            ? "No rules send messages to people at once: there is no \(Self.rulesPath(settings))." : nil
        guard settings.model.isConfigured else {
            (answerer, rewriter, writer, model, client) = (ExtractiveAnswerer(), nil, nil, nil, nil)
            return
        }
        let prompt = try Prompt.read(.answer, in: settings.prompts)
        let rewriting = try Prompt.read(.rewriteQuery, in: settings.prompts)
        let drafting = try Prompt.read(.draftArticle, in: settings.prompts)
        let endpoint = try settings.model.endpoint(
            answerMilliseconds: settings.answering.modelMillisecondsMax)
        if endpoint.address.isInTheClear {
            logger.warning("the model is asked over http: what visitors write can be read on the way")
        }
        let client = try OutboundClient(endpoint.outbound)
        let report = { @Sendable (notice: EndpointNotice) in
            logger.warning("the model failed", metadata: ["what": "\(notice)"])
            logger.debug("the model failed", metadata: ["detail": "\(notice.debugDescription)"])
        }
        let model = EndpointModel(endpoint, client: client, report: report)
        // An article is longer than an answer, and nobody waits for it in a chat: a draft that fails says
        // nothing of answers, so it has a breaker of its own.
        var patient = endpoint
        patient.deadlines.totalMillisecondsMax = ArticleDrafter.millisecondsMax
        let slow = EndpointModel(patient, client: client, report: report)
        let newSecret = { @Sendable in RandomID.next().replacing("-", with: "") }
        answerer = GenerativeAnswerer(model: model, prompt: prompt, newSecret: newSecret)
        rewriter = QueryRewriter(model: model, prompt: rewriting, newSecret: newSecret)
        writer = DraftWriter(model: slow, prompt: drafting, newSecret: newSecret)
        (self.model, self.client) = (model, client)
    }

    /// At the start: a model that the console named and that cannot be used is left out, with a complaint;
    /// one
    /// that the operator named stops the start.
    static func starting(_ live: LiveSettings, logger: Logger) throws -> (AnswererChoice, String?) {
        guard live.current.answererDiffers(from: live.given) else {
            return (try AnswererChoice(live.given, logger: logger), nil)
        }
        do {
            return (try AnswererChoice(live.current, logger: logger), nil)
        } catch {
            return (try AnswererChoice(live.given, logger: logger), "The model is not used: \(error)")
        }
    }

    /// Ends the thread of the transfers.
    package func close() async { await client?.shutdown() }

    /// A folder of the default that is not there is no mistake: a trial runs without it, and says so.
    private static func rules(_ settings: Settings) throws -> Rules? {
        let path = rulesPath(settings)
        let isStandard = settings.prompts == Setting.named("prompts")?.standard
        if isStandard, !FileManager.default.fileExists(atPath: path) { return nil }
        return try Rules.read(path)
    }

    private static func rulesPath(_ settings: Settings) -> String { settings.prompts + "/rules.yaml" }
}
