import Conversations
import Handoff
import Testing

@Suite struct OpeningHoursTests {
    /// Milliseconds of a moment in UTC, from days since 1970 and the time of day.
    private static func utc(day: Int, _ hour: Int, _ minute: Int = 0) -> Timestamp {
        Timestamp(milliseconds: Int64(((day * 24 + hour) * 60 + minute) * 60_000))
    }

    /// 2026-03-27 is a Friday; daylight saving begins in Berlin on Sunday the 29th.
    private static let friday = 20_539
    /// 2026-10-23 is a Friday; daylight saving ends in Berlin on Sunday the 25th.
    private static let autumnFriday = 20_749

    private func hours(_ text: String) throws -> OpeningHours {
        try #require(try OpeningHours.read(text))
    }

    @Test func `a week of office hours opens and closes at its local times`() throws {
        let hours = try hours("Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin")
        // In winter Berlin is an hour ahead of UTC.
        #expect(!hours.isOpen(at: Self.utc(day: Self.friday, 7, 59)))
        #expect(hours.isOpen(at: Self.utc(day: Self.friday, 8)))
        #expect(hours.isOpen(at: Self.utc(day: Self.friday, 15, 59)))
        #expect(!hours.isOpen(at: Self.utc(day: Self.friday, 16)))
        #expect(
            hours.opens(after: Self.utc(day: Self.friday, 16)) == Self.utc(day: Self.friday + 1, 9))
        #expect(hours.opens(after: Self.utc(day: Self.friday, 9)) == nil)
    }

    @Test func `the hands of the clock stay when daylight saving begins and ends`() throws {
        let hours = try hours("Mon-Fri 09:00-17:00 Europe/Berlin")
        #expect(hours.opens(after: Self.utc(day: Self.friday, 16)) == Self.utc(day: Self.friday + 3, 7))
        let autumn = Self.utc(day: Self.autumnFriday, 15)
        #expect(hours.opens(after: autumn) == Self.utc(day: Self.autumnFriday + 3, 8))
    }

    @Test func `a time that the change of the clock skips begins at the next one that there is`() throws {
        let hours = try hours("Sun 02:30-04:00 Europe/Berlin")
        let opening = try #require(hours.opens(after: Self.utc(day: Self.friday + 2, 0)))
        #expect(opening >= Self.utc(day: Self.friday + 2, 1) && opening < Self.utc(day: Self.friday + 2, 2))
    }

    @Test func `a night shift lasts into the next day`() throws {
        let hours = try hours("Fri 22:00-02:00")
        #expect(hours.isOpen(at: Self.utc(day: Self.friday, 23)))
        #expect(hours.isOpen(at: Self.utc(day: Self.friday + 1, 1, 59)))
        #expect(!hours.isOpen(at: Self.utc(day: Self.friday + 1, 2)))
        #expect(hours.opens(after: Self.utc(day: Self.friday + 1, 2)) == Self.utc(day: Self.friday + 7, 22))
    }

    @Test func `lists of days and times, weeks over Sunday and the end of a day are read`() throws {
        let hours = try hours("Sat-Mon,wed 09:00-12:00,13:00-24:00")
        for day in [1, 2, 3, 5] {
            #expect(hours.isOpen(at: Self.utc(day: Self.friday + day, 9)), "\(day)")
            #expect(!hours.isOpen(at: Self.utc(day: Self.friday + day, 12, 30)), "\(day)")
            #expect(hours.isOpen(at: Self.utc(day: Self.friday + day, 23, 59)), "\(day)")
        }
        #expect(!hours.isOpen(at: Self.utc(day: Self.friday + 4, 10)))
    }

    @Test func `no text means always`() throws {
        #expect(try OpeningHours.read("") == nil)
        #expect(try OpeningHours.read("  ") == nil)
    }

    @Test(arguments: [
        "Mon", "Mon 09:00", "Mon 9-17", "Mon 09:00-25:00", "Mon 09:60-10:00", "Mon 24:00-25:00",
        "Foo 09:00-17:00", "Mon-Tue-Wed 09:00-17:00", "Mon 09:00-17:00 Europe/Atlantis", "Europe/Berlin",
        "Mon 09:00-17:00 please Europe/Berlin", "Mon ٠٩:00-17:00", "; ;",
        String(repeating: "Mon ", count: 200),
    ])
    func `what cannot be read is refused with an example of what can`(_ text: String) {
        let failure = #expect(throws: OpeningHours.Unreadable.self) { _ = try OpeningHours.read(text) }
        #expect(failure?.description.contains("Mon-Fri 09:00-17:00") == true)
    }
}
