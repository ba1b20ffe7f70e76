package import Embedding
import Foundation

/// The embedding model that the settings name.
package enum EmbeddingModel {
    /// What became of the setting `weights`.
    package enum Choice: Sendable {
        case loaded(MiniLM)
        /// The operator wants none.
        case unwanted
        /// The file of the default is not there, for example because the set-up had no network.
        case absent(path: String)

        package var embedder: (any Embedder)? {
            if case .loaded(let model) = self { model } else { nil }
        }

        /// Ends the thread of the model.
        package func close() {
            if case .loaded(let model) = self { model.close() }
        }

        /// What an operator should know, or `nil` when all is as it should be.
        package var note: String? {
            switch self {
            case .loaded: nil
            case .unwanted: "Search goes by words alone, as the setting weights is empty."
            case .absent(let path):
                "Search goes by words alone: there is no \(path). `script/weights` fetches it."
            }
        }
    }

    /// Throws for a file that is damaged, cut off or of another kind, and for one that was asked for by name
    /// and is not there.
    package static func choose(_ settings: Settings) throws -> Choice {
        guard !settings.weights.isEmpty else { return .unwanted }
        let isThere = FileManager.default.fileExists(atPath: settings.weights)
        if !isThere {
            guard settings.weights == Setting.named("weights")?.standard else {
                throw SettingsFailure(
                    place: "weights", reason: "there is no file \(settings.weights): check the path.")
            }
            return .absent(path: settings.weights)
        }
        return .loaded(try MiniLM.load(settings.weights))
    }
}
