import Conversations
import Foundation
import Gateway
import Identity
import Logging
import Storage
import Synchronization

/// The settings in force: flags, environment and file, with what the console stored beneath them.
///
/// Rooms ask it at each use, so a change needs no restart.
package final class LiveSettings: Sendable {
    private struct State {
        /// Of what the console stored; -1 before anything was read.
        var version: Int64 = -1
        var current: Settings
        var chat: ChatSettings
    }

    /// What the operator gave, with standards for the rest.
    let given: Settings
    private let address: PublicAddress
    private let vault: Vault
    private let state: Mutex<State>

    init(_ given: Settings, address: PublicAddress, vault: Vault) {
        self.given = given
        self.address = address
        self.vault = vault
        state = Mutex(State(current: given, chat: given.chat(at: address)))
    }

    package var current: Settings { state.withLock { $0.current } }
    var chat: ChatSettings { state.withLock { $0.chat } }
    var version: Int64 { state.withLock { $0.version } }

    /// Puts what was stored in force, unless something newer is already; `nil` then, otherwise the settings.
    ///
    /// Stored values that do not hold together (another release wrote them) are left out, all of them.
    func take(_ stored: StoredSettings) -> (settings: Settings, complaint: String?)? {
        let merged = given.with(opened(stored.values))
        var (settings, complaint): (Settings, String?) = (merged, nil)
        do {
            settings = try merged.checked()
        } catch {
            (settings, complaint) = (given, error.description)
        }
        let chat = settings.chat(at: address)
        let isNewer = state.withLock { state in
            guard stored.version > state.version else { return false }
            state = State(version: stored.version, current: settings, chat: chat)
            return true
        }
        return isNewer ? (settings, complaint) : nil
    }

    /// Stored values as they are used: secrets opened. One that does not open counts as not set.
    func opened(_ values: [String: String]) -> [String: String] {
        var values = values
        for setting in ConsoleSetting.table where setting.form == .secret {
            guard let sealed = values[setting.key] else { continue }
            values[setting.key] = vault.open(sealed, for: Self.place(setting)).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return values
    }

    func sealed(_ secret: String, for setting: ConsoleSetting) -> String? {
        vault.seal(Data(secret.utf8), for: Self.place(setting))
    }

    private static func place(_ setting: ConsoleSetting) -> String { "setting \(setting.key)" }
}
