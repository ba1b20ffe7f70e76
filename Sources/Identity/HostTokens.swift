package import Conversations
import Crypto
import FoundationEssentials
import JWTKit

/// Reads the token by which the host product says who a visitor is: a JWT, signed with HS256 and a secret
/// that the two share.
package struct HostTokens: Sendable {
    /// How far the clocks of the two may differ.
    package static let leewaySeconds = 60
    /// A token that holds for longer is a key that gets lost; most often it is a time in milliseconds.
    package static let daysMax = 30
    package static let tokenBytesMax = 8_192
    package static let subjectCharactersMax = 256
    /// RFC 7518, 3.2. Nothing else is tried, whatever a token says of itself.
    static let algorithm = "HS256"

    private let keys: JWTKeyCollection
    private let visitorKey: SymmetricKey

    /// - Parameters:
    ///   - secret: shared with the host product.
    ///   - visitorKey: the installation's own, so that a person keeps the id when the secret is changed.
    package init(secret: String, visitorKey: String) async {
        keys = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        self.visitorKey = SymmetricKey(data: SHA256.hash(data: Data(("verified-visitor " + visitorKey).utf8)))
    }

    package func read(_ token: String, at now: Timestamp) async throws(Flaw) -> HostIdentity {
        let claims = try await claims(of: token)
        let nowSeconds = Double(now.milliseconds) / 1000
        let leeway = Double(Self.leewaySeconds)
        guard let expiry = claims.expiry, expiry.isFinite else { throw .noExpiry }
        guard expiry + leeway > nowSeconds else { throw .expired }
        guard expiry <= nowSeconds + leeway + Double(Self.daysMax * 24 * 3600) else { throw .tooFarAhead }
        if let notBefore = claims.notBefore, notBefore > nowSeconds + leeway { throw .notYet }
        guard let subject = claims.subject?.trimmedOfWhitespace, !subject.isEmpty,
            subject.count <= Self.subjectCharactersMax, let visitor = visitor(of: subject)
        else { throw .noSubject }
        return HostIdentity(
            visitor: visitor,
            profile: VisitorProfile(
                name: claims.name, email: claims.email, attributes: claims.attributes, isVerified: true),
            endsAt: Timestamp(milliseconds: Int64((expiry + leeway) * 1000)))
    }

    private func claims(of token: String) async throws(Flaw) -> HostClaims {
        guard token.utf8.count <= Self.tokenBytesMax else { throw .tooLong }
        let bytes = Array(token.utf8)
        do {
            // The library verifies with the key that it has; that the token asks for the same is our check.
            let header = try DefaultJWTParser().parse(bytes, as: HostClaims.self).header
            guard header.alg == Self.algorithm else { throw Flaw.algorithm }
        } catch let flaw as Flaw {
            throw flaw
        } catch {
            throw .malformed
        }
        do {
            return try await keys.verify(bytes, as: HostClaims.self)
        } catch {
            throw .signature
        }
    }

    /// The same person has the same id on every device; the id does not tell the subject.
    private func visitor(of subject: String) -> VisitorID? {
        let code = HMAC<SHA256>.authenticationCode(for: Data(subject.utf8), using: visitorKey)
        return VisitorID(VisitorID.verifiedPrefix + Secret.base64URL(Array(code)).prefix(32))
    }
}

/// What a host product's token says.
package struct HostIdentity: Hashable, Sendable {
    package let visitor: VisitorID
    package let profile: VisitorProfile
    /// From here on the token is nothing any more; the leeway is counted in.
    package let endsAt: Timestamp
}

extension HostTokens {
    /// Why a token proves nothing. The texts are for the operator's log and show nothing of it.
    package enum Flaw: String, Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
        case expired
        case tooLong
        case malformed
        case algorithm
        case signature
        case noSubject
        case noExpiry
        case tooFarAhead
        case notYet

        package var description: String {
            switch self {
            case .expired: "it has expired: sign a new one at each page, and compare the clocks"
            case .tooLong: "it is longer than \(HostTokens.tokenBytesMax) bytes: leave claims out"
            case .malformed: "it is no JWT: three parts of base64url with JSON objects in them"
            case .algorithm: "it is not signed with \(HostTokens.algorithm)"
            case .signature: "it is signed with another secret than identity_secret_file holds"
            case .noSubject: "it names nobody: sub is a text of 1 to \(HostTokens.subjectCharactersMax)"
            case .noExpiry: "it never expires: exp is a time in seconds since 1970"
            case .tooFarAhead:
                "it holds for more than \(HostTokens.daysMax) days: exp is in seconds, not milliseconds"
            case .notYet: "its time has not come: compare the clocks"
            }
        }
    }
}

/// The claims of a host product's token: those that are known by name, and the plain ones of the others.
private struct HostClaims: JWTPayload {
    var subject: String?
    var expiry: Double?
    var notBefore: Double?
    var name: String?
    var email: String?
    var attributes: [String: String] = [:]

    private static let ownNames: Set = ["sub", "exp", "nbf", "iat", "iss", "aud", "jti", "name", "email"]

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let claims = try decoder.container(keyedBy: Name.self)
        // Many products count their users: a number names a person as well as a text.
        subject = Self.text(claims, "sub")
        expiry = try? claims.decode(Double.self, forKey: Name(stringValue: "exp"))
        notBefore = try? claims.decode(Double.self, forKey: Name(stringValue: "nbf"))
        name = try? claims.decode(String.self, forKey: Name(stringValue: "name"))
        email = try? claims.decode(String.self, forKey: Name(stringValue: "email"))
        for key in claims.allKeys where !Self.ownNames.contains(key.stringValue) {
            if let flag = try? claims.decode(Bool.self, forKey: key) {
                attributes[key.stringValue] = flag ? "true" : "false"
            } else if let text = Self.text(claims, key.stringValue) {
                attributes[key.stringValue] = text
            }
        }
    }

    private static func text(_ claims: KeyedDecodingContainer<Name>, _ name: String) -> String? {
        let key = Name(stringValue: name)
        if let text = try? claims.decode(String.self, forKey: key) { return text }
        if let number = try? claims.decode(Int64.self, forKey: key) { return String(number) }
        return (try? claims.decode(Double.self, forKey: key)).map { String($0) }
    }

    func encode(to encoder: any Encoder) throws {
        // Only read, never written: the host product signs.
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }

    /// Nothing more: the times are compared with the clock that was given.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
