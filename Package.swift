// swift-tools-version: 6.2
import PackageDescription

// Every room is a target: the compiler guards the doors, `script/lint` builds with the import check on.
// Package.resolved is not committed, so the `exact:` pins below are the lock; TidyTests hold them.

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
]

// Unoptimised, Baton starts in two seconds of processor time instead of half a one, and the tests start it
// hundreds of times (docs/decisions/0068).
let optimised: SwiftSetting = .unsafeFlags(["-O"], .when(configuration: .debug))

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: house + [optimised])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

extension Target.Dependency {
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioWebSocket = product(name: "NIOWebSocket", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioHTTPTypesHTTP1 = product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
    static let jwtKit = product(name: "JWTKit", package: "jwt-kit")
    static let yams = product(name: "Yams", package: "Yams")
}

let package = Package(
    name: "baton",
    products: [.executable(name: "baton", targets: ["baton"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0",
            traits: ["YAML", "CommandLineArguments"]),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit.git", exact: "5.7.1"),
        // Not imported by us, but pulled in by the above: pinned so that every machine builds the same.
        .package(url: "https://github.com/apple/swift-algorithms.git", exact: "1.2.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-async-algorithms.git", exact: "1.1.4"),
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-structured-headers.git", exact: "1.7.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-numerics.git", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-service-context.git", exact: "1.5.1"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // Debug builds compile C at -O0, where the matrix loops are ten times slower.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),

        room("Conversations"),
        room("Knowledge", ["CMarkGFM", .yams]),
        room("Kernels", ["CKernels"]),
        room("Web", resources: [.copy("Assets")]),
        room("Identity", ["Conversations", "CQREncode", .crypto, .cryptoExtras, .jwtKit]),
        room("Embedding", ["Kernels", .crypto]),
        room("Retrieval", ["Knowledge", "Kernels", "Embedding", "CStemmer", .crypto]),
        room("Outbound", ["CCurl"]),
        room("Importing", ["CXML2", "CZlib", "Conversations", "Knowledge", "Outbound"]),
        room("LanguageModel", ["Knowledge", "Embedding", "Outbound", .crypto, .yams]),
        room("Mail", ["Conversations", "Outbound"]),
        room("Answering", ["Conversations", "Knowledge", "Retrieval", "LanguageModel", .logging, .yams]),
        room("Calibration", ["Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval"]),
        room(
            "Learning",
            [
                "Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval", "LanguageModel",
                "Answering",
            ]),
        room("Simulation", ["Knowledge", "Kernels"]),
        room("Handoff", ["Conversations"]),
        room("Nodes", ["Conversations", "Handoff", .logging]),
        room(
            "Storage",
            [
                "CSQLite", "CPostgres", "Conversations", "Knowledge", "Identity", "Handoff", "Answering",
                "Retrieval", "Calibration", "Learning", "Mail", "Nodes", "Importing", .crypto,
            ],
            resources: [.copy("Migrations")]),
        room(
            "Edge",
            [
                "CZlib", .hummingbird, .hummingbirdTLS, .nioCore, .nioPosix, .nioHTTP1, .nioWebSocket,
                .nioHTTPTypes,
                .nioHTTPTypesHTTP1, .nioSSL, .httpTypes, .serviceLifecycle, .logging,
            ]),
        room(
            "Gateway",
            [
                "Edge", "Conversations", "Knowledge", "Retrieval", "Calibration", "Learning", "Handoff",
                "Identity", "Web", .crypto, .logging,
            ]),
        room(
            "BatonServer",
            [
                "Gateway", "Edge", "Conversations", "Knowledge", "Kernels", "Embedding", "Retrieval",
                "Outbound", "Importing",
                "LanguageModel", "Mail", "Answering", "Calibration", "Learning", "Handoff", "Nodes",
                "Identity",
                "Simulation", "Storage",
                "Web",
                .serviceLifecycle,
                .unixSignals, .logging, .configuration, .crypto, .systemPackage, .yams,
            ]),
        room(
            "BatonTesting",
            [
                "Conversations", "Knowledge", "Embedding", "Retrieval", "LanguageModel", "Identity",
                "Nodes", "Storage", "Edge", "BatonServer", .nioCore, .nioPosix, .nioHTTP1, .nioWebSocket,
                .logging,
                .crypto,
            ]),
        .executableTarget(
            name: "baton",
            dependencies: [
                "BatonServer", "Importing", "Conversations", "Knowledge", "Identity", "Simulation", "Storage",
                .argumentParser, .logging,
                .serviceLifecycle,
            ],
            swiftSettings: house),

        tests("ConversationsTests", ["Conversations", "BatonTesting"]),
        tests("KnowledgeTests", ["Knowledge"]),
        tests("KernelsTests", ["Kernels"]),
        tests("IdentityTests", ["Identity", "Conversations", "BatonTesting"]),
        tests("EmbeddingTests", ["Embedding", "Kernels"], resources: [.copy("Fixtures")]),
        tests("RetrievalTests", ["Retrieval", "Knowledge", "Embedding", "BatonTesting"]),
        tests("OutboundTests", ["Outbound", "BatonTesting"]),
        tests("ImportingTests", ["Importing", "Conversations", "Knowledge"]),
        tests(
            "LanguageModelTests", ["LanguageModel", "Knowledge", "Embedding", "Outbound", "BatonTesting"],
            resources: [.copy("Endpoint/Fixtures")]),
        tests(
            "AnsweringTests",
            ["Answering", "Conversations", "Knowledge", "Retrieval", "LanguageModel", "BatonTesting"]),
        tests(
            "CalibrationTests",
            [
                "Calibration", "Conversations", "Retrieval", "Embedding", "Knowledge", "Storage",
                "BatonTesting",
            ]),
        tests(
            "LearningTests",
            [
                "Learning", "Conversations", "Knowledge", "Retrieval", "Embedding", "Kernels", "Answering",
                "BatonTesting",
            ]),
        tests(
            "SimulationTests",
            ["Simulation", "BatonServer", "BatonTesting", "Knowledge"]),
        tests("HandoffTests", ["Handoff", "Conversations"]),
        tests("NodesTests", ["Nodes", "Conversations", "Handoff", "Storage", "BatonTesting", .logging]),
        tests(
            "MailTests",
            ["Mail", "Conversations", "Handoff", "Identity", "Outbound", "Storage", "BatonTesting"]),
        tests(
            "StorageContractTests",
            [
                "Storage", "Conversations", "Knowledge", "Identity", "Handoff", "Nodes", "Mail", "Answering",
                "Calibration", "Learning", "Importing", "Retrieval", "BatonTesting", "CSQLite",
            ]),
        tests("PostgresTests", ["Storage", "Conversations", "Identity", "BatonTesting"]),
        tests(
            "EdgeTests",
            ["Edge", "BatonTesting", .nioCore, .nioPosix, .nioWebSocket, .serviceLifecycle, .logging]),
        tests(
            "ServerTests",
            [
                "Answering", "BatonServer", "BatonTesting", "Calibration", "Conversations", "Edge",
                "Embedding", "Gateway", "Identity", "Importing", "Knowledge", "LanguageModel", "Learning",
                "Nodes", "Retrieval", "Storage", "Web",
            ]),
        tests("IntegrationTests", ["BatonTesting", "Conversations", "Storage"]),
        tests("TidyTests", []),
    ]
)

// Only `script/bench` wants it, so nobody else builds it.
if Context.environment["BATON_BENCH"] != nil {
    package.targets += [
        // Other people's indexes, from Debian's libfaiss-dev and libhnswlib-dev; omp.h is gcc's.
        .target(
            name: "CRivals",
            path: "Benchmarks/Rivals",
            cxxSettings: [
                .unsafeFlags(["-O3", "-march=native", "-idirafter/usr/lib/gcc/x86_64-linux-gnu/12/include"])
            ],
            linkerSettings: [
                .unsafeFlags(["-L/usr/lib/gcc/x86_64-linux-gnu/12"]), .linkedLibrary("faiss"),
                .linkedLibrary("gomp"), .linkedLibrary("blas"), .linkedLibrary("lapack"),
            ]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CKernels", "CRivals", "Conversations", "Embedding", "Kernels", "Knowledge", "Learning",
                "Retrieval", "Storage",
            ],
            path: "Benchmarks",
            exclude: ["Rivals"],
            swiftSettings: house),
    ]
    package.cxxLanguageStandard = .cxx17
}
