import Foundation

extension OpeningHours {
    /// Why a text is no opening hours, and what to write instead.
    package struct Unreadable: Error, Hashable, Sendable, CustomStringConvertible {
        package let part: String

        package var description: String {
            "\"\(part)\" cannot be read: write Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin."
        }
    }

    /// `nil` for an empty text: always open. The time zone stands at the end; without one it is UTC.
    package static func read(_ text: String) throws(Unreadable) -> OpeningHours? {
        guard text.count <= textCharactersMax else { throw Unreadable(part: String(text.prefix(20)) + "...") }
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let last = words.last else { return nil }
        var zone = TimeZone.gmt
        // Only a zone has a letter and is not followed by times.
        if last.contains(where: \.isLetter) {
            guard let named = TimeZone(identifier: last) else { throw Unreadable(part: last) }
            zone = named
            words.removeLast()
        }
        let parts = words.joined(separator: " ").split(separator: ";")
            .map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
        guard !parts.isEmpty else { throw Unreadable(part: text) }
        var spans: [Span] = []
        for part in parts { spans += try Self.spans(part) }
        guard spans.count <= spansMax else { throw Unreadable(part: text) }
        return OpeningHours(text: text, zone: zone, spans: spans)
    }

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// One part: days and times, such as `["Mon-Fri", "09:00-12:00,13:00-17:00"]`.
    private static func spans(_ part: [String]) throws(Unreadable) -> [Span] {
        guard part.count == 2, let days = days(part[0]), let times = times(part[1]) else {
            throw Unreadable(part: part.joined(separator: " "))
        }
        return days.flatMap { day in
            times.map { Span(weekday: day, startMinute: $0.start, endMinute: $0.end) }
        }
    }

    /// `Mon`, `Mon,Wed`, `Mon-Fri` and `Sat-Mon`.
    private static func days(_ text: String) -> [Int]? {
        var days: [Int] = []
        for range in text.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false)
                .map { weekdays.firstIndex(of: String($0.prefix(3))) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
                return nil
            }
            let count = (last - first + 7) % 7 + 1
            days += (0..<count).map { (first + $0) % 7 + 1 }
        }
        return days
    }

    private static func times(_ text: String) -> [(start: Int, end: Int)]? {
        var times: [(start: Int, end: Int)] = []
        for range in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map {
                minute(String($0))
            }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start < minutesOfDay else {
                return nil
            }
            times.append((start, end > start ? end : end + minutesOfDay))
        }
        return times
    }

    private static let minutesOfDay = 24 * 60

    /// Minutes from midnight; `24:00` is the end of the day.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count <= 2 && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour * 60 + minute <= minutesOfDay
        else { return nil }
        return hour * 60 + minute
    }
}
