import BatonTesting
import Foundation

/// Self-signed certificates and a TLS client, both from the openssl command line tool.
struct Certificates {
    struct Failed: Error { let arguments: [String] }

    private let directory: URL

    /// `cert.pem` with `key.pem`, and `other-key.pem` that belongs to nothing.
    static func make() async throws -> Certificates {
        let directory = FileManager.default.temporaryDirectory.appending(path: "edge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let files = Certificates(directory: directory)
        _ = try await files.openssl(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
                "-subj", "/CN=localhost", "-keyout", files.path("key.pem"), "-out", files.path("cert.pem"),
            ])
        _ = try await files.openssl([
            "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-out",
            files.path("other-key.pem"),
        ])
        return files
    }

    func path(_ name: String) -> String {
        directory.appending(path: name).path
    }

    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Sends bytes over TLS, checking the certificate; returns all that came back until the server closed.
    func talk(port: Int, _ head: String, then bytes: [UInt8] = []) async throws -> String {
        let output = try await openssl(
            [
                "s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", path("cert.pem"),
                "-verify_return_error",
                "-quiet",
            ],
            input: Array(head.utf8) + bytes)
        return String(decoding: output, as: UTF8.self)
    }

    private func openssl(_ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        let (status, output) = try await LaunchedTool.run("/usr/bin/openssl", arguments, input: input)
        guard status == 0 || !input.isEmpty else { throw Failed(arguments: arguments) }
        return output
    }
}
