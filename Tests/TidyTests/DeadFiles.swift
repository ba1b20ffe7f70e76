/// Files that nothing leads to.
enum DeadFiles {
    /// Swift files outside of every target that the manifest names, and those that only hold a place.
    static func swiftFiles(_ files: [SourceFile], manifest: Manifest) -> [String] {
        let targets = Set(manifest.rooms.keys).union(manifest.systemLibraries)
        let testTargets = manifest.testTargets
        return files.compactMap { file in
            guard file.fileExtension == "swift", file.path != "Package.swift" else { return nil }
            let parts = file.path.split(separator: "/").map(String.init)
            if file.name.lowercased() == "placeholder.swift" {
                return "\(file.path): holds a place and nothing else"
            }
            let isInTarget =
                parts.count > 2
                && (parts[0] == "Sources" && targets.contains(parts[1])
                    || parts[0] == "Tests" && testTargets.contains(parts[1]))
                || parts[0] == "Benchmarks" && targets.contains(parts[0])
            return isInTarget ? nil : "\(file.path): in no target of Package.swift"
        }
    }

    /// Web assets whose file name no other asset and no Swift source mentions.
    static func assets(_ paths: [String], mentionedIn files: [SourceFile]) -> [String] {
        unmentioned(paths, in: files).map { "\($0): no asset and no source mentions it" }
    }

    static func scripts(_ paths: [String], mentionedIn files: [SourceFile]) -> [String] {
        unmentioned(paths, in: files).map {
            "\($0): neither the README, CONTRIBUTING nor a script mentions it"
        }
    }

    static func documents(_ paths: [String], mentionedIn files: [SourceFile]) -> [String] {
        unmentioned(paths, in: files).map { "\($0): no other document links to it" }
    }

    private static func unmentioned(_ paths: [String], in files: [SourceFile]) -> [String] {
        paths.filter { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return !files.contains { $0.path != path && $0.text.contains(name) }
        }
    }
}
