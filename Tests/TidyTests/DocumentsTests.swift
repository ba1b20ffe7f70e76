import Testing

/// What is written about the code: a sentence a type, numbered decisions, links that lead somewhere.
enum Documents {
    /// Types at column 0 that others can use must say in a `///` sentence what they are.
    static func undocumentedTypes(_ file: SourceFile) -> [String] {
        let lines = file.lines
        // Blanked text finds the declaration, the true text the sentence above it.
        let code = SwiftCode.only(file.text).split(separator: "\n", omittingEmptySubsequences: false)
        return code.enumerated().compactMap { index, line in
            guard line.hasPrefix("package ") || line.hasPrefix("public "), declaresType(line) else {
                return nil
            }
            var above = index - 1
            while above >= 0, lines[above].hasPrefix("@") || lines[above].hasPrefix("#if") { above -= 1 }
            guard above < 0 || !lines[above].hasPrefix("///") else { return nil }
            return "\(file.path):\(index + 1): say in a /// sentence what this type is"
        }
    }

    private static func declaresType(_ line: Substring) -> Bool {
        let modifiers: Set<Substring> = [
            "package", "public", "final", "indirect", "nonisolated", "distributed",
        ]
        let word = line.split(separator: " ").first { !modifiers.contains($0) && !$0.hasPrefix("@") }
        return word.map { ["struct", "class", "enum", "actor", "protocol"].contains($0) } ?? false
    }

    /// Decisions are called NNNN-what.md, from 0001 and without a gap.
    static func misnumbered(_ names: [String]) -> [String] {
        let numbers = names.map { name in
            name.wholeMatch(of: /(\d{4})-[a-z0-9-]+\.md/).flatMap { Int($0.1) }
        }
        var found = zip(names, numbers).filter { $0.1 == nil }.map { "\($0.0): call it NNNN-what.md" }
        for (index, number) in numbers.compactMap({ $0 }).sorted().enumerated() where number != index + 1 {
            found.append("docs/decisions: number \(index + 1) was expected and \(number) found")
            break
        }
        return found
    }

    /// Relative links of a Markdown file whose target does not exist.
    static func brokenLinks(_ file: SourceFile, existing: Set<String>) -> [String] {
        file.text.matches(of: /\]\(([^)\s]+)\)/).compactMap { match in
            let target = match.1.prefix { $0 != "#" }
            guard !target.isEmpty, !target.contains(":"), !target.hasPrefix("/") else { return nil }
            var parts = file.folder.split(separator: "/")
            for part in target.split(separator: "/") where part != "." {
                if part == ".." { _ = parts.popLast() } else { parts.append(part) }
            }
            let path = parts.joined(separator: "/")
            let leads = existing.contains { $0 == path || $0.hasPrefix(path + "/") }
            return leads ? nil : "\(file.path): \(target) does not exist"
        }
    }
}

struct DocumentsTests {
    @Test func `every type that other rooms use says what it is`() {
        let files = Repository.files(under: "Sources/", extensions: ["swift"])
        expectNone(files.flatMap(Documents.undocumentedTypes))
    }

    @Test func `decisions are numbered without a gap`() {
        let prefix = "docs/decisions/"
        let names = Repository.entries.map(\.path).filter { $0.hasPrefix(prefix) }
        #expect(!names.isEmpty)
        expectNone(Documents.misnumbered(names.map { String($0.dropFirst(prefix.count)) }))
    }

    @Test func `links between documents lead somewhere`() {
        let existing = Set(Repository.entries.map(\.path))
        let files = Repository.files.filter {
            $0.fileExtension == "md" && !$0.path.hasPrefix("KnowledgeBase/") && !$0.path.hasPrefix("Tests/")
        }
        expectNone(files.flatMap { Documents.brokenLinks($0, existing: existing) })
    }

    @Test(arguments: [
        "package struct A {}", "// A thing.\npackage final class A {}", "\npublic enum A {}",
        "/// A.\n\npackage actor A {}", "@frozen\npackage protocol A {}", "package indirect enum A {}",
    ])
    func `a type without its sentence is found`(text: String) {
        #expect(Documents.undocumentedTypes(SourceFile(path: "A.swift", text: text)).count == 1)
    }

    @Test(arguments: [
        "/// A.\npackage struct A {}", "/// A.\n@frozen\npackage enum A {}", "struct A {}",
        "package import B", "package let a = 1", "package extension A {}",
        "let a = \"\"\"\npackage struct A {}\n\"\"\"",
    ])
    func `what needs no sentence or has one is left alone`(text: String) {
        #expect(Documents.undocumentedTypes(SourceFile(path: "A.swift", text: text)) == [])
    }

    @Test(arguments: [
        ["0001-a.md", "0003-b.md"], ["0002-a.md"], ["0001-a.md", "0001-b.md"], ["0001-a.md", "x.md"],
    ])
    func `a gap, a double and a wrong name are found`(names: [String]) {
        #expect(Documents.misnumbered(names).count == 1)
    }

    @Test func `a link to nowhere is found`() {
        let text = "[a](b.md) [c](../LICENSE) [d](gone.md#e) [f](https://swift.org) [g](#h) [i](.)"
        let file = SourceFile(path: "docs/a.md", text: text)
        #expect(Documents.brokenLinks(file, existing: ["docs/b.md", "LICENSE"]).count == 1)
    }
}
