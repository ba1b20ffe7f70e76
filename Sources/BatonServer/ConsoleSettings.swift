import Answering
import Conversations
import Gateway
import Identity
import LanguageModel
import Logging
import Outbound
import Storage

/// The settings page's other end: reads, checks, stores and puts in force what administrators set.
struct ConsoleSettings: SettingsDesk {
    let live: LiveSettings
    let store: Store
    let clock: any WallClock
    /// `nil` when a test has put an answerer of its own there.
    let answerer: LiveAnswerer?
    /// What goes on in the background and matters to whoever changes settings.
    let notice: @Sendable () -> String?
    let logger: Logger

    func page() async throws -> SettingsPage {
        try await reload()
        let stored = try await store.settings()
        return page(stored)
    }

    private func page(_ stored: StoredSettings) -> SettingsPage {
        let settings = live.given.with(live.opened(stored.values))
        let lines = ConsoleSetting.table.map { line($0, settings, stored.values) }
        return SettingsPage(version: stored.version, lines: lines, notice: notice())
    }

    private func line(_ setting: ConsoleSetting, _ settings: Settings, _ stored: [String: String])
        -> SettingLine
    {
        let origin = live.given.origin(of: setting)
        var value = settings.stored(setting)
        if setting.form == .secret { value = value.isEmpty && origin == nil ? "" : Self.secretMark }
        let source = origin?.word ?? (stored[setting.key] == nil ? "standard" : "console")
        var (choices, range): ([String]?, ClosedRange<Int>?) = (nil, nil)
        switch setting.setting?.kind {
        case .choice(let words): choices = words
        case .number(let bounds): range = bounds
        case .text, .list, nil: break
        }
        return SettingLine(
            key: setting.key, kind: setting.form.rawValue, choices: choices, range: range, value: value,
            standard: setting.standard, source: source, lockedBy: origin?.place, help: setting.help,
            group: setting.group.rawValue)
    }

    /// Stands for a secret's value, which is never sent.
    static let secretMark = "set"

    func change(_ inputs: [String: SettingInput], version: Int64, by actor: AuditActor) async throws
        -> SettingsOutcome
    {
        let stored = try await store.settings()
        guard stored.version == version else { return .conflict(page(stored)) }
        let change = SettingsChange(inputs, stored: stored.values, live: live)
        guard change.complaints.isEmpty else { return .refused(change.complaints) }
        guard !change.values.isEmpty else { return .changed(page(stored)) }
        let at = clock.now()
        let entries = change.notes.map { note in
            AuditEntry(at: at, actor: actor, action: .settingChanged, subject: note.key, detail: note.detail)
        }
        let isStored = try await store.change(
            settings: change.sealed, expecting: version, by: actor, at: at, entries: entries)
        let now = try await store.settings()
        guard isStored else { return .conflict(page(now)) }
        try await reload()
        return .changed(page(now))
    }

    /// Puts in force what is stored, if that is newer than what is.
    func reload() async throws {
        let stored = try await store.settings()
        guard stored.version != live.version else { return }
        let before = live.current
        guard let (settings, complaint) = live.take(stored) else { return }
        if let complaint {
            logger.warning("the console's settings do not hold together", metadata: ["why": "\(complaint)"])
        }
        guard let answerer, settings.answererDiffers(from: before) else { return }
        do {
            answerer.swap(try AnswererChoice(settings, logger: logger))
        } catch {
            logger.warning("the model cannot be used; the last one stays", metadata: ["why": "\(error)"])
        }
    }

    func tryModel(_ inputs: [String: SettingInput]) async -> [TrialLine] {
        let stored = (try? await store.settings())?.values ?? [:]
        let change = SettingsChange(inputs, stored: stored, live: live)
        if let (key, complaint) = change.complaints.min(by: { $0.key < $1.key }) {
            return [Self.settingsStep("\(key): \(complaint)", isGood: false)]
        }
        let settings = change.settings
        guard settings.model.isConfigured else {
            return [Self.settingsStep("No model is named: answers are quotations from the articles.")]
        }
        do {
            // Without its prompts a model that answers here would be left out all the same.
            for task in Prompt.Task.allCases { _ = try Prompt.read(task, in: settings.prompts) }
            let endpoint = try settings.model.endpoint(
                answerMilliseconds: settings.answering.modelMillisecondsMax)
            let client = try OutboundClient(endpoint.outbound)
            let steps = await EndpointTrial(endpoint, client: client).run()
            await client.shutdown()
            let clear = endpoint.address.isInTheClear ? " It is asked over http: others may read along." : ""
            return [Self.settingsStep("The settings hold together." + clear)]
                + steps.map {
                    TrialLine(
                        name: $0.name, isGood: $0.isGood, detail: $0.detail, milliseconds: $0.milliseconds)
                }
        } catch {
            return [Self.settingsStep("\(error)", isGood: false)]
        }
    }

    private static func settingsStep(_ detail: String, isGood: Bool = true) -> TrialLine {
        TrialLine(name: "settings", isGood: isGood, detail: detail, milliseconds: 0)
    }
}

extension Settings {
    /// Whether another answerer has to be made.
    func answererDiffers(from other: Settings) -> Bool {
        model != other.model || answerSecondsMax != other.answerSecondsMax
    }
}
