import Foundation

extension Manifest {
    /// One line of JSON with sorted keys, so that the same manifest is the same text.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// `nil` when `text` is no manifest.
    package init?(text: String) {
        guard let read = try? JSONDecoder().decode(Manifest.self, from: Data(text.utf8)) else { return nil }
        self = read
    }
}
