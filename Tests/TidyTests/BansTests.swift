import Testing

struct BansTests {
    @Test func `no source makes a banned call`() {
        let files = Repository.files(under: "Sources/", extensions: ["swift"])
        #expect(!files.isEmpty)
        expectNone(files.flatMap(Ban.violations))
    }

    @Test(arguments: Ban.all.map(\.call))
    func `a banned call is found`(call: String) {
        let file = SourceFile(path: "Sources/Handoff/A.swift", text: "let a = \(call)\n")
        #expect(Ban.violations(file).contains { $0.hasPrefix("Sources/Handoff/A.swift:1: \(call)") })
    }

    @Test(arguments: [
        "// Date()", "func sleep(for: A)", "let a = \"print(\"", "group.addTask { }",
        "clock.sleep(for: wait)",
        "loop.scheduleTask(in: a) {}",
        "let a = #\"fatalError(\"#", "case `Task {`", "/* try! /* as! */ Date() */", "report.print(to: a)",
    ])
    func `what only looks like a banned call is left alone`(line: String) {
        #expect(Ban.violations(SourceFile(path: "Sources/Handoff/A.swift", text: line + "\n")) == [])
    }

    @Test func `the wiring may read the clock and the command line may print`() {
        #expect(Ban.violations(SourceFile(path: "Sources/BatonServer/A.swift", text: "Date()\n")).isEmpty)
        #expect(Ban.violations(SourceFile(path: "Sources/baton/A.swift", text: "print(1)\n")).isEmpty)
        #expect(
            Ban.violations(SourceFile(path: "Sources/BatonServer/A.swift", text: "print(1)\n")).count == 1)
    }

    @Test func `an allowed file that is gone is taken off the list`() {
        let paths = Set(Ban.all.flatMap(\.allowed.keys)).filter { $0.hasSuffix(".swift") }
        expectNone(paths.filter { Repository.text($0) == nil }.map { "\($0): no such file" })
    }
}
