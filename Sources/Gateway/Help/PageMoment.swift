import Conversations
import FoundationEssentials

/// A moment on a page: roughly in words, exactly beside it.
struct PageMoment: Sendable {
    /// From here on the next larger unit says enough.
    private static let daysMax = 30
    private static let monthsMax = 12

    let at: Timestamp

    init(milliseconds: Int64) { at = Timestamp(milliseconds: milliseconds) }

    /// `2026-11-20T10:00:00Z`
    var exact: String { date.formatted(.iso8601) }

    /// `2026-11-20 10:00 UTC`, for a person.
    var shown: String { exact.prefix(16).replacing("T", with: " ") + " UTC" }

    /// `2026-11-20`
    var day: String { String(exact.prefix(10)) }

    func relative(to now: Timestamp, _ words: HelpTexts.Words) -> String {
        // Both by the calendar of UTC, so that "yesterday" does not depend on the hour.
        let days = now.milliseconds.daysSinceEpoch - at.milliseconds.daysSinceEpoch
        switch days {
        case ..<1: return words.text("today")
        case 1: return words.text("yesterday")
        case ...Self.daysMax: return words.text("days_ago", ["n": "\(days)"])
        default:
            let months = days * 12 / 365
            if months < 2 { return words.text("month_ago") }
            if months < 2 * Self.monthsMax { return words.text("months_ago", ["n": "\(months)"]) }
            return words.text("years_ago", ["n": "\(months / Self.monthsMax)"])
        }
    }

    func html(now: Timestamp, _ words: HelpTexts.Words) -> String {
        let said = PageTemplate.escaped(relative(to: now, words))
        return "<time datetime=\"\(exact)\" title=\"\(shown)\">\(said)</time>"
    }

    private var date: Date { Date(timeIntervalSince1970: Double(at.milliseconds / 1000)) }
}

extension Int64 {
    fileprivate var daysSinceEpoch: Int { Int(self / 86_400_000) }
}
