import Testing

struct DoorsTests {
    @Test func `rooms import only what they may`() {
        let files = Repository.files(under: "Sources/", extensions: ["swift"])
        #expect(!files.isEmpty)
        expectNone(files.flatMap(Doors.violations))
    }

    @Test func `the table of doors is the one in Package swift`() {
        let declared = Manifest.current.rooms
        expectNone(
            Set(declared.keys).symmetricDifference(Doors.rooms.keys).sorted().map {
                "\($0) is a room in Package.swift or in Doors, but not in both"
            })
        expectNone(
            Doors.rooms.compactMap { room, allowed in
                let rooms = Set(declared[room] ?? []).intersection(Doors.rooms.keys)
                guard rooms != allowed else { return nil }
                let difference = rooms.symmetricDifference(allowed).sorted()
                return "\(room): Package.swift and Doors disagree on \(difference.joined(separator: ", "))"
            })
    }

    @Test(arguments: [
        ("Conversations", "import Storage"), ("Conversations", "package import Storage"),
        ("Knowledge", "import NIOCore"), ("Handoff", "import struct Knowledge.Article"),
        ("Gateway", "@preconcurrency import Hummingbird"), ("Retrieval", "import CSQLite"),
        ("BatonTesting", "import Hummingbird"), ("Edge", "import Conversations"),
    ])
    func `an import that the table does not allow is refused`(room: String, line: String) {
        let file = SourceFile(path: "Sources/\(room)/A.swift", text: "// import Edge\n\(line)\n")
        #expect(Doors.violations(file).count == 1)
    }

    @Test func `an allowed import, a comment and a string are not refused`() {
        let text =
            "import Foundation\nimport Conversations\n// import Edge\nlet a = \"\"\"\nimport Edge\n\"\"\"\n"
        #expect(Doors.violations(SourceFile(path: "Sources/Handoff/A.swift", text: text)).isEmpty)
    }

    @Test func `the rooms of a manifest are read with their dependencies`() {
        let manifest = Manifest(
            text: """
                room("A"),
                room("B", ["A", .crypto], resources: [.copy("C")]),
                room(
                    "D",
                    [
                        "A", "B",
                    ]),
                .executableTarget(
                    name: "run",
                    dependencies: ["A", .logging]),
                """)
        #expect(
            manifest.rooms == ["A": [], "B": ["A", ".crypto"], "D": ["A", "B"], "run": ["A", ".logging"]])
    }
}
