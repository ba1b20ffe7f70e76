/// Languages as articles name them: by the primary subtag of BCP 47, lower case.
package enum PageLanguage {
    /// `pt-BR` is `pt`; anything that is no tag is `nil`.
    static func primary(_ tag: String?) -> String? {
        let parts = tag?.lowercased().split { $0 == "-" || $0 == "_" }
        return parts?.first.map(String.init).flatMap { isTag($0) ? $0 : nil }
    }

    package static func isTag(_ text: String) -> Bool {
        (2...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    }
}
