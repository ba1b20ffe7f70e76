import Foundation

/// A frame that the server sent, with the fields that tests look at.
package struct TestFrame: Decodable, Sendable {
    package let type: String
    package let conversation: String?
    package let id: String?
    package let code: String?
    package let message: String?
    package let seq: Int?
    package let prev: Int?
    package let head: Int?
    package let epoch: String?
    package let reason: String?
    package let token: String?
    package let visitor: String?
    package let online: Int?
    package let isRepeat: Bool?
    package let answer: String?
    package let n: Int?
    package let text: String?
    package let whole: Bool?
    package let on: Bool?
    package let retryAfter: Int?
    package let wants: String?
    package let tried: String?
    package let event: Event?
    package let rows: [Row]?
    package let row: Row?

    package struct Event: Decodable, Sendable {
        package let type: String
        package let id: String?
        package let text: String?
        package let author: Author?
        package let reason: String?
        package let outcome: String?
        package let answer: String?
        package let why: String?
        package let address: String?
        package let citations: [Citation]?
        package let score: Int?
    }

    package struct Citation: Decodable, Sendable {
        package let n: Int
        package let article: String
        package let url: String
        package let text: String
    }

    /// `{"kind", "name"}` in version 2, the kind alone in version 1.
    package struct Author: Decodable, Sendable {
        package let kind: String
        package let name: String?
        package let isPlain: Bool

        package init(from decoder: any Decoder) throws {
            if let plain = try? decoder.singleValueContainer().decode(String.self) {
                (kind, name, isPlain) = (plain, nil, true)
                return
            }
            let members = try decoder.container(keyedBy: CodingKeys.self)
            kind = try members.decode(String.self, forKey: .kind)
            name = try members.decodeIfPresent(String.self, forKey: .name)
            isPlain = false
        }

        enum CodingKeys: String, CodingKey { case kind, name }
    }

    package struct Row: Decodable, Sendable {
        package let conversation: String
        package let status: String
        package let reason: String?
        package let agent: Author?
        package let contact: String?
        package let last: Last?

        package struct Last: Decodable, Sendable {
            package let text: String
        }
    }

    /// The frame as it came.
    package private(set) var raw = ""

    /// A value by its path, such as `visitor.name` or `rows.0.status`, as text; `nil` when it is absent or
    /// null.
    package func value(_ path: String) -> String? {
        var value = try? JSONSerialization.jsonObject(with: Data(raw.utf8))
        for step in path.split(separator: ".") {
            if let list = value as? [Any], let index = Int(step) {
                value = list.indices.contains(index) ? list[index] : nil
            } else {
                value = (value as? [String: Any])?[String(step)]
            }
        }
        if let flag = value as? Bool, raw.contains("\(flag)") { return "\(flag)" }
        guard let value, !(value is NSNull) else { return nil }
        return "\(value)"
    }

    enum CodingKeys: String, CodingKey {
        case type, conversation, id, code, message, seq, prev, head, epoch, reason, token, visitor, online,
            answer, n
        case text, whole, on, wants, tried, event, rows, row
        case isRepeat = "repeat"
        case retryAfter = "retry_after"
    }

    package init(_ text: String) throws {
        self = try JSONDecoder().decode(TestFrame.self, from: Data(text.utf8))
        raw = text
    }
}
