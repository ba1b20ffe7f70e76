import Crypto
import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where files of vectors lie: one an embedder. Nothing in it is needed: what is missing, of another version
/// or damaged is made again from the store's vectors, and what cannot be written stays in memory.
package struct VectorFolder: Sendable {
    /// A file is made anew when more than this share of it is vectors of texts that are gone.
    static let deadShareMax = 0.5
    private static let suffix = ".vectors"

    private let path: String

    /// - Parameter path: of the folder; it is made when it is not there.
    package init(_ path: String) { self.path = path }

    /// The vectors of an embedder that are here.
    package func open(_ embedder: String, dimensions: Int) -> ExactVectors {
        unsafe mkdir(path, 0o700)
        let file = VectorFile.open(file(embedder), embedder: embedder, dimensions: dimensions)
        return file.map(ExactVectors.init(file:)) ?? ExactVectors(dimensions: dimensions)
    }

    /// The vectors without those of texts that are gone, where that is worth a new file. Nothing may have a
    /// place in `vectors` yet.
    func swept(_ vectors: ExactVectors, keeping digests: Set<VectorDigest>, embedder: String) -> ExactVectors
    {
        let kept = vectors.digests.filter(digests.contains)
        let dead = vectors.count - kept.count
        guard vectors.isInFile, Double(dead) > Self.deadShareMax * Double(vectors.count) else {
            return vectors
        }
        let file = VectorFile.make(
            file(embedder), embedder: embedder, dimensions: vectors.dimensions
        ) { file in
            for (row, digest) in kept.enumerated() {
                guard let vector = vectors.vectors([digest])?.first,
                    file.write(file.record.encoded(digest, Halves.narrowed(vector)), row: row)
                else { return false }
            }
            return true
        }
        return file.map(ExactVectors.init(file:)) ?? vectors
    }

    /// Removes the files of other embedders, and what a crash left half made.
    func removeOthers(than embedder: String) {
        guard let folder = unsafe opendir(path) else { return }
        defer { unsafe closedir(folder) }
        let own = Self.name(embedder)
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            guard name != own, name.hasSuffix(Self.suffix) || name.hasSuffix(VectorFile.newSuffix) else {
                continue
            }
            unsafe unlink(path + "/" + name)
        }
    }

    private func file(_ embedder: String) -> String { path + "/" + Self.name(embedder) }

    private static func name(_ embedder: String) -> String {
        SHA256.hash(data: Array(embedder.utf8)).hexadecimal.prefix(16) + suffix
    }
}
