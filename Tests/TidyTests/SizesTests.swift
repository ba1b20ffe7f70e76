import Testing

struct SizesTests {
    @Test func `files, functions and lines keep to their sizes`() {
        let files = Repository.files.filter { Sizes.extensions.contains($0.fileExtension) }
        #expect(files.count > 20)
        expectNone(files.flatMap(Sizes.violations))
    }

    @Test func `an exception that is not needed any more is refused`() {
        expectNone(
            Sizes.exceptions.keys.filter { path in Repository.text(path) == nil }.map {
                "\($0): no such file"
            })
    }

    @Test func `a file of 401 lines is refused and one of 400 is not`() {
        let longest = String(repeating: "//\n", count: Sizes.fileLinesMax)
        #expect(Sizes.violations(SourceFile(path: "A.swift", text: longest)).isEmpty)
        #expect(Sizes.violations(SourceFile(path: "A.swift", text: longest + "//\n")).count == 1)
        #expect(Sizes.violations(SourceFile(path: "a.css", text: longest + "//\n")).count == 1)
    }

    @Test func `a line of 111 columns is refused`() {
        let line = String(repeating: "x", count: Sizes.lineColumnsMax)
        #expect(Sizes.violations(SourceFile(path: "A.swift", text: line + "\n")).isEmpty)
        #expect(Sizes.violations(SourceFile(path: "A.swift", text: line + "x\n")).count == 1)
    }

    @Test(arguments: ["func f()", "init()", "func `a name {`()", "func f(\n    a: Int = { 1 }()\n) throws"])
    func `a function of 71 lines is refused`(head: String) {
        let headLines = head.filter { $0 == "\n" }.count + 1
        func function(lines: Int) -> SourceFile {
            let body = String(repeating: "        let text = \"}\" // }\n", count: lines - headLines - 1)
            return SourceFile(path: "A.swift", text: "struct A {\n    \(head) {\n\(body)    }\n}\n")
        }
        #expect(Sizes.violations(function(lines: Sizes.functionLinesMax)).isEmpty)
        #expect(Sizes.violations(function(lines: Sizes.functionLinesMax + 1)).count == 1)
    }

    @Test func `a function without a body has no length`() {
        let text =
            "protocol A {\n    func f() async\n    func g(\n        a: Int\n    ) throws\n    init()\n}\n"
        #expect(Functions.of(text).isEmpty)
    }
}
