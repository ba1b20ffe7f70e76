/// What a `ScriptedEndpoint` does with the requests that it gets. A plain value, also as JSON.
package struct Script: Sendable, Hashable, Codable {
    /// One thing after the other, byte by byte: nothing is added to what the steps say.
    package enum Step: Sendable, Hashable, Codable {
        /// A status line, header lines such as `Retry-After: 1`, and the empty line.
        case head(status: Int, lines: [String])
        /// Sent as it is; `pieceBytes` cuts it, each piece in a packet of its own.
        case text(String, pieceBytes: Int?)
        case bytes([UInt8], pieceBytes: Int?)
        /// A piece of a chunked body.
        case chunk(String)
        case chunkBytes([UInt8])
        case lastChunk
        case pause(milliseconds: Int)
        /// Until `release` or a hang-up.
        case hold
        /// The same chunk again and again until the client hangs up.
        case drip(String, everyMilliseconds: Int)
        /// That many bytes of nothing in chunks of 64 KiB.
        case flood(bytes: Int)
        /// Chunks of gzip that unpack to 158 times their size, until the client hangs up.
        case gzipBomb
        /// A header line that long.
        case longHeader(bytes: Int)
        case close
        /// Closes with a reset instead of an end.
        case reset
    }

    /// For the first request, the second and so on; the last one serves all that follow.
    package var answers: [[Step]]

    package init(_ answers: [[Step]]) { self.answers = answers }

    package init(_ steps: Step...) { answers = [steps] }

    func steps(for request: Int) -> [Step] {
        answers.indices.contains(request) ? answers[request] : answers.last ?? []
    }
}

extension [Script.Step] {
    /// A whole answer with its length, after which the connection can be used again.
    package static func answer(_ status: Int, _ body: String, _ lines: [String] = []) -> [Script.Step] {
        let length = "Content-Length: \(body.utf8.count)"
        return [
            .head(status: status, lines: ["Content-Type: application/json", length] + lines),
            .text(body, pieceBytes: nil),
        ]
    }

    /// The beginning of a streamed answer.
    package static let streamHead: [Script.Step] = [
        .head(status: 200, lines: ["Content-Type: text/event-stream", "Transfer-Encoding: chunked"])
    ]

    /// A streamed chat completion as most servers send it.
    package static func chat(_ pieces: [String], ending: String = "stop") -> [Script.Step] {
        streamHead + said(pieces) + finished(ending)
    }

    /// The events of some pieces of text.
    package static func said(_ pieces: [String]) -> [Script.Step] {
        pieces.map { .chunk(Script.event("{\"content\":\(Script.quoted($0))}")) }
    }

    /// The events of the end, with the usage.
    package static func finished(_ ending: String = "stop") -> [Script.Step] {
        [
            .chunk(Script.event("{}", finish: ending)),
            .chunk(
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}\n\n"),
            .chunk("data: [DONE]\n\n"), .lastChunk,
        ]
    }
}

extension Script {
    package static func chat(_ pieces: String...) -> Script { Script([.chat(pieces)]) }

    /// One event of a streamed chat completion.
    package static func event(_ delta: String, finish: String? = nil) -> String {
        let reason = finish.map { "\"\($0)\"" } ?? "null"
        return "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":\(delta),"
            + "\"finish_reason\":\(reason)}]}\n\n"
    }

    /// As a JSON string.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
