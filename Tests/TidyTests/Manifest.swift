/// What Package.swift says, read from its text.
struct Manifest {
    let text: String

    static let current = Manifest(text: Repository.text("Package.swift") ?? "")

    /// Library and executable targets with what they depend on: rooms by name, products as `.name`.
    var rooms: [String: [String]] {
        targets(after: "room(").merging(targets(after: ".executableTarget(name:")) { first, _ in first }
    }

    var testTargets: Set<String> { Set(targets(after: "tests(").keys) }

    var systemLibraries: Set<String> { Set(targets(after: ".systemLibrary(name:").keys) }

    /// One `.package(...)`: its repository and the exact version, nil when it is not pinned.
    struct Pin: Equatable {
        let repository: String
        let version: String?
    }

    var pins: [Pin] {
        compact.split(separator: ".package(", omittingEmptySubsequences: false).dropFirst().compactMap {
            part in
            let quoted = part.prefix { $0 != ")" }
            guard let url = Self.quoted(quoted).first else { return nil }
            let repository = url.replacing("https://github.com/", with: "").replacing(".git", with: "")
            let version = quoted.split(separator: "exact:").dropFirst().first.flatMap {
                Self.quoted($0).first
            }
            return Pin(repository: repository, version: version)
        }
    }

    /// The text without comments and white space. A `//` inside a URL is not a comment.
    private var compact: String {
        text.split(separator: "\n").map { line in
            let code = line.drop { $0 == " " }
            return code.hasPrefix("//") ? "" : String(code)
        }.joined().filter { $0 != " " }
    }

    private func targets(after opening: String) -> [String: [String]] {
        let opening = opening.filter { $0 != " " }
        var found: [String: [String]] = [:]
        let parts = compact.split(separator: opening, omittingEmptySubsequences: false)
        for part in parts.dropFirst() where part.hasPrefix("\"") {
            guard let name = Self.quoted(part).first else { continue }
            var list = Substring()
            let afterName = part.dropFirst(name.count + 2)
            if afterName.hasPrefix(",[") {
                list = afterName.dropFirst(2).prefix { $0 != "]" }
            } else if afterName.hasPrefix(",dependencies:[") {
                list = afterName.dropFirst(15).prefix { $0 != "]" }
            }
            found[name] = list.split(separator: ",").map { $0.filter { $0 != "\"" } }
        }
        return found
    }

    private static func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
}
