import Foundation
package import Outbound

/// One answer of a web server.
package struct FetchedPage: Hashable, Sendable {
    package let status: Int
    package let contentType: String?
    package let location: String?
    package let retryAfterSeconds: Int?
    package let validators: PageVisit.Validators
    package let body: [UInt8]

    package init(
        status: Int, contentType: String? = nil, location: String? = nil, retryAfterSeconds: Int? = nil,
        validators: PageVisit.Validators = PageVisit.Validators(etag: nil, lastModified: nil),
        body: [UInt8] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.location = location
        self.retryAfterSeconds = retryAfterSeconds
        self.validators = validators
        self.body = body
    }
}

/// Where pages come from.
package protocol PageSource: Sendable {
    /// One request, one answer; nothing is followed. Throws a `Skip.Reason`, or `CancellationError`.
    func get(
        _ address: WebAddress, unless known: PageVisit.Validators?, bytesMax: Int
    ) async throws -> FetchedPage
}

/// Pages of the web, by libcurl.
package struct OutboundPages: PageSource {
    package static let connectMilliseconds = 10_000
    package static let headMilliseconds = 20_000
    package static let quietMilliseconds = 10_000
    package static let totalMilliseconds = 120_000

    private let client: OutboundClient
    private let agent: String

    /// - Parameter agent: the name that servers read, `Baton/1.2`.
    package init(agent: String, reach: OutboundReach) throws(OutboundFailure) {
        client = try OutboundClient(OutboundSettings(transfersMax: Crawl.requestsAtOnceMax, reach: reach))
        self.agent = agent
    }

    package func shutdown() async { await client.shutdown() }

    package func get(
        _ address: WebAddress, unless known: PageVisit.Validators?, bytesMax: Int
    ) async throws -> FetchedPage {
        var request = OutboundRequest(
            .get, address.text, headers: headers(known),
            deadlines: OutboundDeadlines(
                queueMillisecondsMax: Self.totalMilliseconds,
                connectMillisecondsMax: Self.connectMilliseconds,
                headMillisecondsMax: Self.headMilliseconds, quietMillisecondsMax: Self.quietMilliseconds,
                totalMillisecondsMax: Self.totalMilliseconds),
            bodyBytesMax: bytesMax)
        request.acceptsCompression = true
        do {
            var (head, body): (OutboundHead?, [UInt8]) = (nil, [])
            for try await event in client.stream(request) {
                switch event {
                case .head(let found): head = found
                case .bytes(let bytes): body += bytes
                }
            }
            try Task.checkCancellation()
            guard let head else { throw Skip.Reason.unreachable("the server sent no answer") }
            return FetchedPage(head, body: body)
        } catch let failure as OutboundFailure {
            throw Skip.Reason(failure)
        }
    }

    private func headers(_ known: PageVisit.Validators?) -> [OutboundHeader] {
        var headers = [
            OutboundHeader("User-Agent", agent),
            OutboundHeader("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"),
        ]
        if let etag = known?.etag { headers.append(OutboundHeader("If-None-Match", etag)) }
        if let moment = known?.lastModified { headers.append(OutboundHeader("If-Modified-Since", moment)) }
        return headers
    }
}

extension Skip.Reason {
    fileprivate init(_ failure: OutboundFailure) {
        self =
            switch failure.kind {
            case .privateAddress: .privateAddress
            case .tooLarge: .tooLarge
            case .invalid: .badAddress
            default: .unreachable(failure.description)
            }
    }
}

extension FetchedPage {
    fileprivate init(_ head: OutboundHead, body: [UInt8]) {
        func validator(_ name: String) -> String? {
            head[name].flatMap { text in
                // Sent back as it came, so it must be fit for a header.
                text.count <= PageVisit.Validators.charactersMax && OutboundHeader("x", text).isWellFormed
                    ? text : nil
            }
        }
        self.init(
            status: head.status, contentType: head["content-type"], location: head["location"],
            retryAfterSeconds: head["retry-after"].flatMap { Int($0) },
            validators: PageVisit.Validators(
                etag: validator("etag"), lastModified: validator("last-modified")),
            body: body)
    }
}
