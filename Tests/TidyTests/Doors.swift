/// Which room may look into which other, and who alone may touch a library.
///
/// The table repeats Package.swift on purpose: a new door is opened in two places, and seen twice.
enum Doors {
    static let rooms: [String: Set<String>] = [
        // What everything else speaks of imports nothing of ours.
        "Conversations": [],
        "Knowledge": [],
        "Kernels": [],
        "Web": [],
        "Edge": [],
        "Identity": ["Conversations"],
        "Outbound": [],
        "Importing": ["Conversations", "Knowledge", "Outbound"],
        "Embedding": ["Kernels"],
        "Retrieval": ["Knowledge", "Kernels", "Embedding"],
        "LanguageModel": ["Knowledge", "Embedding", "Outbound"],
        "Mail": ["Conversations", "Outbound"],
        "Answering": ["Conversations", "Knowledge", "Retrieval", "LanguageModel"],
        "Calibration": ["Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval"],
        "Learning": [
            "Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval", "LanguageModel", "Answering",
        ],
        "Simulation": ["Knowledge", "Kernels"],
        "Handoff": ["Conversations"],
        "Nodes": ["Conversations", "Handoff"],
        // Storage conforms to the protocols that the rooms declare.
        "Storage": [
            "Conversations", "Knowledge", "Identity", "Handoff", "Answering", "Retrieval", "Calibration",
            "Learning", "Mail", "Nodes", "Importing",
        ],
        "Gateway": [
            "Edge", "Conversations", "Knowledge", "Retrieval", "Calibration", "Learning", "Handoff",
            "Identity", "Web",
        ],
        // The wiring, and the kit of the tests, see all.
        "BatonServer": [
            "Gateway", "Edge", "Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval", "Outbound",
            "Importing",
            "LanguageModel", "Mail", "Answering", "Calibration", "Learning", "Handoff", "Nodes", "Identity",
            "Simulation", "Storage", "Web",
        ],
        "BatonTesting": [
            "Conversations", "Knowledge", "Embedding", "Retrieval", "LanguageModel", "Identity", "Nodes",
            "Storage", "Edge", "BatonServer",
        ],
        "baton": [
            "BatonServer", "Importing", "Conversations", "Knowledge", "Identity", "Simulation", "Storage",
        ],
        "Benchmarks": [
            "Conversations", "Embedding", "Kernels", "Knowledge", "Learning", "Retrieval", "Storage",
        ],
    ]

    /// Modules by the beginning of their names, and the only rooms that may import them.
    static let libraries: [(prefix: String, rooms: Set<String>)] = [
        ("Hummingbird", ["Edge"]),
        ("NIO", ["Edge", "BatonTesting"]),
        ("HTTPTypes", ["Edge"]),
        ("CSQLite", ["Storage"]),
        ("CPostgres", ["Storage"]),
        ("CStemmer", ["Retrieval"]),
        ("CQREncode", ["Identity"]),
        ("CKernels", ["Kernels", "Benchmarks"]),
        ("CRivals", ["Benchmarks"]),
        ("CCurl", ["Outbound"]),
        ("CMarkGFM", ["Knowledge"]),
        ("CZlib", ["Edge", "Importing"]),
        ("CXML2", ["Importing"]),
        ("Yams", ["Knowledge", "LanguageModel", "Answering", "BatonServer"]),
        ("JWTKit", ["Identity"]),
        ("ArgumentParser", ["baton"]),
        ("Configuration", ["BatonServer"]),
        ("ServiceLifecycle", ["Edge", "BatonServer", "baton"]),
        (
            "Crypto",
            [
                "Identity", "Embedding", "Retrieval", "LanguageModel", "Storage", "Gateway", "BatonServer",
                "BatonTesting",
            ]
        ),
        ("Logging", ["Answering", "Edge", "Gateway", "Nodes", "BatonServer", "BatonTesting", "baton"]),
    ]

    static func violations(_ file: SourceFile) -> [String] {
        guard let room = file.room, let allowed = rooms[room] else { return [] }
        return imports(of: file.text).compactMap { module in
            if rooms[module] != nil, module != room, !allowed.contains(module) {
                return "\(file.path): \(room) may not import \(module)"
            }
            let isForeign = libraries.contains { module.hasPrefix($0.prefix) && !$0.rooms.contains(room) }
            return isForeign ? "\(file.path): \(room) may not import \(module)" : nil
        }
    }

    /// The modules of all import lines, whatever stands before the keyword.
    static func imports(of text: String) -> [String] {
        SwiftCode.only(text).split(separator: "\n").compactMap { line in
            let words = line.split { $0 == " " || $0 == ";" }
            guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy(isModifier)
            else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "protocol", "func", "typealias", "var", "let",
            ]
            let rest = words[(keyword + 1)...].drop { kinds.contains($0) }
            return rest.first.flatMap { $0.split(separator: ".").first }.map(String.init)
        }
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word)
    }
}
