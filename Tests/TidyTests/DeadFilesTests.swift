import Testing

struct DeadFilesTests {
    @Test func `every Swift file is in a target`() {
        expectNone(DeadFiles.swiftFiles(Repository.files, manifest: .current))
    }

    @Test func `every web asset is mentioned by another asset or by a source`() {
        let readers = Repository.files(
            under: "Sources/", extensions: ["swift", "js", "mjs", "css", "html", "svg"])
        let assets = Repository.entries.map(\.path).filter { $0.hasPrefix(WebRules.folder) }
        #expect(!assets.isEmpty)
        expectNone(DeadFiles.assets(assets, mentionedIn: readers))
    }

    @Test func `every script is mentioned`() {
        let scripts = Repository.entries.map(\.path).filter { $0.hasPrefix("script/") }
        let readers = Repository.files.filter {
            $0.path.hasPrefix("script/") || $0.path.hasPrefix(".ci/")
                || ["README.md", "CONTRIBUTING.md"].contains($0.path)
        }
        #expect(!scripts.isEmpty)
        expectNone(DeadFiles.scripts(scripts, mentionedIn: readers))
    }

    @Test func `every document is linked from another`() {
        let documents = Repository.files(under: "docs/", extensions: ["md"]).map(\.path)
            .filter { !$0.hasPrefix("docs/decisions/") }
        let readers = Repository.files.filter {
            $0.fileExtension == "md" && !$0.path.hasPrefix("KnowledgeBase/")
        }
        expectNone(DeadFiles.documents(documents, mentionedIn: readers))
    }

    @Test func `a Swift file outside of the targets is found`() {
        let manifest = Manifest(
            text: "room(\"A\"),\ntests(\"ATests\", [\"A\"]),\n.systemLibrary(name: \"CA\")\n")
        let paths = [
            "Sources/A/A.swift", "Tests/ATests/A.swift", "Sources/B/B.swift", "Sources/Loose.swift",
            "Tests/BTests/B.swift", "Sources/A/placeholder.swift", "Package.swift",
        ]
        let files = paths.map { SourceFile(path: $0, text: "") }
        #expect(DeadFiles.swiftFiles(files, manifest: manifest).count == 4)
    }

    @Test func `an asset that only mentions itself is found`() {
        let files = [
            SourceFile(path: "a/page.html", text: "<script src=\"used.js\">"),
            SourceFile(path: "a/lonely.js", text: "// lonely.js"),
        ]
        #expect(DeadFiles.assets(["a/used.js", "a/lonely.js"], mentionedIn: files).count == 1)
        #expect(DeadFiles.scripts(["script/none"], mentionedIn: files).count == 1)
        #expect(DeadFiles.documents(["docs/none.md"], mentionedIn: files).count == 1)
    }
}
