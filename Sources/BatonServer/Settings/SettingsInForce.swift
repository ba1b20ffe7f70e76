import Foundation
import Gateway
import Identity
import Storage

/// The settings as a server with this data folder uses them: what the console stored holds where the operator
/// gave nothing.
package struct SettingsInForce: Sendable {
    package let settings: Settings
    /// What is wrong with the stored ones, which are left out then.
    package let complaint: String?
    private let stored: Set<String>

    /// Without a database nothing is stored, and none is made. One that cannot be read counts as none here.
    package static func read(_ given: Settings) async -> SettingsInForce {
        if case .file(let path) = given.location, !FileManager.default.fileExists(atPath: path) {
            return SettingsInForce(settings: given, complaint: nil, stored: [])
        }
        // Opening brings the tables to this release: who only looks leaves that to a server.
        if case .postgres = given.location,
            (try? await Upgrade.look(at: given.location))?.steps.isEmpty != true
        {
            return SettingsInForce(settings: given, complaint: nil, stored: [])
        }
        guard let store = try? await given.openStore() else {
            return SettingsInForce(settings: given, complaint: nil, stored: [])
        }
        let stored = try? await store.settings()
        await store.close()
        guard let stored, !stored.values.isEmpty else {
            return SettingsInForce(settings: given, complaint: nil, stored: [])
        }
        let address = PublicAddress(url: given.publicAddress, allowedOrigins: given.allowedOrigins)
        let live = LiveSettings(given, address: address, vault: vault(given))
        let taken = live.take(stored)
        return SettingsInForce(
            settings: live.current, complaint: taken?.complaint,
            stored: taken?.complaint == nil ? Set(stored.values.keys) : [])
    }

    /// The key is made by the server alone.
    private static func vault(_ given: Settings) -> Vault {
        let file = given.data + "/" + VaultKey.fileName
        guard FileManager.default.fileExists(atPath: file), let key = try? VaultKey.read(folder: given.data)
        else { return Vault() }
        return Vault(key: key)
    }

    /// Where to change it, in words.
    package func place(of key: String) -> String {
        if let origin = settings.origins[key] { return origin.place }
        return stored.contains(key) ? "the console's settings" : "its standard"
    }
}
