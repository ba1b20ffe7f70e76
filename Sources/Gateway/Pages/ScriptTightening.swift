/// Writes modules out again as one script: without comments and white space, and with short names where nobody
/// outside can see a name. Properties keep theirs, since a property may be the browser's or the protocol's.
struct ScriptTightening {
    /// What the browser gives, by name: the widget must not rename it. A test compares the list with the sources.
    static let globals: Set<String> = [
        "Array", "BroadcastChannel", "CSSStyleSheet", "Date", "Event", "EventTarget", "HTMLElement",
        "Infinity",
        "Intl", "JSON", "Map", "Math", "Number", "Object", "Promise", "Set", "String", "URL",
        "URLSearchParams", "Uint8Array", "WebSocket", "clearInterval", "clearTimeout", "console", "crypto",
        "customElements", "document", "getComputedStyle", "history", "location", "matchMedia", "navigator",
        "queueMicrotask", "requestAnimationFrame", "setInterval", "setTimeout", "window",
    ]
    /// Common letters first, since they pack best.
    private static let letters = Array("etnisoracldumphfgbvykwxzjqETNISORACLDUMPHFGBVYKWXZJQ").map(
        String.init)
    private static let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ$_").map(String.init)
    private static let shorter = ["const": "let", "true": "!0", "false": "!1", "undefined": "void 0"]

    private let modules: [ScriptModule]
    private let shared: [String: String]
    private let privates: [String: String]

    init(_ modules: [ScriptModule]) {
        self.modules = modules
        let declared = modules.reduce(into: Set<String>()) { $0.formUnion($1.shared) }
        var sharedUses: [String: Int] = [:]
        var privateUses: [String: Int] = [:]
        for module in modules {
            for (token, role) in zip(module.tokens, module.roles) {
                if token.kind == .privateName { privateUses[token.text, default: 0] += 1 }
                guard role == .variable || role == .both, declared.contains(token.text) else { continue }
                sharedUses[token.text, default: 0] += 1
            }
        }
        // Two letters with a capital in front are never the name of something local.
        let pairs = Self.capitals.flatMap { first in Self.letters.prefix(26).map { first + $0 } }
        shared = Self.named(sharedUses, pairs)
        privates = Self.named(privateUses, Self.locals.map { "#" + $0 })
    }

    private static let locals =
        letters
        + letters.prefix(26).flatMap { first in letters.map { first + $0 } }
        .filter { !ScriptModule.reserved.contains($0) }

    /// The most used name gets the first new one; names beyond the supply stay as they are.
    private static func named(_ uses: [String: Int], _ supply: [String]) -> [String: String] {
        let sorted = uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return Dictionary(zip(sorted, supply), uniquingKeysWith: { first, _ in first })
    }

    var script: String {
        var output = Output()
        for module in modules {
            for unit in module.units {
                let own = localNames(of: module, in: unit)
                for at in unit { output.add(module.tokens[at], as: written(module, at, own)) }
            }
        }
        return output.text
    }

    private func localNames(of module: ScriptModule, in unit: Range<Int>) -> [String: String] {
        var uses: [String: Int] = [:]
        for at in unit where module.roles[at] == .variable || module.roles[at] == .both {
            let name = module.tokens[at].text
            if shared[name] == nil, !Self.globals.contains(name) { uses[name, default: 0] += 1 }
        }
        return Self.named(uses, Self.locals)
    }

    private func written(_ module: ScriptModule, _ at: Int, _ own: [String: String]) -> String {
        let token = module.tokens[at]
        let name = shared[token.text] ?? own[token.text] ?? token.text
        switch module.roles[at] {
        case .variable: return name
        case .both: return name == token.text ? name : "\(token.text):\(name)"
        case .property: return token.text
        case .none: break
        }
        switch token.kind {
        case .privateName: return privates[token.text] ?? token.text
        case .word: return Self.shorter[token.text] ?? token.text
        default: return token.text
        }
    }
}

extension ScriptTightening {
    /// Puts tokens side by side, with white space only where two of them would run together or where a line end
    /// may stand for a semicolon.
    private struct Output {
        private(set) var text = ""
        private var last: UInt8 = 0

        mutating func add(_ token: ScriptToken, as written: String) {
            guard let first = written.utf8.first else { return }
            if let between = between(first, token) { text += between }
            // `,)` and `;}`: the first sign is not needed there, and no hole or empty statement is written so.
            let ends = token.kind == .mark && token.closes
            let needless = last == UInt8(ascii: ",") || last == UInt8(ascii: ";") && written == "}"
            if ends, needless { text.removeLast() }
            text += written
            last = written.utf8.last ?? 0
        }

        private func between(_ first: UInt8, _ token: ScriptToken) -> String? {
            let touches = isWord(last) && (isWord(first) || first == UInt8(ascii: "#") && token.gap != .none)
            if touches { return token.gap == .line ? "\n" : " " }
            let signs = Array("+-/".utf8)
            if signs.contains(last), first == last, token.gap != .none { return " " }
            let canEnd = isWord(last) || Array(")]}\"`'".utf8).contains(last)
            let canBegin = isWord(first) || Array("([{\"`/+-!~*#".utf8).contains(first)
            return token.gap == .line && canEnd && canBegin ? "\n" : nil
        }

        private func isWord(_ byte: UInt8) -> Bool { ScriptLexer.isWord(byte) }
    }
}
