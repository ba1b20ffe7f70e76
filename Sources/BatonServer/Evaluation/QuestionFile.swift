import Crypto
import Foundation
package import Knowledge

/// A question with the articles that answer it.
package struct LabelledQuestion: Sendable, Hashable {
    package let text: String
    /// What the visitor had asked before, oldest first.
    package let context: [String]
    /// The product area of the page that it was asked from.
    package let page: String?
    /// Best first; empty when the library holds no answer.
    package let expected: [ArticleID]

    package init(text: String, context: [String] = [], page: String?, expected: [ArticleID]) {
        self.text = text
        self.context = context
        self.page = page
        self.expected = expected
    }

    /// The same question where the library holds no answer to it.
    package var unanswerable: LabelledQuestion {
        LabelledQuestion(text: text, context: context, page: page, expected: [])
    }
}

/// A file of labelled questions: JSON, one object a line, or CSV with the columns `text,label`.
package enum QuestionFile {
    package static let questionsMax = 100_000

    /// Everything wrong with a file, by line.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let lines: [String]
        package var description: String { lines.joined(separator: "\n") }
    }

    package static func read(_ path: String) throws -> [LabelledQuestion] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(lines: ["\(path): there is no such file, or it cannot be read: check the path."])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(lines: ["\(path): this is not UTF-8 text: save it as UTF-8."])
        }
        let questions =
            path.hasSuffix(".csv") ? try table(text, file: path) : try lines(text, file: path)
        guard !questions.isEmpty else {
            throw Failure(lines: ["\(path): there is no question in it."])
        }
        guard questions.count <= questionsMax else {
            throw Failure(lines: ["\(path): more than \(questionsMax) questions: split the file."])
        }
        return questions
    }

    private struct Line: Decodable {
        let question: String
        let context: [String]?
        let page: String?
        let expected: [String]?
    }

    /// A first line that fixes the rest, so that a frozen set shows every later change.
    private struct Header: Decodable {
        let questions: Int
        let sha256: String
    }

    private static func lines(_ text: String, file: String) throws -> [LabelledQuestion] {
        var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        var first = 1
        if let line = rows.first, let header = try? JSONDecoder().decode(Header.self, from: Data(line.utf8)) {
            let rest = text.utf8.dropFirst(line.utf8.count + 1)
            guard SHA256.hash(data: Array(rest)).hexadecimal == header.sha256 else {
                throw Failure(lines: [
                    "\(file):1: the questions are not the ones that were frozen: their hash has changed."
                ])
            }
            rows.removeFirst()
            first = 2
        }
        var questions: [LabelledQuestion] = []
        var mistakes: [String] = []
        for (offset, row) in rows.enumerated() where !row.allSatisfy(\.isWhitespace) {
            let place = "\(file):\(first + offset)"
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(row.utf8)) else {
                mistakes.append(
                    place + ": write {\"question\": \"...\", \"page\": \"area\", \"expected\": [\"id\"]}."
                )
                continue
            }
            let ids = (line.expected ?? []).map { ($0, ArticleID($0)) }
            mistakes += ids.filter { $0.1 == nil }.map { "\(place): `\($0.0)` is no article id." }
            questions.append(
                LabelledQuestion(
                    text: line.question, context: line.context ?? [], page: line.page,
                    expected: ids.compactMap(\.1)))
        }
        guard mistakes.isEmpty else { throw Failure(lines: mistakes) }
        return questions
    }

    private static func table(_ text: String, file: String) throws -> [LabelledQuestion] {
        try CommaSeparated.rows(text, file: file, header: ["text", "label"]).map { row in
            LabelledQuestion(text: row[0], page: nil, expected: [try TopicTable.id(row[1], file: file)])
        }
    }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
