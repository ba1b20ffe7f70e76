import Testing

/// What any file of the repository must keep to.
enum TrackedFiles {
    static let fileBytesMax = 400_000
    static let imageBytesMax = 150_000

    /// Folders of somebody's own machine. Put together here, so that this file does not refuse itself.
    private static let foreignPaths = ["wo" + "rk", "tm" + "p", "ro" + "ot", "ho" + "me"].map { "/" + $0 }

    /// Talk about how the work is organised rather than about the product.
    private static let asides = [
        "previous " + "session", "next " + "session", "my " + "brief",
    ]

    static func sizeViolation(_ entry: Repository.Entry) -> String? {
        let isImage = [".png", ".jpg", ".jpeg", ".webp", ".gif"].contains {
            entry.path.lowercased().hasSuffix($0)
        }
        let limit = isImage ? imageBytesMax : fileBytesMax
        return entry.bytes > limit ? "\(entry.path): \(entry.bytes) bytes, at most \(limit)" : nil
    }

    static func violations(_ file: SourceFile) -> [String] {
        var found: [String] = []
        if !file.text.isEmpty, file.text.utf8.last != UInt8(ascii: "\n") {
            found.append("\(file.path): ends without a newline")
        }
        if file.text.contains("\r\n") { found.append("\(file.path): has line ends of another system") }
        let paths = foreignPaths.filter(file.text.contains)
        for (index, line) in file.lines.enumerated() {
            for path in paths where mentions(path, in: line) {
                found.append("\(file.path):\(index + 1): names \(path), a folder of one machine")
            }
            let lower = line.lowercased()
            for aside in asides where lower.contains(aside) {
                found.append("\(file.path):\(index + 1): speaks of a \(aside)")
            }
        }
        return found
    }

    /// `/folder/...` or `/folder` alone, but not `/folders` and not `network/folder`.
    private static func mentions(_ path: String, in line: Substring) -> Bool {
        var from = line.startIndex
        while let found = line[from...].firstRange(of: path) {
            let before = found.lowerBound > line.startIndex ? line[line.index(before: found.lowerBound)] : " "
            let after = found.upperBound < line.endIndex ? line[found.upperBound] : " "
            let isWholeBefore = !before.isLetter && !before.isNumber && !"._-/)}$*".contains(before)
            if isWholeBefore, !after.isLetter, !after.isNumber, !"-_:.".contains(after) { return true }
            from = found.upperBound
        }
        return false
    }
}

struct TrackedFilesTests {
    @Test func `no file is larger than it may be`() {
        #expect(Repository.entries.count > 20)
        expectNone(Repository.entries.compactMap(TrackedFiles.sizeViolation))
    }

    @Test func `text files end in a newline and speak of the product only`() {
        expectNone(Repository.files.flatMap(TrackedFiles.violations))
    }

    @Test(arguments: [
        "no newline", "line\r\nend\r\n", "see /" + "work/main\n", "rm -r /" + "tmp/a\n", "cd /" + "work\n",
        "ask for my " + "brief\n", "as in the previous " + "session\n",
    ])
    func `each fault of a text is found`(text: String) {
        #expect(TrackedFiles.violations(SourceFile(path: "a.md", text: text)).count == 1)
    }

    @Test(arguments: ["", "a\n", "the network/" + "work\n", "GET /" + "workers\n", "a/" + "tmp/b\n"])
    func `what is right is left alone`(text: String) {
        #expect(TrackedFiles.violations(SourceFile(path: "a.md", text: text)) == [])
    }

    @Test func `a file and an image that are too large are found`() {
        let sizes = [("a.png", 150_001), ("a.png", 150_000), ("a.txt", 400_001), ("a.txt", 400_000)]
        #expect(
            sizes.map { TrackedFiles.sizeViolation(.init(path: $0.0, bytes: $0.1)) != nil } == [
                true, false, true, false,
            ])
    }
}
