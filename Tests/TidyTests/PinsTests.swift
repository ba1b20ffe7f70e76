import Testing

/// The packages that Baton may use, and the version of each that was tried together with the others.
///
/// Package.resolved is not committed, so this table and the `exact:` pins are the lock.
enum Pins {
    static let allowed: [String: String] = [
        "hummingbird-project/hummingbird": "2.28.1",
        "apple/swift-nio": "2.101.2",
        "apple/swift-nio-extras": "1.35.2",
        "apple/swift-nio-http2": "1.46.0",
        "apple/swift-nio-ssl": "2.37.6",
        "apple/swift-http-types": "1.8.0",
        "apple/swift-http-structured-headers": "1.7.0",
        "swift-server/swift-service-lifecycle": "2.13.0",
        "swift-server/async-http-client": "1.37.0",
        "apple/swift-log": "1.16.2",
        "apple/swift-metrics": "2.13.0",
        "apple/swift-distributed-tracing": "1.7.3",
        "apple/swift-service-context": "1.5.1",
        "apple/swift-crypto": "4.5.2",
        "apple/swift-asn1": "1.7.4",
        "apple/swift-certificates": "1.21.1",
        "apple/swift-argument-parser": "1.8.2",
        "apple/swift-configuration": "1.4.0",
        "jpsim/Yams": "6.2.2",
        "vapor/jwt-kit": "5.7.1",
        "apple/swift-algorithms": "1.2.1",
        "apple/swift-async-algorithms": "1.1.4",
        "apple/swift-atomics": "1.3.0",
        "apple/swift-collections": "1.6.0",
        "apple/swift-numerics": "1.1.1",
        "apple/swift-system": "1.8.1",
    ]

    static func violations(_ manifest: Manifest) -> [String] {
        manifest.pins.compactMap { pin in
            guard let version = pin.version else { return "\(pin.repository): pin it with exact:" }
            guard let tried = allowed[pin.repository] else {
                return "\(pin.repository): not in the table of pins"
            }
            return version == tried
                ? nil : "\(pin.repository): \(version), but \(tried) is the version in the table"
        }
    }
}

struct PinsTests {
    @Test func `every package is pinned to the version that was tried`() {
        #expect(Manifest.current.pins.count > 10)
        expectNone(Pins.violations(.current))
    }

    @Test func `no pin stands in the table that Package swift does not use`() {
        let used = Set(Manifest.current.pins.map(\.repository))
        expectNone(Pins.allowed.keys.filter { !used.contains($0) }.map { "\($0): in the table only" })
    }

    @Test(arguments: [
        ".package(url: \"https://github.com/apple/swift-log.git\", from: \"1.16.2\")",
        ".package(url: \"https://github.com/apple/swift-log.git\", exact: \"1.16.1\")",
        ".package(url: \"https://github.com/apple/swift-log.git\", branch: \"main\")",
        ".package(\n    url: \"https://github.com/someone/else.git\", exact: \"1.0.0\")",
        ".package(path: \"../swift-log\")",
    ])
    func `a package that is not pinned as tried is refused`(line: String) {
        #expect(Pins.violations(Manifest(text: line + "\n")).count == 1)
    }

    @Test func `a pin with traits over several lines is read`() {
        let text =
            ".package(\n    url: \"https://github.com/apple/swift-configuration.git\", exact: \"1.4.0\",\n"
            + "    traits: [\"YAML\"]),\n// .package(url: \"x\")\n"
        #expect(
            Manifest(text: text).pins == [.init(repository: "apple/swift-configuration", version: "1.4.0")])
    }
}
