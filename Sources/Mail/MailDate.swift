import Conversations

/// A moment as a mail's header writes it, in UTC: `Sun, 22 Nov 2026 10:20:01 +0000` (RFC 5322, 3.3).
struct MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private let second: Int64
    private let day: Int64
    private let civil: (year: Int64, month: Int, day: Int64)

    init(_ moment: Timestamp) {
        second = moment.milliseconds / 1000
        day = second / 86_400
        civil = Self.civil(day)
    }

    var header: String {
        let time = second % 86_400
        let clock = [time / 3600, time / 60 % 60, time % 60].map(Self.twoDigits).joined(separator: ":")
        let month = Self.months[civil.month - 1].prefix(3)
        return "\(Self.days[Int(day % 7)]), \(civil.day) \(month) \(civil.year) \(clock) +0000"
    }

    /// `22 November 2026`.
    var words: String { "\(civil.day) \(Self.months[civil.month - 1]) \(civil.year)" }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Year, month and day of a day counted from 1970-01-01: Howard Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms", civil_from_days.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int, day: Int64) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, Int(month), dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
