/// Writes modules out again as one script: without comments and white space, and with short names where
/// nobody outside can see a name. Of the properties only those that are known to be ours get one, since any
/// other may be the browser's or the protocol's. Statements must end with a semicolon.
struct ScriptTightening {
    /// What the browser gives, by name: the widget must not rename it.
    static let globals: Set<String> = [
        "Array", "Boolean", "CSSStyleSheet", "Date", "Event", "EventTarget", "HTMLElement",
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
    private let properties: [String: String]
    private let constants: [String: String]

    init(_ modules: [ScriptModule]) {
        self.modules = modules
        let declared = modules.reduce(into: Set<String>()) { $0.formUnion($1.shared) }
        var sharedUses: [String: Int] = [:]
        var propertyUses: [String: Int] = [:]
        var taken = Set<String>()
        for module in modules {
            for (token, role) in zip(module.tokens, module.roles) {
                if role == .property || role == .both {
                    if Self.properties.contains(token.text) { propertyUses[token.text, default: 0] += 1 }
                    taken.insert(token.text)
                }
                guard role == .variable || role == .both, declared.contains(token.text) else { continue }
                sharedUses[token.text, default: 0] += 1
            }
        }
        constants = modules.reduce(into: [:]) { constants, module in
            for unit in module.units {
                guard let (name, number) = Self.constant(module.tokens[unit]) else { continue }
                constants[name] = number
            }
        }
        // Two letters with a capital in front are never the name of something local.
        let pairs = Self.capitals.flatMap { first in Self.letters.prefix(26).map { first + $0 } }
        shared = Self.named(sharedUses, pairs)
        properties = Self.named(propertyUses, Self.locals.filter { !taken.contains($0) })
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
            for unit in module.units where Self.constant(module.tokens[unit]) == nil {
                var own = localNames(of: module, in: unit)
                own.merge(privateNames(of: module, in: unit)) { own, _ in own }
                for at in unit where !module.isNeedless(at) {
                    output.add(module.tokens[at], as: written(module, at, own))
                }
            }
        }
        return output.end()
    }

    /// `const NAME = 1_000;`: the number itself is shorter where it is used.
    private static func constant(_ unit: ArraySlice<ScriptToken>) -> (name: String, number: String)? {
        let tokens = Array(unit)
        guard tokens.count == 5, tokens[0].text == "const", tokens[2].isMark("="), tokens[3].isNumber else {
            return nil
        }
        return (tokens[1].text, shortest(tokens[3].text))
    }

    /// `30_000` is `3e4`.
    private static func shortest(_ number: String) -> String {
        let digits = number.filter { $0 != "_" }
        let zeros = digits.reversed().prefix { $0 == "0" }.count
        guard zeros > 2, digits.allSatisfy(\.isNumber) else {
            return digits.hasPrefix("0.") ? String(digits.dropFirst()) : digits
        }
        return "\(digits.dropLast(zeros))e\(zeros)"
    }

    private func localNames(of module: ScriptModule, in unit: Range<Int>) -> [String: String] {
        var uses: [String: Int] = [:]
        for at in unit where module.roles[at] == .variable || module.roles[at] == .both {
            let name = module.tokens[at].text
            if shared[name] == nil, !Self.globals.contains(name) { uses[name, default: 0] += 1 }
        }
        return Self.named(uses, Self.locals)
    }

    /// Private names are known in their class only, and a class is one statement at the top.
    private func privateNames(of module: ScriptModule, in unit: Range<Int>) -> [String: String] {
        var uses: [String: Int] = [:]
        for at in unit where module.tokens[at].kind == .privateName {
            uses[module.tokens[at].text, default: 0] += 1
        }
        return Self.named(uses, Self.locals.map { "#" + $0 })
    }

    private func written(_ module: ScriptModule, _ at: Int, _ own: [String: String]) -> String {
        let token = module.tokens[at]
        let name = constants[token.text] ?? shared[token.text] ?? own[token.text] ?? token.text
        let property = properties[token.text] ?? token.text
        switch module.roles[at] {
        case .variable: return name
        case .both: return name == property ? name : "\(property):\(name)"
        case .property: return property
        case .none: break
        }
        switch token.kind {
        case .privateName: return name
        case .word: return Self.shorter[token.text] ?? token.text
        default: return token.isNumber ? Self.shortest(token.text) : token.text
        }
    }
}
