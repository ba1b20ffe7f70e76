package import Conversations
import Foundation

/// When people answer, such as `Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin`. Local times: they keep
/// their hands of the clock when daylight saving begins or ends.
package struct OpeningHours: Hashable, Sendable {
    /// Spans of the week that a text may name.
    package static let spansMax = 32
    static let textCharactersMax = 500
    /// A week and the same weekday again: further ahead nothing new comes.
    private static let daysAheadMax = 8

    /// As the operator wrote it.
    package let text: String
    let zone: TimeZone
    let spans: [Span]

    struct Span: Hashable, Sendable {
        /// 1 (Sunday) to 7, as calendars count.
        let weekday: Int
        let startMinute: Int
        /// Beyond 24 hours when it ends on the next day.
        let endMinute: Int
    }

    package func isOpen(at moment: Timestamp) -> Bool {
        // A span that began yesterday may last into today.
        starts(around: moment, days: -1...0).contains { $0.start <= moment && moment < $0.end }
    }

    /// The next moment at which somebody is there; `nil` while open.
    package func opens(after moment: Timestamp) -> Timestamp? {
        guard !isOpen(at: moment) else { return nil }
        return starts(around: moment, days: 0...Self.daysAheadMax).map(\.start).filter { $0 > moment }.min()
    }

    private func starts(
        around moment: Timestamp, days: ClosedRange<Int>
    ) -> [(start: Timestamp, end: Timestamp)] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let now = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
        let today = calendar.dateComponents([.year, .month, .day], from: now)
        return days.flatMap { offset -> [(start: Timestamp, end: Timestamp)] in
            var day = today
            day.day = (today.day ?? 1) + offset
            day.hour = 12
            guard let noon = calendar.date(from: day) else { return [] }
            let weekday = calendar.component(.weekday, from: noon)
            return spans.filter { $0.weekday == weekday }.compactMap { span in
                guard let start = localMoment(span.startMinute, of: day, calendar),
                    let end = localMoment(span.endMinute, of: day, calendar)
                else { return nil }
                return (start, end)
            }
        }
    }

    private func localMoment(_ minute: Int, of day: DateComponents, _ calendar: Calendar) -> Timestamp? {
        var local = day
        local.hour = minute / 60
        local.minute = minute % 60
        return calendar.date(from: local).map {
            Timestamp(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded()))
        }
    }
}
