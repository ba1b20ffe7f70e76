internal import FoundationEssentials
internal import NIOSSL

/// The certificate chain and private key of the server, two PEM files.
struct TLSFiles {
    let certificatePath: String
    let keyPath: String

    init(_ certificatePath: String, _ keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// - Throws: `EdgeError.tls` with the file to look at.
    func load() throws -> TLSConfiguration {
        for path in [certificatePath, keyPath] where !FileManager.default.isReadableFile(atPath: path) {
            throw EdgeError.tls(path: path, reason: "the file does not exist or cannot be read")
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificatePath), !chain.isEmpty else {
            throw EdgeError.tls(path: certificatePath, reason: "there is no PEM certificate in the file")
        }
        guard let key = try? NIOSSLPrivateKey(file: keyPath, format: .pem) else {
            throw EdgeError.tls(
                path: keyPath, reason: "there is no PEM private key without passphrase in the file")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw EdgeError.tls(path: keyPath, reason: "the key does not belong to the certificate")
        }
        return configuration
    }
}
