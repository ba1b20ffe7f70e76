/// What the pages do without, so that text stays text and a strict content security policy holds.
enum WebRules {
    static let folder = "Sources/Web/Assets/"
    static let textExtensions: Set<String> = ["js", "mjs", "css", "html", "svg", "json", "webmanifest"]

    private static let script = [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
        "srcdoc", "setHTMLUnsafe", "createContextualFragment",
    ]

    /// Hosts in addresses that are no request (namespaces), this machine, and names reserved for examples.
    private static func isHarmless(host: Substring) -> Bool {
        let name = host.split(separator: ":").first ?? host
        return ["www.w3.org", "localhost", "127.0.0.1"].contains(name) || name.hasSuffix(".example")
            || name == "example.com" || name.hasSuffix(".example.com")
    }

    static func violations(_ file: SourceFile) -> [String] {
        file.lines.enumerated().flatMap { index, line -> [String] in
            var found = foreignHosts(in: line).map { "an address on another host, \($0)" }
            if ["js", "mjs", "html", "svg"].contains(file.fileExtension) {
                found += script.filter { line.hasWord($0, afterDot: true) }
                if line.contains(/["'`]\s*javascript:/.ignoresCase()) {
                    found.append("a javascript: address")
                }
            }
            if ["html", "svg"].contains(file.fileExtension) { found += markupFaults(in: line) }
            return found.map { "\(file.path):\(index + 1): \($0)" }
        }
    }

    private static func markupFaults(in line: Substring) -> [String] {
        var found: [String] = []
        if line.contains(/\sstyle\s*=/.ignoresCase()) { found.append("a style attribute") }
        if line.contains(/\son[a-z]+\s*=/.ignoresCase()) { found.append("an inline handler") }
        if line.contains(/<script(?![^>]*\ssrc\s*=)/.ignoresCase()) { found.append("an inline script") }
        if line.contains(/<style[\s>]/.ignoresCase()) { found.append("an inline style sheet") }
        return found
    }

    private static func foreignHosts(in line: Substring) -> [Substring] {
        line.matches(of: /https?:\/\/([^\/\s"'`)<>$\{]+)/).map(\.1).filter { !isHarmless(host: $0) }
    }
}
